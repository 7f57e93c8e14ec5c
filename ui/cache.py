"""The one place that caches: the records by revision, and answers by revision and filters.

Nothing here is ever changed after it was made: snapshots are frozen and answers are read only.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar, cast

from data import queries
from data.home import HomeError, load_home
from data.model import Filters, Home
from data.problems import Problem
from data.queries import Options, Selection
from data.reading import FileRead, read_folder
from data.reference_lists import ReferenceListsInvalid, load_reference
from data.snapshot import Snapshot, build

P = ParamSpec("P")
R = TypeVar("R")


class NotLoadable(Exception):
    """The dashboard has nothing to show: ``home.toml`` or a reference list is wrong.

    Either ``home`` says what is wrong with the former, or ``problems`` names all in the latter.
    """

    def __init__(
        self, *, home: HomeError | None = None, problems: tuple[Problem, ...] = ()
    ) -> None:
        super().__init__(str(home or f"{len(problems)} problems in the reference lists"))
        self.home = home
        self.problems = problems


_ROOT = Path(__file__).parent.parent
_loading = Lock()
_ANSWERS = 512
"""Answers kept per query; each is a small frame."""
_DRAWN = 256
"""Of what is drawn, which is larger."""

_forgetting: list[Callable[[], None]] = []
_memories: dict[Callable[..., object], Callable[..., object]] = {}

_LOOK_AGAIN = 0.2
"""Seconds after which the files are looked at again."""

Revision: TypeAlias = tuple[tuple[str, int, int], ...]
"""Name, time of change and size of every file that was read."""


@dataclass(frozen=True, eq=False)
class Library:
    """What is known at one revision, and what was left out of it."""

    home: Home
    snapshot: Snapshot
    problems: tuple[Problem, ...]
    files: tuple[FileRead, ...]
    read_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def left_out(self) -> int:
        """Rows that are not among the records because something in them is wrong."""
        return sum(file.left_out for file in self.files)


def library() -> Library:
    """The records as their files are now; an edited file is read again at the next run.

    Raises :class:`NotLoadable`.
    """
    home, data = _sources()
    with _loading:  # several first visitors wait for one reading instead of starting their own
        return _read(home, data, _revision(home, data, int(monotonic() / _LOOK_AGAIN)))


def warm_up(prepare: Callable[[Selection], None]) -> None:
    """Before the first visitor comes: read the records, and ``prepare`` what is asked first of all
    of them and of each country, the filter that most begin with."""
    everything = select(Filters())
    prepare(everything)
    for country in options().countries:
        selection = select(Filters(countries=(country,)))
        prepare(selection)
        selection.forget()


def select(filters: Filters) -> Selection:
    """The records that a reader selected."""
    current = library()
    return _select(current.snapshot, filters)


def ask(
    query: Callable[Concatenate[Selection, P], R],
    selection: Selection,
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """The answer to a query about a selection, made once for everybody who asks the same."""
    return cast("R", _remembered(query)(selection, *args, **kwargs))


def kept(make: Callable[P, R]) -> Callable[P, R]:
    """Make something once for the same arguments, and forget it with the records.

    For what is drawn: everything that it depends on must be an argument, usually the selection
    and :func:`ui.state.reader`; and nobody may change what it returns.
    """
    memory = lru_cache(maxsize=_DRAWN)(make)
    _forgetting.append(memory.cache_clear)
    return cast("Callable[P, R]", memory)


def options() -> Options:
    """What the records let a reader choose from."""
    return _options(library().snapshot)


def _remembered(query: Callable[..., object]) -> Callable[..., Any]:
    if query not in _memories:
        _memories[query] = lru_cache(maxsize=_ANSWERS)(query)
    return _memories[query]


def _forget_answers() -> None:
    """Let go of the answers to an earlier revision, and with them of its records."""
    _memories.clear()
    for forget in _forgetting:
        forget()


def _select(snapshot: Snapshot, filters: Filters) -> Selection:
    selection: Selection = _remembered(queries.select)(snapshot, filters)
    return selection


@kept
def _options(snapshot: Snapshot) -> Options:
    return queries.options(snapshot)


@lru_cache(maxsize=1)
def _read(home: Path, data: Path, revision: Revision) -> Library:
    try:
        where = load_home(home)
        reference = load_reference(data / "reference", home=where)
    except HomeError as error:
        raise NotLoadable(home=error) from error
    except ReferenceListsInvalid as error:
        raise NotLoadable(problems=error.problems) from error
    reading = read_folder(data / "records", reference)
    snapshot = build(reading.tables, where, revision=str(hash(revision)))
    _forget_answers()
    # What was just loaded lives as long as the process: the collector need not walk it again.
    gc.freeze()
    return Library(where, snapshot, reading.problems, reading.files)


def _sources() -> tuple[Path, Path]:
    home = Path(os.environ.get("NETZWERKATLAS_HOME", _ROOT / "home.toml"))
    return home, Path(os.environ.get("NETZWERKATLAS_DATA", _ROOT / "data"))


@lru_cache(maxsize=1)
def _revision(home: Path, data: Path, _moment: int) -> Revision:
    """The files as they are; looked at once for all that a run asks."""
    files = [home, *sorted(data.glob("records/*")), *sorted(data.glob("reference/*.csv"))]
    return tuple(_state(file) for file in files)


def _state(file: Path) -> tuple[str, int, int]:
    """A file that is not there (any more) has no time and no size."""
    try:
        about = file.stat()
    except OSError:
        return file.name, 0, 0
    return file.name, about.st_mtime_ns, about.st_size
