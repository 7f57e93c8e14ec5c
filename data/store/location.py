"""Where the data and the store are, as the environment says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

_REPOSITORY: Final = Path(__file__).resolve().parents[2]


def data_folder(environment: Mapping[str, str]) -> Path:
    """The folder with ``records/`` and ``reference/``: ``NETZWERKATLAS_DATA``, or the project's."""
    return Path(environment.get("NETZWERKATLAS_DATA") or _REPOSITORY / "data")


def database_url(environment: Mapping[str, str], folder: Path) -> str:
    """``DATABASE_URL`` as SQLAlchemy spells it, or a SQLite file in a folder for nothing else."""
    named = environment.get("DATABASE_URL", "").strip()
    if named:
        return named.replace("postgres://", "postgresql://", 1)
    return f"sqlite:///{(folder / 'database' / 'netzwerkatlas.db').resolve()}"
