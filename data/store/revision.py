"""The number of writes: whoever shows the records sees by it that they are old."""

from __future__ import annotations

import sqlalchemy as sa

from data.store.schema import revision


def current(connection: sa.Connection) -> int:
    """How many writes there have been."""
    return int(connection.scalar(sa.select(revision.c.number)) or 0)


def last_restored(connection: sa.Connection) -> int:
    """The write that made the store as a copy was; 0 where none did."""
    return int(connection.scalar(sa.select(revision.c.restored)) or 0)


def next_revision(connection: sa.Connection) -> int:
    """The number of the write that begins.

    Taken first: on PostgreSQL writes wait here for one another, on SQLite before.
    """
    raised = sa.update(revision).values(number=revision.c.number + 1)
    return int(connection.execute(raised.returning(revision.c.number)).scalar_one())


def take_turn(connection: sa.Connection) -> None:
    """Wait for writes that are under way, without being one yet."""
    connection.execute(sa.select(revision.c.number).with_for_update())
