"""Saying by hand where a place is that no list knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import streamlit as st

from data import queries
from data.coordinates import read_coordinates
from data.model import Access, Located, Place
from data.snapshot import Snapshot
from ui import access, notice, state, store, waiting, words
from ui.document import draw as draw_document
from ui.document import el
from ui.i18n import _

_WIDTH: Final = 460
_HERE: Final = "coordinates"
_PLACE: Final = "coordinates_place"
_TEXT: Final = "coordinates_text"


def draw(snapshot: Snapshot) -> None:
    """A form for editors; nothing where every place has coordinates."""
    if not access.may(Access.EDITOR):
        return
    notice.draw(_HERE)
    places = {place.key: place for place in queries.unlocated(snapshot)}
    if not places:
        return
    draw_document("coordinates", el("h2", _("Enter where a place is")))
    with st.container(width=_WIDTH), st.form("coordinates_form", border=False):
        st.selectbox(
            _("Place"),
            list(places),
            None,
            key=_PLACE,
            format_func=lambda key: f"{words.place(key, snapshot)} ({places[key].country})",
        )
        st.text_input(
            _("Latitude, longitude"),
            key=_TEXT,
            max_chars=60,
            placeholder=_("for example 51.514, 7.465"),
            help=_("As maps tell them, in degrees; south and west are negative."),
        )
        st.form_submit_button(_("Put it on the map"), on_click=_locate, args=(places, snapshot))


@waiting.told
def _locate(places: Mapping[str, Place], snapshot: Snapshot) -> None:
    state.keep()
    place = places.get(st.session_state[_PLACE] or "")
    where = read_coordinates(st.session_state[_TEXT])
    if not access.may(Access.EDITOR):
        notice.say_signed_out()
    elif place is None:
        notice.say(_HERE, _("Nothing was written: choose the place."))
    elif where is None:
        told = _(
            "Nothing was written: “{text}” is no latitude and longitude. Right would be 51.514, "
            "7.465.",
            text=st.session_state[_TEXT],
        )
        notice.say(_HERE, told)
    else:
        located = replace(place, lat=where[0], lon=where[1], located=Located.TEAM)
        store.store().locate([located], by=access.person().name)
        store.look_again()
        said = _("{place} is on the map now.", place=words.place(place.key, snapshot))
        notice.say(_HERE, said)
        st.session_state[_TEXT] = ""
