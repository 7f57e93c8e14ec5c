"""Names of files that say what is in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from data.names import normalise

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


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).translate(_GERMAN)
    ascii_only = normalise(composed).encode("ascii", "ignore").decode()
    return "-".join(ascii_only.split())
