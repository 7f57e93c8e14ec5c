"""Find a Chromium for the tests, and get one where there is none.

``python -m tools.chromium`` makes sure of it: one that is there; otherwise Debian's package where
the user may install it; otherwise Playwright's own. ``find()`` only looks.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

# Set by people and by continuous integration to name theirs.
VARIABLES = ("CHROME", "CHROMIUM", "CHROME_PATH", "CHROME_BIN")
COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
# Headless, without a graphics card, also as root; and without a word to anybody.
FLAGS = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


def find() -> str | None:
    """The path of a browser that starts, or ``None``."""
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[str]:
    for variable in VARIABLES:
        if named := os.environ.get(variable):
            yield named
    for command in COMMANDS:
        if found := shutil.which(command):
            yield found
    yield from (path for path in PATHS if Path(path).is_file())
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).is_file():
        yield own


def _starts(path: str) -> bool:
    """Ubuntu's ``chromium-browser`` may be a stub that only says where the real one is."""
    if os.name == "nt":  # Chrome on Windows answers --version by opening a window.
        return Path(path).is_file()
    try:
        answer = subprocess.run(
            [path, "--version"], check=False, capture_output=True, timeout=60, text=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and any(name in answer.stdout for name in ("Chrom", "Edge"))


def _as_root() -> list[str] | None:
    """How this user becomes root without being asked for a password, or ``None``."""
    if os.name == "nt":
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return [sudo, "-n"]
    return None


def _install_debian(as_root: list[str]) -> None:
    print("Installing Debian's chromium …", flush=True)
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run([*as_root, "apt-get", *command], check=False, stdout=subprocess.DEVNULL)


def _install_playwright(as_root: list[str] | None) -> None:
    print("Installing Playwright's Chromium …", flush=True)
    install = [sys.executable, "-m", "playwright", "install"]
    # With the system's libraries, where Playwright knows the system and may install them.
    complete = as_root == [] and subprocess.run([*install, "--with-deps", "chromium"], check=False)
    if not complete or complete.returncode:
        subprocess.run([*install, "chromium"], check=False)


def _is_debian() -> bool:
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return "ID=debian" in lines and shutil.which("apt-get") is not None


def main() -> None:
    if find():
        return
    as_root = _as_root()
    if as_root is not None and _is_debian():
        _install_debian(as_root)
    if not find():
        _install_playwright(as_root)
    if not find():
        sys.exit(
            "\nThe tests need a Chromium or Chrome, and none could be installed. Install one, or\n"
            "name one: make test CHROME=/path/to/chrome\n"
            "Libraries may be missing: sudo .venv/bin/python -m playwright install-deps chromium"
        )


if __name__ == "__main__":
    main()
