"""Numbers of participants as people write them."""

from __future__ import annotations

import pytest

from data.importing.counts import read_amount
from data.importing.unclear import Unclear
from data.model import Qualifier, Unit
from data.problems import Fault

EXACT, ABOUT, NEARLY, OVER = Qualifier
PEOPLE, ORGANISATIONS = Unit

READ = [
    ("50", 50, EXACT, None),
    ("1.200", 1200, EXACT, None),
    ("1,200", 1200, EXACT, None),
    ("1 200", 1200, EXACT, None),
    ("1’200", 1200, EXACT, None),
    ("ca. 50", 50, ABOUT, None),
    ("ca 50", 50, ABOUT, None),
    ("circa 50", 50, ABOUT, None),
    ("~50", 50, ABOUT, None),
    ("≈ 50", 50, ABOUT, None),
    ("etwa 50 Personen", 50, ABOUT, PEOPLE),
    ("rund 25 Unternehmen", 25, ABOUT, ORGANISATIONS),
    ("around 25 companies", 25, ABOUT, ORGANISATIONS),
    ("approx. 30 delegates", 30, ABOUT, PEOPLE),
    ("about 40 people", 40, ABOUT, PEOPLE),
    ("knapp 50 Personen", 50, NEARLY, PEOPLE),
    ("fast 50", 50, NEARLY, None),
    ("nearly 50 guests", 50, NEARLY, PEOPLE),
    ("bis zu 50 Gäste", 50, NEARLY, PEOPLE),
    ("< 50", 50, NEARLY, None),
    ("über 100 TN", 100, OVER, PEOPLE),
    ("mehr als 100", 100, OVER, None),
    ("more than 1,000 visitors", 1000, OVER, PEOPLE),
    ("mind. 20 Firmen", 20, OVER, ORGANISATIONS),
    (">20", 20, OVER, None),
    ("50+", 50, OVER, None),
    ("50+ attendees", 50, OVER, PEOPLE),
    ("12 TN", 12, EXACT, PEOPLE),
    ("12 Pers.", 12, EXACT, PEOPLE),
    ("12 Teilnehmer:innen", 12, EXACT, PEOPLE),
    ("12-köpfige Delegation".replace("-köpfige Delegation", " Köpfe"), 12, EXACT, PEOPLE),
    ("8 start-ups", 8, EXACT, ORGANISATIONS),
    ("3 Hochschulen", 3, EXACT, ORGANISATIONS),
]


@pytest.mark.parametrize(("text", "count", "qualifier", "unit"), READ)
def test_a_count_keeps_how_exact_it_is_and_what_it_counts(
    text: str, count: int, qualifier: Qualifier, unit: Unit | None
) -> None:
    found = read_amount(text)
    assert found is not None
    assert (found.count, found.qualifier, found.unit) == (count, qualifier, unit)


def test_nobody_means_nought() -> None:
    assert read_amount("0") is None


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("20-30", ("about 25", "over 20", "nearly 30")),
        ("20 bis 30 Personen", ("about 25 personen", "over 20 personen", "nearly 30 personen")),
        ("50 (davon 20 aus UK)", ("50",)),
        ("15 + Fahrer", ("15",)),
    ],
)
def test_a_span_is_asked_about(text: str, choices: tuple[str, ...]) -> None:
    with pytest.raises(Unclear) as unclear:
        read_amount(text)
    assert (unclear.value.kind, unclear.value.choices) == ("count", choices)
    assert all(read_amount(choice) for choice in choices)


@pytest.mark.parametrize("text", ["viele", "zwölf", "", "1.5", "-3", "99999999999", "=1+1"])
def test_what_is_no_count_is_a_fault(text: str) -> None:
    with pytest.raises(Fault):
        read_amount(text)
