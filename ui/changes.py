"""The history as a list of writes, each with its changes field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from data.differences import cells_of
from data.model import Activity
from data.snapshot import Snapshot
from data.store import files
from data.store.history import Change
from data.store.past import Entry, What
from ui import differences, lists, state
from ui.document import Element, Node, el, link
from ui.form.notices import when
from ui.i18n import _, n_

IN_PLACE: Final = 5
"""Changes of a write that are told in the list; of more there is a page of its own."""


def entry(one: Entry, lines: Sequence[Change], snapshot: Snapshot) -> Element:
    """One write; ``lines`` are empty where there are too many to tell here."""
    ways = []
    if not lines:
        ways.append(_way(_("Look at all of them"), write=str(one.revision)))
    if one.total > 1:
        ways.append(_way(_("Undo all of it"), undo=str(one.revision)))
    head = el("p", el("time", when(one.at, snapshot), datetime=one.at.isoformat()), " · ",
              el("strong", el("bdi", author(one.by))), " · ", ", ".join(did(one.counts)),
              cls="write-head")  # fmt: skip
    return el(
        "article",
        head,
        el("ul", *(line(change, snapshot) for change in lines)) if lines else None,
        el("p", *_dotted(ways), cls="caption") if ways else None,
        cls="write",
    )


def line(change: Change, snapshot: Snapshot, *, titled: bool = True) -> Element:
    """What became of one record."""
    what = What.of(change)
    state_then = change.after or change.before
    label = _("Bring it back") if what is What.DELETED else _("Restore this state")
    ways = [_way(label, back=str(change.number))]
    if titled:
        ways.insert(0, _way(_("History"), of=change.activity, write=None, sheet=None))
    head: list[Node] = [el("span", name(what), cls=f"what {what}"), " "]
    if titled and state_then:
        head.append(_title(state_then, gone=what is What.DELETED))
    told = None
    if change.before and change.after:
        told = pair(change.before, change.after, snapshot)
    return el("li", el("div", *head), told, el("div", *_dotted(ways), cls="caption"))


def pair(before: Activity, after: Activity, snapshot: Snapshot) -> Element:
    """What differs between two states of a record."""
    places = snapshot.places
    return differences.listing(cells_of(before, places), cells_of(after, places), snapshot)


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


def did(counts: Mapping[What, int]) -> list[str]:
    """3 activities changed, 1 deleted."""
    told = {
        What.NEW: lambda n: n_("{count} activity added", "{count} activities added", n),
        What.CHANGED: lambda n: n_("{count} activity changed", "{count} activities changed", n),
        What.DELETED: lambda n: n_("{count} activity deleted", "{count} activities deleted", n),
        What.BROUGHT_BACK: lambda n: n_(
            "{count} activity brought back", "{count} activities brought back", n
        ),
    }
    return [told[what](count) for what, count in counts.items()]


def _title(one: Activity, *, gone: bool) -> Node:
    title = lists.titled(one.title_de, one.title_en)
    if gone:
        return title
    return link(title, href=state.address(state.view().choosing(record=one.id)))


def _way(label: str, **choices: str | None) -> Element:
    return link(label, href=state.address(state.view().choosing(**choices)))


def _dotted(ways: Sequence[Node]) -> list[Node]:
    return [part for way in ways for part in (" · ", way)][1:]
