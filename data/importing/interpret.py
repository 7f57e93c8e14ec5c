"""From the cells of somebody's table to the cells of the record format.

Each different value of a column is read once. What may mean several things becomes a question, and
its answer holds for all rows; what means nothing becomes a problem of its row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.importing.codes import BY_DATE, BY_PLACE, CodeReader, code_readers, is_nothing
from data.importing.dates import day_first
from data.importing.fields import BESIDE, FieldReaders, Outputs
from data.importing.headers import Table
from data.importing.mapping import ColumnMap, shape
from data.importing.meanings import own_headings
from data.importing.unclear import Unclear
from data.importing.values import Places, cell_text
from data.model import Direction, Status
from data.problems import Code, Fault, Problem
from data.record_format import COLUMNS
from data.tables import Reference

Texts: TypeAlias = NDArray[np.object_]
Answers: TypeAlias = Mapping[tuple[str, str], str]
"""What somebody said that a value means, by the question's kind and key"""
Fixes: TypeAlias = Mapping[int, Mapping[str, str]]
"""Cells that somebody wrote anew: by the row's position and the record format's column"""
Rows: TypeAlias = NDArray[np.intp]
Step: TypeAlias = Callable[[float], None]
"""Told how much is done, from 0 to 1; raises where somebody cancelled."""

_ASKED: Final = 300
_PORTION: Final = 1_000
"""Different values that are read between two looks whether somebody cancelled."""


@dataclass(frozen=True)
class Surroundings:
    """What reading a table depends on beside the table."""

    reference: Reference
    places: Places
    home_country: str
    today: date
    codes: Mapping[str, CodeReader] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", code_readers(self.reference))


@dataclass(frozen=True)
class Question:
    """A value that may mean several things: how many rows have it, and the first of them.
    ``key`` is under which its answer is kept; ``shown`` is what a reader is asked about."""

    kind: str
    key: str
    shown: str
    choices: tuple[str, ...]
    rows: int
    first_row: int


@dataclass(frozen=True)
class Interpreted:
    """A table in the record format.

    ``cells`` has all of :data:`data.record_format.COLUMNS` as text, ``file`` and ``row``;
    ``written`` are the same cells as the table has them, for what could not be read. ``given``
    says by column which rows say something themselves; ``either`` are columns whose text may be in
    the other language's column. ``uids`` are what a calendar knows the rows by.
    """

    cells: pd.DataFrame
    written: Mapping[str, Texts]
    given: Mapping[str, NDArray[np.bool_]]
    either: frozenset[str]
    uids: Sequence[str]
    questions: tuple[Question, ...]
    problems: Mapping[int, tuple[Problem, ...]]


def interpret(
    table: Table,
    mapping: ColumnMap,
    around: Surroundings,
    *,
    answers: Answers,
    fixes: Fixes,
    step: Step = lambda _done: None,
) -> Interpreted:
    """Read every cell that means something."""
    return _Reading(table, mapping, around, answers, fixes).run(step)


