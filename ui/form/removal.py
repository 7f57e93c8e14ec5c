"""Taking a record away and bringing it back: asked once, undone at any time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from data.merging import changed
from data.model import Activity, Place
from data.snapshot import Snapshot
from data.store.writes import Stored
from ui import clock, field_names, lists, state
from ui import store as stores
from ui.document import draw, el, link
from ui.form import entry as entries
from ui.form import saving
from ui.form.entry import Entry
from ui.form.notices import say
from ui.i18n import _


def draw_gone(of: str, current: Entry | None, snapshot: Snapshot) -> None:
    """Say that there is no such record (any more), and how it comes back."""
    history = stores.store().history(of)
    if not history or history[0].before is None:
        say("form_gone", _("There is no record “{id}”.", id=of[:80]))
        return
    last, before = history[0], history[0].before
    said = _("Deleted by {name}, {when}:", name=last.by, when=clock.when(last.at, snapshot.home))
    title = lists.titled(before.title_de, before.title_en)
    say("form_gone", said, " ", title)
    with st.container(horizontal=True, key="form_gone_ways"):
        _button("form_undo", _("Undo"), before, stores.store().everything()[2])
        if current is not None and current.is_touched:
            judged = current.judged(snapshot)
            if judged.activity is not None:
                own = _("Bring it back with what I typed")
                _button("form_undo_mine", own, judged.activity, judged.places)
            st.button(
                _("Discard what I typed"),
                key="form_drop",
                on_click=_then(saving.discard, current),
            )
    view = state.view().turning_to("activities")
    draw("form_gone_on", el("p", link(_("All activities"), href=state.address(view))))


def draw_question(current: Entry, stored: Stored, snapshot: Snapshot) -> None:
    """Ask once whether the record shall go; tell first what somebody else changed meanwhile."""
    if state.view().choice("ask") != "delete":
        return
    said = [el("p", _("Delete this activity? You can bring it back at any time."), cls="lead")]
    if stored.version != current.version:
        by, _at = saving.last_change(current.of)
        theirs = entries.spelled(stored.activity, snapshot)
        fields = field_names.listed(changed(current.was, theirs))
        told = _("{name} has changed it meanwhile: {fields}.", name=by, fields=fields)
        said.append(el("p", told))
    say("form_question", *said, attention="delete")
    with st.container(horizontal=True, key="form_question_ways"):
        st.button(
            _("Delete"),
            key="form_delete",
            on_click=_then(saving.delete, current, stored.version),
        )
        st.button(_("Keep"), key="form_spare", on_click=lambda: state.choose(ask=None))


def _button(key: str, label: str, activity: Activity, places: Mapping[str, Place]) -> None:
    st.button(label, key=key, on_click=_then(saving.bring_back, activity, places))


def _then(act: Callable[..., None], *values: object) -> Callable[[], None]:
    return lambda: act(*values)
