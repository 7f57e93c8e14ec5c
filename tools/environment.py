"""Make ``.venv`` and install a lock into it, unless that has been done before.

Usage: ``python3 tools/environment.py requirements.txt``. Needs nothing but Python; the second
run compares one hash and touches no network. pip's own configuration is respected.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# The larger locks hold everything that the smaller ones do, in the same versions.
HOLDS = {
    "requirements.txt": ("requirements.txt",),
    "requirements-dev.txt": ("requirements-dev.txt", "requirements.txt"),
    "requirements-bench.txt": (
        "requirements-bench.txt",
        "requirements-dev.txt",
        "requirements.txt",
    ),
}


class SetupError(Exception):
    """Something that the person at the keyboard can put right; the message says how."""


def main(lock: str) -> None:
    if lock not in HOLDS:
        raise SetupError(f"{lock} is none of the locks: {', '.join(HOLDS)}")
    if not _works():
        _create()
    if _stamp(lock).is_file() and _stamp(lock).read_text() == _digest(lock):
        return
    _install(lock)
    for held in HOLDS[lock]:
        _stamp(held).write_text(_digest(held))


def _works() -> bool:
    """An environment whose Python was removed or upgraded has to be made anew."""
    if not PYTHON.exists():
        return False
    probe = [str(PYTHON), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


def _create() -> None:
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    print(f"Making .venv with Python {sys.version.split()[0]} …", flush=True)
    for attempt in (_by_venv, _by_virtualenv, _by_installed_pip, _by_debian):
        if attempt() and _works():
            return
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    raise SetupError(
        f"{sys.executable} cannot make a virtual environment: its modules venv and ensurepip are\n"
        f"missing or broken. On Debian or Ubuntu: sudo apt install python{version}-venv\n"
        "Or name another Python: make run PYTHON=/path/to/python3"
    )


def _succeeds(*command: str) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _by_venv() -> bool:
    return _succeeds(sys.executable, "-m", "venv", str(ENVIRONMENT))


def _by_virtualenv() -> bool:
    return _succeeds(sys.executable, "-m", "virtualenv", str(ENVIRONMENT))


def _by_installed_pip() -> bool:
    """Debian ships venv without ensurepip; a pip outside can still fill the environment."""
    return _succeeds(sys.executable, "-m", "venv", "--without-pip", str(ENVIRONMENT)) and _succeeds(
        sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "pip"
    )


def _by_debian() -> bool:
    """Debian's own package, where whoever runs this may install it without being asked."""
    if not shutil.which("apt-get"):
        return False
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    print(f"Installing {package} …", flush=True)
    return (
        _succeeds(*as_root, "apt-get", "update")
        and _succeeds(*as_root, "apt-get", "install", "-y", "--no-install-recommends", package)
        and _by_venv()
    )


def _install(lock: str) -> None:
    print(f"Installing {lock} into .venv (once, some minutes) …", flush=True)
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--requirement", lock]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([*command, *quiet], check=False, cwd=ROOT).returncode:
        raise SetupError(
            f"pip could not install {lock}; its message stands above. Without a network, repeat\n"
            "this where there is one: it is needed once. Behind a proxy, set HTTPS_PROXY."
        )


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def _stamp(lock: str) -> Path:
    return ENVIRONMENT / f".{lock}.sha256"


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except SetupError as error:
        sys.exit(f"\n{error}")
