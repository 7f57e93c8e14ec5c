"""The history as a list of writes, each with its changes field by field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from data.differences import cells_of
from data.model import Activity, Located
from data.snapshot import Snapshot
from data.store import files
from data.store.follow_ups import Line
from data.store.history import Change
from data.store.located import Placing
from data.store.past import About, Entry, Told, What
from ui import clock, differences, follow_ups, lists, state, step_changes, words
from ui.document import Element, Node, el, link
from ui.i18n import _, n_

IN_PLACE: Final = 5
"""Changes of a write that are told in the list; of more there is a page of its own."""


def entry(one: Entry, lines: Sequence[Told], snapshot: Snapshot) -> Element:
    """One write; ``lines`` are empty where there are too many to tell here."""
    ways = []
    if not lines:
        ways.append(_way(_("Look at all of them"), write=str(one.revision)))
    if one.records and one.total > 1:
        ways.append(_way(_("Undo all of it"), undo=str(one.revision)))
    head = el("p", moment(one.at, snapshot), " · ",
              el("strong", el("bdi", author(one.by))), " · ", ", ".join(did(one)),
              cls="write-head")  # fmt: skip
    return el(
        "article",
        head,
        el("ul", *(line(change, snapshot) for change in lines)) if lines else None,
        el("p", *_dotted(ways), cls="caption") if ways else None,
        cls="write",
    )


def line(told: Told, snapshot: Snapshot, *, titled: bool = True) -> Element:
    """What became of one record, next step or place."""
    if isinstance(told, Line):
        return _of_step(told, snapshot)
    if isinstance(told, Placing):
        return _of_place(told, snapshot)
    return _of_record(told, snapshot, titled=titled)


def _of_record(change: Change, snapshot: Snapshot, *, titled: bool) -> Element:
    what = What.of(change)
    state_then = change.after or change.before
    ways = [_way(_back(what), back=str(change.number))]
    if titled:
        ways.insert(0, _way(_("History"), of=change.activity, write=None, sheet=None))
    title = [_title(state_then, gone=what is What.DELETED)] if titled and state_then else []
    told = None
    if change.before and change.after:
        told = pair(change.before, change.after, snapshot)
    return _item(what, name(what), title, told, ways)


def _of_step(one: Line, snapshot: Snapshot) -> Element:
    what, kept = What.of(one), one.told
    gone = what is What.DELETED
    title = step_changes.title(kept.number, kept.follow_up, snapshot, gone=gone)
    told = None
    if one.before and one.after:
        told = step_changes.pair(one.before.follow_up, one.after.follow_up, snapshot)
    ways = [_way(_back(what), step_back=str(one.number))]
    return _item(what, follow_ups.did(one), title, told, ways)


def _of_place(one: Placing, snapshot: Snapshot) -> Element:
    """Where a place is that had no coordinates, as the form takes them."""
    said = _("looked up") if one.located is Located.GEOCODER else _("entered")
    title: list[Node] = [_("Place:"), " ", el("bdi", words.place(one.place, snapshot))]
    told = differences.texts([(_("Latitude, longitude"), "", f"{one.lat}, {one.lon}")])
    return _item(What.CHANGED, said, title, told, ())


def _item(
    what: What, said: str, title: Sequence[Node], told: Node | None, ways: Sequence[Node]
) -> Element:
    head = el("div", el("span", said, cls=f"what {what}"), " ", *title)
    return el("li", head, told, el("div", *_dotted(ways), cls="caption") if ways else None)


def _back(what: What) -> str:
    return _("Bring it back") if what is What.DELETED else _("Restore this state")


def pair(before: Activity, after: Activity, snapshot: Snapshot) -> Element:
    """What differs between two states of a record."""
    places = snapshot.places
    return differences.listing(cells_of(before, places), cells_of(after, places), snapshot)


def moment(at: datetime, snapshot: Snapshot) -> Element:
    """When something was written."""
    return el("time", clock.when(at, snapshot.home), datetime=at.isoformat())


def author(by: str) -> str:
    """Who wrote, by the name that the history gives them; files are no person."""
    return _("Files in {folder}", folder=by) if by == files.BY else by


def name(what: What) -> str:
    """What became of a record, in a word."""
    return {
        What.NEW: _("new"),
        What.CHANGED: _("changed"),
        What.DELETED: _("deleted"),
        What.BROUGHT_BACK: _("brought back"),
    }[what]


def about(sort: About) -> str:
    """What a change can be about."""
    return {
        About.ACTIVITIES: _("Activities"),
        About.STEPS: _("Next steps"),
        About.PLACES: _("Places"),
    }[sort]


def did(one: Entry) -> list[str]:
    """3 activities changed, 1 deleted, 1 step entered."""
    records = {
        What.NEW: lambda n: n_("{count} activity added", "{count} activities added", n),
        What.CHANGED: lambda n: n_("{count} activity changed", "{count} activities changed", n),
        What.DELETED: lambda n: n_("{count} activity deleted", "{count} activities deleted", n),
        What.BROUGHT_BACK: lambda n: n_(
            "{count} activity brought back", "{count} activities brought back", n
        ),
    }
    steps = {
        What.NEW: lambda n: n_("{count} step entered", "{count} steps entered", n),
        What.CHANGED: lambda n: n_("{count} step changed", "{count} steps changed", n),
        What.DELETED: lambda n: n_("{count} step deleted", "{count} steps deleted", n),
        What.BROUGHT_BACK: lambda n: n_(
            "{count} step brought back", "{count} steps brought back", n
        ),
    }
    located = n_("{count} place located", "{count} places located", one.places)
    return [
        *(records[what](count) for what, count in one.counts.items()),
        *(steps[what](count) for what, count in one.steps.items()),
        *([located] if one.places else []),
    ]


def _title(one: Activity, *, gone: bool) -> Node:
    title = lists.titled(one.title_de, one.title_en)
    if gone:
        return title
    return link(title, href=state.address(state.view().choosing(record=one.id)))


def _way(label: str, **choices: str | None) -> Element:
    return link(label, href=state.address(state.view().choosing(**choices)))


def _dotted(ways: Sequence[Node]) -> list[Node]:
    return [part for way in ways for part in (" · ", way)][1:]
