"""Keys to sign in with: made by us, told once, and kept only as a salted hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

_LETTERS: Final = "abcdefghjkmnpqrstvwxyz23456789"
"""Without what is taken for one another on paper or on the telephone."""
_GROUPS: Final = 6
_IN_A_GROUP: Final = 5
_COST: Final = 2**14
_MEMORY: Final = 64 * 1024 * 1024


def new_key() -> str:
    """Thirty letters and digits in groups, some 147 bits: nothing that could be guessed."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def hashed(key: str) -> str:
    """What is kept of a key: never the same for the same key, and of no use to whoever reads it."""
    salt = secrets.token_bytes(16)
    return f"scrypt:{salt.hex()}:{_digest(key, salt).hex()}"


def fits(key: str, kept: str) -> bool:
    """Whether it is the key that was kept, found out in the same time whatever is wrong with it."""
    _scrypt, salt, digest = kept.split(":")
    return hmac.compare_digest(_digest(key, bytes.fromhex(salt)), bytes.fromhex(digest))


def _digest(key: str, salt: bytes) -> bytes:
    """Spaces, hyphens and capitals do not count, so that a key can be copied from paper."""
    plain = "".join(key.split()).replace("-", "").casefold().encode()
    return hashlib.scrypt(plain, salt=salt, n=_COST, r=8, p=1, maxmem=_MEMORY)
