"""The form for one activity: entered, corrected, met by others, taken away and brought back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.model import (
    Counterpart,
    Country,
    DatePrecision,
    Direction,
    Organisation,
    Participants,
    Qualifier,
    Role,
    Status,
    Unit,
    Visibility,
)
from data.store.drafts import Drafts
from data.store.engine import Busy
from data.store.writes import Delete
from tests.builders import REFERENCE, an_activity, from_place
from tests.desk import desk
from tests.pages.form import LEEDS, click, fill, said, widget
from tests.screens import by_tag, open_page, signed_in, text

BASIC = {"title_de": "Messe", "kind": "fair", "direction": "online", "status": "held"}
FILLED = {
    "title_de": "Messe in Zürich",
    "title_en": "Fair in Zurich",
    "kind": "fair",
    "direction": "outbound",
    "status": "planned",
    "visibility": "internal",
    "date_precision": "month",
    "year": 2025,
    "unit": "2025-10-01",
    "venue": "Zurich, CH",
    "counterparts": ["Zurich, CH", "IL"],
    "sectors": ["hydrogen"],
    "networks": ["gini"],
    "organisations": ["Acme", "Straßenbau; Söhne"],
    "role_1": ["guest", "host"],
    "participants": "50",
    "participants_qualifier": "nearly",
    "participants_unit": "organisations",
    "outcome_de": "Zwei Gespräche",
    "note_en": "Cold",
    "follow_up": "Anrufen",
    "source": "Bericht",
    "source_url": "https://example.org/",
}


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_field_is_entered_and_saved(language: str) -> None:
    with desk(LEEDS) as store:
        screen = fill(open_page(f"edit?of=new&lang={language}"), FILLED)
        click(screen, "save")
        saved = store.get("2025-10-messe-zuerich")
        history = store.history("2025-10-messe-zuerich")
        again = open_page("edit?of=2025-10-messe-zuerich")
    assert [change.by for change in history] == ["Ada"]
    assert saved is not None
    assert saved.activity == an_activity(
        id="2025-10-messe-zuerich",
        title_de="Messe in Zürich",
        title_en="Fair in Zurich",
        kind="fair",
        direction=Direction.OUTBOUND,
        status=Status.PLANNED,
        start=date(2025, 10, 1),
        end=date(2025, 10, 31),
        date_precision=DatePrecision.MONTH,
        venue="zuerich-ch",
        counterparts=(from_place("zuerich-ch"), Counterpart("IL")),
        sectors=("hydrogen",),
        networks=("gini",),
        organisations=(
            Organisation("Acme", Role.PARTNER),
            Organisation("Straßenbau; Söhne", Role.GUEST),
            Organisation("Straßenbau; Söhne", Role.HOST),
        ),
        participants=Participants(50, Qualifier.NEARLY, Unit.ORGANISATIONS),
        outcome_de="Zwei Gespräche",
        follow_up="Anrufen",
        note_en="Cold",
        source="Bericht",
        source_url="https://example.org/",
        visibility=Visibility.INTERNAL,
    )
    assert "2025-10-messe-zuerich" in said(screen, "saved")
    assert "record" in screen.documents, "the card of what was saved is open"
    assert widget(again, "outcome_de").value == "Zwei Gespräche"


def test_opening_and_saving_a_record_changes_nothing_in_it() -> None:
    with desk(LEEDS) as store:
        click(open_page("edit?of=leeds"), "save")
        stored = store.get("leeds")
    assert stored is not None
    assert stored.activity == LEEDS


def test_one_field_is_corrected_and_nothing_else() -> None:
    with desk(LEEDS) as store:
        screen = fill(open_page("edit?of=leeds&lang=en"), {"note_de": "Ein Tag länger"})
        assert Drafts(store.engine).get("Ada", "leeds") is not None
        click(screen, "save")
        stored = store.get("leeds")
        assert Drafts(store.engine).get("Ada", "leeds") is None
    assert stored is not None
    assert (stored.activity, stored.version) == (replace(LEEDS, note_de="Ein Tag länger"), 2)


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost() -> None:
    with desk() as store:
        screen = open_page("edit?of=new&lang=en")
        assert not said(screen, "wrong_title_de"), "nobody is scolded for what they did not begin"
        fill(screen, {"source_url": "example.org", "participants": "ca. 50"})
        click(screen, "save")
        assert not store.everything()[1]
    assert said(screen, "wrong_title_de") == (
        "A title is needed, in one of the two languages at least."
    )
    assert "https://" in said(screen, "wrong_source_url")
    assert "whole number" in said(screen, "wrong_participants")
    assert widget(screen, "participants").value == "ca. 50"
    assert widget(screen, "source_url").value == "example.org"
    ways = by_tag(screen.documents["form_summary"], "a")
    assert [text(way) for way in ways] == [
        *("Title (German)", "Kind", "Direction", "Status", "Date", "Participants"),
        "Source address",
    ]
    targets = {way.attributes["href"].partition("#")[2] for way in ways}
    drawn = {
        node.attributes["id"]
        for key, nodes in screen.documents.items()
        if key.startswith("wrong_")
        for node in by_tag(nodes, "div")
    }
    assert targets == drawn


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"start": date(2025, 9, 26)}, ("2025-09-26", "2025-09-26", "day")),
        ({"start": date(2025, 9, 26), "end": date(2025, 9, 28)},
         ("2025-09-26", "2025-09-28", "day")),
        ({"date_precision": "week", "year": 2025, "unit": "2025-09-01"},
         ("2025-09-01", "2025-09-07", "week")),
        ({"date_precision": "week", "year": 2025, "unit": "2025-09-01", "until": "2025-09-14"},
         ("2025-09-01", "2025-09-14", "week")),
        ({"date_precision": "quarter", "year": 2024, "unit": "2024-07-01"},
         ("2024-07-01", "2024-09-30", "quarter")),
        ({"date_precision": "year", "year": 2019}, ("2019-01-01", "2019-12-31", "year")),
        ({"start": date(2025, 9, 26), "date_precision": "month"},
         ("2025-09-01", "2025-09-30", "month")),
        ({"date_precision": "month", "year": 2025, "unit": "2025-03-01", "year#": 2024},
         ("2024-03-01", "2024-03-31", "month")),
        ({"date_precision": "year", "year": 2019, "date_precision#": "week"},
         ("2018-12-31", "2019-01-06", "week")),
    ],
)  # fmt: skip
def test_dates_as_exactly_as_they_are_known(
    values: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    with desk() as store:
        Drafts(store.engine).keep("Ada", "", 0, BASIC)
        screen = open_page("edit?of=new&lang=en")
        for name, value in values.items():
            fill(screen, {name.removesuffix("#"): value})
        click(screen, "save")
        (saved,) = store.everything()[1]
    assert (saved.start.isoformat(), saved.end.isoformat(), saved.date_precision) == expected


def test_readers_words_for_the_date_are_shown() -> None:
    with desk(replace(LEEDS, start=date(2025, 9, 3), end=date(2025, 9, 9),
                      date_precision=DatePrecision.WEEK)):  # fmt: skip
        screen = open_page("edit?of=leeds")
    assert said(screen, "when") == "Angezeigt wird: 3.–9. September 2025"
    assert widget(screen, "unit").value == "2025-09-03", "seven days that are no calendar week"


@pytest.mark.parametrize(
    ("typed", "cell", "told"),
    [
        ("Leeds", "Leeds, GB", "“Leeds”: Leeds, United Kingdom ✓"),
        ("ZÜRICH, ch", "Zurich, CH", ""),
        ("Großbritannien", "GB", "“Großbritannien”: United Kingdom ✓"),
    ],
)
def test_a_place_is_understood_as_it_is_typed(typed: str, cell: str, told: str) -> None:
    with desk():
        screen = fill(open_page("edit?of=new&lang=en"), {"counterparts": [typed]})
    assert widget(screen, "counterparts").value == [cell]
    assert said(screen, "understood_counterparts") == told


def test_an_unclear_place_is_asked_about_once() -> None:
    with desk() as store:
        screen = fill(open_page("edit?of=new&lang=en"), {"counterparts": ["Lodon, UK", "Leeds"]})
        assert widget(screen, "counterparts").value == ["Lodon, UK", "Leeds, GB"]
        fill(screen, {"counterparts_meant_0": "London, GB"})
        assert widget(screen, "counterparts").value == ["London, GB", "Leeds, GB"]
        fill(screen, {"counterparts": ["lodon, uk"]})
        assert store.answers("place") == {"lodon uk": "London, GB"}
    assert widget(screen, "counterparts").value == ["London, GB"]


def test_namesakes_are_told_apart_by_where_they_lie() -> None:
    usa = replace(REFERENCE, countries={**REFERENCE.countries, "US": Country("US", 38, -97)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.desk.REFERENCE", usa)
        with desk():
            screen = fill(open_page("edit?of=new&lang=en"), {"counterparts": ["Springfield"]})
    names = widget(screen, "counterparts_meant_0").options
    assert len(set(names)) == len(names) > 3
    assert all("° N" in name for name in names)


def test_a_place_that_is_not_understood_stays_as_it_was_typed() -> None:
    with desk():
        screen = fill(open_page("edit?of=new&lang=en"), {"counterparts": ["Qwrtzpsd"]})
    assert widget(screen, "counterparts").value == ["Qwrtzpsd"]
    assert "“Qwrtzpsd” is not understood" in said(screen, "wrong_counterparts")


def test_probable_duplicates_are_listed_while_somebody_types() -> None:
    with desk(LEEDS):
        screen = open_page("edit?of=new&lang=en")
        fill(screen, {"title_de": "Delegation aus Leeds", "start": date(2025, 9, 20)})
        assert said(screen, "twins").startswith("1 record may be the same")
        (way,) = by_tag(screen.documents["form_twins"], "a")
        assert "record=leeds" in way.attributes["href"]
        fill(screen, {"title_de": "Ganz anderes"})
    assert said(screen, "twins") == "No record seems to be the same."


def test_what_somebody_said_to_be_two_is_no_duplicate() -> None:
    with desk(LEEDS, replace(LEEDS, id="other")) as store:
        assert said(open_page("edit?of=leeds&lang=en"), "twins").startswith("1 record")
        store.remember("not_duplicate", {'["leeds", "other"]': "two"}, by="Ben")
        screen = open_page("edit?of=leeds&lang=en")
    assert said(screen, "twins") == "No record seems to be the same."


def test_an_id_is_proposed_never_used_again_and_fixed_afterwards() -> None:
    with desk(replace(LEEDS, id="2025-09-messe")) as store:
        store.write([Delete("2025-09-messe", 1)], by="Ben")
        Drafts(store.engine).keep("Ada", "", 0, {**BASIC, "start": "2025-09-01"})
        screen = open_page("edit?of=new&lang=en")
        assert widget(screen, "id").placeholder == "2025-09-messe-2"
        click(fill(screen, {"id": "2025-09-messe"}), "save")
        assert "is taken, or was before" in said(screen, "wrong_id")
        click(fill(screen, {"id": ""}), "save")
        assert [one.id for one in store.everything()[1]] == ["2025-09-messe-2"]
    assert not [one for one in screen.test.text_input if one.key == "form_id"]


def test_the_next_one_begins_with_what_is_likely_the_same() -> None:
    with desk(LEEDS) as store:
        click(fill(open_page("edit?of=leeds"), {"networks": ["gini"]}), "save_next")
        screen = open_page("edit?of=leeds")
        click(screen, "save_next")
        assert len(store.everything()[1]) == 1
    assert widget(screen, "source").value == "Bericht"
    assert widget(screen, "start").value == date(2025, 9, 10)
    assert widget(screen, "networks").value == ["gini"]
    assert widget(screen, "title_de").value == ""


def test_a_record_serves_as_a_template() -> None:
    with desk(LEEDS) as store:
        screen = open_page("edit?of=new&like=leeds")
        click(fill(screen, {"title_de": "Zweite Delegation aus Leeds"}), "save")
        found = {one.id: one for one in store.everything()[1]}
    second = found["2025-09-zweite-delegation-leeds"]
    assert second.organisations == LEEDS.organisations
    assert found["leeds"] == LEEDS


# Drafts ------------------------------------------------------------------------------------------


def test_a_draft_is_found_again_and_can_be_discarded() -> None:
    with desk(LEEDS) as store:
        before = store.revision()
        fill(open_page("edit?of=leeds"), {"title_de": "Halb getippt"})
        assert store.revision() == before
        again = open_page("edit?of=leeds&lang=en")
        assert widget(again, "title_de").value == "Halb getippt"
        assert said(again, "draft_of").startswith("Draft of ")
        with signed_in(name="Ben"):
            other = open_page("edit?of=leeds")
        assert widget(other, "title_de").value == LEEDS.title_de
        click(again, "discard")
        assert Drafts(store.engine).of("Ada") == []
    assert widget(again, "title_de").value == LEEDS.title_de


def test_what_is_undone_by_hand_leaves_no_draft() -> None:
    with desk(LEEDS) as store:
        fill(open_page("edit?of=leeds"), {"title_de": "anders"})
        fill(open_page("edit?of=leeds"), {"title_de": LEEDS.title_de})
        assert Drafts(store.engine).of("Ada") == []


@pytest.mark.parametrize(("language", "told"), [("de", "Nichts wurde"), ("en", "Nothing was")])
def test_where_the_turn_to_write_does_not_come_nothing_typed_is_lost(
    language: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(*_writes: object, **_by: str) -> int:
        raise Busy("database is locked")

    with desk(LEEDS) as store:
        screen = fill(open_page(f"edit?of=leeds&lang={language}"), {"note_de": "Ein Tag länger"})
        monkeypatch.setattr(store, "write", write)
        click(screen, "save")
        assert not screen.exceptions
        assert told in screen.text("waited")
        assert widget(screen, "note_de").value == "Ein Tag länger"
        draft = Drafts(store.engine).get("Ada", "leeds")
    assert draft is not None
    assert draft.cells["note_de"] == "Ein Tag länger"
