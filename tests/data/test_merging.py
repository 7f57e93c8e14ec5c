"""Three versions of a record come together, and nobody's change gets lost in silence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.merging import FIELDS, Side, changed, columns_of, field_of, merge
from data.record_format import COLUMNS

versions = st.fixed_dictionaries({column: st.sampled_from(["", "x", "y"]) for column in COLUMNS})


def test_every_column_belongs_to_one_field() -> None:
    assert sorted(column for field in FIELDS for column in columns_of(field)) == sorted(COLUMNS)
    assert all(column in columns_of(field_of(column)) for column in COLUMNS)


@given(versions, versions)
def test_what_one_alone_changed_is_taken_whole(
    was: dict[str, str], changed_one: dict[str, str]
) -> None:
    for merged in (merge(was, changed_one, was), merge(was, was, changed_one)):
        assert merged.cells == changed_one
        assert not merged.both


@given(versions, versions)
def test_the_same_change_twice_is_one_change(was: dict[str, str], both: dict[str, str]) -> None:
    merged = merge(was, both, both)
    assert merged.cells == both
    assert (merged.both, merged.theirs_alone, merged.mine_alone) == ((), (), ())


@given(versions, versions, versions, st.data())
def test_every_field_is_whole_and_whose_it_is_is_said(
    was: dict[str, str], mine: dict[str, str], theirs: dict[str, str], data: st.DataObject
) -> None:
    merged = merge(was, mine, theirs)
    choices: dict[str, Side] = {
        field: data.draw(st.sampled_from(("mine", "theirs"))) for field in merged.both
    }
    assert merged.undecided(()) == merged.both
    assert not merged.undecided(choices)
    result = merged.decided(choices)
    for field in FIELDS:
        side = theirs if field in merged.theirs_alone or choices.get(field) == "theirs" else mine
        assert [result[column] for column in columns_of(field)] == [
            side[column] for column in columns_of(field)
        ]
    said = {*merged.both, *merged.theirs_alone}
    assert set(changed(mine, theirs)) <= said | set(merged.mine_alone)
    assert set(changed(was, theirs)) - set(changed(was, mine)) <= said


@given(versions, versions, versions)
def test_who_comes_second_makes_no_difference(
    was: dict[str, str], one: dict[str, str], other: dict[str, str]
) -> None:
    first, second = merge(was, one, other), merge(was, other, one)
    assert first.both == second.both
    assert first.mine_alone == second.theirs_alone
    assert first.decided(dict.fromkeys(first.both, "theirs")) == second.cells
