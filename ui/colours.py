"""Which colour a direction or a sector has, the same on every page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from charts.theme import Palette, palette
from data import queries
from data.model import Filters
from data.snapshot import Snapshot
from ui import cache, state


def colours() -> Palette:
    """The palette of the reader's theme."""
    return palette(dark=state.is_dark())


def sector(code: str, snapshot: Snapshot) -> str:
    """A sector's colour: one of eight for the sectors with most activities of all, else «other».

    It depends on all records and never on the selection, so that a sector keeps it; a part of a
    sector has its sector's.
    """
    known = snapshot.reference.sectors.get(code)
    top = known.parent if known is not None and known.parent else code
    position = _positions(snapshot).get(top)
    return colours().other if position is None else colours().sectors[position]


def own_sectors(snapshot: Snapshot) -> tuple[str, ...]:
    """The sectors that have a colour of their own."""
    return tuple(_positions(snapshot))


@lru_cache(maxsize=4)
def _positions(snapshot: Snapshot) -> Mapping[str, int]:
    everything = cache.ask(queries.per_sector, cache.select(Filters()))
    leading = [code for code in everything["sector"] if code][: len(palette(dark=False).sectors)]
    order = [code for code in snapshot.reference.sectors if code in leading]
    return {code: position for position, code in enumerate(order)}
