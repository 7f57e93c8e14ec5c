"""The tables of uploaded files, and what is known of them before anybody is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from data.gazetteer import bundled
from data.importing.codes import CodeReader
from data.importing.events import events_map, events_table
from data.importing.grids import Book, NotReadable, read_upload
from data.importing.headers import NoTable, Table, find_table, likeliness
from data.importing.interpret import Surroundings
from data.importing.mapping import ColumnMap, from_json, guess, shape
from data.importing.meanings import own_headings
from data.model import Home
from data.problems import Problem
from data.store.records import Before, Store
from data.tables import Reference
from data.understanding import PlaceReader
from ui.background import Step

Upload: TypeAlias = tuple[str, bytes]


@dataclass(frozen=True)
class Source:
    """A sheet of a file, or a calendar: its table, or why there is none."""

    file: str
    sheet: str
    table: Table | None
    trouble: NoTable | NotReadable | None = None
    fixed: ColumnMap | None = None
    """what its columns mean, where nobody need say so"""
    problems: tuple[Problem, ...] = ()
    """what of the file could not be read"""


@dataclass(frozen=True)
class Basis:
    """What an import depends on beside its file."""

    home: Home
    reference: Reference
    store: Store
    today: date
    language: str
    by: str

    @property
    def own_uid(self) -> str:
        """How the uids of events end that the app itself writes."""
        return f"@{self.home.product.lower()}.{self.home.place}"

    def surroundings(self, before: Before | None = None) -> Surroundings:
        places = PlaceReader(
            self.reference,
            bundled(),
            answers=self.store.answers("place"),
            known=before.places.values() if before else (),
        )
        return Surroundings(self.reference, places, self.home.country, self.today)


@dataclass(frozen=True)
class Seen:
    """The sources of an upload, the likeliest of them, and what its columns mean."""

    sources: tuple[Source, ...]
    chosen: int
    mapping: ColumnMap | None
    remembered: bool


def read_uploads(uploads: list[Upload], basis: Basis, step: Step) -> Seen:
    """Read files and look at the likeliest table; each file is let go of as soon as it is read."""
    sources: list[Source] = []
    while uploads:
        name, data = uploads.pop(0)
        step(0.0)
        sources += _sources(name, data, basis, step)
        del data
    return look(tuple(sources), basis)


def _sources(name: str, data: bytes, basis: Basis, step: Step) -> list[Source]:
    try:
        book = read_upload(
            data, name, timezone=basis.home.timezone,
            progress=lambda done, total: step(done / total if total else 0.0),
        )  # fmt: skip
    except NotReadable as trouble:
        return [Source(name, "", None, trouble)]
    if book.events:
        return [_calendar(book, basis)]
    found = []
    for grid in book.grids:
        sheet = grid.name if len(book.grids) > 1 else ""
        try:
            table = find_table(name, grid.cells, grid.rows)
        except NoTable as trouble:
            found.append(Source(name, sheet, None, trouble))
        else:
            found.append(Source(name, sheet, table, problems=book.problems))
    return found


def _calendar(book: Book, basis: Basis) -> Source:
    codes: Mapping[str, CodeReader] = basis.surroundings().codes
    table = events_table(book.name, book.events, codes, basis.own_uid)
    fixed = events_map(book.events, basis.own_uid, language=basis.language)
    return Source(book.name, "", table, fixed=fixed, problems=book.problems)


def look(sources: tuple[Source, ...], basis: Basis, chosen: int | None = None) -> Seen:
    """The sources with what is known of the chosen one, or of the likeliest."""
    usable = [at for at, source in enumerate(sources) if source.table is not None]
    if chosen is None:
        chosen = max(usable, key=lambda at: _likely(sources[at]), default=0)
    table = sources[chosen].table if sources else None
    if table is None:
        return Seen(sources, chosen, None, remembered=False)
    known = basis.store.answers("mapping").get(shape(table.columns))
    remembered = from_json(known, len(table.columns)) if known else None
    if remembered is not None:
        return Seen(sources, chosen, remembered, remembered=True)
    fixed = sources[chosen].fixed
    if fixed is None:
        around = basis.surroundings()
        fixed = guess(table, around.codes, around.places, language=basis.language)
    ready = own_headings(table.columns) is not None
    return Seen(sources, chosen, fixed, remembered=ready)


def _likely(source: Source) -> float:
    return likeliness(source.table) if source.table is not None else -1.0
