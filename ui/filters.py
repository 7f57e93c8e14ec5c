"""The filters above every page: drawn once, kept in the view, told as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from data.model import Direction, Filters, Month, Period, Status
from data.queries import Options
from data.snapshot import Snapshot
from ui import cache, state, words
from ui.document import Node, draw, el, link
from ui.i18n import Tongue, _, tongue

_ALL = "all"


def draw_filters(snapshot: Snapshot) -> None:
    """Months and countries in sight, the rest behind one click, and the selection in words."""
    options = cache.options()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters"):
        _months(options)
        _countries(options)
        _more(snapshot, options)
        draw("filter_end", *_sentence_end(snapshot))


def sentence(filters: Filters, snapshot: Snapshot) -> str:
    """The selection as a reader would say it: September 2025 · Großbritannien · Wasserstoff."""
    return " · ".join(_parts(filters, snapshot)) or _("All records")


def _parts(filters: Filters, snapshot: Snapshot) -> list[str]:
    speak = tongue()
    groups = [
        [speak.formats.period(filters.period)] if filters.period else [],
        [speak.formats.country(code) for code in filters.countries],
        [words.place(key, snapshot) for key in filters.cities],
        [words.sector(code, snapshot) for code in filters.sectors],
        [words.kind(code, snapshot) for code in filters.kinds],
        [words.direction(code) for code in filters.directions],
        [words.network(code, snapshot) for code in filters.networks],
        [words.status(code) for code in filters.statuses],
        [_("“{text}”", text=filters.text)] if filters.text else [],
    ]
    return [" / ".join(group) for group in groups if group]


def _sentence_end(snapshot: Snapshot) -> list[Node]:
    view = state.view()
    reset = link(_("Reset"), href=state.address(replace(view, filters=Filters())), cls="reset")
    chosen = _parts(view.filters, snapshot)
    return [
        el(
            "p",
            el("strong", " · ".join(chosen)) if chosen else None,
            reset if chosen else None,
            el("button", _("Copy link"), copy=_("Copied")),
            cls="filter-end",
        )
    ]


# Months ------------------------------------------------------------------------------------------


def _months(options: Options) -> None:
    """One box with every month and year, and a step to either side of it."""
    period = state.view().filters.period
    spelled = _month_choices(options.span, tongue().code)
    current = _ALL if period is None else _spell(period)
    if period is not None and current not in spelled:
        first, *others = spelled.items()
        spelled = dict([first, (current, tongue().formats.period(period)), *others])
    _step("‹", _("Month before"), -1, period, options.span)
    state.put(_key("months"), current)
    st.selectbox(
        _("Period"),
        list(spelled),
        format_func=lambda value: spelled[value],
        key=_key("months"),
        on_change=_take_months,
        label_visibility="collapsed",
        width="stretch" if state.width() == "narrow" else 190,
    )
    _step("›", _("Month after"), 1, period, options.span)


@cache.kept
def _month_choices(span: Period | None, language: str) -> dict[str, str]:
    """All months, then each year of the span with its months, the newest first."""
    speak = Tongue(language)
    choices = {_ALL: speak.text("All months")}
    if span is None:
        return choices
    for year in range(span.last.year, span.first.year - 1, -1):
        choices[_spell(Period(Month(year, 1), Month(year, 12)))] = str(year)
        months = [month for month in reversed(list(span)) if month.year == year]
        choices |= {_spell(Period(month, month)): speak.formats.month(month) for month in months}
    return choices


def _spell(period: Period) -> str:
    return f"{period.first}/{period.last}"


def _take_months() -> None:
    chosen: str = st.session_state[_key("months")]
    first, _slash, last = chosen.partition("/")
    period = None if chosen == _ALL else Period(Month.parse(first), Month.parse(last))
    state.select(period=period)


def _step(label: str, meaning: str, steps: int, period: Period | None, span: Period | None) -> None:
    """A button to the period of the same length beside this one, as far as there are records."""
    target = _beside(period, steps, span)
    st.button(
        label,
        key=f"step{steps}",
        help=meaning,
        disabled=target is None,
        on_click=lambda: state.select(period=target),
    )


def _beside(period: Period | None, steps: int, span: Period | None) -> Period | None:
    if span is None:
        return None
    if period is None:
        return Period(span.last, span.last) if steps < 0 else None
    moved = Period(period.first + steps * len(period), period.last + steps * len(period))
    return moved if moved.last >= span.first and moved.first <= span.last else None


# Choices from lists ------------------------------------------------------------------------------


def _countries(options: Options) -> None:
    filters = state.view().filters
    _choose_many(
        "countries",
        _("Countries"),
        _("All countries"),
        _by_name(options.countries, filters.countries, tongue().code),
        filters.countries,
        tongue().formats.country,
        alone=False,
    )


def _more(snapshot: Snapshot, options: Options) -> None:
    """What is needed less often; its widgets exist only while it is open."""
    # Its label stays as it is: with another one it would be another popover, and closed.
    popover = st.popover(_("More filters"), key="more", on_change=state.keep)
    if popover.open:
        with popover:
            _more_widgets(snapshot, options, state.view().filters)


def _more_widgets(snapshot: Snapshot, options: Options, filters: Filters) -> None:
    state.put("filter_text", filters.text)
    st.text_input(
        _("Text"),
        key="filter_text",
        type="search",
        placeholder=_("Title, organisation, place …"),
        max_chars=200,
        on_change=lambda: state.select(text=st.session_state.filter_text or ""),
    )
    _range(options)
    lists: list[tuple[str, str, str, Sequence[str], Sequence[str], Callable[[str], str]]] = [
        ("cities", _("City"), _("All cities"), options.cities, filters.cities,
         lambda key: words.place(key, snapshot)),
        ("sectors", _("Sector"), _("All sectors"), options.sectors, filters.sectors,
         lambda code: words.sector(code, snapshot)),
        ("kinds", _("Kind"), _("All kinds"), options.kinds, filters.kinds,
         lambda code: words.kind(code, snapshot)),
        ("networks", _("Network"), _("All networks"), options.networks, filters.networks,
         lambda code: words.network(code, snapshot)),
        ("directions", _("Direction"), _("All directions"), list(Direction), filters.directions,
         words.direction),
        ("statuses", _("Status"), _("Any status"), list(Status), filters.statuses, words.status),
    ]  # fmt: skip
    for name, label, everything, known, chosen, spell in lists:
        _choose_many(name, label, everything, _with_chosen(known, chosen), chosen, spell)


def _range(options: Options) -> None:
    """From one month to another, for periods that are neither a month nor a year."""
    if options.span is None:
        return
    months = [str(month) for month in reversed(list(options.span))]
    period = state.view().filters.period or options.span
    first, last = str(period.first), str(period.last)
    months = sorted({*months, first, last}, reverse=True)
    for column, key, label, value in zip(
        st.columns(2), ("from", "to"), (_("From"), _("To")), (first, last), strict=True
    ):
        state.put(_key(key), value)
        column.selectbox(
            label,
            months,
            format_func=lambda month: tongue().formats.month(Month.parse(month)),
            key=_key(key),
            on_change=_take_range,
            args=(key,),
        )


def _take_range(changed: str) -> None:
    """The bound that was changed wins; the other one follows where they would cross."""
    first = Month.parse(st.session_state[_key("from")])
    last = Month.parse(st.session_state[_key("to")])
    if last < first:
        first, last = (first, first) if changed == "from" else (last, last)
    state.select(period=Period(first, last))


def _choose_many(
    name: str,
    label: str,
    everything: str,
    known: Sequence[str],
    chosen: Sequence[str],
    spell: Callable[[str], str],
    *,
    alone: bool = True,
) -> None:
    """A list to choose from; where it does not stand alone, in one line and without its label."""
    key = _key(name)
    state.put(key, list(chosen))
    st.multiselect(
        label,
        known,
        format_func=spell,
        key=key,
        placeholder=everything,
        select_all=False,
        on_change=lambda: state.select_many(name, st.session_state[key]),
        label_visibility="visible" if alone else "collapsed",
        width="stretch" if alone or state.width() == "narrow" else 240,
        wrap=alone,
    )


@cache.kept
def _by_name(known: tuple[str, ...], chosen: tuple[str, ...], language: str) -> list[str]:
    return sorted(_with_chosen(known, chosen), key=Tongue(language).formats.country)


def _with_chosen(known: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """Every choice there is, and what a link chose although no record has it (any more)."""
    return [*known, *(value for value in chosen if value not in known)]


def _key(name: str) -> str:
    """The key of a filter's widget: no chart's, and another one in each language.

    A browser reports a choice by its text, so one from before a change of language would be taken
    for a choice that there is not.
    """
    return f"filter_{name}_{tongue().code}"
