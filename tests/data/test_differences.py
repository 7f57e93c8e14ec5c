"""What differs between two states of a record, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from data.cells import Spelling, judge
from data.differences import Difference, cells_of, differences
from data.model import Activity, Counterpart
from tests.builders import REFERENCE, an_activity, from_place
from tests.strategies import storable

PLACES = REFERENCE.places


@given(storable(), storable())
def test_what_differs_makes_the_one_state_of_the_other(
    some: list[Activity], others: list[Activity]
) -> None:
    for one, other in zip(some, others, strict=False):
        after = replace(other, id=one.id)
        found = differences(one, after, PLACES)
        assert bool(found) == (one != after)
        cells = Spelling(REFERENCE, PLACES).cells(one)
        assert all(cells[each.field] == each.before != each.after for each in found)
        changed = cells | {each.field: each.after for each in found}
        assert judge(changed, REFERENCE).activity == after
        back = [Difference(each.field, each.after, each.before) for each in found]
        assert differences(after, one, PLACES) == back


@given(storable())
def test_nothing_differs_from_itself(activities: list[Activity]) -> None:
    assert all(differences(one, one, PLACES) == [] for one in activities)


def test_fields_are_told_in_the_order_of_the_record_format() -> None:
    after = an_activity(source="Website", counterparts=(from_place("leeds-gb"),), title_de="Neu")
    assert differences(an_activity(), after, PLACES) == [
        Difference("title_de", "Besuch", "Neu"),
        Difference("counterparts", "", "Leeds, GB"),
        Difference("source", "", "Website"),
    ]


def test_a_place_that_nobody_knows_any_more_is_told_by_its_key() -> None:
    before = an_activity(venue="atlantis-gr", counterparts=(Counterpart("GR", "atlantis-gr"),))
    assert cells_of(before, PLACES)["venue"] == "atlantis-gr, GR"
    assert [one.field for one in differences(before, an_activity(), PLACES)] == [
        "venue",
        "counterparts",
    ]
