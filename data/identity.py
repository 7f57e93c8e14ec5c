"""Whom an identity provider vouches for, and what they may."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from data.model import Access
from data.rules import Rules

_LONGEST_NAME: Final = 80
_AHEAD: Final = timedelta(minutes=5)
"""How far a provider's clock may be ahead of ours."""


@dataclass(frozen=True)
class Identity:
    """Somebody whom a provider signed in. ``key`` tells this sign-in from every other one; it
    ends at ``ends``, whatever the provider's own session does."""

    key: str
    name: str
    access: Access
    began: datetime
    ends: datetime


def identified(claims: Mapping[str, object], rules: Rules, now: datetime) -> Identity | None:
    """Who the claims of an ID token speak of; ``None`` where they are nobody's who may anything,
    where the provider does not vouch for the address, or where the sign-in is too long ago."""
    issued = claims.get("iat")
    if claims.get("is_logged_in") is not True or not _is_number(issued):
        return None
    access = allowed(_address(claims), rules)
    if access is Access.VISITOR:
        return None
    began = datetime.fromtimestamp(float(str(issued)), UTC)
    ends = began + timedelta(hours=rules.session_hours)
    if not began - _AHEAD <= now < ends:
        return None
    return Identity(_key(claims), _name(claims), access, began, ends)


def allowed(address: str, rules: Rules) -> Access:
    """What somebody with this verified e-mail address may."""
    for access, listed in (
        (Access.ADMINISTRATOR, rules.administrators),
        (Access.EDITOR, rules.editors),
        (Access.VIEWER, rules.viewers),
    ):
        if _is_among(address, listed):
            return access
    return Access.VISITOR


def _is_among(address: str, listed: tuple[str, ...]) -> bool:
    named = address.strip().casefold()
    user, _sign, domain = named.rpartition("@")
    return "*" in listed or (bool(user) and (named in listed or f"@{domain}" in listed))


def _address(claims: Mapping[str, object]) -> str:
    """The address, where the provider does not say that nobody has verified it."""
    address, verified = claims.get("email"), claims.get("email_verified")
    # Some providers write the claim as a text, and some that only know their own staff leave it out
    if verified is not None and verified is not True and verified != "true":
        return ""
    return address if isinstance(address, str) else ""


def _name(claims: Mapping[str, object]) -> str:
    """The address where there is one: in the history it says more than a name."""
    for claim in (_address(claims), claims.get("name"), claims.get("sub")):
        if isinstance(claim, str) and claim.strip():
            return claim.strip()[:_LONGEST_NAME]
    return "?"


def _key(claims: Mapping[str, object]) -> str:
    told = json.dumps([str(claims.get(name)) for name in ("iss", "sub", "iat", "nonce")])
    return hashlib.sha256(b"identity:" + told.encode()).hexdigest()


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
