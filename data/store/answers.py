"""What somebody said that something unclear means, so that nobody is asked twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from data.store.schema import remembered


def answers(connection: sa.Connection, kind: str) -> dict[str, str]:
    """Every answer of a kind, by what was asked."""
    wanted = sa.select(remembered.c.asked, remembered.c.answer).where(remembered.c.kind == kind)
    return {row.asked: row.answer for row in connection.execute(wanted)}


def remember(connection: sa.Connection, kind: str, said: Mapping[str, str], *, by: str) -> None:
    """Keep answers; a new one takes the place of the one before. Of two people who answer the same
    at once, the later one is believed."""
    moment = datetime.now(UTC)
    # In order, so that two who answer the same questions wait for one another, not in a ring.
    rows = [
        {"kind": kind, "asked": asked, "answer": said[asked], "by": by, "at": moment}
        for asked in sorted(said)
    ]
    if not rows:
        return
    is_sqlite = connection.dialect.name == "sqlite"
    insert = (sqlite.insert if is_sqlite else postgresql.insert)(remembered)
    replaced = {name: insert.excluded[name] for name in ("answer", "by", "at")}
    connection.execute(
        insert.on_conflict_do_update(index_elements=["kind", "asked"], set_=replaced), rows
    )
