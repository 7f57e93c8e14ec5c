"""Where others write for so long that somebody's turn does not come: nothing is lost, and it is
said."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

import streamlit as st

from data.store.engine import NotUsable
from ui import access, state
from ui.document import draw, el
from ui.i18n import _

P = ParamSpec("P")

_WAITED: Final = "waited_in_vain"


def told(act: Callable[P, None]) -> Callable[P, None]:
    """A callback that writes. Where the database does not let it, the page that is drawn next says
    so and is as it was, with everything that was typed."""

    @wraps(act)
    def tried(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            act(*args, **kwargs)
        except NotUsable:
            state.keep()
            st.session_state[_WAITED] = True

    return tried


def said() -> str:
    """What happened, what was kept, and what to do."""
    return _(
        "Nothing was written: the database did not take it just now, for instance because very "
        "many records are being brought in. What you typed is kept; try again in a moment."
    )


def draw_notice() -> None:
    """Say once that the last attempt came to nothing."""
    if st.session_state.pop(_WAITED, False):
        draw("waited", el("p", said(), cls="notice", role="alert"))


def draw_at_the_door() -> None:
    """Say that somebody whom a provider signed in is not let in yet."""
    if access.is_kept_waiting():
        why = _("You are not signed in yet: the database is busy at the moment. Load this page "
                "again in a few seconds.")  # fmt: skip
        draw("kept_waiting", el("p", why, cls="notice", role="alert"))
