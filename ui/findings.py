"""Lists of problems that stay readable with thousands of them: grouped, and all as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.problems import Code, Problem, Severity
from ui import problems as words
from ui.document import Node, el
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


def listing(problems: Sequence[Problem]) -> Node:
    """Every group with its number and its first problems, which open on a click."""
    return el("div", *(_group(group) for group in grouped(problems)), cls="findings")


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


def _group(group: Group) -> Node:
    number = tongue().formats.number(group.concerned)
    head = el(
        "summary",
        el("strong", number, cls="number"),
        " ",
        el("span", words.title(group.code)),
        el("span", group.column, cls="code") if group.column else None,
        el("span", _kind(group), cls="caption"),
    )
    rights = {words.right(problem) for problem in group.problems[: _SHOWN * 10]}
    shared = next(iter(rights)) if len(rights) == 1 else ""
    return el(
        "details",
        head,
        el("p", shared) if shared else None,
        _first(group, with_right=not shared),
        _more(group),
        cls=f"finding {group.severity.value}",
    )


def _kind(group: Group) -> str:
    return _("left out") if group.severity is Severity.ERROR else _("kept")


def _first(group: Group, *, with_right: bool) -> Node:
    heads = [_("File"), _("Row"), _("Value")] + ([_("What would be right")] if with_right else [])
    rows = [
        el("tr", *(el("td", el("bdi", cell)) for cell in _cells(problem, with_right=with_right)))
        for problem in group.problems[:_SHOWN]
    ]
    return el(
        "div",
        el(
            "table",
            el("thead", el("tr", *(el("th", head, scope="col") for head in heads))),
            el("tbody", *rows),
            cls="plain",
        ),
        cls="scroll",
        role="region",
        tabindex="0",
        aria_label=words.title(group.code),
    )


def _cells(problem: Problem, *, with_right: bool) -> list[str]:
    cells = [problem.file, words.where(problem), problem.value or "–"]
    return [*cells, words.right(problem)] if with_right else cells


def _more(group: Group) -> Node | None:
    more = len(group.problems) - _SHOWN
    if more <= 0:
        return None
    text = n_("{count} more in the table", "{count} more in the table", more)
    return el("p", text, cls="caption")
