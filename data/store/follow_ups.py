"""Next steps: what is to be done after an activity or with a partner, with its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from data.follow_up import FollowUp, KeptFollowUp
from data.store import codec
from data.store.codec import Found, Row
from data.store.revision import next_revision
from data.store.schema import activity, change, follow_up, follow_up_change

_DAYS: Final = ("due", "done")


class ChangedMeanwhile(Exception):
    """Somebody else wrote the step first. ``theirs`` is what it is now, ``None`` if deleted."""

    def __init__(self, number: int, theirs: KeptFollowUp | None) -> None:
        super().__init__(number)
        self.number = number
        self.theirs = theirs


@dataclass(frozen=True)
class Add:
    """A new step."""

    follow_up: FollowUp


@dataclass(frozen=True)
class Change:
    """A step as it shall be: changed, done or open again. ``version`` is what the writer saw."""

    number: int
    version: int
    follow_up: FollowUp


@dataclass(frozen=True)
class Delete:
    """Take a step away; ``version`` is what the writer saw."""

    number: int
    version: int


@dataclass(frozen=True)
class BringBack:
    """Undo that a step was taken away: it is as it was before, or as ``follow_up`` says."""

    number: int
    follow_up: FollowUp | None = None


Write: TypeAlias = Add | Change | Delete | BringBack


@dataclass(frozen=True)
class Line:
    """One line of the history: what a step was and became; either is missing where it was not
    there. ``at`` is in UTC."""

    number: int
    revision: int
    at: datetime
    by: str
    before: KeptFollowUp | None
    after: KeptFollowUp | None

    @property
    def told(self) -> KeptFollowUp:
        """The step as it became, or as it was before it was deleted."""
        told = self.after or self.before
        if told is None:
            raise ValueError(self.number)  # the schema forbids it
        return told

    @property
    def version(self) -> int:
        """How often the step had been written by then."""
        return self.told.version


def restoring(wanted: FollowUp, number: int, present: KeptFollowUp | None) -> Write:
    """What makes a step as it was; ``present`` is what it is now, ``None`` if deleted."""
    if present is None:
        return BringBack(number, wanted)
    return Change(number, present.version, wanted)


def write(connection: sa.Connection, wanted: Sequence[Write], *, by: str) -> int:
    """Do all of it as one write; its revision.

    Raises :class:`ChangedMeanwhile` or the database's error.
    """
    number = next_revision(connection)
    written = {"revision": number, "at": datetime.now(UTC), "by": by}
    for one in wanted:
        _note(connection, *_carry_out(connection, one), written)
    return number


def everything(connection: sa.Connection) -> list[KeptFollowUp]:
    """All steps, what is due first comes first; those without a date last."""
    ordered = (follow_up.c.due.is_(None), follow_up.c.due, follow_up.c.number)
    return _select(connection, sa.select(follow_up).order_by(*ordered))


def of_number(connection: sa.Connection, number: int) -> list[Line]:
    """What became of a step, the newest first."""
    wanted = sa.select(follow_up_change).where(follow_up_change.c.follow_up == number)
    return lines(connection, wanted.order_by(follow_up_change.c.number.desc()))


def lines(connection: sa.Connection, wanted: sa.Select[Any]) -> list[Line]:
    """The lines that a query over the whole of the history finds, in its order."""
    return [
        Line(
            row["number"],
            row["revision"],
            codec.aware(row["at"]),
            row["by"],
            _from_json(row["follow_up"], row["before"]),
            _from_json(row["follow_up"], row["after"]),
        )
        for row in connection.execute(wanted).mappings()
    ]


def let_go(connection: sa.Connection, activity_id: str, written: Row) -> None:
    """Keep in the history what goes with an activity that is about to be deleted: its steps, and
    that it was the outcome of others."""
    of_it = sa.select(follow_up).where(follow_up.c.activity == activity_id)
    for one in _select(connection, of_it):
        _remove(connection, one)
        _note(connection, one, None, written)
    for one in _select(connection, sa.select(follow_up).where(follow_up.c.outcome == activity_id)):
        after = _put(connection, one, replace(one.follow_up, outcome=None))
        _note(connection, one, after, written)


def bring_along(connection: sa.Connection, activity_id: str, written: Row) -> None:
    """Undo :func:`let_go` for an activity that is there again."""
    for before in _gone_with(connection, activity_id):
        present = _get(connection, before.number)
        told = before.follow_up
        if told.activity == activity_id and present is None:
            version = _last_version(connection, before.number) + 1
            outcome = told.outcome if _is_there(connection, told.outcome) else None
            again = KeptFollowUp(before.number, version, replace(told, outcome=outcome))
            _insert(connection, again)
            _note(connection, None, again, written)
        elif told.outcome == activity_id and present and present.follow_up == _without(told):
            _note(connection, present, _put(connection, present, told), written)


def _without(told: FollowUp) -> FollowUp:
    return replace(told, outcome=None)


def _gone_with(connection: sa.Connection, activity_id: str) -> list[KeptFollowUp]:
    """The steps as they were before the write that deleted the activity last."""
    deleted = (
        sa.select(sa.func.max(change.c.revision))
        .where(change.c.activity == activity_id, change.c.after.is_(None))
        .scalar_subquery()
    )
    wanted = sa.select(follow_up_change).where(follow_up_change.c.revision == deleted)
    found: dict[int, KeptFollowUp] = {}
    for row in connection.execute(wanted.order_by(follow_up_change.c.number)).mappings():
        before = _from_json(row["follow_up"], row["before"])
        if before is not None:
            found.setdefault(before.number, before)
    return list(found.values())


def _carry_out(
    connection: sa.Connection, one: Write
) -> tuple[KeptFollowUp | None, KeptFollowUp | None]:
    """Carry out a write; what the step was and is."""
    match one:
        case Add():
            added = KeptFollowUp(_next_number(connection), 1, one.follow_up)
            _insert(connection, added)
            return None, added
        case Change():
            before = _seen(connection, one.number, one.version)
            return before, _put(connection, before, one.follow_up)
        case Delete():
            before = _seen(connection, one.number, one.version)
            _remove(connection, before)
            return before, None
        case BringBack():
            return None, _bring_back(connection, one)


def _bring_back(connection: sa.Connection, one: BringBack) -> KeptFollowUp:
    present, past = _get(connection, one.number), of_number(connection, one.number)
    last = past[0].before if past else None
    if present is not None or last is None:
        raise ChangedMeanwhile(one.number, present)
    told = one.follow_up or last.follow_up
    if not _is_there(connection, told.outcome):
        told = _without(told)
    again = KeptFollowUp(one.number, last.version + 1, told)
    _insert(connection, again)
    return again


def _next_number(connection: sa.Connection) -> int:
    """A number that no step has had: the history must not take one for another."""
    last = connection.scalar(sa.select(sa.func.max(follow_up_change.c.follow_up)))
    return int(last or 0) + 1


def _seen(connection: sa.Connection, number: int, version: int) -> KeptFollowUp:
    """The step that the writer saw, if it still is that one."""
    present = _get(connection, number)
    if present is None or present.version != version:
        raise ChangedMeanwhile(number, present)
    return present


def _get(connection: sa.Connection, number: int) -> KeptFollowUp | None:
    found = _select(connection, sa.select(follow_up).where(follow_up.c.number == number))
    return found[0] if found else None


def _select(connection: sa.Connection, wanted: sa.Select[Any]) -> list[KeptFollowUp]:
    return [_kept(row) for row in connection.execute(wanted).mappings()]


def _kept(row: Found) -> KeptFollowUp:
    told = {name: value for name, value in row.items() if name not in {"number", "version"}}
    return KeptFollowUp(int(row["number"]), int(row["version"]), FollowUp(**told))


def _row(one: KeptFollowUp) -> Row:
    return {"number": one.number, "version": one.version, **asdict(one.follow_up)}


def _insert(connection: sa.Connection, one: KeptFollowUp) -> None:
    connection.execute(sa.insert(follow_up).values(_row(one)))


def _put(connection: sa.Connection, before: KeptFollowUp, told: FollowUp) -> KeptFollowUp:
    after = KeptFollowUp(before.number, before.version + 1, told)
    wanted = sa.update(follow_up).where(follow_up.c.number == before.number)
    connection.execute(wanted.values(_row(after)))
    return after


def _remove(connection: sa.Connection, one: KeptFollowUp) -> None:
    connection.execute(sa.delete(follow_up).where(follow_up.c.number == one.number))


def _note(
    connection: sa.Connection,
    before: KeptFollowUp | None,
    after: KeptFollowUp | None,
    written: Mapping[str, Any],
) -> None:
    """Add a line to the history."""
    told = before or after
    if told is not None:
        line = {"follow_up": told.number, "before": _to_json(before), "after": _to_json(after)}
        connection.execute(sa.insert(follow_up_change).values({**line, **written}))


def _to_json(one: KeptFollowUp | None) -> Row | None:
    if one is None:
        return None
    row = _row(one)
    del row["number"]
    return row | {name: row[name].isoformat() for name in _DAYS if row[name]}


def _from_json(number: int, told: Found | None) -> KeptFollowUp | None:
    if told is None:
        return None
    days = {name: date.fromisoformat(told[name]) if told[name] else None for name in _DAYS}
    return _kept({**told, **days, "number": number})


def _last_version(connection: sa.Connection, number: int) -> int:
    lines = of_number(connection, number)
    return max(one.version for line in lines for one in (line.before, line.after) if one)


def _is_there(connection: sa.Connection, activity_id: str | None) -> bool:
    wanted = sa.select(activity.c.id).where(activity.c.id == activity_id)
    return activity_id is not None and connection.scalar(wanted) is not None
