"""The identity provider, where Streamlit's ``secrets.toml`` names one: whom it signed in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from time import monotonic
from typing import Final

import streamlit as st
from streamlit.auth_util import (
    encode_provider_token,
    get_cookie_with_chunks,
    get_secrets_auth_section,
    get_signing_secret,
)
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

_COOKIE: Final = "_streamlit_user"
_ALONE: Final = "default"
"""What Streamlit calls a provider that stands in ``[auth]`` itself."""


def is_configured() -> bool:
    """Whether somebody else vouches for people, so that there are no keys."""
    return _is_configured(int(monotonic()))


def names() -> tuple[str, ...]:
    """The providers to choose from."""
    section = get_secrets_auth_section().to_dict()
    if "client_id" in section:
        return (_ALONE,)
    return tuple(name for name, value in section.items() if isinstance(value, Mapping))


def way_in(name: str) -> str:
    """Where to be signed in by a provider, relative to the dashboard's address."""
    return f"auth/login?provider={encode_provider_token(name)}"


def claims() -> Mapping[str, object]:
    """What the provider says of the person whose page is drawn."""
    return dict(st.user.to_dict())


def claims_of(cookies: Mapping[str, str]) -> Mapping[str, object]:
    """What it said of whoever asks with these cookies, where no page is drawn."""
    secret = get_signing_secret()

    def single(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1")) if value else None

    told = get_cookie_with_chunks(single, _COOKIE) if _COOKIE in cookies and secret else None
    found: object = json.loads(told) if told else {}
    return found if isinstance(found, dict) else {}


@lru_cache(maxsize=1)
def _is_configured(_second: int) -> bool:
    """Every page asks many times, and Streamlit looks for the file each time."""
    return bool(get_secrets_auth_section())


def secret() -> str:
    """What cookies are signed with."""
    return str(get_signing_secret() or "")
