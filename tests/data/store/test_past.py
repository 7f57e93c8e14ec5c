"""Going back in the history: any state again, and a whole write undone or nothing of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.codes_in_use import missing_of
from data.store.past import Asked, What, restoring
from data.store.records import Store
from data.store.writes import BringBack, ChangedMeanwhile, Create, Delete, Update, Write
from tests.builders import REFERENCE, an_activity, from_place

PLACES = REFERENCE.places
ONE = an_activity(id="one", title_de="Eins", counterparts=(from_place("leeds-gb"),))
TWO = an_activity(id="two", title_de="Zwei")
GONE = an_activity(id="gone", title_de="Fort", venue="york-gb")
LEEDS, YORK = PLACES["leeds-gb"], PLACES["york-gb"]


@pytest.fixture
def lived(store: Store) -> Store:
    """A store with some past: three writes of Ada's, then one of Ben's that does everything."""
    store.write([Create(ONE, (LEEDS,)), Create(GONE, (YORK,))], by="Ada")
    store.write([Delete("gone", 1)], by="Ada")
    store.write([Create(TWO)], by="Ada")
    everything: list[Write] = [
        Update(replace(ONE, title_de="Eins, neu", counterparts=()), 1),
        Create(an_activity(id="three")),
        Delete("two", 1),
        BringBack(GONE, (YORK,)),
    ]
    store.write(everything, by="Ben")
    return store


def test_writes_are_told_as_one_the_newest_first(lived: Store) -> None:
    found = lived.past.entries(Asked(), 10)
    assert [(one.revision, one.by) for one in found] == [
        (4, "Ben"), (3, "Ada"), (2, "Ada"), (1, "Ada")
    ]  # fmt: skip
    assert found[0].counts == dict.fromkeys(What, 1)
    assert (found[3].counts, found[3].total) == ({What.NEW: 2}, 2)
    assert lived.past.entries(Asked(), 2, offset=1) == found[1:3]
    assert lived.past.total(Asked()) == 4
    assert lived.past.authors() == ["Ada", "Ben"]


@pytest.mark.parametrize(
    ("asked", "revisions"),
    [
        (Asked(by="Ada"), [3, 2, 1]),
        (Asked(of="gone"), [4, 2, 1]),
        (Asked(of="gone", what=What.BROUGHT_BACK), [4]),
        (Asked(what=What.NEW), [4, 3, 1]),
        (Asked(what=What.DELETED, by="Ben"), [4]),
        (Asked(what=What.CHANGED, of="two"), []),
        (Asked(by="nobody"), []),
    ],
)
def test_only_what_was_asked_for(lived: Store, asked: Asked, revisions: list[int]) -> None:
    assert [one.revision for one in lived.past.entries(asked, 10)] == revisions
    assert lived.past.total(asked) == len(revisions)
    lines = lived.past.lines(revisions, asked, limit=99)
    assert {line.revision for line in lines} == set(revisions)
    assert all(asked.what in {None, What.of(line)} for line in lines)


def test_any_earlier_state_comes_back_as_a_write_of_its_own(lived: Store) -> None:
    lived.write([Delete("one", 2)], by="Ben")
    first = lived.history("one")[-1].after
    assert first == ONE
    lived.write([restoring(first, lived.get("one"), PLACES)], by="Ada")
    stored = lived.get("one")
    assert stored
    assert stored.activity == ONE
    again = replace(ONE, title_de="Eins, neu", counterparts=())
    lived.write([restoring(again, stored, PLACES)], by="Ada")
    assert [What.of(line) for line in lived.history("one")] == [
        What.CHANGED, What.BROUGHT_BACK, What.DELETED, What.CHANGED, What.NEW
    ]  # fmt: skip


def test_who_restores_over_somebody_elses_write_hears_of_it(lived: Store) -> None:
    seen = lived.get("one")
    lived.write([Update(replace(ONE, title_de="Anders"), 2)], by="Ben")
    with pytest.raises(ChangedMeanwhile):
        lived.write([restoring(ONE, seen, PLACES)], by="Ada")


def test_a_whole_write_is_undone_and_the_undoing_is_undone(lived: Store) -> None:
    after = lived.everything()[1]
    undoing = lived.past.undoing(4, PLACES)
    assert undoing.later == ()
    number = lived.write(undoing.writes, by="Ada")
    assert lived.everything()[1] == [ONE, TWO]
    lived.write(lived.past.undoing(number, PLACES).writes, by="Ada")
    assert lived.everything()[1] == after


def test_what_was_changed_since_is_named_and_nothing_is_undone(lived: Store) -> None:
    undoing = lived.past.undoing(4, PLACES)
    lived.write([Update(replace(GONE, title_de="Weiter"), 2)], by="Ada")
    assert [line.activity for line in lived.past.undoing(4, PLACES).later] == ["gone"]
    before = lived.everything()[1]
    with pytest.raises(ChangedMeanwhile):
        lived.write(undoing.writes, by="Ada")
    assert lived.everything()[1] == before


def test_what_the_lists_no_longer_hold_is_named() -> None:
    old = an_activity(kind="ball", sectors=("health", "steam"), networks=("gini",))
    assert missing_of(old, REFERENCE) == {"kinds.csv": ("ball",), "sectors.csv": ("steam",)}
    assert missing_of(an_activity(), REFERENCE) == {}
