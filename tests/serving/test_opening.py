"""The address is printed, and the browser opened, when the server answers and not before."""

from __future__ import annotations

import socket
import webbrowser
from queue import Empty, Queue

import pytest

from serving.opening import announce


@pytest.mark.parametrize("browser", [True, False])
def test_the_browser_opens_once_the_port_answers(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *, browser: bool
) -> None:
    opened: Queue[str] = Queue()
    monkeypatch.setattr(webbrowser, "open", opened.put)
    with socket.socket() as server:
        server.bind(("localhost", 0))
        port = server.getsockname()[1]
        announce(url=f"http://localhost:{port}", port=port, browser=browser)
        with pytest.raises(Empty):
            opened.get(timeout=0.3)
        assert capfd.readouterr().out == ""

        server.listen()
        connection, _ = server.accept()
        connection.close()
        if browser:
            assert opened.get(timeout=10) == f"http://localhost:{port}"
        else:
            with pytest.raises(Empty):
                opened.get(timeout=0.3)
    assert f"http://localhost:{port}\n" in capfd.readouterr().out
