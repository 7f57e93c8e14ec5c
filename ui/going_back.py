"""Making a record, or a whole write, as it was: the callbacks that write, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import streamlit as st

from data.follow_up import FollowUp, KeptFollowUp
from data.model import Activity
from data.snapshot import Snapshot
from data.store import follow_ups as steps
from data.store.past import Undoing, restoring
from data.store.writes import AlreadyThere, ChangedMeanwhile, Refused, Stored, Write
from ui import access, follow_ups, notice, state, store, waiting
from ui.document import draw, el
from ui.i18n import _

_SAID: Final = "went_back"


class _Said(NamedTuple):
    """What became of the last attempt, and where that is said."""

    text: str
    is_good: bool
    where: str


@waiting.told
def restore(wanted: Activity, seen: Stored | None, snapshot: Snapshot) -> None:
    """Make a record as it was, if it still is what the reader saw."""
    _write([restoring(wanted, seen, snapshot.places)], _("The earlier state is restored."))


@waiting.told
def restore_step(wanted: FollowUp, number: int, seen: KeptFollowUp | None) -> None:
    """The same of a next step."""
    _go(
        lambda: follow_ups.write([steps.restoring(wanted, number, seen)]),
        _("The earlier state is restored."),
    )


@waiting.told
def undo(undoing: Undoing) -> None:
    """Take back all of a write."""
    take_back(undoing)


def take_back(undoing: Undoing) -> bool:
    """The same for callbacks that have more to do; whether it is decided what became of it.

    Raises :class:`data.store.engine.NotUsable`.
    """
    return _write(undoing.writes, _("The whole change is undone."))


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


def _write(writes: Sequence[Write], done: str) -> bool:
    return _go(lambda: store.write(writes, by=access.person().name), done)


def _go(write: Callable[[], object], done: str) -> bool:
    """Whether somebody still may write; then it is tried, and what became of it kept to be said."""
    state.keep()
    if not notice.may_write():
        return False
    refused = _refused(write)
    view = state.view().choosing(back=None, step_back=None, undo=None)
    st.session_state[_SAID] = _Said(refused or done, not refused, _where(view))
    state.show(view)
    return True


def _refused(write: Callable[[], object]) -> str:
    """Why nothing was written; empty where it was."""
    try:
        write()
    except ChangedMeanwhile as error:
        return _("Somebody has changed {id} meanwhile; nothing was written. You see it as it is "
                 "now.", id=error.id)  # fmt: skip
    except steps.ChangedMeanwhile:
        return _("Somebody has changed the step meanwhile; nothing was written. You see it as it "
                 "is now.")  # fmt: skip
    except AlreadyThere as error:
        return _("{id} is there already; nothing was written.", id=error.id)
    except Refused as error:
        return _("The database does not take this: {rule}. Nothing was written.", rule=error.rule)
    return ""


def _where(view: state.View) -> str:
    return state.address(view.choosing(record=None))
