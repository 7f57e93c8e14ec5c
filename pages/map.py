"""Where?"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from charts.map import MapLayers
from data import queries
from data.model import Month, Period
from data.queries import Selection
from ui import access, cache, components, profile, sentences, state
from ui.i18n import _, tongue
from ui.world import Picture, draw_world, legend

_SIZE = {"wide": (908, 500), "medium": (780, 480), "narrow": (358, 340)}
"""Pixels, by the class of the window's width."""
_STEP = "0.9s"
_LAYERS = ("cities", "arcs", "countries", "places")


def draw() -> None:
    selection = cache.select(state.view().filters)
    question = _("Where?")
    if not selection.total:
        components.answer(question)
        components.empty_state(selection)
        return
    components.answer(question, *sentences.map_answer(selection))
    left, right = components.two_columns(13, 6)
    with left:
        _controls()
        # While it plays, only the map runs again, by itself.
        film = access.while_signed_in(_film)
        st.fragment(film, run_every=_STEP if state.is_playing() else None)(selection)
    with right:
        profile.draw_beside(selection)


def _controls() -> None:
    """Which layers are drawn, and on what."""
    view = state.view()
    names = {
        "cities": _("Partner cities"),
        "arcs": _("Arcs"),
        "countries": _("Countries"),
        "places": _("All places"),
    }
    state.put("layers", _chosen_layers())
    state.put("surface", view.choice("globe") or "flat")
    with st.container(horizontal=True, vertical_alignment="center", key="map_controls"):
        st.pills(
            _("Layers"),
            _LAYERS,
            format_func=lambda name: names[name],
            selection_mode="multi",
            key="layers",
            on_change=_take_layers,
            label_visibility="collapsed",
        )
        st.segmented_control(
            _("Surface"),
            ("flat", "globe"),
            format_func=lambda name: {"flat": _("Flat map"), "globe": _("Globe")}[name],
            required=True,
            key="surface",
            on_change=lambda: state.choose(
                globe="globe" if st.session_state.surface == "globe" else None
            ),
            label_visibility="collapsed",
        )


def _chosen_layers() -> list[str]:
    """The layers of the view; without a choice all of them."""
    chosen = state.view().choice("layer")
    return [name for name in _LAYERS if name in chosen.split(".")] if chosen else list(_LAYERS)


def _take_layers() -> None:
    chosen = st.session_state.layers
    everything = len(chosen) == len(_LAYERS)
    state.choose(layer=None if everything else ".".join(chosen) or "none")


def _film(selection: Selection) -> None:
    """The map up to the month that the slider shows, and the slider with its play button."""
    if state.is_ahead():
        st.rerun()
    months = [str(month) for month in queries.active_months(selection)]
    until = _advance(months)
    _map(_up_to(selection, until))
    if len(months) > 1:
        _slider(months, until)


def _advance(months: list[str]) -> str | None:
    """The month to show: the chosen one, or while it plays the one after the last shown."""
    chosen = state.view().choice("until")
    if not months:
        return None
    if chosen not in months:
        chosen = months[-1]
    if not state.is_playing():
        return chosen
    return state.next_frame(months)


def _up_to(selection: Selection, until: str | None) -> Selection:
    if until is None or selection.period is None:
        return selection
    last = max(Month.parse(until), selection.period.first)
    if last >= selection.period.last:
        return selection
    return cache.select(replace(selection.filters, period=Period(selection.period.first, last)))


def _map(shown: Selection) -> None:
    layers = _chosen_layers()
    title = sentences.where(cache.ask(queries.per_country, shown))
    components.heading("map", title, "", *legend(shown))
    picture = Picture(
        *_SIZE[state.width()],
        layers=MapLayers(
            partner_cities="cities" in layers,
            arcs="arcs" in layers,
            countries="countries" in layers,
            places="places" in layers,
        ),
        globe=state.view().choice("globe") == "globe",
    )
    draw_world(shown, picture, key="map", alt=title, pick=_open_profile)


def _open_profile(kind: str, key: str) -> None:
    state.choose(open=f"{kind}.{key}")


def _slider(months: list[str], until: str | None) -> None:
    """Months in which something happened; the map shows everything up to the chosen one."""
    playing = state.is_playing()
    state.put("until", until)
    with st.container(horizontal=True, vertical_alignment="center", key="film"):
        st.button(
            _("Pause") if playing else _("Play"),
            icon=":material/pause:" if playing else ":material/play_arrow:",
            key="play",
            on_click=state.stop_playing if playing else state.start_playing,
        )
        st.select_slider(
            _("Activities up to"),
            months,
            format_func=lambda month: tongue().formats.month(Month.parse(month)),
            key="until",
            on_change=_take_month,
            args=(months[-1],),
        )


def _take_month(last: str) -> None:
    chosen = st.session_state.until
    state.stop_playing()
    state.choose(until=None if chosen == last else chosen)
