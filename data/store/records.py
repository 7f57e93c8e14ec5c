"""Records in the store: written in one transaction each, with history and revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

import sqlalchemy as sa

from data.model import Activity, Located, Place
from data.store import bulk, codec
from data.store.codec import Found
from data.store.engine import connect, reading, writing
from data.store.schema import LINKS, activity, change, place, revision
from data.tables import Reference, Tables


class Refused(Exception):
    """The database refused a record; ``rule`` names what it breaks, as the schema does."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


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


Write: TypeAlias = Create | Update | Delete


@dataclass(frozen=True)
class Change:
    """One line of the history: what a record was and became; either is missing where it was not
    there. ``at`` is in UTC."""

    number: int
    revision: int
    at: datetime
    by: str
    activity: str
    version: int
    before: Activity | None
    after: Activity | None


class Store:
    """The records of a city. Every method is one transaction; any number of processes may write.

    ``url`` as SQLAlchemy spells it. Raises :class:`data.store.engine.NotUsable`.
    """

    def __init__(self, url: str) -> None:
        self._engine = connect(url)

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def revision(self) -> int:
        """How many writes there have been; cheap enough to ask for before every page."""
        with reading(self._engine) as connection:
            return int(connection.scalar(sa.select(revision.c.number)) or 0)

    def write(self, writes: Sequence[Write], *, by: str) -> int:
        """Do all of it or nothing; the revision that it made.

        Raises :class:`ChangedMeanwhile`, :class:`AlreadyThere` or :class:`Refused`.
        """
        try:
            with writing(self._engine) as connection:
                number = _next_revision(connection)
                moment = datetime.now(UTC)
                for one in writes:
                    line = _do(connection, one)
                    told = line | {"revision": number, "at": moment, "by": by}
                    connection.execute(sa.insert(change).values(told))
                return number
        except sa.exc.IntegrityError as error:
            raise Refused(_rule(error)) from error

    def fill(self, tables: Tables, *, by: str) -> int:
        """Take over all records of tables as one write; their ids must be new to the store.

        Raises :class:`Refused`; then nothing was taken over.
        """
        try:
            with writing(self._engine) as connection:
                number = _next_revision(connection)
                written = {"revision": number, "at": datetime.now(UTC), "by": by}
                _keep_places(connection, tables.places.values())
                for portion in bulk.batches(bulk.records(tables)):
                    bulk.insert(connection, portion)
                    lines = [_line(one.id, 1, None, one) | written for one in portion]
                    connection.execute(sa.insert(change), lines)
                return number
        except sa.exc.IntegrityError as error:
            raise Refused(_rule(error)) from error

    def tables(self, reference: Reference) -> tuple[int, Tables]:
        """The revision, and all records as a snapshot is built from them: one state of both."""
        with reading(self._engine) as connection:
            number = int(connection.scalar(sa.select(revision.c.number)) or 0)
            return number, bulk.read(connection, reference, _places(connection))

    def get(self, activity_id: str) -> Stored | None:
        """One record as it is now."""
        with reading(self._engine) as connection:
            return _get(connection, activity_id)

    def everything(self) -> tuple[int, list[Activity], dict[str, Place]]:
        """The revision, all records by start and id, and every place by key: one state of them."""
        with reading(self._engine) as connection:
            number = int(connection.scalar(sa.select(revision.c.number)) or 0)
            return number, _all(connection), _places(connection)

    def history(self, activity_id: str) -> list[Change]:
        """What became of a record, the newest first; of one that was deleted, too."""
        wanted = sa.select(change).where(change.c.activity == activity_id)
        with reading(self._engine) as connection:
            rows = connection.execute(wanted.order_by(change.c.number.desc())).mappings()
            return [_change(row) for row in rows]

    def as_known_at(self, moment: datetime) -> list[Activity]:
        """All records as they were at a moment, by start and id."""
        last = (
            sa.select(sa.func.max(change.c.number))
            .where(change.c.at <= moment)
            .group_by(change.c.activity)
        )
        wanted = sa.select(change.c.after).where(change.c.number.in_(last))
        with reading(self._engine) as connection:
            states = [state for state in connection.scalars(wanted) if state is not None]
        found = [codec.from_json(state) for state in states]
        return sorted(found, key=lambda one: (one.start, one.id))


def _rule(error: sa.exc.IntegrityError) -> str:
    """What was broken: the constraint's name, or what SQLite says of one without."""
    told = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    return str(told or str(error.orig).rpartition(": ")[2])


def _do(connection: sa.Connection, one: Write) -> dict[str, Any]:
    """Carry out a write, and say what the history shall keep of it."""
    if isinstance(one, Create):
        return _create(connection, one)
    if isinstance(one, Update):
        return _update(connection, one)
    return _delete(connection, one)


