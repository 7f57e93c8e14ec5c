"""In which fields, where in the world, and since when?"""

from __future__ import annotations

from typing import Final

import pandas as pd

from charts import sectors as sector_charts
from charts import timeline
from data import queries
from data.model import Period
from data.queries import Selection
from ui import cache, colours, components, fields, lists, sentences, sentences_sectors, state, words
from ui.document import Node, el, link
from ui.document import draw as draw_document
from ui.i18n import _, tongue

_MONTHS: Final = 12
_PANELS: Final = {"wide": (4, 16), "medium": (4, 16), "narrow": (2, 10)}
"""Small courses in a row and at most, by the class of the window's width."""
_COUNTRIES: Final = {"wide": 12, "medium": 8, "narrow": 12}  # a phone scrolls
_ACTIVITIES: Final = 8
_NAMED: Final = 6
_ALL: Final = 1000
"""More sectors than any list has: none is summed up as «other»."""


def draw() -> None:
    selection = cache.select(state.view().filters)
    question = _("In which fields?")
    if not selection.total:
        components.answer(question)
        components.empty_state(selection)
        return
    sectors = cache.ask(queries.per_sector, selection)
    caveats = cache.ask(queries.caveats, selection)
    without = caveats.without_sector
    components.answer(
        question, *sentences_sectors.answer(selection, sectors, caveats.held, without)
    )
    opened = _opened_sector(selection)
    left, right = components.two_columns(5, 8)
    with left:
        _breakdown(selection, sectors, without, opened)
    with right:
        if opened:
            _open(selection, opened)
        else:
            _courses(selection, sectors)
    _matrix(selection, sectors)


def _opened_sector(selection: Selection) -> str:
    """The sector that the reader opened, if there is one of that name."""
    code = state.view().choice("detail")
    return code if code in selection.snapshot.reference.sectors else ""


def _breakdown(selection: Selection, frame: pd.DataFrame, without: int, opened: str) -> None:
    view, snapshot = state.view(), selection.snapshot
    title = sentences.leading_sector(frame, selection)
    components.heading("sectors", title, sentences_sectors.counting(without), table=True)
    hrefs = {
        code: state.address(view.choosing(detail=None if code == opened else code))
        for code in frame["sector"]
        if code
    }
    draw_document("sectors", fields.bars(frame, snapshot, hrefs, opened))
    components.show_table("sectors", title, lambda: components.sector_table(frame, snapshot))


# Courses -----------------------------------------------------------------------------------------


def _courses(selection: Selection, sectors: pd.DataFrame) -> None:
    """One small course a sector, over the selected months, at least the last twelve of them."""
    period = _at_least_a_year(selection)
    columns, most = _PANELS[state.width()]
    shown = [code for code in sectors["sector"] if code][:most]
    if period is None or not shown:
        return
    snapshot = selection.snapshot
    unit = queries.time_unit(period)
    wider = cache.select(selection.over(period).filters)
    frame = cache.ask(queries.per_period, wider, unit=unit, by="sector", limit=_ALL)
    names = {code: words.sector(code, snapshot) for code in shown}
    components.draw_chart(
        components.Chart(
            sector_charts.courses(
                frame,
                unit=unit,
                names=names,
                colours=lambda code: colours.sector(code, snapshot),
                palette=colours.colours(),
                formats=tongue().formats,
                columns=columns,
            ),
            key="courses",
            title=sentences_sectors.steadiest(frame, unit, selection),
            caption=sentences.course_caption(period, unit),
            table=lambda: components.course_table(frame, unit, names),
            pick=_pick_course,
        )
    )


def _at_least_a_year(selection: Selection) -> Period | None:
    if selection.period is None:
        return None
    last = selection.period.last
    return Period(min(selection.period.first, last + (1 - _MONTHS)), last)


def _pick_course(found: list[str]) -> None:
    sector, period = found
    state.select(sectors=(sector,))
    components.pick_period(period)


# Matrix ------------------------------------------------------------------------------------------


def _matrix(selection: Selection, sectors: pd.DataFrame) -> None:
    frame = cache.ask(queries.sector_by_country, selection)
    countries = cache.ask(queries.per_country, selection)
    snapshot = selection.snapshot
    cells = sector_charts.matrix(
        frame,
        sectors=sectors.loc[sectors["activities"] > 0, "sector"].tolist(),
        countries=countries.loc[countries["activities"] > 0, "country"].tolist(),
        most=_COUNTRIES[state.width()],
    )
    title = sentences_sectors.densest(cells, selection)
    if not cells.countries:
        components.heading("matrix", title)
        return
    components.heading(
        "matrix", title, sentences_sectors.matrix_caption(cells.left_out), table=True
    )
    draw_document("matrix", fields.matrix(cells, snapshot))
    components.show_table("matrix", title, lambda: _matrix_table(frame, selection))


