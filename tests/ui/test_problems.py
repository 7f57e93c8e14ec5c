"""Every problem is worded in every language, with all that is known about it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.home import HomeError, load_home
from data.problems import Code, Problem, Severity
from data.reading import read_bytes
from data.reference_lists import ReferenceListsInvalid, load_reference
from ui import findings, problems, state
from ui.document import Element, Node
from ui.state import View

# What each problem carries, besides its file, row, column and value; see data/problems.py.
PARAMS: dict[Code, tuple[str, ...]] = {
    Code.FOLDER_MISSING: ("reason",),
    Code.FILE_UNREADABLE: ("reason",),
    Code.FILE_IGNORED: (),
    Code.FILE_EMPTY: (),
    Code.FILE_NOT_UTF8: ("found", "line", "byte"),
    Code.HEADER_MISSING: ("expected",),
    Code.COLUMN_MISSING: (),
    Code.COLUMN_TWICE: (),
    Code.COLUMN_UNKNOWN: ("suggestion",),
    Code.COLUMN_UNNAMED: (),
    Code.ROW_TOO_LONG: ("expected", "found"),
    Code.ROW_TOO_SHORT: ("rows", "expected"),
    Code.ROW_QUOTES: ("line",),
    Code.ROW_ENCODING: ("byte", "guess"),
    Code.ROWS_GIVEN_UP: ("broken",),
    Code.VALUE_UNCLEAR: (),
    Code.VALUE_MISSING: (),
    Code.VALUE_TOO_LONG: ("found", "allowed"),
    Code.VALUE_CONTROL: ("character",),
    Code.TITLE_MISSING: (),
    Code.ID_TWICE: ("first_file", "first_row"),
    Code.ID_INVALID: (),
    Code.CODE_UNKNOWN: ("allowed", "suggestion"),
    Code.DATE_INVALID: ("suggestion",),
    Code.DATE_OUT_OF_RANGE: ("first", "last"),
    Code.DATE_REVERSED: ("start", "end"),
    Code.DATE_SPAN: ("precision", "start", "end"),
    Code.DATE_TOO_COARSE: ("precision", "expected"),
    Code.PLACE_INVALID: ("suggestion",),
    Code.PLACE_NEEDS_CITY: (),
    Code.COUNTRY_UNKNOWN: ("suggestion",),
    Code.ORGANISATION_INVALID: ("suggestion", "allowed"),
    Code.COUNT_INVALID: ("suggestion", "allowed"),
    Code.UNIT_MISSING: ("allowed",),
    Code.URL_INVALID: (),
    Code.COUNT_MISSING: ("rows",),
    Code.SOURCE_MISSING: ("rows",),
    Code.PLACE_UNLOCATED: ("rows", "suggestion"),
    Code.FILE_TOO_LARGE: ("found", "allowed"),
    Code.FILE_UNPACKS_TOO_LARGE: ("allowed",),
    Code.FILE_TOO_SLOW: ("allowed",),
    Code.FILE_KIND: ("found",),
    Code.FILE_KIND_UNKNOWN: (),
    Code.FILE_BROKEN: (),
    Code.FILE_ENCRYPTED: (),
    Code.FILE_ENCODING: ("found",),
    Code.TABLE_TOO_LARGE: ("rows", "columns", "cells"),
    Code.TOO_MANY_EVENTS: ("found", "allowed"),
    Code.READING_CANCELLED: (),
    Code.SHEET_HIDDEN: (),
    Code.CELL_FAILED: (),
    Code.ROW_BYTES: ("byte",),
    Code.EVENT_BROKEN: (),
    Code.EVENT_REPEATS: (),
    Code.NUMBER_INVALID: ("first", "last"),
    Code.KEY_TWICE: (),
    Code.PARENT_UNKNOWN: ("suggestion",),
    Code.PARENT_NESTED: (),
    Code.CODE_IN_USE: ("rows",),
}
NAMES_ITS_COLUMN = {
    Code.COLUMN_MISSING,
    Code.COLUMN_TWICE,
    Code.COLUMN_UNKNOWN,
    Code.VALUE_MISSING,
    Code.CELL_FAILED,
    Code.UNIT_MISSING,
}


def _problem(code: Code, **params: str | int) -> Problem:
    return Problem("file.csv", 7, "a_column", "a value", code, params)


def _full(code: Code) -> Problem:
    """A problem whose parameters can all be told apart."""
    params: dict[str, str | int] = {name: f"⟨{name}⟩" for name in PARAMS[code]}
    if "rows" in params:
        params["rows"] = 4321
    return _problem(code, **params)


@pytest.fixture(params=state.LANGUAGES)
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    code = str(request.param)
    monkeypatch.setattr(state, "view", lambda: View(language=code))
    return code


def test_the_table_knows_every_code() -> None:
    assert set(PARAMS) == set(Code) == set(problems.WORDINGS)


@pytest.mark.parametrize("code", list(Code))
def test_everything_known_is_said(code: Code, language: str) -> None:
    problem = _full(code)
    said = f"{problems.title(code)} {problems.where(problem)} {problems.right(problem)}"
    for name in PARAMS[code]:
        wanted = {"de": "4.320", "en": "4,320"}[language] if name == "rows" else f"⟨{name}⟩"
        assert wanted in said
    assert ("a_column" in said) == (code in NAMES_ITS_COLUMN)
    assert "{" not in said


@pytest.mark.parametrize("code", list(Code))
def test_what_is_not_known_leaves_no_hole(code: Code, language: str) -> None:
    """A problem that carries less than it should is still a sentence, not an error."""
    assert language
    assert problems.right(_problem(code)).endswith((".", ","))


@pytest.mark.parametrize("code", list(Code))
def test_languages_differ(code: Code, monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    for other in state.LANGUAGES:
        monkeypatch.setattr(state, "view", lambda other=other: View(language=other))
        said += [problems.title(code), problems.right(_full(code))]
    assert len(set(said)) == len(said)


def test_a_suggestion_is_only_made_where_there_is_one(language: str) -> None:
    meant = {"de": "Gemeint ist vielleicht „Leeds, GB“.", "en": "Perhaps “Leeds, GB” was meant."}
    with_one = problems.right(_problem(Code.PLACE_INVALID, suggestion="Leeds, GB"))
    without = problems.right(_problem(Code.PLACE_INVALID, suggestion=""))
    assert with_one == f"{without} {meant[language]}"


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("York, GB", "York,York,GB,,LAT,LON,"),
        ("Washington, D.C., US", '"Washington, D.C.","Washington, D.C.",US,,LAT,LON,'),
        ('Sankt "X", DE', '"Sankt ""X""","Sankt ""X""",DE,,LAT,LON,'),
    ],
)
def test_an_unknown_place_comes_with_the_line_to_add(
    value: str, line: str, language: str, tmp_path: Path
) -> None:
    assert language
    problem = Problem("f.csv", 2, "venue", value, Code.PLACE_UNLOCATED, {}, Severity.NOTICE)
    assert problems.right(problem).endswith(line)
    # and the list takes it, once the coordinates are there
    original = Path(__file__).resolve().parents[2] / "data" / "reference"
    for path in original.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    before = load_reference(original).places
    places = tmp_path / "places.csv"
    text = places.read_text(encoding="utf-8-sig").rstrip("\n")
    added = line.replace("LAT", "12.5").replace("LON", "-3")
    places.write_text(f"{text}\n{added}\n", encoding="utf-8")
    assert len(load_reference(tmp_path).places) == len(before) + 1


