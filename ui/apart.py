"""Two records that look like one: side by side, and what to do about them."""

from __future__ import annotations

import json
from typing import Final

import streamlit as st

from data.differences import cells_of, differences
from data.merging import field_of
from data.model import Access, Activity
from data.queries import Pair, Pairs
from data.snapshot import Snapshot
from data.store.writes import BringBack, ChangedMeanwhile, Delete, Refused, Stored
from ui import access, field_names, lists, notice, state, store, waiting
from ui.document import Node, draw, el, link
from ui.form.told import told
from ui.i18n import _

_KIND: Final = "not_duplicate"
_APART: Final = "two"
_PLACE: Final = "apart"
_UNDO: Final = "apart_undo"


def known() -> Pairs:
    """The pairs of which somebody said that they are two activities."""
    said = store.store().answers(_KIND)
    pairs = [json.loads(asked) for asked, answer in said.items() if answer == _APART]
    return frozenset((one, other) for one, other in pairs)


def draw_notice() -> None:
    """What became of the last thing that was done, and the way back."""
    notice.draw(_PLACE)
    gone: Activity | None = st.session_state.get(_UNDO)
    if gone is not None and access.may(Access.EDITOR):
        with st.container(horizontal=True, vertical_alignment="center"):
            said = _("The record {id} is deleted.", id=gone.id)
            draw("apart_deleted", el("p", said, role="status"))
            st.button(_("Undo"), key="apart_undo_button", on_click=_undo, args=(gone,),
                      type="tertiary")  # fmt: skip


def draw_pair(pair: Pair, snapshot: Snapshot) -> None:
    """Two records side by side, and the three ways on; nothing where one is gone."""
    one, other = (store.store().get(name) for name in pair)
    if one is None or other is None:
        return
    name = "_".join(pair)
    draw(f"pair_{name}", _side_by_side(one.activity, other.activity, snapshot))
    with st.container(horizontal=True):
        for kept, gone in ((one, other), (other, one)):
            st.button(
                _("Keep {id} alone", id=kept.activity.id),
                key=f"keep_{kept.activity.id}_{name}",
                on_click=_keep,
                args=(gone,),
            )
        st.button(
            _("Two activities"), key=f"apart_{name}", on_click=_remember, args=(pair,),
            help=_("This pair is not reported again."),
        )  # fmt: skip


def _side_by_side(one: Activity, other: Activity, snapshot: Snapshot) -> Node:
    found = [each.field for each in differences(one, other, snapshot.places) if each.field != "id"]
    cells = [cells_of(each, snapshot.places) for each in (one, other)]
    rows = [
        el("tr", el("th", field_names.of_field(field), scope="row"),
           *(el("td", told(each, field, snapshot)) for each in cells))
        for field in dict.fromkeys(map(field_of, found))
    ]  # fmt: skip
    head = el("tr", el("td"), *(el("th", _named(each), scope="col") for each in (one, other)))
    body = rows or [el("tr", el("td"), el("td", _("no difference"), colspan="2"))]
    table = el("table", el("thead", head), el("tbody", *body), cls="plain")
    return el("div", table, cls="scroll pair")


def _named(one: Activity) -> Node:
    target = state.view().choosing(record=one.id)
    return el(
        "span",
        link(lists.titled(one.title_de, one.title_en, 90), href=state.address(target)),
        el("small", one.id),
    )


@waiting.told
def _keep(gone: Stored) -> None:
    who = access.person()
    if not who.may(Access.EDITOR):
        notice.say_signed_out()
        return
    try:
        store.write([Delete(gone.activity.id, gone.version)], by=who.name)
    except ChangedMeanwhile:
        notice.say(_PLACE, _("Nothing was deleted: somebody has changed the record meanwhile."))
        return
    st.session_state[_UNDO] = gone.activity
    state.keep()


@waiting.told
def _undo(gone: Activity) -> None:
    who = access.person()
    if not who.may(Access.EDITOR):
        notice.say_signed_out()
        return
    try:
        store.write([BringBack(gone)], by=who.name)
    except (ChangedMeanwhile, Refused):
        notice.say(
            _PLACE, _("The record could not be brought back: somebody has written it meanwhile.")
        )
    st.session_state.pop(_UNDO, None)
    state.keep()


@waiting.told
def _remember(pair: Pair) -> None:
    who = access.person()
    if not who.may(Access.EDITOR):
        notice.say_signed_out()
        return
    store.store().remember(_KIND, {json.dumps(pair): _APART}, by=who.name)
    notice.say(_PLACE, _("Remembered as two activities."))
