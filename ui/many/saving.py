"""Saving, deleting and discarding what was changed in the table: each is one write, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from data.snapshot import Snapshot
from data.store.writes import ChangedMeanwhile, Delete, Refused, Update, Write
from ui import access, notice, state, store, waiting
from ui.form import entry as entries
from ui.form import saving
from ui.form.entry import Entry
from ui.many.rows import Rows, put

_ATTEMPTS: Final = 5
"""How often the records are joined with what others made of them before the writer looks again."""


@waiting.told
def save(current: Rows, snapshot: Snapshot) -> None:
    """Save all that was changed as one write, unless something in it is wrong or undecided."""
    state.keep()
    if not notice.may_write():
        return
    current.tried, current.refused, current.taken, current.gone = True, "", {}, []
    for one in current.touched:
        if one.meeting is not None:
            saving.decide(one, snapshot)
    for _attempt in range(_ATTEMPTS):
        touched = current.touched
        wanted = _updates(touched, snapshot)
        if not wanted or any(one.meeting is not None for one in touched):
            return
        if _write(current, wanted):
            _saved(current, touched, snapshot)
            return
        if current.refused:
            return
        _meet(current, touched, snapshot)


def _updates(touched: Sequence[Entry], snapshot: Snapshot) -> list[Write]:
    """What is to be written; nothing where anything is wrong."""
    entries.judge_together(touched, snapshot)
    wanted: list[Write] = []
    for one in touched:
        judged = one.judged(snapshot)
        if judged.activity is None:
            return []
        named = saving.needed(judged.activity, judged.places)
        wanted.append(Update(replace(judged.activity, id=one.of), one.version, named))
    return wanted


def _write(current: Rows, wanted: Sequence[Write]) -> bool:
    try:
        current.written = store.write(wanted, by=access.person().name)
    except ChangedMeanwhile:
        return False
    except Refused as error:
        current.refused = error.rule
        return False
    return True


def _meet(current: Rows, touched: Sequence[Entry], snapshot: Snapshot) -> None:
    """Join every record with what others made of it; where both changed a field, ask."""
    for one in touched:
        stored = store.store().get(one.of)
        if stored is None:
            current.gone.append(one.of)
        elif stored.version != one.version:
            one.meeting, one.choices = stored, {}
            merged = saving.meeting(one, snapshot)
            current.taken[one.of] = merged.theirs_alone
            if not merged.both:
                saving.decide(one, snapshot)
    if current.gone:
        # What was typed stays as a draft, from which the form can bring the record back.
        current.entries = [one for one in current.entries if one.of not in current.gone]
        current.ticked.clear()
    current.draw_anew()


def _saved(current: Rows, touched: Sequence[Entry], snapshot: Snapshot) -> None:
    current.tried = False
    for one in touched:
        entries.forget_draft(one.of)
        stored = store.store().get(one.of)
        if stored is not None:
            saving.refresh(one, stored, snapshot)
    current.draw_anew()


@waiting.told
def delete(current: Rows, chosen: Sequence[tuple[str, int]]) -> None:
    """Take records away as one write, as somebody saw them: ids and versions."""
    state.keep()
    if not notice.may_write():
        return
    current.refused = ""
    try:
        current.written = store.write(
            [Delete(name, version) for name, version in chosen], by=access.person().name
        )
    except ChangedMeanwhile as error:
        current.refused = error.id
        return
    for name, _version in chosen:
        entries.forget_draft(name)
    gone = {name for name, _version in chosen}
    current.entries = [one for one in current.entries if one.of not in gone]
    current.ticked.clear()
    current.draw_anew()
    state.choose(ask=None)


def discard(current: Rows) -> None:
    """Forget everything that was changed and not saved."""
    state.keep()
    if not notice.may_write():
        return
    for one in current.touched:
        one.meeting = None
        put(one, one.was)
    current.tried, current.refused = False, ""
    current.draw_anew()
