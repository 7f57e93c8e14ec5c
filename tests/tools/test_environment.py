"""The second run installs nothing, a changed lock is installed, what failed is tried again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import environment

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """A project of its own below ``tmp_path``; the locks that pip was asked to install."""
    for lock in LOCKS:
        (tmp_path / lock).write_text(f"# {lock}\n")
    folder = tmp_path / "with space" / ".venv"
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "ENVIRONMENT", folder)
    monkeypatch.setattr(environment, "PYTHON", folder / "bin" / "python")
    asked: list[str] = []
    monkeypatch.setattr(environment, "_install", asked.append)
    monkeypatch.setattr(environment, "_works", folder.exists)
    monkeypatch.setattr(environment, "_by_venv", _maker(folder))
    return asked


def _maker(folder: Path) -> Callable[[], bool]:
    def make() -> bool:
        folder.mkdir(parents=True)
        return True

    return make


def test_the_second_run_installs_nothing(installed: list[str]) -> None:
    environment.main("requirements.txt")
    environment.main("requirements.txt")
    assert installed == ["requirements.txt"]


def test_the_tests_environment_can_run_the_app(installed: list[str]) -> None:
    environment.main("requirements-dev.txt")
    environment.main("requirements.txt")
    assert installed == ["requirements-dev.txt"]


def test_the_apps_environment_is_not_enough_for_the_tests(installed: list[str]) -> None:
    environment.main("requirements.txt")
    environment.main("requirements-dev.txt")
    assert installed == ["requirements.txt", "requirements-dev.txt"]


def test_a_changed_lock_is_installed(installed: list[str]) -> None:
    environment.main("requirements.txt")
    (environment.ROOT / "requirements.txt").write_text("# newer\n")
    environment.main("requirements.txt")
    assert installed == ["requirements.txt"] * 2


def test_what_failed_is_tried_again(installed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise environment.SetupError("no network")

    with monkeypatch.context() as patch:
        patch.setattr(environment, "_install", fail)
        with pytest.raises(environment.SetupError, match="no network"):
            environment.main("requirements.txt")
    environment.main("requirements.txt")
    assert installed == ["requirements.txt"]


def test_a_python_that_can_make_none_says_what_to_install(
    installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for way in ("_by_venv", "_by_virtualenv", "_by_installed_pip", "_by_debian"):
        monkeypatch.setattr(environment, way, lambda: False)
    with pytest.raises(environment.SetupError, match=r"apt install python3\.\d+-venv"):
        environment.main("requirements.txt")
    assert not installed


def test_an_unknown_lock_is_refused(installed: list[str]) -> None:
    with pytest.raises(environment.SetupError, match="none of the locks"):
        environment.main("requirements-other.txt")
    assert not installed


def test_the_command_says_it_in_a_sentence(root: Path) -> None:
    command = [sys.executable, "tools/environment.py", "requirements-other.txt"]
    answer = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    assert answer.returncode == 1
    assert "none of the locks" in answer.stderr
    assert "Traceback" not in answer.stderr
