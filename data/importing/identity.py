"""Which record a row is: by its id, by what it was taken for before, or by what it says.

The same row of the same file must be the same record each time, whatever somebody made of that
record meanwhile. So what a row's cells were is remembered with the record that they became; and
the id of a row without one is made of what it says.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from data.ids import proposed
from data.importing.headers import Table
from data.importing.interpret import Interpreted, Step
from data.importing.mapping import shape
from data.importing.meanings import own_headings
from data.importing.values import cell_text
from data.model import Activity, Place
from data.names import normalise
from data.record_format import ID_LIMIT
from data.store.writes import Stored

_DIGITS: Final = 6
_KEYED: Final = 12
_PORTION: Final = 1_000


@dataclass(frozen=True)
class Known:
    """What a row became when it was brought in: the record, and its version after that."""

    id: str
    version: int


@dataclass(frozen=True)
class Present:
    """The records as they are before anything is brought in.

    ``gone`` are ids of records that were deleted; ``rows`` is what rows became that were brought
    in before, by their digest; ``bases`` are records as they were then, of those that somebody
    has changed since.
    """

    records: Mapping[str, Stored] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    places: Mapping[str, Place] = field(default_factory=dict)
    rows: Mapping[str, Known] = field(default_factory=dict)
    bases: Mapping[str, Activity] = field(default_factory=dict)


@dataclass(frozen=True)
class Identified:
    """A row's digest, the id of its record, and the earlier row of the file that says the same."""

    digest: str
    id: str
    earlier: int | None = None
    stated: bool = False
    """whether the file itself says the id"""


def digests(table: Table) -> Iterator[str]:
    """A digest of each row's cells; of equal rows each has its own, by their order."""
    named = shape(table.columns)
    columns = [map(cell_text, table.cells[at]) for at in table.cells.columns]
    seen: Counter[str] = Counter()
    for cells in zip(*columns, strict=True):
        told = "\x1f".join((named, *cells))
        seen[told] += 1
        text = f"{told}\x1f{seen[told]}"
        yield hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()


def identified(
    table: Table,
    read: Interpreted,
    own_uid: str,
    present: Present,
    step: Step = lambda _done: None,
) -> list[Identified]:
    """Who each row is. ``own_uid`` is how the uids end that the app itself gives to events;
    ``step`` is told how much is done.

    The ids of somebody else's table are theirs: 17 there is no record that is called 17 here,
    unless there is one already.
    """
    is_own, named = own_headings(table.columns) is not None, shape(table.columns)
    keyed = any(read.uids) or not is_own
    ends = _ends(present) if keyed else {}
    columns = ("id", "title_de", "title_en", "start", "end", "venue", "counterparts")
    texts = {name: read.cells[name].tolist() for name in columns}
    first: dict[str, int] = {}
    again: Counter[str] = Counter()
    found = []
    for at, digest in enumerate(digests(table)):
        if at % _PORTION == 0:
            step(at / len(table.rows))
        cells = {name: texts[name][at] for name in columns}
        stated, theirs = _own_id(read.uids[at], own_uid), read.uids[at]
        if is_own or cells["id"] in present.records or cells["id"] in present.gone:
            stated = stated or cells["id"]
        elif cells["id"]:
            theirs = f"{named}\x1f{cells['id']}"
        key = theirs or _says(cells)
        earlier = None if stated else first.get(key)
        first.setdefault(key, at)
        again[key] += 1
        remembered = present.rows.get(digest)
        if remembered is not None and not stated:
            found.append(Identified(digest, remembered.id))
        elif stated:
            found.append(Identified(digest, stated, stated=True))
        elif theirs and again[key] == 1 and (there := ends.get(_digest(key, _KEYED))):
            found.append(Identified(digest, there))
        else:
            found.append(
                Identified(digest, _made(cells, key, again[key], keyed=bool(theirs)), earlier)
            )
    return found


def _own_id(uid: str, own_uid: str) -> str:
    return uid.removesuffix(own_uid) if own_uid and uid.endswith(own_uid) else ""


def _says(cells: Mapping[str, str]) -> str:
    """What tells an activity from others: what, when and with whom."""
    title = normalise(cells["title_de"] or cells["title_en"])
    return "\x1f".join((title, cells["start"], cells["venue"], cells["counterparts"]))


def _made(cells: Mapping[str, str], key: str, number: int, *, keyed: bool) -> str:
    """A readable id with a digest of what the row says, so that it is no other's."""
    title = cells["title_de"] or cells["title_en"]
    plain = next(proposed(cells["start"], title, cells["venue"] or cells["counterparts"]))
    again = f"-{number}" if number > 1 else ""
    digest = _digest(key, _KEYED if keyed else _DIGITS)
    return f"{plain[: ID_LIMIT - 2 * _KEYED - len(again)]}-{digest}{again}"


def _digest(key: str, digits: int) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:digits]


def _ends(present: Present) -> dict[str, str]:
    """Records by what their ids end with: an event that was moved or renamed keeps its uid."""
    return {name.rpartition("-")[2]: name for name in (*present.gone, *present.records)}
