"""The rules of the house that import-linter cannot see; its own are in pyproject.toml."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("data", "charts", "exports", "ui", "pages")
MAXIMAL_LINES = 400

# Who alone may import what: everybody else asks them.
KEEPERS = {
    "geopy": {"data/geocoder.py"},
    "sqlalchemy": {"data/store/"},
    "alembic": {"data/store/"},
    "psycopg": {"data/store/"},
    "streamlit": {"dashboard.py", "server.py", "pages/", "ui/"},
    "plotly": {"charts/", "exports/", "pages/", "ui/"},
    "pydeck": {"charts/", "pages/", "ui/"},
    "starlette": {"server.py", "serving/"},
    "tests": set(),
    "tools": {"tools/"},
    "benchmarks": set(),
}


def _sources() -> list[Path]:
    hidden = {".venv", ".cache", "node_modules"}
    return sorted(
        path for path in ROOT.rglob("*.py") if not hidden & set(path.relative_to(ROOT).parts)
    )


SOURCES = _sources()
# The benchmarks measure the libraries themselves and compare with another one.
PROGRAM = [
    path for path in SOURCES if path.relative_to(ROOT).parts[0] not in {"tests", "benchmarks"}
]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache  # every rule asks this of every file
def _imports(path: Path) -> tuple[str, ...]:
    """The full names of modules that a file imports, at its top or anywhere inside."""
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _may(path: Path, keepers: set[str]) -> bool:
    name = _name(path)
    return any(
        name == keeper or (keeper.endswith("/") and name.startswith(keeper)) for keeper in keepers
    )


@pytest.mark.parametrize("library", KEEPERS)
def test_only_the_keepers_import(library: str) -> None:
    guests = {
        _name(path)
        for path in PROGRAM
        if not _may(path, KEEPERS[library])
        and any(module.split(".")[0] == library for module in _imports(path))
    }
    assert not guests


def test_charts_know_of_data_only_the_words() -> None:
    known = {
        (_name(path), module)
        for path in PROGRAM
        if _name(path).startswith("charts/")
        for module in _imports(path)
        if module.split(".")[0] == "data" and not module.startswith("data.model")
    }
    assert known <= {(name, "data") for name, _ in known}


def test_pages_do_not_know_each_other() -> None:
    pages = {path.stem for path in PROGRAM if _name(path).startswith("pages/")} - {"__init__"}
    acquainted = {
        (_name(path), module)
        for path in PROGRAM
        if _name(path).startswith("pages/") and path.stem != "__init__"
        for module in _imports(path)
        if module.startswith("pages.") and module.split(".")[1] in pages - {path.stem}
    }
    assert not acquainted


def test_layers_and_the_entry_are_imported_by_nobody_below() -> None:
    entries = {"dashboard", "server"}
    callers = {
        _name(path)
        for path in PROGRAM
        if _name(path).split("/")[0] in {*LAYERS, "serving"}
        for module in _imports(path)
        if module.split(".")[0] in entries
    }
    assert not callers


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAXIMAL_LINES


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_nothing_is_swept_under_the_carpet(path: Path) -> None:
    """No check is silenced, no error swallowed, no test skipped, nothing left for later."""
    text = path.read_text(encoding="utf-8")
    # Written in two parts, so that this file does not contain them.
    marks = ("# no" + "qa", "type: " + "ignore", "TO" + "DO", "FIX" + "ME", "pytest." + "skip")
    assert not [mark for mark in marks if mark in text]
    caught = [
        ast.unparse(node.type) if node.type else "everything"
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ExceptHandler)
    ]
    assert not {"everything", "Exception", "BaseException"} & set(caught)
    markup = "unsafe_allow_" + "html"
    assert markup not in text
