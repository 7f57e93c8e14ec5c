"""Workbooks, calendars, maps and linked data hold what is selected, true and as mere text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from charts.spoken import Sheet
from data import queries
from data.importing.grids import Limits, read_upload
from data.model import Activity, DatePrecision, Filters, Status, Visibility
from data.queries import Selection
from exports import limits
from exports.limits import TooManyRecords
from exports.records_geojson import records_geojson
from exports.records_ics import records_ics
from exports.records_jsonld import records_jsonld
from exports.records_xlsx import COLUMNS, records_xlsx
from tests.builders import an_activity, from_place, snapshot_of
from tests.conftest import ROOT
from tests.screens import serving
from tests.strategies import worlds
from ui import cache
from ui.i18n import Tongue, speaking
from ui.spoken import spoken

MADE = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
HOSTILE = ["=1+1", "@SUM(A1)", "+49", "-1", "<b>x</b>", "a;b,c\\d\ne", "\u202eevil", "Ä" * 400]
MAKERS: dict[str, Callable[[Selection], bytes]] = {
    "xlsx": lambda selection: records_xlsx(selection, spoken(selection)),
    "ics": lambda selection: records_ics(selection, spoken(selection), made=MADE),
    "geojson": lambda selection: records_geojson(selection, spoken(selection)),
    "jsonld": lambda selection: records_jsonld(selection, spoken(selection)),
}


def made(kind: str, *activities: Activity, language: str = "en") -> bytes:
    with serving(*activities), speaking(Tongue(language)):
        return MAKERS[kind](cache.select(Filters()))


def sheets(*activities: Activity, language: str = "en") -> list[list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", *activities, language=language)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def events(*activities: Activity, language: str = "en") -> dict[str, Any]:
    calendar = Calendar.from_ical(made("ics", *activities, language=language))
    return {str(event["uid"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}


def public(world: list[Activity]) -> list[Activity]:
    return [one for one in world if one.visibility is Visibility.PUBLIC]


@given(worlds(max_size=6))
def test_every_file_holds_each_public_record_once(world: list[Activity]) -> None:
    with serving(*world), speaking(Tongue("en")):
        selection = cache.select(Filters())
        wanted = [one.id for one in queries.activities(selection)]
        files = {kind: make(selection) for kind, make in MAKERS.items()}
    assert sorted(wanted) == sorted(one.id for one in public(world))
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert [row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == wanted
    found = [str(event["uid"]) for event in Calendar.from_ical(files["ics"]).walk("VEVENT")]
    assert [uid.partition("@")[0] for uid in found] == wanted
    assert [one["id"] for one in json.loads(files["geojson"])["features"]] == wanted
    assert [one["identifier"] for one in json.loads(files["jsonld"])["@graph"]] == wanted


@given(worlds(max_size=5))
def test_a_workbook_has_typed_cells(world: list[Activity]) -> None:
    rows = sheets(*world)[0][1:]
    by_id = {one.id: one for one in world}
    for row in rows:
        cells = dict(zip(COLUMNS, row, strict=True))
        one = by_id[cells["id"]]
        assert (cells["start"].date(), cells["end"].date()) == (one.start, one.end)
        assert cells["participants"] == (one.participants.count if one.participants else None)
        assert (cells["title_de"] or "") == one.title_de


@pytest.mark.parametrize(("language", "heading", "rules"), [("de", "Titel (Deutsch)", "So zählen"),
                         ("en", "Title (German)", "How we count")])  # fmt: skip
def test_a_workbook_speaks_the_readers_language(language: str, heading: str, rules: str) -> None:
    records, about = sheets(an_activity(source="Bericht"), language=language)
    assert records[0][1] == heading
    topics = [row[0] for row in about if row[0]]
    assert any(topic.startswith(rules.split(maxsplit=1)[0]) for topic in topics)
    assert any(row[1] == "Bericht" for row in about)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    one = an_activity(id="x", title_de=text, title_en=text, outcome_de=text, source=text)
    assert sheets(one)[0][1][list(COLUMNS).index("title_de")] == text
    assert str(events(one)["x"]["summary"]) == text
    [feature] = json.loads(made("geojson", one))["features"]
    assert feature["properties"]["title"] == text
    [event] = json.loads(made("jsonld", one))["@graph"]
    assert {"@value": text, "@language": "de"} in event["name"]


def test_a_calendars_lines_are_as_long_as_the_standard_allows() -> None:
    content = made("ics", an_activity(title_de="Ä" * 400))
    assert max(map(len, content.split(b"\r\n"))) <= 75


@given(worlds(max_size=5))
def test_a_calendar_has_whole_days_and_says_what_is_certain(world: list[Activity]) -> None:
    by_id = {one.id: one for one in world}
    for name, event in events(*world).items():
        one = by_id[name]
        assert event["dtstart"].dt == one.start
        assert event["dtend"].dt == one.end + timedelta(days=1)
        assert event["dtstamp"].dt == MADE
        busy = one.status is Status.PLANNED and one.date_precision is DatePrecision.DAY
        assert event["transp"] == ("OPAQUE" if busy else "TRANSPARENT")


def test_a_calendar_tells_planned_from_cancelled() -> None:
    found = events(*(an_activity(id=str(status), status=status) for status in Status))
    assert {name: str(event["status"]) for name, event in found.items()} == {
        "held": "CONFIRMED",
        "planned": "TENTATIVE",
        "cancelled": "CANCELLED",
    }


@given(worlds(max_size=5))
def test_a_map_has_each_known_place_of_a_record(world: list[Activity]) -> None:
    places = snapshot_of().places
    by_id = {one.id: one for one in world}
    for feature in json.loads(made("geojson", *world))["features"]:
        one = by_id[feature["id"]]
        named = {one.venue, *(c.place for c in one.counterparts)} - {None}
        wanted = {(places[key].lon, places[key].lat) for key in named if key}
        wanted = {at for at in wanted if at[0] is not None}
        geometry = feature["geometry"]
        if geometry is None:
            assert not wanted
            continue
        found = geometry["coordinates"]
        shown = [found] if geometry["type"] == "Point" else found
        assert {tuple(at) for at in shown} == wanted


@pytest.mark.parametrize(
    ("precision", "said"),
    [("day", "2025-09-01"), ("week", "2025-09-01"), ("month", "2025-09"), ("year", "2025")],
)
def test_linked_data_say_no_more_of_a_date_than_is_known(precision: str, said: str) -> None:
    one = an_activity(start=date(2025, 9, 1), date_precision=DatePrecision(precision))
    [event] = json.loads(made("jsonld", one))["@graph"]
    assert event["startDate"] == said


def test_linked_data_name_the_place() -> None:
    one = an_activity(venue="leeds-gb", counterparts=(from_place("leeds-gb"),))
    [event] = json.loads(made("jsonld", one, language="de"))["@graph"]
    assert event["location"]["name"] == "Leeds, Großbritannien"
    assert event["location"]["address"]["addressCountry"] == "GB"


@pytest.mark.parametrize("kind", MAKERS)
def test_too_many_records_are_refused_and_not_cut_off(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST", 1)
    with pytest.raises(TooManyRecords):
        made(kind, an_activity(id="a"), an_activity(id="b"))


def test_what_may_be_taken_out_may_be_brought_in() -> None:
    """As many records as a file may hold, of the size of ours."""
    files = [path.read_text(encoding="utf-8") for path in (ROOT / "data" / "records").glob("*.csv")]
    records = sum(sum(1 for _ in csv.DictReader(io.StringIO(text))) for text in files)
    size = sum(len(text.encode()) for text in files) / records
    assert limits.MOST * size < Limits().bytes
    assert Limits().rows >= limits.MOST


@given(st.integers(0, 2))
def test_nothing_internal_is_in_any_file(number: int) -> None:
    secret = an_activity(id="secret", title_de="geheim", visibility=Visibility.INTERNAL,
                         follow_up="nachfassen")  # fmt: skip
    shown = [an_activity(id=f"a{at}", follow_up="nachfassen") for at in range(number)]
    for kind in MAKERS:
        content = made(kind, secret, *shown)
        if kind == "xlsx":
            content = repr(sheets(secret, *shown)).encode()
        assert b"geheim" not in content
        assert b"nachfassen" not in content


def test_our_own_calendar_is_read_back() -> None:
    """Every day and status that the calendar tells, as an upload reads it."""
    activities = [
        an_activity(id="a", start=date(2025, 9, 1), end=date(2025, 9, 7)),
        an_activity(id="b", start=date(2025, 9, 3), end=date(2025, 9, 3), status=Status.CANCELLED),
    ]
    book = read_upload(made("ics", *activities), "ours.ics")
    read = {(one.start, one.end, one.status) for one in book.events}
    assert read == {
        (date(2025, 9, 1), date(2025, 9, 7), "CONFIRMED"),
        (date(2025, 9, 3), date(2025, 9, 3), "CANCELLED"),
    }
    assert not book.problems


def test_a_sheet_besides_the_records_stands_between_them_and_the_rules() -> None:
    told = Sheet("Next steps", {"Step": 20, "Due": 12}, [("=1+1", date(2026, 1, 2)), ("b", None)])
    with serving(an_activity()), speaking(Tongue("en")):
        selection = cache.select(Filters())
        content = records_xlsx(selection, spoken(selection), besides=told)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [sheet.title for sheet in book][1] == "Next steps"
    assert len(book.worksheets) == 3
    head, first, second = book["Next steps"].iter_rows(values_only=True)
    assert (head, second) == (("Step", "Due"), ("b", None))
    assert (first[0], first[1].date()) == ("=1+1", date(2026, 1, 2))
    assert book["Next steps"]["A2"].data_type == "s"
