"""What a value may mean, where it may mean several things."""

from __future__ import annotations

from typing import Final

_LONGEST: Final = 300


class Unclear(Exception):
    """A value that somebody has to decide. ``asked`` is the part in question, ``choices`` what it
    may mean, likeliest first, each as the record format writes it; ``key`` is under which the
    answer is kept."""

    def __init__(
        self, kind: str, asked: str, choices: tuple[str, ...] = (), *, key: str = ""
    ) -> None:
        super().__init__(f"{kind}: {asked}")
        self.kind = kind
        self.asked = asked
        self.choices = choices
        self.key = key or " ".join(asked.casefold().split())[:_LONGEST]
