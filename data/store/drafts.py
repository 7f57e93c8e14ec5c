"""What somebody has typed into the form and not yet saved; no record, so no history of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from data.store import codec
from data.store.codec import Found
from data.store.engine import NotUsable, reading, writing
from data.store.schema import draft


@dataclass(frozen=True)
class Draft:
    """The cells of one person's unsaved record. ``activity`` is empty for a new one, ``version``
    the one that they saw, 0 for a new one; ``at`` is in UTC."""

    by: str
    activity: str
    version: int
    cells: Mapping[str, str]
    at: datetime


class Drafts:
    """The drafts of everybody. Every method is one transaction; the revision stays as it is."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def keep(self, by: str, activity: str, version: int, cells: Mapping[str, str]) -> None:
        """Keep what somebody has typed, in the place of what they had before.

        Raises :class:`data.store.engine.NotUsable`.
        """
        row = {"version": version, "cells": dict(cells), "at": datetime.now(UTC)}
        try:
            with writing(self._engine) as connection:
                connection.execute(_the_one(sa.delete(draft), by, activity))
                connection.execute(sa.insert(draft).values(by=by, activity=activity, **row))
        except sa.exc.OperationalError as error:
            raise NotUsable(str(error.orig)) from error

    def get(self, by: str, activity: str) -> Draft | None:
        """Somebody's draft of a record."""
        with reading(self._engine) as connection:
            wanted = sa.select(draft).where(draft.c.by == by, draft.c.activity == activity)
            row = connection.execute(wanted).mappings().one_or_none()
            return _draft(row) if row is not None else None

    def of(self, by: str) -> list[Draft]:
        """All of somebody's drafts, the newest first."""
        with reading(self._engine) as connection:
            wanted = sa.select(draft).where(draft.c.by == by).order_by(draft.c.at.desc())
            return [_draft(row) for row in connection.execute(wanted).mappings()]

    def discard(self, by: str, activity: str) -> None:
        """Forget a draft, if there is one."""
        with writing(self._engine) as connection:
            connection.execute(_the_one(sa.delete(draft), by, activity))


def _the_one(statement: sa.Delete, by: str, activity: str) -> sa.Delete:
    return statement.where(draft.c.by == by, draft.c.activity == activity)


def _draft(row: Found) -> Draft:
    at = codec.aware(row["at"])
    return Draft(row["by"], row["activity"], row["version"], row["cells"], at)
