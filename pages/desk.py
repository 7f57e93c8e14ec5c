"""What is to be done?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from data import queries
from data.model import Filters
from data.store.history import Written
from ui import cache, clock, components, desk, state, store
from ui.document import Node, el, link
from ui.document import draw as draw_document
from ui.i18n import _, n_, tongue

_WRITES: Final = 8
"""Writes that are listed."""


def draw() -> None:
    desk.draw_ways()
    components.answer(_("What is to be done?"), _quality())
    _latest_changes()


def _quality() -> Node:
    """How many records lack something, in a sentence that leads to the page about it."""
    selection = cache.select(Filters())
    found = cache.ask(queries.quality, selection, clock.today(selection.snapshot.home))
    lacking = selection.total - found.complete
    said = n_("{count} record lacks something.", "{count} records lack something.", lacking)
    everything = state.View(page="quality", language=state.view().language)
    return link(said if lacking else _("No record lacks anything."), href=state.address(everything))


def _latest_changes() -> None:
    components.heading("changes", _("Latest changes"))
    found = store.store().latest_writes(_WRITES)
    if not found:
        draw_document("changes", el("p", _("Nothing has been written yet."), cls="muted"))
        return
    now = datetime.now(UTC)
    lines = [
        el("li", el("time", _ago(one, now), datetime=one.at.isoformat()), " · ",
           el("bdi", one.by), " · ", ", ".join(_did(one)))
        for one in found
    ]  # fmt: skip
    draw_document("changes", el("ul", *lines, cls="writes"))


def _ago(one: Written, now: datetime) -> str:
    return tongue().formats.since(now - one.at)


def _did(one: Written) -> list[str]:
    """3 activities changed."""
    return [
        said
        for count, said in (
            (one.added, n_("{count} activity added", "{count} activities added", one.added)),
            (one.changed,
             n_("{count} activity changed", "{count} activities changed", one.changed)),
            (one.deleted,
             n_("{count} activity deleted", "{count} activities deleted", one.deleted)),
        )
        if count
    ]  # fmt: skip