@pytest.mark.parametrize(
    ("row", "rows", "de", "en"),
    [
        (0, None, "Ganze Datei", "Whole file"),
        (5, None, "Zeile 5", "Row 5"),
        (5, 1, "Zeile 5", "Row 5"),
        (5, 2, "Zeile 5 und 1 weitere", "Row 5 and 1 more"),
        (5, 2001, "Zeile 5 und 2.000 weitere", "Row 5 and 2,000 more"),
    ],
)
def test_where(row: int, rows: int | None, de: str, en: str, language: str) -> None:
    params = {} if rows is None else {"rows": rows}
    problem = Problem("f.csv", row, "", "", Code.SOURCE_MISSING, params)
    assert problems.where(problem) == {"de": de, "en": en}[language]


HOMES = {
    "file": "product = ",
    "text": "product = 3",
    "table": "product = 'N'\ncity = 'Dortmund'",
    "country": "product = 'N'\n[city]\nname_de = 'D'\ncountry = 'Germany'",
    "known key": "produkt = 'N'",
}


@pytest.mark.parametrize("expected", HOMES)
def test_a_wrong_home_file_is_worded(expected: str, language: str, tmp_path: Path) -> None:
    path = tmp_path / "home.toml"
    path.write_text(HOMES[expected], encoding="utf-8")
    with pytest.raises(HomeError) as caught:
        load_home(path)
    assert caught.value.expected == expected
    what, right = problems.home_wording(caught.value)
    assert what
    assert language
    assert right.endswith((".", "“"))
    assert ("product" in right) == (expected == "known key")


