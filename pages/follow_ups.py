"""Which steps come next?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import streamlit as st

from data import queries
from data.follow_up import FollowUp
from data.model import Filters
from data.queries import Agenda, Due, Selection, Steps
from exports.names import file_name
from exports.reminders_ics import reminders_ics
from ui import (
    access,
    cache,
    clock,
    components,
    desk,
    downloads,
    follow_ups,
    state,
    step_form,
    table,
)
from ui.document import Node, el, link
from ui.document import draw as draw_document
from ui.i18n import _, n_

_LINES: Final = 50
"""Steps that are sent at once."""


def draw() -> None:
    desk.draw_ways()
    selection = cache.select(state.view().filters)
    question = _("Which steps come next?")
    if not selection.total and not selection.filters.is_empty:
        components.answer(question)
        components.empty_state(selection)
        return
    of = state.view().choice("of")
    owner = follow_ups.owner(of, selection.snapshot) if of else None
    agenda = _agenda(selection, owner)
    components.answer(question, *_sentence(selection, agenda))
    step_form.draw_notice()
    step_form.draw_panel(selection.snapshot, owner)
    _ways(selection, agenda, owner)
    _steps(selection, agenda, owner)
    _download(selection, agenda)


def _agenda(selection: Selection, owner: FollowUp | None) -> Agenda:
    """The steps that are asked for: of the selection, or of one activity or partner."""
    role = state.view().choice("by") or None
    steps, today = follow_ups.known(), clock.today(selection.snapshot.home)
    if owner is None:
        return queries.agenda(selection, steps, today, responsible=role)
    everything = queries.select(selection.snapshot, Filters())
    return queries.agenda(everything, _of(owner, steps), today, responsible=role)


def _of(owner: FollowUp, steps: Steps) -> Steps:
    return tuple(
        one
        for one in steps
        if (one.follow_up.activity, one.follow_up.partner) == (owner.activity, owner.partner)
    )


def _sentence(selection: Selection, agenda: Agenda) -> list[Node]:
    if not agenda.count:
        said = _("No step is open.")
    elif late := len(agenda.open.get(Due.OVERDUE, ())):
        said = n_(
            "{count} step is open, {late} of them overdue.",
            "{count} steps are open, {late} of them overdue.",
            agenda.count,
            late=late,
        )
    else:
        said = n_(
            "{count} step is open, none overdue.",
            "{count} steps are open, none overdue.",
            agenda.count,
        )
    results = follow_ups.results(queries.outcomes(selection, follow_ups.known()))
    return [said, *([" ", results] if results else [])]


def _ways(selection: Selection, agenda: Agenda, owner: FollowUp | None) -> None:
    """A new step, whose, and what is done."""
    view = state.view()
    nodes: list[Node] = []
    if view.choice("step") != "new":
        target = state.address(view.choosing(step="new", sheet=None))
        nodes.append(link(_("New step"), href=target, cls="way-out"))
    if owner is not None:
        named = queries.happened(selection.snapshot, [owner.activity])
        nodes.append(
            el(
                "span",
                _("Only of:"),
                " ",
                follow_ups.belongs_to(owner, named, selection.snapshot),
                " · ",
                link(_("All steps"), href=state.address(view.choosing(of=None, step=None))),
            )
        )
    if agenda.roles:
        roles = {"": _("all"), **{role: role for role in agenda.roles}}
        nodes.append(components.switch(_("Responsible:"), roles, view.choice("by"), "by"))
    shown = {"": _("open"), "1": _("done")}
    nodes.append(components.switch(_("Show:"), shown, view.choice("done"), "done"))
    draw_document("step_ways", el("div", *nodes, cls="step-ways"))


def _steps(selection: Selection, agenda: Agenda, owner: FollowUp | None) -> None:
    """The open steps by urgency, or those that are done; of very many, a page of them."""
    done = bool(state.view().choice("done"))
    ordered = agenda.done if done else tuple(one for part in agenda.open.values() for one in part)
    first = (table.sheet(len(ordered), _LINES) - 1) * _LINES
    shown = set(ordered[first : first + _LINES])
    groups: list[tuple[str, Steps]] = (
        [(n_("{count} step done", "{count} steps done", len(agenda.done)), agenda.done)]
        if done
        else [(follow_ups.urgency(kind, len(part)), part) for kind, part in agenda.open.items()]
    )
    today = clock.today(selection.snapshot.home)
    nodes: list[Node] = []
    for title, part in groups:
        visible = tuple(one for one in part if one in shown)
        if visible:
            lines = follow_ups.lines(visible, selection.snapshot, today, owners=owner is None)
            nodes.append(el("section", el("h2", title), lines))
    draw_document(
        "steps",
        el("div", *nodes, cls="agenda") if nodes else _nothing(done=done),
        *table.pager(len(ordered), _LINES),
    )


def _nothing(*, done: bool) -> Node:
    """What stands in the place of steps: what they are for, as long as there are none at all."""
    if follow_ups.known():
        said = _("No step of these is done yet.") if done else _("No step of these is open.")
        return el("p", said, cls="muted")
    told = _("A step says what is to be done after an activity or with a partner, who is "
             "responsible and until when. Open steps also stand on the desk, on the activity’s "
             "card and on the partner’s.")  # fmt: skip
    return el("p", told, cls="muted points")


def _download(selection: Selection, agenda: Agenda) -> None:
    """The days on which steps are due, for a calendar."""
    found = follow_ups.reminders(agenda, selection.snapshot)
    if not found:
        return
    home, name, somebody = selection.snapshot.home, _("Next steps"), access.person()

    def make() -> bytes:
        access.still(somebody)  # a file is made after its page
        return reminders_ics(found, home, f"{home.product}: {name}", made=datetime.now(UTC))

    st.download_button(
        _("The due days for a calendar (iCalendar)"),
        make,
        file_name=downloads.named(file_name([home.product, name], "ics")),
        mime="text/calendar",
        key="download_steps",
        type="tertiary",
        on_click="ignore",
    )
