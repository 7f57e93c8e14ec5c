"""Places that no list knows are looked up at a Nominatim: in turn, once, and only once each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from geopy.extra.rate_limiter import RateLimiter

from data.geocoder import NoAnswer, NominatimLookup
from data.geocoding import Found, How, Lookup, locate
from data.model import Located, Place
from data.place_index import unlocated
from tests.data.nominatim import Server, nominatim

TODAY = date(2026, 11, 24)
HAMLET, OTHER = unlocated("Kleinkleckersdorf", "DE"), unlocated("Nirgendwo", "AT")


@pytest.fixture
def server() -> Iterator[Server]:
    with nominatim({"Kleinkleckersdorf": (51.5, 7.25)}) as found:
        yield found


class Clock:
    """Time that passes only while somebody waits for it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr(RateLimiter, "_clock", lambda _: self.now)
        monkeypatch.setattr(RateLimiter, "_sleep", lambda _, seconds: self.wait(seconds))

    def wait(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def lookup(server: Server) -> NominatimLookup:
    return NominatimLookup(server.address, "ann@example.org")


def test_the_server_hears_the_name_the_country_and_who_asks(
    server: Server, lookup: NominatimLookup
) -> None:
    assert lookup.where("Kleinkleckersdorf", "DE") == (51.5, 7.25)
    assert server.asked[0]["q"] == "Kleinkleckersdorf"
    assert server.asked[0]["countrycodes"] == "de"
    assert server.agents == ["Netzwerkatlas (ann@example.org)"]
    assert lookup.where("Nirgendwo", "AT") is None


def test_something_in_a_town_is_not_the_town(server: Server, lookup: NominatimLookup) -> None:
    server.kind = "amenity"
    assert lookup.where("Kleinkleckersdorf", "DE") is None


def test_it_is_asked_once_a_second(lookup: NominatimLookup, clock: Clock) -> None:
    began = clock.now
    for _ in range(5):
        lookup.where("Kleinkleckersdorf", "DE")
    assert clock.now - began == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (429, "", "refused"),
        (403, "", "refused"),
        (500, "", "unreachable"),
        (200, "<html>", "unreachable"),
        (504, "", "timeout"),
    ],
)
def test_errors_are_named(
    server: Server, lookup: NominatimLookup, status: int, body: str, reason: str
) -> None:
    server.status, server.body = status, body
    with pytest.raises(NoAnswer) as caught:
        lookup.where("Kleinkleckersdorf", "DE")
    assert caught.value.reason == reason


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(NoAnswer) as caught:
        NominatimLookup("http://127.0.0.1:9", "ann@example.org").where("A", "DE")
    assert caught.value.reason == "unreachable"


def search(
    *places: Place, lookup: Lookup, answers: dict[str, str] | None = None, today: date = TODAY
) -> list[Found]:
    return list(locate(places, lookup, answers=answers or {}, today=today))


def test_what_is_found_is_located_and_every_answer_remembered(
    server: Server, lookup: NominatimLookup
) -> None:
    first = search(HAMLET, OTHER, lookup=lookup)
    assert [(one.how, one.place.lat, one.place.located) for one in first] == [
        (How.FOUND, 51.5, Located.GEOCODER),
        (How.NOT_FOUND, None, Located.UNKNOWN),
    ]
    answers = {key: said for one in first for key, said in one.remember.items()}
    again = search(HAMLET, OTHER, lookup=lookup, answers=answers)
    assert [(one.how, one.place, one.remember) for one in again] == [
        (one.how, one.place, {}) for one in first
    ]
    assert len(server.asked) == 2


def test_what_was_not_known_is_asked_again_after_months(
    server: Server, lookup: NominatimLookup
) -> None:
    answers = dict(search(OTHER, lookup=lookup)[0].remember)
    search(OTHER, lookup=lookup, answers=answers, today=date(2027, 2, 1))
    assert len(server.asked) == 1
    search(OTHER, lookup=lookup, answers=answers, today=date(2027, 3, 1))
    assert len(server.asked) == 2
    broken = dict.fromkeys(answers, "{not JSON")
    search(OTHER, lookup=lookup, answers=broken)
    assert len(server.asked) == 3


def test_the_gazetteer_is_asked_first(server: Server, lookup: NominatimLookup) -> None:
    found = search(unlocated("Leeds", "GB"), lookup=lookup)[0]
    assert (found.how, found.place.located) == (How.FOUND, Located.GAZETTEER)
    assert not server.asked


def test_a_server_that_does_not_answer_is_left_alone(
    server: Server, lookup: NominatimLookup
) -> None:
    server.status = 429
    found = search(HAMLET, OTHER, lookup=lookup)
    assert [(one.how, one.place, one.remember) for one in found] == [(How.REFUSED, HAMLET, {})]
    assert len(server.asked) == 1
