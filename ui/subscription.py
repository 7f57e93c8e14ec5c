"""Who may have the calendar to subscribe to, where looking needs a sign-in.

A calendar cannot sign in. Its address carries the name of whoever copied it and a proof that it was
given to them; with a new key, or without the name in ``home.toml``, it is good no longer.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from data.identity import allowed
from data.model import Access, Home
from ui import access, provider
from ui.access import Person

READER: Final = "reader"
PROOF: Final = "proof"


def proof_of(somebody: Person, home: Home) -> str:
    """What an address needs besides the selection so that it is answered, as it is written there;
    empty where everybody may look."""
    if access.needed_to_look(home) is Access.VISITOR:
        return ""
    secret = _secrets().get(somebody.access)
    if secret is None:
        return ""
    return urlencode({READER: somebody.name, PROOF: _proof(secret, somebody.name)})


def may_read(named: Mapping[str, str], home: Home) -> bool:
    """Whether an address with these names and values was given to somebody who may look."""
    needed = access.needed_to_look(home)
    if needed is Access.VISITOR:
        return True
    reader, given = named.get(READER, ""), named.get(PROOF, "").encode()
    if provider.is_configured() and allowed(reader, home.rules) < needed:
        return False
    return any(
        hmac.compare_digest(_proof(secret, reader).encode(), given)
        for secret in _secrets().values()
    )


def _secrets() -> Mapping[Access, str]:
    """What nobody outside knows, by what somebody may: with a new key, their addresses end."""
    if provider.is_configured():
        return dict.fromkeys(Access, provider.secret()) if provider.secret() else {}
    return access.door().key_hashes()


def _proof(secret: str, reader: str) -> str:
    told = f"calendar\n{reader}".encode()
    return hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()
