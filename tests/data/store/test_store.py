"""What is written stays written, all of it or nothing, and the history tells how it came about."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.model import Activity, Counterpart, Located, Place
from data.place_index import unlocated
from data.store.history import Change
from data.store.past import Asked, Entry, What
from data.store.records import Store
from data.store.writes import (
    AlreadyThere,
    BringBack,
    ChangedMeanwhile,
    Create,
    Delete,
    Refused,
    Stored,
    Update,
    Write,
)
from tests.builders import REFERENCE, an_activity
from tests.strategies import activities

# The store is emptied by the test itself, which Hypothesis cannot know.
laws = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
PLACES = tuple(REFERENCE.places.values())
numbers = itertools.count()


def titled() -> st.SearchStrategy[Activity]:
    """Any record that the rules allow; each has an id that no other has had."""
    return activities().map(
        lambda one: dataclasses.replace(
            one, id=f"law-{next(numbers)}", title_de=one.title_de or "Besuch"
        )
    )


def clear(store: Store) -> None:
    _, present, _ = store.everything()
    store.write([Delete(one.id, version(store, one.id)) for one in present], by="test")


def version(store: Store, activity_id: str) -> int:
    stored = store.get(activity_id)
    assert stored
    return stored.version


@laws
@given(st.lists(titled(), max_size=4))
def test_what_is_written_comes_back(store: Store, written: list[Activity]) -> None:
    clear(store)
    store.write([Create(one, PLACES) for one in written], by="test")
    _, found, places = store.everything()
    assert found == sorted(written, key=lambda one: (one.start, one.id))
    for one in written:
        stored = store.get(one.id)
        assert stored
        assert (stored.activity, stored.version) == (one, 1)
    if written:
        assert places == {place.key: place for place in PLACES}


@laws
@given(titled(), titled())
def test_a_change_replaces_all_of_the_record(store: Store, one: Activity, other: Activity) -> None:
    store.write([Create(one, PLACES)], by="test")
    changed = dataclasses.replace(other, id=one.id)
    store.write([Update(changed, 1)], by="somebody")
    stored = store.get(one.id)
    assert stored
    assert (stored.activity, stored.version) == (changed, 2)
    last, first = store.history(one.id)
    assert (first.before, first.after, first.by) == (None, one, "test")
    assert (last.before, last.after, last.by) == (one, changed, "somebody")
    assert last.revision == first.revision + 1 == store.revision()


def test_each_transaction_raises_the_revision_by_one(store: Store) -> None:
    assert store.revision() == 0
    records = [an_activity(id=f"a{number}") for number in range(3)]
    assert store.write([Create(one) for one in records], by="test") == 1
    assert store.write([Delete("a0", 1)], by="test") == 2
    assert store.revision() == 2
    assert store.everything()[0] == 2


GOOD = an_activity(id="good")
WRONG: list[Write] = [
    Create(an_activity(id="wrong", start=date(2025, 9, 2), end=date(2025, 9, 1))),
    Create(an_activity(id="wrong", title_de="", title_en="")),
    Create(an_activity(id="wrong", venue="nowhere-xx")),
    Create(an_activity(id="wrong", counterparts=(Counterpart("gb"),))),
    Create(an_activity(id="wrong", counterparts=(Counterpart("GB"), Counterpart("GB")))),
    Create(an_activity(id="wrong", sectors=("health", "health"))),
    Create(an_activity(id="wrong"), (dataclasses.replace(PLACES[0], lat=91.0),)),
    Create(an_activity(id="there")),
    Update(an_activity(id="there"), 7),
    Update(an_activity(id="never-there"), 1),
    Delete("there", 2),
]


@pytest.mark.parametrize("wrong", WRONG)
def test_one_wrong_write_undoes_all(store: Store, wrong: Write) -> None:
    store.write([Create(an_activity(id="there"))], by="test")
    with pytest.raises((Refused, AlreadyThere, ChangedMeanwhile)):
        store.write([Create(GOOD), wrong], by="test")
    number, present, places = store.everything()
    assert (number, [one.id for one in present], places) == (1, ["there"], {})
    assert store.history("good") == []


def test_the_rule_that_is_broken_is_named(store: Store) -> None:
    with pytest.raises(Refused) as caught:
        store.write([Create(an_activity(title_de="", title_en=""))], by="test")
    assert caught.value.rule == "ck_activity_has_a_title"


def test_who_comes_second_sees_what_the_first_one_wrote(store: Store) -> None:
    store.write([Create(GOOD)], by="test")
    first = dataclasses.replace(GOOD, title_de="Zuerst")
    store.write([Update(first, 1)], by="first")
    with pytest.raises(ChangedMeanwhile) as caught:
        store.write([Update(dataclasses.replace(GOOD, title_de="Danach"), 1)], by="second")
    assert caught.value.theirs
    assert (caught.value.theirs.activity, caught.value.theirs.version) == (first, 2)
    store.write([Delete("good", 2)], by="first")
    with pytest.raises(ChangedMeanwhile) as gone:
        store.write([Update(GOOD, 2)], by="second")
    assert gone.value.theirs is None


def test_an_id_is_never_used_again(store: Store) -> None:
    store.write([Create(GOOD)], by="test")
    store.write([Delete("good", 1)], by="test")
    with pytest.raises(AlreadyThere):
        store.write([Create(GOOD)], by="test")


def test_the_records_as_they_were_known(store: Store) -> None:
    before = datetime.now(UTC)
    store.write([Create(GOOD), Create(an_activity(id="other"))], by="test")
    between = store.history("good")[0].at
    store.write([Update(dataclasses.replace(GOOD, title_de="Neu"), 1)], by="test")
    store.write([Delete("other", 1)], by="test")
    assert store.as_known_at(before) == []
    assert store.as_known_at(between) == [GOOD, an_activity(id="other")]
    assert [one.title_de for one in store.as_known_at(datetime.now(UTC))] == ["Neu"]


def test_a_place_is_located_once_somebody_knows_where_it_is(store: Store) -> None:
    unknown = Place("a-gb", "A", "A", "GB", None, None, None, Located.UNKNOWN)
    known = dataclasses.replace(unknown, lat=1.0, lon=2.0, located=Located.GAZETTEER)
    moved = dataclasses.replace(known, lat=3.0)
    for number, place in enumerate((unknown, known, moved)):
        store.write([Create(an_activity(id=str(number), venue="a-gb"), (place,))], by="test")
    assert store.everything()[2] == {"a-gb": known}


def test_a_deleted_record_is_brought_back_and_goes_on_counting(store: Store) -> None:
    store.write([Create(GOOD)], by="test")
    store.write([Delete("good", 1)], by="test")
    store.write([BringBack(GOOD)], by="test")
    assert store.get("good") == Stored(GOOD, 2)
    store.write([Update(dataclasses.replace(GOOD, title_de="Neu"), 2)], by="test")
    assert [line.after is None for line in store.history("good")] == [False, False, True, False]


@pytest.mark.parametrize("present", [[], [Create(GOOD)]])
def test_what_is_not_deleted_cannot_be_brought_back(store: Store, present: list[Write]) -> None:
    store.write(present, by="test")
    with pytest.raises(ChangedMeanwhile):
        store.write([BringBack(GOOD)], by="test")


def test_the_latest_writes_page_by_page(store: Store) -> None:
    for name in "abcde":
        store.write([Create(an_activity(id=name))], by="test")
    newest = store.past.entries(Asked(), 2)
    assert told_by(store, newest) == ["e", "d"]
    older = store.past.entries(Asked(), 9, offset=2)
    assert told_by(store, older) == ["c", "b", "a"]
    assert store.known_since() == older[-1].at


def told_by(store: Store, writes: list[Entry]) -> list[str]:
    """The records that some writes were about."""
    lines = store.past.lines([one.revision for one in writes], Asked(), limit=9)
    return [line.activity for line in lines if isinstance(line, Change)]


def test_the_latest_writes_say_how_much_became_of_how_many(store: Store) -> None:
    store.write([Create(GOOD), Create(an_activity(id="other"))], by="Ada")
    store.write([Update(dataclasses.replace(GOOD, title_de="Neu"), 1), Delete("other", 1),
                 Create(an_activity(id="third"))], by="Bob")  # fmt: skip
    newest, before = store.past.entries(Asked(), 9)
    assert (newest.by, newest.counts) == ("Bob", {What.NEW: 1, What.CHANGED: 1, What.DELETED: 1})
    assert (before.by, before.counts) == ("Ada", {What.NEW: 2})
    assert (newest.revision, newest.at >= before.at) == (2, True)
    assert store.past.entries(Asked(), 1) == [newest]


def test_the_tables_as_they_were_known(store: Store) -> None:
    store.write([Create(GOOD, PLACES), Create(an_activity(id="other"))], by="test")
    before, moment = store.state(REFERENCE).tables, datetime.now(UTC)
    store.write([Delete("other", 1)], by="test")
    known = store.tables_as_known_at(REFERENCE, moment)
    pd.testing.assert_frame_equal(known.activities, before.activities)
    pd.testing.assert_frame_equal(known.counterparts, before.counterparts)


def test_a_place_can_be_located_later(store: Store) -> None:
    place = unlocated("Kleinkleckersdorf", "DE")
    store.write([Create(an_activity(venue=place.key), (place,))], by="test")
    before = store.state(REFERENCE)
    found = dataclasses.replace(place, lat=51.5, lon=7.0, located=Located.GEOCODER)
    store.locate([found], by="Ada")
    after = store.state(REFERENCE, since=before)
    assert before.tables.places[place.key].lat is None
    assert after.tables.places[place.key].lat == 51.5
    assert (after.changes, after.revision) == (before.changes, before.revision + 1)
    assert after.name != before.name
    again = store.state(REFERENCE, since=after)
    assert again.tables is after.tables
    store.locate([dataclasses.replace(found, lat=0.0, lon=0.0)], by="Ada")
    kept = store.state(REFERENCE, since=after).tables.places[place.key]
    assert kept == after.tables.places[place.key]
