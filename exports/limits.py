"""How much a file may hold; more is refused with the number, never cut off in silence."""

from __future__ import annotations

from typing import Final

from data.queries import Selection

MOST: Final = 100_000
"""Records that a file may hold."""


class TooManyRecords(Exception):
    """More records are selected than a file may hold: ``selected`` of at most ``allowed``."""

    def __init__(self, selected: int, allowed: int) -> None:
        super().__init__(f"{selected} records, at most {allowed}")
        self.selected = selected
        self.allowed = allowed


def check(selection: Selection) -> None:
    """Raise :class:`TooManyRecords` where there are."""
    if selection.total > MOST:
        raise TooManyRecords(selection.total, MOST)
