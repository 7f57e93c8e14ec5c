"""The records themselves: search, sort, open one, download what is selected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from data import queries
from data.queries import Selection
from exports.limits import MOST
from exports.names import file_name
from exports.records_csv import Separator, records_csv
from exports.records_geojson import records_geojson
from exports.records_ics import records_ics
from exports.records_jsonld import records_jsonld
from exports.records_xlsx import records_xlsx
from ui import (
    access,
    cache,
    components,
    downloads,
    filters,
    follow_ups,
    known,
    lists,
    sentences_records,
    state,
    subscription,
    table,
)
from ui.document import Node, el
from ui.document import draw as draw_document
from ui.i18n import _, speaking, tongue
from ui.spoken import spoken

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    popover = st.popover(_("Download"), key="files", on_change=state.keep)
    if popover.open:
        with popover:
            for file in _files(selection):
                _offer(selection, file)
            draw_document("feed", *_feed())


class _File(NamedTuple):
    """A kind of file: its name, what it is for, and what makes it."""

    name: str
    purpose: str
    extension: str
    mime: str
    make: Callable[[], bytes]


def _files(selection: Selection) -> list[_File]:
    # German spreadsheets expect semicolons between cells, English ones commas.
    separator: Separator = ";" if tongue().code == "de" else ","
    made = cache.library().read_at
    steps = follow_ups.sheet(selection)  # now, since a file is made where nobody is signed in
    return [
        _File("CSV", _("The records in the format that the dashboard reads"), "csv", "text/csv",
              lambda: records_csv(selection, separator=separator)),
        _File("Excel", _("A table to calculate with, and the counting rules"), "xlsx", _XLSX,
              lambda: records_xlsx(selection, spoken(selection), besides=steps)),
        _File("iCalendar", _("For Outlook and other calendars"), "ics", "text/calendar",
              lambda: records_ics(selection, spoken(selection), made=made)),
        _File("GeoJSON", _("For maps of your own"), "geojson", "application/geo+json",
              lambda: records_geojson(selection, spoken(selection))),
        _File("JSON-LD", _("Linked data for websites (schema.org)"), "jsonld",
              "application/ld+json", lambda: records_jsonld(selection, spoken(selection))),
    ]  # fmt: skip


def _offer(selection: Selection, file: _File) -> None:
    language, somebody = tongue(), access.person()

    def make() -> bytes:
        access.still(somebody)
        with speaking(language):  # a file is made after its page, where nobody speaks
            return file.make()

    st.download_button(
        f"**{file.name}** · {file.purpose}",
        make,
        file_name=downloads.named(_file_name(selection, file.extension)),
        mime=file.mime,
        key=f"download_{file.extension}",
        type="tertiary",
        on_click="ignore",
    )


def _feed() -> list[Node]:
    """A calendar that follows the selection, for as long as somebody subscribes to it."""
    selected = state.query(replace(state.view(), choices=(), known=None))
    proof = subscription.proof_of(access.person(), cache.library().home)
    address = f"./calendar.ics?{'&'.join(part for part in (selected, proof) if part)}"
    way = el("a", _("Address to subscribe to"), href=address)
    told = _("Copied into a calendar, this address shows new records of the selection by itself.")
    own = _("The address is yours alone: whoever has it sees the public records.") if proof else ""
    return [
        el("p", way, cls="caption"),
        *(el("p", text, cls="caption") for text in (told, own) if text),
    ]


def _file_name(selection: Selection, extension: str) -> str:
    """The product, the months, and what else is selected."""
    chosen = selection.filters
    period = chosen.period
    months = dict.fromkeys([str(period.first), str(period.last)]) if period else {}
    past = known.sentences(selection.snapshot)
    others = replace(chosen, period=None)
    said = [] if others.is_empty else filters.sentence(others, selection.snapshot).split(" · ")
    return file_name([selection.snapshot.home.product, *past, *months, *said], extension)
