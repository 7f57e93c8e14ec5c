"""Two people changed the same record: field by field, what it was and what each made of it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.dates import combine, read_date
from data.model import DatePrecision
from data.problems import Fault
from data.snapshot import Snapshot
from data.values import parts
from ui import state, words
from ui.document import Node, draw, el
from ui.form import saving
from ui.form import words as form_words
from ui.form.entry import Entry
from ui.form.notices import say, when
from ui.form.places import place_name
from ui.i18n import _, tongue


def draw_meeting(current: Entry, snapshot: Snapshot) -> None:
    """Let somebody decide the fields that both changed; say what was brought together."""
    if current.meeting is None:
        return
    merged = saving.meeting(current, snapshot)
    by, at = saving.last_change(current.of)
    moment = when(at, snapshot) if at else ""
    open_fields = len(merged.undecided(current.choices))
    lead = _("{name} saved this activity at {when}, while you were writing.", name=by, when=moment)
    nodes: list[Node] = [el("h2", lead)]
    if merged.theirs_alone:
        fields = form_words.labels(merged.theirs_alone)
        nodes.append(el("p", _("Taken over from {name}: {fields}.", name=by, fields=fields)))
    if merged.mine_alone:
        fields = form_words.labels(merged.mine_alone)
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
    merged = saving.meeting(current, snapshot)
    versions = {
        _("When you began"): current.was,
        _("{name}’s version", name=by): merged.theirs,
        _("Your version"): current.cells,
    }
    rows = [
        el("div", el("dt", name), el("dd", told(cells, field, snapshot)))
        for name, cells in versions.items()
    ]
    draw(f"form_meeting_{field}", el("section", el("h3", form_words.label(field)),
                                     el("dl", *rows), cls="versions"))  # fmt: skip
    widget = f"form_side_{field}"

    def take() -> None:
        chosen = st.session_state[widget]
        if chosen is None:
            state.keep()
        else:
            saving.choose(current, field, chosen)

    sides = {"theirs": _("{name}’s version", name=by), "mine": _("Your version")}
    state.put(widget, current.choices.get(field))
    st.segmented_control(
        _("What counts for “{field}”?", field=form_words.label(field)),
        list(sides),
        format_func=lambda side: sides[side],
        key=widget,
        on_change=take,
    )


def told(cells: Mapping[str, str], field: str, snapshot: Snapshot) -> Node:
    """A field of some version as readers read it."""
    text = _told(cells, field, snapshot)
    return el("bdi", text) if text else el("span", _("empty"), cls="muted")


def _told(cells: Mapping[str, str], field: str, snapshot: Snapshot) -> str:
    cell = cells.get(field, "")
    match field:
        case "start":
            return _span(cells)
        case "participants":
            return _count(cells)
        case "kind":
            return words.kind(cell, snapshot)
        case "direction" | "status" | "visibility" if cell:
            named = {"direction": words.direction, "status": words.status}
            return named.get(field, form_words.visibility)(cell)
        case "venue" if cell:
            return place_name(cell, snapshot)
        case "counterparts":
            return "; ".join(place_name(one, snapshot) for one in parts(cell))
        case "sectors":
            return "; ".join(words.sector(code, snapshot) for code in parts(cell))
        case "networks":
            return "; ".join(words.network(code, snapshot) for code in parts(cell))
        case _:
            return cell


def _span(cells: Mapping[str, str]) -> str:
    try:
        start = read_date(cells["start"])
        end = read_date(cells["end"]) if cells["end"] else None
        span = combine(start, end, DatePrecision(cells["date_precision"]))
    except (Fault, ValueError):
        return " – ".join(filter(None, (cells["start"], cells["end"])))
    return tongue().formats.span(span.start, span.end, span.precision)


def _count(cells: Mapping[str, str]) -> str:
    qualifier, unit = cells["participants_qualifier"], cells["participants_unit"]
    said = [
        form_words.qualifier(qualifier) if qualifier and cells["participants"] else "",
        cells["participants"],
        form_words.unit(unit) if unit else "",
    ]
    return " ".join(filter(None, said))
