"""Who looks at the page, and what they may see and change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, wraps
from time import monotonic
from typing import Final, ParamSpec

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.identity import Identity, identified
from data.model import Access, Home
from data.rules import Viewing
from data.store.door import Door
from data.store.engine import NotUsable
from data.store.sign_ins import SignIn, hash_of
from ui import loading, provider, store

P = ParamSpec("P")

COOKIE: Final = "netzwerkatlas_sign_in"
"""What a browser keeps of a sign-in with a key: a token, and nothing else."""
_LOOK_AGAIN: Final = 1.0
"""Seconds after which a sign-in that has ended elsewhere is over here."""
_REMEMBERED: Final = 512
_TRY_AGAIN: Final = 10.0
"""Seconds until the store is asked again to write down a sign-in that it did not take."""


class SignedOut(Exception):
    """What was asked for was offered to somebody whose sign-in has ended meanwhile."""


@dataclass(frozen=True)
class Person:
    """Somebody by the name that the history gives them, and what they may. ``sign_in`` is the key
    of the sign-in that says so."""

    name: str
    access: Access
    sign_in: str = ""

    def may(self, needed: Access) -> bool:
        return self.access >= needed


VISITOR: Final = Person("", Access.VISITOR)


def person() -> Person:
    """Who looks at the page that is drawn; outside of a page, a visitor."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return VISITOR
    if provider.is_configured():
        return _vouched_for(provider.claims())
    token: object = st.context.cookies.get(COOKIE)
    return _with_token(token if isinstance(token, str) else None)  # no browser, no text


def may(needed: Access) -> bool:
    """Whether the person who looks at the page may do what needs this."""
    return person().may(needed)


def person_of(cookies: Mapping[str, str]) -> Person:
    """Who asks for a file or sends one, where no page is drawn."""
    if provider.is_configured():
        return _vouched_for(provider.claims_of(cookies))
    return _with_token(cookies.get(COOKIE))


def needed_to_look(home: Home) -> Access:
    """What somebody must be to see anything of the records."""
    closed = home.rules.viewing is Viewing.SIGNED_IN
    return Access.VIEWER if closed else Access.VISITOR


def still(somebody: Person) -> None:
    """Raise :class:`SignedOut` where what is about to happen was offered to somebody whose sign-in
    has ended since: a file is made after its page, where nobody can be asked who looks at it."""
    if somebody.sign_in and _by_key(somebody.sign_in, _moment()) is None:
        raise SignedOut


def while_signed_in(draw: Callable[P, None]) -> Callable[P, None]:
    """A part of a page that runs alone later, such as a dialog: where somebody else is signed in by
    then, or nobody, it has the whole page drawn anew and draws nothing itself."""
    somebody = person()

    @wraps(draw)
    def part(*args: P.args, **kwargs: P.kwargs) -> None:
        if person() != somebody:
            st.rerun()
        draw(*args, **kwargs)

    return part


def door() -> Door:
    """Keys and sign-ins of the store that is shown."""
    return Door(store.store().engine)


def end(sign_in: str) -> None:
    """End a sign-in, here at once and in other processes within a second."""
    door().end(sign_in)
    look_again()


def look_again() -> None:
    """Ask the store at once, because a sign-in has begun or ended here."""
    _by_key.cache_clear()
    _admitted.cache_clear()
    _in_vain.clear()


def now() -> datetime:
    """This moment, as sign-ins count time."""
    return datetime.now(UTC)


def _with_token(token: str | None) -> Person:
    found = _by_key(hash_of(token), _moment()) if token else None
    return _person(found)


def is_kept_waiting() -> bool:
    """Whether a provider vouches for the person who looks, but the database was too busy just now
    to write that down: until it has, they are a visitor."""
    if get_script_run_ctx(suppress_warning=True) is None or not provider.is_configured():
        return False
    identity = _identity_of(provider.claims())
    return identity is not None and _waits(identity)


def _vouched_for(claims: Mapping[str, object]) -> Person:
    identity = _identity_of(claims)
    return _person(_let_in(identity) if identity and not _waits(identity) else None)


def _identity_of(claims: Mapping[str, object]) -> Identity | None:
    if claims.get("is_logged_in") is not True:
        return None
    try:
        rules = loading.loaded().home.rules
    except loading.NotLoadable:
        return None  # nothing says who may
    return identified(claims, rules, now())


_in_vain: Final[dict[Identity, float]] = {}
"""Until when nobody tries again to write down a sign-in: each try may wait for a minute."""


def _let_in(identity: Identity) -> SignIn | None:
    try:
        return _admitted(identity, _moment())
    except NotUsable:
        over = [one for one in _in_vain if not _waits(one)]
        for one in over:
            _in_vain.pop(one, None)
        _in_vain[identity] = monotonic() + _TRY_AGAIN
        return None


def _waits(identity: Identity) -> bool:
    return monotonic() < _in_vain.get(identity, 0.0)


def _person(found: SignIn | None) -> Person:
    return Person(found.name, found.access, found.key) if found else VISITOR


def _moment() -> int:
    return int(monotonic() / _LOOK_AGAIN)


@lru_cache(maxsize=_REMEMBERED)
def _by_key(key: str, _moment: int) -> SignIn | None:
    return door().who(key, now())


@lru_cache(maxsize=_REMEMBERED)
def _admitted(identity: Identity, _moment: int) -> SignIn | None:
    return door().admit(identity, now())
