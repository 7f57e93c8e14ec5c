"""A copy of the whole store in one file, and back, while people work.

The copy is always a SQLite file with the same tables, whatever database is in use: one thing to
keep, and the way from SQLite to PostgreSQL.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from data.store import revision
from data.store.engine import connect, reading, writing
from data.store.schema import (
    activity,
    change,
    failed_sign_in,
    follow_up,
    follow_up_change,
    metadata,
    place_change,
    sign_in,
    sign_in_key,
)
from data.store.schema import revision as revision_table

_AT_ONCE: Final = 1_000
_SQLITE: Final = b"SQLite format 3\x00"
_NOT_RECORDS: Final = {sign_in_key, sign_in, failed_sign_in}
_COPIED: Final = [table for table in metadata.sorted_tables if table not in _NOT_RECORDS]
"""Who may come in stays where it is: an old copy must not bring back a key or a sign-in."""


class AlreadyThere(Exception):
    """There is a file of this name already."""


class NotACopy(Exception):
    """The file is not a copy of a store, or is damaged; ``reason`` is what was found."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotEmpty(Exception):
    """The store has records, and nobody said that they may be replaced."""


@dataclass(frozen=True)
class Copied:
    """What a copy holds: records, lines of their history, and the revision."""

    records: int
    changes: int
    revision: int


def back_up(url: str, target: Path) -> Copied:
    """Write one consistent state of the store to a new file; while it is not whole it has another
    name. Raises :class:`AlreadyThere`, ``NotUsable`` or ``OSError``."""
    if target.exists():
        raise AlreadyThere(str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.unfinished")
    _remove(unfinished)
    source = connect(url)
    try:
        _copy_to_file(source, unfinished)
        found = check(unfinished)
        unfinished.rename(target)
    finally:
        source.dispose()
        _remove(unfinished)
    return found


def check(file: Path) -> Copied:
    """Open a copy and look whether it is whole. Raises :class:`NotACopy`."""
    try:
        with file.open("rb") as opened:
            if opened.read(len(_SQLITE)) != _SQLITE:
                raise NotACopy("not a SQLite file")
        with closing(_opened(file)) as connection:
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            if missing := {"alembic_version", activity.name, change.name} - names:
                raise NotACopy(f"no table {min(missing)}")
            for question, right in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
                answer = connection.execute(f"PRAGMA {question}").fetchall()
                if answer != right:
                    raise NotACopy(f"{question}: {answer[0]}")
    except (sqlite3.Error, OSError) as error:
        raise NotACopy(str(error)) from error
    return _told(file)


def restore(file: Path, url: str, *, replace: bool = False) -> Copied:
    """Make the store as a copy is, in one transaction; running processes show it by themselves.

    Raises :class:`NotACopy`, :class:`NotEmpty` or ``NotUsable``; then the store is as it was.
    """
    found = check(file)
    target = connect(url)
    source = _engine(file)
    try:
        with reading(source) as copy, writing(target) as connection:
            revision.take_turn(connection)
            present = revision.current(connection)
            if not replace and connection.scalar(sa.select(change.c.number).limit(1)):
                raise NotEmpty
            for table in reversed(_COPIED):
                connection.execute(sa.delete(table))
            _copy_rows(copy, connection)
            # Above both, so that whoever shows either state sees that it is old.
            raised = max(present, found.revision) + 1
            connection.execute(sa.update(revision_table).values(number=raised, restored=raised))
            _go_on_counting(connection)
    finally:
        source.dispose()
        target.dispose()
    return found


def _copy_to_file(source: sa.Engine, file: Path) -> None:
    copy = connect(sa.URL.create("sqlite", database=str(file)))
    try:
        with reading(source) as connection, writing(copy) as into:
            into.execute(sa.delete(revision_table))  # a new store brings its first row along
            _copy_rows(connection, into)
    finally:
        copy.dispose()
    with closing(sqlite3.connect(file)) as connection:  # one file, without a log beside it
        connection.execute("PRAGMA journal_mode = DELETE")


def _copy_rows(source: sa.Connection, into: sa.Connection) -> None:
    for table in _COPIED:
        rows = source.execute(sa.select(table)).mappings()
        while portion := rows.fetchmany(_AT_ONCE):
            into.execute(sa.insert(table), [dict(row) for row in portion])


def _go_on_counting(connection: sa.Connection) -> None:
    """PostgreSQL gives out numbers apart from the rows that have them."""
    if connection.dialect.name != "postgresql":
        return
    for table in (change, follow_up, follow_up_change, place_change):
        sequence = sa.func.pg_get_serial_sequence(table.name, "number")
        following = sa.func.coalesce(sa.func.max(table.c.number), 0) + 1
        last = sa.select(following).scalar_subquery()
        connection.execute(sa.select(sa.func.setval(sequence, last, sa.false())))


def _told(file: Path) -> Copied:
    """What a copy says of itself; one of an earlier or later program cannot be opened as it is."""
    engine = _engine(file)
    try:
        with engine.connect() as connection:
            counts = [
                connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for table in (activity, change)
            ]
            for table in metadata.sorted_tables:
                connection.execute(sa.select(table).limit(1))
            return Copied(counts[0], counts[1], revision.current(connection))
    except sa.exc.DBAPIError as error:
        raise NotACopy(str(error.orig)) from error
    finally:
        engine.dispose()


def _opened(file: Path) -> sqlite3.Connection:
    """For reading alone: a copy never changes."""
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)


def _engine(file: Path) -> sa.Engine:
    return sa.create_engine("sqlite://", creator=lambda: _opened(file), poolclass=sa.NullPool)


def _remove(unfinished: Path) -> None:
    for name in (unfinished.name, f"{unfinished.name}-wal", f"{unfinished.name}-shm"):
        unfinished.with_name(name).unlink(missing_ok=True)
