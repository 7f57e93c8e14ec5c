"""Say where the app is, and open it in a browser where there is a screen."""

from __future__ import annotations

import socket
import threading
import webbrowser


def announce(*, url: str, port: int, browser: bool, key: str | None = None) -> None:
    """Return at once; print and open as soon as the port answers.

    The server listens only after its start-up has ended, so this waits for it in a thread. A
    ``key`` to sign in with was just made and is told now or never, so it waits for nothing.
    """
    if key is not None:
        print(
            f"\n  The key for editors: {key}\n"
            "  It is shown this once and cannot be read anywhere: keep it. make key makes another.",
            flush=True,
        )
    threading.Thread(
        target=_when_listening,
        kwargs={"url": url, "port": port, "browser": browser},
        name="announce",
        daemon=True,
    ).start()


def _when_listening(*, url: str, port: int, browser: bool) -> None:
    if not _answers(port):
        return
    print(f"\n  Netzwerkatlas: {url}\n  Stop it with Ctrl+C.\n", flush=True)
    if browser:
        webbrowser.open(url)


def _answers(port: int, *, attempts: int = 100) -> bool:
    pause = threading.Event()
    for _ in range(attempts):
        try:
            with socket.create_connection(("localhost", port), timeout=1):
                return True
        except OSError:
            pause.wait(0.1)
    return False
