"""Work that takes longer than a page may: done beside it, with progress, and to be cancelled.

Pages come first: they and the work share one processor, so the work rests while a page is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Condition, Event, local
from typing import Final, Generic, TypeAlias, TypeVar

T = TypeVar("T")
Step: TypeAlias = Callable[[float], None]
"""Told how much is done, from 0 to 1; raises :class:`Cancelled` where somebody cancelled."""

_REST: Final = 0.25
"""Seconds that a step leaves to pages at most, so that the work goes on however many come."""
_pool: Final = ThreadPoolExecutor(max_workers=2, thread_name_prefix="work")


class Cancelled(Exception):
    """Somebody cancelled the work."""


class _Drawing:
    """How many pages are being drawn, each in a thread of its own."""

    def __init__(self) -> None:
        self._pages = 0
        self._changed = Condition()
        self._mine = local()

    @contextmanager
    def one_more(self) -> Iterator[None]:
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """While a page itself waits for work, it is not in its way."""
        mine = getattr(self._mine, "pages", 0)
        self._count(-mine)
        try:
            yield
        finally:
            self._count(mine)

    def wait(self, seconds: float) -> None:
        """Return when no page is being drawn, or after that time."""
        with self._changed:
            self._changed.wait_for(lambda: not self._pages, timeout=seconds)

    def _count(self, more: int) -> None:
        self._mine.pages = getattr(self._mine, "pages", 0) + more
        with self._changed:
            self._pages += more
            self._changed.notify_all()


_drawing: Final = _Drawing()
page_first = _drawing.one_more
"""``with page_first():`` draws a page, for which work under way rests."""


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
        with _drawing.aside():
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
        _drawing.wait(_REST)
