"""The door as the web server asks it: where no page is drawn and nobody has a language yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from data.model import Access, Home
from data.store.door import TooSoon, WrongKey
from data.store.engine import NotUsable
from data.store.sign_ins import hash_of
from ui import access, loading, provider, state
from ui.entrance import KEY_LIMIT, NAME_LIMIT, Asked, Refused
from ui.loading import NotLoadable

_INVISIBLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What would let one name look like another in the history."""


def home() -> Home:
    """Raises :class:`ui.loading.NotLoadable`."""
    return loading.loaded().home


def language(named: str) -> str:
    """The language that was asked for, if there is one of that name."""
    return named if named in state.LANGUAGES else home().default_language


def name_of(given: str) -> str:
    """A name as the history may have it; empty where nothing is left."""
    return " ".join(_INVISIBLE.sub("", given).split())[:NAME_LIMIT]


def enter(asked: Asked, key: str, address: str) -> str | Refused:
    """A token for whoever has a key."""
    if provider.is_configured():
        return Refused("wrong")
    name = name_of(asked.name)
    if not name:
        return Refused("nameless")
    hours = home().rules.session_hours
    try:
        return access.door().enter(name, key[:KEY_LIMIT], address, now=access.now(), hours=hours)
    except TooSoon as error:
        return Refused("too soon", error.wait)
    except WrongKey as error:
        return Refused("wrong", error.wait)
    except NotUsable:
        return Refused("busy")


def leave(token: str, sign_in: str) -> str | Refused:
    """End a sign-in; where to go then. Who knows its key in the store is signed in by it."""
    try:
        access.end(hash_of(token) if token else sign_in)
    except NotUsable:
        return Refused("busy")
    return "auth/logout" if provider.is_configured() else ""


def elsewhere() -> str | None:
    """Where the one provider signs people in; among several, people choose on our page."""
    names = provider.names() if provider.is_configured() else ()
    return provider.way_in(names[0]) if len(names) == 1 else None


def first_key() -> str | None:
    """The key for editors, the one time that it is made."""
    return None if provider.is_configured() else access.door().first_key(access.now())


def may_look(cookies: Mapping[str, str]) -> bool:
    """Whether whoever sends these cookies may look at anything; nobody, where no file says so."""
    try:
        return access.person_of(cookies).may(access.needed_to_look(home()))
    except NotLoadable:
        return False


def may_change(cookies: Mapping[str, str]) -> bool:
    """Whether whoever sends these cookies is one of the team."""
    try:
        return access.person_of(cookies).may(Access.EDITOR)
    except NotLoadable:
        return False
