"""A view and its address: one stands for the other, and no address can break the page."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.model import Direction, Filters, Month, Period, Status
from tests import strategies
from tests.builders import an_activity, from_place
from tests.screens import by_tag, open_page, serving
from ui.state import LANGUAGES, PAGE_KEYS, Rejected, View, address, read_query, to_query

SEPTEMBER = Month(2025, 9)
words = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=1, max_size=20)


@st.composite
def views(draw: st.DrawFn) -> View:
    names = draw(st.lists(st.sampled_from(PAGE_KEYS), unique=True, max_size=3))
    return View(
        page=draw(st.sampled_from(["", "map", "timeline"])),
        filters=draw(strategies.filters()),
        language=draw(st.sampled_from(LANGUAGES)),
        choices=tuple((name, draw(words)) for name in sorted(names)),
        known=draw(st.none() | st.dates()),
    )


def _spelled(view: View, default: str) -> dict[str, list[str]]:
    """The address as the browser sends it back."""
    return parse_qs(urlsplit("/" + _at(view, default)).query, keep_blank_values=True)


def _at(view: View, default: str) -> str:
    # `address` asks the session for the default language; German is it where there is none.
    assert default == "de"
    return address(view)


@given(view=views())
def test_an_address_opens_the_view_that_it_was_made_of(view: View) -> None:
    read, rejected = read_query(_spelled(view, "de"), view.page, "de")
    assert read == view
    assert not rejected


@given(view=views(), default=st.sampled_from(LANGUAGES))
def test_what_is_not_chosen_leaves_no_trace(view: View, default: str) -> None:
    keys = {key for key, _value in to_query(view, default)}
    assert ("lang" in keys) == (view.language != default)
    assert bool(keys & {"month", "from", "to"}) == (view.filters.period is not None)
    assert ("country" in keys) == bool(view.filters.countries)
    assert to_query(View(language=default), default) == []


@given(
    query=st.dictionaries(
        st.sampled_from(["month", "from", "to", "country", "direction", "status", "lang", "q",
                         "record", "sheet", "known", "nonsense"]),
        st.lists(st.text(max_size=20), min_size=1, max_size=3),
    )
)  # fmt: skip
@example(query={"month": ["2025-13"], "direction": ["sideways"], "status": [""]})
@example(query={"from": ["2025-09"], "to": ["2025-01"]})
@example(query={"known": ["2025-02-30"]})
@example(query={"month": ["２０２５-０９"], "q": ["\0"]})
def test_any_address_is_read_and_what_is_not_understood_is_named(
    query: dict[str, list[str]],
) -> None:
    view, rejected = read_query(query, "", "de")
    for part in rejected:
        assert part.key in {"month", "from", "to", "direction", "status", "lang", "known"}
    again, more = read_query(_spelled(view, "de"), "", "de")
    assert again == view
    assert not more


@pytest.mark.parametrize(
    ("query", "rejected"),
    [
        ({"month": ["2025-13"]}, Rejected("month", "2025-13")),
        ({"month": ["september"]}, Rejected("month", "september")),
        ({"from": ["2025-09"]}, Rejected("to", "2025-09 – ")),
        ({"to": ["2025-09"]}, Rejected("from", " – 2025-09")),
        ({"from": ["2025-09"], "to": ["2025-08"]}, Rejected("from", "2025-09 – 2025-08")),
        ({"direction": ["up"]}, Rejected("direction", "up")),
        ({"status": ["held", "lost"]}, Rejected("status", "lost")),
        ({"lang": ["fr"]}, Rejected("lang", "fr")),
        ({"known": ["yesterday"]}, Rejected("known", "yesterday")),
        ({"known": ["20260131"]}, Rejected("known", "20260131")),
    ],
)
def test_what_is_rejected_is_left_out(query: dict[str, list[str]], rejected: Rejected) -> None:
    view, found = read_query(query, "", "de")
    assert found == (rejected,)
    expected = Filters(statuses=(Status.HELD,)) if "status" in query else Filters()
    assert view == View(filters=expected)


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (View(), "./"),
        (View(page="map"), "map"),
        (View(filters=Filters(period=Period(SEPTEMBER, SEPTEMBER))), "./?month=2025-09"),
        (
            View(filters=Filters(period=Period(Month(2025, 1), Month(2025, 12)))),
            "./?from=2025-01&to=2025-12",
        ),
        (View(filters=Filters(countries=("IL", "GB"))), "./?country=GB&country=IL"),
        (View(filters=Filters(directions=(Direction.ONLINE,))), "./?direction=online"),
        (View(filters=Filters(text="a&b=c #d")), "./?q=a%26b%3Dc+%23d"),
        (View(language="en", choices=(("open", "place.a-gb"),)), "./?lang=en&open=place.a-gb"),
    ],
)  # fmt: skip
def test_addresses_are_short_and_readable(view: View, expected: str) -> None:
    assert address(view) == expected


def test_selecting_closes_what_was_open_and_starts_lists_again() -> None:
    view = View(choices=(("by", "kind"), ("record", "a"), ("sheet", "3")))
    assert view.selecting(countries=("GB",)).choices == (("by", "kind"),)


def test_a_pages_choices_stay_on_it_and_the_filters_come_along() -> None:
    view = View("map", Filters(countries=("GB",)), "en", (("globe", "globe"),))
    assert view.turning_to("timeline") == View("timeline", Filters(countries=("GB",)), "en")


def test_only_known_choices_can_be_made() -> None:
    with pytest.raises(KeyError, match="colour"):
        View().choosing(**dict[str, Any](colour="red"))


@given(view=views(), name=st.sampled_from(PAGE_KEYS))
def test_a_choice_is_taken_back(view: View, name: str) -> None:
    assert view.choosing(**{name: "x"}).choice(name) == "x"
    assert view.choosing(**{name: None}).choice(name, "usual") == "usual"


def test_the_page_names_what_it_did_not_understand_and_shows_the_rest() -> None:
    with serving(an_activity(counterparts=(from_place("leeds-gb"),)), an_activity(id="b")):
        screen = open_page("?country=GB&month=1-9&direction=up&lang=en")
    assert screen.text("rejected") == (
        "This part of the link could not be understood and was left out: month=1-9, direction=up"
    )
    assert "1 activity" in screen.sentence
    assert screen.text("filter_end").startswith("United Kingdom")


def test_a_link_to_what_no_record_has_can_be_taken_back() -> None:
    with serving(an_activity()):
        screen = open_page("?country=XX&city=nowhere-xx&sector=x&kind=x&network=x&lang=en")
    assert not screen.exceptions
    [reset] = by_tag(screen.documents["filter_end"], "a")
    assert reset.attributes["href"] == "./?lang=en"
