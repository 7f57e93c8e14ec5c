"""The map of a selection, with its names and tooltips in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pandas as pd
import pydeck
import streamlit as st

from charts.map import MapLayers, MapTexts, clicked, deck
from charts.theme import palette
from data import queries
from data.model import Direction, Relation
from data.queries import Selection
from data.snapshot import Snapshot
from ui import cache, state, words
from ui.document import Node, el, styled
from ui.i18n import Tongue, _, n_, tongue

_OUTLINES = "app/static/countries.geojson"


def draw_world(
    selection: Selection,
    *,
    key: str,
    width: int,
    height: int,
    alt: str,
    pick: Callable[[str, str], None],
    layers: MapLayers = MapLayers(),
    globe: bool = False,
    navigable: bool = True,
) -> None:
    """Draw the map; ``pick`` gets what was clicked (``place`` or ``country``, and its key)."""
    st.pydeck_chart(
        _deck(selection, tongue(), layers, globe, state.is_dark(), width, height, navigable, _outlines_url()),
        key=key,
        height=height,
        selection_mode="single-object",
        on_select=_picker(key, pick),
        alt=alt,
    )


def legend(selection: Selection) -> list[Node]:
    """The directions that the arcs show, and what a hollow dot means."""
    colours = palette(dark=state.is_dark())
    flows = cache.ask(queries.flows, selection)
    present = [code for code in (Direction.INBOUND, Direction.OUTBOUND, Direction.MUTUAL) if (flows["direction"] == code).any()]
    keys = [
        styled(el("span", words.direction(code), cls="key"), {"colour": colours.direction(code)})
        for code in present
    ]
    hollow = el("span", _("Partner city without activity"), cls="key hollow")
    return [*keys, styled(hollow, {"colour": colours.hollow})]


@lru_cache(maxsize=128)
def _deck(
    selection: Selection,
    speak: Tongue,
    layers: MapLayers,
    globe: bool,
    dark: bool,
    width: int,
    height: int,
    navigable: bool,
    outlines_url: str,
) -> pydeck.Deck:
    snapshot = selection.snapshot
    places = cache.ask(queries.per_place, selection)
    countries = cache.ask(queries.per_country, selection)
    return deck(
        home=snapshot.home,
        places=places,
        flows=cache.ask(queries.flows, selection),
        countries=countries,
        partners=_partner_cities(snapshot),
        layers=layers,
        texts=_texts(snapshot, places, countries, speak),
        outlines_url=outlines_url,
        width=width,
        height=height,
        globe=globe,
        dark=dark,
        navigable=navigable,
    )


def _partner_cities(snapshot: Snapshot) -> dict[str, object]:
    partners = snapshot.reference.partners.values()
    return {p.place: snapshot.places[p.place] for p in partners if p.relation is Relation.PARTNER_CITY}


def _texts(snapshot: Snapshot, places: pd.DataFrame, countries: pd.DataFrame, speak: Tongue) -> MapTexts:
    home = snapshot.home
    partner_names = {key: speak.name(place) for key, place in _partner_cities(snapshot).items()}
    place_names = {key: speak.name(snapshot.places[key]) for key in places["place"]}
    country_names = {code: speak.formats.country(code) for code in countries["country"]}
    return MapTexts(
        home=home.city_de if speak.code == "de" else home.city_en,
        places=partner_names | place_names,
        countries=country_names,
        place_tips={key: _tip(place_names[key], held, planned, speak)
                    for key, held, planned in _counts(places, "place")},
        country_tips={code: _tip(country_names[code], held, planned, speak)
                      for code, held, planned in _counts(countries, "country")},
        outline_names=speak.code,
    )  # fmt: skip


def _counts(frame: pd.DataFrame, name: str) -> list[tuple[str, int, int]]:
    return list(zip(frame[name], frame["activities"], frame["planned"], strict=True))


def _tip(name: str, held: int, planned: int, speak: Tongue) -> str:
    lines = [name, speak.plural("{count} activity", "{count} activities", held)]
    if planned:
        lines.append(speak.plural("{count} planned", "{count} planned", planned))
    return "\n".join(lines)


def _picker(key: str, pick: Callable[[str, str], None]) -> state.Callback:
    def picked() -> None:
        found = clicked(st.session_state[key])
        if found is not None:
            pick(*found)

    return picked


def _outlines_url() -> str:
    """Absolute, because deck.gl fetches it from a worker that does not know the page's address."""
    shown = (st.context.url or "").split("?")[0].rstrip("/")
    return f"{shown.removesuffix('/' + state.view().page).rstrip('/')}/{_OUTLINES}"
