"""Who looks at the page, and what they may see and change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from data.model import Access


@dataclass(frozen=True)
class Person:
    """Somebody by the name that the history gives them, and what they may."""

    name: str
    access: Access

    def may(self, needed: Access) -> bool:
        return self.access >= needed


VISITOR: Final = Person("", Access.VISITOR)


def person() -> Person:
    """Who looks at the page that is drawn; outside of a page, a visitor."""
    return VISITOR


def may(needed: Access) -> bool:
    """Whether the person who looks at the page may do what needs this."""
    return person().may(needed)
