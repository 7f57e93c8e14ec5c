"""When was it, and is it more or less than a year before?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast, get_args

import pandas as pd

from charts import timeline
from data import queries
from data.model import Direction, Month, Period
from data.queries import Grouping, Selection, Time
from ui import cache, colours, components, sentences, sentences_time, state, times, words
from ui.document import Node, el, link, styled
from ui.document import draw as draw_document
from ui.i18n import _, tongue

_NOTHING: Final = "nothing"
_SEVERAL: Final = ("sector", "country", "network")
"""Of these an activity can name several."""
_COURSE_HEIGHT: Final = 240
_MONTHS: Final = 12
_SPANS: Final = {"wide": 30, "medium": 30, "narrow": 20}
_TICKS: Final = {"wide": 16, "medium": 12, "narrow": 6}


def draw() -> None:
    selection = cache.select(state.view().filters)
    question = _("When was it?")
    period = selection.period
    if not selection.total or period is None:
        components.answer(question)
        components.empty_state(selection)
        return
    unit = queries.time_unit(period)
    whole = cache.ask(queries.per_period, selection, unit=unit)
    components.answer(question, *sentences_time.answer(selection, whole, unit))
    _course(selection, period, unit, whole)
    _calendar(selection, period)
    main, side = components.two_columns(8, 5)
    if state.width() != "wide":  # one below the other, the short comparison comes first
        main, side = side, main
    with main:
        _spans(selection)
    with side:
        _year_before(selection, period)


# Course ------------------------------------------------------------------------------------------


def _course(selection: Selection, period: Period, unit: Time, whole: pd.DataFrame) -> None:
    by = _grouping()
    kept = colours.own_sectors(selection.snapshot) if by == "sector" else None
    course = cache.ask(queries.per_period, selection, unit=unit, by=by, among=kept)
    names = _names(by, course, selection)
    columns = names if by else {"": _("Activities")}
    several = by in _SEVERAL
    components.draw_chart(
        components.Chart(
            timeline.per_period(
                course,
                unit=unit,
                names=names,
                colours=_colours(by, names, selection),
                palette=colours.colours(),
                formats=tongue().formats,
                planned=_("Planned"),
                height=_COURSE_HEIGHT,
                hollow=("none",) if several else (),
                totals=not several,
                most_ticks=_TICKS[state.width()],
            ),
            key="course",
            title=sentences_time.course_title(whole, unit, period),
            caption=_caption(selection, period, unit, by),
            table=lambda: components.course_table(course, unit, columns),
            pick=components.pick_period,
            extra=(*_keys(by, course, names, selection), _switch(by)),
        )
    )


def _grouping() -> Grouping | None:
    """What the reader stacks by; directions until something else is chosen."""
    chosen = state.view().choice("by", "direction")
    if chosen == _NOTHING:
        return None
    return cast("Grouping", chosen) if chosen in get_args(Grouping) else "direction"


def _switch(by: Grouping | None) -> Node:
    options = {
        "direction": _("Direction"),
        "kind": _("Kind"),
        "sector": _("Sector"),
        "country": _("Country"),
        "network": _("Network"),
        _NOTHING: _("Nothing"),
    }
    return components.switch(_("Stacked by"), options, by or _NOTHING, "by")


def _names(by: Grouping | None, course: pd.DataFrame, selection: Selection) -> dict[str, str]:
    """The groups' names in stacking order: directions as everywhere, else the largest first."""
    groups = list(dict.fromkeys(course["group"]))
    if by is None:
        return {"": ""}
    if by == "direction":
        return {code.value: words.direction(code) for code in Direction if code in groups}
    snapshot = selection.snapshot
    spell: Callable[[str], str] = {
        "kind": lambda code: words.kind(code, snapshot),
        "sector": lambda code: words.sector(code, snapshot),
        "country": words.country,
        "network": lambda code: words.network(code, snapshot),
    }[by]
    rest = {"other": _("Other"), "none": _none(by)}
    return {code: rest[code] if code in rest else spell(code) for code in groups}


def _none(by: Grouping) -> str:
    return {
        "sector": _("No sector"),
        "country": _("No country abroad"),
        "network": _("No network"),
    }.get(by, "")


def _colours(
    by: Grouping | None, names: dict[str, str], selection: Selection
) -> Callable[[str], str]:
    """Directions and sectors have colours of their own; others by their place in the order."""
    palette = colours.colours()
    if by is None:
        return lambda _group: palette.primary
    if by == "direction":
        return palette.direction
    if by == "sector":
        return lambda code: colours.sector(code, selection.snapshot)
    ranked = [code for code in names if code not in {"other", "none"}]
    shades = dict(zip(ranked, palette.sectors, strict=False))
    return lambda code: shades.get(code, palette.other)


