"""What would become of the records: a verdict on each row, before anything is written.

Pure: a table as it was read, the records as they are and somebody's choices in, the plan out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

import numpy as np
import pandas as pd

from data.gazetteer import Gazetteer
from data.importing.changes import Compared, Comparison
from data.importing.headers import Table
from data.importing.identity import Identified, Known, Present, identified
from data.importing.interpret import Interpreted, Step
from data.importing.mapping import ColumnMap
from data.importing.twins import Twins
from data.merging import columns_of
from data.model import Activity, Place
from data.problems import Code, Problem, Severity
from data.record_format import REQUIRED, TITLES
from data.store.bulk import records
from data.store.writes import Create, Stored, Update
from data.tables import Reference
from data.validation import Validated, validate

_PORTION: Final = 250
"""Rows that are judged between two looks whether somebody cancelled."""


class Verdict(StrEnum):
    """What a row is; each has exactly one."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    WRONG = "wrong"


class Decision(StrEnum):
    """What to do with a row that seems to be there already."""

    SKIP = "skip"
    UPDATE = "update"
    NEW = "new"


@dataclass(frozen=True)
class Choices:
    """What somebody chose: for duplicates in general and by their position, whether rows that are
    wrong may be left out, and whether what was changed here since is overwritten."""

    duplicates: Decision = Decision.SKIP
    by_row: Mapping[int, Decision] = field(default_factory=dict)
    skip_wrong: bool = False
    overwrite: bool = False

    def of(self, position: int) -> Decision:
        return self.by_row.get(position, self.duplicates)


@dataclass(frozen=True)
class Judged:
    """The verdict on one row, by its position in the table and its number in the file.

    ``activity`` is the row as a record (``None`` where it is wrong), ``of`` the record that it
    changes, equals or doubles, ``of_row`` the earlier row that it doubles. ``fields`` would
    change, ``kept`` differ but were changed here since the row was brought in, and stay. ``gone``
    is a record that was deleted here.
    """

    position: int
    row: int
    digest: str
    verdict: Verdict
    activity: Activity | None = None
    of: Stored | None = None
    of_row: int = 0
    fields: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    gone: bool = False

    @property
    def merged(self) -> Activity:
        """The record with what the row changes."""
        if self.of is None or self.activity is None:
            raise ValueError("a row that changes no record")
        return take_over(self.of.activity, self.activity, self.fields)


@dataclass(frozen=True)
class Wanted:
    """What is to be written, the places that it names, and what rows will have become."""

    writes: tuple[Create | Update, ...]
    places: Mapping[str, Place]
    rows: Mapping[str, Known]

    @property
    def created(self) -> int:
        return sum(isinstance(one, Create) for one in self.writes)


@dataclass(frozen=True)
class Plan:
    """The verdicts in the order of the rows."""

    judged: tuple[Judged, ...]
    places: Mapping[str, Place]

    def counts(self) -> dict[Verdict, int]:
        """How many rows have each verdict."""
        found = Counter(one.verdict for one in self.judged)
        return {verdict: found[verdict] for verdict in Verdict}

    def wanted(self, choices: Choices) -> Wanted:
        """What confirming would write. Rows that are wrong are never among it."""
        writes: list[Create | Update] = []
        rows: dict[str, Known] = {}
        seen: set[str] = set()
        for one in self.judged:
            write = _write(one, choices.of(one.position))
            if write is not None and write.activity.id not in seen:
                seen.add(write.activity.id)
                writes.append(write)
                version = write.version + 1 if isinstance(write, Update) else 1
                rows[one.digest] = Known(write.activity.id, version)
            elif one.verdict is Verdict.UNCHANGED and one.of is not None and not one.kept:
                rows[one.digest] = Known(one.of.activity.id, one.of.version)
        return Wanted(tuple(writes), self.places, rows)

    def may_be_confirmed(self, choices: Choices) -> bool:
        """Whether nothing is wrong that nobody chose to leave out, and there is anything to do."""
        counts = self.counts()
        return bool(choices.skip_wrong or not counts[Verdict.WRONG]) and bool(
            self.wanted(choices).writes
        )


def take_over(record: Activity, row: Activity, fields: Sequence[str]) -> Activity:
    """A record with some fields as another has them."""
    names = [
        name
        for one in fields
        for name in (("participants",) if one == "participants" else columns_of(one))
    ]
    return replace(record, **{name: getattr(row, name) for name in names})


def _write(one: Judged, decision: Decision) -> Create | Update | None:
    if one.activity is None or one.verdict in {Verdict.WRONG, Verdict.UNCHANGED}:
        return None
    if one.verdict is Verdict.NEW:
        return Create(one.activity)
    if one.verdict is Verdict.CHANGED and one.of is not None:
        return Update(one.merged, one.of.version)
    if decision is Decision.NEW:
        return Create(one.activity)
    if decision is Decision.UPDATE and one.of is not None and one.fields:
        return Update(one.merged, one.of.version)
    return None


