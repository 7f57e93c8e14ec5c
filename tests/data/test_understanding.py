"""What people write for places and countries, and what it is understood as."""

from __future__ import annotations

import csv
from pathlib import Path
from time import process_time

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from data.gazetteer import bundled
from data.home import load_home
from data.model import Located, Place
from data.reference_lists import load_reference
from data.tables import Reference
from data.understanding import PlaceReader, asked

ROOT = Path(__file__).parents[2]


def _spellings() -> list[tuple[str, ...]]:
    with (Path(__file__).parent / "spellings.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference(ROOT / "data" / "reference", home=load_home(ROOT / "home.toml"))


@pytest.fixture(scope="module")
def reader(reference: Reference) -> PlaceReader:
    return PlaceReader(reference, bundled())


@pytest.fixture(scope="module")
def busy_reader(reference: Reference) -> PlaceReader:
    """One for many texts: a reader looks for only so many names that are written alike, and what
    a test asked of it would be missing from another."""
    return PlaceReader(reference, bundled())


def _named(choice: Place | str) -> str:
    return choice if isinstance(choice, str) else choice.key


@pytest.mark.parametrize(("text", "country", "means", "likeliest"), _spellings())
def test_real_spellings(
    reader: PlaceReader, text: str, country: str, means: str, likeliest: str
) -> None:
    """A place's key, a country's code, or ``?`` for what is asked, with the likeliest choice."""
    found = reader.read(text, country=country or None)
    if means == "?":
        assert found.counterpart is None
        assert found.place is None
        assert [_named(choice) for choice in found.choices[:1]] == (
            [likeliest] if likeliest else []
        )
    else:
        assert found.counterpart is not None
        assert (found.counterpart.place or found.counterpart.country) == means
        assert found.counterpart.place == (found.place.key if found.place else None)
        assert not found.choices


def test_every_german_and_english_name_of_a_country_is_understood(
    reader: PlaceReader, reference: Reference
) -> None:
    for language in ("de", "en"):
        for code, name in Locale(language).territories.items():
            if code in reference.countries:
                assert reader.country(str(name)) == code or name == "Georgia"


@pytest.mark.parametrize(
    ("text", "code"),
    [("VK", "GB"), ("uk", "GB"), ("gb", "GB"), ("Leeds", None), ("", None), ("Georgia", None)],
)
def test_countries(reader: PlaceReader, text: str, code: str | None) -> None:
    assert reader.country(text) == code


def test_every_partner_is_understood_by_either_name(
    reader: PlaceReader, reference: Reference
) -> None:
    for partner in reference.partners:
        place = reference.places[partner]
        for name in (place.name_de, place.name_en, *reference.aliases.get(partner, ())):
            assert reader.read(name).place == place


def test_every_choice_can_be_remembered_and_is_then_the_answer(
    reader: PlaceReader, reference: Reference
) -> None:
    for text in ("Springfield, USA", "Cambridge", "Eindhofen, NL", "Georgia", "Halle"):
        for choice in reader.read(text).choices:
            answers = {asked(text): reader.answer(choice)}
            again = PlaceReader(reference, bundled(), answers=answers).read(text.upper())
            assert again.counterpart is not None
            if isinstance(choice, str):
                assert (again.counterpart.country, again.place) == (choice, None)
            else:
                assert again.place == choice


def test_an_answer_holds_for_the_country_it_is_in(reference: Reference) -> None:
    answers = {
        asked("Cambridge"): "Cambridge, GB",
        asked("Halle", "BE"): "Halle, BE",
        "Nowhere": "x",
    }
    reader = PlaceReader(reference, bundled(), answers=answers)
    found = reader.read("Cambridge").place
    assert found is not None
    assert found.country == "GB"
    canadian = reader.read("Cambridge", country="CA").place
    assert canadian is not None
    assert canadian.country == "CA"
    assert reader.read("Halle").place is None
    assert reader.read("Halle", country="BE").place is not None
    assert reader.read("Nowhere").counterpart is None


def test_what_nobody_knows_can_be_kept_as_it_was_written(reader: PlaceReader) -> None:
    kept = [one for one in reader.read("Kleinkleckersdorf, GB").choices if isinstance(one, Place)]
    assert [(one.name_de, one.country, one.located) for one in kept] == [
        ("Kleinkleckersdorf", "GB", Located.UNKNOWN)
    ]


def test_places_of_the_records_are_known(reference: Reference) -> None:
    place = Place("gruga-de", "Gruga", "Gruga", "DE", 51.4, 7.0, None, Located.GEOCODER)
    reader = PlaceReader(reference, bundled(), known=[place])
    assert reader.read("Gruga").place == place
    assert reader.read("Gruga, Deutschland").place == place
    assert reader.suggestions("Gru")[0] == place


def test_while_typing(reader: PlaceReader) -> None:
    assert [place.name_de for place in reader.suggestions("Lee")][:1] == ["Leeds"]
    assert reader.suggestions("Mün")[0].name_de == "München"
    assert [place.country for place in reader.suggestions("Cam, GB")[:1]] == ["GB"]
    assert reader.suggestions("Eindhofen")[0].name_de == "Eindhoven"
    assert reader.suggestions("") == reader.suggestions("?") == []
    found = reader.suggestions("S", limit=5)
    assert len(found) == len({place.key for place in found}) == 5


@given(st.text(max_size=60), st.sampled_from((None, "GB", "US")))
def test_no_text_is_too_strange(busy_reader: PlaceReader, text: str, country: str | None) -> None:
    found = busy_reader.read(text, country=country)
    assert (found.counterpart is None) or not found.choices
    if found.place is not None:
        assert found.counterpart is not None
        assert found.counterpart.country == found.place.country
        assert country in (None, found.place.country)


def test_many_different_texts_take_seconds(reference: Reference) -> None:
    reader = PlaceReader(reference, bundled())
    names = [name for code in ("GB", "FR", "US", "PL") for name in bundled().names(code)]
    reader.read("warm")
    start = process_time()
    for at, name in enumerate(names[:5_000]):
        reader.read(f"{name}, {('UK', 'Frankreich', 'USA')[at % 3]}")
    assert process_time() - start < 4
