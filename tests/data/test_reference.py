"""The reference lists: the repository's own, and what is said of wrong ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from data.model import Located, Relation
from data.names import normalise, place_key
from data.problems import Code
from data.reference_lists import ReferenceListsInvalid, load_reference
from tests.data.record_files import ROOT, reference

LISTS = ROOT / "data" / "reference"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A copy to break."""
    for path in LISTS.glob("*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_own_partners_are_the_documented_ones() -> None:
    found = reference()
    cities = {
        key: partner.since
        for key, partner in found.partners.items()
        if partner.relation is Relation.PARTNER_CITY
    }
    assert cities == {
        "amiens-fr": 1960,
        "leeds-gb": 1969,
        "rostov-on-don-ru": 1977,
        "buffalo-us": 1978,
        "netanya-il": 1981,
        "novi-sad-rs": 1982,
        "zwickau-de": 1988,
        "xian-cn": 1992,
        "trabzon-tr": 2014,
        "kumasi-gh": 2024,
        "zhytomyr-ua": 2025,
    }
    suspended = [key for key, partner in found.partners.items() if partner.suspended]
    assert suspended == ["rostov-on-don-ru"]
    assert {"pittsburgh-us", "daejeon-kr", "manchester-gb"} < set(found.partners)
    assert set(found.partners) < set(found.places)


def test_own_countries_are_the_ones_that_babel_can_name() -> None:
    """Every ISO 3166-1 alpha-2 code, and XK, which is in use for Kosovo."""
    codes = set(reference().countries)
    names = set(Locale("en").territories)
    assert codes <= names
    assert len(codes) == 250
    assert {"DE", "TV", "GF", "XK", "AQ"} <= codes


def test_own_sectors_have_two_levels_and_names_of_their_own() -> None:
    sectors = reference().sectors
    tops = [sector for sector in sectors.values() if sector.parent is None]
    assert 12 <= len(tops) <= 16
    assert len(sectors) - len(tops) >= 30
    assert sectors["digital_health"].parent == "health_tech"
    for name in ("name_de", "name_en"):
        assert len({getattr(sector, name) for sector in sectors.values()}) == len(sectors)


def test_results_are_settlements_and_agreements() -> None:
    results = {kind.code for kind in reference().kinds.values() if kind.is_result}
    assert results == {"settlement", "agreement"}


def test_the_home_city_is_among_the_places_when_it_is_given() -> None:
    place = reference().places["dortmund-de"]
    assert (place.lat, place.lon, place.geonameid) == (51.51494, 7.466, 2935517)
    assert place.located is Located.REFERENCE
    assert "dortmund-de" not in load_reference(LISTS).places


WRONG = [
    ("kinds.csv", "visit,Besuch,,Besuche,Visits,no", Code.VALUE_MISSING, "name_en"),
    ("kinds.csv", "visit,Besuch,Visit,Besuche,Visits,maybe", Code.CODE_UNKNOWN, "is_result"),
    ("kinds.csv", "conference,K,C,K,C,no", Code.KEY_TWICE, "code"),
    ("sectors.csv", "x,X,X,digitalization", Code.PARENT_UNKNOWN, "parent"),
    ("sectors.csv", "x,X,X,ai", Code.PARENT_NESTED, "parent"),
    ("sectors.csv", "x,X,X,ai,more", Code.ROW_TOO_LONG, ""),
    ("networks.csv", "x,X,,X", Code.VALUE_MISSING, "full_de"),
    ("countries.csv", "de,51,10", Code.COUNTRY_UNKNOWN, "code"),
    ("countries.csv", "QQ,91,10", Code.NUMBER_INVALID, "lat"),
    ("places.csv", "X,X,QQ,,1,1,", Code.COUNTRY_UNKNOWN, "country"),
    ("places.csv", "X,X,GB,,nan,1,", Code.NUMBER_INVALID, "lat"),
    ("places.csv", "X,X,GB,x1,1,1,", Code.NUMBER_INVALID, "geonameid"),
    ("places.csv", "Leeds,Leeds,GB,,1,1,", Code.KEY_TWICE, "name_de"),
    ("partner_cities.csv", "X,X,GB,,1,1,,friend,,,", Code.CODE_UNKNOWN, "relation"),
    ("partner_cities.csv", "X,X,GB,,1,1,,partner_city,69,,", Code.NUMBER_INVALID, "since"),
    ("partner_cities.csv", "X,X,GB,,1,1,,partner_city,,x,", Code.CODE_UNKNOWN, "suspended"),
]


@pytest.mark.parametrize(("file", "line", "code", "column"), WRONG)
def test_a_wrong_row_is_named(lists: Path, file: str, line: str, code: Code, column: str) -> None:
    path = lists / file
    row = len(path.read_text(encoding="utf-8").splitlines()) + 1
    with path.open("a", encoding="utf-8") as opened:
        opened.write(line + "\n")
    with pytest.raises(ReferenceListsInvalid) as raised:
        load_reference(lists)
    found = [(p.file, p.row, p.column, p.code) for p in raised.value.problems]
    assert found == [(file, row, column, code)]


def test_all_lists_problems_are_told_at_once(lists: Path) -> None:
    (lists / "kinds.csv").unlink()
    (lists / "sectors.csv").write_text("code,name_de\n", encoding="utf-8")
    (lists / "networks.csv").write_bytes("code\nKöln\n".encode("cp1252"))
    (lists / "places.csv").write_text('name_de,"open\n', encoding="utf-8")
    with pytest.raises(ReferenceListsInvalid) as raised:
        load_reference(lists)
    found = {(problem.file, problem.code) for problem in raised.value.problems}
    assert found == {
        ("kinds.csv", Code.FILE_UNREADABLE),
        ("sectors.csv", Code.COLUMN_MISSING),
        ("networks.csv", Code.FILE_NOT_UTF8),
        ("places.csv", Code.ROW_QUOTES),
    }


NAMES = [
    ("Xi’an", "XIAN"),
    ("Málaga", "malaga"),
    ("  Rostow-am-Don ", "rostow am don"),
    ("Łódź", "Lodz"),
    ("Straße", "STRASSE"),
    ("Ålesund", "alesund"),
    ("Århus", "Arhus"),
    ("Tromsø", "Tromso"),
]


@pytest.mark.parametrize(("one", "other"), NAMES)
def test_names_are_compared_regardless_of_spelling(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)
    assert place_key(one, "XX") == place_key(other, "XX")


@given(st.text())
def test_a_comparable_name_stays_as_it_is(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_keys_of_long_or_wordless_names_stay_short_and_apart() -> None:
    long = [place_key("x" * 500 + end, "GB") for end in "ab"]
    assert len(set(long)) == 2
    assert max(map(len, long)) < 80
    assert place_key("!!!", "GB") != place_key("???", "GB")
