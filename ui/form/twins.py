"""Beside the form: records that are probably the one that is being entered."""

from __future__ import annotations

from data import queries
from data.cells import span_of
from data.model import Activity
from data.queries import Entered
from data.snapshot import Snapshot
from ui import apart, lists, state, words
from ui.document import Node, draw, el, link
from ui.form.entry import Entry
from ui.form.places import counterparts_of
from ui.i18n import _, n_, tongue


def draw_twins(current: Entry, snapshot: Snapshot) -> None:
    """List what is probably the same, each opening its record; otherwise say that nothing is."""
    span = span_of(current.cells)
    titles = (current.cells["title_de"], current.cells["title_en"])
    if span is None or not any(titles):
        said = _("With a title and a date, records that may be the same are listed here.")
        draw("form_twins", el("p", said, cls="caption"))
        return
    others = counterparts_of(current, snapshot)
    likely = queries.twins(snapshot, Entered(current.of, titles, span.start, span.end, others))
    two = apart.known() if likely and current.of else frozenset()
    found = [one for one in likely if queries.pair(current.of, one.id) not in two]
    if not found:
        draw("form_twins", el("p", _("No record seems to be the same."), cls="caption"))
        return
    head = n_("{count} record may be the same", "{count} records may be the same", len(found))
    draw(
        "form_twins",
        el("section", el("h2", head), el("ul", *(_line(one, snapshot) for one in found)),
           cls="notice twins", role="status"),
    )  # fmt: skip


def _line(activity: Activity, snapshot: Snapshot) -> Node:
    when = tongue().formats.span(activity.start, activity.end, activity.date_precision)
    where = [
        words.place(one.place, snapshot) if one.place else words.country(one.country)
        for one in activity.counterparts
    ]
    href = state.address(state.view().choosing(record=activity.id))
    return el(
        "li",
        link(lists.titled(activity.title_de, activity.title_en), href=href),
        el("span", " · ".join([when, *where[:3]]), cls="caption"),
    )
