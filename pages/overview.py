"""What happened, and is it more or less than before?"""

from __future__ import annotations

from typing import cast

import pandas as pd

from charts import timeline
from data import queries
from data.model import Direction, Period
from data.queries import Selection
from ui import cache, colours, components, fields, key_figures, lists, sentences, state, words
from ui.components import Chart
from ui.document import Node, el, link
from ui.document import draw as draw_document
from ui.i18n import _, tongue
from ui.world import Picture, draw_world, legend

_MAP_SIZE = {"wide": (816, 336), "medium": (780, 400), "narrow": (358, 260)}
"""Pixels, by the class of the window's width."""
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
    sentence, figures = _answer(selection, reader), _figures(selection, reader)
    components.answer(_("What happened?"), *sentence, figures=figures)
    left, right = components.two_columns(8, 5)
    with left:
        _world(selection, reader)
        draw_document("latest", _latest(selection, reader))
    with right:
        components.draw_chart(_course(selection, reader))
        draw_document("sectors", _sectors(selection, reader))
        components.show_table("sectors", _("Sectors"), lambda: _sector_table(selection))


@cache.kept
def _answer(selection: Selection, _reader: state.Reader) -> list[Node]:
    figures = cache.ask(queries.key_figures, selection)
    return sentences.overview(selection, figures, cache.ask(queries.per_sector, selection))


@cache.kept
def _figures(selection: Selection, _reader: state.Reader) -> Node:
    figures = cache.ask(queries.key_figures, selection)
    return components.figure_row(key_figures.spelled(selection, figures))


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
def _course(selection: Selection, _reader: state.Reader) -> Chart:
    """The selected months, at least the twelve that end with the last one of them."""
    selected = cast("Period", selection.period)  # there is one where there are records
    period = Period(min(selected.first, selected.last + (1 - _COURSE_MONTHS)), selected.last)
    unit = queries.time_unit(period)
    course = queries.per_period(selection.over(period), unit=unit, by="direction")
    names = {code.value: words.direction(code) for code in Direction}
    return Chart(
        timeline.per_period(
            course,
            unit=unit,
            names=names,
            colours=colours.colours().direction,
            palette=colours.colours(),
            formats=tongue().formats,
            planned=_("Planned"),
            height=170,
        ),
        key="course",
        title=sentences.busiest(course, unit),
        caption=sentences.course_caption(period, unit),
        table=lambda: components.course_table(course, unit, names),
        pick=components.pick_period,
    )


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
