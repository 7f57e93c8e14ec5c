"""The store that this process shows and writes: opened once, asked often."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import Final

from data.store.location import data_folder, database_url
from data.store.records import Store
from data.store.writes import Write

_LOOK_AGAIN: Final = 0.2
"""Seconds after which the store and the files are looked at again."""
_ROOT: Final = Path(__file__).parent.parent


def folders() -> tuple[Path, Path]:
    """The file ``home.toml`` and the folder with ``records/`` and ``reference/``."""
    home = Path(os.environ.get("NETZWERKATLAS_HOME", _ROOT / "home.toml"))
    return home, data_folder(os.environ)


def store() -> Store:
    """The store that the environment names. Raises :class:`data.store.engine.NotUsable`."""
    return _opened(database_url(os.environ, folders()[1]))


def moment() -> int:
    """A number that stays the same for as long as nobody needs to look again."""
    return int(monotonic() / _LOOK_AGAIN)


def revision() -> int:
    """How many writes there have been; asked once for all that a run asks."""
    return _revision(store(), moment())


def write(writes: Sequence[Write], *, by: str) -> int:
    """Do all of it or nothing, and show it from now on.

    Raises :class:`data.store.writes.ChangedMeanwhile`, ``AlreadyThere`` or ``Refused``.
    """
    number = store().write(writes, by=by)
    look_again()
    return number


def look_again() -> None:
    """Ask the store at once, because something was written here."""
    _revision.cache_clear()


@lru_cache(maxsize=1)
def _opened(url: str) -> Store:
    return Store(url)


@lru_cache(maxsize=1)
def _revision(opened: Store, _moment: int) -> int:
    return opened.revision()
