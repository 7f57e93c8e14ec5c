"""What is done with all records that are ticked: one cell for all of them, or taken away."""

from __future__ import annotations

from typing import Final

import streamlit as st

from data.snapshot import Snapshot
from data.values import join_parts, parts
from ui import field_names, notice, state
from ui.document import draw, el
from ui.i18n import _, n_, tongue
from ui.many import editor, rows, saving
from ui.many.rows import LISTS, PLACES, Rows

_COLUMN: Final = "many_column"
_HOW: Final = "many_how"
_VALUE: Final = "many_value"
SET, ADD, REMOVE = "set", "add", "remove"


def changed_cell(cell: str, value: str, how: str) -> str:
    """A cell after a value was set, or values were added to its list or removed from it."""
    if how == SET:
        return value
    old, new = parts(cell), parts(value)
    if how == ADD:
        return join_parts(dict.fromkeys([*old, *new]))
    return join_parts(one for one in old if one not in new)


def draw_ticked(current: Rows, snapshot: Snapshot) -> None:
    """One column of all ticked records; and the way to take them away."""
    count = len(current.chosen)
    if not count:
        draw("ticked", el("p", _("Tick records to change a column of all of them at once, or to "
                                 "delete them."), cls="caption"))  # fmt: skip
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="ticked"):
        names = {name: field_names.of_column(name) for name in editor.COLUMNS}
        column = st.selectbox(
            _("Column"),
            editor.COLUMNS,
            format_func=lambda name: names[name],
            key=_COLUMN,
            on_change=state.keep,
            width=200,
        )
        how = _how(column)
        value = _value(column, snapshot)
        st.button(
            n_("Apply to {count} record", "Apply to {count} records", count),
            key="many_apply",
            on_click=lambda: _apply(current, column, value, how, snapshot),
        )
        st.button(
            n_("Delete {count} record", "Delete {count} records", count),
            key="many_ask_delete",
            on_click=lambda: state.choose(ask="delete"),
        )
    _ask_to_delete(current)


def _how(column: str) -> str:
    if column not in {*LISTS, "counterparts", "organisations"}:
        return SET
    names = {ADD: _("Add"), REMOVE: _("Remove"), SET: _("Replace all")}
    chosen = st.selectbox(_("How"), list(names), format_func=lambda how: names[how], key=_HOW,
                          on_change=state.keep, width=150)  # fmt: skip
    return str(chosen)


def _value(column: str, snapshot: Snapshot) -> object:
    """What somebody chose or typed for the column."""
    named, key = editor.choices(column, snapshot), f"{_VALUE}_{column}"
    if named is None:
        hint = _("Leeds, UK; France") if column in PLACES else None
        return st.text_input(_("Value"), key=key, placeholder=hint, on_change=state.keep, width=280)
    if column in LISTS:
        return st.multiselect(_("Value"), list(named), format_func=lambda code: named[code],
                              key=key, on_change=state.keep, width=280)  # fmt: skip
    return st.selectbox(_("Value"), list(named), index=None, format_func=lambda code: named[code],
                        key=key, on_change=state.keep, width=280)  # fmt: skip


def _apply(current: Rows, column: str, value: object, how: str, snapshot: Snapshot) -> None:
    state.keep()
    if not notice.may_write():
        return
    written = rows.cell(column, value, snapshot)
    for one in current.chosen:
        rows.put(one, {**one.cells, column: changed_cell(one.cells[column], written, how)})
    current.written = None
    current.draw_anew()


def _ask_to_delete(current: Rows) -> None:
    """Name what would go; one more click takes it away."""
    if state.view().choice("ask") != "delete":
        return
    chosen = [(one.of, one.version) for one in current.chosen]
    titles = [tongue().pick(one.was["title_de"], one.was["title_en"]) for one in current.chosen]
    shown = titles[:10]
    rest = len(titles) - len(shown)
    said = n_("Delete {count} activity? It can be brought back at any time.",
              "Delete {count} activities? They can be brought back at any time.",
              len(chosen))  # fmt: skip
    draw(
        "ticked_question",
        el("div", el("p", said, cls="lead"),
           el("ul", *(el("li", el("bdi", title)) for title in shown)),
           el("p", n_("and {count} more", "and {count} more", rest)) if rest > 0 else None,
           cls="notice", role="alert"),
    )  # fmt: skip
    with st.container(horizontal=True, key="ticked_ways"):
        st.button(_("Delete"), key="many_delete", on_click=lambda: saving.delete(current, chosen))
        st.button(_("Keep"), key="many_spare", on_click=lambda: state.choose(ask=None))
