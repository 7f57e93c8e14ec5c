"""What pages are made of: answer, key figures, charts with their tables, empty states."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Unpack

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.timeline import key_period, period_label
from data import queries
from data.model import Access, Filters, Status
from data.queries import Selection
from data.snapshot import Snapshot
from ui import access, findings, problems, state, words
from ui.cache import NotLoadable
from ui.document import Element, Node, draw, el, link, static_address
from ui.i18n import _, n_, tongue
from ui.record import draw_record

_MOST_LISTED = 200
"""Problems of a kind that are written out where there is nothing else to see."""


def style() -> None:
    """The few rules that Streamlit's theme has no option for, and those of the documents.

    Only their address is sent with each run; the browser keeps the file.
    """
    st.html(f'<style>@import url("{static_address("atlas.css")}");</style>')


def answer(question: str, *sentence: Node, figures: Node | None = None) -> None:
    """The page's question, the sentence that answers it, and figures below it."""
    nodes = [el("h1", question), el("p", *sentence, cls="answer")]
    draw("answer", *nodes, *([figures] if figures else []))


@dataclass(frozen=True)
class KeyFigure:
    """One key figure as it is shown; ``trend`` is drawn as twelve bars."""

    label: str
    value: str
    of: str
    change: str
    note: str
    trend: Sequence[int]
    href: str


def figure_row(figures: Iterable[KeyFigure]) -> Element:
    """The key figures in one row of equal height; each leads to its records."""
    return el("ul", *(_key_figure(figure) for figure in figures), cls="figures")


def _key_figure(figure: KeyFigure) -> Node:
    value = el("strong", figure.value)
    return el(
        "li",
        link(
            el("span", figure.label, cls="label"),
            el(
                "span",
                el("span", value, el("small", figure.of) if figure.of else None, cls="value"),
                _sparkline(figure.trend),
                cls="now",
            ),
            el("span", figure.change, cls="change"),
            el("span", figure.note, cls="note"),
            href=figure.href,
        ),
    )


def _sparkline(trend: Sequence[int]) -> Node:
    highest = max(trend, default=0) or 1
    bars = [
        el(
            "rect",
            x=str(5 * index),
            y=f"{20 - max(1.0, 20 * value / highest):.1f}",
            width="4",
            height=f"{max(1.0, 20 * value / highest):.1f}",
            cls="now" if index == len(trend) - 1 else "empty" if not value else None,
        )
        for index, value in enumerate(trend)
    ]
    return el("svg", *bars, viewBox=f"0 0 {5 * len(trend)} 20", aria_hidden="true", cls="trend")


def two_columns(left: int, right: int) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two columns of these shares side by side, where the window is wide enough for two."""
    if state.width() == "wide":
        first, second = st.columns([left, right], gap="large")
        return first, second
    return st.container(), st.container()


def beside(left: int, right: int) -> tuple[DeltaGenerator, DeltaGenerator]:
    """The same, but the second stands first where the window has room for one only."""
    if state.width() == "wide":
        return two_columns(left, right)
    second, first = st.container(), st.container()
    return first, second


def switch(label: str, options: Mapping[str, str], chosen: str, name: str) -> Node:
    """A choice of one of a few, each a link: ``options`` are the values of the choice ``name``."""
    view = state.view()
    links = [
        link(
            text,
            href=state.address(view.choosing(**{name: value})),
            aria_current="true" if value == chosen else None,
        )
        for value, text in options.items()
    ]
    return el("nav", el("span", label), *links, cls="switch", aria_label=label)


def heading(key: str, title: str, caption: str = "", *extra: Node, table: bool = False) -> None:
    """Draw a chart's head as an element of its own."""
    draw(f"heading_{key}", chart_head(key, title, caption, *extra, table=table))


def chart_head(
    key: str, title: str, caption: str = "", *extra: Node, table: bool = False
) -> Element:
    """A chart's title as a sentence, and what is counted; with a link to the figures as a table."""
    view = state.view()
    as_table = link(_("As a table"), href=state.address(view.choosing(open=key)), cls="as-table")
    return el(
        "div",
        el("h2", title),
        el("p", caption, *extra, as_table if table else None, cls="caption"),
        cls="chart-head",
    )


