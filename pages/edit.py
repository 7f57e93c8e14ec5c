"""One activity: entered, corrected, taken away."""

from __future__ import annotations

from ui import cache, components, desk, state, store
from ui.document import draw as draw_document
from ui.document import el
from ui.form import beside, body, entry, meeting, notices, removal
from ui.i18n import _


def draw() -> None:
    snapshot = cache.library().snapshot
    of = state.view().choice("of", entry.NEW)
    desk.draw_ways()
    draw_document("answer", el("h1", _("New activity") if of == entry.NEW else _("Edit activity")))
    notices.draw_saved()
    current = entry.entry(snapshot)
    stored = store.store().get(of) if of != entry.NEW else None
    if current is None or (stored is None and of != entry.NEW):
        removal.draw_gone(of, current, snapshot)
        return
    if stored is not None:
        removal.draw_question(current, stored, snapshot)
        notices.draw_meanwhile(current, stored, snapshot)
    notices.draw_draft(current, snapshot)
    meeting.draw_meeting(current, snapshot)
    notices.draw_summary(current, snapshot)
    form, aside = components.two_columns(7, 3)
    with form:
        body.draw_body(current, snapshot)
    with aside:
        beside.draw_twins(current, snapshot)
