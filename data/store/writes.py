"""Single records: what can be done to one, carried out within somebody's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Self, TypeAlias

import sqlalchemy as sa

from data.model import Activity, Located, Place
from data.store import codec, follow_ups, history
from data.store.codec import Found
from data.store.revision import next_revision
from data.store.schema import LINKS, activity, change, place


class Refused(Exception):
    """The database refused a record; ``rule`` names what it breaks, as the schema does."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule

    @classmethod
    def by(cls, error: sa.exc.IntegrityError) -> Self:
        """The constraint's name, or what SQLite says of one without."""
        told = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
        return cls(str(told or str(error.orig).rpartition(": ")[2]))


class AlreadyThere(Exception):
    """A record with this id exists, or did: ids are never used again."""

    def __init__(self, activity_id: str) -> None:
        super().__init__(activity_id)
        self.id = activity_id


@dataclass(frozen=True)
class Stored:
    """A record with the number of times that it was written."""

    activity: Activity
    version: int


class ChangedMeanwhile(Exception):
    """Somebody else wrote the record first. ``theirs`` is what it is now, ``None`` if deleted."""

    def __init__(self, activity_id: str, theirs: Stored | None) -> None:
        super().__init__(activity_id)
        self.id = activity_id
        self.theirs = theirs


@dataclass(frozen=True)
class Create:
    """A new record; ``places`` are those that it names."""

    activity: Activity
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Update:
    """A record as it shall be; ``version`` is the one that the writer saw."""

    activity: Activity
    version: int
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Delete:
    """Take a record away; ``version`` is the one that the writer saw."""

    id: str
    version: int


@dataclass(frozen=True)
class BringBack:
    """Undo that a record was taken away: it is as ``activity`` says again."""

    activity: Activity
    places: tuple[Place, ...] = ()


Write: TypeAlias = Create | Update | Delete | BringBack


def write(connection: sa.Connection, wanted: Sequence[Write], *, by: str) -> int:
    """Do all of it as one write; its revision.

    Raises :class:`ChangedMeanwhile`, :class:`AlreadyThere` or the database's error.
    """
    number = next_revision(connection)
    written = {"revision": number, "at": datetime.now(UTC), "by": by}
    for one in wanted:
        if isinstance(one, Delete):
            follow_ups.let_go(connection, one.id, written)
        connection.execute(sa.insert(change).values(_carry_out(connection, one) | written))
        if isinstance(one, BringBack):
            follow_ups.bring_along(connection, one.activity.id, written)
    return number


def _carry_out(connection: sa.Connection, one: Write) -> codec.Row:
    """Carry out a write, and say what the history shall keep of it."""
    if isinstance(one, Create):
        return _create(connection, one)
    if isinstance(one, Update):
        return _update(connection, one)
    if isinstance(one, BringBack):
        return _bring_back(connection, one)
    return _delete(connection, one)


def _create(connection: sa.Connection, one: Create) -> codec.Row:
    if _was_there(connection, one.activity.id):
        raise AlreadyThere(one.activity.id)
    return _insert(connection, one, 1)


def _bring_back(connection: sa.Connection, one: BringBack) -> codec.Row:
    present = get(connection, one.activity.id)
    wanted = sa.select(sa.func.max(change.c.version)).where(change.c.activity == one.activity.id)
    last = connection.scalar(wanted)
    if present is not None or last is None:
        raise ChangedMeanwhile(one.activity.id, present)
    return _insert(connection, one, last + 1)


def _insert(connection: sa.Connection, one: Create | BringBack, version: int) -> codec.Row:
    keep_places(connection, one.places)
    connection.execute(sa.insert(activity).values(codec.activity_row(one.activity, version)))
    _link(connection, one.activity)
    return history.line(one.activity.id, version, None, one.activity)


def _update(connection: sa.Connection, one: Update) -> codec.Row:
    before = _seen(connection, one.activity.id, one.version)
    keep_places(connection, one.places)
    row = codec.activity_row(one.activity, one.version + 1)
    connection.execute(sa.update(activity).where(activity.c.id == one.activity.id).values(row))
    _unlink(connection, one.activity.id)
    _link(connection, one.activity)
    return history.line(one.activity.id, one.version + 1, before, one.activity)


