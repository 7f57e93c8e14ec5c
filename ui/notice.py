"""What became of the last thing that somebody did: said once, at the place where they did it."""

from __future__ import annotations

import streamlit as st

from ui import document, state
from ui.document import el
from ui.i18n import _


def say(place: str, text: str) -> None:
    """Have the run that follows a callback say it there."""
    st.session_state[_key(place)] = text
    state.keep()


def say_signed_out(place: str) -> None:
    """The same where the callback found that its reader may not write, or no longer."""
    say(place, _("Nothing was written: you are not signed in (any more)."))


def draw(place: str) -> None:
    """Say it, if there is anything to say."""
    if text := st.session_state.pop(_key(place), None):
        document.draw(_key(place), el("p", text, cls="notice", role="status"))


def _key(place: str) -> str:
    return f"{place}_notice"
