"""What became of the last thing that somebody did: said once, at the place where they did it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from data.model import Access
from ui import access, document, state
from ui.document import el
from ui.i18n import _

_SIGNED_OUT: Final = "signed_out"


def say(place: str, text: str) -> None:
    """Have the run that follows a callback say it there."""
    st.session_state[_key(place)] = text
    state.keep()


def may_write() -> bool:
    """Whether whoever clicked may write; if not, or no longer, the run that follows says so."""
    if access.may(Access.EDITOR):
        return True
    say_signed_out()
    return False


def say_signed_out() -> None:
    """Have the run that follows a callback say that its reader may not write, or no longer. It may
    draw another page than the one that they clicked on, which is for the team alone."""
    say(_SIGNED_OUT, _("Nothing was written: you are not signed in (any more)."))


def draw_signed_out() -> None:
    """Say it, above whatever page is drawn then."""
    draw(_SIGNED_OUT)


def draw(place: str) -> None:
    """Say it, if there is anything to say."""
    if text := st.session_state.pop(_key(place), None):
        document.draw(_key(place), el("p", text, cls="notice", role="status"))


def _key(place: str) -> str:
    return f"{place}_notice"
