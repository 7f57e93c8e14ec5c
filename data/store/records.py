"""The records of a city: written in one transaction each, with history and revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from data.codes_in_use import holding
from data.follow_up import KeptFollowUp
from data.model import Activity, Place
from data.reading import Reading
from data.store import answers, bulk, files, follow_ups, history, located, many, revision, writes
from data.store.engine import NotUsable, connect, reading, turn, writing
from data.store.files import Followed
from data.store.follow_ups import Line
from data.store.follow_ups import Write as NextStep
from data.store.history import Change
from data.store.past import Past
from data.store.staging import staged
from data.store.writes import Create, Refused, Stored, Update, Write
from data.tables import Reference, Tables

_FEW = 5_000
"""Changed records up to which they alone are read again."""


@dataclass(frozen=True)
class State:
    """All records at one moment. ``revision`` counts writes of any kind; ``changes`` is the number
    of the last line of the history, so that equal ones have equal records."""

    revision: int
    changes: int
    tables: Tables
    restored: int = 0
    """the write that made the store as a copy was: lines before it are none of this history"""

    @property
    def name(self) -> str:
        """Differs where a reader would see other records, or one of them elsewhere."""
        unknown = sum(one.lat is None for one in self.tables.places.values())
        return f"{self.restored}-{self.changes}-{unknown}"


@dataclass(frozen=True)
class Before:
    """The records before many are written: by id with their versions, the ids of those that are
    gone, every place, what rows of files became by their digest (record and version), and records
    as they became then, of those that were changed since."""

    revision: int
    stored: Mapping[str, Stored]
    gone: frozenset[str]
    places: Mapping[str, Place]
    rows: Mapping[str, tuple[str, int]]
    bases: Mapping[str, Activity]


class Store:
    """The records of a city. Every method is one transaction; any number of processes may write.

    ``url`` as SQLAlchemy spells it. Raises :class:`data.store.engine.NotUsable`.
    """

    def __init__(self, url: str) -> None:
        self.engine = connect(url)

    def close(self) -> None:
        """Let go of the connections."""
        self.engine.dispose()

    def revision(self) -> int:
        """How many writes there have been; cheap enough to ask for before every page."""
        with reading(self.engine) as connection:
            return revision.current(connection)

    def write(self, wanted: Sequence[Write], *, by: str) -> int:
        """Do all of it or nothing; the revision that it made. Record files are not followed from
        then on.

        Raises :class:`data.store.writes.ChangedMeanwhile`, ``AlreadyThere`` or ``Refused``.
        """
        try:
            with writing(self.engine) as connection:
                files.end(connection)
                return writes.write(connection, wanted, by=by)
        except sa.exc.IntegrityError as error:
            raise Refused.by(error) from error

    def write_many(
        self,
        wanted: Sequence[Create | Update],
        places: Mapping[str, Place],
        rows: Mapping[str, tuple[str, int]],
        *,
        by: str,
        step: many.Step = lambda _done: None,
    ) -> int:
        """The same for many records, and what rows of a file became by it (:meth:`known_rows`).

        ``step`` is told how much is done; what it raises before the end undoes all of it. The new
        records are laid down beside the others first, so that nobody waits for that.
        """
        new = [one.activity for one in wanted if isinstance(one, Create)]
        try:
            with staged(self.engine, new, rows, lambda done: step(0.6 * done)) as connection:
                with turn(connection):
                    files.end(connection)
                    number = many.write_many(
                        connection, wanted, places, by=by, step=lambda done: step(0.6 + 0.4 * done)
                    )
                    step(1.0)
                return number
        except sa.exc.IntegrityError as error:
            raise Refused.by(error) from error

    def before_many(self) -> Before:
        """All that a file is compared with, at one moment."""
        with reading(self.engine) as connection:
            number, stored, gone = many.everything_stored(connection)
            rows = many.known_rows(connection)
            since = {
                name: version
                for name, version in rows.values()
                if name in stored and stored[name].version > version
            }
            bases = many.as_of(connection, since)
            return Before(number, stored, gone, writes.places(connection), rows, bases)

    def fill(self, tables: Tables, *, by: str) -> int:
        """Take over all records of tables as one write; their ids must be new to the store.

        Raises :class:`data.store.writes.Refused`; then nothing was taken over.
        """
        try:
            with writing(self.engine) as connection:
                return bulk.fill(connection, tables, by=by)
        except sa.exc.IntegrityError as error:
            raise Refused.by(error) from error

    def follow_ups(self) -> list[KeptFollowUp]:
        """All next steps, what is due first comes first; those without a date last."""
        with reading(self.engine) as connection:
            return follow_ups.everything(connection)

    def write_follow_ups(self, wanted: Sequence[NextStep], *, by: str) -> int:
        """Do all of it or nothing; the revision that it made. No record is written by it.

        Raises :class:`data.store.follow_ups.ChangedMeanwhile` or ``data.store.writes.Refused``.
        """
        try:
            with writing(self.engine) as connection:
                return follow_ups.write(connection, wanted, by=by)
        except sa.exc.IntegrityError as error:
            raise Refused.by(error) from error

    def follow_up_history(self, number: int) -> list[Line]:
        """What became of a next step, the newest first."""
        with reading(self.engine) as connection:
            return follow_ups.of_number(connection, number)

    def followed(self) -> Followed | None:
        """What is known of the record files, ``None`` before they were read first."""
        with reading(self.engine) as connection:
            return files.followed(connection)

    def follow(self, read: Reading, fingerprint: str) -> None:
        """Be as the record files are, unless somebody has written since they were read first.

        Raises :class:`data.store.writes.Refused`; then nothing was taken over.
        """
        try:
            with writing(self.engine) as connection:
                files.follow(connection, read, fingerprint)
        except sa.exc.IntegrityError as error:
            raise Refused.by(error) from error

    def state(self, reference: Reference, *, since: State | None = None) -> State:
        """All records as a snapshot is built from them. With an earlier state, of few changes only
        these are read."""
        with reading(self.engine) as connection:
            number, changes = revision.current(connection), history.last_number(connection)
            restored = revision.last_restored(connection)
            changed: Sequence[str] | None = None
            if since and since.tables.reference is reference and since.restored == restored:
                if changes == since.changes:
                    return _located(connection, since, number)
                changed = history.changed_since(connection, since.changes)
            places = writes.places(connection)
            if since is None or changed is None or len(changed) > _FEW:
                tables = bulk.read(connection, reference, places)
            else:
                tables = bulk.refreshed(connection, since.tables, changed, places)
            return State(number, changes, tables, restored)

    def get(self, activity_id: str) -> Stored | None:
        """One record as it is now."""
        with reading(self.engine) as connection:
            return writes.get(connection, activity_id)

    def everything(self) -> tuple[int, list[Activity], dict[str, Place]]:
        """The revision, all records by start and id, and every place by key: one state of them."""
        with reading(self.engine) as connection:
            number = revision.current(connection)
            return number, writes.everything(connection), writes.places(connection)

    def versions(self) -> dict[str, int]:
        """How often each record was written, by id."""
        with reading(self.engine) as connection:
            return writes.versions(connection)

    def ids_ever(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that a record has or had."""
        with reading(self.engine) as connection:
            return writes.ids_ever(connection, ids)

    def history(self, activity_id: str) -> list[Change]:
        """What became of a record, the newest first; of one that was deleted, too."""
        with reading(self.engine) as connection:
            return history.of_activity(connection, activity_id)

    @property
    def past(self) -> Past:
        """The history, for looking and going back in it."""
        return Past(self.engine)

    def known_since(self) -> datetime | None:
        """When the history begins."""
        with reading(self.engine) as connection:
            return history.first_moment(connection)

    def as_known_at(self, moment: datetime) -> list[Activity]:
        """All records as they were at a moment, by start and id."""
        with reading(self.engine) as connection:
            return history.as_known_at(connection, moment)

    def tables_as_known_at(self, reference: Reference, moment: datetime) -> Tables:
        """The same as a snapshot is built from them; what the lists no longer hold is called by
        its code."""
        with reading(self.engine) as connection:
            found = history.as_known_at(connection, moment)
            return bulk.tables_of(found, holding(reference, found), writes.places(connection))

    def answers(self, kind: str) -> dict[str, str]:
        """What somebody said that something unclear means, by what was asked: of ``kind``
        ``place``, how a record writes the place."""
        with reading(self.engine) as connection:
            return answers.answers(connection, kind)

    def remember(self, kind: str, said: Mapping[str, str], *, by: str) -> None:
        """Keep such answers, by what was asked. They are no records: the revision stays.

        Raises :class:`data.store.engine.NotUsable`.
        """
        try:
            with writing(self.engine) as connection:
                answers.remember(connection, kind, said, by=by)
        except sa.exc.DBAPIError as error:
            raise NotUsable(str(error.orig)) from error

    def locate(self, places: Iterable[Place], *, by: str) -> None:
        """Keep coordinates of places that had none, and who said so. It raises the revision, by
        which maps are drawn anew; no record changes.

        Raises :class:`data.store.engine.NotUsable`.
        """
        try:
            with writing(self.engine) as connection:
                located.locate(connection, places, by=by)
        except sa.exc.DBAPIError as error:
            raise NotUsable(str(error.orig)) from error


def _located(connection: sa.Connection, since: State, number: int) -> State:
    """The same records; their places may have been located meanwhile."""
    if number == since.revision:
        return since
    known = since.tables.places
    places = known | writes.places(connection) | since.tables.reference.places
    if places == known:
        return replace(since, revision=number)
    return replace(since, revision=number, tables=replace(since.tables, places=places))
