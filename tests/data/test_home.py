"""``home.toml``: the repository's own, another city's, and wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.home import HomeError, load_home
from data.model import HomeGeocoder
from data.rules import Rules, Viewing
from tests.data.record_files import ROOT

LEAST = """
product = "Atlas"
[city]
name_de = "Genf"
name_en = "Geneva"
country = "CH"
lat = 46.2
lon = 6
[team]
name_de = "Standortförderung"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "home.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_home_is_dortmund() -> None:
    home = load_home(ROOT / "home.toml")
    assert (home.product, home.place, home.country) == ("Netzwerkatlas", "dortmund-de", "DE")
    assert (home.lat, home.lon, home.geonameid) == (51.51494, 7.466, 2935517)
    assert (home.timezone, home.default_language) == ("Europe/Berlin", "de")
    assert home.logo is None


def test_another_city_needs_only_the_file(tmp_path: Path) -> None:
    (tmp_path / "mark.svg").write_text("<svg/>", encoding="utf-8")
    text = 'logo = "mark.svg"\ntimezone = "Europe/Zurich"\n' + LEAST
    home = load_home(write(tmp_path, text))
    assert (home.city_de, home.city_en, home.place) == ("Genf", "Geneva", "geneva-ch")
    assert (home.team_de, home.team_en) == ("Standortförderung", "Standortförderung")
    assert home.logo == str(tmp_path / "mark.svg")
    assert home.geonameid is None


def test_a_geocoder_is_asked_only_where_one_is_named(tmp_path: Path) -> None:
    assert load_home(write(tmp_path, LEAST)).geocoder is None
    named = '[geocoder]\nnominatim = "https://a.example/nominatim/"\ncontact = "ann@a.example"\n'
    assert load_home(write(tmp_path, LEAST + named)).geocoder == HomeGeocoder(
        "https://a.example/nominatim", "ann@a.example"
    )


def test_who_may_is_open_and_nobody_s_unless_it_says_so(tmp_path: Path) -> None:
    assert load_home(write(tmp_path, LEAST)).rules == Rules()
    assert Rules().viewing is Viewing.OPEN
    said = (
        '[access]\nviewing = "signed-in"\nsession_hours = 4\nviewers = ["*"]\n'
        'editors = [" Ada@Example.ORG ", "@team.example.org"]\nadministrators = []\n[team]'
    )
    rules = load_home(write(tmp_path, LEAST.replace("[team]", said))).rules
    editors = ("ada@example.org", "@team.example.org")
    assert rules == Rules(Viewing.SIGNED_IN, 4, ("*",), editors, ())


TEAM = 'name_de = "Standortförderung"'
WRONG = [
    (TEAM, TEAM + '\n[geocoder]\ncontact = "a"', "geocoder.nominatim", "text"),
    (TEAM, TEAM + '\n[geocoder]\nnominatim = "https://a.example"', "geocoder.contact", "text"),
    (TEAM, TEAM + '\n[geocoder]\nnominatim = "a.example"', "geocoder.nominatim", "address"),
    (TEAM, TEAM + '\n[geocoder]\naddress = "a"', "geocoder.address", "known key"),
    ('product = "Atlas"', "product = 3", "product", "text"),
    ('product = "Atlas"', 'product = " "', "product", "text"),
    ('product = "Atlas"', "", "product", "text"),
    ('"CH"', '"Schweiz"', "city.country", "country"),
    ("lat = 46.2", "lat = 96.2", "city.lat", "number"),
    ("lat = 46.2", 'lat = "46.2"', "city.lat", "number"),
    ("lat = 46.2", "lat = nan", "city.lat", "number"),
    ("lat = 46.2", "lat = true", "city.lat", "number"),
    ("lon = 6", "", "city.lon", "number"),
    ("lon = 6", "lon = 6\ngeonameid = 0", "city.geonameid", "number"),
    ("lon = 6", "lon = 6\nlong = 6", "city.long", "known key"),
    ("[team]", "[teem]", "teem", "known key"),
    ('product = "Atlas"', 'product = "A"\ndefault_language = "fr"', "default_language", "language"),
    ('product = "Atlas"', 'product = "A"\ntimezone = "Europe/Bern"', "timezone", "timezone"),
    ('product = "Atlas"', 'product = "A"\ntimezone = "../etc"', "timezone", "timezone"),
    ('product = "Atlas"', 'product = "A"\nlogo = "none.svg"', "logo", "logo"),
    ('product = "Atlas"', 'product = "A"\nlogo = "home.toml"', "logo", "logo"),
    ('product = "Atlas"', "product = ", "", "file"),
    ("[team]", '[access]\nviewing = "closed"\n[team]', "access.viewing", "viewing"),
    ("[team]", "[access]\nviewing = true\n[team]", "access.viewing", "text"),
    ("[team]", "[access]\nsession_hours = 0\n[team]", "access.session_hours", "number"),
    ("[team]", "[access]\nsession_hours = 8.5\n[team]", "access.session_hours", "number"),
    ("[team]", "[access]\nsession_hours = true\n[team]", "access.session_hours", "number"),
    ("[team]", '[access]\neditors = "ada@example.org"\n[team]', "access.editors", "addresses"),
    ("[team]", '[access]\neditors = ["ada"]\n[team]', "access.editors", "addresses"),
    ("[team]", '[access]\neditors = ["*"]\n[team]', "access.editors", "addresses"),
    ("[team]", "[access]\nviewers = [1]\n[team]", "access.viewers", "addresses"),
    ("[team]", "[access]\nadmins = []\n[team]", "access.admins", "known key"),
]


@pytest.mark.parametrize(("old", "new", "key", "expected"), WRONG)
def test_what_is_wrong_is_named(
    tmp_path: Path, old: str, new: str, key: str, expected: str
) -> None:
    assert old in LEAST
    with pytest.raises(HomeError) as raised:
        load_home(write(tmp_path, LEAST.replace(old, new)))
    assert (raised.value.key, raised.value.expected) == (key, expected)


def test_a_misspelt_key_comes_with_the_one_that_was_meant(tmp_path: Path) -> None:
    with pytest.raises(HomeError) as raised:
        load_home(write(tmp_path, LEAST.replace("name_en", "name_eng")))
    assert raised.value.limits == "name_en"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(HomeError) as raised:
        load_home(tmp_path / "none.toml")
    assert raised.value.expected == "file"
