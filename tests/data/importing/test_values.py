"""Codes, organisations, addresses and places as people write them."""

from __future__ import annotations

import pytest

from data.importing.codes import BY_DATE, is_nothing
from data.importing.unclear import Unclear
from data.importing.values import PlaceTexts, cell_text, read_address, read_organisations
from data.model import Role
from data.problems import Fault
from tests.data.importing.bringing import around

CODES = [
    ("kind", "Delegation", "delegation_visit"),
    ("kind", "delegation_visit", "delegation_visit"),
    ("kind", "Delegationsreise", "delegation_visit"),
    ("kind", "Konferenzen", "conference"),
    ("kind", "CONGRESS", "conference"),
    ("kind", "Tagung", "conference"),
    ("kind", "Messe", "trade_fair"),
    ("kind", "Trade Show", "trade_fair"),
    ("kind", "Netzwerk-Treffen", None),
    ("kind", "Workshop", "training"),
    ("kind", "MoU", "agreement"),
    ("kind", "Letter of Intent", "agreement"),
    ("kind", "Ansiedlung", "settlement"),
    ("kind", "Sonstiges", None),
    ("direction", "eingehend", "inbound"),
    ("direction", "Incoming", "inbound"),
    ("direction", "Gäste hier", "inbound"),
    ("direction", "ausgehend", "outbound"),
    ("direction", "Auswärts", "outbound"),
    ("direction", "beidseitig", "mutual"),
    ("direction", "virtuell", "online"),
    ("direction", "hybrid", None),
    ("status", "stattgefunden", "held"),
    ("status", "DONE", "held"),
    ("status", "geplant", "planned"),
    ("status", "TENTATIVE", "planned"),
    ("status", "abgesagt", "cancelled"),
    ("status", "canceled", "cancelled"),
    ("status", "fällt aus", "cancelled"),
    ("status", "CONFIRMED", BY_DATE),
    ("status", "verschoben", None),
    ("sectors", "Wasserstoff", "hydrogen"),
    ("sectors", "Artificial Intelligence", "ai"),
    ("sectors", "KI", "ai"),
    ("sectors", "Blockchain und Web3", "blockchain_web3"),
    ("sectors", "Bergbau", None),
    ("networks", "gini", "GINI"),
    ("networks", "European Digital Innovation Hubs network", "EDIH"),
    ("visibility", "intern", "internal"),
    ("visibility", "öffentlich", "public"),
    ("date_precision", "den Monat", "month"),
    ("participants_qualifier", "knapp", "nearly"),
    ("participants_unit", "Firmen", "organisations"),
    ("role", "Gastgeber", "host"),
    ("role", "Co-Host", "partner"),
]


@pytest.mark.parametrize(("kind", "text", "code"), CODES)
def test_codes_are_told_by_what_people_say(kind: str, text: str, code: str | None) -> None:
    assert around().codes[kind].find(text) == code


def test_an_unknown_code_is_asked_with_the_likeliest_first() -> None:
    with pytest.raises(Unclear) as unclear:
        around().codes["kind"].read("Fachmessse")
    assert unclear.value.choices[0] == "trade_fair"
    assert set(unclear.value.choices) == set(around().reference.kinds)


SEVERAL = [
    ("Wasserstoff; KI", ["hydrogen", "ai"]),
    ("Wasserstoff, KI", ["hydrogen", "ai"]),
    ("Wasserstoff/KI", ["hydrogen", "ai"]),
    ("Wasserstoff und KI", ["hydrogen", "ai"]),
    ("Wasserstoff, KI und Logistik", ["hydrogen", "ai", "logistics"]),
    ("Wasserstoff\nKI", ["hydrogen", "ai"]),
    ("Handel und Dienstleistungen", ["services"]),
    ("Energie & Klima", ["energy", "climate"]),
]


@pytest.mark.parametrize(("text", "codes"), SEVERAL)
def test_several_values_are_parted_where_that_makes_sense(text: str, codes: list[str]) -> None:
    assert around().codes["sectors"].several(text) == codes


ORGANISATIONS = [
    ("IHK zu Dortmund", ["IHK zu Dortmund (partner)"]),
    ("IHK zu Dortmund (host)", ["IHK zu Dortmund (host)"]),
    ("IHK zu Dortmund (Gastgeber)", ["IHK zu Dortmund (host)"]),
    ("Veranstalter: IHK", ["IHK (organiser)"]),
    ("Acme (Holding)", ["Acme (Holding) (partner)"]),
    ("Acme (Holding) (host)", ["Acme (Holding) (host)"]),
    ("A; B", ["A (partner)", "B (partner)"]),
    ("A, B", ["A (partner)", "B (partner)"]),
    ("Acme, Inc., Beta Ltd.", ["Acme, Inc. (partner)", "Beta Ltd. (partner)"]),
    ("Müller GmbH & Co. KG", ["Müller GmbH & Co. KG (partner)"]),
    ("A\nB (guest)", ["A (partner)", "B (guest)"]),
    ("A; k. A.", ["A (partner)"]),
]


@pytest.mark.parametrize(("text", "found"), ORGANISATIONS)
def test_organisations_have_a_role(text: str, found: list[str]) -> None:
    assert read_organisations(text, None, around().codes["role"]) == found


def test_the_column_says_the_role_of_those_who_say_none() -> None:
    roles = around().codes["role"]
    assert read_organisations("A; B (guest)", Role.HOST, roles) == ["A (host)", "B (guest)"]


ADDRESSES = [
    ("https://example.org/x", "https://example.org/x"),
    ("www.example.org", "https://www.example.org"),
    ("example.org/a?b=c", "https://example.org/a?b=c"),
    ("siehe https://example.org.", "https://example.org"),
    ("Programm (www.example.org)", "https://www.example.org"),
]


@pytest.mark.parametrize(("text", "address"), ADDRESSES)
def test_addresses_need_no_scheme(text: str, address: str) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize("text", ["javascript:alert(1)", "siehe Anlage", "ftp://x", "C:\\x"])
def test_what_is_no_address_is_a_fault(text: str) -> None:
    with pytest.raises(Fault):
        read_address(text)


@pytest.mark.parametrize("text", ["", "-", "–", "k. A.", "K.A.", "n/a", "?", "unbekannt", "TBD"])
def test_nothing_is_said_in_many_words(text: str) -> None:
    assert is_nothing(text)


CELLS = [
    (None, ""), (float("nan"), ""), (50.0, "50"), (1.5, "1.5"), (7, "7"), (True, "ja"),
    ("  x ", "x"), ("'=1+1", "=1+1"), ("=1+1", "=1+1"), ("a\x0bb", "a\nb"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), CELLS)
def test_cells_are_text(value: object, text: str) -> None:
    assert cell_text(value) == text


ANYWHERE = [
    ("Online", ""),
    ("online / Zoom", ""),
    ("Seattle, WA, USA / online", "Seattle, US"),
    ("St. Petersburg, Russia and Online", "Saint Petersburg, RU"),
    ("Digital (Berlin)", "Berlin, DE"),
    ("Halle 5, ulica Słodowa 7, 50-266 Wrocław, Poland", "Wrocław, PL"),
]


@pytest.mark.parametrize(("text", "place"), ANYWHERE)
def test_what_was_online_as_well_was_where_it_was(text: str, place: str) -> None:
    assert PlaceTexts(around().places).one(text, "") == place
