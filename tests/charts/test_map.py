"""What is sent to the map: everywhere on the sphere, from anywhere, small, and only text."""

from __future__ import annotations

import dataclasses
import itertools
import json
import math
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts import map as atlas
from charts import projection
from charts.map import Editions, MapLayers, MapTexts, clicked, next_editions, shade
from data.model import Home, Located, Place
from tests.builders import HOME
from tests.charts.decks import (
    FAR,
    HOSTILE,
    SEPTEMBER,
    TAVEUNI,
    Case,
    Ends,
    anywhere,
    build,
    frames,
    latitudes,
    layer,
    longitudes,
    names,
    paths,
    sent,
)


def angle(start: Sequence[float], end: Sequence[float]) -> float:
    """Degrees between two positions, as seen from the centre of the Earth."""
    (lon, lat), (to_lon, to_lat) = (map(math.radians, at[:2]) for at in (start, end))
    cosine = math.sin(lat) * math.sin(to_lat)
    cosine += math.cos(lat) * math.cos(to_lat) * math.cos(to_lon - lon)
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


@settings(max_examples=60, deadline=None)
@given(ends=anywhere, lat=latitudes, lon=longitudes, globe=st.booleans())
def test_no_stripe_crosses_the_map(*, ends: Ends, lat: float, lon: float, globe: bool) -> None:
    deck = sent(ends, Case(home=dataclasses.replace(HOME, lat=lat, lon=lon), globe=globe))
    for path in paths(deck):
        assert all(math.isfinite(number) for at in path for number in at)
        assert all(abs(at[1]) <= 90 for at in path)
        if globe:  # over a pole the longitude turns round while the arc goes straight on
            assert all(angle(a, b) < 30 for a, b in itertools.pairwise(path))
        else:
            assert all(abs(b[0] - a[0]) < 180 for a, b in itertools.pairwise(path))
    assert all(math.isfinite(value) for value in deck["initialViewState"].values())


@settings(max_examples=40, deadline=None)
@given(ends=anywhere, exact=st.booleans(), globe=st.booleans())
def test_every_point_and_label_lies_where_its_place_is(
    *, ends: Ends, exact: bool, globe: bool
) -> None:
    deck = sent(ends, Case(globe=globe), exact=exact)
    where = {(round(lon, 2), round(lat, 2)) for _, lat, lon in ends.values()}
    home = (round(HOME.lon, 2), round(HOME.lat, 2))
    for name in ("places", "labels"):
        for row in layer(deck, name)["data"]:
            assert tuple(row["p"]) in where | {home}, row
    shown = {tuple(row["p"]) for row in layer(deck, "places")["data"]}
    assert shown == where | {home} or not exact


@pytest.mark.parametrize("home", [HOME, TAVEUNI], ids=["Dortmund", "at 179° east"])
def test_every_arc_starts_at_home_and_ends_where_it_should(home: Home) -> None:
    deck = sent(FAR, Case(home=home))
    reached = set()
    for path in paths(deck):
        assert (path[0][0] - home.lon) % 360 == pytest.approx(0, abs=0.02)
        assert path[0][1] == pytest.approx(home.lat, abs=0.01)
        lon, lat = path[-1]
        reached |= {
            key
            for key, (_, y, x) in FAR.items()
            if math.isclose(lat, y, abs_tol=0.01) and abs(math.remainder(lon - x, 360)) < 0.02
        }
    assert reached == set(FAR)


def test_an_arc_over_the_date_line_is_drawn_on_both_sides_of_it() -> None:
    lines = paths(sent({"honolulu-us": FAR["honolulu-us"]}, Case(home=TAVEUNI)))
    assert len(lines) == 2
    assert max(at[0] for at in lines[0]) > 180
    assert min(at[0] for at in lines[1]) < -180 + 1e-9
    assert any(-180 <= at[0] <= -157 for at in lines[1])


def view(deck: dict[str, Any], width: int, height: int) -> projection.View:
    state = deck["initialViewState"]
    return projection.View(state["longitude"], state["latitude"], state["zoom"], width, height)


