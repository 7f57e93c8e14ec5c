"""Who comes in: each method is one transaction, or two with a slow look at a key between them."""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta

import sqlalchemy as sa

from data.identity import Identity
from data.keys import fits, hashed, new_key
from data.model import Access
from data.store import revision, sign_ins
from data.store.engine import reading, writing
from data.store.sign_ins import Failures, SignIn


class WrongKey(Exception):
    """It is no key of ours. ``wait`` are the seconds before the next is looked at."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"wait {wait} s")
        self.wait = wait


class TooSoon(WrongKey):
    """Too many wrong keys came from there: this one was not looked at."""


class Door:
    """Keys and sign-ins of a store. Any number of processes may use it."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def first_key(self, now: datetime) -> str | None:
        """A key for editors where there is no key yet. Nobody can ask for it again."""
        with writing(self._engine) as connection:
            revision.take_turn(connection)
            if sign_ins.keys(connection):
                return None
            key = new_key()
            sign_ins.keep_key(connection, Access.EDITOR, hashed(key), now)
            return key

    def new_key(self, access: Access, now: datetime) -> str:
        """A new key in the place of the one before; who came in with that one is out."""
        key = new_key()
        kept = hashed(key)
        with writing(self._engine) as connection:
            revision.take_turn(connection)
            sign_ins.keep_key(connection, access, kept, now)
        return key

    def enter(self, name: str, key: str, address: str, *, now: datetime, hours: int) -> str:
        """Sign somebody in who has a key: a token for their browser.

        Raises :class:`WrongKey` or :class:`TooSoon`. An attempt counts as failed until it has
        succeeded, so that many at once get no more looks than one after the other.
        """
        place = _network(address)
        with writing(self._engine) as connection:
            revision.take_turn(connection)
            sign_ins.clean_up(connection, now)
            if wait := sign_ins.seconds_to_wait(connection, place, now):
                raise TooSoon(wait)
            sign_ins.note_failure(connection, place, now)
            wait = sign_ins.seconds_to_wait(connection, place, now)
            kept = sign_ins.keys(connection)
        # Each is tried, so that the time says nothing of which one it is. No transaction waits.
        fitting = [access for access, one in kept.items() if fits(key, one)]
        if not fitting:
            raise WrongKey(wait)
        token, access = sign_ins.new_token(), max(fitting)
        ends = now + timedelta(hours=hours)
        with writing(self._engine) as connection:
            revision.take_turn(connection)
            if sign_ins.keys(connection).get(access) != kept[access]:
                raise WrongKey(wait)  # there is a new one since
            sign_ins.forgive(connection, place)
            one = SignIn(sign_ins.hash_of(token), name, access, now, ends)
            sign_ins.begin(connection, one)
        return token

    def admit(self, identity: Identity, now: datetime) -> SignIn | None:
        """Keep account of somebody whom a provider signed in; ``None`` where that was ended."""
        one = SignIn(identity.key, identity.name, identity.access, identity.began, identity.ends)
        with reading(self._engine) as connection:
            known = sign_ins.find(connection, one.key)
        if known is None:
            with writing(self._engine) as connection:
                revision.take_turn(connection)
                known = sign_ins.find(connection, one.key)
                if known is None:
                    sign_ins.clean_up(connection, now)
                    sign_ins.begin(connection, one)
        ended = known is not None and known[1]
        return None if ended else one

    def who(self, key: str, now: datetime) -> SignIn | None:
        """Who is signed in by this key of a sign-in, as long as it has not ended."""
        with reading(self._engine) as connection:
            found = sign_ins.find(connection, key)
        return found[0] if found and not found[1] and now < found[0].ends else None

    def end(self, key: str) -> None:
        """End a sign-in, in every tab and process."""
        with writing(self._engine) as connection:
            sign_ins.end(connection, key)

    def present(self, now: datetime) -> list[SignIn]:
        """Everybody who is signed in, the latest first."""
        with reading(self._engine) as connection:
            return sign_ins.present(connection, now)

    def failures(self) -> list[Failures]:
        """From where wrong keys came within a day, the latest first."""
        with reading(self._engine) as connection:
            return sign_ins.failures(connection)

    def key_hashes(self) -> dict[Access, str]:
        """The hash of each key, to derive from it what is to end with it."""
        with reading(self._engine) as connection:
            return sign_ins.keys(connection)


def _network(address: str) -> str:
    """Where somebody comes from: who has one address of IPv6 has the whole network below it."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:100] or "?"
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False))