def _keys(
    by: Grouping | None, course: pd.DataFrame, names: dict[str, str], selection: Selection
) -> list[Node]:
    shown = _colours(by, names, selection)
    held = set(course.loc[course["activities"] > 0, "group"])
    keys: list[Node] = [
        styled(
            el("span", name, cls="key square hollow" if group == "none" else "key square"),
            {"colour": shown(group)},
        )
        for group, name in names.items()
        if name and group in held
    ]
    if course["planned"].any():
        hatched = el("span", _("Planned"), cls="key hatched")
        keys.append(styled(hatched, {"colour": colours.colours().muted}))
    return keys


def _caption(selection: Selection, period: Period, unit: Time, by: Grouping | None) -> str:
    parts = [sentences.course_caption(period, unit), sentences_time.multiple(by or "")]
    if unit == "day":
        caveats = cache.ask(queries.caveats, selection)
        parts.append(sentences_time.uncertain_days(caveats.uncertain_dates))
    return ". ".join(part for part in parts if part)


# Calendar ----------------------------------------------------------------------------------------


def _calendar(selection: Selection, period: Period) -> None:
    """A whole year, whichever of its months are selected."""
    span = selection.snapshot.span or period
    years = range(span.first.year, span.last.year + 1)
    year = _year(period, years)
    whole = selection.over(Period(Month(year - 1, 1), Month(year, 12)))
    frame = cache.ask(queries.calendar, _same(whole), year)
    title = sentences_time.busy_days(year, frame)
    components.heading(
        "calendar",
        title,
        sentences_time.calendar_caption(frame),
        *times.calendar_keys(),
        times.year_steps(year, years),
        table=True,
    )
    draw_document("calendar", times.calendar(frame))
    components.show_table("calendar", title, lambda: _calendar_table(frame))


def _same(selection: Selection) -> Selection:
    """The selection that everybody with these filters shares, so that answers are found again."""
    return cache.select(selection.filters)


def _year(period: Period, years: range) -> int:
    chosen = state.view().choice("year")
    if chosen.isascii() and chosen.isdigit() and int(chosen) in years:
        return int(chosen)
    return min(max(period.last.year, years[0]), years[-1])


def _calendar_table(frame: pd.DataFrame) -> pd.DataFrame:
    active = frame[(frame["activities"] > 0) | (frame["uncertain"] > 0)]
    return pd.DataFrame(
        {
            _("Day"): [tongue().formats.day(when.date()) for when in active["day"]],
            _("Activities"): active["activities"],
            _("Day not known exactly"): active["uncertain"],
        }
    )


# Single activities -------------------------------------------------------------------------------


def _spans(selection: Selection) -> None:
    frame = cache.ask(queries.spans, selection, limit=_SPANS[state.width()])
    components.heading(
        "spans",
        sentences_time.single(len(frame), selection.total),
        "",
        *times.span_keys(frame),
        link(_("All activities"), href=components.records_address(), cls="as-table"),
    )
    draw_document("spans", times.spans(frame))


# The year before ---------------------------------------------------------------------------------


def _year_before(selection: Selection, period: Period) -> None:
    months = Period(period.last + (1 - _MONTHS), period.last)
    frame = cache.ask(queries.year_before, _same(selection.over(months)))
    palette = colours.colours()
    keys = (
        styled(el("span", _("This year"), cls="key square"), {"colour": palette.primary}),
        styled(el("span", _("The year before"), cls="key line"), {"colour": palette.text}),
    )
    components.draw_chart(
        components.Chart(
            timeline.with_year_before(
                frame,
                now=_("This year"),
                before=_("The year before"),
                palette=palette,
                formats=tongue().formats,
                height=_COURSE_HEIGHT - 20,
                most_ticks=12 if state.width() != "narrow" else 6,
            ),
            key="year_before",
            title=sentences_time.against_year_before(frame),
            caption=_(
                "Held activities per month, {period}", period=tongue().formats.period(months)
            ),
            table=lambda: _year_table(frame),
            pick=components.pick_period,
            extra=keys,
        )
    )


def _year_table(frame: pd.DataFrame) -> pd.DataFrame:
    labels = [timeline.period_label(when, "month", tongue().formats) for when in frame["period"]]
    return pd.DataFrame(
        {
            _("Month"): labels,
            _("Activities"): frame["activities"],
            _("The year before"): frame["before"],
        }
    )
