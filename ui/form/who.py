"""Who took part: organisations with what each did, and how many came."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import numpy as np
import streamlit as st

from data.model import Qualifier, Role, Unit
from data.problems import Fault
from data.snapshot import Snapshot
from data.values import join_parts, parts, read_organisation
from ui import cache, field_names, state, words
from ui.form.entry import Entry, typed
from ui.form.fields import TYPING, field, key
from ui.i18n import _

_MARKS: Final = re.compile(r"[\\`*_{}\[\]()#+\-.!|~$:<>]")
_MOST: Final = 1_000
"""Organisations that are suggested: those that occur most often."""


def draw_organisations(current: Entry, snapshot: Snapshot) -> None:
    """Names from the records or new ones, and what each did."""
    roles = _roles(current.cells["organisations"])
    with field(current, snapshot, "organisations"):
        state.put(key("organisations"), list(roles))
        known = _known(snapshot)
        st.multiselect(
            field_names.of_field("organisations"),
            [*known, *(name for name in roles if name not in known)],
            key=key("organisations"),
            placeholder=_("Type names; those of the records are suggested"),
            accept_new_options=True,
            filter_mode="contains",
            select_all=False,
            on_change=lambda: _take_names(current),
        )
        for number, (name, chosen) in enumerate(roles.items()):
            _draw_roles(current, number, name, chosen)


def _draw_roles(current: Entry, number: int, name: str, chosen: list[Role]) -> None:
    widget = key(f"role_{number}")

    def take() -> None:
        roles = _roles(current.cells["organisations"])
        roles[name] = [Role(code) for code in st.session_state[widget]]
        typed(current, organisations=_cell(roles))

    named = {role.value: words.role(role) for role in Role}
    state.put(widget, [role.value for role in chosen])
    st.pills(
        _("What did {name} do?", name=_plain(name)),
        list(named),
        format_func=lambda code: named[code],
        selection_mode="multi",
        key=widget,
        on_change=take,
    )


def _take_names(current: Entry) -> None:
    before = _roles(current.cells["organisations"])
    chosen = [str(name).strip() for name in st.session_state[key("organisations")]]
    roles = {name: before.get(name, [Role.PARTNER]) for name in chosen if name}
    typed(current, organisations=_cell(roles))


def _roles(cell: str) -> dict[str, list[Role]]:
    """What each organisation did, in the record's order."""
    found: dict[str, list[Role]] = {}
    for part in parts(cell):
        try:
            organisation = read_organisation(part)
        except Fault:
            found.setdefault(part, [])
        else:
            found.setdefault(organisation.name, []).append(organisation.role)
    return found


def _cell(roles: dict[str, list[Role]]) -> str:
    """The inverse of :func:`_roles`; an organisation without a role is written without one."""
    return join_parts(
        one
        for name, chosen in roles.items()
        for one in ([f"{name} ({role})" for role in chosen] or [name])
    )


def _plain(name: str) -> str:
    """A name that is no markup where a label would read it as some."""
    return _MARKS.sub(r"\\\g<0>", name)


@cache.kept
def _known(snapshot: Snapshot) -> tuple[str, ...]:
    facts = snapshot.facts["organisation"]
    ranked: Iterable[int] = np.argsort(-np.diff(facts.code_offsets), kind="stable").tolist()
    return tuple(str(facts.names[code]) for code in ranked if facts.names[code])[:_MOST]


def draw_participants(current: Entry, snapshot: Snapshot) -> None:
    """A number, how exact it is and what it counts; unknown is empty."""
    with (
        field(current, snapshot, "participants"),
        st.container(horizontal=True, key="form_count"),
    ):
        state.put(key("participants"), current.cells["participants"])
        st.text_input(
            field_names.of_field("participants"),
            key=key("participants"),
            live=TYPING,
            width=140,
            placeholder=_("unknown"),
            on_change=lambda: _take_count(current),
        )
        exact = {one.value: words.qualifier(one) for one in Qualifier}
        _draw_one_of(current, "participants_qualifier", _("How exact"), exact)
        counted = {one.value: words.unit(one) for one in Unit}
        _draw_one_of(current, "participants_unit", _("Counted were"), counted)


def _take_count(current: Entry) -> None:
    count = str(st.session_state[key("participants")] or "").strip()
    typed(current, participants=count)


def _draw_one_of(current: Entry, column: str, label: str, options: dict[str, str]) -> None:
    chosen = current.cells[column]

    def take() -> None:
        typed(current, **{column: st.session_state[key(column)] or ""})

    state.put(key(column), chosen if chosen in options else None)
    st.segmented_control(
        label,
        list(options),
        format_func=lambda code: options[code],
        key=key(column),
        on_change=take,
    )
