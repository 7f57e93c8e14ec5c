"""Making a record, or a whole write, as it was: the callbacks that write, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import streamlit as st

from data.model import Access, Activity
from data.snapshot import Snapshot
from data.store.past import Undoing, restoring
from data.store.writes import AlreadyThere, ChangedMeanwhile, Refused, Stored, Write
from ui import access, state, store
from ui.document import draw, el
from ui.i18n import _

_SAID: Final = "went_back"


class _Said(NamedTuple):
    """What became of the last attempt, and where that is said."""

    text: str
    is_good: bool
    where: str


def restore(wanted: Activity, seen: Stored | None, snapshot: Snapshot) -> None:
    """Make a record as it was, if it still is what the reader saw."""
    _go([restoring(wanted, seen, snapshot.places)], _("The earlier state is restored."))


def undo(undoing: Undoing) -> None:
    """Take back all of a write."""
    _go(undoing.writes, _("The whole change is undone."))


def draw_outcome() -> None:
    """Say what became of the last attempt, for as long as the reader stays there."""
    said: _Said | None = st.session_state.get(_SAID)
    if said is None or said.where != _where(state.view()):
        return
    draw(
        "went_back",
        el("p", said.text, cls="notice good" if said.is_good else "notice",
           role="status" if said.is_good else "alert"),
    )  # fmt: skip


def _go(writes: Sequence[Write], done: str) -> None:
    state.keep()
    if not access.may(Access.EDITOR):
        return
    text, is_good = done, True
    try:
        store.write(writes, by=access.person().name)
    except ChangedMeanwhile as error:
        text, is_good = _("Somebody has changed {id} meanwhile; nothing was written. You see it as "
                          "it is now.", id=error.id), False  # fmt: skip
    except AlreadyThere as error:
        text, is_good = _("{id} is there already; nothing was written.", id=error.id), False
    except Refused as error:
        text = _("The database does not take this: {rule}. Nothing was written.", rule=error.rule)
        is_good = False
    view = state.view().choosing(back=None, undo=None)
    st.session_state[_SAID] = _Said(text, is_good, _where(view))
    state.show(view)


def _where(view: state.View) -> str:
    return state.address(view.choosing(record=None))