class _Reading:
    """One table being read; keeps the account of questions and problems."""

    def __init__(
        self,
        table: Table,
        mapping: ColumnMap,
        around: Surroundings,
        answers: Answers,
        fixes: Fixes,
    ) -> None:
        self._table = table
        self._mapping = mapping
        self._around = around
        self._answers = answers
        self._fixes = fixes
        self._size = len(table.rows)
        self._rows = np.asarray(table.rows, dtype=np.int64)
        self._out: dict[str, Texts] = {column: self._empty() for column in COLUMNS}
        self._out["~end"] = self._empty()
        self._written: dict[str, Texts] = {column: self._empty() for column in COLUMNS}
        self._questions: dict[tuple[str, str], Question] = {}
        self._problems: dict[int, list[Problem]] = {}
        self._fields = FieldReaders(
            mapping,
            around.codes,
            around.places,
            self._ask,
            is_own=own_headings(table.columns) is not None,
        )

    def run(self, step: Step) -> Interpreted:
        steps = self._mapping_steps(partial(step, 0.0))
        for done, (meaning, texts) in enumerate(steps):
            self._read(meaning, texts, partial(step, done / len(steps)))
        self._join_dates()
        self._home_places()
        given = {column: texts != "" for column, texts in self._out.items()}
        self._fill_constants()
        del self._out["~end"]
        cells = pd.DataFrame({name: pd.Series(self._out[name], dtype="str") for name in COLUMNS})
        cells["file"], cells["row"] = self._table.name, self._rows
        step(1.0)
        return Interpreted(
            cells=cells,
            written=self._written,
            given={column: given[column] for column in COLUMNS},
            either=frozenset(self._fields.either),
            uids=[str(text) for text in self._column_texts("uid")],
            questions=tuple(
                sorted(self._questions.values(), key=lambda one: (one.kind, -one.rows))
            ),
            problems={row: tuple(found) for row, found in self._problems.items()},
        )

    def _empty(self) -> Texts:
        return np.full(self._size, "", dtype=object)

    def _mapping_steps(self, breathe: Callable[[], None]) -> list[tuple[str, Texts]]:
        """Each meaning with its column's texts; a place has its country behind a line break of its
        own, because the two are read together. What somebody wrote anew comes last."""
        countries = self._column_texts("country")
        found: list[tuple[str, Texts]] = []
        beside = ("place", "venue", "counterparts")
        columns = list(enumerate(self._mapping.columns))
        for at, meaning in columns:
            if meaning in {"", "uid", "country"}:
                continue
            breathe()
            texts = self._texts(at, meaning)
            found.append((meaning, _paired(texts, countries) if meaning in beside else texts))
        if self._mapping.at("country") and not self._mapping.at("counterparts", "place"):
            found.append(("counterparts", _paired(self._empty(), countries)))
        # A date's precision is what it is written as, unless a column says so.
        found.sort(key=lambda one: one[0] in {"date_precision", "participants_unit",
                                              "participants_qualifier"})  # fmt: skip
        return found + self._fixed()

    def _fixed(self) -> list[tuple[str, Texts]]:
        columns = {name for fix in self._fixes.values() for name in fix}
        found: list[tuple[str, Texts]] = []
        for column in (name for name in COLUMNS if name in columns):
            texts = self._empty()
            for row, fix in self._fixes.items():
                if row < self._size and column in fix:
                    texts[row] = fix[column].strip()
                    self._out[column][row] = ""
            found.append((column, texts))
        return found

    def _column_texts(self, meaning: str) -> Texts:
        columns = [at for at, one in enumerate(self._mapping.columns) if one == meaning]
        return self._texts(columns[0], meaning) if columns else self._empty()

    def _texts(self, at: int, meaning: str) -> Texts:
        """A column's cells as text, without those that somebody wrote anew."""
        texts = np.array([cell_text(value) for value in self._table.cells[at]], dtype=object)
        columns = self._fields.columns_of(meaning)
        for row, fix in self._fixes.items():
            if row < self._size and columns & set(fix):
                texts[row] = ""
        return texts

    def _read(self, meaning: str, texts: Texts, breathe: Callable[[], None]) -> None:
        codes, uniques = pd.factorize(texts)
        having = _rows_of(codes, len(uniques))
        read = self._fields.reader(meaning, order=self._order(meaning, texts))
        outputs: list[Outputs] = []
        for code, text in enumerate(uniques):
            if code % _PORTION == 0:
                breathe()
            self._at = (meaning, len(having[code]), int(having[code][0]))
            outputs.append(self._outputs(meaning, str(text), read, having[code]))
        for column in {column for output in outputs for column in output}:
            values = np.array([output.get(column, "") for output in outputs], dtype=object)[codes]
            self._out[column] = self._fields.joined(column, self._out[column], values)
        column = min(self._fields.columns_of(meaning), key=COLUMNS.index)
        plain = np.array([str(text).replace(BESIDE, ", ").strip(", ") for text in uniques],
                         dtype=object)[codes]  # fmt: skip
        self._written[column] = self._fields.joined("note_de", self._written[column], plain)

    def _outputs(
        self, meaning: str, text: str, read: Callable[[str], Outputs], rows: Rows
    ) -> Outputs:
        if not text or (is_nothing(text) and meaning not in {"title", "title_de", "title_en"}):
            return {}
        try:
            return read(text)
        except Unclear as unclear:
            fault = Fault(Code.VALUE_UNCLEAR, unclear.asked)
        except Fault as found:
            fault = found
        self._blame(rows, meaning, fault)
        return {}

    def _blame(self, rows: Rows, meaning: str, fault: Fault) -> None:
        column = fault.column or min(self._fields.columns_of(meaning), key=COLUMNS.index)
        for row in rows:
            found = Problem(
                self._table.name, int(self._rows[row]), column, fault.value, fault.code,
                fault.params,
            )  # fmt: skip
            self._problems.setdefault(int(row), []).append(found)

    def _ask(self, unclear: Unclear) -> str:
        """What somebody said that it means; otherwise the question is kept and raised."""
        meaning, rows, first = self._at
        shown = unclear.asked
        if unclear.kind == "date_order":
            name = self._table.columns[self._mapping.columns.index(meaning)]
            unclear.key = f"{shape(self._table.columns)}:{name}"[:_ASKED]
            shown = f"{name}: {shown}"
        key = unclear.key
        answer = self._answers.get((unclear.kind, key))
        if answer is not None:
            return answer
        before = self._questions.get((unclear.kind, key))
        self._questions[unclear.kind, key] = Question(
            unclear.kind,
            key,
            before.shown if before else shown,
            unclear.choices,
            rows + (before.rows if before else 0),
            int(self._rows[first]) if before is None else before.first_row,
        )
        raise unclear

    def _order(self, meaning: str, texts: Texts) -> bool | None:
        if meaning not in {"start", "end"}:
            return None
        # The other column of dates may decide it, too.
        both = [self._column_texts(name) for name in ("start", "end")]
        return day_first({str(text) for column in (texts, *both) for text in column})

    def _join_dates(self) -> None:
        """The end of the column for it, else of the span that the start names."""
        until, out = self._out["~end"], self._out
        out["end"] = np.where(out["end"] == "", until, out["end"])

    def _home_places(self) -> None:
        """What took place at home had no counterpart at home."""
        country = f", {self._around.home_country}"
        venue, counterparts = self._out["venue"], self._out["counterparts"]
        same = (venue == counterparts) | (counterparts == self._around.home_country)
        at_home = np.array([text.endswith(country) for text in venue], dtype=np.bool_)
        counterparts[at_home & same] = ""

    def _fill_constants(self) -> None:
        constants, out = self._mapping.constants, self._out
        counted = out["participants"] != ""
        for column, value in constants.items():
            where = out[column] == ""
            out[column][where & counted if column == "participants_unit" else where] = value
        today = self._around.today.isoformat()
        over = np.array(
            [bool(end or start) and (end or start)[:10] < today
             for start, end in zip(out["start"], out["end"], strict=True)], dtype=np.bool_,
        )  # fmt: skip
        follows = out["status"] == BY_DATE
        out["status"][follows & over] = Status.HELD.value
        out["status"][follows & ~over] = Status.PLANNED.value
        follows = out["direction"] == BY_PLACE
        out["direction"][follows] = [self._by_place(venue) for venue in out["venue"][follows]]

    def _by_place(self, venue: str) -> str:
        if not venue:
            return ""
        home = venue.endswith(f", {self._around.home_country}")
        return (Direction.INBOUND if home else Direction.OUTBOUND).value


def _paired(texts: Texts, countries: Texts) -> Texts:
    """Each place with the country beside it."""
    if not (countries != "").any():
        return texts
    both = zip(texts, countries, strict=True)
    return np.array(
        [f"{text}{BESIDE}{country}" if country else text for text, country in both], dtype=object
    )


def _rows_of(codes: Rows, size: int) -> list[Rows]:
    """The rows that have each of the different values."""
    ends = np.cumsum(np.bincount(codes, minlength=size))
    return np.split(np.argsort(codes, kind="stable"), ends[:-1])
