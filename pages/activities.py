"""The records themselves: search, sort, open one, download what is selected."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data import queries
from data.queries import Selection
from exports.names import file_name
from exports.records_csv import MOST, Separator, records_csv
from ui import cache, components, filters, lists, sentences_records, state, table
from ui.document import draw as draw_document
from ui.document import el
from ui.i18n import _, tongue


def draw() -> None:
    selection = cache.select(state.view().filters)
    question = _("Which activities are there?")
    if not selection.total:
        components.answer(question)
        _search()
        components.empty_state(selection)
        return
    figures = cache.ask(queries.key_figures, selection)
    components.answer(question, *sentences_records.records(selection, figures))
    with st.container(horizontal=True, vertical_alignment="bottom", key="tools"):
        _search()
        _download(selection)
    draw_document(
        "records",
        el("p", table.shown(selection.total), cls="caption", role="status"),
        table.records(selection),
        *table.pager(selection.total, table.ROWS),
    )


def _search() -> None:
    """The text filter of all pages, here in sight."""
    state.put("search", state.view().filters.text)
    st.text_input(
        _("Search the records"),
        key="search",
        type="search",
        placeholder=_("Title, organisation, place …"),
        max_chars=lists.TEXT_LIMIT,
        on_change=lambda: state.select(text=st.session_state.search or ""),
        width="stretch" if state.width() == "narrow" else 460,
    )


def _download(selection: Selection) -> None:
    """The selection as a file, made when somebody asks for it."""
    if selection.total > MOST:
        most = tongue().formats.number(MOST)
        text = _("A file holds up to {most} records: select fewer to download them.", most=most)
        draw_document("too_many", el("p", text, cls="caption"))
        return
    # German spreadsheets expect semicolons between cells, English ones commas.
    separator: Separator = ";" if tongue().code == "de" else ","
    st.download_button(
        _("Download as CSV"),
        lambda: records_csv(selection, separator=separator),
        file_name=_file_name(selection),
        mime="text/csv",
        key="download",
        help=_("The selected records, in the format that the dashboard reads."),
        on_click=state.keep,
    )


def _file_name(selection: Selection) -> str:
    """The product, the months, and what else is selected."""
    chosen = selection.filters
    period = chosen.period
    months = dict.fromkeys([str(period.first), str(period.last)]) if period else {}
    others = replace(chosen, period=None)
    said = [] if others.is_empty else filters.sentence(others, selection.snapshot).split(" · ")
    return file_name([selection.snapshot.home.product, *months, *said], "csv")
