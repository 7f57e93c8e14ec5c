"""What somebody sees in the place of a page that they may not open."""

from __future__ import annotations

from data.model import Access
from ui import access, entrance, state
from ui.document import draw, el
from ui.i18n import _


def not_allowed(needed: Access) -> None:
    """Say for whom the page is, and offer the way in."""
    whom = {
        Access.VISITOR: "",
        Access.VIEWER: _("This page is for people who are signed in."),
        Access.EDITOR: _("This page is for the team that keeps the records."),
        Access.ADMINISTRATOR: _("This page is for administrators."),
    }[needed]
    somebody = access.person()
    if somebody.access is Access.VISITOR:
        way = el("a", _("Sign in"), href=entrance.way_in(state.view()), cls="way-out")
    else:
        way = el("p", _("You are signed in as {name}.", name=somebody.name))
    draw("not_allowed", el("section", el("p", whom, cls="lead"), way, cls="empty-state"))
