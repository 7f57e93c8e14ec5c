"""Other people's tables, made as they are found: each with the quirks of its kind."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook


def conferences() -> bytes:
    """A conference list from a website: English, month first, country beside the city."""
    return _csv(
        "Conference,Start Date,End Date,City,Country,Website,Attendees\n"
        'AI Summit,09/12/2025,09/14/2025,Manchester,United Kingdom,www.aisummit.example,"1,200"\n'
        'Hydrogen Forum,10/03/2025,10/04/2025,"Washington, D.C.",USA,https://h2.example/,50+\n'
        "Nano World,11/05/2025,11/07/2025,Seoul,South Korea,,approx. 300\n"
        "Smart City Day,03/04/2025,03/04/2025,The Hague,Netherlands,n/a,n/a\n"
    )


def delegations() -> bytes:
    """A list of delegations kept by hand: a cover sheet, a merged title, weeks, rough counts."""
    book = Workbook()
    cover = _sheet(book, "Deckblatt")
    for row in (
        ("Wirtschaftsförderung",),
        ("Delegationen 2025",),
        (),
        ("Stand", date(2025, 10, 1)),
    ):
        cover.append(row)
    sheet = book.create_sheet("Delegationen")
    sheet.append(["Delegationen und Gäste 2025"])
    sheet.merge_cells("A1:I1")
    sheet.append([])
    sheet.append(["Lfd. Nr.", "Delegation", "Zeitraum", None, "Herkunft", "Land", "Größe",
                  "Themen", "Gastgeber"])  # fmt: skip
    sheet.append([None, None, "von", "bis"])
    sheet.merge_cells("C3:D3")
    sheet.append([1, "Delegation aus Xian", "KW 36/2025", None, "Xian", "China",
                  "rund 25 Unternehmen", "Logistik, KI", "IHK zu Dortmund"])  # fmt: skip
    sheet.append(
        [
            2,
            "Besuch aus Netanja",
            date(2025, 9, 12),
            date(2025, 9, 14),
            "Netanja",
            "Israel",
            "knapp 50 Personen",
            "Gesundheitstechnologie",
            "Stadt Dortmund",
        ]
    )
    sheet.append([3, "Koreanische Start-ups", "Herbst 2025", None, "Daejeon", "Südkorea", "20-30",
                  "Start-ups; Nano", "TZDO"])  # fmt: skip
    sheet.append(["Summe", None, None, None, None, None, 95])
    return _book(book)


def outlook() -> bytes:
    """What Outlook exports: a column for each of its fields, dates and times apart."""
    return _csv(
        '"Subject","Start Date","Start Time","End Date","End Time","All day event","Meeting '
        'Organizer","Categories","Description","Location"\n'
        '"Delegation Leeds","15.9.2025","09:00:00","16.9.2025","17:00:00","False","Team '
        'International","Delegation","Empfang um 10 Uhr\nim Rathaus","Leeds, UK"\n'
        '"Messe Seoul","20.11.2025","00:00:00","22.11.2025","00:00:00","True","","Messe","",'
        '"Seoul"\n'
    )


def projects() -> bytes:
    """A list of funded projects as CORDIS publishes them: semicolons, quotes, many columns."""
    return _csv(
        '"id";"acronym";"status";"title";"startDate";"endDate";"totalCost";"objective";'
        '"frameworkProgramme";"coordinator";"coordinatorCountry"\n'
        '"101000001";"H2RUHR";"SIGNED";"Hydrogen valleys for the Ruhr";"2024-01-01";"2026-12-31";'
        '"1234567.89";"To build; and ""test"" a network.";"HORIZON";"TU Dortmund";"DE"\n'
        '"101000002";"NANO4ALL";"CLOSED";"Nano for all of us";"2021-05-01";"2024-04-30";"99,5";'
        '"A second one.";"H2020";"University of Leeds";"UK"\n'
    )


def old_mac() -> bytes:
    """A workbook that counts its days from 1904."""
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = _sheet(book, "Events")
    sheet.append(["Event", "When", "Where"])
    sheet.append(["Kick-off in Leeds", date(2025, 9, 12), "Leeds"])
    sheet.append(["Follow-up in Seoul", date(2025, 11, 3), "Seoul"])
    return _book(book)


def utf_16() -> bytes:
    """What Excel calls Unicode text: tabs, two bytes a letter."""
    text = (
        "Thema\tBeginn\tEnde\tStadt\tLand\tBranche\tLink\r\n"
        "Besuch in Łódź\t12.9.25\t13.9.25\tŁódź\tPolen\tKreislaufwirtschaft\tlodz.example/de\r\n"
        "Reise nach Mailand\tQ3 2025\t\tMailand\tItalien\tDigitales\t-\r\n"
    )
    return text.encode("utf-16")


def cp1252() -> bytes:
    """What a German Excel saved for years: semicolons, Windows letters, a sum, notes below."""
    text = (
        "Titel;Datum;Ort;Teilnehmer (Personen);Partner;Quelle\r\n"
        "Grüße aus Zürich;12. bis 14. September 2025;Zürich;1.200;Greater Zürich AG;Bericht\r\n"
        "Größe zählt – Maschinenbau;Sept. 2025;Dortmund;k. A.;Müller & Söhne GmbH, VDMA;Bericht\r\n"
        "Gesamt;;;1.200;;\r\n"
        "Alle Angaben ohne Gewähr;;;;;\r\n"
    )
    return text.encode("cp1252")


def fairs() -> bytes:
    """Pages pasted one below the other: the header repeats, headings stand between."""
    return _csv(
        ";Messe;;Termin;Ort;Land;Aussteller\n"
        ";;;;;;\n"
        ";Frühjahr;;;;;\n"
        ";Hannover Messe;;31.03.-04.04.2025;Hannover;D;über 100 Firmen\n"
        ";Messe;;Termin;Ort;Land;Aussteller\n"
        ";Herbst;;;;;\n"
        ";Gitex;;13.10.–17.10.2025;Dubai;VAE;ca. 20 Unternehmen\n"
    )


FILES: Final[Mapping[str, Callable[[], bytes]]] = MappingProxyType(
    {
        "conferences.csv": conferences, "delegations.xlsx": delegations, "outlook.csv": outlook,
        "projects.csv": projects, "old_mac.xlsx": old_mac, "unicode.txt": utf_16,
        "windows.csv": cp1252, "fairs.csv": fairs,
    }
)  # fmt: skip


def _csv(text: str) -> bytes:
    return text.encode()


def _sheet(book: Workbook, name: str) -> openpyxl.worksheet.worksheet.Worksheet:
    sheet = book.worksheets[0]
    sheet.title = name
    return sheet


def _book(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
