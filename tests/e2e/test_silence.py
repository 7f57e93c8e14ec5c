"""The server speaks to its visitors and to nobody else.

The browser's side of it is in every test: a visitor's page that asks another host fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.e2e.app import App
from tests.e2e.browser import wait_until_drawn
from tests.e2e.conftest import Visitor

# Python runs this at its start. It writes down every name that is looked up and every address
# that is connected to, whoever does it: Streamlit, a library, or we.
EAR = """
import os, sys

def listen(event, arguments):
    if event == "socket.getaddrinfo":
        heard = arguments[0]
    elif event in ("socket.connect", "socket.sendto"):
        heard = arguments[1]
    else:
        return
    with open(os.environ["HEARD"], "a") as file:
        file.write(f"{heard[0] if isinstance(heard, tuple) else heard}\\n")

sys.addaudithook(listen)
"""
OWN = {"localhost", "127.0.0.1", "::1", "None", "b'localhost'"}


@pytest.fixture
def heard(tmp_path: Path) -> Path:
    return tmp_path / "heard.txt"


@pytest.fixture
def overheard(tmp_path: Path, heard: Path) -> Iterator[App]:
    """A server whose every connection is written to ``heard``."""
    (tmp_path / "sitecustomize.py").write_text(EAR)
    app = App.start(environment={"PYTHONPATH": str(tmp_path), "HEARD": str(heard)})
    yield app
    app.stop()


def _connect_as(origin: str, app: App) -> int:
    """Open a WebSocket as a page of another site would; the answer's status."""
    host = urlsplit(app.url).netloc
    headers = {
        "Host": host,
        "Origin": origin,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Protocol": "streamlit",
    }
    connection = HTTPConnection(host, timeout=30)
    try:
        connection.request("GET", "/_stcore/stream", headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_the_server_asks_nobody(overheard: App, heard: Path, visitor: Visitor) -> None:
    wait_until_drawn(visitor(overheard.url))
    assert _connect_as("http://elsewhere.example", overheard) == 403
    assert _connect_as(overheard.url, overheard) == 101

    asked = set(heard.read_text().split("\n")) - {""}
    assert asked, "nothing was heard at all: the ear is deaf"
    assert asked <= OWN