def test_a_still_view_shows_the_same_and_nobody_can_move_it() -> None:
    moving, still = (sent(SEPTEMBER, Case(navigable=navigable)) for navigable in (True, False))
    [shown] = still["views"]
    assert shown["viewState"] == moving["initialViewState"]
    assert (shown["controller"], bool(moving["views"][0]["controller"])) == (False, True)
    assert still["initialViewState"] == sent(FAR, Case(navigable=False))["initialViewState"]


@pytest.mark.parametrize("size", [(840, 420), (358, 300)])
@pytest.mark.parametrize(
    ("home", "ends"), [(HOME, SEPTEMBER), (HOME, FAR), (TAVEUNI, FAR)], ids=["sep", "far", "179°"]
)
def test_the_first_view_shows_what_is_selected(
    size: tuple[int, int], home: Home, ends: Ends
) -> None:
    width, height = size
    deck = sent(ends, Case(home=home, width=width, height=height))
    camera = view(deck, width, height)
    for _, lat, lon in [("", home.lat, home.lon), *ends.values()]:
        x, y = camera.pixel(lon, lat)
        assert 0 <= x <= width
        assert 0 <= y <= height


@pytest.mark.parametrize(
    ("ends", "twice"),
    [
        ({}, False),
        (SEPTEMBER, False),
        (SEPTEMBER | {"anchorage-us": FAR["anchorage-us"]}, False),
        ({"suva-fj": FAR["suva-fj"]}, True),
    ],
    ids=["nothing", "September", "from west to east", "across the date line"],
)
def test_the_world_is_drawn_twice_only_where_the_view_crosses_its_edge(
    *, ends: Ends, twice: bool
) -> None:
    home = TAVEUNI if twice else HOME
    camera = view(sent(ends, Case(home=home)), 840, 420)
    half = 420 / camera.scale
    assert (abs(camera.lon) + half > 180 + 0.05) == twice


def test_the_view_closes_in_but_not_too_far_and_opens_for_nothing() -> None:
    world = view(sent({}), 840, 420)
    near = view(sent({"luenen-de": ("DE", 51.62, 7.53)}), 840, 420)
    england = view(sent({"leeds-gb": SEPTEMBER["leeds-gb"]}), 840, 420)
    assert near.zoom == pytest.approx(atlas.MAX_ZOOM)
    assert world.zoom < england.zoom <= near.zoom
    assert world.scale * 360 >= 840 - 1


@settings(max_examples=40, deadline=None)
@given(ends=anywhere, globe=st.booleans())
def test_what_is_sent_is_short_and_asks_nobody(*, ends: Ends, globe: bool) -> None:
    text = build(frames(ends), Case(globe=globe)).to_json()
    assert len(text.encode()) < 12_000
    assert "\n" not in text
    assert "http" not in text
    assert json.loads(text)["mapStyle"] == "__MAP_STYLE__"  # else Streamlit fetches CARTO's


def test_a_typical_selection_is_under_20_kilobytes() -> None:
    texts = MapTexts("Dortmund", {}, {}, dict.fromkeys(SEPTEMBER, "Ort\n12 Aktivitäten"))
    for globe in (False, True):
        deck = build(frames(SEPTEMBER | FAR), Case(partners=PARTNERS, globe=globe, texts=texts))
        assert len(deck.to_json().encode()) < 20_000


def test_hundreds_of_cities_stay_under_60_kilobytes() -> None:
    ends = {f"stadt-{n}": ("GB", -50 + n / 4, (n * 37) % 360 - 180.0) for n in range(400)}
    assert len(build(frames(ends), Case(globe=True)).to_json().encode()) < 60_000


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_stay_text(text: str) -> None:
    ends = {text: SEPTEMBER["leeds-gb"]}
    texts = MapTexts(text, {text: text}, {"GB": text}, {text: text}, {"GB": text})
    for exact in (True, False):
        deck = build(frames(ends, exact=exact), Case(texts=texts))
        assert "html" not in deck._tooltip
        assert deck._tooltip["text"] == "{de}"
        spoken = json.loads(deck.to_json())
        rows = layer(spoken, "places")["data"] + layer(spoken, "labels")["data"]
        strings = [value for row in rows for value in row.values() if isinstance(value, str)]
        assert not [value for value in strings if value.startswith("@@")]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_click_gives_the_key_back(text: str) -> None:
    deck = sent({text: SEPTEMBER["leeds-gb"]})
    (row,) = [row for row in layer(deck, "places")["data"] if row["kind"] == "place"]
    event = {"selection": {"indices": {"places.0": [0]}, "objects": {"places.0": [row]}}}
    assert clicked(event) == ("place", text)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({}, None),
        ({"selection": {"indices": {}, "objects": {}}}, None),
        ({"selection": {"objects": {"countries": []}}}, None),
        (
            {"selection": {"objects": {"countries": [{"properties": {"iso2": "GB", "n": 157}}]}}},
            ("country", "GB"),
        ),
        ({"selection": {"objects": {"countries": [{"properties": {"iso2": ""}}]}}}, None),
        ({"selection": {"objects": {"countries": [{"properties": None}]}}}, None),
        (
            {"selection": {"objects": {"places": [{"kind": "home", "key": "dortmund-de"}]}}},
            ("home", "dortmund-de"),
        ),
    ],
)
def test_clicked(event: dict[str, Any], expected: tuple[str, str] | None) -> None:
    assert clicked(event) == expected