@pytest.mark.parametrize(
    "expected",
    ["file", "text", "table", "number", "country", "language", "timezone", "logo", "known key"],
)
def test_every_expectation_of_the_home_file_is_worded(expected: str, language: str) -> None:
    what, right = problems.home_wording(HomeError("a.key", 3, expected, "a limit"))
    assert language
    assert what != right
    assert "{" not in what + right


def test_a_bad_file_is_worded_row_by_row(language: str, root: Path) -> None:
    text = (
        b"id;title;kind;direction;status;start;end;venue;participants;extra\n"
        b"a;A;delegation_visit;inbound;held;2025-02-31;;Leeds;50 Leute;x\n"
        b";;delegaton_visit;inwards;held;2025;2024;DE;1;\n"
        b'b;"open;delegation_visit\n'
    )
    reading = read_bytes(text, "bad.csv", load_reference(root / "data" / "reference"))
    found = {problem.code for problem in reading.problems}
    assert {Code.DATE_INVALID, Code.PLACE_INVALID, Code.CODE_UNKNOWN, Code.ROW_QUOTES} <= found
    table = findings.table(reading.problems)
    assert len(table) == len(reading.problems)
    assert table.iloc[:, 5].str.endswith(".").all()
    assert language


def test_wrong_reference_lists_are_worded(language: str, tmp_path: Path) -> None:
    with pytest.raises(ReferenceListsInvalid) as caught:
        load_reference(tmp_path)
    texts = _texts(findings.listing(caught.value.problems, most=6))
    assert len(caught.value.problems) == 6
    assert any({"de": "nicht lesbar", "en": "cannot be read"}[language] in text for text in texts)
    assert {"kinds.csv", "sectors.csv", "networks.csv", "places.csv"} <= set(texts)


_problems = st.lists(
    st.builds(
        Problem,
        file=st.sampled_from(["a.csv", "b.csv"]),
        row=st.integers(0, 30),
        column=st.sampled_from(["", "kind", "start"]),
        value=st.text(max_size=12),
        code=st.sampled_from(list(Code)),
        params=st.one_of(
            st.just({}),
            st.fixed_dictionaries({"rows": st.integers(1, 500), "suggestion": st.text()}),
        ),
        severity=st.sampled_from(list(Severity)),
    ),
    max_size=30,
)


@given(_problems)
def test_groups_lose_nothing(found: list[Problem]) -> None:
    groups = findings.grouped(found)
    members = [problem for group in groups for problem in group.problems]
    assert Counter(map(id, members)) == Counter(map(id, found))
    assert sum(group.concerned for group in groups) == sum(map(problems.concerned, found))
    assert len({(group.severity, group.code, group.column) for group in groups}) == len(groups)


@given(_problems)
def test_errors_come_first_then_the_most_frequent(found: list[Problem]) -> None:
    order = [
        (group.severity is Severity.NOTICE, -group.concerned) for group in findings.grouped(found)
    ]
    assert order == sorted(order)


def test_thousands_of_problems_make_a_short_list(language: str) -> None:
    many = [
        Problem("a.csv", row, "kind", f"value {row}", Code.CODE_UNKNOWN, {"allowed": "x"})
        for row in range(2, 5002)
    ]
    texts = _texts(findings.listing(many))
    assert {"de": "5.000", "en": "5,000"}[language] in texts
    assert "value 2" in texts
    assert "value 900" not in texts
    assert len(texts) < 60
    assert len(findings.table(many)) == 5000


def _texts(node: Node) -> list[str]:
    """The texts of a document, in their order."""
    if isinstance(node, Element):
        return [text for child in node.children for text in _texts(child)]
    return [node]
