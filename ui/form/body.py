"""The form's fields in their order, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from data.model import Direction, Network, Sector, Status, Visibility
from data.snapshot import Snapshot
from ui import state, words
from ui.document import draw, el, link
from ui.form import dates, fields, places, saving, who
from ui.form.entry import Entry
from ui.i18n import _, tongue


def draw_body(current: Entry, snapshot: Snapshot) -> None:
    """Every field of an activity, and the buttons."""
    with st.container(key="form"):
        _heading("what", _("What"))
        _beside(current, snapshot, fields.text, "title_de", "title_en")
        _choices(current, snapshot)
        _heading("when", _("When"))
        dates.draw_dates(current, snapshot)
        _heading("who", _("Where and with whom"))
        _where(current, snapshot)
        who.draw_organisations(current, snapshot)
        who.draw_participants(current, snapshot)
        _heading("told", _("What came of it"))
        _beside(current, snapshot, fields.long_text, "outcome_de", "outcome_en")
        _beside(current, snapshot, fields.long_text, "note_de", "note_en")
        fields.long_text(current, snapshot, "follow_up")
        _heading("source", _("Where the facts come from"))
        _beside(current, snapshot, fields.text, "source", "source_url")
        _draw_id(current, snapshot)
        _buttons(current, snapshot)


def _heading(key: str, title: str) -> None:
    draw(f"form_head_{key}", el("h2", title))


def _beside(
    current: Entry,
    snapshot: Snapshot,
    field: Callable[[Entry, Snapshot, str], None],
    left: str,
    right: str,
) -> None:
    """Two fields side by side."""
    for column, name in zip(st.columns(2), (left, right), strict=True):
        with column:
            field(current, snapshot, name)


def _choices(current: Entry, snapshot: Snapshot) -> None:
    kinds = {code: words.kind(code, snapshot) for code in snapshot.reference.kinds}
    fields.choice(current, snapshot, "kind", kinds)
    with st.container(horizontal=True, key="form_choices"):
        for column, options in (
            ("direction", {one.value: words.direction(one) for one in Direction}),
            ("status", {one.value: words.status(one) for one in Status}),
            ("visibility", {one.value: words.visibility(one) for one in Visibility}),
        ):
            with st.container(width="content"):
                fields.choice(current, snapshot, column, options)


def _where(current: Entry, snapshot: Snapshot) -> None:
    venue, counterparts = st.columns(2)
    with venue:
        places.draw_venue(current, snapshot)
    with counterparts:
        places.draw_counterparts(current, snapshot)
    sectors, networks = st.columns(2)
    with sectors:
        fields.several(current, snapshot, "sectors", _sectors(snapshot))
    with networks:
        fields.several(current, snapshot, "networks", _networks(snapshot))


def _sectors(snapshot: Snapshot) -> dict[str, str]:
    """Each sector with the one that it is a part of."""
    speak, sectors = tongue(), snapshot.reference.sectors

    def name(sector: Sector) -> str:
        above = sectors.get(sector.parent or "")
        return f"{speak.name(sector)} ({speak.name(above)})" if above else speak.name(sector)

    return {code: name(sector) for code, sector in sectors.items()}


def _networks(snapshot: Snapshot) -> dict[str, str]:
    def name(network: Network) -> str:
        full = tongue().full_name(network)
        return network.name if full == network.name else f"{network.name} – {full}"

    return {code: name(network) for code, network in snapshot.reference.networks.items()}


def _draw_id(current: Entry, snapshot: Snapshot) -> None:
    """Proposed for a new record, and fixed from the first save on."""
    if not current.is_new:
        return
    fields.text(
        current,
        snapshot,
        "id",
        placeholder=saving.propose_id(current),
        help_text=_("Stands in addresses and files and never changes. Left empty, the form makes "
                    "one of the date and the title."),
    )  # fmt: skip


def _buttons(current: Entry, snapshot: Snapshot) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="form_buttons"):
        st.button(
            _("Save"),
            key="form_save",
            type="primary",
            shortcut="Ctrl+S",
            on_click=lambda: saving.save(current, snapshot),
        )
        st.button(
            _("Save and enter the next one"),
            key="form_save_next",
            on_click=lambda: saving.save(current, snapshot, then_next=True),
        )
        if not current.is_new:
            view = state.view()
            ways = [
                link(_("Card"), href=state.address(view.choosing(record=current.of))),
                link(_("As a template"), href=state.address(
                    view.choosing(of="new", like=current.of))),
                link(_("Delete"), href=state.address(view.choosing(ask="delete"))),
            ]  # fmt: skip
            draw("form_ways", el("nav", *ways, cls="actions", aria_label=_("More")))
