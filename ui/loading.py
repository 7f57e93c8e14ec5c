"""From files and the store to what can be looked at: the records at one revision."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from data.codes_in_use import missing_codes
from data.home import HomeError, load_home
from data.model import Home
from data.problems import Problem
from data.reading import FileRead, read_folder
from data.reference_lists import ReferenceListsInvalid, load_reference
from data.rules import Viewing
from data.snapshot import Snapshot, build
from data.store.engine import NotUsable
from data.store.files import Followed
from data.store.records import State, Store
from data.tables import Reference
from ui import store

_loading = Lock()
_forgetting: list[Callable[[], None]] = []

Files: TypeAlias = tuple[tuple[str, int, int], ...]
"""Name, time of change and size of every file that is read."""


@dataclass(frozen=True, eq=False)
class Library:
    """What is known at one revision, and what was left out of it."""

    home: Home
    snapshot: Snapshot
    problems: tuple[Problem, ...]
    files: tuple[FileRead, ...]
    follows_files: bool = True
    """whether the records are still those of the files"""
    read_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def left_out(self) -> int:
        """Rows that are not among the records because something in them is wrong."""
        return sum(file.left_out for file in self.files)


class NotLoadable(Exception):
    """The dashboard has nothing to show: ``home.toml``, a reference list or the store is wrong.

    Either ``home`` says what is wrong with the first, or ``problems`` names all in the lists, or
    ``database`` is what the database said. ``closed`` where looking needs a sign-in.
    """

    def __init__(
        self,
        *,
        home: HomeError | None = None,
        problems: tuple[Problem, ...] = (),
        database: str = "",
        closed: bool = False,
    ) -> None:
        found = f"{len(problems)} problems in the reference lists" if problems else database
        super().__init__(str(home or found))
        self.home = home
        self.problems = problems
        self.database = database
        self.closed = closed


def when_changed(forget: Callable[[], None]) -> None:
    """Have somebody let go of what they know of the records, when these change."""
    _forgetting.append(forget)


class Loaded:
    """All records at one revision: what everybody may see, and what the team may."""

    def __init__(self, home: Home, state: State, followed: Followed | None) -> None:
        self.home = home
        self.state = state
        self._followed = followed
        self._libraries: dict[bool, Library] = {}

    def is_same(self, other: Loaded) -> bool:
        """Whether a reader would see no difference."""
        return (
            self.home is other.home
            and self.state.tables is other.state.tables
            and self._followed == other._followed
        )

    def library(self, *, internal: bool) -> Library:
        """Made when it is first asked for: most days nobody asks for the team's."""
        with _loading:
            if internal not in self._libraries:
                self._libraries[internal] = self._library(internal=internal)
            return self._libraries[internal]

    def _library(self, *, internal: bool) -> Library:
        named = f"{self.state.name}{'-internal' if internal else ''}"
        snapshot = build(self.state.tables, self.home, revision=named, internal=internal)
        # What was just loaded lives as long as the records: the collector need not walk it again.
        gc.freeze()
        followed = self._followed
        if followed is None or not followed.active:
            return Library(self.home, snapshot, (), (), follows_files=False)
        if internal:
            return Library(self.home, snapshot, followed.problems, followed.files)
        problems = tuple(one for one in followed.problems if not one.internal)
        files = tuple(one.public for one in followed.files)
        return Library(self.home, snapshot, problems, files)


_last: list[tuple[Store, Loaded]] = []
"""What was loaded last and from where, so that of few changes only these are read again."""


def loaded() -> Loaded:
    """The records as they are now. Raises :class:`NotLoadable`."""
    home, data = store.folders()
    with _loading:  # several first visitors wait for one reading instead of starting their own
        lists = _lists(home, data, _list_files(home, data, store.moment()))
        try:
            opened = store.store()
            _follow(opened, lists, data, _record_files(data, store.moment()))
            return _at_revision(opened, lists, store.revision())
        except NotUsable as error:
            raise NotLoadable(database=error.reason) from error


def read_anew() -> None:
    """Read what was just written beside the pages, so that the next one need not. What cannot be
    shown is said there."""
    store.look_again()
    with suppress(NotLoadable):
        found = loaded()
        for internal in (False, True):
            found.library(internal=internal)


@dataclass(frozen=True, eq=False)
class _Lists:
    """The city and the reference lists, as their files are."""

    home: Home
    reference: Reference
    files: Files


@lru_cache(maxsize=1)
def _lists(home: Path, data: Path, files: Files) -> _Lists:
    try:
        where = load_home(home)
        return _Lists(where, load_reference(data / "reference", home=where), files)
    except HomeError as error:
        raise NotLoadable(home=error) from error
    except ReferenceListsInvalid as error:
        raise NotLoadable(problems=error.problems, closed=_is_closed(home)) from error


def _is_closed(home: Path) -> bool:
    return load_home(home).rules.viewing is Viewing.SIGNED_IN


@lru_cache(maxsize=1)
def _follow(opened: Store, lists: _Lists, data: Path, files: Files) -> None:
    """Bring the store up to the record files, as long as it follows them."""
    followed = opened.followed()
    # What is right in a record file depends on the lists.
    fingerprint = hashlib.sha256(repr((lists.files, files)).encode()).hexdigest()
    if followed is None or (followed.active and followed.fingerprint != fingerprint):
        opened.follow(read_folder(data / "records", lists.reference), fingerprint)
        store.look_again()


@lru_cache(maxsize=1)
def _at_revision(opened: Store, lists: _Lists, _revision: int) -> Loaded:
    before = _last[0][1] if _last and _last[0][0] is opened else None
    state = opened.state(lists.reference, since=before.state if before else None)
    found = Loaded(lists.home, state, opened.followed())
    if before and before.is_same(found):
        return before
    if unknown := missing_codes(state.tables):
        closed = lists.home.rules.viewing is Viewing.SIGNED_IN
        raise NotLoadable(problems=unknown, closed=closed)
    for forget in _forgetting:
        forget()
    _last[:] = [(opened, found)]
    return found


@lru_cache(maxsize=1)
def _list_files(home: Path, data: Path, _moment: int) -> Files:
    """The files as they are; looked at once for all that a run asks."""
    return tuple(_state(file) for file in (home, *sorted(data.glob("reference/*.csv"))))


@lru_cache(maxsize=1)
def _record_files(data: Path, _moment: int) -> Files:
    return tuple(_state(file) for file in sorted(data.glob("records/*")))


def _state(file: Path) -> tuple[str, int, int]:
    """A file that is not there (any more) has no time and no size."""
    try:
        about = file.stat()
    except OSError:
        return file.name, 0, 0
    return file.name, about.st_mtime_ns, about.st_size