@dataclass(frozen=True)
class Chart:
    """A Plotly chart with its title, caption, text alternative and data as a table.

    ``pick`` gets the ``customdata`` of a clicked mark, in a callback; ``extra`` stands beside the
    caption, such as the legend.
    """

    figure: go.Figure
    key: str
    title: str
    caption: str
    table: Callable[[], pd.DataFrame]
    pick: Callable[[Any], None] | None = None
    extra: Sequence[Node] = ()


def draw_chart(chart: Chart) -> None:
    """Draw a chart at the current position."""
    heading(chart.key, chart.title, chart.caption, *chart.extra, table=True)
    st.plotly_chart(
        chart.figure,
        key=chart.key,
        theme=None,
        config={"displayModeBar": False, "scrollZoom": False, "doubleClick": False},
        alt=f"{chart.title}. {chart.caption}",
        selection_mode="points",
        on_select=_picker(chart.key, chart.pick) if chart.pick else "ignore",
    )
    show_table(chart.key, chart.title, chart.table)


def show_table(key: str, title: str, table: Callable[[], pd.DataFrame]) -> None:
    """The dialog with a chart's figures, while the view asks for it."""
    if state.view().choice("open") == key:
        _table_dialog(title, table())


def _table_dialog(title: str, table: pd.DataFrame) -> None:
    @access.while_signed_in
    def body() -> None:
        st.dataframe(table, hide_index=True, width="stretch", alt=title)

    st.dialog(title, width="large", on_dismiss=lambda: state.choose(open=None))(body)()


def _picker(key: str, pick: Callable[[Any], None]) -> state.Callback:
    """A click on a mark; a second click on the same mark arrives as «nothing selected»."""

    def picked() -> None:
        points = st.session_state[key].selection.points
        remembered = f"picked_{key}"
        if points:
            st.session_state[remembered] = points[0].get("customdata")
        chosen = st.session_state.get(remembered)
        if chosen is not None:
            pick(chosen)

    return picked


def pick_period(key: str) -> None:
    """A click on a bar of a course: its month or year becomes the period (of a day, its month)."""
    state.select(period=key_period(key))


def course_table(course: pd.DataFrame, unit: str, names: Mapping[str, str]) -> pd.DataFrame:
    """A course as readers read it: a row a period, a column a group, and what is planned."""
    wide = course.pivot_table(
        index="period", columns="group", values="activities", aggfunc="sum", observed=True
    )
    wide = wide[[group for group in names if group in wide]].rename(columns=dict(names))
    wide[_("Planned")] = course.groupby("period", observed=True)["planned"].sum()
    labels = [period_label(when, unit, tongue().formats) for when in wide.index]
    wide.insert(0, _("Period"), labels)
    return wide.reset_index(drop=True)


