"""What an editor can do with a record: a row of links on its card."""

from __future__ import annotations

from data.model import Access
from ui import access, desk, state
from ui.document import Node, el, link
from ui.i18n import _


def actions(activity_id: str) -> Node | None:
    """The row; ``None`` for whoever may not change the records."""
    if not access.may(Access.EDITOR):
        return None
    view = state.view()
    ways = [
        (_("Edit"), "edit", view.turning_to("edit").choosing(of=activity_id)),
        (_("As a template"), "edit", view.turning_to("edit").choosing(of="new", like=activity_id)),
        (_("History"), "changes", view.turning_to("changes").choosing(of=activity_id)),
        (_("Next steps"), "follow-ups", view.turning_to("follow-ups").choosing(of=activity_id)),
        (_("Delete"), "edit", view.turning_to("edit").choosing(of=activity_id, ask="delete")),
    ]
    links = [
        link(name, href=state.address(target)) for name, page, target in ways if desk.leads_to(page)
    ]
    return el("nav", *links, cls="actions", aria_label=_("What you can do with this record"))
