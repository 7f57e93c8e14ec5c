"""Lists of problems that stay readable with thousands of them: grouped, and all as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.problems import Code, Problem, Severity
from ui import problems as words
from ui.document import Node, el, plain_table
from ui.i18n import _, n_, tongue

_SHOWN = 5
"""Problems of a group that are written out."""


@dataclass(frozen=True)
class Group:
    """Problems of one code in one column."""

    code: Code
    column: str
    severity: Severity
    problems: tuple[Problem, ...]

    @property
    def concerned(self) -> int:
        """How many rows they speak of."""
        return sum(words.concerned(problem) for problem in self.problems)


def grouped(problems: Sequence[Problem]) -> list[Group]:
    """By code and column: what left rows out first, then the most frequent."""
    found: dict[tuple[Severity, Code, str], list[Problem]] = {}
    for problem in problems:
        found.setdefault((problem.severity, problem.code, problem.column), []).append(problem)
    groups = [
        Group(code, column, severity, tuple(members))
        for (severity, code, column), members in found.items()
    ]
    return sorted(groups, key=lambda group: (group.severity != Severity.ERROR, -group.concerned))


def listing(problems: Sequence[Problem], *, most: int = _SHOWN) -> Node:
    """Every group with its number and at most so many of its problems, which open on a click."""
    return el("div", *(_group(group, most) for group in grouped(problems)), cls="findings")


def table(problems: Sequence[Problem]) -> pd.DataFrame:
    """All problems as readers see them, in the order of files and rows."""
    return pd.DataFrame(
        {
            _("File"): [problem.file for problem in problems],
            _("Row"): pd.array([problem.row or None for problem in problems], dtype="Int64"),
            _("Column"): [problem.column for problem in problems],
            _("Value"): [problem.value for problem in problems],
            _("Problem"): [words.title(problem.code) for problem in problems],
            _("What would be right"): [words.right(problem) for problem in problems],
            _("Row left out"): [_is_left_out(problem) for problem in problems],
        }
    )


def _is_left_out(problem: Problem) -> str:
    return _("yes") if problem.severity is Severity.ERROR else _("no")


def _group(group: Group, most: int) -> Node:
    number = tongue().formats.number(group.concerned)
    head = el(
        "summary",
        el("strong", number, cls="number"),
        " ",
        el("span", words.title(group.code)),
        el("span", group.column, cls="code") if group.column else None,
        el("span", _kind(group), cls="caption"),
    )
    shown = group.problems[:most]
    rights = {words.right(problem) for problem in shown}
    shared = next(iter(rights)) if len(rights) == 1 else ""
    return el(
        "details",
        head,
        el("p", shared) if shared else None,
        _first(shown, words.title(group.code), with_right=not shared),
        _more(len(group.problems) - most),
        cls=f"finding {group.severity.value}",
    )


def _kind(group: Group) -> str:
    return _("left out") if group.severity is Severity.ERROR else _("kept")


def _first(problems: Sequence[Problem], name: str, *, with_right: bool) -> Node:
    heads = [_("File"), _("Row"), _("Value")] + ([_("What would be right")] if with_right else [])
    rows = [
        el("tr", *(el("td", el("bdi", cell)) for cell in _cells(problem, with_right=with_right)))
        for problem in problems
    ]
    return el(
        "div",
        plain_table(heads, rows),
        cls="scroll",
        role="region",
        tabindex="0",
        aria_label=name,
    )


def _cells(problem: Problem, *, with_right: bool) -> list[str]:
    cells = [problem.file, words.where(problem), problem.value or "–"]
    return [*cells, words.right(problem)] if with_right else cells


def _more(count: int) -> Node | None:
    if count <= 0:
        return None
    return el("p", n_("and {count} more", "and {count} more", count), cls="caption")
