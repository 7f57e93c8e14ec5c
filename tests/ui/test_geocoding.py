"""Editors may have unknown places looked up; nobody else, and nowhere else is it offered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from geopy.extra.rate_limiter import RateLimiter

from data.geocoder import NominatimLookup
from data.model import Access, Home, HomeGeocoder, Located, Place
from data.place_index import unlocated
from data.snapshot import build
from data.store.engine import NotUsable
from data.store.past import About, Asked
from data.store.records import Store
from data.store.writes import Create
from tests.builders import HOME, REFERENCE, an_activity
from tests.data.nominatim import Server, nominatim
from tests.screens import Screen, open_page, signed_in
from tests.stores import new_store
from ui import cache, geocoding, store
from ui.background import Cancelled
from ui.cache import Library
from ui.geocoding import Search

HAMLET, OTHER = unlocated("Kleinkleckersdorf", "DE"), unlocated("Nirgendwo", "AT")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(RateLimiter, "_sleep", lambda *_: None)
    monkeypatch.setattr(geocoding, "_searches", [])
    with nominatim({"Kleinkleckersdorf": (51.5, 7.25)}) as found:
        yield found


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    opened = Store(new_store(tmp_path / "records.db"))
    for place in (HAMLET, OTHER):
        record = an_activity(id=place.key, venue=place.key)
        opened.write([Create(record, (place,))], by="test")
    monkeypatch.setattr(store, "store", lambda: opened)
    yield opened
    opened.close()


@contextmanager
def shown(kept: Store, home: Home) -> Iterator[None]:
    """Pages show what the store holds."""
    with pytest.MonkeyPatch.context() as patch:

        @lru_cache(maxsize=1)
        def library_at(_revision: int) -> Library:
            state = kept.state(REFERENCE)
            return Library(home, build(state.tables, home, revision=state.name), (), ())

        patch.setattr(cache, "library", lambda: library_at(kept.revision()))
        patch.setattr(cache, "revision", kept.revision)
        yield


def at(server: Server) -> Home:
    return replace(HOME, geocoder=HomeGeocoder(server.address, "ann@example.org"))


def keys(screen: Screen) -> list[str]:
    return [str(button.key) for button in screen.test.button]


def searched(screen: Screen) -> Screen:
    """Press the button, and look again when the search is over."""
    screen.test.button(key="geocode").click().run()
    search = geocoding._searches[-1]
    assert search.work is not None
    assert search.work.is_over(20)
    return Screen(screen.test.run())


def places(kept: Store) -> dict[str, Place]:
    return kept.everything()[2]


def test_what_is_found_is_on_the_map_and_told(server: Server, kept: Store) -> None:
    with shown(kept, at(server)), signed_in(name="Ann"):
        screen = open_page("quality?lang=en")
        assert not screen.exceptions
        assert "2 places without coordinates" in screen.text("unlocated")
        after = searched(screen)
        assert not after.exceptions
        assert after.text("geocoded") == "1 place was located. 1 place is still unknown."
        assert "1 place without coordinates" in after.text("unlocated")
    located = places(kept)[HAMLET.key]
    assert (located.lat, located.lon, located.located) == (51.5, 7.25, Located.GEOCODER)
    assert places(kept)[OTHER.key] == OTHER
    assert len(kept.answers("geocoded")) == 2
    assert kept.revision() == 3
    (told,) = kept.past.entries(Asked(about=About.PLACES), 9)
    assert (told.by, told.places) == ("Ann", 1)


def test_openstreetmap_is_named_where_it_is_used(server: Server, kept: Store) -> None:
    with shown(kept, at(server)), signed_in():
        assert "OpenStreetMap" not in open_page("about").text("terms")
        searched(open_page("quality"))
        assert "OpenStreetMap" in open_page("about").text("terms")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (429, "Dann verweigerte der Geocoder die Antwort."),
        (504, "Dann brauchte der Geocoder zu lange für die Antwort."),
        (500, "Dann war der Geocoder nicht erreichbar."),
    ],
)
def test_what_went_wrong_is_told(server: Server, kept: Store, status: int, said: str) -> None:
    server.status = status
    with shown(kept, at(server)), signed_in():
        after = searched(open_page("quality?lang=de"))
        assert said in after.text("geocoded")
        assert "geocode" in keys(after)
    assert len(server.asked) == 1
    assert kept.revision() == 2


def test_nobody_else_is_offered_it(server: Server, kept: Store) -> None:
    with shown(kept, at(server)):
        assert "geocode" not in keys(open_page("quality"))
        with signed_in(Access.VIEWER):
            assert "geocode" not in keys(open_page("quality"))
    with shown(kept, HOME), signed_in():
        assert "geocode" not in keys(open_page("quality"))
    assert not server.asked


def test_who_is_no_editor_any_more_starts_nothing(server: Server, kept: Store) -> None:
    with shown(kept, at(server)):
        with signed_in():
            screen = open_page("quality")
        screen.test.button(key="geocode").click().run()
    assert not geocoding._searches
    assert not server.asked


def test_a_store_that_fails_is_told(
    server: Server, kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object, *, by: str) -> None:
        raise NotUsable(f"disk full for {by}")

    monkeypatch.setattr(kept, "locate", fail)
    with shown(kept, at(server)), signed_in():
        after = searched(open_page("quality?lang=en"))
    assert after.text("geocoded").startswith("The search was ended")


def test_a_search_that_is_cancelled_keeps_what_it_found(server: Server, kept: Store) -> None:
    search = Search((HAMLET, OTHER), "Ann")

    def step(_: float) -> None:
        raise Cancelled

    search._run(NominatimLookup(server.address, "ann@example.org"), kept, date(2026, 11, 24), step)
    assert places(kept)[HAMLET.key].lat == 51.5
    assert len(server.asked) == 1