def _create(connection: sa.Connection, one: Create) -> dict[str, Any]:
    known = sa.select(sa.literal(1)).where(change.c.activity == one.activity.id).limit(1)
    if connection.scalar(known):
        raise AlreadyThere(one.activity.id)
    _keep_places(connection, one.places)
    connection.execute(sa.insert(activity).values(codec.activity_row(one.activity, 1)))
    _link(connection, one.activity)
    return _line(one.activity.id, 1, None, one.activity)


def _update(connection: sa.Connection, one: Update) -> dict[str, Any]:
    before = _seen(connection, one.activity.id, one.version)
    _keep_places(connection, one.places)
    row = codec.activity_row(one.activity, one.version + 1)
    connection.execute(sa.update(activity).where(activity.c.id == one.activity.id).values(row))
    _unlink(connection, one.activity.id)
    _link(connection, one.activity)
    return _line(one.activity.id, one.version + 1, before, one.activity)


def _delete(connection: sa.Connection, one: Delete) -> dict[str, Any]:
    before = _seen(connection, one.id, one.version)
    connection.execute(sa.delete(activity).where(activity.c.id == one.id))
    return _line(one.id, one.version, before, None)


def _seen(connection: sa.Connection, activity_id: str, version: int) -> Activity:
    """The record that the writer saw, if it still is that one."""
    present = _get(connection, activity_id)
    if present is None or present.version != version:
        raise ChangedMeanwhile(activity_id, present)
    return present.activity


def _next_revision(connection: sa.Connection) -> int:
    """Taken first: on PostgreSQL writes wait here for one another, on SQLite before."""
    raised = sa.update(revision).values(number=revision.c.number + 1)
    return int(connection.execute(raised.returning(revision.c.number)).scalar_one())


def _keep_places(connection: sa.Connection, places: Iterable[Place]) -> None:
    """Add the places that are not there yet, and locate those that nobody could locate."""
    for one in places:
        row = asdict(one) | {"located": str(one.located)}
        present = connection.scalar(sa.select(place.c.located).where(place.c.key == one.key))
        if present is None:
            connection.execute(sa.insert(place).values(row))
        elif present == Located.UNKNOWN and one.located is not Located.UNKNOWN:
            connection.execute(sa.update(place).where(place.c.key == one.key).values(row))


def _link(connection: sa.Connection, one: Activity) -> None:
    rows = codec.link_rows(one)
    for table in LINKS:
        if rows[table.name]:
            connection.execute(sa.insert(table), rows[table.name])


def _unlink(connection: sa.Connection, activity_id: str) -> None:
    for table in LINKS:
        connection.execute(sa.delete(table).where(table.c.activity == activity_id))


def _line(
    activity_id: str, version: int, before: Activity | None, after: Activity | None
) -> dict[str, Any]:
    return {
        "activity": activity_id,
        "version": version,
        "before": codec.to_json(before) if before else None,
        "after": codec.to_json(after) if after else None,
    }


def _change(row: Found) -> Change:
    at: datetime = row["at"]
    before, after = (
        None if row[name] is None else codec.from_json(row[name]) for name in ("before", "after")
    )
    plain = {name: row[name] for name in ("number", "revision", "by", "activity", "version")}
    # SQLite keeps no time zone; what is written is UTC.
    moment = at if at.tzinfo else at.replace(tzinfo=UTC)
    return Change(at=moment, before=before, after=after, **plain)


def _get(connection: sa.Connection, activity_id: str) -> Stored | None:
    wanted = sa.select(activity).where(activity.c.id == activity_id)
    row = connection.execute(wanted).mappings().one_or_none()
    if row is None:
        return None
    links: dict[str, list[Found]] = {
        table.name: list(
            connection.execute(
                sa.select(table).where(table.c.activity == activity_id).order_by(table.c.position)
            ).mappings()
        )
        for table in LINKS
    }
    return Stored(codec.activity_of(row, links), int(row["version"]))


def _all(connection: sa.Connection) -> list[Activity]:
    links: dict[str, dict[str, list[Found]]] = {}
    for table in LINKS:
        of_each: dict[str, list[Found]] = defaultdict(list)
        ordered = sa.select(table).order_by(table.c.activity, table.c.position)
        for row in connection.execute(ordered).mappings():
            of_each[row["activity"]].append(row)
        links[table.name] = of_each
    rows = connection.execute(sa.select(activity).order_by(activity.c.start, activity.c.id))
    return [
        codec.activity_of(row, {name: of_each[row["id"]] for name, of_each in links.items()})
        for row in rows.mappings()
    ]


def _places(connection: sa.Connection) -> dict[str, Place]:
    return {
        row["key"]: Place(**{**row, "located": Located(row["located"])})
        for row in connection.execute(sa.select(place)).mappings()
    }