def _delete(connection: sa.Connection, one: Delete) -> codec.Row:
    before = _seen(connection, one.id, one.version)
    connection.execute(sa.delete(activity).where(activity.c.id == one.id))
    return history.line(one.id, one.version, before, None)


def _seen(connection: sa.Connection, activity_id: str, version: int) -> Activity:
    """The record that the writer saw, if it still is that one."""
    present = get(connection, activity_id)
    if present is None or present.version != version:
        raise ChangedMeanwhile(activity_id, present)
    return present.activity


def keep_places(connection: sa.Connection, places: Iterable[Place]) -> list[Place]:
    """Add the places that are not there yet, and locate those that nobody could locate: all that
    was written."""
    kept: list[Place] = []
    for one in places:
        row = asdict(one) | {"located": str(one.located)}
        present = connection.scalar(sa.select(place.c.located).where(place.c.key == one.key))
        if present is None:
            connection.execute(sa.insert(place).values(row))
        elif present == Located.UNKNOWN and one.located is not Located.UNKNOWN:
            connection.execute(sa.update(place).where(place.c.key == one.key).values(row))
        else:
            continue
        kept.append(one)
    return kept


def _link(connection: sa.Connection, one: Activity) -> None:
    rows = codec.link_rows(one)
    for table in LINKS:
        if rows[table.name]:
            connection.execute(sa.insert(table), rows[table.name])


def _unlink(connection: sa.Connection, activity_id: str) -> None:
    for table in LINKS:
        connection.execute(sa.delete(table).where(table.c.activity == activity_id))


def get(connection: sa.Connection, activity_id: str) -> Stored | None:
    """One record as it is now."""
    return some(connection, [activity_id]).get(activity_id)


def some(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Stored]:
    """Those of the records that are there, by id."""
    rows = connection.execute(sa.select(activity).where(activity.c.id.in_(ids))).mappings().all()
    if not rows:
        return {}
    links = {table.name: _links(connection, table, table.c.activity.in_(ids)) for table in LINKS}
    return {row["id"]: Stored(_record(row, links), int(row["version"])) for row in rows}


def everything(connection: sa.Connection) -> list[Activity]:
    """All records, by start and id."""
    links = {table.name: _links(connection, table) for table in LINKS}
    rows = connection.execute(sa.select(activity).order_by(activity.c.start, activity.c.id))
    return [_record(row, links) for row in rows.mappings()]


_Links: TypeAlias = Mapping[str, Sequence[Found]]
"""Rows of one table of links, by the record that they are of"""


def _links(
    connection: sa.Connection, table: sa.Table, *conditions: sa.ColumnElement[bool]
) -> _Links:
    found: dict[str, list[Found]] = defaultdict(list)
    wanted = sa.select(table).where(*conditions).order_by(table.c.activity, table.c.position)
    for row in connection.execute(wanted).mappings():
        found[row["activity"]].append(row)
    return found


def _record(row: Found, links: Mapping[str, _Links]) -> Activity:
    own = {name: found.get(row["id"], ()) for name, found in links.items()}
    return codec.activity_of(row, own)


def places(connection: sa.Connection) -> dict[str, Place]:
    """Every place by its key."""
    return {
        row["key"]: Place(**{**row, "located": Located(row["located"])})
        for row in connection.execute(sa.select(place)).mappings()
    }


def versions(connection: sa.Connection) -> dict[str, int]:
    """How often each record was written, by id."""
    return {
        row.id: row.version
        for row in connection.execute(sa.select(activity.c.id, activity.c.version))
    }


def is_empty(connection: sa.Connection) -> bool:
    """Whether nothing was ever written."""
    return connection.scalar(sa.select(change.c.number).limit(1)) is None


def ids_ever(connection: sa.Connection, ids: Iterable[str]) -> set[str]:
    """Those of the ids that a record has or had."""
    return {one for one in ids if _was_there(connection, one)}


def _was_there(connection: sa.Connection, activity_id: str) -> bool:
    known = sa.select(sa.literal(1)).where(change.c.activity == activity_id).limit(1)
    return connection.scalar(known) is not None
