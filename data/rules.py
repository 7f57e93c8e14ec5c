"""Who may look and change, as ``home.toml`` says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Viewing(StrEnum):
    """Who may look at public records."""

    OPEN = "open"
    SIGNED_IN = "signed-in"


@dataclass(frozen=True)
class Rules:
    """Who may, from ``home.toml``. The three lists hold e-mail addresses in lower case, or all of a
    domain (``@example.org``); ``viewers`` may also hold ``*``, whoever the provider signs in."""

    viewing: Viewing = Viewing.OPEN
    session_hours: int = 10
    viewers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    administrators: tuple[str, ...] = ()
