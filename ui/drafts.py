"""What somebody has typed into the form and not saved: a list that leads back to it."""

from __future__ import annotations

from data.snapshot import Snapshot
from data.store.drafts import Draft
from ui import access, clock, lists, state
from ui.document import Node, draw, el, link
from ui.form import entry
from ui.i18n import _, n_


def draw_drafts(snapshot: Snapshot) -> None:
    """List the drafts of whoever looks at the page; without any there is nothing to see."""
    found = entry.drafts().of(access.person().name)
    if not found:
        return
    head = n_("{count} draft is not saved yet", "{count} drafts are not saved yet", len(found))
    lines = [_line(one, snapshot) for one in found]
    draw("drafts", el("section", el("h2", head), el("ul", *lines), cls="drafts"))


def _line(draft: Draft, snapshot: Snapshot) -> Node:
    view = state.view().turning_to("edit").choosing(of=draft.activity or entry.NEW)
    german, english = (draft.cells.get(name, "") for name in ("title_de", "title_en"))
    title = lists.titled(german, english) if german or english else _("without a title")
    kind = _("correction") if draft.activity else _("new activity")
    moment = clock.when(draft.at, snapshot.home)
    return el(
        "li",
        link(title, href=state.address(view)),
        el("span", _("{kind}, {when}", kind=kind, when=moment), cls="caption"),
    )
