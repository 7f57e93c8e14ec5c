"""What columns mean together: one name alone does not decide it."""

from __future__ import annotations

import pytest

from tests.data.importing.bringing import guessed, table_of

DELEGATIONS = (
    ["Lfd. Nr.", "Datum", "Anlass", "Delegation aus", "Land", "Teilnehmende", "Thema"],
    [1, "12.–14.03.2024", "Besuch einer Delegation", "Mailand", "Italien", "ca. 20", "Robotik"],
    [2, "KW 17/2024", "Messebesuch", "Seoul", "Südkorea", "rund 25 Unternehmen", "Industrie 4.0"],
)
CONFERENCES = (
    ["Subject", "Start Date", "Location", "Country", "Venue", "Website URL"],
    ["PyCon UK", "2019-09-13", "Cardiff, United Kingdom", "GBR", "City Hall", "https://pycon.uk"],
    ["PyOhio", "2019-07-27", "Columbus, OH", "USA", "The Ohio Union", "https://pyohio.org"],
)


@pytest.mark.parametrize(
    ("rows", "meanings"),
    [
        (
            DELEGATIONS,
            ("", "start", "title", "counterparts", "country", "participants.people", "note"),
        ),
        (CONFERENCES, ("title", "start", "place", "country", "note", "source_url")),
        ((["Thema", "Datum"], ["Robotik in Leeds", "1.3.2024"]), ("title", "start")),
        (
            (["Titel", "Datum", "Veranstaltungsort"], ["Besuch", "1.3.2024", "Leeds"]),
            ("title", "start", "venue"),
        ),
    ],
)
def test_columns_are_understood_together(
    rows: tuple[list[object], ...], meanings: tuple[str, ...]
) -> None:
    assert guessed(table_of(rows)).columns == meanings
