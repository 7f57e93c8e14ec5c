"""Looking at the history, and going back in it: who wrote what, and the way to undo it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from data.model import Activity, Place
from data.store import codec, history
from data.store.engine import reading
from data.store.history import Change
from data.store.schema import change
from data.store.writes import BringBack, Delete, Stored, Update, Write


class What(StrEnum):
    """What became of a record."""

    NEW = "new"
    CHANGED = "changed"
    DELETED = "deleted"
    BROUGHT_BACK = "brought_back"

    @classmethod
    def of(cls, line: Change) -> What:
        if line.after is None:
            return cls.DELETED
        if line.before is not None:
            return cls.CHANGED
        return cls.NEW if line.version == 1 else cls.BROUGHT_BACK


@dataclass(frozen=True)
class Asked:
    """Whose changes, of which record, and of what kind; empty is every one."""

    by: str = ""
    of: str = ""
    what: What | None = None


@dataclass(frozen=True)
class Entry:
    """One write: what became of how many records by it, of those that were asked for."""

    revision: int
    at: datetime
    by: str
    counts: Mapping[What, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Undoing:
    """The way to undo a write; ``later`` are records that somebody has changed since."""

    writes: tuple[Write, ...]
    later: tuple[Change, ...]


class Past:
    """The history of a store. Every method is one transaction."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def authors(self) -> list[str]:
        """Everybody who has written, by name."""
        wanted = sa.select(change.c.by).distinct().order_by(change.c.by)
        with reading(self._engine) as connection:
            return list(connection.scalars(wanted))

    def total(self, asked: Asked) -> int:
        """How many writes there have been."""
        wanted = sa.select(sa.func.count(change.c.revision.distinct())).where(*_where(asked))
        with reading(self._engine) as connection:
            return int(connection.scalar(wanted) or 0)

    def entries(self, asked: Asked, limit: int, *, offset: int = 0) -> list[Entry]:
        """Writes, the newest first."""
        counts = [sa.func.sum(sa.case((_is(what), 1), else_=0)).label(what) for what in What]
        moment, author = sa.func.max(change.c.at), sa.func.max(change.c.by)
        wanted = (
            sa.select(change.c.revision, moment.label("at"), author.label("by"), *counts)
            .where(*_where(asked))
            .group_by(change.c.revision)
            .order_by(change.c.revision.desc())
            .limit(limit)
            .offset(offset)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(wanted).mappings().all()
        return [
            Entry(row["revision"], codec.aware(row["at"]), row["by"],
                  {what: int(row[what]) for what in What if row[what]})
            for row in rows
        ]  # fmt: skip

    def size(self, revision: int) -> int:
        """How many records a write changed."""
        wanted = sa.select(sa.func.count()).where(change.c.revision == revision)
        with reading(self._engine) as connection:
            return int(connection.scalar(wanted) or 0)

    def lines(
        self, revisions: Sequence[int], asked: Asked, *, limit: int, offset: int = 0
    ) -> list[Change]:
        """The lines of some writes, in the order of the writes, the newest write first."""
        wanted = (
            sa.select(change)
            .where(change.c.revision.in_(revisions), *_where(asked))
            .order_by(change.c.revision.desc(), change.c.number)
            .limit(limit)
            .offset(offset)
        )
        with reading(self._engine) as connection:
            return history.lines(connection, wanted)

    def line(self, number: int) -> Change | None:
        """One line by its number."""
        with reading(self._engine) as connection:
            found = history.lines(connection, sa.select(change).where(change.c.number == number))
        return found[0] if found else None

    def undoing(self, revision: int, places: Mapping[str, Place]) -> Undoing:
        """What takes back all of a write. ``places`` are those that may come back with it."""
        own = sa.select(change).where(change.c.revision == revision).order_by(change.c.number)
        touched = sa.select(change.c.activity).where(change.c.revision == revision)
        newest = (
            sa.select(sa.func.max(change.c.number))
            .where(change.c.activity.in_(touched))
            .group_by(change.c.activity)
        )
        since = sa.select(change).where(change.c.number.in_(newest), change.c.revision > revision)
        with reading(self._engine) as connection:
            lines = history.lines(connection, own)
            later = history.lines(connection, since)
        return Undoing(tuple(_back(line, places) for line in lines), tuple(later))


def restoring(wanted: Activity, present: Stored | None, places: Mapping[str, Place]) -> Write:
    """What makes a record as it was; ``present`` is what it is now, ``None`` if deleted."""
    named = tuple(places[key] for key in sorted(wanted.places) if key in places)
    if present is None:
        return BringBack(wanted, named)
    return Update(wanted, present.version, named)


def _back(line: Change, places: Mapping[str, Place]) -> Write:
    if line.before is None:
        return Delete(line.activity, line.version)
    present = Stored(line.after, line.version) if line.after else None
    return restoring(line.before, present, places)


def _is(what: What) -> sa.ColumnElement[bool]:
    return {
        What.NEW: sa.and_(change.c.before.is_(None), change.c.version == 1),
        What.CHANGED: sa.and_(change.c.before.is_not(None), change.c.after.is_not(None)),
        What.DELETED: change.c.after.is_(None),
        What.BROUGHT_BACK: sa.and_(change.c.before.is_(None), change.c.version > 1),
    }[what]


def _where(asked: Asked) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if asked.by:
        conditions.append(change.c.by == asked.by)
    if asked.of:
        conditions.append(change.c.activity == asked.of)
    if asked.what:
        conditions.append(_is(asked.what))
    return conditions
