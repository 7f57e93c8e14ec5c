"""Many viewers over the websocket, each changing a filter once a second."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import numpy as np

from benchmarks.servers import Server
from benchmarks.wire import Viewer

CHANGES = 5
_PAUSE = 1.0
_AT_ONCE = 10
"""Viewers that open the page at the same time, before the measured part."""


@dataclass(frozen=True)
class Load:
    """What viewers of one app waited."""

    kind: str
    size: int
    viewers: int
    median: float
    """seconds from a change to the last message of its answer"""
    p95: float
    per_second: float
    """reruns that ended, a second"""


async def under_load(server: Server, viewers: int) -> Load:
    """Let so many viewers change the filter at one a second, later where an answer is late."""
    gate = asyncio.Semaphore(_AT_ONCE)
    everybody = [Viewer(server.port) for _ in range(viewers)]

    async def enter(viewer: Viewer) -> None:
        async with gate:
            await viewer.__aenter__()
            await viewer.open()

    await asyncio.gather(*map(enter, everybody))
    started = time.perf_counter()
    waited = await asyncio.gather(
        *(_change(viewer, number, viewers) for number, viewer in enumerate(everybody))
    )
    seconds = time.perf_counter() - started
    await asyncio.gather(*(viewer.__aexit__() for viewer in everybody))
    times = np.array(waited).ravel()
    return Load(
        server.kind,
        server.size,
        viewers,
        float(np.median(times)),
        float(np.quantile(times, 0.95)),
        len(times) / seconds,
    )


async def _change(viewer: Viewer, number: int, viewers: int) -> list[float]:
    """Five changes, every other one back to no filter; viewers are spread over a second."""
    names = viewer.countries
    begin = time.perf_counter() + number / viewers * _PAUSE
    waited = []
    for change in range(CHANGES):
        await asyncio.sleep(max(0.0, begin + change * _PAUSE - time.perf_counter()))
        chosen = [] if change % 2 else [names[(number * 7 + change) % len(names)]]
        run = await viewer.choose(*chosen)
        waited.append(run.seconds)
    return waited
