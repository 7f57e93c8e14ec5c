"""How long building the snapshot and each query takes, on generated records.

``python -m benchmarks.queries 1000 100000 1000000`` prints a table a size: milliseconds of a first,
uncached call, the median of several, unfiltered and for one country, all months and one year.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from statistics import median
from time import perf_counter

from benchmarks.generate import HOME, tables
from data import queries
from data.model import Filters, Month, Period
from data.queries import Selection
from data.snapshot import Snapshot, build

YEAR = Period(Month(2025, 1), Month(2025, 12))
SELECTIONS = {
    "everything": Filters(),
    "one country": Filters(countries=("GB",)),
    "one year": Filters(period=YEAR),
    "country, year": Filters(countries=("GB",), period=YEAR),
    "a word": Filters(text="leeds"),
}
OVERVIEW: dict[str, Callable[[Selection], object]] = {
    "key_figures": queries.key_figures,
    "per_period": lambda selection: queries.per_period(selection, by="direction"),
    "per_sector": queries.per_sector,
    "flows": queries.flows,
    "per_place": queries.per_place,
    "per_country": queries.per_country,
    "records": lambda selection: queries.records(selection, limit=6),
}
OTHERS: dict[str, Callable[[Selection], object]] = {
    "sector_by_country": queries.sector_by_country,
    "calendar": lambda selection: queries.calendar(selection, 2025),
    "year_before": queries.year_before,
    "spans": queries.spans,
    "organisations": queries.organisations,
    "partners": lambda selection: queries.partners(selection, date(2026, 1, 1)),
    "caveats": queries.caveats,
    "by title": lambda selection: queries.records(selection, sort="title_de"),
}


def measure(snapshot: Snapshot, filters: Filters, *, rounds: int) -> dict[str, float]:
    """Median milliseconds of each query; every round starts from a new selection."""
    times: dict[str, list[float]] = {name: [] for name in ("overview", *OVERVIEW, *OTHERS)}
    for _ in range(rounds):
        selection = queries.select(snapshot, filters)
        for name, query in OVERVIEW.items():
            times[name].append(_milliseconds(query, selection))
        times["overview"].append(sum(times[name][-1] for name in OVERVIEW))
        for name, query in OTHERS.items():
            times[name].append(_milliseconds(query, selection))
    return {name: median(values) for name, values in times.items()}


def _milliseconds(query: Callable[[Selection], object], selection: Selection) -> float:
    start = perf_counter()
    query(selection)
    return (perf_counter() - start) * 1000


def report(size: int, *, rounds: int) -> None:
    """Print the table of one size."""
    generated = tables(size)
    start = perf_counter()
    snapshot = build(generated, HOME, revision="generated")
    print(f"\n{size} generated activities, snapshot built in {perf_counter() - start:.2f} s")
    results = [measure(snapshot, filters, rounds=rounds) for filters in SELECTIONS.values()]
    print(f"{'ms':20}" + "".join(f"{name:>15}" for name in SELECTIONS))
    for name in results[0]:
        print(f"{name:20}" + "".join(f"{result[name]:15.1f}" for result in results))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 100_000])
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    for size in arguments.sizes:
        report(size, rounds=arguments.rounds)


if __name__ == "__main__":
    main()
