"""The small commands around the app: which Python, is the port free, is there a browser."""

from __future__ import annotations

import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.model import Access
from data.store.door import Door
from data.store.records import Store
from data.store.sign_ins import hash_of
from data.store.writes import Create, Delete
from tests.builders import an_activity
from tests.stores import new_store
from tools import chromium


def _run(root: Path, *command: str, path: str | None = None) -> tuple[int, str]:
    environment = {"PATH": path} if path is not None else None
    answer = subprocess.run(
        command, cwd=root, check=False, capture_output=True, text=True, env=environment
    )
    return answer.returncode, answer.stdout + answer.stderr


@pytest.fixture
def pythons(tmp_path: Path) -> Path:
    """A folder with one real ``python3``, an old one and a broken one beside it."""
    folder = tmp_path / "programs with space"
    folder.mkdir()
    scripts = {
        "python3": f'exec "{sys.executable}" "$@"',
        "python3.13": "exit 1",
        "old": f"exec \"{sys.executable}\" -c 'raise SystemExit(1)'",
    }
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    return folder


def test_the_first_python_that_is_new_enough(root: Path, pythons: Path) -> None:
    command = ("/bin/sh", "tools/with_python.sh", "", "-c", "print('here')")
    assert _run(root, *command, path=str(pythons)) == (0, "here\n")


@pytest.mark.parametrize("wanted", ["", "old", "missing"])
def test_without_a_python_it_says_what_is_needed(root: Path, pythons: Path, wanted: str) -> None:
    if not wanted:
        (pythons / "python3").unlink()
    name = str(pythons / wanted) if wanted else ""
    code, text = _run(root, "/bin/sh", "tools/with_python.sh", name, "-V", path=str(pythons))
    assert code == 1
    assert "needs Python 3.11 or newer" in text


def test_a_free_port_is_free_and_a_taken_one_is_explained(root: Path) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port = str(server.getsockname()[1])
        server.listen()
        code, text = _run(root, sys.executable, "tools/port.py", "127.0.0.1", port)
    assert (code, f"Port {port}" in text, "make run PORT=" in text) == (1, True, True)
    assert _run(root, sys.executable, "tools/port.py", "127.0.0.1", port) == (0, "")


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "", "٣"])
def test_what_is_no_port(root: Path, port: str) -> None:
    code, text = _run(root, sys.executable, "tools/port.py", "127.0.0.1", port)
    assert (code, "is no port" in text) == (1, True)


def _browser(path: Path, answer: str) -> str:
    path.write_text(f"#!/bin/sh\n{answer}\n")
    path.chmod(0o755)
    return str(path)


def test_a_browser_has_to_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stub = _browser(tmp_path / "stub", "echo 'install the snap instead' >&2; exit 1")
    other = _browser(tmp_path / "other", "echo 'Mozilla Firefox 150'")
    real = _browser(tmp_path / "real", "echo 'Chromium 150.0'")
    missing = str(tmp_path / "missing")
    monkeypatch.setattr(chromium, "_candidates", lambda: iter([missing, stub, other, real]))
    assert chromium.find() == real


def test_the_named_browser_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = _browser(tmp_path / "mine", "echo 'Google Chrome 150.0'")
    monkeypatch.setenv("CHROME", named)
    assert chromium.find() == named


@pytest.mark.parametrize(
    ("root_access", "debian", "expected"),
    [
        ([], True, ["debian", "playwright"]),
        (None, True, ["playwright"]),
        ([], False, ["playwright"]),
    ],
)
def test_ways_to_a_browser_in_their_order(
    monkeypatch: pytest.MonkeyPatch,
    root_access: list[str] | None,
    *,
    debian: bool,
    expected: list[str],
) -> None:
    tried: list[str] = []
    monkeypatch.setattr(chromium, "find", lambda: None)
    monkeypatch.setattr(chromium, "_as_root", lambda: root_access)
    monkeypatch.setattr(chromium, "_is_debian", lambda: debian)
    monkeypatch.setattr(chromium, "_install_debian", lambda _: tried.append("debian"))
    monkeypatch.setattr(chromium, "_install_playwright", lambda _: tried.append("playwright"))
    with pytest.raises(SystemExit, match="CHROME="):
        chromium.main()
    assert tried == expected


def test_a_new_key_ends_what_the_old_one_began(root: Path, tmp_path: Path) -> None:
    url = new_store(tmp_path / "store.db")
    store, now = Store(url), datetime.now(UTC)
    door = Door(store.engine)
    old = door.first_key(now)
    assert old
    begun = hash_of(door.enter("Ada", old, "192.0.2.1", now=now, hours=1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        code, text = _run(root, sys.executable, "-m", "tools.key")
        assert code == 0
        code, other = _run(root, sys.executable, "-m", "tools.key", "administrator")
        assert code == 0
        assert _run(root, sys.executable, "-m", "tools.key", "nobody")[0] == 2
    assert door.who(begun, now) is None
    for told, access in ((text, Access.EDITOR), (other, Access.ADMINISTRATOR)):
        key = told.split("s: ")[1].split()[0]
        found = door.who(hash_of(door.enter("Ada", key, "192.0.2.1", now=now, hours=1)), now)
        assert found
        assert found.access is access
    store.close()


def test_the_store_is_copied_and_restored(root: Path, tmp_path: Path) -> None:
    url, copy = new_store(tmp_path / "store.db"), str(tmp_path / "copy.db")
    store = Store(url)
    store.write([Create(an_activity(id="kept"))], by="test")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        patch.setenv("NETZWERKATLAS_DATA", str(tmp_path))
        assert _run(root, sys.executable, "-m", "tools.backup", copy)[0] == 0
        store.write([Delete("kept", 1)], by="test")
        code, text = _run(root, sys.executable, "-m", "tools.restore", copy)
        assert (code, "--replace" in text) == (1, True)
        assert store.everything()[1] == []
        code, text = _run(root, sys.executable, "-m", "tools.restore", copy, "--replace")
        assert (code, "1 records" in text) == (0, True)
        [before] = (tmp_path / "backups").iterdir()
        assert str(before) in text
    assert [one.id for one in store.everything()[1]] == ["kept"]
    store.close()
