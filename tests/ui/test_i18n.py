"""Everything that readers see exists in every language, whole and well-formed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from ui import i18n, state
from ui.i18n import Tongue
from ui.state import View

ROOT = Path(__file__).resolve().parent.parent.parent
SAYING = {"_": 1, "marked": 1, "text": 1, "n_": 2, "plural": 2}
"""Functions that take message ids, and how many."""
Id = str | tuple[str, str]


def _spoken(path: Path) -> Iterator[Id]:
    """The message ids that a file says, wherever in an expression it says them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        count = SAYING.get(str(name), 0)
        found = [
            argument.value
            for argument in node.args[:count]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        if count and len(found) == count:
            yield found[0] if count == 1 else (found[0], found[1])


def _sources() -> list[Path]:
    return [ROOT / "dashboard.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]


SPOKEN = {message for path in _sources() for message in _spoken(path)}


def _catalogue(language: str) -> Catalog:
    path = ROOT / "locale" / language / "LC_MESSAGES" / "netzwerkatlas.po"
    with path.open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


TRANSLATED = [code for code in state.LANGUAGES if code != "en"]


def _messages(language: str) -> list[Message]:
    return [message for message in _catalogue(language) if message.id]


def _forms(value: str | Sequence[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _names(text: str) -> set[str]:
    return {name for _text, name, *_rest in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_left_untranslated(language: str) -> None:
    known = {message.id if isinstance(message.id, str) else tuple(message.id)
             for message in _messages(language)}  # fmt: skip
    assert SPOKEN - known == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_translated_that_nobody_says(language: str) -> None:
    known = {message.id if isinstance(message.id, str) else tuple(message.id)
             for message in _messages(language)}  # fmt: skip
    assert known - SPOKEN == set()
    assert not _catalogue(language).obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_form_is_there_and_certain(language: str) -> None:
    wanted = _catalogue(language).num_plurals
    for message in _messages(language):
        forms = _forms(message.string)
        assert len(forms) == (wanted if message.pluralizable else 1), message.id
        assert all(forms), message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_are_the_same(language: str) -> None:
    for message in _messages(language):
        for original, form in zip(_forms(message.id), _forms(message.string), strict=True):
            assert _names(form) == _names(original), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_edges_are_the_same(language: str) -> None:
    """A sentence keeps its full stop, a continuation its semicolon, and no space is doubled."""
    for message in _messages(language):
        original, form = _forms(message.id)[-1], _forms(message.string)[-1]
        assert form.strip() == form
        assert "  " not in form
        assert original.endswith(".") == form.endswith("."), message.id
        assert original.startswith("; ") == form.startswith("; "), message.id


def test_german_has_german_quotation_marks() -> None:
    for message in _messages("de"):
        for form in _forms(message.string):
            assert not re.search(r"[\"”']", form), form
            assert form.count("„") == form.count("“"), form
            assert re.fullmatch(r"[^„“]*(„[^„“]+“[^„“]*)*", form), form


def test_english_has_english_quotation_marks() -> None:
    for message in SPOKEN:
        for form in _forms(message):
            assert not re.search(r"[\"„']", form), form
            assert form.count("“") == form.count("”"), form


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("de", 0, "0 Aktivitäten"),
        ("de", 1, "1 Aktivität"),
        ("de", 1234, "1.234 Aktivitäten"),
        ("en", 0, "0 activities"),
        ("en", 1, "1 activity"),
        ("en", 1234, "1,234 activities"),
    ],
)
def test_numbers_bend_their_nouns(
    language: str, count: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "view", lambda: View(language=language))
    assert i18n.n_("{count} activity", "{count} activities", count) == said


def test_braces_in_a_value_are_only_text() -> None:
    assert Tongue("de").text("“{text}”", text="{language} {0}") == "„{language} {0}“"


def test_a_language_without_a_catalogue_is_english() -> None:
    assert Tongue("en").text("Overview") == "Overview"
    assert Tongue("fr").text("Overview") == "Overview"


@pytest.mark.parametrize(
    ("german", "english", "de", "en"),
    [("a", "b", "a", "b"), ("a", "", "a", "a"), ("", "b", "b", "b"), ("", "", "", "")],
)
def test_a_record_in_one_language_is_shown_in_both(
    german: str, english: str, de: str, en: str
) -> None:
    assert Tongue("de").pick(german, english) == de
    assert Tongue("en").pick(german, english) == en


def test_a_language_can_be_spoken_without_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "view", lambda: View(language="en"))
    with i18n.speaking(Tongue("de")):
        assert i18n._("Overview") == "Überblick"
    assert i18n._("Overview") == "Overview"