def _matrix_table(frame: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """All cells that are not empty, of all countries."""
    return pd.DataFrame(
        {
            _("Sector"): [words.sector(code, selection.snapshot) for code in frame["sector"]],
            _("Country"): [words.country(code) for code in frame["country"]],
            _("Activities"): frame["activities"],
        }
    )


# One sector --------------------------------------------------------------------------------------


def _open(selection: Selection, code: str) -> None:
    """The opened sector: its course, parts, activities, cities and organisations."""
    inside = cache.ask(Selection.within, selection, code)
    snapshot, view = selection.snapshot, state.view()
    caveats = cache.ask(queries.caveats, inside)
    kinds = cache.ask(queries.per_kind, inside)
    title = words.sector(code, snapshot)
    components.heading(
        "opened",
        title,
        "",
        *sentences_sectors.opened(caveats.held, int(kinds["planned"].sum())),
        link(
            _("Select this sector everywhere"), href=state.address(view.selecting(sectors=(code,)))
        ),
        link(_("Close"), href=state.address(view.choosing(detail=None)), cls="as-table"),
    )
    if not inside.total:
        draw_document("opened", el("p", _("No record of this selection names this sector.")))
        return
    _own_course(selection, code)
    draw_document("opened", *_parts(inside, code), *_newest(inside), _names(inside, code))


def _own_course(selection: Selection, code: str) -> None:
    period = _at_least_a_year(selection)
    if period is None:
        return
    unit = queries.time_unit(period)
    wider = cache.select(selection.over(period).filters)
    inside = cache.ask(Selection.within, wider, code)
    course = cache.ask(queries.per_period, inside, unit=unit)
    colour = colours.sector(code, selection.snapshot)
    components.draw_chart(
        components.Chart(
            timeline.per_period(
                course,
                unit=unit,
                names={"": ""},
                colours=lambda _group: colour,
                palette=colours.colours(),
                formats=tongue().formats,
                planned=_("Planned"),
                height=150,
                most_ticks=6 if state.width() == "narrow" else 12,
            ),
            key="own_course",
            title=sentences.busiest(course, unit),
            caption=sentences.course_caption(period, unit),
            table=lambda: components.course_table(course, unit, {"": _("Activities")}),
            pick=components.pick_period,
        )
    )


def _parts(inside: Selection, code: str) -> list[Node]:
    frame = cache.ask(queries.per_sector, inside, parent=code)
    if len(frame) < 2:  # a sector without parts, or one part: nothing is divided
        return []
    view = state.view()
    hrefs = {part: state.address(view.choosing(detail=part)) for part in frame["sector"]}
    hrefs.pop(code, None)
    return [el("h3", _("Parts")), fields.bars(frame, inside.snapshot, hrefs)]


def _newest(inside: Selection) -> list[Node]:
    rows = cache.ask(queries.records, inside, limit=_ACTIVITIES)
    return [el("h3", _("Most recent")), lists.brief(rows, inside.snapshot)]


def _names(inside: Selection, code: str) -> Node:
    places = cache.ask(queries.per_place, inside).head(_NAMED)
    organisations = cache.ask(queries.organisations, inside, limit=_NAMED)
    cities = [
        (
            words.place(key, inside.snapshot),
            held,
            planned,
            components.records_address(sectors=(code,), cities=(key,)),
        )
        for key, held, planned in _counted(places, "place")
    ]
    named = [
        (lists.shortened(name, 60), held, planned, _by_text(name, code))
        for name, held, planned in _counted(organisations, "organisation")
    ]
    columns = [
        el("div", el("h3", heading), fields.ranking(rows))
        for heading, rows in ((_("Cities"), cities), (_("Organisations"), named))
        if rows
    ]
    return el("div", *columns, cls="side-by-side")


def _by_text(name: str, code: str) -> str:
    return components.records_address(sectors=(code,), text=name)


def _counted(frame: pd.DataFrame, name: str) -> list[tuple[str, int, int]]:
    return list(zip(frame[name], frame["activities"], frame["planned"], strict=True))
