"""Short, readable ids for new records: the month and what the title or the place says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from data.names import normalise

_WORDS: Final = 4
_LONGEST: Final = 48
_PLAIN: Final = frozenset(
    (
        *("a", "an", "and", "at", "from", "in", "of", "on", "the", "to", "with"),
        *("auf", "aus", "bei", "das", "dem", "den", "der", "des", "die", "ein", "eine", "einer"),
        *("fuer", "im", "mit", "und", "vom", "von", "zu", "zum", "zur"),
    )
)
"""Words that say nothing about an activity."""
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def proposed(start: str, title: str, place: str = "") -> Iterator[str]:
    """Ids for a record, the best first, without end: ``2025-09-leeds-nrw``, then
    ``2025-09-leeds-nrw-2`` …

    ``start`` is an ISO date or empty, ``place`` helps where the title has no letters.
    """
    name = _slug(title) or _slug(place.partition(",")[0]) or "activity"
    plain = "-".join(part for part in (start[:7], name) if part)
    yield plain
    number = 2
    while True:
        yield f"{plain}-{number}"
        number += 1


def _slug(text: str) -> str:
    """The first words that say something, without accents."""
    words = normalise(text.translate(_UMLAUTS)).split()
    telling = [word for word in words if word not in _PLAIN and word.isascii()]
    slug = ""
    for word in telling[:_WORDS]:
        longer = f"{slug}-{word}" if slug else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        slug = longer
    return slug
