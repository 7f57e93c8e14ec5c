"""What the columns of a table mean: what was understood, to be corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from data.importing.codes import BY_DATE, BY_PLACE, is_nothing
from data.importing.headers import Table
from data.importing.mapping import ColumnMap
from data.importing.meanings import IGNORED, MEANINGS
from data.importing.values import cell_text
from data.model import Direction, Status, Unit, Visibility
from data.record_format import ONE_LANGUAGE
from data.snapshot import Snapshot
from ui import field_names, notice, state
from ui.document import draw as draw_document
from ui.document import el
from ui.i18n import _, n_, tongue
from ui.importing import course
from ui.importing import words as importing_words
from ui.importing.course import Importing

_FIRST: Final = 3
"""Values of a column that are shown."""
_SHOWN: Final = 60
_ROW_HEIGHT: Final = 35
"""Pixels that Streamlit gives a row of a table."""


def draw_columns(one: Importing, snapshot: Snapshot) -> None:
    """The table of columns, and what holds for all rows."""
    table, mapping = one.table, one.mapping
    if table is None or mapping is None:
        return
    known = sum(meaning != IGNORED for meaning in mapping.columns)
    read = n_(
        "{known} of {count} column is understood.",
        "{known} of {count} columns are understood.",
        len(table.columns),
        known=tongue().formats.number(known),
    )
    draw_document(
        "columns_head",
        el("h2", _("What the columns mean")),
        el("p", read, " ", importing_words.left_out(table.left_out), cls="caption"),
    )
    _editor(one, table, mapping)
    _constants(one, mapping, snapshot)


def _editor(one: Importing, table: Table, mapping: ColumnMap) -> None:
    names = {code: importing_words.meaning(code) for code in (IGNORED, *MEANINGS)}
    frame = pd.DataFrame(
        {
            "column": list(table.columns),
            "values": [_first_values(table, at) for at in range(len(table.columns))],
            "means": [names[meaning] for meaning in mapping.columns],
        }
    )
    key = f"meanings_{one.generation}"
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        width="stretch",
        height=min(_ROW_HEIGHT * (len(frame) + 1) + 2, 640),
        disabled=("column", "values"),
        column_config={
            "column": st.column_config.TextColumn(_("Column")),
            "values": st.column_config.TextColumn(_("First values")),
            "means": st.column_config.SelectboxColumn(
                _("Means"), options=list(names.values()), required=True
            ),
        },
        on_change=partial(_correct, one, key, names),
        alt=_("What the columns mean"),
    )


def _first_values(table: Table, at: int) -> str:
    found: dict[str, None] = {}
    for value in table.cells[at].head(200):
        text = " ".join(cell_text(value).split())
        if text and not is_nothing(text):
            found[text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"] = None
        if len(found) == _FIRST:
            break
    return " · ".join(found)


def _correct(one: Importing, key: str, names: Mapping[str, str]) -> None:
    state.keep()
    if not notice.may_write() or one.mapping is None:
        return
    codes = {name: code for code, name in names.items()}
    mapping = one.mapping
    for at, changed in st.session_state[key]["edited_rows"].items():
        mapping = mapping.meaning(int(at), codes[changed["means"]])
    course.map_columns(one, mapping)


def _constants(one: Importing, mapping: ColumnMap, snapshot: Snapshot) -> None:
    """What holds for all rows that don't say it themselves."""
    draw_document(
        "constants_head",
        el("h2", _("For all rows that do not say it themselves")),
        el("p", _("This holds for new records; what a record has, stays."), cls="caption"),
    )
    offers: dict[str, Sequence[str]] = {
        "kind": list(snapshot.reference.kinds),
        "direction": [*Direction, BY_PLACE],
        "status": [*Status, BY_DATE],
    }
    if mapping.at("participants"):
        offers["participants_unit"] = list(Unit)
    offers["visibility"] = list(Visibility)
    with st.container(horizontal=True, vertical_alignment="bottom", key="constants"):
        for column, options in offers.items():
            _constant(one, mapping, snapshot, column, options)
        _language(one, mapping)
    with st.container(horizontal=True, vertical_alignment="bottom", key="constants_more"):
        _source(one, mapping)
        _clears(one, mapping)


def _constant(
    one: Importing,
    mapping: ColumnMap,
    snapshot: Snapshot,
    column: str,
    options: Sequence[str],
) -> None:
    key = f"constant_{column}"
    codes = ["", *map(str, options)]
    state.put(key, mapping.constants.get(column, ""))

    names = {code: importing_words.value(column, code, snapshot) for code in codes if code}
    names[""] = _("– nothing –")

    def take() -> None:
        _keep(one, course.with_constant(mapping, column, st.session_state[key] or ""))

    st.selectbox(
        field_names.of_column(column), codes, key=key, format_func=names.__getitem__,
        on_change=take, width=230,
    )  # fmt: skip


def _language(one: Importing, mapping: ColumnMap) -> None:
    if not {meaning for meaning in mapping.columns if meaning in ONE_LANGUAGE}:
        return
    state.put("text_language", mapping.language)
    names = {"de": _("German"), "en": _("English")}

    def take() -> None:
        _keep(one, replace(mapping, language=st.session_state.text_language))

    st.selectbox(
        _("Language of the texts"),
        list(names),
        key="text_language",
        format_func=names.__getitem__,
        on_change=take,
        width=180,
    )


def _source(one: Importing, mapping: ColumnMap) -> None:
    state.put("constant_source", mapping.constants.get("source", ""))

    def take() -> None:
        said = (st.session_state.constant_source or "").strip()
        _keep(one, course.with_constant(mapping, "source", said))

    st.text_input(
        _("Source"), key="constant_source", max_chars=500, on_change=take, width=460,
        placeholder=_("Where the facts come from"),
    )  # fmt: skip


def _clears(one: Importing, mapping: ColumnMap) -> None:
    state.put("clears", mapping.clears)

    def take() -> None:
        _keep(one, replace(mapping, clears=st.session_state.clears))

    st.checkbox(_("Empty cells empty what a record has"), key="clears", on_change=take)


def _keep(one: Importing, mapping: ColumnMap) -> None:
    state.keep()
    if notice.may_write():
        course.map_columns(one, mapping)
