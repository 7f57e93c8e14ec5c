"""The migrations make the very tables that the code knows, and opening twice changes nothing."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from data.store.engine import NotUsable, connect
from data.store.records import Store
from data.store.schema import metadata
from data.store.writes import Create
from tests.builders import an_activity


@pytest.mark.filterwarnings("ignore:autogenerate skipping:UserWarning")
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection:sqlalchemy.exc.SAWarning")
def test_migrating_makes_the_schema(nothing_yet: str) -> None:
    engine = connect(nothing_yet)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        inspected = sa.inspect(connection)
        for table in metadata.tables.values():
            found = {check["name"] for check in inspected.get_check_constraints(table.name)}
            wanted = {c.name for c in table.constraints if isinstance(c, sa.CheckConstraint)}
            assert found == wanted
    engine.dispose()


def test_opening_again_keeps_everything(nothing_yet: str) -> None:
    first = Store(nothing_yet)
    first.write([Create(an_activity(id="kept"))], by="test")
    second = Store(nothing_yet)
    assert [one.id for one in second.everything()[1]] == ["kept"]
    assert second.revision() == 1
    first.close()
    second.close()


@pytest.mark.parametrize(
    "address",
    ["sqlite:////proc/none/records.db", "postgresql://nobody@127.0.0.1:1/none", "no address"],
)
def test_a_database_that_cannot_be_used_says_why(address: str) -> None:
    with pytest.raises(NotUsable) as caught:
        connect(address)
    assert caught.value.reason
