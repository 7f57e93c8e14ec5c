"""The rows of a preview as a document: what each is, and what of it would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.cells import Spelling
from data.importing.meanings import MEANINGS
from data.importing.plan import Judged, Plan, Verdict
from data.merging import columns_of
from data.model import Activity, Place
from data.problems import Problem
from data.snapshot import Snapshot
from ui import differences, lists, problems, state, words
from ui.document import Element, Node, el, link
from ui.i18n import _, tongue
from ui.importing import words as importing_words


def listing(rows: Sequence[Judged], plan: Plan, snapshot: Snapshot) -> Element:
    """The rows as a list: number, title and date, and what there is to say. What is wrong with
    several in the same way is said once."""
    places = {**snapshot.places, **plan.places}
    alike: dict[object, list[Judged]] = {}
    for row in rows:
        wrong = tuple(map(_said, row.problems))
        alike.setdefault(wrong if row.activity is None else row.row, []).append(row)
    return el("ol", *(_row(group, places, snapshot) for group in alike.values()), cls="brought")


def _said(problem: Problem) -> tuple[str, ...]:
    """What a reader is told of a problem; rows with equal ones are wrong in the same way."""
    return problem.code, problem.column, problem.value, problems.right(problem)


def _row(group: Sequence[Judged], places: Mapping[str, Place], snapshot: Snapshot) -> Node:
    return el(
        "li",
        el("span", runs([row.row for row in group]), cls="muted number"),
        el("div", *_told(group[0], places, snapshot)),
    )


def runs(numbers: Sequence[int]) -> str:
    """Ascending numbers, neighbours together: ``5–9, 12``."""
    ends: list[list[int]] = []
    for number in numbers:
        if ends and number == ends[-1][1] + 1:
            ends[-1][1] = number
        else:
            ends.append([number, number])
    spell = tongue().formats.number
    return ", ".join(
        spell(first) if first == last else f"{spell(first)}–{spell(last)}" for first, last in ends
    )


def _told(row: Judged, places: Mapping[str, Place], snapshot: Snapshot) -> list[Node]:
    if row.activity is None:
        return [_problems(row, snapshot)]
    activity = row.activity
    when = tongue().formats.span(activity.start, activity.end, activity.date_precision)
    told: list[Node] = [
        el("strong", el("bdi", tongue().pick(activity.title_de, activity.title_en))),
        el("span", f" · {when}", cls="muted"),
    ]
    told.append(el("p", _says(activity, places, snapshot), cls="caption"))
    if row.of is not None and row.verdict is not Verdict.NEW:
        address = state.address(state.view().choosing(record=row.of.activity.id))
        told.append(el("p", link(_("The record as it is"), href=address), cls="caption"))
    if why := importing_words.why(row):
        told.append(el("p", why, cls="caption"))
    if row.fields and row.of is not None:
        spelling = Spelling(snapshot.reference, places)
        was, becomes = spelling.cells(row.of.activity), spelling.cells(activity)
        changed = {name: becomes[name] for field in row.fields for name in columns_of(field)}
        told.append(differences.listing(was, {**was, **changed}, snapshot))
    return told


def _says(activity: Activity, places: Mapping[str, Place], snapshot: Snapshot) -> str:
    """What was understood of a row, in a line."""
    ends = [
        ", ".join(
            part
            for part in (
                tongue().name(places[end.place]) if end.place else "",
                words.country(end.country),
            )
            if part
        )
        for end in activity.counterparts
    ]
    told = activity.participants
    parts = [
        words.kind(activity.kind, snapshot),
        words.direction(activity.direction),
        words.status(activity.status),
        "; ".join(ends),
        ", ".join(words.sector(code, snapshot) for code in activity.sectors),
        lists.counted(told.count, told.qualifier, told.unit) if told else "",
    ]
    return " · ".join(part for part in parts if part)


def _column(name: str) -> str:
    """What a column is called; what is wrong in none of them is wrong in the whole record."""
    return importing_words.meaning(name) if name in MEANINGS else _("Record")


def _problems(row: Judged, snapshot: Snapshot) -> Node:
    return el(
        "ul",
        *(
            el(
                "li",
                el("strong", problems.title(problem.code)),
                el("span", f" · {_column(problem.column)}", cls="muted"),
                el("bdi", f" „{problem.value}“" if tongue().code == "de" else f" “{problem.value}”")
                if problem.value
                else None,
                el("p", importing_words.right(problem, snapshot), cls="caption"),
            )
            for problem in row.problems
        ),
        cls="wrong",
    )
