"""What is to be done?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from data import queries
from data.model import Filters
from data.queries import Agenda, Due, Selection
from data.store.past import Asked, Entry
from ui import apart, cache, changes, clock, components, desk, drafts, follow_ups, state, store
from ui.document import Node, el, link
from ui.document import draw as draw_document
from ui.i18n import _, n_, tongue

_STEPS: Final = 12
"""Steps that are listed."""
_WRITES: Final = 8
"""Writes that are listed."""


def draw() -> None:
    desk.draw_ways()
    selection = cache.select(Filters())
    agenda = queries.agenda(selection, follow_ups.known(), clock.today(selection.snapshot.home))
    components.answer(_("What is to be done?"), _sentence(agenda), " ", _quality(selection))
    left, right = components.two_columns(7, 5)
    with left:
        drafts.draw_drafts(selection.snapshot)
        _due(selection, agenda)
    with right:
        _latest_changes()


def _sentence(agenda: Agenda) -> Node:
    """How many steps are overdue or due within a week."""
    late, soon = (len(agenda.open.get(kind, ())) for kind in (Due.OVERDUE, Due.WEEK))
    if not late and not soon:
        return _("No step is due within a week.")
    parts = [
        follow_ups.urgency(kind, count)
        for kind, count in ((Due.OVERDUE, late), (Due.WEEK, soon))
        if count
    ]
    return f"{', '.join(parts)}."


def _due(selection: Selection, agenda: Agenda) -> None:
    """The steps that are due first, the overdue ones before all others."""
    components.heading("due", _("Next steps"))
    ordered = tuple(one for part in agenda.open.values() for one in part)
    today = clock.today(selection.snapshot.home)
    nodes: list[Node] = []
    if ordered:
        nodes.append(follow_ups.lines(ordered[:_STEPS], selection.snapshot, today))
    else:
        nodes.append(el("p", _("No step is open."), cls="muted"))
    rest = len(ordered) - _STEPS
    more = n_("{count} more", "{count} more", rest) if rest > 0 else _("All steps")
    nodes.append(el("p", link(more, href=follow_ups.address()), cls="more"))
    results = follow_ups.results(queries.outcomes(selection, follow_ups.known()))
    draw_document("due", *nodes, *([el("p", results, cls="caption")] if results else []))


def _quality(selection: Selection) -> Node:
    """How many records lack something, in a sentence that leads to the page about it."""
    today = clock.today(selection.snapshot.home)
    found = cache.ask(queries.quality, selection, today, apart=apart.known())
    lacking = selection.total - found.complete
    said = n_("{count} record lacks something.", "{count} records lack something.", lacking)
    everything = state.View(page="quality", language=state.view().language)
    return link(said if lacking else _("No record lacks anything."), href=state.address(everything))


def _latest_changes() -> None:
    components.heading("changes", _("Latest changes"))
    found = store.store().past.entries(Asked(), _WRITES)
    if not found:
        draw_document("changes", el("p", _("Nothing has been written yet."), cls="muted"))
        return
    now = datetime.now(UTC)
    lines = [
        el("li", el("time", _ago(one, now), datetime=one.at.isoformat()), " · ",
           el("bdi", changes.author(one.by)), " · ", ", ".join(changes.did(one)))
        for one in found
    ]  # fmt: skip
    draw_document("changes", el("ul", *lines, cls="writes"))


def _ago(one: Entry, now: datetime) -> str:
    return tongue().formats.since(now - one.at)
