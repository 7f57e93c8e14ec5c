"""Cards of partners say what is known of each, and who has gone quiet."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from typing import Self

import pandas as pd
import pytest

from data import queries
from data.model import Activity, DatePrecision, Filters, Organisation, Role, Status
from tests.builders import HOME, an_activity, from_place, snapshot_of
from tests.ui.conftest import Look
from tests.ui.documents import elements, links, of_tag, text_of
from ui import cards, clock, state
from ui.document import Element

TODAY = date(2025, 11, 25)


def leeds(number: int, day: date, **changes: object) -> Activity:
    return an_activity(
        id=f"leeds-{number}", start=day, counterparts=(from_place("leeds-gb"),), **changes
    )


ACTIVITIES = (
    *(leeds(month, date(2025, month, 1)) for month in (1, 2, 3)),
    leeds(9, date(2026, 2, 1), status=Status.PLANNED, title_de="Messe in Leeds"),
    an_activity(
        id="kumasi",
        start=date(2025, 11, 1),
        end=date(2025, 11, 30),
        date_precision=DatePrecision.MONTH,
        counterparts=(from_place("kumasi-gh"),),
        sectors=("solar",),
        networks=("gini",),
        organisations=(Organisation("<b>Acme</b>", Role.GUEST),),
    ),
)


def frame(*activities: Activity) -> pd.DataFrame:
    selection = queries.select(snapshot_of(*activities), Filters())
    return cards.in_groups(queries.partners(selection, TODAY))


@pytest.fixture
def drawn(look: Look) -> dict[str, Element]:
    """The cards by the name of their partner, as an English reader sees them."""
    look(state.View(page="partners", language="en"))
    nodes = cards.cards(frame(*ACTIVITIES), snapshot_of(*ACTIVITIES), {})
    articles = [found for found in elements(nodes) if found.tag == "article"]
    return {of_tag(article, "h3")[0]: article for article in articles}


def test_cities_come_before_other_places_and_networks(look: Look) -> None:
    look(state.View(page="partners", language="en"))
    nodes = cards.cards(frame(*ACTIVITIES), snapshot_of(*ACTIVITIES), {})
    assert of_tag(nodes, "h2") == ["Partner cities", "Project and network partners", "Networks"]
    assert of_tag(nodes, "h3")[-2:] == ["GINI", "IURC"]


def test_a_card_says_what_is_known(drawn: dict[str, Element]) -> None:
    said = dict(zip(of_tag(drawn["Leeds"], "dt"), of_tag(drawn["Leeds"], "dd"), strict=True))
    assert said["Last contact"] == "1 Mar 2025, 9 months ago"
    assert said["Activities"] == "3 activities"
    assert said["Next step"] == "1 Feb 2026: Messe in Leeds"
    assert "Partner city since 1969" in text_of(drawn["Leeds"])


def test_dates_are_as_exact_as_they_are_known(drawn: dict[str, Element]) -> None:
    assert "Nov 2025, 3 weeks ago" in text_of(drawn["Kumasi"])


def test_a_card_leads_to_its_records(drawn: dict[str, Element]) -> None:
    found = links(drawn["Kumasi"])
    assert found["Kumasi"] == "partners?city=kumasi-gh&lang=en"
    assert found["1 activity"] == "activities?city=kumasi-gh&status=held&lang=en"
    assert found["Nov 2025"] == "partners?lang=en&record=kumasi"
    assert found["Solar energy"] == "partners?city=kumasi-gh&sector=solar&lang=en"
    assert found["<b>Acme</b>"] == "partners?q=%3Cb%3EAcme%3C%2Fb%3E&lang=en"
    assert links(drawn["GINI"])["GINI"] == "partners?network=gini&lang=en"


def test_a_suspended_partnership_is_said_plainly(drawn: dict[str, Element]) -> None:
    said = text_of(drawn["Rostov-on-Don"])
    assert "The partnership is suspended." in said
    assert "Silent for longer than usual" not in said


def test_the_quiet_ones_with_the_longest_silence_first(look: Look) -> None:
    look(state.View(page="partners", language="en"))
    early = an_activity(id="b", start=date(2020, 1, 1), counterparts=(from_place("zuerich-ch"),))
    found = of_tag(cards.quiet(frame(*ACTIVITIES, early), snapshot_of(*ACTIVITIES, early)), "li")
    assert found[0].startswith("Zurichsilent for 6 years")
    assert found[1] == "Leedssilent for 9 months, usually 4 weeks"
    assert found[-1].endswith("never any contact recorded")
    assert not any("Kumasi" in line or "Rostov" in line for line in found)


def test_many_quiet_partners_are_folded_away(look: Look) -> None:
    look(state.View(language="en"))
    some = frame(*ACTIVITIES)
    many = pd.concat([some[some["quiet"]]] * 5, ignore_index=True)
    nodes = cards.quiet(many, snapshot_of(*ACTIVITIES))
    assert len(of_tag(nodes, "li")) == len(many)
    assert of_tag(nodes, "summary") == [f"{len(many) - 8} more"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2025, 12, 31, 22, 59, tzinfo=UTC), date(2025, 12, 31)),
        (datetime(2025, 12, 31, 23, 1, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_today_is_the_home_citys(
    now: datetime, expected: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Frozen(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(now.timestamp(), tz)

    monkeypatch.setattr(clock, "datetime", Frozen)
    assert clock.today(HOME) == expected
