"""The team's side of the dashboard without a browser: somebody signed in, and a store to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
import sqlalchemy as sa

from data.model import Access, Activity
from data.snapshot import build
from data.store.engine import Busy
from data.store.records import State, Store
from tests.builders import HOME, REFERENCE, tables_of
from tests.screens import signed_in
from tests.stores import new_store
from ui import cache
from ui import store as stores
from ui.cache import Library

SAID: Final[Mapping[str, str]] = {"de": "Nichts wurde geschrieben", "en": "Nothing was written"}
"""How a page begins to say that the database did not take it, by language."""


@contextmanager
def desk(
    *activities: Activity, access: Access = Access.EDITOR, name: str = "Ada"
) -> Iterator[Store]:
    """The test world in a store of its own, for somebody who may write; what is written there is
    shown at the next run."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        opened = Store(new_store(Path(folder) / "records.db"))
        opened.fill(tables_of(activities), by="import")

        last: list[tuple[State, Library]] = []

        def library() -> Library:
            state = opened.state(REFERENCE, since=last[0][0] if last else None)
            if not last or last[0][0].changes != state.changes:
                named = build(state.tables, HOME, revision=str(state.changes), internal=True)
                last[:] = [(state, Library(HOME, named, (), ()))]
            return last[0][1]

        patch.setattr(cache, "library", library)
        patch.setattr(cache, "revision", opened.revision)
        patch.setattr(stores, "store", lambda: opened)
        with signed_in(access, name=name):
            yield opened
        opened.close()


@contextmanager
def busy(*stores: Store) -> Iterator[list[str]]:
    """Meanwhile somebody else writes without end: nobody's turn to write comes. What is yielded
    gets an entry for each who tried."""
    tries: list[str] = []

    def begin(connection: sa.Connection) -> None:
        if connection.info.get("writes"):
            tries.append(connection.dialect.name)
            raise Busy("database is locked")

    for store in stores:
        sa.event.listen(store.engine, "begin", begin, insert=True)
    yield tries
    for store in stores:
        sa.event.remove(store.engine, "begin", begin)
