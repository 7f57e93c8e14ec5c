"""Which records are probably the one that somebody is about to enter."""

from __future__ import annotations

from datetime import date

import pytest

from data.model import Counterpart, DatePrecision
from data.queries import Entered, twins
from tests.builders import an_activity, from_place, snapshot_of

LEEDS, GB, KUMASI = from_place("leeds-gb"), Counterpart("GB"), from_place("kumasi-gh")
KNOWN = snapshot_of(
    an_activity(
        id="known",
        title_de="Delegation aus Leeds zu Gast",
        title_en="Leeds delegation",
        start=date(2025, 9, 10),
        end=date(2025, 9, 12),
        counterparts=(LEEDS,),
    ),
    an_activity(
        id="month",
        title_de="Energietage in Kumasi",
        start=date(2025, 3, 1),
        end=date(2025, 3, 31),
        date_precision=DatePrecision.MONTH,
        counterparts=(KUMASI,),
    ),
)


@pytest.mark.parametrize(
    ("title", "start", "end", "others", "found"),
    [
        ("DELEGATION aus Leeds, zu Gast", date(2025, 8, 15), None, (), ["known"]),
        ("Leeds: Delegation", date(2025, 9, 11), None, (GB,), ["known"]),
        ("Delegation aus Leeds", date(2025, 9, 12), None, (LEEDS,), ["known"]),
        ("Delegation aus Leeds zu Gast", date(2025, 6, 1), None, (LEEDS,), []),
        ("Delegation aus Leeds", date(2025, 9, 12), None, (KUMASI,), []),
        ("Delegation aus Leeds", date(2025, 9, 13), None, (LEEDS,), []),
        ("Wirtschaftsförderung tagt", date(2025, 9, 11), None, (LEEDS,), []),
        ("Energietage Kumasi", date(2025, 3, 17), None, (KUMASI,), ["month"]),
        ("Energietage Kumasi", date(2025, 1, 1), date(2025, 12, 31), (KUMASI,), ["month"]),
        ("", date(2025, 9, 10), None, (LEEDS,), []),
    ],
)
def test_the_same_words_within_a_month_or_much_the_same(
    title: str, start: date, end: date | None, others: tuple[Counterpart, ...], found: list[str]
) -> None:
    entered = Entered("", (title,), start, end or start, others)
    assert [one.id for one in twins(KNOWN, entered)] == found


def test_a_record_is_not_its_own_twin() -> None:
    titles = ("Delegation aus Leeds zu Gast", "Leeds delegation")
    entered = Entered("known", titles, date(2025, 9, 10), date(2025, 9, 12), (LEEDS,))
    assert twins(KNOWN, entered) == ()
