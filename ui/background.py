"""Work that takes longer than a page may: done beside it, with progress, and to be cancelled."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event
from time import sleep
from typing import Final, Generic, TypeAlias, TypeVar

T = TypeVar("T")
Step: TypeAlias = Callable[[float], None]
"""Told how much is done, from 0 to 1; raises :class:`Cancelled` where somebody cancelled."""

_BREATH: Final = 0.002
"""Seconds that each step leaves to the pages of others."""
_pool: Final = ThreadPoolExecutor(max_workers=2, thread_name_prefix="work")


class Cancelled(Exception):
    """Somebody cancelled the work."""


class Work(Generic[T]):
    """A piece of work under way: how much of it is done, and in the end what came of it."""

    def __init__(self, do: Callable[[Step], T]) -> None:
        self.done = 0.0
        self._cancelled = Event()
        self._future: Future[T] = _pool.submit(do, self._step)

    def cancel(self) -> None:
        """End it at its next step."""
        self._cancelled.set()
        self._future.cancel()

    def is_over(self, seconds: float = 0.0) -> bool:
        """Whether it has ended, in one way or another; waits that long for it."""
        return bool(wait([self._future], timeout=seconds).done)

    def result(self) -> T:
        """What came of it; raises what it raised. :class:`Cancelled` where it never began."""
        if self._future.cancelled():
            raise Cancelled
        return self._future.result()

    def _step(self, done: float) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        self.done = done
        sleep(_BREATH)
