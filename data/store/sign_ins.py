"""Keys, those who are signed in, and wrong keys: what a transaction does to their tables.

None of it is a record: the revision stays as it is, and no copy of the store takes it along.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from data.model import Access
from data.store import codec
from data.store.codec import Found
from data.store.schema import failed_sign_in, sign_in, sign_in_key

_FREE: Final = 3
"""Wrong keys from one address before the next has to wait: somebody who mistypes."""
_LONGEST: Final = 900
_FORGOTTEN: Final = timedelta(days=1)


@dataclass(frozen=True)
class SignIn:
    """Somebody who is signed in, from when until when; ``key`` is the hash of their token."""

    key: str
    name: str
    access: Access
    began: datetime
    ends: datetime


@dataclass(frozen=True)
class Failures:
    """Wrong keys from one address, how many and when the last."""

    address: str
    count: int
    last: datetime


def new_token() -> str:
    """What a browser proves with that it was signed in."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a token. The prefix keeps it apart from what an identity is known by."""
    return hashlib.sha256(b"token:" + token.encode()).hexdigest()


def keep_key(connection: sa.Connection, access: Access, kept: str, now: datetime) -> None:
    """Take a new key in the place of the one before, and end the sign-ins made with that."""
    connection.execute(sa.delete(sign_in_key).where(sign_in_key.c.access == _name(access)))
    row = {"access": _name(access), "hash": kept, "made_at": now}
    connection.execute(sa.insert(sign_in_key).values(row))
    made_with_it = (sign_in.c.access == _name(access)) & ~sign_in.c.ended
    connection.execute(sa.delete(sign_in).where(made_with_it))


def keys(connection: sa.Connection) -> dict[Access, str]:
    """The hash of each key, by what it lets people do."""
    rows = connection.execute(sa.select(sign_in_key)).mappings()
    return {Access[row["access"].upper()]: row["hash"] for row in rows}


def begin(connection: sa.Connection, one: SignIn) -> None:
    """Let somebody in."""
    row = {"token_hash": one.key, "name": one.name, "access": _name(one.access)}
    times = {"began": one.began, "ends": one.ends, "ended": False}
    connection.execute(sa.insert(sign_in).values(row | times))


def find(connection: sa.Connection, key: str) -> tuple[SignIn, bool] | None:
    """The sign-in of a key whenever it ends, and whether somebody ended it before."""
    row = connection.execute(sa.select(sign_in).where(sign_in.c.token_hash == key)).mappings()
    found = row.one_or_none()
    return (_sign_in(found), found["ended"]) if found else None


def present(connection: sa.Connection, now: datetime) -> list[SignIn]:
    """Everybody who is signed in, the latest first."""
    wanted = sa.select(sign_in).where(sign_in.c.ends > now, ~sign_in.c.ended)
    rows = connection.execute(wanted.order_by(sign_in.c.began.desc())).mappings()
    return [_sign_in(row) for row in rows]


def end(connection: sa.Connection, key: str) -> None:
    """Let somebody in no longer."""
    connection.execute(sa.update(sign_in).where(sign_in.c.token_hash == key).values(ended=True))


def clean_up(connection: sa.Connection, now: datetime) -> None:
    """Forget sign-ins that are over, and wrong keys of more than a day ago."""
    connection.execute(sa.delete(sign_in).where(sign_in.c.ends <= now))
    old = failed_sign_in.c.last <= now - _FORGOTTEN
    connection.execute(sa.delete(failed_sign_in).where(old))


def seconds_to_wait(connection: sa.Connection, address: str, now: datetime) -> int:
    """How long somebody at this address has to wait before the next key is looked at."""
    wanted = sa.select(failed_sign_in).where(failed_sign_in.c.address == address)
    row = connection.execute(wanted).mappings().one_or_none()
    if row is None or row["failures"] < _FREE:
        return 0
    pause = min(2 ** min(row["failures"] - _FREE, 20), _LONGEST)
    left = codec.aware(row["last"]) + timedelta(seconds=pause) - now
    return max(0, -(-left // timedelta(seconds=1)))


def note_failure(connection: sa.Connection, address: str, now: datetime) -> None:
    """Count a wrong key."""
    known = failed_sign_in.c.address == address
    again = {"failures": failed_sign_in.c.failures + 1, "last": now}
    if not connection.execute(sa.update(failed_sign_in).where(known).values(again)).rowcount:
        first = {"address": address, "failures": 1, "last": now}
        connection.execute(sa.insert(failed_sign_in).values(first))


def forgive(connection: sa.Connection, address: str) -> None:
    """Forget wrong keys, because the right one came."""
    connection.execute(sa.delete(failed_sign_in).where(failed_sign_in.c.address == address))


def failures(connection: sa.Connection) -> list[Failures]:
    """From where wrong keys came, the latest first."""
    rows = connection.execute(sa.select(failed_sign_in).order_by(failed_sign_in.c.last.desc()))
    return [
        Failures(row["address"], row["failures"], codec.aware(row["last"]))
        for row in rows.mappings()
    ]


def _sign_in(row: Found) -> SignIn:
    return SignIn(
        key=row["token_hash"],
        name=row["name"],
        access=Access[row["access"].upper()],
        began=codec.aware(row["began"]),
        ends=codec.aware(row["ends"]),
    )


def _name(access: Access) -> str:
    return access.name.lower()
