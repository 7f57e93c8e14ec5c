"""Words for bringing in: what columns mean, what is asked, what becomes of rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from data.importing.codes import BY_DATE, BY_PLACE
from data.importing.headers import LeftOut, NoTable, Trouble
from data.importing.meanings import IGNORED
from data.importing.plan import Decision, Judged, Plan, Verdict
from data.problems import Code, Problem
from data.snapshot import Snapshot
from ui import field_names, words
from ui.form import words as form_words
from ui.i18n import _, marked, n_, tongue

_MEANINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        IGNORED: marked("– is not read –"),
        "title": marked("Title"),
        "start": marked("First day, or the whole time"),
        "place": marked("Place; abroad also the counterpart"),
        "country": marked("Country of the place"),
        "organisations.organiser": marked("Organisations: organiser"),
        "organisations.host": marked("Organisations: host"),
        "organisations.guest": marked("Organisations: guest"),
        "organisations.partner": marked("Organisations: partner"),
        "organisations.settled_company": marked("Organisations: settled company"),
        "participants.people": marked("Participants: people"),
        "participants.organisations": marked("Participants: organisations"),
        "outcome": marked("Outcome"),
        "note": marked("Note"),
        "uid": marked("Event of a calendar (UID)"),
    }
)
"""Of what a column of a table may mean, that which is no column of a record, or more than one."""
_NAMED: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {
        "direction": words.direction,
        "status": words.status,
        "visibility": words.visibility,
        "date_precision": words.precision,
        "participants_qualifier": words.qualifier,
        "participants_unit": words.unit,
    }
)
_FEW: Final = 5
_ASKED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "place": marked("Which places are these?"),
        "country": marked("Which countries are these?"),
        "kind": marked("Which kinds are these?"),
        "direction": marked("Which directions are these?"),
        "status": marked("Which status is this?"),
        "sector": marked("Which sectors are these?"),
        "network": marked("Which networks are these?"),
        "visibility": marked("Who may see this?"),
        "date_precision": marked("How exactly are these dates known?"),
        "participants_qualifier": marked("How exact are these counts?"),
        "participants_unit": marked("What was counted?"),
        "date": marked("Which time is this?"),
        "date_order": marked("Does the day or the month come first?"),
        "count": marked("How many were there?"),
    }
)


def meaning(code: str) -> str:
    """What a column means."""
    return _(_MEANINGS[code]) if code in _MEANINGS else field_names.of_column(code)


def asked(kind: str) -> str:
    """The question that stands above the values of a kind."""
    return _(_ASKED[kind])


def value(kind: str, code: str, snapshot: Snapshot) -> str:
    """One of the values that something may mean."""
    if not code:
        return _("Leave empty")
    match kind:
        case "kind":
            return words.kind(code, snapshot)
        case "sector":
            return words.sector(code, snapshot)
        case "network":
            return words.network(code, snapshot)
        case "place" | "country":
            return _place(code)
    return _plain(kind, code)


def _plain(kind: str, code: str) -> str:
    said = {
        BY_DATE: _("By the date: past is held, future is planned"),
        BY_PLACE: _("By the place: abroad or here"),
        "day_first": _("Day first: 03/04 is 3 April"),
        "month_first": _("Month first: 03/04 is 4 March"),
    }
    if code in said:
        return said[code]
    named = _NAMED.get(kind)
    return named(code) if named else code


def _place(text: str) -> str:
    """``Rawson 3839307, AR`` as readers write it."""
    name, _comma, code = text.rpartition(", ")
    if len(code) != 2 or not code.isupper():
        return text
    head, _space, number = name.rpartition(" ")
    plain = head if head and number.isdigit() and len(number) > 3 else name
    return ", ".join(part for part in (plain, words.country(code)) if part)


def verdict(of: Verdict, count: int) -> str:
    """How many rows have a verdict, for choosing among them."""
    number = tongue().formats.number(count)
    return {
        Verdict.NEW: _("New {number}", number=number),
        Verdict.CHANGED: _("Changed {number}", number=number),
        Verdict.UNCHANGED: _("Unchanged {number}", number=number),
        Verdict.DUPLICATE: _("Duplicates {number}", number=number),
        Verdict.WRONG: _("Wrong {number}", number=number),
    }[of]


def verdicts(plan: Plan) -> str:
    """All that was found, as a sentence."""
    counts = plan.counts()
    total = len(plan.judged)
    told = {
        Verdict.NEW: n_("{count} is new", "{count} are new", counts[Verdict.NEW]),
        Verdict.CHANGED: n_(
            "{count} changes a record", "{count} change records", counts[Verdict.CHANGED]
        ),
        Verdict.UNCHANGED: n_(
            "{count} changes nothing", "{count} change nothing", counts[Verdict.UNCHANGED]
        ),
        Verdict.DUPLICATE: n_(
            "{count} seems to be there already",
            "{count} seem to be there already",
            counts[Verdict.DUPLICATE],
        ),
        Verdict.WRONG: n_("{count} is wrong", "{count} are wrong", counts[Verdict.WRONG]),
    }
    listed = tongue().formats.listing([text for one, text in told.items() if counts[one]])
    return n_("Of {count} row {listed}.", "Of {count} rows {listed}.", total, listed=listed)


def decision(of: Decision) -> str:
    """What to do with a row that seems to be there already."""
    return {
        Decision.SKIP: _("Skip"),
        Decision.UPDATE: _("Change the record"),
        Decision.NEW: _("Take as new"),
    }[of]


def trouble(found: NoTable) -> str:
    """Why a sheet holds no table."""
    return {
        Trouble.EMPTY: _("It is empty."),
        Trouble.HEADER_ONLY: _("It has a header, but no rows below it."),
        Trouble.TOO_MANY_COLUMNS: _(
            "It has {found} columns; a table of at most 300 can be brought in.",
            found=tongue().formats.number(found.found),
        ),
    }[found.trouble]


def left_out(found: LeftOut) -> str:
    """Which rows of a sheet are no records, as sentences; empty where all are."""
    said = [
        n_(
            "{count} line above the header is not read.",
            "{count} lines above the header are not read.",
            len(found.above),
        )
        if found.above
        else "",
        n_("Row {rows} is a sum.", "Rows {rows} are sums.", len(found.sums),
           rows=_numbers(found.sums))
        if found.sums
        else "",
        n_("Row {rows} repeats the header.", "Rows {rows} repeat the header.",
           len(found.repeats), rows=_numbers(found.repeats))
        if found.repeats
        else "",
        n_("Row {rows} is a heading or a remark.", "Rows {rows} are headings or remarks.",
           len(found.remarks), rows=_numbers(found.remarks))
        if found.remarks
        else "",
    ]  # fmt: skip
    return " ".join(text for text in said if text)


def _numbers(rows: Sequence[int]) -> str:
    shown = [str(number) for number in rows[:_FEW]]
    return tongue().formats.listing([*shown, "…"] if len(rows) > _FEW else shown)


def why(row: Judged) -> str:
    """What there is to say of a row beside its verdict and its fields."""
    if row.gone:
        return _("The record was deleted here and is not brought back.")
    if row.of_row:
        return _("Says the same as row {row}.", row=row.of_row)
    if row.kept:
        fields = field_names.listed(row.kept)
        return _("Changed here since it was brought in, and kept: {fields}.", fields=fields)
    return ""


def right(problem: Problem, snapshot: Snapshot) -> str:
    """What would be right in a cell, in the words that the page has for columns and values."""
    if problem.code is Code.VALUE_MISSING:
        return _("Write it into the table above, or say it for all rows under “What the columns "
                 "mean”.")  # fmt: skip
    if problem.code is Code.CODE_UNKNOWN:
        codes = str(problem.params.get("allowed", "")).split(", ")
        kind = {"sectors": "sector", "networks": "network"}.get(problem.column, problem.column)
        named = ", ".join(value(kind, code, snapshot) for code in codes)
        problem = replace(problem, params={"allowed": named})
    return form_words.wrong(problem)
