"""Connections to SQLite or PostgreSQL that behave alike, and the schema brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_BUSY_SECONDS: Final = 60
"""How long a write waits for the one before it: several times as long as the longest turn takes."""
_NOT_THEIR_TURN: Final = ("55P03", "40P01")
"""What PostgreSQL calls a lock that did not come in time, and a ring of writers."""
_MIGRATING: Final = 7_162_531
"""The key of PostgreSQL's lock under which one process at a time migrates; any number will do."""


class NotUsable(Exception):
    """The database cannot be reached or written; ``reason`` is what it said."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Busy(NotUsable):
    """Others were writing for so long that the turn did not come: nothing was written."""


def connect(url: str | sa.URL) -> sa.Engine:
    """An engine for ``sqlite:///file`` or ``postgresql://…``, its schema up to date.

    Raises :class:`NotUsable`.
    """
    try:
        engine = _engine(sa.make_url(url))
        with writing(engine) as connection:
            _migrate(connection)
    except (sa.exc.ArgumentError, sa.exc.DBAPIError, OSError) as error:
        raise NotUsable(str(getattr(error, "orig", None) or error)) from error
    return engine


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that writes: all of it is kept, or nothing of it.

    Raises :class:`Busy`, or :class:`NotUsable` where something else is the matter.
    """
    with engine.connect() as connection, turn(connection):
        yield connection


@contextmanager
def turn(connection: sa.Connection) -> Iterator[None]:
    """The same on a connection that something was prepared on."""
    connection.info["writes"] = True
    try:
        with connection.begin():
            yield
    except sa.exc.OperationalError as error:
        what = Busy if _is_wait(error.orig) else NotUsable
        raise what(str(error.orig)) from error
    finally:
        connection.info["writes"] = False


def _is_wait(error: object) -> bool:
    """Whether somebody waited for others in vain."""
    if isinstance(error, sqlite3.Error):
        return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return getattr(error, "sqlstate", None) in _NOT_THEIR_TURN


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that sees one state of the records, whatever is written meanwhile."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def _engine(url: sa.URL) -> sa.Engine:
    if url.get_backend_name() != "sqlite":
        wanted = url.set(drivername="postgresql+psycopg")
        waits = f"-c lock_timeout={round(1000 * _BUSY_SECONDS)}"
        return sa.create_engine(wanted, pool_pre_ping=True, connect_args={"options": waits})
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions when it thinks fit, and end them at a change of schema.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")  # who reads does not wait for who writes
    cursor.execute("PRAGMA synchronous = FULL")  # what was acknowledged outlives a power cut
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    # A write takes its turn before it reads: one that had read first could not be let in later.
    mode = "IMMEDIATE" if connection.info.get("writes") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")


def _migrate(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATING)))
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
