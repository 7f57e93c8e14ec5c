"""Start and end the compared apps, each in a process of its own, and only those."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[1]
_START_SECONDS = 240.0


class NotStarted(RuntimeError):
    """A server did not answer in time; carries what it wrote."""


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(eq=False)
class Server:
    """A running app. Use as a context manager; leaving it ends the processes that it started."""

    kind: str
    size: int
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @classmethod
    def start(cls, kind: str, size: int, *extra: str) -> Self:
        """Start ``ours``, ``premade``, ``stock`` or ``dash`` and return when it answers."""
        port = free_port()
        log = Path(tempfile.mkstemp(prefix=f"bench-{kind}-", suffix=".log")[1])
        environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "BENCHMARK_RECORDS": str(size),
            "PYTHONUNBUFFERED": "1",
        }
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*_command(kind, size, port), *extra],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        server = cls(kind, size, port, process, log)
        server._await()
        return server

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the process and those that it started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(timeout=10)
        self.log.unlink(missing_ok=True)

    def _await(self) -> None:
        path = "/" if self.kind == "dash" else "/_stcore/health"
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
                connection.request("GET", path)
                if connection.getresponse().status == http.HTTPStatus.OK:
                    return
            except OSError:
                # Not up yet: ask again soon, or at once where the process has ended.
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(timeout=0.2)
        written = self.log.read_text(encoding="utf-8", errors="replace")
        self.stop()
        raise NotStarted(f"{self.kind} did not start:\n{written[-3000:]}")


def _command(kind: str, size: int, port: int) -> list[str]:
    if kind == "dash":
        return [
            sys.executable, "-m", "gunicorn", "--workers", "2", "--bind", f"127.0.0.1:{port}",
            "--timeout", "240", "--preload", "--no-control-socket",
            "benchmarks.apps.dash_page:server",
        ]  # fmt: skip
    return [sys.executable, "-m", "benchmarks.serve", kind, str(size), str(port)]
