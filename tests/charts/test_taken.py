"""How long something took, as it is said where that is the answer."""

from __future__ import annotations

import pytest

from charts.formats import formats


@pytest.mark.parametrize(
    ("days", "german", "english"),
    [
        (0, "1 Tag", "1 day"),
        (45, "6 Wochen", "6 weeks"),
        (400, "13 Monate", "13 months"),
        (700, "23 Monate", "23 months"),
        (731, "2 Jahre", "2 years"),
        (1662, "4,6 Jahre", "4.6 years"),
        (1826.5, "5 Jahre", "5 years"),
    ],
)
def test_years_are_said_to_the_tenth_and_never_with_a_nought(
    days: float, german: str, english: str
) -> None:
    assert formats("de").taken(days) == german
    assert formats("en").taken(days) == english
