"""Entering, changing, completing and deleting one next step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

import streamlit as st

from data import queries
from data.follow_up import FollowUp, KeptFollowUp
from data.queries import Happened
from data.snapshot import Snapshot
from data.store.engine import NotUsable
from data.store.follow_ups import Add, BringBack, Change, ChangedMeanwhile, Delete, Write
from data.store.writes import Refused
from ui import clock, desk, follow_ups, lists, notice, state, waiting, words
from ui.document import Node, draw, el, link
from ui.i18n import _, tongue

_LONGEST: Final = 500
_WIDTH: Final = 640
_OFFERED: Final = 1_000
"""Activities that a list offers, the newest."""
_PLACE: Final = "step"
_DELETED: Final = "step_deleted"


def draw_notice() -> None:
    """What became of the last thing that was done, and the way back from a deletion."""
    notice.draw(_PLACE)
    deleted: int | None = st.session_state.get(_DELETED)
    if deleted is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            draw("step_deleted", el("p", _("The step is deleted."), role="status"))
            st.button(_("Undo"), key="step_undo", on_click=_undo, args=(deleted,), type="tertiary")


def draw_panel(snapshot: Snapshot, owner: FollowUp | None) -> None:
    """The form for what the address names: a new step, or one that is there."""
    chosen = state.view().choice("step")
    if not chosen:
        return
    if chosen == "new":
        with st.container(border=True, key="step_panel"):
            _new(snapshot, owner)
        return
    kept = next((one for one in follow_ups.known() if str(one.number) == chosen), None)
    if kept is None:
        draw("step_gone", el("p", _("There is no such step (any more)."), cls="notice"))
        return
    with st.container(border=True, key="step_panel"):
        _existing(kept, snapshot)


def _new(snapshot: Snapshot, owner: FollowUp | None) -> None:
    draw("step_head", el("h2", _("New step"), " ", _owner_named(owner, snapshot)))
    begun = _from_record(owner, snapshot)
    with st.container(width=_WIDTH), st.form("step_new", border=False):
        if owner is None:
            _owners(snapshot)
        _fields("new", begun)
        with st.container(horizontal=True):
            st.form_submit_button(_("Enter the step"), type="primary", on_click=_add, args=(owner,))
            st.form_submit_button(_("Cancel"), on_click=_close)


def _existing(kept: KeptFollowUp, snapshot: Snapshot) -> None:
    draw("step_head", el("h2", _owner_named(kept.follow_up, snapshot)))
    left, right = st.columns(2, gap="large") if state.width() == "wide" else (st.container(),) * 2
    name = str(kept.number)
    with left, st.form(f"step_change_{name}", border=False):
        _fields(name, kept.follow_up)
        with st.container(horizontal=True):
            st.form_submit_button(_("Save"), type="primary", on_click=_change, args=(kept,))
            st.form_submit_button(_("Delete"), on_click=_delete, args=(kept,))
            st.form_submit_button(_("Close"), on_click=_close)
    with right, st.form(f"step_done_{name}", border=False):
        _completing(kept, snapshot)
    draw("step_history", follow_ups.history(kept.number))


def _fields(name: str, told: FollowUp) -> None:
    st.text_input(_("What is to be done"), told.step, key=f"step_{name}_what", max_chars=_LONGEST)
    st.text_input(
        _("Responsible: a role or a team"),
        told.responsible,
        key=f"step_{name}_who",
        max_chars=120,
        help=_("A role or a team, never the name of a person: names are personal data."),
        placeholder=_("for example: International Office"),
    )
    st.date_input(
        _("Due"),
        told.due,
        key=f"step_{name}_due",
        format=tongue().day_pattern,
        min_value=date(2000, 1, 1),
        max_value=date(2100, 12, 31),
    )


def _owners(snapshot: Snapshot) -> None:
    """What a new step belongs to, where the address does not say."""
    partners = [follow_ups.of_partner(key) for key in snapshot.reference.partners]
    offered = _offered(snapshot, None)

    def label(of: str) -> str:
        if of in offered:
            return _labelled(offered[of], snapshot)
        found = follow_ups.owner(of, snapshot)
        return words.place((found and found.partner) or of, snapshot)

    st.selectbox(
        _("Belongs to"), [*partners, *offered], None, key="step_new_of", format_func=label,
        placeholder=_("Choose a partner or an activity"),
    )  # fmt: skip


def _completing(kept: KeptFollowUp, snapshot: Snapshot) -> None:
    told, name = kept.follow_up, str(kept.number)
    today = clock.today(snapshot.home)
    st.date_input(
        _("Done on"),
        told.done or today,
        key=f"step_{name}_done",
        format=tongue().day_pattern,
        min_value=date(2000, 1, 1),
        max_value=date(2100, 12, 31),
    )
    offered = _offered(snapshot, told)
    ids = list(offered)
    st.selectbox(
        _("What came of it"),
        ids,
        ids.index(told.outcome or "") if told.outcome in offered else None,
        key=f"step_{name}_outcome",
        format_func=lambda one: _labelled(offered[one], snapshot),
        placeholder=_("nothing, or an activity: a settlement, an agreement …"),
    )
    with st.container(horizontal=True):
        label = _("Save what came of it") if told.done else _("Complete")
        st.form_submit_button(label, on_click=_complete, args=(kept,))
        if told.done:
            st.form_submit_button(_("Open again"), on_click=_reopen, args=(kept,))
    if desk.leads_to("edit"):
        target = state.view().turning_to("edit").choosing(of="new")
        way = link(_("Enter a new activity"), href=state.address(target))
        note = _("if what came of it is not recorded yet; then choose it here.")
        draw("step_new_activity", el("p", way, " – ", note, cls="caption"))


def _offered(snapshot: Snapshot, told: FollowUp | None) -> Mapping[str, Happened]:
    """The newest activities that a step can be of or lead to, and the one that it leads to."""
    ids = snapshot.texts["id"].iloc[::-1].head(_OFFERED).tolist()
    wanted = dict.fromkeys([*ids, *([told.outcome] if told else [])])
    if told:
        wanted.pop(told.activity, None)
    found = queries.happened(snapshot, wanted)
    return {str(one): found[one] for one in wanted if one in found}


def _labelled(one: Happened, snapshot: Snapshot) -> str:
    when = tongue().formats.short_span(one.start, one.end, one.date_precision)
    title = lists.shortened(tongue().pick(one.title_de, one.title_en), 90)
    return f"{when} · {words.kind(one.kind, snapshot)} · {title}"


def _owner_named(told: FollowUp | None, snapshot: Snapshot) -> Node | None:
    if told is None:
        return None
    named = queries.happened(snapshot, [told.activity])
    return el("small", follow_ups.belongs_to(told, named, snapshot))


def _from_record(owner: FollowUp | None, snapshot: Snapshot) -> FollowUp:
    """A step as the activity's own text tells it, where nobody has made one of it yet."""
    if owner is None or owner.activity is None:
        return FollowUp("")
    if any(one.follow_up.activity == owner.activity for one in follow_ups.known()):
        return owner
    text = queries.activity(snapshot, owner.activity).follow_up
    return replace(owner, step=" ".join(text.split())[:_LONGEST])


