"""The figures of the Partners page against the slow count: one activity after the other."""

from __future__ import annotations

import re
from random import Random
from urllib.parse import parse_qs, urlsplit

from hypothesis import given

from charts.formats import formats
from data.model import Activity, Filters, Partner
from tests import strategies
from tests.builders import HOME, REFERENCE
from tests.data import reference_contacts as count_contacts
from tests.data import reference_count as count
from tests.data.reference_count import Row, World
from tests.pages.reading import crowd, few, number_in, open_filtered, randoms
from tests.screens import Screen, by_tag, serving, text
from ui import clock
from ui.document import Element

ENGLISH = formats("en")


@few
@given(random=randoms, filters=strategies.filters())
def test_the_partners(random: Random, filters: Filters) -> None:
    with serving(*crowd(random)) as world:
        screen = open_filtered("partners", filters)
    selected = world.select(filters)
    if not selected:
        assert "empty" in screen.documents
        return
    today = clock.today(HOME)
    cards = {text(by_tag([card], "h3")[0]): card for card in by_tag(screen.documents["cards"],
             "article")}  # fmt: skip
    contacts: list[Partner | str] = [*REFERENCE.partners.values(), *REFERENCE.networks]
    assert len(cards) == len(contacts)
    quiet = 0
    for contact in contacts:
        card = cards[_partner_name(contact)]
        _check_card(card, count_contacts.partner(world, contact, today), world, contact, selected)
        quiet += "Silent for longer than usual" in text(card)
    never = screen.text("quiet_list").count("never any contact") if quiet else 0
    listed = by_tag(screen.documents.get("quiet_list", []), "li")
    assert len(listed) >= quiet
    if quiet:
        assert len(listed) == quiet + never
    _check_organisations(screen, selected)


def _partner_name(contact: Partner | str) -> str:
    if isinstance(contact, str):
        return REFERENCE.networks[contact].name
    return REFERENCE.places[contact.place].name_en


def _check_card(
    card: Element, told: Row, world: World, contact: Partner | str, selected: list[Activity]
) -> None:
    """A card's number, last contact and next step, each with the record that it leads to."""
    facts = {
        text(by_tag([row], "dt")[0]): by_tag([row], "dd")[0]
        for row in by_tag([card], "div")
        if by_tag([row], "dt")
    }
    shared = [
        a
        for a in count.held(selected)
        if (contact in a.networks if isinstance(contact, str) else contact.place in world.places(a))
    ]
    said = re.match(r"[\d,]+", text(facts["Activities"]))
    assert (number_in(said[0]) if said else 0) == len(shared)
    for way in by_tag([facts["Activities"]], "a"):
        chosen = parse_qs(urlsplit(way.attributes["href"]).query)
        assert chosen["status"] == ["held"]
    for term, name in (("Last contact", "last"), ("Next step", "next")):
        links = by_tag([facts[term]], "a")
        records = [parse_qs(urlsplit(a.attributes["href"]).query)["record"] for a in links]
        assert records == ([[told[f"{name}_id"]]] if told[f"{name}_id"] else [])
    if told["silent_days"]:
        assert text(facts["Last contact"]).endswith(ENGLISH.ago(told["silent_days"]))


def _check_organisations(screen: Screen, selected: list[Activity]) -> None:
    counted = count_contacts.organisations(selected)
    if not counted:
        assert "organisations" not in screen.charts
        return
    held, planned = (
        dict(zip(trace["customdata"], trace["x"], strict=True))
        for trace in screen.charts["organisations"]["data"][:2]
    )
    assert len(held) == min(12, len(counted))
    for name, activities in held.items():
        assert (activities, planned[name]) == (
            counted[name]["activities"],
            counted[name]["planned"],
        )
    least = min(held.values())
    assert all(row["activities"] <= least for name, row in counted.items() if name not in held)
