"""What the form says above itself: a draft, what others did meanwhile, what was saved."""

from __future__ import annotations

import streamlit as st

from data.merging import Fields, changed, field_of
from data.snapshot import Snapshot
from data.store.writes import Stored
from ui import clock, field_names, state
from ui.document import Node, draw, el, link
from ui.form import entry as entries
from ui.form import saving, words
from ui.form.entry import Entry
from ui.form.fields import errors
from ui.i18n import _


def say(key: str, *nodes: Node, attention: str = "", look: str = "notice") -> None:
    """Draw a notice. One with ``attention`` answers to something that was done elsewhere on the
    page, so it comes into view, once for each value of that text."""
    draw(
        key,
        el(
            "div",
            *nodes,
            cls=look,
            role="alert" if attention else "status",
            tabindex="-1",
            data_attention=attention or None,
        ),
    )


def draw_saved() -> None:
    """What was saved last, with the way to it, and what of others it was joined with."""
    done = saving.last_saved()
    if done is None or state.view().choice("of", entries.NEW) not in {done.id, entries.NEW}:
        return
    view = state.view().choosing(record=done.id, ask=None)
    nodes: list[Node] = [_("Saved:"), " ", link(done.id, href=state.address(view)), ". "]
    if done.taken:
        joined = _(
            "Meanwhile somebody else had changed this, which was taken over: {fields}.",
            fields=field_names.listed(_unique(done.taken)),
        )
        nodes.append(joined)
    say("form_saved", *nodes, attention=done.id, look="notice good")


def draw_draft(current: Entry, snapshot: Snapshot) -> None:
    """That the form goes on from a draft, and the way to do without it."""
    if current.unkept:
        said = _(
            "The draft cannot be kept at the moment. What you typed stands here as long as this "
            "page is open; it is tried again at every change."
        )
        say("form_unkept", said)
    if current.found is None or not current.is_touched:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="form_draft"):
        said = _(
            "Draft of {when}: go on writing, or", when=clock.when(current.found, snapshot.home)
        )
        say("form_draft_of", said)
        st.button(
            _("Discard the draft"), key="form_discard", on_click=lambda: saving.discard(current)
        )


def draw_meanwhile(current: Entry, stored: Stored, snapshot: Snapshot) -> None:
    """Say quietly that somebody else has saved the record while it is open here."""
    if stored.version == current.version or current.meeting is not None:
        return
    by, at = saving.last_change(current.of)
    theirs = entries.spelled(stored.activity, snapshot)
    fields = field_names.listed(changed(current.was, theirs))
    moment = clock.when(at, snapshot.home) if at else ""
    if not current.is_touched:
        saving.refresh(current, stored, snapshot)
        said = _("{name} changed this at {when}: {fields}. You see it as it is now.",
                 name=by, when=moment, fields=fields)  # fmt: skip
    else:
        said = _(
            "{name} changed this at {when}: {fields}. When you save, both versions are brought "
            "together, and you decide where they contradict.",
            name=by,
            when=moment,
            fields=fields,
        )
    say("form_meanwhile", said)


def draw_summary(current: Entry, snapshot: Snapshot) -> None:
    """Everything that is wrong, each leading to its field, once somebody wanted to save."""
    found = errors(current, snapshot)
    attention = str(current.attempts)
    if current.refused and current.refused != "id":
        said = _("The database does not take this: {rule}.", rule=current.refused)
        say("form_refused", said, attention=attention)
    if not (current.tried and found):
        return
    ways = [
        el("li", el("a", field_names.of_field(field), href=f"{_here()}#{words.anchor(field)}"))
        for field in _unique(tuple(one.column for one in found))
    ]
    said = _("Nothing is saved yet. What you typed is kept. To be corrected:")
    look = "notice summary"
    say("form_summary", el("p", said), el("ul", *ways), attention=attention, look=look)


def _unique(columns: Fields) -> Fields:
    return tuple(dict.fromkeys(field_of(column) for column in columns))


def _here() -> str:
    return state.address(state.view())
