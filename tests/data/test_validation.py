"""Every rule of the record format, one wrong cell at a time."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Located
from data.problems import Code, Severity
from data.reading import Reading
from data.validation import validate
from data.values import join_parts, parts
from tests.data.record_files import GOOD, codes, csv_bytes, read, read_row, reference

LONG = "x" * 20_001

WRONG_CELLS: list[tuple[dict[str, str], str, Code, dict[str, str | int]]] = [
    ({"id": ""}, "id", Code.VALUE_MISSING, {}),
    ({"id": "two words"}, "id", Code.ID_INVALID, {}),
    ({"id": "x" * 101}, "id", Code.ID_INVALID, {}),
    ({"title_de": "", "title_en": " "}, "title_de", Code.TITLE_MISSING, {}),
    ({"kind": ""}, "kind", Code.VALUE_MISSING, {}),
    ({"kind": "conferense"}, "kind", Code.CODE_UNKNOWN, {"suggestion": "conference"}),
    ({"kind": "Messe"}, "kind", Code.CODE_UNKNOWN, {"suggestion": "trade_fair"}),
    ({"kind": "Trade fairs"}, "kind", Code.CODE_UNKNOWN, {"suggestion": "trade_fair"}),
    ({"kind": "zzz"}, "kind", Code.CODE_UNKNOWN, {"suggestion": ""}),
    ({"direction": "incoming"}, "direction", Code.CODE_UNKNOWN, {}),
    ({"status": "hold"}, "status", Code.CODE_UNKNOWN, {"suggestion": "held"}),
    ({"visibility": "secret"}, "visibility", Code.CODE_UNKNOWN, {"allowed": "public, internal"}),
    ({"start": ""}, "start", Code.VALUE_MISSING, {}),
    ({"start": "soon"}, "start", Code.DATE_INVALID, {"suggestion": ""}),
    ({"start": "2025-02-30"}, "start", Code.DATE_INVALID, {"suggestion": ""}),
    ({"start": "26/09/2025"}, "start", Code.DATE_INVALID, {"suggestion": "2025-09-26"}),
    ({"start": "09/26/2025"}, "start", Code.DATE_INVALID, {"suggestion": "2025-09-26"}),
    ({"start": "05/06/2025"}, "start", Code.DATE_INVALID, {"suggestion": ""}),
    ({"start": "26.9.25"}, "start", Code.DATE_INVALID, {"suggestion": "2025-09-26"}),
    ({"start": "2025-9-6"}, "start", Code.DATE_INVALID, {"suggestion": "2025-09-06"}),
    ({"start": "0205-09-26"}, "start", Code.DATE_OUT_OF_RANGE, {"first": "1900-01-01"}),
    ({"end": "2025-09-25"}, "end", Code.DATE_REVERSED, {"start": "2025-09-26"}),
    ({"end": "tomorrow"}, "end", Code.DATE_INVALID, {}),
    ({"date_precision": "days"}, "date_precision", Code.CODE_UNKNOWN, {"suggestion": "day"}),
    (
        {"date_precision": "month"},
        "start",
        Code.DATE_SPAN,
        {"start": "2025-09-01", "end": "2025-09-30", "precision": "month"},
    ),
    (
        {"start": "2025-09-01", "end": "2025-09-05", "date_precision": "week"},
        "end",
        Code.DATE_SPAN,
        {"start": "2025-09-01", "end": "2025-09-07"},
    ),
    (
        {"start": "2025-09-01", "end": "2025-09-30", "date_precision": "quarter"},
        "start",
        Code.DATE_SPAN,
        {"start": "2025-07-01", "end": "2025-09-30"},
    ),
    (
        {"start": "2025-09", "date_precision": "day"},
        "date_precision",
        Code.DATE_TOO_COARSE,
        {"expected": "month"},
    ),
    ({"venue": "GB"}, "venue", Code.PLACE_NEEDS_CITY, {}),
    ({"venue": "Leeds"}, "venue", Code.PLACE_INVALID, {"suggestion": "Leeds, GB"}),
    ({"venue": "Eindhoven"}, "venue", Code.PLACE_INVALID, {"suggestion": "Eindhoven, NL"}),
    ({"venue": "Leeds, UK"}, "venue", Code.COUNTRY_UNKNOWN, {"suggestion": "Leeds, GB"}),
    ({"venue": "Leeds, QQ"}, "venue", Code.COUNTRY_UNKNOWN, {"suggestion": ""}),
    ({"venue": ", GB"}, "venue", Code.PLACE_INVALID, {"suggestion": "GB"}),
    (
        {"venue": "Leeds, Großbritannien"},
        "venue",
        Code.PLACE_INVALID,
        {"suggestion": "Leeds, GB"},
    ),
    ({"counterparts": "NL; ZZ"}, "counterparts", Code.COUNTRY_UNKNOWN, {}),
    ({"counterparts": "Südkorea"}, "counterparts", Code.PLACE_INVALID, {"suggestion": "KR"}),
    ({"sectors": "ai; robotic"}, "sectors", Code.CODE_UNKNOWN, {"suggestion": "robotics"}),
    ({"sectors": "Wasserstoff"}, "sectors", Code.CODE_UNKNOWN, {"suggestion": "hydrogen"}),
    ({"networks": "GINNI"}, "networks", Code.CODE_UNKNOWN, {"suggestion": "GINI"}),
    (
        {"organisations": "Acme"},
        "organisations",
        Code.ORGANISATION_INVALID,
        {"suggestion": "Acme (partner)"},
    ),
    (
        {"organisations": "Acme (hosst)"},
        "organisations",
        Code.ORGANISATION_INVALID,
        {"suggestion": "Acme (host)"},
    ),
    (
        {"organisations": "Acme (Holding)"},
        "organisations",
        Code.ORGANISATION_INVALID,
        {"suggestion": "Acme (Holding) (partner)"},
    ),
    ({"participants": "0"}, "participants", Code.COUNT_INVALID, {}),
    ({"participants": "-3"}, "participants", Code.COUNT_INVALID, {}),
    ({"participants": "knapp 50"}, "participants", Code.COUNT_INVALID, {}),
    ({"participants": "1.200"}, "participants", Code.COUNT_INVALID, {"suggestion": "1200"}),
    ({"participants": "٣"}, "participants", Code.COUNT_INVALID, {}),
    ({"participants": "9" * 5000}, "participants", Code.COUNT_INVALID, {}),
    (
        {"participants": "5", "participants_unit": ""},
        "participants_unit",
        Code.UNIT_MISSING,
        {"allowed": "people, organisations"},
    ),
    ({"participants_qualifier": "circa"}, "participants_qualifier", Code.CODE_UNKNOWN, {}),
    ({"source_url": "javascript:alert(1)"}, "source_url", Code.URL_INVALID, {}),
    ({"source_url": "http://[bad"}, "source_url", Code.URL_INVALID, {}),
    ({"source_url": "www.example.org"}, "source_url", Code.URL_INVALID, {}),
    ({"source_url": 'https://a.example/"><b>'}, "source_url", Code.URL_INVALID, {}),
    ({"note_de": LONG}, "note_de", Code.VALUE_TOO_LONG, {"found": 20_001, "allowed": 20_000}),
    ({"title_de": "a\x00b"}, "title_de", Code.VALUE_CONTROL, {"character": "U+0000"}),
    ({"source": "a\x1bb"}, "source", Code.VALUE_CONTROL, {"character": "U+001B"}),
]


@pytest.mark.parametrize(("cells", "column", "code", "params"), WRONG_CELLS)
def test_wrong_cell_is_named_and_its_row_left_out(
    cells: dict[str, str], column: str, code: Code, params: dict[str, str | int]
) -> None:
    count_needs = {"participants_unit": "people"} if "participants" in cells else {}
    reading = read_row(**(count_needs | cells))
    found = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
    assert [(p.file, p.row, p.column, p.code) for p in found] == [("records.csv", 2, column, code)]
    assert found[0].params.items() >= params.items()
    assert len(reading.tables.activities) == 0
    assert (reading.files[0].rows, reading.files[0].left_out) == (1, 1)


def one(reading: Reading) -> dict[str, object]:
    assert codes(reading.problems) == []
    return {str(key): value for key, value in reading.tables.activities.iloc[0].items()}


DATES = [
    ("2025-09-26", "", "", "2025-09-26", "2025-09-26", "day"),
    ("26.09.2025", "", "", "2025-09-26", "2025-09-26", "day"),
    ("6.9.2025", "28. 9. 2025", "", "2025-09-06", "2025-09-28", "day"),
    ("2025-09-26 00:00:00", "", "", "2025-09-26", "2025-09-26", "day"),
    ("2025-09-26T00:00", "", "", "2025-09-26", "2025-09-26", "day"),
    ("2025-09", "", "", "2025-09-01", "2025-09-30", "month"),
    ("09.2025", "", "", "2025-09-01", "2025-09-30", "month"),
    ("2024-02", "", "month", "2024-02-01", "2024-02-29", "month"),
    ("2025-09", "2025-11", "", "2025-09-01", "2025-11-30", "month"),
    ("2025-Q3", "", "", "2025-07-01", "2025-09-30", "quarter"),
    ("2025Q4", "", "quarter", "2025-10-01", "2025-12-31", "quarter"),
    ("2025-W36", "", "", "2025-09-01", "2025-09-07", "week"),
    ("2025", "", "", "2025-01-01", "2025-12-31", "year"),
    ("2025-01-01", "2026-12-31", "year", "2025-01-01", "2026-12-31", "year"),
    ("2025-09-01", "", "week", "2025-09-01", "2025-09-07", "week"),
    ("2025-09-03", "2025-09-09", "week", "2025-09-03", "2025-09-09", "week"),
    ("2025-09-01", "", "month", "2025-09-01", "2025-09-30", "month"),
    ("2025-07", "", "quarter", "2025-07-01", "2025-09-30", "quarter"),
]


@pytest.mark.parametrize(("start", "end", "stated", "first", "last", "precision"), DATES)
def test_dates_span_the_unit_they_are_known_to(
    start: str, end: str, stated: str, first: str, last: str, precision: str
) -> None:
    row = one(read_row(start=start, end=end, date_precision=stated))
    assert (row["start"], row["end"]) == (pd.Timestamp(first), pd.Timestamp(last))
    assert row["date_precision"] == precision


PLACES = [
    ("Leeds, GB", "leeds-gb", Located.REFERENCE),
    ("  leeds ,gb", "leeds-gb", Located.REFERENCE),
    ("Rostow am Don, RU", "rostov-on-don-ru", Located.REFERENCE),
    ("Xian, CN", "xian-cn", Located.REFERENCE),
    ("Xi'an, CN", "xian-cn", Located.REFERENCE),
    ("NYC, US", "new-york-city-us", Located.REFERENCE),
    ("Schytomyr, UA", "zhytomyr-ua", Located.REFERENCE),
    ("Moskva, RU", "moscow-ru", Located.REFERENCE),
    ("Mailand, IT", "milan-it", Located.GAZETTEER),
    ("MILANO, IT", "milan-it", Located.GAZETTEER),
    ("Zürich, CH", "zurich-ch", Located.GAZETTEER),
    ("Washington, D.C., US", "washington-us", Located.GAZETTEER),
    ("Leeds, FR", "leeds-fr", Located.UNKNOWN),
    ("Nirgendwo am See, AT", "nirgendwo-am-see-at", Located.UNKNOWN),
]


@pytest.mark.parametrize(("text", "key", "located"), PLACES)
def test_places_are_found_by_any_of_their_names(text: str, key: str, located: Located) -> None:
    reading = read_row(venue=text)
    assert list(reading.tables.activities["venue"]) == [key]
    place = reading.tables.places[key]
    assert place.located is located
    assert (place.lat is None) == (located is Located.UNKNOWN)
    told = [Code.PLACE_UNLOCATED] if located is Located.UNKNOWN else []
    assert codes(reading.problems) == told


def test_an_unknown_place_is_told_once_with_its_first_row_and_number_of_rows() -> None:
    rows = [GOOD | {"id": f"a-{n}"} for n in range(5)]
    rows[1]["counterparts"] = "Eindhofen, NL; DE"
    rows[3]["counterparts"] = "eindhofen, NL"
    rows[3]["venue"] = "Eindhofen, NL"
    reading = read(csv_bytes(rows))
    (problem,) = reading.problems
    assert (problem.row, problem.column, problem.value) == (3, "counterparts", "Eindhofen, NL")
    assert problem.params == {"rows": 2, "suggestion": "Eindhoven, NL", "key": "eindhofen-nl"}
    assert len(reading.tables.activities) == 5
    assert "eindhofen-nl" in set(reading.tables.counterparts["place"])


def test_the_same_place_in_two_spellings_is_one_counterpart() -> None:
    tables = read_row(counterparts="Mailand, IT; Milano, IT; IT").tables
    assert list(tables.counterparts["country"]) == ["IT", "IT"]
    assert list(tables.counterparts["place"].fillna("")) == ["milan-it", ""]


def test_codes_are_known_in_any_case_and_count_once() -> None:
    tables = read_row(sectors="AI; ai ;hydrogen;", networks="gini", kind="Conference").tables
    assert list(tables.sectors["sector"]) == ["ai", "hydrogen"]
    assert list(tables.networks["network"]) == ["GINI"]
    assert list(tables.activities["kind"]) == ["conference"]


def test_organisations_keep_parentheses_and_escaped_semicolons() -> None:
    cell = r"Acme (Holding) (host); A\; B (settled company); C\\D (Guest)"
    tables = read_row(organisations=cell).tables
    found = [(row.organisation, row.role) for row in tables.organisations.itertuples()]
    assert found == [("Acme (Holding)", "host"), ("A; B", "settled_company"), ("C\\D", "guest")]


@given(st.lists(st.text(min_size=1).map(str.strip).filter(bool)))
def test_parts_are_the_inverse_of_joining(values: list[str]) -> None:
    assert parts(join_parts(values)) == values


def test_participants() -> None:
    row = one(read_row(participants="50", participants_unit="people"))
    assert (row["participants"], row["participants_qualifier"]) == (50, "exact")
    missing = read_row(participants_unit="people", participants_qualifier="about")
    assert codes(missing.problems) == [Code.COUNT_MISSING]
    activity = missing.tables.activities.iloc[0]
    for column in ("participants", "participants_qualifier", "participants_unit"):
        assert pd.isna(activity[column])


def test_a_row_without_a_source_is_kept_and_told_once_a_file() -> None:
    rows = [GOOD | {"id": f"a-{n}", "source": ""} for n in range(3)]
    reading = read(csv_bytes(rows))
    assert [(p.code, p.row, p.params) for p in reading.problems] == [
        (Code.SOURCE_MISSING, 2, {"rows": 3})
    ]
    assert len(reading.tables.activities) == 3


def test_everything_wrong_in_a_row_is_told_at_once() -> None:
    reading = read_row(id="", kind="x", start="x", venue="x", sectors="x; y", participants="x")
    found = [(problem.column, problem.code) for problem in reading.problems]
    assert found == [
        ("id", Code.VALUE_MISSING),
        ("kind", Code.CODE_UNKNOWN),
        ("start", Code.DATE_INVALID),
        ("venue", Code.PLACE_INVALID),
        ("sectors", Code.CODE_UNKNOWN),
        ("sectors", Code.CODE_UNKNOWN),
        ("participants", Code.COUNT_INVALID),
        ("participants_unit", Code.UNIT_MISSING),
    ]


def test_internal_records_are_marked_and_empty_means_public() -> None:
    rows = [GOOD | {"id": "a", "visibility": "internal"}, GOOD | {"id": "b"}]
    assert list(read(csv_bytes(rows)).tables.activities["visibility"]) == ["internal", "public"]


HOSTILE = [
    '=HYPERLINK("http://x")',
    "<script>alert(1)</script>",
    "\u202eright to left",
    "'; drop table",
    "\n\nlines\n",
    "x" * 10_000,
    "{{ 1 }} @@= $x$",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_just_text(text: str) -> None:
    row = one(read_row(title_de=text, note_en=text, organisations=join_parts([text + " (guest)"])))
    assert row["title_de"] == text.strip()
    assert row["note_en"] == text.strip()


@pytest.mark.parametrize(
    "text", [*HOSTILE, "x" * 10_000 + ", GB", "=1+1, GB", "<b>, GB", "西安, CN"]
)
def test_hostile_places_are_told_or_kept_never_raised(text: str) -> None:
    reading = read_row(venue=text, counterparts=text, id=text, kind=text, start=text)
    assert set(codes(reading.problems))
    long_name = read_row(venue="x" * 10_000 + ", GB")
    (key,) = long_name.tables.activities["venue"]
    assert len(key) < 100


def test_one_row_of_a_form_is_judged_like_a_file() -> None:
    form = pd.DataFrame([{**GOOD, "file": "form", "row": 1}])
    assert validate(form, reference()).problems == ()
    taken = validate(form, reference(), taken={"a-1"})
    assert codes(taken.problems) == [Code.ID_TWICE]
    assert len(taken.tables.activities) == 0


def test_missing_values_of_a_form_are_empty_cells() -> None:
    form = pd.DataFrame([{**GOOD, "venue": None, "file": "form", "row": 1}])
    judged = validate(form, reference())
    assert judged.problems == ()
    assert judged.tables.activities["venue"].isna().all()
