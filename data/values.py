"""Reads single values of a record's cells. Each function raises :class:`Fault` with what would
be right; none knows of rows or files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import TypeVar
from urllib.parse import urlsplit

from data.model import Organisation, Role
from data.names import closest, normalise
from data.problems import Code, Fault
from data.record_format import ID_LIMIT

T = TypeVar("T")
MOST = 10_000_000
"""A count of participants above this is taken for a slip."""

SUGGESTIONS = 500
"""Unknown codes of a list beyond this number get no suggestion: each is a search of its own."""

_ROLES = frozenset(Role)
_ALLOWED_ROLES = ", ".join(Role)
_PART = re.compile(r"(?:[^;\\]|\\.|\\$)+", re.DOTALL)
_ESCAPED = re.compile(r"\\([;\\])")
_NAMED = re.compile(r"(.*\S)\s*\(([^()]*)\)", re.DOTALL)
_ID = re.compile(rf"\S{{1,{ID_LIMIT}}}")


def parts(cell: str) -> list[str]:
    """The values of a cell, between semicolons; ``\\;`` is a semicolon within a value."""
    if "\\" not in cell:
        return [part for piece in cell.split(";") if (part := piece.strip())]
    found = (_ESCAPED.sub(r"\1", piece).strip() for piece in _PART.findall(cell))
    return [part for part in found if part]


def join_parts(values: Iterable[str]) -> str:
    """The inverse of :func:`parts`."""
    return "; ".join(value.replace("\\", "\\\\").replace(";", "\\;") for value in values)


def read_code(names: Mapping[str, Iterable[str]]) -> Callable[[str], str]:
    """A reader for one of the codes, regardless of case; ``names`` holds each code's names for
    readers, which are suggested but not accepted."""
    by_fold = {code.casefold(): code for code in names}
    by_name = {normalise(name): code for code, all_ in names.items() for name in all_}
    allowed = ", ".join(names)
    asked = count()

    def read(text: str) -> str:
        code = by_fold.get(text.casefold())
        if code is None:
            suggestion = by_name.get(normalise(text[:100]), "")
            if not suggestion and next(asked) < SUGGESTIONS:
                suggestion = closest(text, names)
            raise Fault(Code.CODE_UNKNOWN, text, allowed=allowed, suggestion=suggestion)
        return code

    return read


def read_id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise Fault(Code.ID_INVALID, text)
    return text


def read_count(text: str) -> int:
    """A whole number of participants, at least 1: unknown is an empty cell, not 0."""
    digits = text.isascii() and text.isdigit() and len(text) < 10
    if digits and 1 <= int(text) <= MOST:
        return int(text)
    plain = re.sub(r"[.,\s]", "", text)
    grouped = re.fullmatch(r"\d{1,3}([.,\s]\d{3})+", text, re.ASCII)
    raise Fault(
        Code.COUNT_INVALID, text, suggestion=plain if grouped else "", allowed=f"1 – {MOST}"
    )


def read_url(text: str) -> str:
    """An address on the web; other schemes could run in a reader's browser."""
    try:
        address = urlsplit(text)
        valid = address.scheme in ("http", "https") and bool(address.hostname)
    except ValueError:
        valid = False
    if not valid or re.search(r"[\s\"<>\\^`{|}]", text):
        raise Fault(Code.URL_INVALID, text)
    return text


def read_organisation(text: str) -> Organisation:
    """``Name (role)``: the last pair of parentheses holds the role."""
    match = _NAMED.fullmatch(text)
    if match is None:
        name = text.partition("(")[0].strip()
        suggestion = f"{name} ({Role.PARTNER})" if name else ""
        raise Fault(Code.ORGANISATION_INVALID, text, suggestion=suggestion, allowed=_ALLOWED_ROLES)
    name, role = match.groups()
    word = role.strip().casefold().replace(" ", "_")
    if word not in _ROLES:
        near = closest(word, Role)
        suggestion = f"{name} ({near or Role.PARTNER})" if near else f"{text} ({Role.PARTNER})"
        raise Fault(Code.ORGANISATION_INVALID, text, suggestion=suggestion, allowed=_ALLOWED_ROLES)
    return Organisation(name, Role(word))
