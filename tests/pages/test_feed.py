"""A calendar that subscribed gets what the address selects, and a clear word where it cannot."""

from __future__ import annotations

import pytest
from icalendar import Calendar

from data.model import Visibility
from exports import limits
from pages import feed
from tests.builders import an_activity, from_place
from tests.screens import serving

WORLD = (
    an_activity(id="leeds", title_en="Leeds", counterparts=(from_place("leeds-gb"),)),
    an_activity(id="kumasi", counterparts=(from_place("kumasi-gh"),)),
    an_activity(id="secret", visibility=Visibility.INTERNAL),
)


def subscribed(*query: tuple[str, str]) -> Calendar:
    with serving(*WORLD):
        return Calendar.from_ical(feed.calendar(query))


def ids(calendar: Calendar) -> set[str]:
    return {str(event["uid"]).partition("@")[0] for event in calendar.walk("VEVENT")}


def test_all_public_records() -> None:
    assert ids(subscribed()) == {"leeds", "kumasi"}


def test_only_what_the_address_selects() -> None:
    calendar = subscribed(("country", "GB"), ("lang", "en"))
    assert ids(calendar) == {"leeds"}
    assert str(calendar["x-wr-calname"]).endswith(": United Kingdom")


def test_it_is_the_same_as_long_as_the_records_are() -> None:
    with serving(*WORLD):
        assert feed.calendar([]) == feed.calendar([])


@pytest.mark.parametrize("query", [("month", "2025-13"), ("lang", "xx"), ("status", "gone")])
def test_what_is_not_understood_is_named(query: tuple[str, str]) -> None:
    with pytest.raises(feed.NotUnderstood, match=query[1]):
        subscribed(query)


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST", 1)
    with pytest.raises(feed.NotUnderstood, match="2 records"):
        subscribed()
