"""Looking at the history, and going back in it: who wrote what, and the way to undo it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple, TypeAlias

import sqlalchemy as sa

from data.model import Activity, Place
from data.store import codec, follow_ups, history, located
from data.store.engine import reading
from data.store.follow_ups import Line
from data.store.history import Change
from data.store.located import Placing
from data.store.schema import change, follow_up_change, place_change
from data.store.writes import BringBack, Delete, Stored, Update, Write

Told: TypeAlias = Change | Line | Placing
"""A line of the history: of a record, of a next step, or of where a place is."""


class What(StrEnum):
    """What became of a record, a next step or a place."""

    NEW = "new"
    CHANGED = "changed"
    DELETED = "deleted"
    BROUGHT_BACK = "brought_back"

    @classmethod
    def of(cls, line: Told) -> What:
        if isinstance(line, Placing):
            return cls.CHANGED
        if line.after is None:
            return cls.DELETED
        if line.before is not None:
            return cls.CHANGED
        return cls.NEW if line.version == 1 else cls.BROUGHT_BACK


class About(StrEnum):
    """What a line of the history is about."""

    ACTIVITIES = "activities"
    STEPS = "steps"
    PLACES = "places"


_HISTORIES: Final = {
    About.ACTIVITIES: change,
    About.STEPS: follow_up_change,
    About.PLACES: place_change,
}
"""Records first, in whatever is told of a write."""


@dataclass(frozen=True)
class Asked:
    """Whose changes, of which record, of what kind, and about what; empty is every one. Of a record
    are its own lines alone, not those of its next steps."""

    by: str = ""
    of: str = ""
    what: What | None = None
    about: About | None = None


@dataclass(frozen=True)
class Entry:
    """One write: what became of how many records (``counts``) and next steps by it, and how many
    places it located, of those that were asked for."""

    revision: int
    at: datetime
    by: str
    counts: Mapping[What, int]
    steps: Mapping[What, int] = field(default_factory=dict)
    places: int = 0

    @property
    def records(self) -> int:
        """How many records."""
        return sum(self.counts.values())

    @property
    def total(self) -> int:
        """How many lines of the history."""
        return self.records + sum(self.steps.values()) + self.places


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
        wanted = sa.union(*(sa.select(one.c.by) for one in _HISTORIES.values()))
        with reading(self._engine) as connection:
            return sorted(connection.scalars(wanted))

    def total(self, asked: Asked) -> int:
        """How many writes there have been."""
        wanted = sa.select(sa.func.count()).select_from(_revisions(asked))
        with reading(self._engine) as connection:
            return int(connection.scalar(wanted) or 0)

    def entries(self, asked: Asked, limit: int, *, offset: int = 0) -> list[Entry]:
        """Writes, the newest first."""
        every = _revisions(asked)
        newest = sa.select(every.c.revision).order_by(every.c.revision.desc())
        with reading(self._engine) as connection:
            numbers = connection.scalars(newest.limit(limit).offset(offset)).all()
            records, steps, places = (
                _counted(connection, one, numbers, asked) for one in _HISTORIES.values()
            )
        return [_entry(one, records.get(one), steps.get(one), places.get(one)) for one in numbers]

    def size(self, revision: int) -> int:
        """How many records a write changed."""
        wanted = sa.select(sa.func.count()).where(change.c.revision == revision)
        with reading(self._engine) as connection:
            return int(connection.scalar(wanted) or 0)

    def length(self, revision: int) -> int:
        """How many lines the history has of a write."""
        with reading(self._engine) as connection:
            return sum(
                _count(connection, one, [one.c.revision == revision]) for one in _HISTORIES.values()
            )

    def lines(
        self, revisions: Sequence[int], asked: Asked, *, limit: int, offset: int = 0
    ) -> list[Told]:
        """The lines of some writes: of records, then of next steps, then of places, each of them
        in the order of the writes, the newest write first."""
        found: list[Told] = []
        with reading(self._engine) as connection:
            for table in _HISTORIES.values():
                conditions = [table.c.revision.in_(revisions), *_where(table, asked)]
                wanted = sa.select(table).where(*conditions)
                ordered = wanted.order_by(table.c.revision.desc(), table.c.number)
                few = ordered.limit(limit - len(found)).offset(offset)
                found += _read(connection, table, few)
                offset = max(0, offset - _count(connection, table, conditions))
        return found

    def step_line(self, number: int) -> Line | None:
        """One line of the history of next steps by its number."""
        wanted = sa.select(follow_up_change).where(follow_up_change.c.number == number)
        with reading(self._engine) as connection:
            found = follow_ups.lines(connection, wanted)
        return found[0] if found else None

    def line(self, number: int) -> Change | None:
        """One line of the history of records by its number."""
        with reading(self._engine) as connection:
            found = history.lines(connection, sa.select(change).where(change.c.number == number))
        return found[0] if found else None

    def undoing(self, revision: int, places: Mapping[str, Place]) -> Undoing:
        """What takes back all that a write did to records; the next steps of one that it deleted
        come back along with it. ``places`` are those that may come back, too."""
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


class _Counted(NamedTuple):
    """What a write did to things of one sort."""

    at: datetime
    by: str
    counts: Mapping[What, int]


def _entry(
    revision: int, records: _Counted | None, steps: _Counted | None, places: _Counted | None
) -> Entry:
    """A write, of which one sort of lines at least is there."""
    some = next(one for one in (records, steps, places) if one)
    return Entry(
        revision,
        some.at,
        some.by,
        records.counts if records else {},
        steps.counts if steps else {},
        sum(places.counts.values()) if places else 0,
    )


def _revisions(asked: Asked) -> sa.Subquery:
    """The writes that were asked for, each once."""
    every = (sa.select(one.c.revision).where(*_where(one, asked)) for one in _HISTORIES.values())
    return sa.union(*every).subquery()


def _counted(
    connection: sa.Connection, table: sa.Table, revisions: Sequence[int], asked: Asked
) -> dict[int, _Counted]:
    counts = [sa.func.sum(sa.case((_is(table, what), 1), else_=0)).label(what) for what in What]
    moment, author = sa.func.max(table.c.at), sa.func.max(table.c.by)
    wanted = (
        sa.select(table.c.revision, moment.label("at"), author.label("by"), *counts)
        .where(table.c.revision.in_(revisions), *_where(table, asked))
        .group_by(table.c.revision)
    )
    return {
        row["revision"]: _Counted(
            codec.aware(row["at"]),
            row["by"],
            {what: int(row[what]) for what in What if row[what]},
        )
        for row in connection.execute(wanted).mappings()
    }


def _count(
    connection: sa.Connection, table: sa.Table, conditions: Sequence[sa.ColumnElement[bool]]
) -> int:
    wanted = sa.select(sa.func.count()).select_from(table).where(*conditions)
    return int(connection.scalar(wanted) or 0)


def _read(connection: sa.Connection, table: sa.Table, wanted: sa.Select[Any]) -> Sequence[Told]:
    if table is change:
        return history.lines(connection, wanted)
    if table is follow_up_change:
        return follow_ups.lines(connection, wanted)
    return located.lines(connection, wanted)


def _is(table: sa.Table, what: What) -> sa.ColumnElement[bool]:
    if table is place_change:
        return sa.true() if what is What.CHANGED else sa.false()
    before, after = table.c.before, table.c.after
    version = table.c.version if table is change else after["version"].as_integer()
    return {
        What.NEW: sa.and_(before.is_(None), version == 1),
        What.CHANGED: sa.and_(before.is_not(None), after.is_not(None)),
        What.DELETED: after.is_(None),
        What.BROUGHT_BACK: sa.and_(before.is_(None), version > 1),
    }[what]


def _where(table: sa.Table, asked: Asked) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if asked.by:
        conditions.append(table.c.by == asked.by)
    if asked.about and _HISTORIES[asked.about] is not table:
        conditions.append(sa.false())
    if asked.of:
        conditions.append(table.c.activity == asked.of if table is change else sa.false())
    if asked.what:
        conditions.append(_is(table, asked.what))
    return conditions
