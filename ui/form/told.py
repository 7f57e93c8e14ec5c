"""A field of a record as readers read it, whatever state of the record it is of."""

from __future__ import annotations

from data.cells import Cells, span_of
from data.snapshot import Snapshot
from data.values import parts
from ui import words
from ui.document import Node, el
from ui.form.places import place_name
from ui.i18n import _, tongue


def told(cells: Cells, field: str, snapshot: Snapshot) -> Node:
    """A field of some version as readers read it."""
    return or_empty(_told(cells, field, snapshot))


def or_empty(text: str) -> Node:
    """A field's text, or that there is none."""
    return el("bdi", text) if text else el("span", _("empty"), cls="muted")


def _told(cells: Cells, field: str, snapshot: Snapshot) -> str:
    cell = cells.get(field, "")
    match field:
        case "start":
            return _when(cells)
        case "participants":
            return _count(cells)
        case "kind":
            return words.kind(cell, snapshot)
        case "direction" | "status" | "visibility" if cell:
            named = {"direction": words.direction, "status": words.status}
            return named.get(field, words.visibility)(cell)
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


def _when(cells: Cells) -> str:
    span = span_of(cells)
    if span is None:
        return " – ".join(filter(None, (cells["start"], cells["end"])))
    return tongue().formats.span(span.start, span.end, span.precision)


def _count(cells: Cells) -> str:
    qualifier, unit = cells["participants_qualifier"], cells["participants_unit"]
    said = [
        words.qualifier(qualifier) if qualifier and cells["participants"] else "",
        cells["participants"],
        words.unit(unit) if unit else "",
    ]
    return " ".join(filter(None, said))
