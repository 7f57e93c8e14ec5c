"""Looking back: the bar that says as of which day the records are shown, and the way there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import streamlit as st

from data.model import Access, Home
from data.snapshot import Snapshot
from ui import access, cache, clock, past, state
from ui.document import Node, draw, el, link
from ui.i18n import _, tongue

_CHOSEN: Final = "known_day"


def sentences(snapshot: Snapshot) -> list[str]:
    """That a snapshot is of a past day, nothing where it is of today."""
    if snapshot.known_on is None:
        return []
    return [_("As known on {day}", day=tongue().formats.day(snapshot.known_on))]


def draw_bar(home: Home) -> None:
    """Say at the top of the page that it is of a past day, or why it is not."""
    day = state.view().known
    if day is None:
        return
    said: Iterable[Node]
    if not access.may(Access.EDITOR):
        said = [_("What was known on an earlier day is for the team. You see the public records "
                  "as they are today.")]  # fmt: skip
    elif day >= clock.today(home):
        said = [_("This day is not over yet: you see the records as they are now.")]
    else:
        said = _of(day, home)
    back = link(_("Back to today"), href=state.address(replace(state.view(), known=None)))
    draw("known", el("p", *said, " – ", back, cls="notice known", role="status"))


def _of(day: date, home: Home) -> list[Node]:
    said: list[Node] = [el("strong", _("As known on {day}", day=tongue().formats.day(day)))]
    first = past.first_day(home)
    if first is None or day < first:
        begins = tongue().formats.day(first) if first else "–"
        said.append(". " + _("Nothing is known of that day: the history begins on {day}.",
                             day=begins))  # fmt: skip
    gone = _gone(cache.library().snapshot)
    if gone:
        said.append(". " + _("No longer in the lists, and called by their codes: {codes}.",
                             codes=", ".join(gone)))  # fmt: skip
    return said


def _gone(then: Snapshot) -> list[str]:
    """Codes that records had then and the lists of today do not hold."""
    listed, now = then.reference, cache.lists_now()
    pairs = ((listed.kinds, now.kinds), (listed.sectors, now.sectors),
             (listed.networks, now.networks))  # fmt: skip
    return [code for before, after in pairs for code in before if code not in after]


def draw_choice(home: Home) -> None:
    """Let the team choose a past day; the overview then shows it."""
    first, yesterday = past.first_day(home), clock.today(home) - timedelta(days=1)
    if not access.may(Access.EDITOR):
        return
    if first is None or first > yesterday:
        said = _("From tomorrow on, the whole dashboard can be seen here as it was known earlier.")
        draw("known_choice", el("p", said, cls="caption"))
        return
    state.put(_CHOSEN, state.view().known)
    st.date_input(
        _("See everything as known at the end of a day"),
        value=None,
        key=_CHOSEN,
        min_value=first,
        max_value=yesterday,
        format=tongue().day_pattern,
        on_change=_look_back,
        width=320,
    )


def _look_back() -> None:
    view = state.view()
    day: date | None = st.session_state[_CHOSEN]
    if day is None:
        state.show(replace(view, known=None))
    else:
        state.show(replace(view.turning_to(""), known=day))
