"""Building the snapshot, and each query with one country and without a filter."""

from __future__ import annotations

import inspect
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from benchmarks import generate
from data import queries
from data.model import Filters
from data.queries import Selection
from data.snapshot import Snapshot, build

COUNTRY = Filters(countries=("GB",))
TODAY = date(2026, 6, 30)


@dataclass(frozen=True)
class Answer:
    """How long one question takes, in milliseconds."""

    question: str
    size: int
    one_country: float
    everything: float


def building(size: int) -> tuple[Snapshot, float]:
    """A snapshot of generated records, and the seconds that building it took."""
    tables = generate.tables(size)
    started = time.perf_counter()
    snapshot = build(tables, generate.HOME, revision=f"gen-{size}")
    return snapshot, time.perf_counter() - started


def answering(snapshot: Snapshot, size: int, rounds: int) -> list[Answer]:
    """Every query with a fresh selection each time, so that nothing was found out before."""
    found = [Answer("select", size, *(_timed(snapshot, f, None, rounds) for f in _both()))]
    for name, ask in questions().items():
        pair = (_timed(snapshot, filters, ask, rounds) for filters in _both())
        found.append(Answer(name, size, *pair))
    return found


def questions() -> dict[str, Callable[[Selection], Any]]:
    """Every query of the package, with ordinary arguments where it needs some."""
    special: dict[str, Callable[[Selection], Any]] = {
        "partners": lambda selection: queries.partners(selection, TODAY),
        "calendar": lambda selection: queries.calendar(selection, TODAY.year),
        "per_period": lambda selection: queries.per_period(selection, unit="month", by="direction"),
        "records": lambda selection: queries.records(selection, limit=50),
    }
    return special | {
        name: getattr(queries, name)
        for name in queries.__all__
        if name not in special and _takes_a_selection(getattr(queries, name))
    }


def _takes_a_selection(query: object) -> bool:
    if not inspect.isfunction(query):
        return False
    needed = [
        parameter
        for parameter in inspect.signature(query).parameters.values()
        if parameter.default is inspect.Parameter.empty
    ]
    return len(needed) == 1 and "Selection" in str(needed[0].annotation)


def _both() -> tuple[Filters, Filters]:
    return COUNTRY, Filters()


def _timed(
    snapshot: Snapshot, filters: Filters, ask: Callable[[Selection], Any] | None, rounds: int
) -> float:
    """The median in milliseconds; the first round, which may prepare something, is left out."""
    times = []
    for _ in range(rounds + 1):
        selection = queries.select(snapshot, filters)
        started = time.perf_counter()
        if ask is None:
            _ = queries.select(snapshot, filters).total
        else:
            ask(selection)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times[1:])
