"""The server's part: whole script runs of one viewer, from the message in to the last one out."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.servers import Server
from benchmarks.wire import Run, Viewer

PAGES = ("", "map", "timeline", "sectors", "partners", "activities", "about")


@dataclass(frozen=True)
class Reruns:
    """Medians of one page in one app: milliseconds, and bytes that a change sends."""

    kind: str
    size: int
    page: str
    step: str
    milliseconds: float
    wire: int
    payload: int


async def compared(servers: Sequence[Server], rounds: int) -> list[Reruns]:
    """The overview in several apps, turn by turn in the same minute.

    Each country is drawn by our server for the first time, and each pair also counted; where
    nothing is filtered it may have kept all. The premade page has drawn everything once before.
    """
    viewers = [Viewer(server.port) for server in servers]
    for viewer in viewers:
        await viewer.__aenter__()
        await viewer.open()
    names = viewers[0].countries[: rounds + 1]
    for server, viewer in zip(servers, viewers, strict=True):
        for name in names if server.kind == "premade" else names[:1]:
            await viewer.choose(name)
            await viewer.choose(name, names[0])
        await viewer.choose()
    steps: dict[str, dict[Server, list[Run]]]
    steps = {"one country": {}, "two countries": {}, "the same again": {}, "filter cleared": {}}
    for name in names[1:]:
        pair = [name, names[0]]
        for server, viewer in zip(servers, viewers, strict=True):
            for step, chosen in zip(steps, ([name], pair, pair, []), strict=True):
                run = await viewer.choose(*chosen)
                steps[step].setdefault(server, []).append(run)
    for viewer in viewers:
        await viewer.__aexit__()
    return [
        _summary(server, "", step, runs)
        for step, by_server in steps.items()
        for server, runs in by_server.items()
    ]


async def pages(server: Server, rounds: int) -> list[Reruns]:
    """Every page of the dashboard: opened, and a country chosen and cleared on it."""
    found = []
    for page in PAGES:
        async with Viewer(server.port, page) as viewer:
            found.append(_summary(server, page, "opened", [await viewer.open()]))
            chosen, cleared = [], []
            for name in viewer.countries[:rounds]:
                chosen.append(await viewer.choose(name))
                cleared.append(await viewer.choose())
            found.append(_summary(server, page, "one country", chosen))
            found.append(_summary(server, page, "filter cleared", cleared))
    return found


def _summary(server: Server, page: str, step: str, runs: Sequence[Run]) -> Reruns:
    return Reruns(
        server.kind,
        server.size,
        page or "overview",
        step,
        statistics.median(run.seconds for run in runs) * 1000,
        round(statistics.median(run.wire for run in runs)),
        round(statistics.median(run.payload for run in runs)),
    )
