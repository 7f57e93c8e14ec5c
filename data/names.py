"""Names made comparable: regardless of case, accents, apostrophes and punctuation."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th"}
    | {"Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "_": " "}
    | dict.fromkeys("'’‘ʼʻ`´′", "")
)
_WORD = re.compile(r"\w+")
_LONGEST_KEY = 60
_LONGEST_REMEMBERED = 100


def normalise(text: str) -> str:
    """``"  Xi’an "`` and ``"XIAN"`` alike give ``"xian"``; words are parted by one space."""
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _normalised(text)


def _normalised(text: str) -> str:
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(text.translate(_LETTERS).casefold()))


_remembered = lru_cache(maxsize=4_096)(_normalised)
"""Whoever looks for a place asks for the same few names many times over."""


def place_key(name: str, country: str) -> str:
    """A stable, readable key such as ``leeds-gb``; a name without letters, or a very long one,
    is told apart by a digest."""
    slug = normalise(name).replace(" ", "-")
    if not slug or len(slug) > _LONGEST_KEY:
        digest = hashlib.sha256(name.encode()).hexdigest()[:8]
        slug = f"{slug[:_LONGEST_KEY]}-{digest}".lstrip("-")
    return f"{slug}-{country.lower()}"


def closest(value: str, candidates: Iterable[str]) -> str:
    """The candidate that was likeliest meant, or an empty string where none is near."""
    wanted = normalise(value[:100])
    by_name = {normalise(candidate): candidate for candidate in candidates}
    if wanted in by_name:
        return by_name[wanted]
    found = difflib.get_close_matches(wanted, by_name, n=1, cutoff=0.72)
    return by_name[found[0]] if found else ""
