"""Every page with every sort of records in both languages: it draws, and says something."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from data.model import (
    Access,
    Activity,
    Direction,
    Filters,
    Month,
    Organisation,
    Participants,
    Period,
    Qualifier,
    Role,
    Status,
    Unit,
    Visibility,
)
from pages import PAGES
from tests.builders import an_activity, from_place
from tests.screens import Json, Screen, by_tag, has, open_page, serving, text, walk
from ui.state import LANGUAGES, View, address

ADDRESSES = [page.address for page in PAGES if page.needs is Access.VISITOR]

HOSTILE = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '=HYPERLINK("http://evil.example")',
    "{count} {0} {x!r} %(a)s %s",
    "@@=alert(1)",
    "$\\frac{a}{b}$ **bold** [a](javascript:alert(1)) :red[x] `code`",
    "<b>bold</b><a href='javascript:alert(1)'>x</a><extra></extra>%{y}",
    "\u202eevil\u202c \u2066left\u2069 \ufeff\u200b",
    "x" * 10_000,
    "\0" + "two\nlines\tand\rreturns",
)


def _normal() -> list[Activity]:
    """Some of everything: each direction and status, several sectors, sums, another year."""
    return [
        an_activity(id="a", counterparts=(from_place("leeds-gb"),), sectors=("hydrogen", "nano")),
        an_activity(
            id="b",
            start=date(2025, 9, 26),
            counterparts=(from_place("leeds-gb"), from_place("netanya-il")),
            sectors=("hydrogen",),
            networks=("gini",),
            direction=Direction.MUTUAL,
            participants=Participants(50, Qualifier.ABOUT, Unit.PEOPLE),
            organisations=(Organisation("Acme", Role.HOST),),
        ),
        an_activity(id="c", start=date(2024, 3, 1), kind="settlement", title_en="Settlement"),
        an_activity(id="d", start=date(2025, 12, 1), status=Status.PLANNED, venue="kumasi-gh"),
        an_activity(id="e", start=date(2025, 8, 1), status=Status.CANCELLED),
        an_activity(id="f", start=date(2025, 8, 1), direction=Direction.ONLINE, venue="york-gb"),
    ]


def _hostile() -> list[Activity]:
    return [
        an_activity(
            id=f"h{number}",
            title_de=bad,
            title_en=bad,
            outcome_de=bad,
            note_en=bad,
            follow_up=bad,
            source=bad,
            source_url="javascript:alert(1)",
            organisations=(Organisation(bad[:200], Role.GUEST),),
            counterparts=(from_place("leeds-gb"),),
            sectors=("nano",),
        )
        for number, bad in enumerate(HOSTILE)
    ]


WORLDS = {
    "normal": _normal(),
    "none": [],
    "one": [an_activity(id="only", counterparts=(from_place("leeds-gb"),))],
    "planned": [an_activity(id="soon", status=Status.PLANNED)],
    "hostile": _hostile(),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("page", ADDRESSES)
def test_every_page_draws_and_answers(page: str, world: str, language: str) -> None:
    with serving(*WORLDS[world]):
        screen = open_page(f"{page}?lang={language}")
    assert not screen.exceptions
    assert _question(screen)
    if WORLDS[world]:
        assert screen.sentence.endswith(".")
    else:
        assert "empty" in screen.documents or screen.sentence.endswith(".")
    assert _languages_offered(screen) == {"de": language == "de", "en": language == "en"}


@pytest.mark.parametrize("page", ADDRESSES)
def test_a_selection_without_records_says_so_and_shows_the_way_out(page: str) -> None:
    with serving(*WORLDS["normal"]):
        screen = open_page(f"{page}?country=CH&sector=nano&lang=en")
    assert not screen.exceptions
    if page == "about":  # it speaks of all records, whatever is selected
        assert "empty" not in screen.documents
        return
    assert "No record fits this selection." in screen.text("empty")
    ways = {node.attributes["href"] for node in by_tag(screen.documents["empty"], "a")}
    name = page or "./"
    assert f"{name}?lang=en" in ways
    assert f"{name}?sector=nano&lang=en" in ways
    assert not screen.charts
    assert not screen.maps


@pytest.mark.parametrize("page", ["", "map", "timeline", "sectors", "partners", "activities"])
def test_without_any_record_no_way_leads_back_to_the_same_page(page: str) -> None:
    with serving():
        screen = open_page(f"{page}?lang=en")
    assert "There are no records yet." in screen.text("empty")
    (way,) = by_tag(screen.documents["empty"], "a")
    assert way.attributes["href"] == "about?lang=en"


def test_what_is_taken_away_from_an_empty_selection_brings_the_number_that_it_says() -> None:
    with serving(*WORLDS["normal"]):
        empty = open_page("?country=CH&sector=hydrogen&lang=en")
        way = next(
            node
            for node in by_tag(empty.documents["empty"], "a")
            if "sector" in node.attributes["href"]
        )
        assert text(way) == "Countries: 2 records without it"
        after = open_page(f"activities{way.attributes['href'].removeprefix('./')}")
    assert after.text("records").startswith("2 records")


@pytest.mark.parametrize("page", ADDRESSES)
def test_links_within_keep_the_filters_and_the_language(page: str) -> None:
    with serving(*WORLDS["normal"]):
        screen = open_page(f"{page}?country=GB&lang=en")
    header = [node for node in by_tag(screen.documents["header"], "a") if not has(node, "brand")]
    links = [node.attributes["href"] for node in header if "lang" not in node.attributes]
    pages = [href for href in links if not href.startswith("sign-in")]
    assert pages == [f"{name or './'}?country=GB&lang=en" for name in ADDRESSES]
    other = next(node.attributes["href"] for node in header if node.attributes.get("lang") == "de")
    assert other == f"{page or './'}?country=GB"


def test_every_link_of_every_page_leads_to_a_view_that_opens() -> None:
    """Followed one level deep, from each page with everything on it; of links to the same page
    that choose by the same names, the first and the last."""
    with serving(*WORLDS["normal"]):
        links = {href for page in ADDRESSES for href in _inner_links(open_page(f"{page}?lang=en"))}
        assert len(links) > 60
        alike: dict[tuple[str, ...], list[str]] = {}
        for href in sorted(links):
            parts = urlsplit(href)
            alike.setdefault((parts.path, *parse_qs(parts.query)), []).append(href)
        for href in sorted({end for found in alike.values() for end in (found[0], found[-1])}):
            screen = open_page(href)
            assert not screen.exceptions, href
            assert "rejected" not in screen.documents, href


@pytest.mark.parametrize("where", [*ADDRESSES, "activities?record=h0", "map?open=place.leeds-gb"])
def test_hostile_text_only_ever_travels_as_text(where: str) -> None:
    with serving(*_hostile()):
        screen = open_page(where)
    for nodes in screen.documents.values():
        for tag, attributes, _inner in walk(nodes):
            assert tag not in {"script", "img", "iframe", "style"}
            assert not attributes.get("href", "").lower().startswith(("javascript", "data"))
            assert not any(name.startswith("on") for name in attributes)
    for chart in screen.charts.values():
        # customdata is what a click sends back; the templates of no chart show it.
        shown_traces = [{**trace, "customdata": []} for trace in chart["data"]]
        assert not any("customdata" in shown for shown in _strings(_values(shown_traces)))
        for shown in _strings(shown_traces):
            assert "<script" not in shown
            assert "<img" not in shown
            assert "<a " not in shown
    for drawn in screen.maps:
        assert not any(found.startswith("@@=alert") for found in _strings(drawn))


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_record_is_shown_whole(number: int) -> None:
    record = _hostile()[number]
    with serving(record):
        screen = open_page(f"activities?record={record.id}")
    assert not screen.exceptions
    shown = screen.text("record")
    assert shown.count(record.title_de) >= 2  # its title and its outcome
    assert not [node for node in by_tag(screen.documents["record"], "a")
                if "data-inner" not in node.attributes]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_dark_pages_have_other_colours_and_the_same_words(language: str) -> None:
    with serving(*WORLDS["normal"]):
        light = open_page(f"?lang={language}")
        dark = open_page(f"?lang={language}", theme="dark")
    assert light.sentence == dark.sentence
    assert light.maps != dark.maps
    assert light.documents["courses"] != dark.documents["courses"]
    assert light.text("courses") == dark.text("courses")


@pytest.mark.parametrize("width", ["narrow", "medium", "wide"])
@pytest.mark.parametrize("page", ADDRESSES)
def test_every_width_draws(page: str, width: str) -> None:
    with serving(*WORLDS["normal"]):
        screen = open_page(page, session={"width": width})
    assert not screen.exceptions
    assert screen.sentence


@pytest.mark.parametrize("page", ADDRESSES)
def test_a_period_beside_all_records_draws(page: str) -> None:
    far = Filters(period=Period(Month(1950, 1), Month(1950, 3)))
    with serving(*WORLDS["normal"]):
        screen = open_page(_at(page, far))
    assert not screen.exceptions


@pytest.mark.parametrize("page", ADDRESSES)
def test_only_the_public_records_are_anywhere(page: str) -> None:
    secret = dataclasses.replace(
        WORLDS["normal"][0], id="secret", title_de="Vertraulich", visibility=Visibility.INTERNAL
    )
    with serving(*WORLDS["normal"]):
        without = open_page(page)
    with serving(*WORLDS["normal"], secret):
        screen = open_page(page)
    assert screen.documents == without.documents
    assert screen.charts == without.charts
    assert screen.maps == without.maps


def test_a_record_that_is_not_there_is_said_to_be_missing() -> None:
    with serving(*WORLDS["normal"]):
        screen = open_page("activities?record=nobody&lang=en")
    assert screen.text("record") == "There is no record “nobody” (any more)."


def _at(page: str, filters: Filters) -> str:
    return address(View(page=page, filters=filters))


def _question(screen: Screen) -> str:
    return "".join(text(node) for node in by_tag(screen.documents["answer"], "h1"))


def _languages_offered(screen: Screen) -> dict[str, bool]:
    return {
        node.attributes["lang"]: "aria-current" in node.attributes
        for node in by_tag(screen.documents["header"], "a")
        if "lang" in node.attributes
    }


def _inner_links(screen: Screen) -> Iterable[str]:
    for nodes in screen.documents.values():
        for node in by_tag(nodes, "a"):
            if "data-inner" in node.attributes:
                yield node.attributes["href"]


def _values(traces: list[Json]) -> list[object]:
    return [value for trace in traces for value in trace.values()]


def _strings(value: object) -> list[str]:
    """Every string in a description, its keys included."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        parts: Sequence[object] = [*value, *value.values()]
        return [found for part in parts for found in _strings(part)]
    if isinstance(value, list):
        return [found for part in value for found in _strings(part)]
    return _strings(json.dumps(value))
