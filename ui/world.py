"""The map of a selection, with its names and tooltips in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd
import pydeck
import streamlit as st

from charts.map import UNTOUCHED, Editions, MapLayers, MapTexts, clicked, deck, next_editions
from charts.theme import palette
from data import queries
from data.model import Direction, Place, Relation
from data.queries import Selection
from data.snapshot import Snapshot
from ui import cache, state, words
from ui.document import Node, el, static_address, styled
from ui.i18n import Tongue, _, tongue

EVERYTHING = MapLayers()


@dataclass(frozen=True)
class Picture:
    """How the map is shown; ``width`` and ``height`` in pixels frame its first view."""

    width: int
    height: int
    layers: MapLayers = EVERYTHING
    globe: bool = False
    navigable: bool = True
    """whether the reader may move and zoom; otherwise the wheel scrolls the page"""
    editions: Editions = UNTOUCHED


def draw_world(
    selection: Selection, picture: Picture, *, key: str, alt: str, pick: Callable[[str, str], None]
) -> None:
    """Draw the map; ``pick`` gets what was clicked (``place`` or ``country``, and its key)."""
    theme = "dark" if state.is_dark() else "light"
    picture = replace(picture, editions=st.session_state.get(_editions(key), UNTOUCHED))
    st.pydeck_chart(
        _deck(selection, picture, tongue(), theme, _outlines_url()),
        key=key,
        height=picture.height,
        selection_mode="single-object",
        on_select=_picker(key, pick),
        alt=alt,
    )


def legend(selection: Selection) -> list[Node]:
    """The directions that the arcs show, and what a hollow dot means."""
    colours = palette(dark=state.is_dark())
    flows = cache.ask(queries.flows, selection)
    present = [
        code
        for code in (Direction.INBOUND, Direction.OUTBOUND, Direction.MUTUAL)
        if (flows["direction"] == code).any()
    ]
    keys = [
        styled(el("span", words.direction(code), cls="key"), {"colour": colours.direction(code)})
        for code in present
    ]
    hollow = el("span", _("Partner city without activity"), cls="key hollow")
    return [*keys, styled(hollow, {"colour": colours.hollow})]


@lru_cache(maxsize=128)
def _deck(
    selection: Selection, picture: Picture, speak: Tongue, theme: str, outlines_url: str
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
        layers=picture.layers,
        texts=_texts(snapshot, places, countries, speak),
        outlines_url=outlines_url,
        width=picture.width,
        height=picture.height,
        globe=picture.globe,
        dark=theme == "dark",
        navigable=picture.navigable,
        editions=picture.editions,
    )


@lru_cache(maxsize=2)
def _partner_cities(snapshot: Snapshot) -> dict[str, Place]:
    partners = snapshot.reference.partners.values()
    return {
        p.place: snapshot.places[p.place] for p in partners if p.relation is Relation.PARTNER_CITY
    }


def _texts(
    snapshot: Snapshot, places: pd.DataFrame, countries: pd.DataFrame, speak: Tongue
) -> MapTexts:
    home = snapshot.home
    partner_names = {key: speak.name(place) for key, place in _partner_cities(snapshot).items()}
    place_names = {key: speak.name(snapshot.places[key]) for key in places["place"].tolist()}
    # the home country is no country abroad, yet places in it may be known as it alone
    country_names = {
        code: speak.formats.country(code) for code in (*countries["country"].tolist(), home.country)
    }
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
    return list(
        zip(*(frame[column].tolist() for column in (name, "activities", "planned")), strict=True)
    )


def _tip(name: str, held: int, planned: int, speak: Tongue) -> str:
    return "\n".join((name, *_counted(held, planned, speak)))


@lru_cache(maxsize=1024)
def _counted(held: int, planned: int, speak: Tongue) -> tuple[str, ...]:
    """The same few numbers come again and again, and to spell one takes longer than the rest."""
    lines = [speak.plural("{count} activity", "{count} activities", held)]
    if planned:
        lines.append(speak.plural("{count} planned", "{count} planned", planned))
    return tuple(lines)


def _picker(key: str, pick: Callable[[str, str], None]) -> state.Callback:
    def picked() -> None:
        event = st.session_state[key]
        before = st.session_state.get(_editions(key), UNTOUCHED)
        st.session_state[_editions(key)] = next_editions(event, before)
        found = clicked(event)
        if found is None or found[0] == "home":
            state.keep()
        else:
            pick(*found)

    return picked


def _editions(key: str) -> str:
    return f"editions_{key}"


def _outlines_url() -> str:
    """Absolute, because deck.gl fetches it from a worker that does not know the page's address."""
    shown = (st.context.url or "").partition("?")[0].rstrip("/")
    root = shown.removesuffix(f"/{state.view().page}").rstrip("/")
    return f"{root}/{static_address('countries.geojson')}"
