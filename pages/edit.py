"""One activity: entered, corrected, taken away."""

from __future__ import annotations

import streamlit as st

from ui import cache, components, desk, state, store
from ui.document import draw_form_head, el
from ui.form import body, entry, meeting, notices, removal, twins
from ui.i18n import _


def draw() -> None:
    snapshot = cache.library().snapshot
    of = state.view().choice("of", entry.NEW)
    desk.draw_ways()
    title = _("New activity") if of == entry.NEW else _("Edit activity")
    draw_form_head("answer", el("h1", title))
    current = entry.entry(snapshot)
    stored = store.store().get(of) if of != entry.NEW else None
    if current is None or (stored is None and of != entry.NEW):
        removal.draw_gone(of, current, snapshot)
        return
    # What comes and goes has a place of its own, so that nothing else is drawn anew for it.
    with st.container():
        notices.draw_saved()
        if stored is not None:
            removal.draw_question(current, stored, snapshot)
            notices.draw_meanwhile(current, stored, snapshot)
        notices.draw_draft(current, snapshot)
        meeting.draw_meeting(current, snapshot)
        notices.draw_summary(current, snapshot)
    form, aside = components.beside(7, 3)
    with aside:
        twins.draw_twins(current, snapshot)
    with form:
        body.draw_body(current, snapshot)
