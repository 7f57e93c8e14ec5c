"""The table of records: one page of rows, cells that filter, heads that sort."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import queries
from data.model import (
    Activity,
    Counterpart,
    DatePrecision,
    Direction,
    Filters,
    Organisation,
    Participants,
    Qualifier,
    Role,
    Status,
    Unit,
)
from tests.builders import an_activity, from_place, snapshot_of
from tests.ui.conftest import Look
from tests.ui.documents import elements, links, of_tag, text_of
from ui import state, table

RICH = an_activity(
    id="rich",
    title_de="Reise",
    title_en="Journey",
    kind="fair",
    direction=Direction.OUTBOUND,
    status=Status.PLANNED,
    start=date(2025, 9, 1),
    end=date(2025, 9, 30),
    date_precision=DatePrecision.MONTH,
    counterparts=(
        from_place("leeds-gb"),
        from_place("york-gb"),
        Counterpart("CA"),
        from_place("essen-de"),
    ),
    sectors=("hydrogen", "nano"),
    organisations=(Organisation("Acme", Role.HOST),),
    participants=Participants(50, Qualifier.NEARLY, Unit.PEOPLE),
)


def selected(*activities: Activity) -> queries.Selection:
    return queries.select(snapshot_of(*activities), Filters())


def viewing(**choices: str) -> state.View:
    return state.View(page="activities", language="en").choosing(**choices)


def test_a_row_says_what_the_record_says(look: Look) -> None:
    look(viewing())
    drawn = table.records(selected(RICH))
    assert of_tag(drawn, "time") == ["Sept 2025"]
    assert of_tag(drawn, "td")[1:] == [
        "FairAbroad",
        "Essen, Leeds, York (United Kingdom), Canada",
        "Hydrogen, Nanotechnology",
        "≈\N{NO-BREAK SPACE}50 people",
    ]
    assert "Planned" in of_tag(drawn, "span")
    assert of_tag(drawn, "small")[0] == "Acme"


def test_cells_are_filters(look: Look) -> None:
    look(viewing(sort="title", sheet="3"))
    found = links(table.records(selected(RICH)))
    assert found["Journey"] == "activities?lang=en&record=rich&sheet=3&sort=title"
    assert found["Fair"] == "activities?kind=fair&lang=en&sort=title"
    assert found["Leeds"] == "activities?city=leeds-gb&lang=en&sort=title"
    assert found["Canada"] == "activities?country=CA&lang=en&sort=title"
    assert found["Hydrogen"] == "activities?sector=hydrogen&lang=en&sort=title"
    assert found["Abroad"] == "activities?direction=outbound&lang=en&sort=title"


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("", table.Order("start", descending=True)),
        ("start", table.Order("start", descending=False)),
        ("-title", table.Order("title", descending=True)),
        ("nonsense", table.Order()),
        ("-", table.Order()),
    ],
)
def test_the_order_is_in_the_address(chosen: str, expected: table.Order) -> None:
    assert table.Order.of(viewing(sort=chosen)) == expected


def test_a_head_sorts_and_turns_the_order_round(look: Look) -> None:
    look(viewing(sheet="2"))
    heads = links(table.records(selected(RICH)))
    assert heads["Date ↓"] == "activities?lang=en&sort=start"
    assert heads["Participants"] == "activities?lang=en&sort=-participants"
    look(viewing(sort="start"))
    assert links(table.records(selected(RICH)))["Date ↑"] == "activities?lang=en"
    marked = [
        found.attributes["aria-sort"]
        for found in elements(table.records(selected(RICH)))
        if "aria-sort" in found.attributes
    ]
    assert marked == ["ascending"]


@pytest.mark.parametrize(("language", "first"), [("de", "Apfel"), ("en", "Banana")])
def test_titles_are_sorted_as_the_reader_sees_them(look: Look, language: str, first: str) -> None:
    activities = [
        an_activity(id="1", title_de="Apfel", title_en="Plum"),
        an_activity(id="2", title_de="Birne", title_en="Banana"),
    ]
    look(state.View("activities", language=language).choosing(sort="title"))
    body = next(e for e in elements(table.records(selected(*activities))) if e.tag == "tbody")
    assert of_tag(body, "th")[0] == first


def test_a_title_in_the_other_language_says_which(look: Look) -> None:
    look(viewing())
    drawn = table.records(selected(an_activity(title_de="Besuch", title_en="")))
    assert {e.attributes.get("lang") for e in elements(drawn) if text_of(e) == "Besuch"} >= {"de"}


def test_hostile_text_stays_text(look: Look) -> None:
    look(viewing())
    title = "<img src=x onerror=alert(1)> \u202e" + "x" * 10_000
    names = tuple(Organisation(f"<b>{n}</b>" + "y" * 10_000, Role.GUEST) for n in range(9))
    drawn = table.records(selected(an_activity(title_en=title, organisations=names)))
    shown = next(text for text in of_tag(drawn, "bdi") if text.startswith("<img"))
    assert title.startswith(shown.removesuffix("…"))
    assert len(text_of(drawn)) < 800
    assert of_tag(drawn, "small")[0].endswith(" and 6 more")


@given(st.integers(0, 2000), st.integers(1, 60), st.text(max_size=12) | st.integers().map(str))
def test_any_address_shows_a_page_that_exists(total: int, rows: int, asked: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(state, "view", lambda: viewing(sheet=asked))
        here = table.sheet(total, rows)
    assert here >= 1
    assert (here - 1) * rows < max(total, 1)


def test_only_one_page_of_rows_is_sent(look: Look) -> None:
    many = [an_activity(id=f"r{n:03}", title_en=f"Visit {n}") for n in range(120)]
    shown: list[str] = []
    for sheet in ("1", "2", "3"):
        look(viewing(sheet=sheet))
        body = next(e for e in elements(table.records(selected(*many))) if e.tag == "tbody")
        shown += of_tag(body, "th")
    assert len(shown) == len(set(shown)) == 120
    assert table.shown(120) == "Records 101–120 of 120"


def test_the_pager_leads_to_every_page(look: Look) -> None:
    look(viewing(sheet="5"))
    (pager,) = table.pager(1000, 100)
    assert links(pager) == {
        "Back": "activities?lang=en&sheet=4",
        "1": "activities?lang=en",
        "4": "activities?lang=en&sheet=4",
        "5": "activities?lang=en&sheet=5",
        "6": "activities?lang=en&sheet=6",
        "10": "activities?lang=en&sheet=10",
        "Next": "activities?lang=en&sheet=6",
    }
    assert table.pager(100, 100) == []
