"""The one place that caches: the records by revision, and answers by revision and filters.

Nothing here is ever changed after it was made: snapshots are frozen and answers are read only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from data import queries
from data.model import Access, Filters
from data.queries import Options, Selection
from data.snapshot import Snapshot
from data.tables import Reference
from ui import access, clock, loading, past, state, store
from ui.loading import Library, NotLoadable, loaded

__all__ = ["Library", "NotLoadable"]

P = ParamSpec("P")
R = TypeVar("R")


_ANSWERS = 512
"""Answers kept per query; each is a small frame."""
_DRAWN = 256
"""Of what is drawn, which is larger."""

_forgetting: list[Callable[[], None]] = []
_memories: dict[Callable[..., object], Callable[..., object]] = {}


def library() -> Library:
    """The records that the person who looks may see: all of them where it is one of the team, and
    outside of a page the public ones; as they are now, or, while the team looks back, as they were
    known at the end of a past day. Raises :class:`NotLoadable`.

    Each of these has a snapshot of its own, and what is remembered is remembered by it.
    """
    found, day = loaded(), state.known()
    team = access.may(Access.EDITOR)
    if team and day is not None and day < clock.today(found.home):
        return past.library(found, day)
    return found.library(internal=team)


def lists_now() -> Reference:
    """The reference lists as they are now."""
    return loaded().state.tables.reference


def revision() -> int:
    """How many writes there have been; the records that are shown after it are at least as new.

    Raises :class:`NotLoadable`.
    """
    loaded()
    return store.revision()


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
    return _select(library().snapshot, filters)


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


loading.when_changed(_forget_answers)
