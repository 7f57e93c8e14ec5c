"""Reads ``home.toml``: the city whose network this is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from data.model import Home, HomeGeocoder
from data.names import closest, place_key
from data.rules import Rules, Viewing

LANGUAGES: Final = ("de", "en")
_KEYS: Final = {
    "": (
        *("product", "timezone", "default_language", "logo", "contact"),
        *("city", "team", "access", "geocoder"),
    ),
    "city": ("name_de", "name_en", "country", "lat", "lon", "geonameid"),
    "team": ("name_de", "name_en"),
    "access": ("viewing", "session_hours", "viewers", "editors", "administrators"),
    "geocoder": ("nominatim", "contact"),
}
_MOST_HOURS: Final = 24 * 31
_ADDRESS: Final = re.compile(r"[^@\s]*@[^@\s]+\.[^@\s]+")
"""An e-mail address, or a domain with the sign before it. Who may is compared, not written to."""


class HomeError(Exception):
    """``home.toml`` can't be used: which key, which value, and what would be right.

    ``expected`` is a code for readers' words: ``file`` (a readable TOML file), ``text``,
    ``table``, ``number`` (with ``limits``), ``country``, ``language``, ``timezone``, ``logo``
    (an existing PNG or SVG), ``viewing``, ``addresses`` (a list of e-mail addresses), ``address``
    (``https://…`` or ``http://…``) or ``known key`` (with the nearest in ``limits``).
    """

    def __init__(self, key: str, value: object, expected: str, limits: str = "") -> None:
        super().__init__(f"home.toml: {key} = {value!r}, expected {expected} {limits}".rstrip())
        self.key = key
        self.value = value
        self.expected = expected
        self.limits = limits


def load_home(path: Path) -> Home:
    """The home city. Raises :class:`HomeError` at the first thing that is wrong."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise HomeError("", str(path), "file", str(error)) from error
    _check_keys(read, "")
    city, team = _table(read, "city"), _table(read, "team")
    country = _text(city, "city.country")
    if not (len(country) == 2 and country.isascii() and country.isalpha() and country.isupper()):
        raise HomeError("city.country", country, "country")
    name_de = _text(city, "city.name_de")
    name_en = _text(city, "city.name_en", name_de)
    team_de = _text(team, "team.name_de")
    return Home(
        product=_text(read, "product"),
        city_de=name_de,
        city_en=name_en,
        country=country,
        lat=_number(city, "city.lat", 90),
        lon=_number(city, "city.lon", 180),
        place=place_key(name_en, country),
        team_de=team_de,
        team_en=_text(team, "team.name_en", team_de),
        logo=_logo(read, path.parent),
        timezone=_timezone(read),
        default_language=_language(read),
        contact=_text(read, "contact", ""),
        geonameid=_geonameid(city),
        rules=_rules(_table(read, "access")),
        geocoder=_geocoder(_table(read, "geocoder")),
    )


def _check_keys(table: Mapping[str, object], name: str) -> None:
    for key in table:
        if key not in _KEYS[name]:
            full = f"{name}.{key}".lstrip(".")
            raise HomeError(full, table[key], "known key", closest(key, _KEYS[name]))


def _table(read: Mapping[str, object], name: str) -> Mapping[str, object]:
    table = read.get(name, {})
    if not isinstance(table, dict):
        raise HomeError(name, table, "table")
    _check_keys(table, name)
    return table


def _text(table: Mapping[str, object], key: str, default: str | None = None) -> str:
    value = table.get(key.rpartition(".")[2], default)
    if not isinstance(value, str) or not (value.strip() or value == default):
        raise HomeError(key, value, "text")
    return value.strip()


def _number(table: Mapping[str, object], key: str, limit: int) -> float:
    value = table.get(key.rpartition(".")[2])
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not -limit <= float(str(value)) <= limit:
        raise HomeError(key, value, "number", f"-{limit} – {limit}")
    return float(str(value))


def _geonameid(city: Mapping[str, object]) -> int | None:
    value = city.get("geonameid")
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise HomeError("city.geonameid", value, "number", "1 –")
    return value


def _timezone(read: Mapping[str, object]) -> str:
    name = _text(read, "timezone", "Europe/Berlin")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise HomeError("timezone", name, "timezone") from error
    return name


def _language(read: Mapping[str, object]) -> str:
    language = _text(read, "default_language", "de")
    if language not in LANGUAGES:
        raise HomeError("default_language", language, "language", ", ".join(LANGUAGES))
    return language


def _logo(read: Mapping[str, object], folder: Path) -> str | None:
    """As an absolute path, so that it is found from wherever the app is started."""
    name = _text(read, "logo", "")
    if not name:
        return None
    path = (folder / name).resolve()
    if path.suffix.lower() not in (".png", ".svg") or not path.is_file():
        raise HomeError("logo", name, "logo")
    return str(path)


def _rules(access: Mapping[str, object]) -> Rules:
    viewing = _text(access, "access.viewing", Viewing.OPEN)
    if viewing not in tuple(Viewing):
        raise HomeError("access.viewing", viewing, "viewing", ", ".join(Viewing))
    hours = access.get("session_hours", Rules.session_hours)
    if not isinstance(hours, int) or isinstance(hours, bool) or not 1 <= hours <= _MOST_HOURS:
        raise HomeError("access.session_hours", hours, "number", f"1 – {_MOST_HOURS}")
    return Rules(
        viewing=Viewing(viewing),
        session_hours=hours,
        viewers=_addresses(access, "viewers", everybody=("*",)),
        editors=_addresses(access, "editors"),
        administrators=_addresses(access, "administrators"),
    )


def _addresses(
    access: Mapping[str, object], key: str, *, everybody: tuple[str, ...] = ()
) -> tuple[str, ...]:
    found = access.get(key, [])
    if not isinstance(found, list):
        raise HomeError(f"access.{key}", found, "addresses")
    for one in found:
        if not isinstance(one, str) or not (_ADDRESS.fullmatch(one.strip()) or one in everybody):
            raise HomeError(f"access.{key}", one, "addresses")
    return tuple(one.strip().casefold() for one in found)


def _geocoder(table: Mapping[str, object]) -> HomeGeocoder | None:
    """Who names a server says who asks it, too: public ones demand it."""
    if not table:
        return None
    address = _text(table, "geocoder.nominatim")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise HomeError("geocoder.nominatim", address, "address")
    return HomeGeocoder(address.rstrip("/"), _text(table, "geocoder.contact"))
