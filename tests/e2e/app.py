"""The real server in its own process, on a port of its own, with records of the test's choice."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
_ADDRESS = re.compile(r"http://localhost:\d+\S*")
_START_SECONDS = 90


class NotStarted(AssertionError):
    """The server ended, or did not answer in time; carries what it wrote."""


@dataclass
class App:
    """A running server. ``url`` has no slash at its end; ``log`` is what it has written so far."""

    url: str
    log: list[str]
    _process: subprocess.Popen[str]
    _reader: threading.Thread
    _store: tempfile.TemporaryDirectory[str]

    @classmethod
    def start(
        cls,
        *,
        data: Path | None = None,
        home: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Self:
        """Start the server and return when it answers.

        ``data`` is a folder with ``records/`` and ``reference/``, ``home`` a ``home.toml``; both
        are the repository's where they are left out. ``environment`` comes on top of ours.
        """
        # A store of its own, so that no test sees what another one wrote.
        store = tempfile.TemporaryDirectory(prefix="netzwerkatlas-")
        database = {"DATABASE_URL": _database(store.name)}
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "server.py", *_options()],
            cwd=ROOT,
            env=_environment(data, home) | database | dict(environment or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        log: list[str] = []
        address: Queue[str | None] = Queue()
        reader = threading.Thread(target=_read, args=(process, log, address), daemon=True)
        reader.start()
        app = cls("", log, process, reader, store)
        try:
            url = address.get(timeout=_START_SECONDS)
        except Empty:
            url = None
        if url is None:
            app.stop()
            raise NotStarted("the server did not start:\n" + "".join(log))
        app.url = url.rstrip("/")
        return app

    @property
    def database(self) -> str:
        """The address of the store that it shows."""
        return _database(self._store.name)

    def stop(self) -> None:
        """End the process that this started, and no other."""
        self._process.terminate()
        try:
            self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=15)
        self._reader.join(timeout=15)
        self._store.cleanup()


def _database(folder: str) -> str:
    return f"sqlite:///{folder}/records.db"


def data_folder(where: Path, *, records: Path) -> Path:
    """A data folder below ``where`` with the CSV files in ``records`` and our reference lists."""
    shutil.copytree(ROOT / "data" / "reference", where / "reference")
    shutil.copytree(records, where / "records", ignore=_all_but_csv)
    return where


def _all_but_csv(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".csv") and (Path(folder) / name).is_file()]


def _options() -> list[str]:
    # Port 0: the system chooses a free one, and nobody can take it in between.
    return ["--server.port", "0", "--server.address", "localhost", "--server.headless", "true"]


def _environment(data: Path | None, home: Path | None) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("NETZWERKATLAS_", "STREAMLIT_"))
    }
    given = {"NETZWERKATLAS_DATA": data, "NETZWERKATLAS_HOME": home}
    chosen = {name: str(path) for name, path in given.items() if path is not None}
    return kept | chosen | {"PYTHONUNBUFFERED": "1"}


def _read(process: subprocess.Popen[str], log: list[str], address: Queue[str | None]) -> None:
    """Keep what the server writes, and pass on the address that it prints once it answers.

    The output is read until it ends, because a full pipe would stop the server.
    """
    if process.stdout is not None:
        with process.stdout as output:
            for line in output:
                log.append(line)
                if match := _ADDRESS.search(line):
                    address.put(match.group())
    address.put(None)
