"""What an editor can do with a record: a row of links on its card."""

from __future__ import annotations

from data.model import Access
from ui import access, state
from ui.document import Node, el, link
from ui.i18n import _


def actions(activity_id: str) -> Node | None:
    """The row; ``None`` for whoever may not change the records."""
    if not access.may(Access.EDITOR):
        return None
    form = state.view().turning_to("edit")
    ways = {
        _("Edit"): form.choosing(of=activity_id),
        _("As a template"): form.choosing(of="new", like=activity_id),
        _("Delete"): form.choosing(of=activity_id, ask="delete"),
    }
    links = [link(name, href=state.address(view)) for name, view in ways.items()]
    return el("nav", *links, cls="ways", aria_label=_("What you can do with this record"))