def make_plan(
    table: Table,
    read: Interpreted,
    mapping: ColumnMap,
    present: Present,
    reference: Reference,
    *,
    choices: Choices,
    own_uid: str = "",
    gazetteer: Gazetteer | None = None,
    step: Step = lambda _done: None,
) -> Plan:
    """Judge every row. ``step`` is told how much is done, and may raise to end it."""
    step(0.0)
    who = identified(table, read, own_uid, present, lambda done: step(0.1 * done))
    cells = _completed(read, who, present)
    places = dict(present.places)
    comparison = Comparison(read, mapping, reference, places, overwrite=choices.overwrite)
    judge = _Judge(table, read, who, present, comparison)
    judged: list[Judged] = []
    taken: set[str] = set()
    # In portions: between two of them others get their turn, and somebody may cancel.
    for first in range(0, len(table.rows), _PORTION):
        step(0.1 + 0.9 * first / len(table.rows))
        portion = cells.iloc[first : first + _PORTION]
        validated = validate(portion, reference, gazetteer=gazetteer, taken=taken)
        taken.update(portion["id"])
        places.update(validated.tables.places)
        judged += judge.portion(first, validated, len(portion))
    step(1.0)
    return Plan(tuple(judged), places)


def _completed(read: Interpreted, who: Sequence[Identified], present: Present) -> pd.DataFrame:
    """The cells with the ids, and with what a row need not say because its record does."""
    columns = ("id", *REQUIRED[1:], *TITLES, "end", "date_precision", "participants_unit",
               "participants_qualifier")  # fmt: skip
    texts = {name: np.array(read.cells[name].tolist(), dtype=object) for name in columns}
    counted = (read.cells["participants"] != "").to_numpy(dtype=np.bool_)
    for at, one in enumerate(who):
        texts["id"][at] = one.id
        stored = present.records.get(one.id)
        if stored is None:
            continue
        record = stored.activity
        if not texts["start"][at]:
            for name in ("start", "end", "date_precision"):
                texts[name][at] = str(getattr(record, name))
        if not (texts["title_de"][at] or texts["title_en"][at]):
            texts["title_de"][at], texts["title_en"][at] = record.title_de, record.title_en
        for name in ("kind", "direction", "status"):
            if not texts[name][at]:
                texts[name][at] = str(getattr(record, name))
        if counted[at] and record.participants and not texts["participants_unit"][at]:
            texts["participants_unit"][at] = str(record.participants.unit)
    return read.cells.assign(**texts)


def _together(unread: Sequence[Problem], judged: Sequence[Problem]) -> tuple[Problem, ...]:
    """All that is wrong with a row. A cell that could not be read is not missing besides."""
    columns = {one.column for one in unread}
    missing = {Code.VALUE_MISSING, Code.TITLE_MISSING, Code.UNIT_MISSING}
    return (*unread, *(one for one in judged
                       if one.code not in missing or one.column not in columns))  # fmt: skip


class _Judge:
    """Judges one row after the other."""

    def __init__(
        self,
        table: Table,
        read: Interpreted,
        who: Sequence[Identified],
        present: Present,
        comparison: Comparison,
    ) -> None:
        self._table = table
        self._read = read
        self._who = who
        self._present = present
        self._comparison = comparison
        self._twins = Twins(present.records.values())
        self._taken: dict[str, int] = {}

    def portion(self, first: int, validated: Validated, size: int) -> Iterator[Judged]:
        """The verdicts on rows that were validated together."""
        errors: dict[int, list[Problem]] = {}
        for problem in validated.problems:
            if problem.severity is Severity.ERROR:
                errors.setdefault(problem.row, []).append(problem)
        # The good rows come as records in the order of the table.
        good = records(validated.tables)
        for at in range(first, first + size):
            row = self._table.rows[at]
            activity = None if row in errors else next(good)
            unread = self._read.problems.get(at, ())
            if activity is None or unread:
                problems = _together(unread, errors.get(row, ()))
                digest = self._who[at].digest
                yield Judged(at, row, digest, Verdict.WRONG, problems=problems)
            else:
                yield self._one(at, row, activity)

    def _one(self, at: int, row: int, activity: Activity) -> Judged:
        plain = Judged(at, row, self._who[at].digest, Verdict.NEW, activity)
        earlier = self._taken.setdefault(activity.id, at)
        if earlier != at:
            return replace(plain, verdict=Verdict.DUPLICATE, of_row=self._table.rows[earlier])
        return self._against_the_records(at, plain, activity)

    def _against_the_records(self, at: int, plain: Judged, activity: Activity) -> Judged:
        who = self._who[at]
        stored = self._present.records.get(activity.id)
        if stored is not None:
            base = self._present.bases.get(activity.id)
            return _compared(plain, stored, self._comparison.of(at, activity, stored, base))
        if activity.id in self._present.gone:
            return replace(plain, verdict=Verdict.UNCHANGED, gone=True)
        if who.earlier is not None:
            row = self._table.rows[who.earlier]
            return replace(plain, verdict=Verdict.DUPLICATE, of_row=row)
        twin = self._twins.of(activity)
        if twin is not None:
            compared = self._comparison.of(at, activity, twin, None)
            return replace(plain, verdict=Verdict.DUPLICATE, of=twin, fields=compared.changed)
        return plain


def _compared(plain: Judged, stored: Stored, found: Compared) -> Judged:
    verdict = Verdict.CHANGED if found.changed else Verdict.UNCHANGED
    return replace(plain, verdict=verdict, of=stored, fields=found.changed, kept=found.kept)
