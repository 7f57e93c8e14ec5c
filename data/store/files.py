"""The record files that the store was filled from.

A store is filled from the files at its first start, and goes on to be as they are: whoever keeps
the records in a spreadsheet only saves the file. That ends with the first record that somebody
writes here, because from then on the store knows more than the files.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import sqlalchemy as sa

from data.problems import Code, Problem, Severity
from data.reading import FileRead, Reading
from data.store import bulk, revision, writes
from data.store.codec import Found
from data.store.schema import following
from data.store.writes import BringBack, Create, Delete, Update, Write

BY = "data/records"
"""Who wrote what came from the files, for the history."""


@dataclass(frozen=True)
class Followed:
    """The files as they were read last; ``active`` until somebody writes a record here."""

    active: bool
    fingerprint: str
    files: tuple[FileRead, ...]
    problems: tuple[Problem, ...]


def followed(connection: sa.Connection) -> Followed | None:
    """What is known of the files, ``None`` before they were read first."""
    row = connection.execute(sa.select(following)).mappings().one_or_none()
    if row is None:
        return None
    return Followed(
        active=row["active"],
        fingerprint=row["fingerprint"],
        files=tuple(FileRead(**one) for one in row["files"]),
        problems=tuple(_problem(one) for one in row["problems"]),
    )


def end(connection: sa.Connection) -> None:
    """Follow the files no longer."""
    connection.execute(sa.update(following).where(following.c.active).values(active=False))


def follow(connection: sa.Connection, read: Reading, fingerprint: str) -> None:
    """Write what differs between the files and the store, as one write."""
    revision.take_turn(connection)
    known = followed(connection)
    if known is None:
        if not writes.is_empty(connection):
            return
        bulk.fill(connection, read.tables, by=BY)
    elif not known.active or known.fingerprint == fingerprint:
        return
    elif wanted := _differences(connection, read):
        writes.write(connection, wanted, by=BY)
    _note(connection, read, fingerprint, is_new=known is None)


def _differences(connection: sa.Connection, read: Reading) -> list[Write]:
    """What makes the store as the files are. An id that was there before is taken up again."""
    present = {one.id: one for one in writes.everything(connection)}
    versions = writes.versions(connection)
    wanted = {one.id: one for one in bulk.records(read.tables)}
    places = tuple(read.tables.places.values())
    known = writes.ids_ever(connection, [one for one in wanted if one not in present])
    found: list[Write] = [Delete(one, versions[one]) for one in present if one not in wanted]
    for name, one in wanted.items():
        if name in present:
            if present[name] != one:
                found.append(Update(one, versions[name]))
        else:
            found.append(BringBack(one) if name in known else Create(one))
    if found:
        writes.keep_places(connection, places)
    return found


def _note(connection: sa.Connection, read: Reading, fingerprint: str, *, is_new: bool) -> None:
    row = {
        "active": True,
        "fingerprint": fingerprint,
        "files": [asdict(one) for one in read.files],
        "problems": [asdict(one) | {"params": dict(one.params)} for one in read.problems],
    }
    if is_new:
        connection.execute(sa.insert(following).values(single=1, **row))
    else:
        connection.execute(sa.update(following).values(row))


def _problem(told: Found) -> Problem:
    return Problem(**{**told, "code": Code(told["code"]), "severity": Severity(told["severity"])})
