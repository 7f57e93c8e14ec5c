"""One record, whole: what is known, in the reader's language, and nothing that is not."""

from __future__ import annotations

import pytest

from data.model import Organisation, Participants, Qualifier, Role, Status, Unit
from tests.builders import an_activity, from_place, snapshot_of
from tests.ui.conftest import Look
from tests.ui.documents import elements, links, of_tag, text_of
from ui import record, state
from ui.document import Element


@pytest.fixture(autouse=True)
def _in_english(look: Look) -> None:
    look(state.View(page="activities", language="en"))


def card(**changes: object) -> Element:
    one = an_activity(**changes)
    return record.card(one, snapshot_of(one))


def test_what_is_not_known_has_no_line() -> None:
    assert of_tag(card(), "dt") == ["When", "Kind", "Direction", "Source"]
    assert of_tag(card(), "dd")[-1] == "not recorded"


def test_names_lead_to_the_records_that_share_them() -> None:
    drawn = card(
        counterparts=(from_place("leeds-gb"),),
        networks=("gini",),
        organisations=(Organisation("Acme & Co", Role.HOST),),
        venue="zuerich-ch",
    )
    found = links(drawn)
    assert found["Leeds"] == "activities?city=leeds-gb&lang=en"
    assert found["GINI"] == "activities?network=gini&lang=en"
    assert found["Acme & Co"] == "activities?q=Acme+%26+Co&lang=en"
    assert found["Zurich"] == "activities?city=zuerich-ch&lang=en"
    assert "Acme & Co (Host)" in of_tag(drawn, "dd")


def test_the_home_city_is_no_filter() -> None:
    assert "Dortmund" not in links(card(venue="dortmund-de"))
    assert "Dortmund, Germany" in of_tag(card(venue="dortmund-de"), "dd")


@pytest.mark.parametrize(
    ("place", "tie"),
    [
        ("leeds-gb", "Leeds (United Kingdom, partner city)"),
        ("rostow-ru", "Rostov-on-Don (Russia, partnership suspended)"),
        ("zuerich-ch", "Zurich (Switzerland)"),
    ],
)
def test_partners_are_named_as_such(place: str, tie: str) -> None:
    assert tie in of_tag(card(counterparts=(from_place(place),)), "dd")


@pytest.mark.parametrize(
    ("participants", "said"),
    [
        (Participants(1, Qualifier.EXACT, Unit.PEOPLE), "1 person"),
        (Participants(50, Qualifier.NEARLY, Unit.PEOPLE), "≈\N{NO-BREAK SPACE}50 people"),
        (Participants(1200, Qualifier.OVER, Unit.ORGANISATIONS),
         ">\N{NO-BREAK SPACE}1,200 organisations"),
    ],
)  # fmt: skip
def test_counts_keep_their_qualifier_and_unit(participants: Participants, said: str) -> None:
    assert said in of_tag(card(participants=participants), "dd")


@pytest.mark.parametrize(
    ("texts", "said", "language"),
    [
        ({"note_de": "Hallo", "note_en": "Hello"}, "Hello", None),
        ({"note_de": "Hallo"}, "Hallo (recorded in German only)", "de"),
    ],
)
def test_a_text_in_one_language_is_shown_to_all(
    texts: dict[str, str], said: str, language: str | None
) -> None:
    drawn = card(**texts)
    assert said in of_tag(drawn, "dd")
    inner = said.partition(" (")[0]
    assert [
        e.attributes.get("lang") for e in elements(drawn) if e.tag == "bdi" and text_of(e) == inner
    ] == [language]


@pytest.mark.parametrize("status", [Status.PLANNED, Status.CANCELLED])
def test_what_was_not_held_says_so(status: Status) -> None:
    assert status.value.title() in of_tag(card(status=status), "span")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", ""])
def test_only_addresses_on_the_web_become_links(url: str) -> None:
    assert url not in links(card(source="Bericht", source_url=url)).values()


def test_the_source_is_there_and_the_follow_up_is_not() -> None:
    drawn = card(source="Report", source_url="https://example.org/a", follow_up="Call them")
    assert links(drawn)["Report"] == "https://example.org/a"
    assert "Call them" not in str(drawn)


def test_a_very_long_text_is_folded_but_all_there() -> None:
    note, title = "n" * 10_000, "t" * 10_000
    drawn = card(note_en=note, title_en=title, source="s" * 10_000)
    assert len(of_tag(drawn, "h2")[0]) <= 300
    whole = of_tag(drawn, "details")
    assert [len(text) >= 10_000 for text in whole] == [True, True, True]
    assert any(text.endswith(note) for text in whole)
