"""Measure everything: ``python -m benchmarks``, or some parts: ``python -m benchmarks reruns``.

The tables are printed; ``--write`` puts them into ``docs/performance.md`` as well.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from contextlib import ExitStack

from benchmarks import answers, browser, load, report, reruns
from benchmarks.servers import Server

SIZES = (1_000, 100_000, 1_000_000)
VIEWERS = (10, 50, 200)


def measure_answers(sizes: Sequence[int], rounds: int) -> str:
    building, found = {}, []
    for size in sizes:
        snapshot, building[size] = answers.building(size)
        found += answers.answering(snapshot, size, rounds)
    return report.answers(building, found)


def measure_reruns(sizes: Sequence[int], rounds: int) -> str:
    compared, pages = [], []
    for size in sizes:
        with Server.start("ours", size) as ours, Server.start("premade", size) as premade:
            compared += asyncio.run(reruns.compared([ours, premade], rounds))
            pages += asyncio.run(reruns.pages(ours, rounds))
    return f"{report.compared(compared)}\n\n{report.pages(pages)}"


def measure_browser(sizes: Sequence[int], rounds: int) -> str:
    found, counted = [], {}
    for size in sizes:
        with ExitStack() as stack:
            servers = [
                stack.enter_context(Server.start(kind, size))
                for kind in ("ours", "premade", "dash")
            ]
            chromium = stack.enter_context(browser.chromium_running())
            spare, *names = browser.countries(rounds + 1)
            for server in servers:  # also draws each country of the premade page for the first time
                for name in names if server.kind == "premade" else [spare]:
                    browser.round_of(chromium, server, name)
            for name in names:
                for server in servers:
                    found += browser.round_of(chromium, server, name)
            for server in servers:
                counted[server.kind, size] = browser.bytes_of(chromium, server, names[0])
    return report.drawn(found, counted)


def measure_load(sizes: Sequence[int], viewers: Sequence[int]) -> str:
    found = []
    for size in sizes:
        for count in viewers:
            for kind in ("ours", "stock"):
                with Server.start(kind, size) as server:
                    found.append(asyncio.run(load.under_load(server, count)))
    return report.load(found)


def main() -> None:
    parts = ("answers", "reruns", "browser", "load")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(parts)}; all unless told")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="numbers of records")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--viewers", nargs="+", type=int, default=VIEWERS)
    parser.add_argument("--load-sizes", nargs="+", type=int, default=(100_000,))
    parser.add_argument(
        "--write", action="store_true", help="put the tables into docs/performance.md"
    )
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(parts):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    measuring = {
        "answers": lambda: measure_answers(chosen.sizes, chosen.rounds),
        "reruns": lambda: measure_reruns(chosen.sizes, chosen.rounds),
        "browser": lambda: measure_browser(chosen.sizes, chosen.rounds),
        "load": lambda: measure_load(chosen.load_sizes, chosen.viewers),
    }
    for part in chosen.parts or parts:
        conditions = report.machine()
        text = f"{measuring[part]()}\n\nMeasured {conditions}."
        print(f"\n## {part}\n\n{text}", flush=True)
        if chosen.write:
            report.write(part, text)


if __name__ == "__main__":
    main()