def sector_table(frame: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    """Sectors with their numbers, those without one included."""
    return pd.DataFrame(
        {
            _("Sector"): [words.sector(code, snapshot) for code in frame["sector"]],
            _("Activities"): frame["activities"],
            _("Planned"): frame["planned"],
        }
    )


def held_address(sort: str | None = None, **fields: Unpack[state.FilterFields]) -> str:
    """Where the records behind a number of what was held stand."""
    fields["statuses"] = (Status.HELD,)
    view = state.view().selecting(**fields).turning_to("activities")
    return state.address(view.choosing(sort=sort))


def records_address(**fields: Unpack[state.FilterFields]) -> str:
    """Where the records behind a number stand."""
    return state.address(state.view().selecting(**fields).turning_to("activities"))


def empty_state(selection: Selection) -> None:
    """Why nothing is shown, and the ways out."""
    view = state.view()
    if view.filters.is_empty:
        lead, ways = _("There are no records yet."), []
        out = link(_("About the data"), href=state.address(view.turning_to("about")), cls="way-out")
    else:
        lead, ways = _("No record fits this selection."), _ways_out(selection, view)
        everything = state.address(replace(view, filters=Filters()))
        out = link(_("Show all records"), href=everything, cls="way-out")
    draw(
        "empty",
        el(
            "section",
            el("p", lead, cls="lead"),
            el("p", _("Without one of the filters there are some:")) if ways else None,
            el("ul", *ways) if ways else None,
            out,
            cls="empty-state",
        ),
    )


def _ways_out(selection: Selection, view: state.View) -> list[Node]:
    """The filters without which there are records, the fullest way first."""
    return [
        el(
            "li",
            link(
                n_(
                    "{filter}: {count} record without it",
                    "{filter}: {count} records without it",
                    total,
                    filter=_filter_name(name),
                ),
                href=state.address(view.selecting(**{name: getattr(Filters(), name)})),
            ),
        )
        for name, total in queries.relaxations(selection)[:3]
    ]  # fmt: skip


def _filter_name(field: str) -> str:
    return {
        "period": _("Period"),
        "countries": _("Countries"),
        "cities": _("City"),
        "sectors": _("Sector"),
        "kinds": _("Kind"),
        "directions": _("Direction"),
        "networks": _("Network"),
        "statuses": _("Status"),
        "text": _("Text"),
    }[field]


def not_loadable(error: NotLoadable) -> None:
    """The page of whoever sets the dashboard up, where its files cannot be used at all."""
    if error.database:
        found: list[Node | None] = [
            el("p", _("The database cannot be used."), cls="lead"),
            el("p", _("Check DATABASE_URL and whether the database is running.")),
            el("p", _("It reports: {reason}", reason=error.database)),
        ]
    elif error.home is not None:
        what, right = problems.home_wording(error.home)
        key = el("p", el("span", error.home.key, cls="code")) if error.home.key else None
        found = [el("p", what, cls="lead"), key, el("p", right)]
    else:
        found = [
            el("p", _("Something is wrong in the reference lists."), cls="lead"),
            _for_whoever_mends(error),
        ]
    after = el("p", _("Correct it and load this page again; the program need not be restarted."))
    draw(
        "not_loadable",
        el("h1", _("The dashboard cannot show anything yet")),
        el("section", *found, after, cls="not-loadable", role="alert"),
    )


def _for_whoever_mends(error: NotLoadable) -> Node:
    """What is wrong, as far as the person who looks may know the records."""
    if access.may(Access.EDITOR):
        return findings.listing(error.problems, most=_MOST_LISTED)
    public = [one for one in error.problems if not one.internal]
    if error.closed or not public:
        return el("p", _("Sign in as one of the team to read what it is."))
    return findings.listing(public, most=_MOST_LISTED)


def report_left_out(rows: int, page: str) -> None:
    """One line on every page but the one that explains it, while rows are left out."""
    if rows and state.view().page != page:
        text = n_("{count} row could not be read", "{count} rows could not be read", rows)
        way = link(_("About the data"), href=state.address(state.view().turning_to(page)))
        draw("left_out", el("p", text, " · ", way, cls="caption left-out"))


def report_rejected(rejected: Sequence[state.Rejected]) -> None:
    """Say which part of an address could not be understood."""
    if rejected:
        parts = ", ".join(f"{part.key}={part.value[:80]}" for part in rejected)
        draw(
            "rejected",
            el(
                "p",
                _(
                    "This part of the link could not be understood and was left out: {parts}",
                    parts=parts,
                ),
                cls="notice",
                role="status",
            ),
        )


def open_record(snapshot: Snapshot) -> None:
    """The dialog with one record, while the view asks for it."""
    record = state.view().choice("record")
    if not record:
        return

    opened = state.view()

    @access.while_signed_in
    def body() -> None:
        # A click in a dialog runs the dialog alone; where it leads is for the whole page.
        if state.view() != opened:
            st.rerun()
        draw_record(record, snapshot)

    st.dialog(_("Activity"), width="medium", on_dismiss=lambda: state.choose(record=None))(body)()
