"""What happened, and is it more or less than before?"""

from __future__ import annotations

import pandas as pd

from charts import sectors as sector_charts
from charts import timeline
from data import queries
from data.model import Direction, Period
from data.queries import Selection
from ui import cache, colours, components, key_figures, lists, sentences, state, words
from ui.document import draw as draw_document
from ui.document import el, link
from ui.i18n import _, tongue
from ui.world import Picture, draw_world, legend

_MAP_SIZE = {"wide": (816, 336), "medium": (780, 400), "narrow": (358, 260)}
"""Pixels, by the class of the window's width."""
_COURSE_MONTHS = 12
_MOST_SECTORS = 8
_LATEST = 4


def draw() -> None:
    selection = cache.select(state.view().filters)
    question = _("What happened?")
    if not selection.total:
        components.answer(question)
        components.empty_state(selection)
        return
    figures = cache.ask(queries.key_figures, selection)
    sectors = cache.ask(queries.per_sector, selection)
    components.answer(question, *sentences.overview(selection, figures, sectors))
    components.key_figures(key_figures.spelled(selection, figures))
    left, right = components.two_columns(8, 5)
    with left:
        _world(selection)
        _latest(selection)
    with right:
        _course(selection)
        _sectors(selection, sectors)


def _world(selection: Selection) -> None:
    title = sentences.where(cache.ask(queries.per_country, selection))
    components.heading("world", title, "", *legend(selection))
    picture = Picture(*_MAP_SIZE[state.width()], navigable=False)
    draw_world(selection, picture, key="world", alt=title, pick=_pick_on_map)


def _pick_on_map(kind: str, key: str) -> None:
    if kind == "country":
        state.select(countries=(key,))
    elif kind == "place":  # the home city is in every record, and so in no filter
        state.select(cities=(key,))


def _course(selection: Selection) -> None:
    """The selected months, at least the twelve that end with the last one of them."""
    if selection.period is None:
        return
    last = selection.period.last
    first = min(selection.period.first, last + (1 - _COURSE_MONTHS))
    period = Period(first, last)
    wider = selection.over(period)
    unit = queries.time_unit(period)
    course = cache.ask(queries.per_period, wider, unit=unit, by="direction")
    names = {code.value: words.direction(code) for code in Direction}
    components.chart(
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


def _sectors(selection: Selection, frame: pd.DataFrame) -> None:
    named = frame[(frame["sector"] != "") & (frame["activities"] > 0)].head(_MOST_SECTORS)
    snapshot = selection.snapshot
    title = sentences.leading_sector(frame, selection)
    if named.empty:
        components.heading("sectors", title)
        return
    components.chart(
        sector_charts.per_sector(
            named,
            names={code: words.sector(code, snapshot) for code in named["sector"]},
            colours=lambda code: colours.sector(code, snapshot),
            palette=colours.colours(),
            formats=tongue().formats,
        ),
        key="sectors",
        title=title,
        caption=_("An activity counts in each of its sectors"),
        table=lambda: components.sector_table(frame, snapshot),
        pick=lambda code: state.select(sectors=(code,)),
    )


def _latest(selection: Selection) -> None:
    rows = cache.ask(queries.records, selection, limit=_LATEST)
    draw_document(
        "latest",
        el(
            "div",
            el("h2", _("Most recent")),
            link(_("All activities"), href=components.records_address(), cls="more"),
            cls="list-head",
        ),
        lists.brief(rows, selection.snapshot),
    )
