"""Single values of other people's tables, written as the record format writes them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Final, Protocol

from data.importing.codes import CodeReader, is_nothing
from data.importing.unclear import Unclear
from data.model import Counterpart, Place, Role
from data.problems import Code, Fault
from data.record_format import unguarded
from data.understanding import asked
from data.values import parts, read_url

_LEGAL: Final = re.compile(
    r"(inc|ltd|llc|llp|plc|gmbh|ag|kg|se|co|corp|e ?v|mbh|s ?a|s ?p ?a|b ?v|n ?v|pty|ohg|ug|oy|ab|"
    r"a ?s|aps|srl|sarl|limited|gmbh & co\.? kg)\.?",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s,;\"<>]+", re.IGNORECASE)
_HOST: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE
)
_IN_PARENTHESES: Final = re.compile(r"(.*\S)\s*\(([^()]*)\)", re.DOTALL)
_PREFIXED: Final = re.compile(r"([^:;()]{3,30}):\s*(\S.*)", re.DOTALL)
_ONLINE: Final = re.compile(
    r"[\s,;/&+(–—-]*(?:\b(?:and|und|sowie|or|oder)\s+)?"
    r"\b(?:online|virtuell|virtual|digital|hybrid|livestream|zoom|webex|(?:microsoft |ms )?teams)\b"
    r"[)\s]*(?:\b(?:and|und|sowie|or|oder|in)\b)?[\s,;/&+–—-]*",
    re.IGNORECASE,
)
"""Said beside a place or in its stead: that one could take part from anywhere."""
_BREAKS: Final = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u00a0": " "})


class Understanding(Protocol):
    """What a text may mean as a place; as :class:`data.understanding.Understood` has it."""

    @property
    def counterpart(self) -> Counterpart | None: ...
    @property
    def place(self) -> Place | None: ...
    @property
    def choices(self) -> tuple[Place | str, ...]: ...


class Places(Protocol):
    """Understands places and countries; as :class:`data.understanding.PlaceReader` does."""

    def read(self, text: str, *, country: str | None = None) -> Understanding: ...
    def country(self, text: str) -> str | None: ...
    def answer(self, choice: Place | str) -> str: ...


def cell_text(value: object) -> str:
    """A cell as text: dates as ISO has them, whole numbers without a point."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        whole = value.time() == time(0)
        return value.date().isoformat() if whole else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return unguarded(str(value).translate(_BREAKS).strip())


def read_address(text: str) -> str:
    """The first address on the web that a text names. Raises :class:`Fault` where it has none."""
    if match := _ADDRESS.search(text):
        found = match[0].rstrip(".)]")
        return read_url(found if "://" in found else f"https://{found}")
    if _HOST.fullmatch(text):
        return read_url(f"https://{text}")
    raise Fault(Code.URL_INVALID, text)


def read_organisations(
    text: str, role: Role | None, roles: CodeReader, *, commas: bool = True
) -> list[str]:
    """Names with their roles: ``IHK (host)``. A name that says no role has the column's, or is a
    partner. With ``commas`` these part names, too, as far as they don't belong to one."""
    names = _organisation_names(text) if commas else parts(text)
    return [_organisation(name, role or Role.PARTNER, roles) for name in names]


def _organisation_names(text: str) -> list[str]:
    names: list[str] = []
    for piece in re.split(r"(?<!\\)[;\n|]", text):
        named = [part.strip() for part in re.split(r",(?![^(]*\))", piece) if part.strip()]
        for at, part in enumerate(named):
            if at and _LEGAL.fullmatch(part):
                names[-1] += f", {part}"
            else:
                names.append(part)
    plain = (name.strip().replace("\\;", ";").replace("\\\\", "\\") for name in names)
    return [name for name in plain if name and not is_nothing(name)]


def _organisation(text: str, role: Role, roles: CodeReader) -> str:
    if match := _IN_PARENTHESES.fullmatch(text):
        said = roles.find(match[2])
        if said:
            return f"{match[1]} ({said})"
    if match := _PREFIXED.fullmatch(text):
        said = roles.find(match[1])
        if said:
            return f"{match[2]} ({said})"
    return f"{text} ({role})"


class PlaceTexts:
    """Places and countries of cells, as the record format writes them."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def country(self, text: str) -> str:
        """A country's code. Raises :class:`Unclear`."""
        code = self._places.country(text)
        if code is None:
            raise Unclear("country", text)
        return code

    def knows(self, text: str) -> bool:
        """Whether a text means one place or country."""
        return self._places.read(text).counterpart is not None

    def one(self, text: str, country: str) -> str:
        """A place, or a country alone; ``country`` is the code that stands beside it, or empty.
        What was online alone was nowhere: an empty text.

        Raises :class:`Unclear` with what it may mean.
        """
        found = self._places.read(text, country=country or None)
        if found.counterpart is None and _ONLINE.search(text):
            somewhere = _ONLINE.sub(", ", text).strip(" ,")
            return self.one(somewhere, country) if somewhere else ""
        if found.counterpart is None and country:
            # Perhaps the city where guests of that country were.
            alone = self._places.read(text)
            found = alone if alone.counterpart is not None else found
        if found.counterpart is None:
            choices = tuple(self._places.answer(choice) for choice in found.choices)
            shown = f"{text}, {country}" if country else text
            raise Unclear("place", shown, choices, key=asked(text, country))
        return self._places.answer(found.place or found.counterpart.country)
