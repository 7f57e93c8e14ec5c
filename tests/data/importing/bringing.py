"""Bringing in without a screen and without a database: rows to a plan, a plan to records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from data.gazetteer import bundled
from data.home import load_home
from data.importing.headers import Table, find_table
from data.importing.identity import Present
from data.importing.interpret import Fixes, Interpreted, Surroundings, interpret
from data.importing.mapping import ColumnMap, guess
from data.importing.plan import Choices, Judged, Plan, Verdict, make_plan
from data.model import Activity, Home
from data.reference_lists import load_reference
from data.store.writes import Stored, Update
from data.tables import Reference
from data.understanding import PlaceReader
from tests.conftest import ROOT

TODAY = date(2025, 10, 1)
OWN_UID = "@netzwerkatlas.dortmund-de"


@cache
def home() -> Home:
    return load_home(ROOT / "home.toml")


@cache
def reference() -> Reference:
    """The lists as they are delivered."""
    return load_reference(ROOT / "data" / "reference", home=home())


@cache
def around() -> Surroundings:
    return Surroundings(reference(), PlaceReader(reference(), bundled()), "DE", TODAY)


def table_of(rows: Sequence[Sequence[object]], name: str = "list.csv") -> Table:
    """The table in rows as somebody wrote them; missing cells are empty."""
    width = max(map(len, rows), default=0)
    cells = pd.DataFrame([[*row, *[None] * (width - len(row))] for row in rows], dtype=object)
    return find_table(name, cells, range(1, len(rows) + 1))


def guessed(table: Table, **constants: str) -> ColumnMap:
    """The meanings that are guessed, and what is said for all rows."""
    found = guess(table, around().codes, around().places, language="de")
    return replace(found, constants=constants)


@dataclass
class Bringing:
    """One table on its way."""

    table: Table
    mapping: ColumnMap
    present: Present = field(default_factory=Present)
    answers: dict[tuple[str, str], str] = field(default_factory=dict)
    fixes: Fixes = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)

    @property
    def read(self) -> Interpreted:
        return interpret(self.table, self.mapping, around(), answers=self.answers, fixes=self.fixes)

    @property
    def plan(self) -> Plan:
        return make_plan(
            self.table, self.read, self.mapping, self.present, reference(),
            choices=self.choices, own_uid=OWN_UID,
        )  # fmt: skip

    @property
    def judged(self) -> tuple[Judged, ...]:
        return self.plan.judged

    @property
    def verdicts(self) -> list[Verdict]:
        return [row.verdict for row in self.judged]

    def apply(self) -> Present:
        """The records after confirming."""
        return applied(self.plan, self.present, self.choices)


def bringing(rows: Sequence[Sequence[object]], **constants: str) -> Bringing:
    table = table_of(rows)
    return Bringing(table, guessed(table, **constants))


def applied(plan: Plan, present: Present, choices: Choices) -> Present:
    """What the store holds after a plan was confirmed."""
    wanted = plan.wanted(choices)
    stored = dict(present.records)
    for write in wanted.writes:
        version = write.version + 1 if isinstance(write, Update) else 1
        stored[write.activity.id] = Stored(write.activity, version)
    return replace(
        present, records=stored, places=plan.places, rows={**present.rows, **wanted.rows}
    )


def edited(present: Present, activity_id: str, **changes: object) -> Present:
    """The records after somebody changed one of them here."""
    was = present.records[activity_id]
    changed = replace(was.activity, **dict[str, Any](changes))
    records = {**present.records, activity_id: Stored(changed, was.version + 1)}
    return replace(present, records=records, bases={**present.bases, activity_id: was.activity})


def holding(*activities: Activity) -> Present:
    """A store with these records."""
    stored = {one.id: Stored(one, 1) for one in activities}
    return Present(stored, places=reference().places)
