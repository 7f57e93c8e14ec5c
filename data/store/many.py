"""Many records at once, as one write: the same history, revision and constraints as of one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final, TypeAlias

import sqlalchemy as sa

from data.model import Activity, Located, Place
from data.store import answers, codec, history, staging, writes
from data.store.codec import Row
from data.store.revision import current, next_revision
from data.store.schema import LINKS, activity, change, place
from data.store.writes import AlreadyThere, ChangedMeanwhile, Create, Stored, Update

Step: TypeAlias = Callable[[float], None]
"""Told how much is done, from 0 to 1; raises where somebody cancelled."""

_AT_ONCE: Final = 500


def write_many(
    connection: sa.Connection,
    wanted: Sequence[Create | Update],
    places: Mapping[str, Place],
    *,
    by: str,
    step: Step = lambda _done: None,
) -> int:
    """Do all of it as one write; its revision. The new records were staged before, with what rows
    of files became. ``places`` knows those that the records name.

    Raises :class:`data.store.writes.ChangedMeanwhile`, ``AlreadyThere``, the database's error or
    what ``step`` raises.
    """
    number = next_revision(connection)
    written = {"revision": number, "at": datetime.now(UTC), "by": by}
    _keep_places(connection, wanted, places)
    if (taken := staging.taken(connection)) is not None:
        raise AlreadyThere(taken)
    updates = [one for one in wanted if isinstance(one, Update)]
    created = len(wanted) - len(updates)
    share = created / len(wanted) if wanted else 1.0
    staging.move(connection, created, written, lambda done: step(share * done))
    for at in range(0, len(updates), _AT_ONCE):
        step(share + (1 - share) * at / len(updates))
        portion = updates[at : at + _AT_ONCE]
        before = _seen(connection, portion)
        _put(connection, portion)
        lines = [
            history.line(one.activity.id, one.version + 1, before[one.activity.id], one.activity)
            for one in portion
        ]
        connection.execute(sa.insert(change), [line | written for line in lines])
    staging.move_rows(connection, written)
    return number


def known_rows(connection: sa.Connection) -> dict[str, tuple[str, int]]:
    """What rows of files became, by their digest."""
    found = {}
    for digest, answer in answers.answers(connection, staging.ROWS).items():
        activity_id, version = json.loads(answer)
        found[digest] = (str(activity_id), int(version))
    return found


def everything_stored(connection: sa.Connection) -> tuple[int, dict[str, Stored], frozenset[str]]:
    """The revision, all records with their versions by id, and the ids of those that are gone."""
    versions = writes.versions(connection)
    stored = {one.id: Stored(one, versions[one.id]) for one in writes.everything(connection)}
    ever = connection.scalars(sa.select(change.c.activity).distinct())
    return current(connection), stored, frozenset(set(ever) - set(stored))


def as_of(connection: sa.Connection, versions: Mapping[str, int]) -> dict[str, Activity]:
    """Records as they were in these versions; those of which the history knows no such version
    are missing."""
    found = {}
    for ids in _portions(sorted(versions)):
        wanted = sa.select(change.c.activity, change.c.version, change.c.after).where(
            change.c.activity.in_(ids)
        )
        for row in connection.execute(wanted):
            if row.after is not None and versions[row.activity] == row.version:
                found[row.activity] = codec.from_json(row.after)
    return found


def _portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))


def _seen(connection: sa.Connection, portion: Sequence[Update]) -> dict[str, Activity]:
    """The records to be changed as they are, if they are what the writer saw."""
    present = writes.some(connection, [one.activity.id for one in portion])
    for one in portion:
        theirs = present.get(one.activity.id)
        if theirs is None or theirs.version != one.version:
            raise ChangedMeanwhile(one.activity.id, theirs)
    return {name: stored.activity for name, stored in present.items()}


def _put(connection: sa.Connection, portion: Sequence[Update]) -> None:
    names = [column.name for column in activity.columns]
    changed = sa.update(activity).where(activity.c.id == sa.bindparam("its_id"))
    rows = [codec.activity_row(one.activity, one.version + 1) for one in portion]
    connection.execute(
        changed.values({name: sa.bindparam(f"to_{name}") for name in names}),
        [{"its_id": row["id"], **{f"to_{name}": row[name] for name in names}} for row in rows],
    )
    ids = [one.activity.id for one in portion]
    linked: dict[str, list[Row]] = defaultdict(list)
    for one in portion:
        for name, links in codec.link_rows(one.activity).items():
            linked[name] += links
    for table in LINKS:
        connection.execute(sa.delete(table).where(table.c.activity.in_(ids)))
        if linked[table.name]:
            connection.execute(sa.insert(table), linked[table.name])


def _keep_places(
    connection: sa.Connection, wanted: Sequence[Create | Update], places: Mapping[str, Place]
) -> None:
    """Add the places that the records name and the store lacks; of a file with many, most are
    known."""
    named = {key for one in wanted for key in one.activity.places}
    located = {
        row.key: row.located for row in connection.execute(sa.select(place.c.key, place.c.located))
    }
    new = [places[key] for key in sorted(named) if key not in located and key in places]
    if new:
        rows = [asdict(one) | {"located": str(one.located)} for one in new]
        connection.execute(sa.insert(place), rows)
    found = [
        places[key]
        for key in sorted(named)
        if located.get(key) == Located.UNKNOWN and key in places
    ]
    writes.keep_places(connection, found)
