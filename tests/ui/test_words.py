"""Codes and sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum

import pytest

from data import queries
from data.model import (
    DatePrecision,
    Direction,
    Filters,
    Month,
    Period,
    Relation,
    Role,
    Status,
    Visibility,
)
from data.queries import Figure
from tests.builders import an_activity, from_place, snapshot_of
from ui import sentences, state, words
from ui.state import View

WORDED: list[tuple[Callable[[str], str], type[StrEnum]]] = [
    (words.direction, Direction),
    (words.status, Status),
    (words.role, Role),
    (words.relation, Relation),
    (words.visibility, Visibility),
    (words.precision, DatePrecision),
]


@pytest.fixture(params=state.LANGUAGES)
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    code = str(request.param)
    monkeypatch.setattr(state, "view", lambda: View(language=code))
    return code


@pytest.mark.parametrize(("word", "codes"), WORDED)
def test_every_code_has_a_word_of_its_own(
    word: Callable[[str], str], codes: type[StrEnum], language: str
) -> None:
    said = [word(code.value) for code in codes]
    assert language
    assert len(set(said)) == len(said)
    assert all(text[0].isupper() for text in said)


@pytest.mark.parametrize(
    ("count", "de", "en"), [(0, "Verträge", "agreements"), (1, "Vertrag", "agreement"),
                            (2, "Verträge", "agreements")]
)  # fmt: skip
def test_kinds_bend(count: int, de: str, en: str, language: str) -> None:
    assert words.kinds("agreement", count, snapshot_of()) == {"de": de, "en": en}[language]


@pytest.mark.parametrize("word", [words.place, words.sector, words.kind, words.network])
def test_a_code_that_no_list_has_is_shown_as_it_is(word: Callable[..., str], language: str) -> None:
    assert language
    assert word("<b>gone</b>", snapshot_of()) == "<b>gone</b>"


def _period(first: str, last: str) -> Period:
    return Period(Month.parse(first), Month.parse(last))


@pytest.mark.parametrize(
    ("first", "last", "de", "en"),
    [
        ("2025-09", "2025-09", "Im September 2025", "In September 2025"),
        ("2025-01", "2025-12", "Im Jahr 2025", "In the year 2025"),
        ("2025-03", "2025-04", "Von März 2025 bis April 2025", "From March 2025 to April 2025"),
        ("2024-01", "2025-12", "Von Januar 2024 bis Dezember 2025",
         "From January 2024 to December 2025"),
    ],
)  # fmt: skip
def test_a_sentence_begins_with_its_months(
    first: str, last: str, de: str, en: str, language: str
) -> None:
    selection = queries.select(snapshot_of(), Filters(period=_period(first, last)))
    assert sentences.period_phrase(selection) == {"de": de, "en": en}[language]


def test_without_records_and_months_it_begins_with_so_far(language: str) -> None:
    selection = queries.select(snapshot_of(), Filters())
    assert sentences.period_phrase(selection) == {"de": "Bisher", "en": "So far"}[language]


def _figure(value: int, before: int | None, *, inexact: bool = False) -> Figure:
    return Figure(value, inexact, counted=1, of=1, before=before, before_inexact=False, trend=())


@pytest.mark.parametrize(
    ("figure", "month", "de", "en"),
    [
        (_figure(9, 4), "2025-09", "+5 gegenüber August 2025", "+5 on August 2025"),
        (_figure(1, 1234), "2025-09", "−1.233 gegenüber August 2025", "−1,233 on August 2025"),
        (_figure(50, 20, inexact=True), "2025-09", "≈\xa0+30 gegenüber August 2025",
         "≈\xa0+30 on August 2025"),
        (_figure(3, 3), "2025-01", "so viele wie Dezember 2024", "as many as in December 2024"),
        (_figure(3, 0), "2025-09", "August 2025: keine", "none in August 2025"),
        (_figure(3, None), "2025-09", "keine früheren Einträge", "no earlier records"),
    ],
)  # fmt: skip
def test_change_against_the_period_before(
    figure: Figure, month: str, de: str, en: str, language: str
) -> None:
    filters = Filters(period=_period(month, month))
    assert sentences.change(figure, filters, earlier=True) == {"de": de, "en": en}[language]


@pytest.mark.parametrize(
    ("count", "de", "en"),
    [
        (1, "Im Mai 2024 gab es 1 Aktivität mit Gegenübern aus 1 Land.",
         "In May 2024 there was 1 activity with counterparts from 1 country."),
        (2, "Im Mai 2024 gab es 2 Aktivitäten mit Gegenübern aus 2 Ländern.",
         "In May 2024 there were 2 activities with counterparts from 2 countries."),
    ],
)  # fmt: skip
def test_the_overview_in_a_sentence(count: int, de: str, en: str, language: str) -> None:
    ends = [from_place("leeds-gb"), from_place("zuerich-ch")]
    day = date(2024, 5, 7)
    activities = [
        an_activity(id=str(at), start=day, end=day, counterparts=(ends[at],), venue=None)
        for at in range(count)
    ]
    selection = queries.select(
        snapshot_of(*activities), Filters(period=_period("2024-05", "2024-05"))
    )
    nodes = sentences.overview(
        selection, queries.key_figures(selection), queries.per_sector(selection)
    )
    said = "".join(node if isinstance(node, str) else str(node.children[0]) for node in nodes)
    assert said == {"de": de, "en": en}[language]
