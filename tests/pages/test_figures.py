"""Every figure that the pages show, against the slow count: one activity after the other.

The figures are read from what is sent to the browser, so the way from the address over the filters
and the queries to the written number is all under test.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from random import Random
from urllib.parse import parse_qs, urlsplit

from hypothesis import given, settings

from charts.formats import formats
from data.model import Activity, Filters, Period, Status
from tests import strategies
from tests.builders import REFERENCE
from tests.data import reference_count as count
from tests.data.reference_count import World
from tests.pages.reading import crowd, few, number_in, open_filtered, randoms
from tests.screens import Screen, by_class, by_tag, open_page, serving, text, walk
from ui.document import Element

LABELS = {
    "Activities": "activities",
    "Countries": "countries",
    "Partner cities": "partner_cities",
    "People": "people",
    "Organisations": "organisations",
    "Results": "results",
}
ENGLISH = formats("en")


@few
@given(random=randoms, filters=strategies.filters())
def test_the_overview(random: Random, filters: Filters) -> None:
    with serving(*crowd(random)) as world:
        screen = open_filtered("", filters)
    selected = world.select(filters)
    if not selected:
        nothing = "There are no records yet."
        reason = nothing if filters.is_empty else "No record fits this selection."
        assert reason in screen.text("empty")
        return
    _check_sentence(screen, world, selected)
    _check_key_figures(screen, world, filters)
    _check_sectors(screen, world, selected)
    _check_course(screen, world, filters)
    _check_latest(screen, selected)


@few
@given(random=randoms, filters=strategies.filters())
def test_the_map(random: Random, filters: Filters) -> None:
    with serving(*crowd(random)) as world:
        screen = open_filtered("map", filters)
    selected = world.select(filters)
    if not selected:
        assert "empty" in screen.documents
        return
    countries = {
        ENGLISH.country(row["country"]): row["activities"]
        for row in count.per_country(world, selected)
    }
    places = {
        REFERENCE.places[row["place"]].name_en: row["activities"]
        for row in count.per_place(world, selected)
    }
    rankings = [_ranking(node) for node in by_class(screen.documents["profile"], "ranking")]
    assert rankings == [countries, places]
    held = sum(1 for activities in countries.values() if activities)
    if held:
        assert re.search(rf"\b{held} countr(y|ies)\b", screen.sentence)
    guests = [row for row in count.per_country(world, selected) if row["inbound"]]
    if guests:
        assert f"uests from {len(guests)} countr" in screen.text("heading_map")


@few
@given(random=randoms, filters=strategies.filters())
def test_the_sectors(random: Random, filters: Filters) -> None:
    with serving(*crowd(random)) as world:
        screen = open_filtered("sectors", filters)
    selected = world.select(filters)
    if not selected:
        assert "empty" in screen.documents
        return
    counted = [
        (row["sector"], row["activities"]) for row in count.per_sector(world, selected, None)
    ]
    shown = [number_in(text(node)) for node in by_tag(screen.documents["sectors"], "strong")]
    assert shown == [activities for _sector, activities in counted]
    if "matrix" in screen.documents:
        _check_matrix(screen, count.sector_by_country(world, selected))


@few
@given(random=randoms, filters=strategies.filters())
def test_the_activities(random: Random, filters: Filters) -> None:
    with serving(*crowd(random)) as world:
        screen = open_filtered("activities", filters)
    selected = world.select(filters)
    if not selected:
        assert "empty" in screen.documents
        return
    caption = text(by_class(screen.documents["records"], "caption")[0])
    assert number_in(caption.rpartition("of")[2]) == len(selected)
    rows = by_tag(by_tag(screen.documents["records"], "tbody"), "tr")
    assert len(rows) == min(50, len(selected))
    statuses = {
        "held": len(count.held(selected)),
        "planned": len(count.planned(selected)),
        "cancelled": sum(a.status is Status.CANCELLED for a in selected),
    }
    for status, wanted in statuses.items():
        found = re.search(rf"([\d,]+) (?:was|were|is|are) {status}", screen.sentence)
        if statuses["held"] != len(selected):
            assert (number_in(found[1]) if found else 0) == wanted


@few
@given(random=randoms, filters=strategies.filters())
def test_the_timeline(random: Random, filters: Filters) -> None:
    with serving(*crowd(random)) as world:
        screen = open_filtered("timeline", filters)
    selected, period = world.select(filters), world.period(filters)
    if not selected or period is None:
        assert "empty" in screen.documents
        return
    drawn = _drawn(screen, "course")
    assert sum(drawn.values()) == len(count.held(selected)) + len(count.planned(selected))
    now, before = screen.charts["year_before"]["data"]
    counted = count.year_before(world, _with(filters, Period(period.last + -11, period.last)))
    assert now["y"] == [row["activities"] for row in counted]
    assert before["y"] == [row["before"] for row in counted]


@settings(few, max_examples=2)
@given(random=randoms)
def test_the_number_in_a_cell_is_that_of_the_page_that_it_opens(random: Random) -> None:
    with serving(*crowd(random)):
        screen = open_filtered("sectors", Filters(kinds=("visit",)))
        cells = [
            node
            for node in walk(screen.documents["matrix"])
            if node.tag == "a" and text(node).isdigit()
        ]
        assert cells
        for cell in cells:
            activities = re.search(r"([\d,]+) activit", open_page(cell.attributes["href"]).sentence)
            assert activities
            assert number_in(activities[1]) == int(text(cell))


def _check_sentence(screen: Screen, world: World, selected: list[Activity]) -> None:
    values = count.key_values(world, selected)
    held, countries, results = (values[name][0] for name in ("activities", "countries", "results"))
    said = screen.sentence
    assert _said(said, r"([\d,]+) activit(?:y|ies)(?! (?:is|are) planned)") == (held or None)
    assert _said(said, r"([\d,]+) countr") == (countries or None)
    assert _said(said, r"([\d,]+) led to") == (results or None)
    planned = len(count.planned(selected)) or None
    assert _said(said, r"([\d,]+) (?:more|activity|activities) (?:is|are) planned") == planned


def _check_key_figures(screen: Screen, world: World, filters: Filters) -> None:
    now = count.key_values(world, world.select(filters))
    earlier = count.before(world, filters)
    then = count.key_values(world, earlier) if earlier is not None else None
    entries = by_tag(screen.documents["answer"], "li")
    assert [_part(entry, "label") for entry in entries] == [*LABELS]
    for entry in entries:
        name = LABELS[_part(entry, "label")]
        value, inexact, counted = now[name]
        number = text(by_tag([entry], "strong")[0])
        if name in {"people", "organisations"}:
            assert f"told by {counted} of {now['activities'][0]}" == _part(entry, "note")
        if not counted and now["activities"][0]:
            assert number == "–"
        else:
            assert number_in(number) == value
            assert number.startswith("≈") == inexact
        before = then[name][0] if then else None
        assert _change(_part(entry, "change")) == _expected_change(filters, value, before)
        if period := world.period(filters):
            _check_trend(entry, count.trend(world, _with(filters, period), name))


def _check_trend(entry: Element, counted: tuple[int, ...]) -> None:
    heights = [float(bar.attributes["height"]) for bar in by_tag([entry], "rect")]
    most = max(counted) or 1
    assert heights == [round(max(1.0, 20 * value / most), 1) for value in counted]


def _check_sectors(screen: Screen, world: World, selected: list[Activity]) -> None:
    counted = [
        (row["sector"], row["activities"])
        for row in count.per_sector(world, selected, None)
        if row["sector"] and row["activities"]
    ]
    bars = [bar for drawn in by_class(screen.documents["courses"], "bars")
            for bar in by_tag([drawn], "li")]  # fmt: skip
    links = [by_tag([bar], "a")[0].attributes["href"] for bar in bars]
    sectors = [parse_qs(urlsplit(link).query)["sector"] for link in links]
    numbers = [number_in(text(by_tag([bar], "strong")[0])) for bar in bars]
    assert list(zip(sectors, numbers, strict=True)) == [
        ([sector], activities) for sector, activities in counted[:8]
    ]


def _check_course(screen: Screen, world: World, filters: Filters) -> None:
    """The chart goes back at least twelve months, over what the other filters leave."""
    period = world.period(filters)
    assert period is not None
    wider = _with(filters, Period(min(period.first, period.last + -11), period.last))
    selected = world.select(wider)
    held, planned = count.held(selected), count.planned(selected)
    drawn = _columns(screen)
    assert sum(drawn.values()) == len(held) + len(planned)
    for key, total in drawn.items():
        same = [a for a in (*held, *planned) if a.start.isoformat().startswith(key)]
        assert total == len(same)


def _columns(screen: Screen) -> dict[str, int]:
    """Period key -> what its column counts, as its tip says."""
    [course] = by_class(screen.documents["courses"], "columns")
    heard = {}
    for tip in by_class([course], "tip"):
        label, *lines = text(tip).splitlines()
        heard[_key(label)] = sum(number_in(line.rpartition(":")[2]) for line in lines)
    return heard


def _key(label: str) -> str:
    """The period that an English label names, as addresses spell it."""
    for spelling, key in (("%d %B %Y", "%Y-%m-%d"), ("%B %Y", "%Y-%m"), ("%Y", "%Y")):
        with suppress(ValueError):
            return f"{datetime.strptime(label, spelling).replace(tzinfo=UTC):{key}}"
    raise AssertionError(label)


def _check_latest(screen: Screen, selected: list[Activity]) -> None:
    newest = sorted(selected, key=lambda a: a.start, reverse=True)[:4]
    shown = [node.attributes["datetime"] for node in by_tag(screen.documents["latest"], "time")]
    assert shown == [f"{a.start}" for a in newest]


def _check_matrix(screen: Screen, counted: dict[tuple[str, str], int]) -> None:
    """Each cell that is not empty says its number and leads to those records."""
    table = screen.documents["matrix"]
    cells = {
        (sector, country): int(text(link))
        for row in by_tag(by_tag(table, "tbody"), "tr")
        for link in by_tag(by_tag([row], "td"), "a")
        for sector, country in [_named(link.attributes["href"])]
    }
    assert cells == {key: number for key, number in counted.items() if key[0]}


def _named(href: str) -> tuple[str, str]:
    sector = re.search(r"sector=([^&]+)", href)
    country = re.search(r"country=([A-Z]{2})(?!.*country=)", href)
    return sector[1] if sector else "", country[1] if country else ""


def _drawn(screen: Screen, key: str) -> dict[str, int]:
    """Period key -> the height of its bar, all groups and what is planned together."""
    heights: dict[str, int] = {}
    for trace in screen.charts[key]["data"]:
        if trace["type"] == "bar":
            for when, height in zip(trace["customdata"], trace["y"], strict=True):
                heights[when] = heights.get(when, 0) + (height or 0)
    return heights


def _ranking(node: Element) -> dict[str, int]:
    return {
        text(by_tag([line], "bdi")[0]): number_in(text(by_tag([line], "strong")[0]))
        for line in by_tag([node], "li")
    }


def _change(said: str) -> int | str:
    found = re.match(r"(?:≈\N{NO-BREAK SPACE})?([+\N{MINUS SIGN}])([\d,]+) on ", said)
    if found:
        return number_in(found[2]) * (1 if found[1] == "+" else -1)
    return re.sub(r" in .*", "", said)


def _expected_change(filters: Filters, now: int, before: int | None) -> int | str:
    if filters.period is None:
        return ""
    if before is None:
        return "no earlier records"
    if not before:
        return "none"
    return now - before or "as many as"


def _part(entry: Element, name: str) -> str:
    return "".join(text(node) for node in by_class([entry], name))


def _said(sentence: str, pattern: str) -> int | None:
    found = re.search(pattern, sentence)
    return number_in(found[1]) if found else None


def _with(filters: Filters, period: Period) -> Filters:
    return Filters(**{**vars(filters), "period": period})