PARTNERS = {
    "leeds-gb": Place("leeds-gb", "Leeds", "Leeds", "GB", 53.8, -1.55, 1, Located.REFERENCE),
    "amiens-fr": Place("amiens-fr", "Amiens", "Amiens", "FR", 49.9, 2.3, 2, Located.REFERENCE),
    "nowhere": Place("nowhere", "?", "?", "FR", None, None, None, Located.UNKNOWN),
}


def drawn(deck: dict[str, Any]) -> set[tuple[str, str]]:
    return {(row["kind"], row["key"]) for row in layer(deck, "places")["data"]}


@pytest.mark.parametrize(
    ("layers", "expected", "arcs"),
    [
        (MapLayers(), {"leeds-gb", "amiens-fr", "kumasi-gh"}, True),
        (MapLayers(partner_cities=False), {"kumasi-gh"}, True),
        (MapLayers(places=False), {"leeds-gb", "amiens-fr"}, True),
        (MapLayers(arcs=False), {"leeds-gb", "amiens-fr", "kumasi-gh"}, False),
    ],
)
def test_layers_can_be_switched(*, layers: MapLayers, expected: set[str], arcs: bool) -> None:
    ends = {key: SEPTEMBER[key] for key in ("leeds-gb", "kumasi-gh")}
    deck = sent(ends, Case(partners=PARTNERS, layers=layers))
    assert {key for kind, key in drawn(deck) if kind == "place"} == expected
    assert [key for kind, key in drawn(deck) if kind == "home"] == ["dortmund-de"]
    assert ("arcs" in names(deck)) == arcs


def test_an_end_known_as_a_country_alone_is_a_country() -> None:
    deck = sent({"": ("CA", 56.1, -106.3)}, exact=False)
    assert ("country", "CA") in drawn(deck)


def shades(deck: dict[str, Any]) -> str:
    return str(layer(deck, "countries")["updateTriggers"]["getFillColor"][0])


def test_the_next_edition_forgets_what_was_clicked() -> None:
    event = {"selection": {"indices": {"places.2": [0]}, "objects": {}}}
    editions = next_editions(event, Editions(outlines=1, spots=2))
    assert editions == Editions(outlines=1, spots=3)
    event = {"selection": {"indices": {"countries.1": [0]}, "objects": {}}}
    assert next_editions(event, editions) == Editions(outlines=2, spots=3)


def test_countries_are_shaded_by_their_number_and_only_when_wanted() -> None:
    deck = sent({"leeds-gb": SEPTEMBER["leeds-gb"]}, activities=3)
    steps = shades(deck)
    assert len(steps) == 26 * 26
    assert steps[6 * 26 + 1] == "3"  # GB
    assert steps.count("0") == 26 * 26 - 1
    assert steps in layer(deck, "countries")["getFillColor"]
    plain = sent({"leeds-gb": SEPTEMBER["leeds-gb"]}, Case(layers=MapLayers(countries=False)))
    assert set(shades(plain)) == {"0"}


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_shades_are_five_and_rise_with_the_number(one: int, two: int, rest: int) -> None:
    low, high = sorted((one, two))
    most = high + rest
    assert 0 <= shade(low, most) <= shade(high, most) <= 5
    assert (shade(high, most) == 0) == (high == 0)
    if most > 5:
        assert shade(most, most) == 5
