"""Other people's tables, as they are: what is understood of each, and what becomes of its rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from data.importing.codes import BY_DATE, BY_PLACE
from data.importing.grids import read_upload
from data.importing.headers import NoTable, Table, find_table, likeliness
from data.importing.plan import Choices, Verdict
from tests.data.importing.bringing import Bringing, guessed
from tests.data.importing.quirky import FILES

NEW, WRONG, UNCHANGED = Verdict.NEW, Verdict.WRONG, Verdict.UNCHANGED
CONSTANTS = {"kind": "conference", "status": BY_DATE, "participants_unit": "people"}


@dataclass(frozen=True)
class Expected:
    """What a file's plan must be."""

    columns: dict[str, str]
    first: dict[str, object]
    """fields of the first row's record"""
    verdicts: list[Verdict]
    direction: str = BY_PLACE
    language: str = "de"
    questions: set[tuple[str, str]] = field(default_factory=set)
    answers: dict[tuple[str, str], str] = field(default_factory=dict)


EXPECTED = {
    "conferences.csv": Expected(
        {"Conference": "title", "Start Date": "start", "End Date": "end", "City": "place",
         "Country": "country", "Website": "source_url", "Attendees": "participants.people"},
        {"title_en": "AI Summit", "start": date(2025, 9, 12), "end": date(2025, 9, 14),
         "venue": "manchester-gb", "direction": "outbound", "status": "held",
         "source_url": "https://www.aisummit.example"},
        [NEW] * 4,
        language="en",
    ),
    "delegations.xlsx": Expected(
        {"Lfd. Nr.": "", "Delegation": "title", "Zeitraum von": "start", "Zeitraum bis": "end",
         "Herkunft": "counterparts", "Land": "country", "Größe": "participants",
         "Themen": "sectors", "Gastgeber": "organisations.host"},
        {"title_de": "Delegation aus Xian", "start": date(2025, 9, 1), "end": date(2025, 9, 7),
         "date_precision": "week", "sectors": ("logistics", "ai"), "direction": "inbound"},
        [NEW, NEW, WRONG],
        direction="inbound",
        questions={("count", "20-30"), ("date", "herbst 2025"), ("sector", "nano")},
        answers={("count", "20-30"): "about 25", ("date", "herbst 2025"): "2025-Q4",
                 ("sector", "nano"): "nano_micro"},
    ),
    "outlook.csv": Expected(
        {"Subject": "title", "Start Date": "start", "Start Time": "", "End Date": "end",
         "End Time": "", "All day event": "", "Meeting Organizer": "organisations.organiser",
         "Categories": "kind", "Description": "note", "Location": "place"},
        {"title_en": "Delegation Leeds", "kind": "delegation_visit", "start": date(2025, 9, 15),
         "end": date(2025, 9, 16), "venue": "leeds-gb"},
        [NEW, NEW],
        language="en",
    ),
    "projects.csv": Expected(
        {"id": "id", "acronym": "", "status": "status", "title": "title", "startDate": "start",
         "endDate": "end", "totalCost": "", "objective": "note", "frameworkProgramme": "",
         "coordinator": "organisations.organiser", "coordinatorCountry": "country"},
        {"title_en": "Hydrogen valleys for the Ruhr", "start": date(2024, 1, 1),
         "end": date(2026, 12, 31), "status": "planned",
         "note_en": 'To build; and "test" a network.'},
        [NEW, NEW],
        direction="mutual",
        language="en",
    ),
    "old_mac.xlsx": Expected(
        {"Event": "title", "When": "start", "Where": "place"},
        {"start": date(2025, 9, 12), "venue": "leeds-gb", "status": "held"},
        [NEW, NEW],
    ),
    "unicode.txt": Expected(
        {"Thema": "title", "Beginn": "start", "Ende": "end", "Stadt": "place", "Land": "country",
         "Branche": "sectors", "Link": "source_url"},
        {"title_de": "Besuch in Łódź", "start": date(2025, 9, 12), "end": date(2025, 9, 13),
         "venue": "lodz-pl", "sectors": ("circular_economy",),
         "source_url": "https://lodz.example/de"},
        [NEW, NEW],
    ),
    "windows.csv": Expected(
        {"Titel": "title", "Datum": "start", "Ort": "place",
         "Teilnehmer (Personen)": "participants.people", "Partner": "organisations",
         "Quelle": "source"},
        {"title_de": "Grüße aus Zürich", "start": date(2025, 9, 12), "end": date(2025, 9, 14),
         "direction": "outbound", "source": "Bericht"},
        [NEW, NEW],
    ),
    "fairs.csv": Expected(
        {"Messe": "title", "Termin": "start", "Ort": "place", "Land": "country",
         "Aussteller": "participants.organisations"},
        {"title_de": "Hannover Messe", "start": date(2025, 3, 31), "end": date(2025, 4, 4),
         "direction": "inbound"},
        [WRONG, NEW],
        questions={("country", "d")},
        answers={("country", "d"): "DE"},
    ),
}  # fmt: skip


def likeliest(name: str) -> Table:
    tables = []
    for grid in read_upload(FILES[name](), name).grids:
        try:
            tables.append(find_table(grid.name, grid.cells, grid.rows))
        except NoTable:
            continue
    return max(tables, key=likeliness)


def read(name: str) -> Bringing:
    table = likeliest(name)
    constants = {**CONSTANTS, "direction": EXPECTED[name].direction}
    return Bringing(table, guessed(table, **constants))


@pytest.mark.parametrize("name", FILES)
def test_what_is_understood_of_a_table(name: str) -> None:
    one, expected = read(name), EXPECTED[name]
    assert dict(zip(one.table.columns, one.mapping.columns, strict=True)) == expected.columns
    assert one.mapping.language == expected.language
    assert {(asked.kind, asked.key) for asked in one.read.questions} == expected.questions
    assert one.verdicts == expected.verdicts
    one.answers = dict(expected.answers)
    plan = one.plan
    assert {row.verdict for row in plan.judged} == {NEW}
    record = plan.judged[0].activity
    assert {field: getattr(record, field) for field in expected.first} == expected.first
    later = replace(one, present=one.apply())
    assert {row.verdict for row in later.judged} == {UNCHANGED}
    assert not later.plan.wanted(Choices()).writes


def test_ids_of_others_are_not_ours() -> None:
    ours = {row.activity.id for row in read("projects.csv").judged if row.activity}
    assert not ours & {"101000001", "101000002"}


def test_a_list_that_was_renamed_row_by_row_is_known_by_its_ids() -> None:
    one = read("projects.csv")
    cells = one.table.cells.replace("Nano for all of us", "Nano for everybody")
    later = replace(one, table=replace(one.table, cells=cells), present=one.apply())
    assert [(row.verdict, row.fields) for row in later.judged] == [
        (UNCHANGED, ()), (Verdict.CHANGED, ("title_en",)),
    ]  # fmt: skip
