"""What somebody has typed into the form: kept in the session and, at every change, as a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import streamlit as st

from data.cells import EMPTY, Judged, Spelling, judge, judge_all
from data.merging import Side, changed
from data.model import Access, Activity, DatePrecision, Visibility
from data.snapshot import Snapshot
from data.store.drafts import Draft, Drafts
from data.store.engine import NotUsable
from data.store.writes import Stored
from ui import access, notice, state
from ui import store as stores

NEW: Final = "new"
"""What stands in the address in the place of an id."""
_FORM: Final = "form"
_DEFAULTS: Final = {
    "date_precision": DatePrecision.DAY.value,
    "visibility": Visibility.PUBLIC.value,
}


@dataclass
class Entry:
    """One activity in the form. ``of`` is its id, empty for a new one; ``version`` the one that
    ``was`` are the cells of, 0 for a new one; ``cells`` are as they were typed."""

    of: str
    version: int
    was: Mapping[str, str]
    cells: dict[str, str]
    found: datetime | None = None
    """when the draft was kept that it goes on from"""
    attempts: int = 0
    """how often somebody wanted to save it; from then on, what is missing is named"""
    meeting: Stored | None = None
    """what somebody else made of it meanwhile, while it is to be decided what counts"""
    choices: dict[str, Side] = field(default_factory=dict)
    """whose side counts, for each field that both changed"""
    told: dict[str, str] = field(default_factory=dict)
    """what was typed for a place, by how it was understood"""
    unkept: bool = False
    """whether the draft could not be kept"""
    refused: str = ""
    """the rule of the database that the record breaks"""
    judged_as: tuple[Mapping[str, str], Judged] | None = None
    """what the cells were found to say, and of which cells"""

    @property
    def is_new(self) -> bool:
        return not self.version

    @property
    def tried(self) -> bool:
        return self.attempts > 0

    @property
    def is_touched(self) -> bool:
        """Whether something differs from what it began with."""
        return bool(changed(self.was, self.cells))

    def judged(self, snapshot: Snapshot) -> Judged:
        """The record that the cells say, or what is wrong in them."""
        if self.judged_as is None or self.judged_as[0] != self.cells:
            self.judged_as = dict(self.cells), judge(self.cells, snapshot.reference)
        return self.judged_as[1]


def judge_together(several: Iterable[Entry], snapshot: Snapshot) -> None:
    """Judge all that were typed into since they were judged: at once, which is much faster."""
    changed_since = [
        one for one in several if one.judged_as is None or one.judged_as[0] != one.cells
    ]
    found = judge_all([one.cells for one in changed_since], snapshot.reference)
    for one, judged in zip(changed_since, found, strict=True):
        one.judged_as = dict(one.cells), judged


def drafts() -> Drafts:
    """The drafts in the store that is shown."""
    return Drafts(stores.store().engine)


def entry(snapshot: Snapshot) -> Entry | None:
    """The activity that the address names, as far as it is typed; ``None`` if there is no such
    record (any more) and nobody typed anything into it."""
    of, like = state.view().choice("of", NEW), state.view().choice("like")
    by = access.person().name
    kept = st.session_state.get(_FORM)
    if kept is not None and kept[0] == (of, like, by):
        current: Entry = kept[1]
        return current
    found = _begun(like, snapshot) if of == NEW else opened(of, snapshot)
    if found is not None:
        st.session_state[_FORM] = (of, like, by), found
    return found


def close() -> None:
    """Forget the form, so that the next run opens it anew."""
    st.session_state.pop(_FORM, None)


def begin(cells: Mapping[str, str]) -> None:
    """Begin a new activity with some cells filled in."""
    of = (NEW, "", access.person().name)
    start = {**EMPTY, **_DEFAULTS, **cells}
    st.session_state[_FORM] = of, Entry("", 0, start, dict(start))


def typed(current: Entry, **cells: str) -> None:
    """Take over what was typed, from a callback, and keep it as a draft. Somebody whose sign-in has
    ended meanwhile is told so; what they typed stays in the session."""
    state.keep()
    current.cells |= cells
    current.refused = ""
    notice.may_write()
    keep(current)


def keep(current: Entry) -> None:
    """Keep the draft, or forget it where nothing differs from the record; drafts are a person's, so
    nobody's stays in the session alone."""
    if not access.may(Access.EDITOR):
        current.unkept = True
        return
    by = access.person().name
    try:
        if current.is_touched:
            drafts().keep(by, current.of, current.version, current.cells)
        else:
            drafts().discard(by, current.of)
    except NotUsable:
        current.unkept = True
    else:
        current.unkept = False


def forget_draft(of: str) -> None:
    """Forget the draft of what was written; it stays where the database is busy, and is then only
    older than the record."""
    with suppress(NotUsable):
        drafts().discard(access.person().name, of)


def spelled(activity: Activity, snapshot: Snapshot) -> dict[str, str]:
    """The cells of a record of any time, whose places may be of another one."""
    known = dict(snapshot.places)
    if any(key not in known for key in activity.places):
        known |= stores.store().everything()[2]
    return Spelling(snapshot.reference, known).cells(activity)


def _begun(like: str, snapshot: Snapshot) -> Entry:
    """A new activity: as somebody left it, like another one, or empty."""
    start = {**EMPTY, **_DEFAULTS}
    found = drafts().get(access.person().name, "")
    if found is not None:
        return Entry("", 0, start, {**start, **found.cells}, found=found.at)
    stored = stores.store().get(like) if like else None
    if stored is not None:
        start = {**spelled(stored.activity, snapshot), "id": ""}
    return Entry("", 0, start, dict(start))


def opened(of: str, snapshot: Snapshot) -> Entry | None:
    """A record as this person left it, or as it is; ``None`` where it is gone and no draft is."""
    stored = stores.store().get(of)
    found = drafts().get(access.person().name, of)
    if found is not None:
        was = _version(found, stored)
        if was is not None:
            cells = spelled(was, snapshot)
            return Entry(of, found.version, cells, {**cells, **found.cells}, found=found.at)
    if stored is None:
        return None
    cells = spelled(stored.activity, snapshot)
    return Entry(of, stored.version, cells, dict(cells))


def _version(draft: Draft, stored: Stored | None) -> Activity | None:
    """The record as the draft's writer saw it."""
    if stored is not None and stored.version == draft.version:
        return stored.activity
    history = stores.store().history(draft.activity)
    return next((one.after for one in history if one.version == draft.version and one.after), None)
