"""Measured figures as Markdown tables, and their place in ``docs/performance.md``."""

from __future__ import annotations

import os
import platform
import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.answers import Answer
from benchmarks.browser import STEPS, Drawn
from benchmarks.load import Load
from benchmarks.reruns import Reruns

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
_NAMES = {"ours": "this app", "premade": "premade", "dash": "Dash", "stock": "default settings"}
_CHANGES = STEPS[2:]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table, the first column to the left and the others to the right."""
    lines = [" | ".join(head), " | ".join(["---", *["--:"] * (len(head) - 1)])]
    lines += [" | ".join(map(_cell, row)) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.1f}" if abs(value) < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def answers(building: Mapping[int, float], found: Sequence[Answer]) -> str:
    """Building, then each query with a column pair a size."""
    sizes = list(building)
    by = {(answer.question, answer.size): answer for answer in found}
    head = [
        "query, ms",
        *(f"{size:,}: {what}" for size in sizes for what in ("one country", "all")),
    ]
    names = dict.fromkeys(answer.question for answer in found)
    rows = [[name, *(value for size in sizes for value in _pair(by[name, size]))] for name in names]
    built = table(
        ["records", "snapshot built in, s"],
        [[f"{size:,}", round(seconds, 2)] for size, seconds in building.items()],
    )
    return f"{built}\n\n{table(head, rows)}"


def _pair(answer: Answer) -> tuple[float, float]:
    return answer.one_country, answer.everything


def compared(found: Sequence[Reruns]) -> str:
    """Our overview beside the premade one, with the ratio that the aim is about."""
    by = {(run.size, run.step, run.kind): run for run in found}
    rows = []
    for size, step in dict.fromkeys((run.size, run.step) for run in found):
        ours, made = by[size, step, "ours"], by[size, step, "premade"]
        ratio = ours.milliseconds / made.milliseconds
        aim = "≤ 3" if size > 100_000 else "≤ 1.5"
        rows.append([f"{size:,}", step, ours.milliseconds, made.milliseconds, f"{ratio:.2f}", aim,
                     ours.payload, ours.wire])  # fmt: skip
    head = ["records", "filter change", "this app, ms", "premade, ms", "ratio", "aim",
            "bytes", "bytes on the wire"]  # fmt: skip
    return table(head, rows)


def pages(found: Sequence[Reruns]) -> str:
    """Every page: opened, filtered, cleared."""
    by = {(run.page, run.size, run.step): run.milliseconds for run in found}
    sizes = list(dict.fromkeys(run.size for run in found))
    steps = list(dict.fromkeys(run.step for run in found))
    head = ["page, ms", *(f"{size:,}: {step}" for size in sizes for step in steps)]
    names = dict.fromkeys(run.page for run in found)
    rows = [[name, *(by[name, size, step] for size in sizes for step in steps)] for name in names]
    return table(head, rows)


def drawn(found: Sequence[Drawn], counted: Mapping[tuple[str, int], Mapping[str, int]]) -> str:
    """Milliseconds until all is drawn: medians over the rounds, ratios to Dash, bytes."""
    times: dict[tuple[int, str, str], list[float]] = defaultdict(list)
    for one in found:
        times[one.size, one.step, one.kind].append(one.all)
    kinds = list(dict.fromkeys(one.kind for one in found))
    head = ["records", "step", *(f"{_NAMES[kind]}, ms" for kind in kinds), "ratio to Dash",
            *(f"{_NAMES[kind]}, kB sent" for kind in kinds)]  # fmt: skip
    rows = []
    for size, step in dict.fromkeys((one.size, one.step) for one in found):
        medians = {kind: statistics.median(times[size, step, kind]) for kind in kinds}
        rows.append([
            f"{size:,}", step, *medians.values(),
            f"{medians['ours'] / medians['dash']:.2f}" if "dash" in medians else "",
            *(counted[kind, size][step] / 1000 for kind in kinds),
        ])  # fmt: skip
    return table(head, rows) + "\n\n" + _parts(found)


def _parts(found: Sequence[Drawn]) -> str:
    """Where the time of a filter change goes: medians after the click."""
    rows = []
    for kind, size, step in dict.fromkeys((one.kind, one.size, one.step) for one in found):
        if step in _CHANGES:
            same = [one for one in found if (one.kind, one.size, one.step) == (kind, size, step)]
            parts = ("sent", "answered", "text", "chart", "map", "all", "draws")
            medians = [statistics.median(getattr(one, part) for one in same) for part in parts]
            rows.append([f"{_NAMES[kind]}, {size:,}, {step}", *map(float, medians)])
    head = ["ms after the click, until …", "sent", "answered", "texts", "charts", "map", "painted",
            "WebGL draws"]  # fmt: skip
    return table(head, rows)


def load(found: Sequence[Load]) -> str:
    """Reruns under many viewers."""
    rows = [
        [f"{_NAMES[one.kind]}, {one.size:,}", one.viewers, round(one.median, 2), round(one.p95, 2),
         one.per_second] for one in found
    ]  # fmt: skip
    head = ["app, records", "viewers", "median rerun, s", "p95, s", "reruns a second"]
    return table(head, rows)


def machine() -> str:
    """What kind of machine this is, without its name."""
    cores = os.cpu_count()
    load_now = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {cores} cores, "
        f"Python {platform.python_version()}, load {load_now:.1f} at the start"
    )


def write(part: str, text: str) -> None:
    """Put a part's tables between its marks in ``docs/performance.md``."""
    page = PAGE.read_text(encoding="utf-8")
    marks = re.compile(rf"(<!-- measured: {part} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not marks.search(page):
        raise LookupError(f"{PAGE.name} has no place for {part}")
    page = marks.sub(lambda found: f"{found[1]}\n{text}\n\n{found[2]}", page)
    PAGE.write_text(page, encoding="utf-8")
