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
from urllib.parse import urlsplit

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
    _environment: dict[str, str]
    _store: tempfile.TemporaryDirectory[str]
    _process: subprocess.Popen[str] | None = None
    _reader: threading.Thread | None = None

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
        given = _environment(data, home) | database | dict(environment or {})
        app = cls("", [], given, store)
        app._run(port=0)  # the system chooses a free one, and nobody can take it in between
        return app

    @property
    def database(self) -> str:
        """The address of the store that it shows."""
        return _database(self._store.name)

    def stop(self) -> None:
        """End the process that this started, and no other, and forget its store."""
        self._end()
        self._store.cleanup()

    def kill(self) -> None:
        """End it at once, as a power cut would; what it has stored stays."""
        if self._process is not None:
            self._process.kill()
        self._end()

    def start_again(self) -> None:
        """The same server once more, at the same address."""
        self._run(port=urlsplit(self.url).port or 0)

    def _run(self, *, port: int) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "server.py", *_options(port)],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        address: Queue[str | None] = Queue()
        self._process = process
        self._reader = threading.Thread(
            target=_read, args=(process, self.log, address), daemon=True
        )
        self._reader.start()
        try:
            url = address.get(timeout=_START_SECONDS)
        except Empty:
            url = None
        if url is None:
            self.stop()
            raise NotStarted("the server did not start:\n" + "".join(self.log))
        self.url = url.rstrip("/")

    def _end(self) -> None:
        if self._process is None or self._reader is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=15)
        self._reader.join(timeout=15)


def _database(folder: str) -> str:
    return f"sqlite:///{folder}/records.db"


def data_folder(where: Path, *, records: Path) -> Path:
    """A data folder below ``where`` with the CSV files in ``records`` and our reference lists."""
    shutil.copytree(ROOT / "data" / "reference", where / "reference")
    shutil.copytree(records, where / "records", ignore=_all_but_csv)
    return where


def _all_but_csv(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".csv") and (Path(folder) / name).is_file()]


def _options(port: int) -> list[str]:
    return [
        "--server.port",
        str(port),
        "--server.address",
        "localhost",
        "--server.headless",
        "true",
    ]


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
