"""New stores for tests, without migrating each of them from nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from data.store.records import Store


def new_store(file: Path) -> str:
    """The address of a store without records in a new file."""
    file.write_bytes(_migrated())
    return f"sqlite:///{file}"


@cache
def _migrated() -> bytes:
    """The file of a store whose schema was made by the migrations."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "records.db"
        Store(f"sqlite:///{file}").close()
        return file.read_bytes()