def _typed(name: str, told: FollowUp) -> FollowUp:
    fields = st.session_state
    return replace(
        told,
        step=" ".join(fields[f"step_{name}_what"].split()),
        responsible=" ".join(fields[f"step_{name}_who"].split()),
        due=fields[f"step_{name}_due"],
    )


def _add(owner: FollowUp | None) -> None:
    of = st.session_state.get("step_new_of")
    if owner is None and of:
        partner = of.removeprefix(follow_ups.of_partner(""))
        owner = FollowUp("", partner=partner) if partner != of else FollowUp("", activity=of)
    if owner is None:
        notice.say(
            _PLACE,
            _("Nothing was written: choose the partner or the activity that the step is of."),
        )
        return
    _write_typed(Add, _typed("new", owner))


def _change(kept: KeptFollowUp) -> None:
    told = _typed(str(kept.number), kept.follow_up)
    _write_typed(lambda wanted: Change(kept.number, kept.version, wanted), told)


def _write_typed(make: Callable[[FollowUp], Write], told: FollowUp) -> None:
    if not told.step:
        notice.say(_PLACE, _("Nothing was written: say what is to be done."))
    elif _write(make(told)):
        _close()


def _complete(kept: KeptFollowUp) -> None:
    done = st.session_state[f"step_{kept.number}_done"]
    if done is None:
        notice.say(_PLACE, _("Nothing was written: say when it was done."))
        return
    outcome = st.session_state[f"step_{kept.number}_outcome"]
    told = replace(kept.follow_up, done=done, outcome=outcome)
    if _write(Change(kept.number, kept.version, told)):
        _close()


def _reopen(kept: KeptFollowUp) -> None:
    told = replace(kept.follow_up, done=None, outcome=None)
    if _write(Change(kept.number, kept.version, told)):
        _close()


def _delete(kept: KeptFollowUp) -> None:
    if _write(Delete(kept.number, kept.version)):
        _close()
        st.session_state[_DELETED] = kept.number


def _undo(number: int) -> None:
    try:
        _try(BringBack(number))
    except NotUsable:
        notice.say(_PLACE, waiting.said())  # and offer it again
    else:
        st.session_state.pop(_DELETED, None)
    state.keep()


def _close() -> None:
    st.session_state.pop(_DELETED, None)
    state.choose(step=None)


def _write(wanted: Write) -> bool:
    """Whether it was written; if not, it is said why, and what was typed stays."""
    try:
        return _try(wanted)
    except NotUsable:
        notice.say(_PLACE, waiting.said())
        return False


def _try(wanted: Write) -> bool:
    """The same. Raises :class:`data.store.engine.NotUsable`."""
    try:
        follow_ups.write([wanted])
    except follow_ups.NotAllowed:
        notice.say_signed_out()
    except ChangedMeanwhile as error:
        notice.say(_PLACE, _meanwhile(error.theirs))
    except Refused:
        notice.say(_PLACE, _("Nothing was written: the activity is not there any more."))
    else:
        return True
    return False


def _meanwhile(theirs: KeptFollowUp | None) -> str:
    if theirs is None:
        return _("Nothing was written: somebody has deleted the step meanwhile.")
    told = theirs.follow_up
    day = tongue().formats.day
    facts = [
        told.step,
        told.responsible,
        _("due {day}", day=day(told.due)) if told.due else "",
        _("done {day}", day=day(told.done)) if told.done else "",
    ]
    return _(
        "Nothing was written: somebody has changed the step meanwhile. It is now: {step}. What you"
        " typed still stands below; saving again writes it.",
        step=" · ".join(fact for fact in facts if fact),
    )
