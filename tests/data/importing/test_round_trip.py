"""What the app writes and reads again changes nothing, whichever kind of file it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache

import pytest

from data.importing.events import events_map, events_table
from data.importing.grids import read_upload
from data.importing.headers import find_table, likeliness
from data.importing.mapping import guess
from data.importing.meanings import OWN, own_headings
from data.importing.plan import Choices, Verdict
from data.model import Filters, Status
from data.queries import Selection
from data.reading import read_folder
from data.snapshot import build
from data.store.bulk import records
from data.tables import Tables
from exports.records_csv import Separator, records_csv
from exports.records_ics import records_ics
from exports.records_xlsx import COLUMNS, records_xlsx
from tests.conftest import ROOT
from tests.data.importing.bringing import OWN_UID, Bringing, around, holding, home, reference
from ui import cache
from ui.cache import Library
from ui.i18n import Tongue, speaking
from ui.spoken import spoken

MADE = datetime(2025, 10, 1, tzinfo=UTC)


@pytest.fixture
def selection(monkeypatch: pytest.MonkeyPatch) -> Selection:
    """The records as they are delivered, all of them."""
    served = Library(home(), build(delivered(), home(), revision="test"), (), ())
    monkeypatch.setattr(cache, "library", lambda: served)
    return cache.select(Filters())


@lru_cache
def delivered() -> Tables:
    return read_folder(ROOT / "data" / "records", reference()).tables


def brought(data: bytes, name: str, selection: Selection) -> Bringing:
    """A file of ours, on the records that it was made of."""
    book = read_upload(data, name)
    there = holding(*records(delivered()))
    present = replace(there, places=selection.snapshot.places)
    if book.events:
        table = events_table(name, book.events, around().codes, OWN_UID)
        return Bringing(table, events_map(book.events, OWN_UID, language="de"), present)
    tables = [find_table(grid.name, grid.cells, grid.rows) for grid in book.grids]
    table = max(tables, key=likeliness)
    mapping = guess(table, around().codes, around().places, language="de")
    return Bringing(table, mapping, present)


def unchanged(one: Bringing) -> None:
    assert not one.read.questions
    changes = [
        (row.verdict, row.fields, row.problems)
        for row in one.judged
        if row.verdict is not Verdict.UNCHANGED
    ]
    assert not changes
    assert not one.plan.wanted(Choices()).writes


@pytest.mark.parametrize("separator", [",", ";"])
def test_our_csv(selection: Selection, separator: Separator) -> None:
    one = brought(records_csv(selection, separator=separator), "x.csv", selection)
    assert len(one.judged) == selection.total
    unchanged(one)


@pytest.mark.parametrize("language", ["de", "en"])
def test_our_workbook(selection: Selection, language: str) -> None:
    with speaking(Tongue(language)):
        data = records_xlsx(selection, spoken(selection))
    one = brought(data, "x.xlsx", selection)
    assert len(one.judged) == selection.total
    unchanged(one)


@pytest.mark.parametrize("language", ["de", "en"])
def test_our_calendar(selection: Selection, language: str) -> None:
    with speaking(Tongue(language)):
        data = records_ics(selection, spoken(selection), made=MADE)
    one = brought(data, "x.ics", selection)
    assert len(one.judged) == selection.total
    unchanged(one)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_headings_of_our_workbooks_are_known(selection: Selection, language: str) -> None:
    with speaking(Tongue(language)):
        headings = spoken(selection).headings
    known = own_headings(headings[column] for column in COLUMNS)
    assert known == {headings[column]: column for column in COLUMNS}


@pytest.mark.parametrize("earlier", ["Eintrag", "Record"])
def test_so_are_those_of_workbooks_that_were_written_before(earlier: str) -> None:
    language = next(code for code, names in OWN.items() if earlier in names)
    headings = [name for name in OWN[language] if name not in {"Id", "Kennung"}]
    known = own_headings(headings)
    assert known
    assert known[earlier] == "id"


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
BEGIN:VEVENT
UID:abc-1@example.org
DTSTAMP:20250901T120000Z
DTSTART;VALUE=DATE:20250912
DTEND;VALUE=DATE:20250915
SUMMARY:Hydrogen Forum
LOCATION:Leeds\\, United Kingdom
URL:https://example.org/forum
CATEGORIES:Conference,Hydrogen,Private
END:VEVENT
BEGIN:VEVENT
UID:abc-2@example.org
DTSTAMP:20250901T120000Z
DTSTART;VALUE=DATE:20261112
SUMMARY:Delegation
STATUS:TENTATIVE
LOCATION:Seoul
CATEGORIES:Delegation
END:VEVENT
BEGIN:VEVENT
UID:abc-3@example.org
DTSTAMP:20250901T120000Z
DTSTART;VALUE=DATE:20251112
SUMMARY:Messe
STATUS:CANCELLED
LOCATION:Leeds
CATEGORIES:Messe
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def test_a_calendar_of_others_becomes_activities(selection: Selection) -> None:
    one = brought(CALENDAR.encode(), "team.ics", selection)
    one.mapping = replace(one.mapping, constants={**one.mapping.constants, "direction": "outbound"})
    assert one.mapping.missing() == ()
    assert one.verdicts == [Verdict.NEW] * 3
    first, second, third = (row.activity for row in one.judged)
    assert first is not None
    assert (first.start, first.end) == (date(2025, 9, 12), date(2025, 9, 14))
    assert (first.kind, first.sectors, first.venue) == ("conference", ("hydrogen",), "leeds-gb")
    assert first.source_url == "https://example.org/forum"
    states = [one.status for one in (first, second, third) if one]
    assert states == [Status.HELD, Status.PLANNED, Status.CANCELLED]


def test_an_event_is_known_again_by_its_uid(selection: Selection) -> None:
    one = brought(CALENDAR.encode(), "team.ics", selection)
    one.mapping = replace(one.mapping, constants={**one.mapping.constants, "direction": "outbound"})
    present = one.apply()
    moved = CALENDAR.replace("SUMMARY:Delegation", "SUMMARY:Delegation aus Korea")
    later = brought(moved.encode(), "team.ics", selection)
    later = replace(later, mapping=one.mapping, present=present)
    assert [(row.verdict, row.fields) for row in later.judged] == [
        (Verdict.UNCHANGED, ()), (Verdict.CHANGED, ("title_de",)), (Verdict.UNCHANGED, ()),
    ]  # fmt: skip
