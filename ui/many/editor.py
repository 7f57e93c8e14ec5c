"""The table itself: which columns there are, and how each is edited."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from data.model import DatePrecision, Direction, Qualifier, Status, Unit, Visibility
from data.snapshot import Snapshot
from data.values import parts
from ui import field_names, state, words
from ui.i18n import _, tongue
from ui.many import rows
from ui.many.rows import LISTS, TICK, Rows

COLUMNS: Final = (
    *("title_de", "title_en", "kind", "direction", "status", "start", "end", "date_precision"),
    *("venue", "counterparts", "sectors", "networks", "organisations"),
    *("participants", "participants_qualifier", "participants_unit"),
    *("outcome_de", "outcome_en", "follow_up", "note_de", "note_en"),
    *("source", "source_url", "visibility"),
)
"""What can be corrected here: everything but the id."""
_FIRST: Final = ("title_de", "title_en", "kind", "status", "start", "end", "counterparts",
                 "sectors", "visibility")  # fmt: skip
_WIDTHS: Final = {"kind": 230, "status": 130, "visibility": 120, "sectors": 240, "networks": 160}
_DAYS: Final = ("start", "end")
_CHOSEN: Final = "many_columns"
_SHOWN: Final = "many_shown"


def choices(column: str, snapshot: Snapshot) -> dict[str, str] | None:
    """The values that a column may have, with their names; ``None`` where it is free text."""
    reference, speak = snapshot.reference, tongue()
    match column:
        case "kind":
            return {code: words.kind(code, snapshot) for code in reference.kinds}
        case "sectors":
            return {code: speak.name(one) for code, one in reference.sectors.items()}
        case "networks":
            return {code: one.name for code, one in reference.networks.items()}
        case "direction":
            return {one.value: words.direction(one) for one in Direction}
        case "status":
            return {one.value: words.status(one) for one in Status}
        case "visibility":
            return {one.value: words.visibility(one) for one in Visibility}
        case "date_precision":
            return {one.value: words.precision(one) for one in DatePrecision}
        case "participants_qualifier":
            return {one.value: words.qualifier(one) for one in Qualifier}
        case "participants_unit":
            return {one.value: words.unit(one) for one in Unit}
    return None


def draw_columns() -> list[str]:
    """Let somebody choose the columns; those that are shown."""
    shown: list[str] = st.session_state.setdefault(_SHOWN, list(_FIRST))
    state.put(_CHOSEN, shown)
    names = {name: field_names.of_column(name) for name in COLUMNS}
    st.multiselect(
        _("Columns"),
        COLUMNS,
        format_func=lambda name: names[name],
        key=_CHOSEN,
        on_change=_take_columns,
    )
    return [name for name in COLUMNS if name in shown]


def _take_columns() -> None:
    state.keep()
    st.session_state[_SHOWN] = list(st.session_state[_CHOSEN])
    rows.draw_anew()


def draw_table(current: Rows, columns: list[str], snapshot: Snapshot) -> None:
    """The rows with these columns, each cell to be edited in place."""
    key = f"many_{current.generation}_{'-'.join(columns)}"

    def take() -> None:
        rows.take(current, st.session_state[key]["edited_rows"], snapshot)

    st.data_editor(
        _frame(current, columns, snapshot),
        key=key,
        column_config={
            TICK: st.column_config.CheckboxColumn("✓", width=64, pinned=True),
            **{name: _config(name, snapshot) for name in columns},
        },
        hide_index=True,
        num_rows="fixed",
        width="stretch",
        placeholder="",
        on_change=take,
        alt=_("The selected activities, to be edited"),
    )


def _frame(current: Rows, columns: list[str], snapshot: Snapshot) -> pd.DataFrame:
    """The cells when the table was drawn anew. It must not change while somebody edits."""
    ticked = [number in current.begun_ticked for number in range(len(current.begun))]
    data: dict[str, list[Any]] = {TICK: ticked}
    for name in columns:
        cells = [cells[name] for cells in current.begun]
        data[name] = [_shown(name, one, snapshot) for one in cells]
    return pd.DataFrame(data)


def _shown(column: str, cell: str, snapshot: Snapshot) -> str | date | list[str] | None:
    """A cell as its column takes it: values of a list, one of its values, a day, or text."""
    if column in LISTS:
        return parts(cell)
    if column in _DAYS:
        return _day(cell)
    return cell or (None if choices(column, snapshot) else "")


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None  # a column of days takes no text; the summary says what is wrong with it


def _config(column: str, snapshot: Snapshot) -> ColumnConfig:
    heading = field_names.of_column(column)
    if column in _DAYS:
        order = "DD.MM.YYYY" if tongue().code == "de" else "DD/MM/YYYY"
        return st.column_config.DateColumn(heading, format=order)
    named = choices(column, snapshot)
    if named is None:
        wide = column.startswith("title")
        return st.column_config.TextColumn(heading, width="large" if wide else None)

    def name(code: object) -> str:
        return named.get(str(code), str(code))

    if column in LISTS:
        return st.column_config.MultiselectColumn(
            heading, options=list(named), format_func=name, width=_WIDTHS.get(column)
        )
    return st.column_config.SelectboxColumn(
        heading, options=list(named), format_func=name, width=_WIDTHS.get(column)
    )
