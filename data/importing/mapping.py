"""What the columns of a table mean: guessed from their names and values, corrected, remembered."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from data.importing.codes import CodeReader, is_nothing
from data.importing.counts import read_amount
from data.importing.dates import read_span
from data.importing.headers import Table
from data.importing.meanings import IGNORED, MEANINGS, SEVERAL, named, own_headings
from data.importing.unclear import Unclear
from data.importing.values import Places, cell_text
from data.names import normalise
from data.problems import Fault

_SAMPLE: Final = 40
_MOSTLY: Final = 0.75
_URL: Final = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_LONG: Final = 80

NEEDED: Final = ("title", "start", "kind", "direction", "status")
"""What a new record cannot be without."""
CONSTANT: Final = ("kind", "direction", "status", "participants_unit", "visibility", "source")
"""What may be said once for all rows that don't say it themselves."""


@dataclass(frozen=True)
class ColumnMap:
    """The meaning of each column, what holds for all rows that don't say it, and the language of
    titles and texts that don't say theirs. With ``clears`` an empty cell empties what is there."""

    columns: tuple[str, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    language: str = "de"
    clears: bool = False

    def at(self, *meanings: str) -> list[int]:
        """The columns of any of the meanings (``participants`` includes those with a unit)."""
        return [
            at
            for at, meaning in enumerate(self.columns)
            if meaning in meanings or meaning.partition(".")[0] in meanings
        ]

    def missing(self) -> tuple[str, ...]:
        """What new records need and neither a column nor a constant gives."""
        titles = self.at("title", "title_de", "title_en")
        return tuple(
            need
            for need in NEEDED
            if not (titles if need == "title" else self.at(need) or self.constants.get(need))
        )

    def meaning(self, at: int, meaning: str) -> ColumnMap:
        """The same with another meaning of a column; one that only one column may have is taken
        from the others."""
        columns = [
            IGNORED if other == meaning and meaning not in SEVERAL else other
            for other in self.columns
        ]
        columns[at] = meaning
        return replace(self, columns=tuple(columns))

    def to_json(self) -> str:
        told = {"columns": self.columns, "constants": dict(self.constants),
                "language": self.language}  # fmt: skip
        return json.dumps(told, ensure_ascii=False)


def from_json(text: str, width: int) -> ColumnMap | None:
    """The inverse of :meth:`ColumnMap.to_json`; ``None`` where it doesn't fit such a table."""
    try:
        told = json.loads(text)
        columns, constants = tuple(told["columns"]), dict(told["constants"])
        language = str(told["language"])
    except (ValueError, KeyError, TypeError):
        return None
    known = set(columns) <= {IGNORED, *MEANINGS} and set(constants) <= set(CONSTANT)
    if len(columns) != width or not known or language not in {"de", "en"}:
        return None
    return ColumnMap(columns, constants, language)


def shape(columns: Iterable[str]) -> str:
    """What tables of the same kind have in common: the names of their columns, in order."""
    names = "\x1f".join(normalise(column) for column in columns)
    return hashlib.sha256(names.encode()).hexdigest()[:16]


def guess(
    table: Table, codes: Mapping[str, CodeReader], places: Places, *, language: str
) -> ColumnMap:
    """The likeliest meanings. A table that the app wrote is recognised exactly."""
    own = own_headings(table.columns)
    if own:
        return ColumnMap(tuple(own.get(name, IGNORED) for name in table.columns), language=language)
    wanted = [
        (score, at, meaning)
        for at, name in enumerate(table.columns)
        for meaning, score in _candidates(name, _sample(table, at), codes, places).items()
    ]
    columns = [IGNORED] * len(table.columns)
    taken: set[str] = set()
    # The surest first; of equals the one that stands further left.
    for _score, at, meaning in sorted(wanted, key=lambda one: (-one[0], one[1])):
        if columns[at] == IGNORED and (meaning not in taken or meaning in SEVERAL):
            columns[at] = meaning
            taken.add(meaning)
    return ColumnMap(tuple(_settled(columns)), language=_language(table, columns, language))


def _settled(columns: list[str]) -> list[str]:
    """Meanings that only make sense beside others."""
    if "title" in columns and {"title_de", "title_en"} & set(columns):
        return [IGNORED if meaning == "title" else meaning for meaning in columns]
    if "start" not in columns and "end" in columns:
        return ["start" if meaning == "end" else meaning for meaning in columns]
    return columns


def _sample(table: Table, at: int) -> list[str]:
    """Different values of a column, of the first rows that have one."""
    found: dict[str, None] = {}
    for value in table.cells[at].head(50 * _SAMPLE):
        text = cell_text(value)
        if text and not is_nothing(text):
            found[text[:500]] = None
        if len(found) == _SAMPLE:
            break
    return list(found)


def _candidates(
    name: str, sample: list[str], codes: Mapping[str, CodeReader], places: Places
) -> dict[str, float]:
    """What a column may mean, and how sure that is."""
    meaning, sure = named(name)
    found: dict[str, float] = {}
    looks = _looks(sample, codes, places)
    if meaning:
        sure -= 0.001 * len(normalise(name)) / 100
        found[meaning] = sure * _fits(meaning, looks, sample)
        if meaning == "organisations" and looks["place"] >= _MOSTLY:
            found |= {"counterparts": 0.95 * sure, "organisations": 0.3}
        if normalise(name) in _TOPICS:  # a title, unless another column is called so more plainly
            found |= {meaning: 0.9 * found[meaning], "note": 0.3}
        if meaning == "venue":
            found["note"] = 0.3
    for seen, means, certainty in _BY_LOOK:
        if looks[seen] >= _MOSTLY and means not in found:
            # A name that says something else is believed before the values.
            found[means] = certainty if not meaning else certainty / 2
    return {means: score for means, score in found.items() if score >= 0.25}


_TOPICS: Final = frozenset({"thema", "subject", "topic"})
_BY_LOOK: Final = (
    ("date", "start", 0.5), ("url", "source_url", 0.55), ("country", "country", 0.5),
    ("kind", "kind", 0.5), ("direction", "direction", 0.5), ("status", "status", 0.5),
    ("place", "place", 0.45), ("sectors", "sectors", 0.45),
)  # fmt: skip
_NEEDS_LOOK: Final = {"start": "date", "end": "date", "source_url": "url"}


def _fits(meaning: str, looks: Mapping[str, float], sample: list[str]) -> float:
    """Whether the values can be what the name says, from 0 to 1."""
    needed = _NEEDS_LOOK.get(meaning)
    if not sample:
        return 0.9
    if needed:
        return 1.0 if looks[needed] >= 0.3 else 0.3
    if meaning.startswith("participants.") or meaning == "participants":
        return 1.0 if looks["count"] >= 0.3 else 0.2
    if meaning == "networks":
        return looks["networks"]
    if meaning == "venue":  # halls and hotels: no city is called so
        return 1.0 if looks["place"] >= 0.3 else 0.2
    if meaning == "id":
        return 1.0 if looks["words"] == 0 else 0.2
    return 1.0


def _looks(sample: list[str], codes: Mapping[str, CodeReader], places: Places) -> dict[str, float]:
    """The shares of values that look like a date, an address …"""
    few = sample[:20]
    return {
        "date": _share(sample, _is_date),
        "url": _share(sample, lambda text: _URL.fullmatch(text) is not None),
        "count": _share(sample, _is_count),
        "words": _share(sample, lambda text: " " in text),
        "country": _share(few, lambda text: places.country(text) is not None),
        "place": _share(few, lambda text: _is_place(text, places)),
        **{
            kind: _share(sample, codes[kind].knows)
            for kind in ("kind", "direction", "status", "sectors", "networks")
        },
    }


def _share(sample: list[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, sample)) / len(sample) if sample else 0.0


def _is_place(text: str, places: Places) -> bool:
    return len(text) <= _LONG and not text.isdigit() and places.read(text).counterpart is not None


def _is_date(text: str) -> bool:
    if len(text) > _LONG or text.isdigit():
        return False
    try:
        read_span(text)
    except Unclear:
        return True
    except Fault:
        return False
    return True


def _is_count(text: str) -> bool:
    try:
        return len(text) <= _LONG and read_amount(text) is not None
    except Unclear:
        return True
    except Fault:
        return False


_GERMAN: Final = frozenset(
    (
        *("der", "die", "das", "und", "mit", "zum", "zur", "von", "für", "aus", "im", "auf", "des"),
        *("titel", "datum", "ort", "land", "stadt", "beginn", "ende", "thema", "quelle"),
    )
)
_ENGLISH: Final = frozenset(
    (
        *("the", "and", "with", "of", "for", "from", "on", "at", "to", "by", "a", "an", "title"),
        *("date", "city", "country", "start", "website", "subject", "source", "location"),
    )
)


def _language(table: Table, columns: list[str], otherwise: str) -> str:
    """The language of the titles, by their small words and the names of the columns."""
    if "title" not in columns:
        return otherwise
    texts = (*table.columns, *_sample(table, columns.index("title")))
    words = " ".join(texts).casefold().split()
    german = sum(word in _GERMAN for word in words) + sum("ü" in w or "ä" in w for w in words)
    english = sum(word in _ENGLISH for word in words)
    return otherwise if german == english else "de" if german > english else "en"
