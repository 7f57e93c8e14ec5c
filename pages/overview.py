"""What happened, and is it more or less than before?"""

from __future__ import annotations

from typing import cast

import pandas as pd

from charts.columns import columns
from data import queries
from data.model import Period
from data.queries import Selection
from ui import (
    cache,
    components,
    fields,
    follow_ups,
    key_figures,
    lists,
    sentences,
    state,
    times,
    words,
)
from ui.document import Node, el, link
from ui.document import draw as draw_document
from ui.i18n import _, tongue
from ui.world import Picture, draw_world, legend

_MAP_SIZE = {"wide": (816, 336), "medium": (780, 400), "narrow": (358, 260)}
"""Pixels, by the class of the window's width."""
_COURSE_WIDTH = {"wide": 500, "medium": 780, "narrow": 358}
_COURSE_MONTHS = 12
_MOST_SECTORS = 8
_LATEST = 4


def draw() -> None:
    selection = cache.select(state.view().filters)
    reader = state.reader()
    if not selection.total:
        components.answer(_("What happened?"))
        components.empty_state(selection)
        return
    sentence = _answer(selection, reader)
    figures = _figures(selection, reader, follow_ups.outcomes(selection))
    components.answer(_("What happened?"), *sentence, figures=figures)
    left, right = components.two_columns(8, 5)
    with left:
        _world(selection, reader)
        draw_document("latest", _latest(selection, reader))
    with right:
        draw_document("courses", _course(selection, reader), _sectors(selection, reader))
        components.show_table("course", _("Activities over time"), lambda: _course_table(selection))
        components.show_table("sectors", _("Sectors"), lambda: _sector_table(selection))


def prepare(selection: Selection) -> None:
    """Ask everything that this page will ask about a selection."""
    for query in (
        *(queries.key_figures, queries.per_sector, queries.per_kind),
        *(queries.per_country, queries.per_place, queries.flows),
    ):
        cache.ask(query, selection)
    if selection.total:
        _counted(selection)


@cache.kept
def _answer(selection: Selection, _reader: state.Reader) -> list[Node]:
    figures = cache.ask(queries.key_figures, selection)
    return sentences.overview(selection, figures, cache.ask(queries.per_sector, selection))


@cache.kept
def _figures(
    selection: Selection, _reader: state.Reader, outcomes: queries.Outcomes | None
) -> Node:
    figures = cache.ask(queries.key_figures, selection)
    return components.figure_row(key_figures.spelled(selection, figures, outcomes))


def _world(selection: Selection, reader: state.Reader) -> None:
    title, keys = _map_heading(selection, reader)
    components.heading("world", title, "", *keys)
    picture = Picture(*_MAP_SIZE[reader.width], navigable=False)
    draw_world(selection, picture, key="world", alt=title, pick=_pick_on_map)


@cache.kept
def _map_heading(selection: Selection, _reader: state.Reader) -> tuple[str, list[Node]]:
    return sentences.where(cache.ask(queries.per_country, selection)), legend(selection)


def _pick_on_map(kind: str, key: str) -> None:
    if kind == "country":
        state.select(countries=(key,))
    elif kind == "place":  # the home city is in every record, and so in no filter
        state.select(cities=(key,))


@cache.kept
def _course(selection: Selection, reader: state.Reader) -> Node:
    """The selected months, at least the twelve that end with the last one of them."""
    counted, period, unit = _counted(selection)
    drawn = columns(
        counted,
        unit=unit,
        names=words.directions(),
        formats=tongue().formats,
        width=_COURSE_WIDTH[reader.width],
    )
    title, caption = sentences.busiest(counted, unit), sentences.course_caption(period, unit)
    return el(
        "section",
        components.chart_head("course", title, caption, table=True),
        times.course(drawn, words.directions()),
    )


@cache.kept
def _counted(selection: Selection) -> tuple[pd.DataFrame, Period, queries.Time]:
    """The course with its period and unit."""
    selected = cast("Period", selection.period)  # there is one where there are records
    period = Period(min(selected.first, selected.last + (1 - _COURSE_MONTHS)), selected.last)
    unit = queries.time_unit(period)
    return queries.per_period(selection.over(period), unit=unit, by="direction"), period, unit


def _course_table(selection: Selection) -> pd.DataFrame:
    counted, _period, unit = _counted(selection)
    return components.course_table(counted, unit, words.directions())


@cache.kept
def _sectors(selection: Selection, reader: state.Reader) -> Node:
    """The leading sectors; a click on one is a filter."""
    frame = cache.ask(queries.per_sector, selection)
    shown = frame[(frame["sector"] != "") & (frame["activities"] > 0)].head(_MOST_SECTORS)
    hrefs = {
        code: state.address(reader.view.selecting(sectors=(code,))) for code in shown["sector"]
    }
    return el(
        "section",
        components.chart_head(
            "sectors",
            sentences.leading_sector(frame, selection),
            _("An activity counts in each of its sectors"),
            table=not shown.empty,
        ),
        fields.bars(shown, selection.snapshot, hrefs),
    )


def _sector_table(selection: Selection) -> pd.DataFrame:
    return components.sector_table(cache.ask(queries.per_sector, selection), selection.snapshot)


@cache.kept
def _latest(selection: Selection, _reader: state.Reader) -> Node:
    rows = queries.newest(selection, limit=_LATEST)
    return el(
        "section",
        el(
            "div",
            el("h2", _("Most recent")),
            link(_("All activities"), href=components.records_address(), cls="more"),
            cls="list-head",
        ),
        lists.brief(rows, selection.snapshot),
    )
