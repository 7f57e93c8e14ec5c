"""New records beside the records: laid down while others write, moved in when it is their turn.

Turning many records into rows takes far longer than the database needs to take them over. So they
wait in temporary tables, which are the connection's own, and the turn is short.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from data.model import Activity
from data.store import codec, history
from data.store.codec import Row
from data.store.schema import LINKS, activity, change, remembered

ROWS: Final = "row"
"""The kind under which is remembered what rows of files became."""
_AT_ONCE: Final = 500
_MOVED: Final = 10_000
_NUMBER: Final = "staged"
_tables: Final = sa.MetaData()


def _beside(table: sa.Table, names: Sequence[str], *key: str) -> sa.Table:
    """A temporary table with some columns of another, in an order of its own."""
    columns = [sa.Column(name, table.c[name].type, primary_key=name in key) for name in names]
    number = sa.Column(_NUMBER, sa.Integer, primary_key=True, autoincrement=False)
    return sa.Table(f"staged_{table.name}", _tables, number, *columns, prefixes=["TEMPORARY"])


_ACTIVITY: Final = _beside(activity, [column.name for column in activity.columns])
_CHANGE: Final = _beside(change, ["activity", "version", "after"])
_LINKS: Final = {
    table: _beside(table, [column.name for column in table.columns], "position") for table in LINKS
}
_ROWS: Final = _beside(remembered, ["asked", "answer"])


@contextmanager
def staged(
    engine: sa.Engine,
    new: Sequence[Activity],
    rows: Mapping[str, tuple[str, int]],
    step: Callable[[float], None],
) -> Iterator[sa.Connection]:
    """A connection with new records laid down, to take its turn on; they are gone afterwards."""
    with engine.connect() as connection:
        try:
            with connection.begin():
                _stage(connection, new, rows, step)
            yield connection
        finally:
            with connection.begin():
                _clear(connection)


def _stage(
    connection: sa.Connection,
    new: Sequence[Activity],
    rows: Mapping[str, tuple[str, int]],
    step: Callable[[float], None],
) -> None:
    """Lay down new records, and what rows of files became, where nobody else sees them."""
    for table in _tables.sorted_tables:
        connection.execute(sa.schema.CreateTable(table))
    for first in range(0, len(new), _AT_ONCE):
        step(first / len(new))
        _lay_down(connection, first, new[first : first + _AT_ONCE])
    told = [
        {_NUMBER: number, "asked": digest, "answer": json.dumps(became)}
        for number, (digest, became) in enumerate(sorted(rows.items()))
    ]
    if told:
        connection.execute(sa.insert(_ROWS), told)


def taken(connection: sa.Connection) -> str | None:
    """An id of the new records that a record has or had."""
    known = sa.select(change.c.activity).where(change.c.activity.in_(sa.select(_ACTIVITY.c.id)))
    return connection.scalar(known.limit(1))


def move(connection: sa.Connection, size: int, written: Row, step: Callable[[float], None]) -> None:
    """Take over the new records with a line of the history each."""
    told = {name: sa.literal(value, change.c[name].type) for name, value in written.items()}
    for first in range(0, size, _MOVED):
        step(first / size)
        portion = (first, first + _MOVED - 1)
        _take_over(connection, activity, _ACTIVITY, portion, {})
        for table, staged in _LINKS.items():
            _take_over(connection, table, staged, portion, {})
        _take_over(connection, change, _CHANGE, portion, told)


def move_rows(connection: sa.Connection, written: Row) -> None:
    """Remember what rows of files became; the newest is believed."""
    is_sqlite = connection.dialect.name == "sqlite"
    insert = (sqlite.insert if is_sqlite else postgresql.insert)(remembered)
    said = {
        "kind": sa.literal(ROWS),
        "asked": _ROWS.c.asked,
        "answer": _ROWS.c.answer,
        "by": sa.literal(written["by"]),
        "at": sa.literal(written["at"], remembered.c.at.type),
    }
    # SQLite takes "ON" for a join's, unless a condition stands before it.
    found = sa.select(*said.values()).where(_ROWS.c.staged >= 0).order_by(_ROWS.c.staged)
    replaced = {name: insert.excluded[name] for name in ("answer", "by", "at")}
    connection.execute(
        insert.from_select(list(said), found).on_conflict_do_update(
            index_elements=["kind", "asked"], set_=replaced
        )
    )


def _clear(connection: sa.Connection) -> None:
    """Let go of what was laid down."""
    for table in _tables.sorted_tables:
        connection.execute(sa.schema.DropTable(table, if_exists=True))


def _lay_down(connection: sa.Connection, first: int, portion: Sequence[Activity]) -> None:
    rows: dict[sa.Table, list[Row]] = defaultdict(list)
    for number, one in enumerate(portion, first):
        place = {_NUMBER: number}
        rows[_ACTIVITY].append(codec.activity_row(one, 1) | place)
        line = history.line(one.id, 1, None, one)
        rows[_CHANGE].append(
            {name: line[name] for name in ("activity", "version", "after")} | place
        )
        links = codec.link_rows(one)
        for table, staged in _LINKS.items():
            rows[staged] += [link | place for link in links[table.name]]
    for table, some in rows.items():
        if some:
            connection.execute(sa.insert(table), some)


def _take_over(
    connection: sa.Connection,
    table: sa.Table,
    staged: sa.Table,
    portion: tuple[int, int],
    told: Mapping[str, sa.ColumnElement[Any]],
) -> None:
    names = [column.name for column in staged.columns if column.name != _NUMBER]
    order = list(staged.primary_key.columns)
    found = (
        sa.select(*(staged.c[name] for name in names), *told.values())
        .where(staged.c[_NUMBER].between(*portion))
        .order_by(*order)
    )
    connection.execute(sa.insert(table).from_select([*names, *told], found))
