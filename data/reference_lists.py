"""Reads ``data/reference/``: the lists that records refer to by code or name."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from data.model import Country, Home, Kind, Located, Network, Partner, Place, Relation, Sector
from data.names import closest, place_key
from data.problems import Code, Fault, Problem
from data.tables import Reference

T = TypeVar("T")
Cells = dict[str, str]

COLUMNS: dict[str, tuple[str, ...]] = {
    "kinds.csv": ("code", "name_de", "name_en", "plural_de", "plural_en", "is_result"),
    "sectors.csv": ("code", "name_de", "name_en", "parent"),
    "networks.csv": ("code", "name", "full_de", "full_en"),
    "countries.csv": ("code", "lat", "lon"),
    "places.csv": ("name_de", "name_en", "country", "geonameid", "lat", "lon", "aliases"),
    "partner_cities.csv": (
        *("name_de", "name_en", "country", "geonameid", "lat", "lon", "aliases"),
        *("relation", "since", "suspended", "note"),
    ),
}
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class ReferenceListsInvalid(Exception):
    """The reference lists can't be used; ``problems`` names everything that is wrong in them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems in the reference lists, first: {problems[0]}")
        self.problems = problems


def load_reference(folder: Path, *, home: Home | None = None) -> Reference:
    """The lists in ``folder`` and, when ``home`` is given, the home city among the places.

    Raises :class:`ReferenceListsInvalid` with all problems of all files at once.
    """
    lists = _Lists(folder)
    countries = lists.read("countries.csv", _country, key=lambda country: country.code)
    kinds = lists.read("kinds.csv", _kind, key=lambda kind: kind.code)
    sectors = lists.read("sectors.csv", _sector, key=lambda sector: sector.code)
    networks = lists.read("networks.csv", _network, key=lambda network: network.code)
    _check_parents(lists, sectors)

    def place(cells: Cells) -> tuple[Place, tuple[str, ...]]:
        return _place(cells, countries)

    def partner(cells: Cells) -> tuple[Partner, tuple[Place, tuple[str, ...]]]:
        located = _place(cells, countries)
        return _partner(cells, located[0].key), located

    partners = lists.read("partner_cities.csv", partner, key=lambda row: row[0].place)
    located = {key: row[1] for key, row in partners.items()}
    located |= lists.read("places.csv", place, key=lambda row: row[0].key, taken=located)
    if lists.problems:
        raise ReferenceListsInvalid(tuple(lists.problems))
    places = {key: row[0] for key, row in located.items()}
    if home is not None:
        places.setdefault(home.place, _home_place(home))
    return Reference(
        kinds=kinds,
        sectors=sectors,
        networks=networks,
        partners={key: row[0] for key, row in partners.items()},
        countries=countries,
        places=places,
        aliases={key: row[1] for key, row in located.items() if row[1]},
    )


