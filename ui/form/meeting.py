"""Two people changed the same record: field by field, what it was and what each made of it."""

from __future__ import annotations

import streamlit as st

from data.snapshot import Snapshot
from ui import clock, field_names, state
from ui.document import Element, Node, draw, el
from ui.form import saving
from ui.form.entry import Entry
from ui.form.notices import say
from ui.form.told import told
from ui.i18n import _


def draw_meeting(current: Entry, snapshot: Snapshot) -> None:
    """Let somebody decide the fields that both changed; say what was brought together."""
    if current.meeting is None:
        return
    merged = saving.meeting(current, snapshot)
    by, at = saving.last_change(current.of)
    moment = clock.when(at, snapshot.home) if at else ""
    open_fields = len(merged.undecided(current.choices))
    lead = _("{name} saved this activity at {when}, while you were writing.", name=by, when=moment)
    nodes: list[Node] = [el("h2", lead)]
    if merged.theirs_alone:
        fields = field_names.listed(merged.theirs_alone)
        nodes.append(el("p", _("Taken over from {name}: {fields}.", name=by, fields=fields)))
    if merged.mine_alone:
        fields = field_names.listed(merged.mine_alone)
        nodes.append(el("p", _("Kept of yours: {fields}.", fields=fields)))
    if open_fields:
        nodes.append(el("p", _("Choose for each field below what counts, then save.")))
    say("form_meeting", *nodes, attention=str(current.attempts), look="notice meeting")
    for field in merged.both:
        _draw_field(current, snapshot, field, by)
    st.button(
        _("Save with this choice"),
        key="form_save_meeting",
        on_click=lambda: saving.save(current, snapshot),
    )


def _draw_field(current: Entry, snapshot: Snapshot, field: str, by: str) -> None:
    draw(f"form_meeting_{field}", versions(current, field, by, snapshot))
    draw_side(current, field, by, key=f"form_side_{field}")


def versions(current: Entry, field: str, by: str, snapshot: Snapshot) -> Element:
    """A field that both changed: as both began, as ``by`` made it, and as it is typed here."""
    states = {
        _("When you began"): current.was,
        _("{name}’s version", name=by): saving.meeting(current, snapshot).theirs,
        _("Your version"): current.cells,
    }
    rows = [
        el("div", el("dt", name), el("dd", told(cells, field, snapshot)))
        for name, cells in states.items()
    ]
    return el("section", el("h3", field_names.of_field(field)), el("dl", *rows), cls="versions")


def draw_side(current: Entry, field: str, by: str, *, key: str) -> None:
    """Let somebody choose whose version of a field counts; ``by`` is the other one's name."""

    def take() -> None:
        chosen = st.session_state[key]
        if chosen is None:
            state.keep()
        else:
            saving.choose(current, field, chosen)

    sides = {"theirs": _("{name}’s version", name=by), "mine": _("Your version")}
    state.put(key, current.choices.get(field))
    st.segmented_control(
        _("What counts for “{field}”?", field=field_names.of_field(field)),
        list(sides),
        format_func=lambda side: sides[side],
        key=key,
        on_change=take,
    )
