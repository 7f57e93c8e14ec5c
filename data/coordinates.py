"""Reads latitude and longitude as people copy them from a map."""

from __future__ import annotations

import re
from typing import Final

_POINT: Final = r"[+-]?\d{1,3}(?:\.\d+)?"
_COMMA: Final = r"[+-]?\d{1,3}(?:,\d+)?"
_SPELLINGS: Final = (
    re.compile(rf"({_POINT})°?\s*[,;\s]\s*({_POINT})°?"),  # 51.514, 7.465
    re.compile(rf"({_COMMA})°?\s*(?:;|\s)\s*({_COMMA})°?"),  # 51,514; 7,465
)


def read_coordinates(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees (WGS 84); ``None`` for what is no place on Earth."""
    for spelling in _SPELLINGS:
        found = spelling.fullmatch(text.strip().replace("\N{MINUS SIGN}", "-"))
        if found:
            lat, lon = (float(part.replace(",", ".")) for part in found.groups())
            return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
    return None
