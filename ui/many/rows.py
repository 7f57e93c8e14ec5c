"""The rows of the table: records as somebody changes them, in the session and as drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st

from data import queries
from data.merging import Fields
from data.queries import Selection
from data.snapshot import Snapshot
from data.values import join_parts, parts
from ui import access, notice, state, store
from ui.form import entry as entries
from ui.form import places, saving
from ui.form.entry import Entry
from ui.table import Order, sheet

ROWS: Final = 100
"""Records that are in the table at once."""
LISTS: Final = ("sectors", "networks")
"""Columns in which several codes are chosen."""
PLACES: Final = ("venue", "counterparts")
TICK: Final = "tick"
_TABLE: Final = "many"


@dataclass
class Rows:
    """The records of one page of a selection. ``begun`` are their cells when the table was drawn
    anew: what somebody edits in it comes on top of these."""

    key: tuple[object, ...]
    revision: str
    entries: list[Entry]
    begun: list[dict[str, str]]
    generation: int = 0
    ticked: set[int] = field(default_factory=set)
    begun_ticked: set[int] = field(default_factory=set)
    tried: bool = False
    """whether somebody wanted to save, so that what is wrong is named"""
    refused: str = ""
    taken: dict[str, Fields] = field(default_factory=dict)
    """what others had changed and was taken over, by id"""
    gone: list[str] = field(default_factory=list)
    """records that others deleted while they were changed here"""
    written: int | None = None
    """the revision of the last write, by which it can be undone"""

    @property
    def touched(self) -> list[Entry]:
        return [one for one in self.entries if one.is_touched]

    @property
    def chosen(self) -> list[Entry]:
        """The records that are ticked."""
        return [self.entries[number] for number in sorted(self.ticked)]

    def draw_anew(self) -> None:
        """Begin the table with the cells as they are by now."""
        self.begun = [dict(one.cells) for one in self.entries]
        self.begun_ticked = set(self.ticked)
        self.generation += 1


def rows(selection: Selection) -> Rows:
    """The rows of the selection's page that the address names; others' writes are taken over
    where nobody has typed."""
    snapshot, order = selection.snapshot, Order.of(state.view())
    page = sheet(selection.total, ROWS)
    key = (access.person().name, selection.filters, page, order)
    found: Rows | None = st.session_state.get(_TABLE)
    if found is None or found.key != key:
        frame = queries.records(selection, sort=order.column, descending=order.descending,
                                offset=(page - 1) * ROWS, limit=ROWS)  # fmt: skip
        opened = [entries.opened(name, snapshot) for name in frame["id"]]
        held = [one for one in opened if one is not None]
        number = found.generation + 1 if found else 0
        found = Rows(key, snapshot.revision, held, [dict(one.cells) for one in held], number)
        st.session_state[_TABLE] = found
    elif found.revision != snapshot.revision:
        _refresh(found, snapshot)
    return found


def _refresh(found: Rows, snapshot: Snapshot) -> None:
    found.revision = snapshot.revision
    ticked = {one.of for one in found.chosen}
    kept: list[Entry] = []
    for one in found.entries:
        stored = store.store().get(one.of)
        if stored is not None and not one.is_touched and stored.version != one.version:
            saving.refresh(one, stored, snapshot)
        if stored is not None or one.is_touched:
            kept.append(one)
    found.entries = kept
    found.ticked = {number for number, one in enumerate(kept) if one.of in ticked}
    if [one.cells for one in kept] != found.begun:
        found.draw_anew()


def draw_anew() -> None:
    """Begin the table anew with what is in it, because its columns are others now."""
    found: Rows | None = st.session_state.get(_TABLE)
    if found is not None:
        found.draw_anew()


def forget() -> None:
    """Open the table anew at the next run."""
    st.session_state.pop(_TABLE, None)


def take(current: Rows, edited: Mapping[int, Mapping[str, Any]], snapshot: Snapshot) -> None:
    """Take over what somebody edited in the table since it was drawn anew, and keep it; in the
    session alone where their sign-in has ended meanwhile, which is said."""
    state.keep()
    notice.may_write()
    current.written = None
    current.ticked = {
        number for number in range(len(current.entries))
        if edited.get(number, {}).get(TICK, number in current.begun_ticked)
    }  # fmt: skip
    for number, one in enumerate(current.entries):
        changes = {
            name: cell(name, value, snapshot)
            for name, value in edited.get(number, {}).items()
            if name != TICK
        }
        put(one, {**current.begun[number], **changes})


def put(one: Entry, cells: Mapping[str, str]) -> None:
    """Give a record these cells, and keep them as its draft where they are others."""
    if one.cells != cells:
        one.cells = dict(cells)
        entries.keep(one)


def cell(column: str, value: object, snapshot: Snapshot) -> str:
    """What stands in a cell of the table, as the record format writes it."""
    if value is None:
        return ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return join_parts([str(one) for one in value])
    text = str(value).strip()
    if column == "venue" and text:
        return places.understood(text, snapshot)
    if column == "counterparts":
        return join_parts(dict.fromkeys(places.understood(one, snapshot) for one in parts(text)))
    return text
