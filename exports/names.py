"""Names of files that say what is in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from data.names import normalise

INTERNAL: Final = re.compile(r"__intern(al)?\.[a-z]+\b")
"""Finds the names of files for the team alone; no other name has two underscores."""
_LONGEST: Final = 100
_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)


def file_name(parts: Sequence[str], extension: str) -> str:
    """``netzwerkatlas_2025-09_grossbritannien.csv``: every part as a word of plain letters,
    digits and hyphens; as many parts as fit into 100 characters, the first in any case."""
    words = [word for word in map(_plain, parts) if word]
    name = words[0][:_LONGEST].rstrip("-") if words else "records"
    for word in words[1:]:
        if len(name) + 1 + len(word) > _LONGEST:
            break
        name = f"{name}_{word}"
    return f"{name}.{extension}"


def internal_name(name: str, mark: str) -> str:
    """The name of a file that is for the team alone: ``…__intern.csv``, or ``…__internal.csv``;
    without a mark, the name as it is."""
    if not mark:
        return name
    stem, _dot, extension = name.rpartition(".")
    return f"{stem}__{mark}.{extension}"


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).translate(_GERMAN)
    ascii_only = normalise(composed).encode("ascii", "ignore").decode()
    return "-".join(ascii_only.split())
