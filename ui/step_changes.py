"""What became of a next step: its fields before and after, as readers read them."""

from __future__ import annotations

from data import queries
from data.follow_up import FollowUp
from data.model import Activity
from data.snapshot import Snapshot
from ui import differences, follow_ups, lists, store, words
from ui.document import Element, Node, el, link
from ui.i18n import _, tongue


def title(number: int, told: FollowUp, snapshot: Snapshot, *, gone: bool) -> list[Node]:
    """What is to be done, leading to the step unless it is gone; and what it belongs to."""
    step: Node = el("bdi", lists.shortened(told.step))
    if not gone:
        step = link(step, href=follow_ups.address(step=str(number)))
    return [_("Next step:"), " ", step, " · ", _owner(told, snapshot)]


def pair(before: FollowUp, after: FollowUp, snapshot: Snapshot) -> Element:
    """What differs between two states of a step."""
    old, new = _fields(before, snapshot), _fields(after, snapshot)
    return differences.texts((label, old[label], new[label]) for label in old)


def missing(told: FollowUp) -> list[str]:
    """The activities that a step names and that were deleted, by their titles."""
    named = [one for one in (told.activity, told.outcome) if one]
    return [_name_of_old(one) for one in named if store.store().get(one) is None]


def _fields(told: FollowUp, snapshot: Snapshot) -> dict[str, str]:
    day = tongue().formats.day
    return {
        _("What is to be done"): told.step,
        _("Activity"): _named(told.activity, snapshot),
        _("Partner"): words.place(told.partner, snapshot) if told.partner else "",
        _("Responsible"): told.responsible,
        _("Due"): day(told.due) if told.due else "",
        _("Done on"): day(told.done) if told.done else "",
        _("What came of it"): _named(told.outcome, snapshot),
    }


def _owner(told: FollowUp, snapshot: Snapshot) -> Node:
    """The activity or partner that a step is of; of an activity that is gone, its last title."""
    found = queries.happened(snapshot, [told.activity])
    if told.activity and told.activity not in found:
        return el("bdi", lists.shortened(_name_of_old(told.activity)))
    return follow_ups.belongs_to(told, found, snapshot)


def _named(activity_id: str | None, snapshot: Snapshot) -> str:
    if not activity_id:
        return ""
    one = queries.happened(snapshot, [activity_id]).get(activity_id)
    return tongue().pick(one.title_de, one.title_en) if one else _name_of_old(activity_id)


def _name_of_old(activity_id: str) -> str:
    """The title that a record had last, whether or not it is still there."""
    history = store.store().history(activity_id)
    last: Activity | None = (history[0].after or history[0].before) if history else None
    return tongue().pick(last.title_de, last.title_en) if last else activity_id
