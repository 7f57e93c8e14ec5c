"""One activity, whole: what, when, where, who, what came of it and where the facts come from."""

from __future__ import annotations

from data import queries
from data.model import Activity
from data.queries import UnknownActivity
from data.snapshot import Snapshot
from ui import state, words
from ui.document import Node, draw, el, link, outside
from ui.i18n import _, tongue


def draw_record(activity_id: str, snapshot: Snapshot) -> None:
    """Draw the record, or say that there is none with this id."""
    try:
        activity = queries.activity(snapshot, activity_id)
    except UnknownActivity:
        draw("record", el("p", _("There is no record “{id}” (any more).", id=activity_id[:80])))
        return
    draw("record", _card(activity, snapshot))


def _card(activity: Activity, snapshot: Snapshot) -> Node:
    speak = tongue()
    rows = [
        (_("When"), [speak.formats.span(activity.start, activity.end, activity.date_precision)]),
        (_("Kind"), [_filter(words.kind(activity.kind, snapshot), kinds=(activity.kind,))]),
        (_("Direction"), [words.direction(activity.direction)]),
        (_("Status"), [words.status(activity.status)]),
        (_("Venue"), _venue(activity, snapshot)),
        (_("Counterparts"), _counterparts(activity, snapshot)),
        (_("Sectors"), _commas([_filter(words.sector(code, snapshot), sectors=(code,)) for code in activity.sectors])),
        (_("Networks"), _commas([_filter(words.network(code, snapshot), networks=(code,)) for code in activity.networks])),
        (_("Organisations"), _commas([f"{o.name} ({words.role(o.role)})" for o in activity.organisations])),
        (_("Participants"), [_participants(activity)] if activity.participants else []),
        (_("Outcome"), _text(speak.pick(activity.outcome_de, activity.outcome_en))),
        (_("Note"), _text(speak.pick(activity.note_de, activity.note_en))),
        (_("Source"), _source(activity)),
    ]  # fmt: skip
    entries = [el("div", el("dt", term), el("dd", *nodes)) for term, nodes in rows if nodes]
    return el(
        "article",
        el("h2", el("bdi", speak.pick(activity.title_de, activity.title_en))),
        el("dl", *entries),
        el("p", _("Record {id}", id=activity.id), cls="caption"),
        cls="record",
    )


def _filter(label: str, **fields: tuple[str, ...]) -> Node:
    return link(label, href=state.address(state.view().selecting(**fields)))


def _venue(activity: Activity, snapshot: Snapshot) -> list[Node]:
    if activity.venue is None:
        return []
    country = snapshot.places[activity.venue].country
    return [f"{words.place(activity.venue, snapshot)}, {words.country(country)}"]


def _counterparts(activity: Activity, snapshot: Snapshot) -> list[Node]:
    return _commas(
        [
            _filter(f"{words.place(other.place, snapshot)} ({words.country(other.country)})", cities=(other.place,))
            if other.place
            else _filter(words.country(other.country), countries=(other.country,))
            for other in activity.counterparts
        ]
    )


def _participants(activity: Activity) -> str:
    assert activity.participants is not None
    found = activity.participants
    count = tongue().formats.count(found.count, found.qualifier)
    return _("{count} people", count=count) if found.unit == "people" else _("{count} organisations", count=count)


def _source(activity: Activity) -> list[Node]:
    if activity.source_url.startswith(("http://", "https://")):
        return [outside(activity.source or activity.source_url, url=activity.source_url)]
    return _text(activity.source)


def _text(text: str) -> list[Node]:
    # records carry text of either direction; bdi keeps its marks from reordering the page
    return [el("bdi", text)] if text else []


def _commas(nodes: list[Node]) -> list[Node]:
    return [part for node in nodes for part in (", ", node)][1:]