class _Lists:
    """Reads one list after the other and gathers what is wrong in any of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.rows: dict[tuple[str, str], int] = {}
        """The row of each key, by file and key"""

    def read(
        self,
        name: str,
        build: Callable[[Cells], T],
        *,
        key: Callable[[T], str],
        taken: Iterable[str] = (),
    ) -> dict[str, T]:
        found: dict[str, T] = {}
        for row, cells in self._rows(name):
            try:
                value = build(cells)
            except Fault as fault:
                self.add(name, row, fault)
                continue
            if key(value) in found or key(value) in taken:
                self.add(name, row, Fault(Code.KEY_TWICE, key(value), column=next(iter(cells))))
            else:
                found[key(value)] = value
                self.rows[name, key(value)] = row
        return found

    def add(self, name: str, row: int, fault: Fault) -> None:
        problem = Problem(name, row, fault.column, fault.value, fault.code, fault.params)
        self.problems.append(problem)

    def _rows(self, name: str) -> Iterable[tuple[int, Cells]]:
        try:
            text = (self.folder / name).read_text(encoding="utf-8-sig")
            lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except OSError as error:
            self.add(name, 0, Fault(Code.FILE_UNREADABLE, name, reason=type(error).__name__))
            return
        except UnicodeDecodeError as error:
            where = error.object[: error.start].count(b"\n") + 1
            fault = Fault(Code.FILE_NOT_UTF8, name, found="", line=where, byte=error.start + 1)
            self.add(name, where, fault)
            return
        except csv.Error:
            self.add(name, 0, Fault(Code.ROW_QUOTES, name, line=0))
            return
        header = [cell.strip() for cell in lines[0]] if lines else []
        missing = [column for column in COLUMNS[name] if column not in header]
        for column in missing:
            self.add(name, 1, Fault(Code.COLUMN_MISSING, column, column=column))
        if missing:
            return
        for row, line in enumerate(lines[1:], start=2):
            if len(line) > len(header):
                fault = Fault(Code.ROW_TOO_LONG, "", expected=len(header), found=len(line))
                self.add(name, row, fault)
            elif any(cell.strip() for cell in line):
                padded = [cell.strip() for cell in line] + [""] * (len(header) - len(line))
                cells = dict(zip(header, padded, strict=True))
                yield row, {column: cells[column] for column in COLUMNS[name]}


def _needed(cells: Cells, column: str) -> str:
    if not cells[column]:
        raise Fault(Code.VALUE_MISSING, "", column=column)
    return cells[column]


def _number(cells: Cells, column: str, first: float, last: float) -> float:
    text = _needed(cells, column)
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not first <= number <= last:
        raise Fault(Code.NUMBER_INVALID, text, column=column, first=f"{first:g}", last=f"{last:g}")
    return number


def _whole(cells: Cells, column: str, first: int, last: int) -> int | None:
    if not cells[column]:
        return None
    if not (cells[column].isascii() and cells[column].isdigit()):
        raise Fault(Code.NUMBER_INVALID, cells[column], column=column, first=first, last=last)
    return int(_number(cells, column, first, last))


def _yes(cells: Cells, column: str) -> bool:
    if cells[column] not in ("", "yes", "no"):
        raise Fault(
            Code.CODE_UNKNOWN, cells[column], column=column, allowed="yes, no", suggestion=""
        )
    return cells[column] == "yes"


def _kind(cells: Cells) -> Kind:
    return Kind(
        code=_needed(cells, "code"),
        name_de=_needed(cells, "name_de"),
        name_en=_needed(cells, "name_en"),
        plural_de=_needed(cells, "plural_de"),
        plural_en=_needed(cells, "plural_en"),
        is_result=_yes(cells, "is_result"),
    )


def _sector(cells: Cells) -> Sector:
    return Sector(
        code=_needed(cells, "code"),
        name_de=_needed(cells, "name_de"),
        name_en=_needed(cells, "name_en"),
        parent=cells["parent"] or None,
    )


def _network(cells: Cells) -> Network:
    return Network(*(_needed(cells, column) for column in COLUMNS["networks.csv"]))


def _country(cells: Cells) -> Country:
    code = _needed(cells, "code")
    if not (len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()):
        raise Fault(Code.COUNTRY_UNKNOWN, code, column="code", suggestion="")
    return Country(code, _number(cells, "lat", -90, 90), _number(cells, "lon", -180, 180))


def _place(cells: Cells, countries: dict[str, Country]) -> tuple[Place, tuple[str, ...]]:
    country, name = _needed(cells, "country"), _needed(cells, "name_en")
    if country not in countries:
        suggestion = closest(country, countries)
        raise Fault(Code.COUNTRY_UNKNOWN, country, column="country", suggestion=suggestion)
    place = Place(
        key=place_key(name, country),
        name_de=cells["name_de"] or name,
        name_en=name,
        country=country,
        lat=_number(cells, "lat", -90, 90),
        lon=_number(cells, "lon", -180, 180),
        geonameid=_whole(cells, "geonameid", 1, 2**40),
        located=Located.REFERENCE,
    )
    aliases = tuple(alias.strip() for alias in cells["aliases"].split(";") if alias.strip())
    return place, aliases


def _partner(cells: Cells, place: str) -> Partner:
    relation = _needed(cells, "relation")
    if relation not in set(Relation):
        allowed, suggestion = ", ".join(Relation), closest(relation, Relation)
        raise Fault(
            Code.CODE_UNKNOWN, relation, column="relation", allowed=allowed, suggestion=suggestion
        )
    return Partner(
        place=place,
        relation=Relation(relation),
        since=_whole(cells, "since", _FIRST_YEAR, _LAST_YEAR),
        suspended=_yes(cells, "suspended"),
        note=cells["note"],
    )


def _home_place(home: Home) -> Place:
    return Place(
        key=home.place,
        name_de=home.city_de,
        name_en=home.city_en,
        country=home.country,
        lat=home.lat,
        lon=home.lon,
        geonameid=home.geonameid,
        located=Located.REFERENCE,
    )


def _check_parents(lists: _Lists, sectors: dict[str, Sector]) -> None:
    """Sectors have two levels: a part's parent exists and is no part itself."""
    for sector in sectors.values():
        if sector.parent is None:
            continue
        row = lists.rows["sectors.csv", sector.code]
        parent = sectors.get(sector.parent)
        if parent is None:
            suggestion = closest(sector.parent, sectors)
            fault = Fault(
                Code.PARENT_UNKNOWN, sector.parent, column="parent", suggestion=suggestion
            )
            lists.add("sectors.csv", row, fault)
        elif parent.parent is not None:
            lists.add("sectors.csv", row, Fault(Code.PARENT_NESTED, sector.parent, column="parent"))
