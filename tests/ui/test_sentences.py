"""The sentences say what the figures say, in the number and with the caveats that these have."""

from __future__ import annotations

from datetime import date

import pytest

from data.model import Activity, Direction, Filters, Month, Period, Status
from data.queries import Figure
from tests.builders import an_activity, from_place
from tests.screens import by_tag, open_page, serving, text
from tests.ui.conftest import Look
from ui.document import Element, el
from ui.sentences import change, fill, listing
from ui.state import View

SEPTEMBER = Filters(period=Period(Month(2025, 9), Month(2025, 9)))


def _leeds(number: int, **changes: object) -> Activity:
    return an_activity(id=f"a{number}", counterparts=(from_place("leeds-gb"),), **changes)


HELD = [_leeds(1, sectors=("hydrogen",)), _leeds(2, sectors=("hydrogen",))]


@pytest.mark.parametrize(
    ("activities", "query", "said"),
    [
        ([an_activity()], "", "In September 2025 there was 1 activity."),
        (
            [_leeds(1)],
            "",
            "In September 2025 there was 1 activity with counterparts from 1 country.",
        ),
        (
            [*HELD, _leeds(3, status=Status.PLANNED), _leeds(4, status=Status.CANCELLED)],
            "",
            (
                "In September 2025 there were 2 activities with counterparts from 1 country; "
                "in focus: Energy; 1 more is planned."
            ),
        ),
        (
            [_leeds(1), _leeds(2, kind="settlement", start=date(2025, 3, 1))],
            "&from=2025-01&to=2025-12",
            (
                "In the year 2025 there were 2 activities with counterparts from 1 country; "
                "1 led to a result."
            ),
        ),
        (
            [an_activity(), an_activity(id="b", start=date(2024, 1, 1))],
            "",
            "From January 2024 to September 2025 there were 2 activities.",
        ),
        (
            [_leeds(1, status=Status.PLANNED)],
            "",
            "In September 2025 nothing has been held yet; 1 activity is planned.",
        ),
        (
            [_leeds(1, status=Status.CANCELLED)],
            "",
            "In September 2025 no activity was held.",
        ),
    ],
)
def test_the_overview_says_what_happened(activities: list[Activity], query: str, said: str) -> None:
    with serving(*activities):
        assert open_page(f"?lang=en{query}").sentence == said


def test_every_number_in_the_sentence_leads_to_its_records() -> None:
    with serving(*HELD):
        screen = open_page("?month=2025-09&lang=en")
        links = {
            text(node): node.attributes["href"] for node in by_tag(screen.documents["answer"], "a")
        }
        assert links["2 activities"] == "activities?month=2025-09&status=held&lang=en"
        assert links["Energy"] == "activities?month=2025-09&sector=energy&status=held&lang=en"
        assert open_page(links["Energy"]).sentence == "2 activities, all of them held."


@pytest.mark.parametrize(
    ("activities", "said"),
    [
        ([_leeds(1)], "Guests from 1 country"),
        ([_leeds(1, direction=Direction.OUTBOUND)], "Journeys to 1 country"),
        (
            [_leeds(1), _leeds(2, direction=Direction.OUTBOUND)],
            "Guests from 1 country, journeys to 1 country",
        ),
        ([an_activity()], "No activity with a known place"),
    ],
)
def test_the_maps_title_says_who_travels(activities: list[Activity], said: str) -> None:
    with serving(*activities):
        assert open_page("map?lang=en").text("heading_map").startswith(said)


def _figure(value: int, before: int | None, *, inexact: bool = False) -> Figure:
    return Figure(value, inexact, value, value, before, before_inexact=False, trend=())


@pytest.mark.parametrize(
    ("figure", "filters", "earlier", "said"),
    [
        (_figure(9, 2), SEPTEMBER, True, "+7 on August 2025"),
        (_figure(2, 9), SEPTEMBER, True, "\N{MINUS SIGN}7 on August 2025"),
        (_figure(2, 2), SEPTEMBER, True, "as many as in August 2025"),
        (_figure(2, 0), SEPTEMBER, True, "none in August 2025"),
        (_figure(2, None), SEPTEMBER, False, "no earlier records"),
        (_figure(1200, 1, inexact=True), SEPTEMBER, True, "≈\xa0+1,199 on August 2025"),
        (_figure(9, 2), Filters(), True, ""),
    ],
)  # fmt: skip
def test_a_change_names_what_it_is_compared_with(
    look: Look, figure: Figure, filters: Filters, said: str, *, earlier: bool
) -> None:
    look(View(language="en"))
    assert change(figure, filters, earlier=earlier) == said


def test_nodes_stand_where_the_template_names_them() -> None:
    node = el("strong", "{b}")
    assert fill("{a} and {b}{a}", a=node, b=["x", node]) == [node, " and ", "x", node, node]
    assert fill("no place", a=node) == ["no place"]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "0, 1 and 2"), ("de", "0, 1 und 2")]
)  # fmt: skip
def test_a_listing_joins_nodes_as_the_language_does(look: Look, language: str, said: str) -> None:
    look(View(language=language))
    nodes = [el("strong", str(number)) for number in range(3)]
    joined = listing(nodes)
    assert "".join(text(node) for node in joined) == said
    assert [node for node in joined if isinstance(node, Element)] == nodes
