"""Saving, deleting and bringing back one activity: the callbacks of the form that write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Final, NamedTuple

import streamlit as st

from data.cells import judge
from data.ids import proposed
from data.merging import Fields, Merged, Side, merge
from data.model import Activity, Place
from data.snapshot import Snapshot
from data.store.writes import (
    AlreadyThere,
    BringBack,
    ChangedMeanwhile,
    Create,
    Delete,
    Refused,
    Stored,
    Update,
    Write,
)
from ui import access, notice, state, store, waiting
from ui.form import entry as entries
from ui.form.entry import Entry

_DONE: Final = "form_done"
_ATTEMPTS: Final = 5
"""How often a record is merged and written before its writer is asked to look again."""
_ASKED: Final = 20
"""Ids that the store is asked about at once."""
KEPT_FOR_THE_NEXT: Final = (
    *("start", "end", "date_precision", "networks", "source", "source_url", "visibility"),
)
"""What is likely the same in the next activity that somebody enters."""


class Done(NamedTuple):
    """What was just saved, and what others had changed in it that was taken over."""

    id: str
    taken: Fields


def last_saved() -> Done | None:
    """What this person saved last, until they save or open something else."""
    found: Done | None = st.session_state.get(_DONE)
    return found


def forget_done() -> None:
    st.session_state.pop(_DONE, None)


def propose_id(current: Entry) -> str:
    """An id that no record has or had."""
    cells = current.cells
    place = cells["counterparts"] or cells["venue"]
    ways = proposed(cells["start"], cells["title_de"] or cells["title_en"], place)
    while True:
        candidates = list(islice(ways, _ASKED))
        taken = store.store().ids_ever(candidates)
        if free := next((one for one in candidates if one not in taken), None):
            return free


@waiting.told
def save(current: Entry, snapshot: Snapshot, *, then_next: bool = False) -> None:
    """Save what is typed, unless something in it is wrong or undecided."""
    state.keep()
    if not notice.may_write():
        return
    current.attempts += 1
    forget_done()
    if current.meeting is not None and not decide(current, snapshot):
        return
    saved = _save(current, snapshot)
    if saved is not None:
        _saved(current, saved, then_next=then_next)


def _save(current: Entry, snapshot: Snapshot) -> Done | None:
    """Write the record, brought together with what others made of it, if nothing is wrong."""
    taken: Fields = ()
    for _attempt in range(_ATTEMPTS):
        judged = judge(_with_id(current), snapshot.reference)
        if judged.activity is None:
            return None
        try:
            _write(current, judged.activity, judged.places)
        except ChangedMeanwhile as error:
            if not _meet(current, error.theirs, snapshot):
                return None
            taken = (*taken, *_bring_together(current, snapshot))
        except AlreadyThere:
            if current.cells["id"]:
                current.refused = "id"
                return None
        except Refused as error:
            current.refused = error.rule
            return None
        else:
            return Done(judged.activity.id, taken)
    return None


def _with_id(current: Entry) -> Mapping[str, str]:
    """The cells with an id, if nobody wrote one."""
    return {**current.cells, "id": current.cells["id"] or propose_id(current)}


def _bring_together(current: Entry, snapshot: Snapshot) -> Fields:
    """Go on from the other one's version; the fields that were taken over from it."""
    merged = meeting(current, snapshot)
    _rebase(current, merged, snapshot)
    return merged.theirs_alone


def meeting(current: Entry, snapshot: Snapshot) -> Merged:
    """What both made of the record; only while there is a meeting."""
    theirs = current.meeting
    there = entries.spelled(theirs.activity, snapshot) if theirs else current.was
    return merge(current.was, current.cells, there)


def choose(current: Entry, field: str, side: Side) -> None:
    """Say whose side counts for a field that both changed."""
    state.keep()
    current.choices[field] = side


def last_change(activity_id: str) -> tuple[str, datetime | None]:
    """Who changed a record last, and when."""
    history = store.store().history(activity_id)
    return (history[0].by, history[0].at) if history else ("", None)


@waiting.told
def delete(current: Entry, version: int) -> None:
    """Take the record away, as ``version`` has it; tells where somebody changed it meanwhile."""
    state.keep()
    if not notice.may_write():
        return
    try:
        store.write([Delete(current.of, version)], by=access.person().name)
    except ChangedMeanwhile:
        return  # the page shows what it is now, and asks again
    entries.forget_draft(current.of)
    entries.close()
    state.choose(ask=None)


@waiting.told
def bring_back(activity: Activity, places: Mapping[str, Place]) -> None:
    """Undo that a record was taken away."""
    state.keep()
    if not notice.may_write():
        return
    try:
        wanted = BringBack(activity, needed(activity, places))
        store.write([wanted], by=access.person().name)
    except ChangedMeanwhile:
        pass  # somebody else has brought it back: the page shows it
    entries.forget_draft(activity.id)
    entries.close()


@waiting.told
def discard(current: Entry) -> None:
    """Forget what was typed and begin anew."""
    state.keep()
    if not notice.may_write():
        return
    entries.drafts().discard(access.person().name, current.of)
    entries.close()


def refresh(current: Entry, stored: Stored, snapshot: Snapshot) -> None:
    """Show what somebody else made of a record in which nothing was typed yet."""
    cells = entries.spelled(stored.activity, snapshot)
    current.was, current.cells, current.version = cells, dict(cells), stored.version


def _write(current: Entry, activity: Activity, places: Mapping[str, Place]) -> None:
    named = needed(activity, places)
    wanted: Write = (
        Create(activity, named)
        if current.is_new
        else Update(replace(activity, id=current.of), current.version, named)
    )
    store.write([wanted], by=access.person().name)


def needed(activity: Activity, places: Mapping[str, Place]) -> tuple[Place, ...]:
    """The places that a record names."""
    return tuple(places[key] for key in activity.places if key in places)


def _meet(current: Entry, theirs: Stored | None, snapshot: Snapshot) -> bool:
    """Whether the two versions can be brought together without asking."""
    if theirs is None:
        return False  # deleted: the page says so
    current.meeting, current.choices = theirs, {}
    return not meeting(current, snapshot).both


def decide(current: Entry, snapshot: Snapshot) -> bool:
    """Go on from their version with what was chosen; False while something is undecided."""
    merged = meeting(current, snapshot)
    if merged.undecided(current.choices):
        return False
    _rebase(current, merged, snapshot)
    return True


def _rebase(current: Entry, merged: Merged, snapshot: Snapshot) -> None:
    theirs = current.meeting
    if theirs is None:
        return
    cells = merged.decided(current.choices)
    current.was, current.version = entries.spelled(theirs.activity, snapshot), theirs.version
    current.cells, current.meeting, current.choices = cells, None, {}
    entries.keep(current)


def _saved(current: Entry, done: Done, *, then_next: bool) -> None:
    entries.drafts().discard(access.person().name, current.of)
    st.session_state[_DONE] = done
    kept = {column: current.cells[column] for column in KEPT_FOR_THE_NEXT}
    entries.close()
    view = state.view()
    if then_next:
        entries.begin(kept)
        state.show(view.choosing(of=entries.NEW, like=None, record=None, ask=None))
    else:
        state.show(view.choosing(of=done.id, like=None, record=done.id, ask=None))
