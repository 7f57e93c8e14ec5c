"""Bringing in on the page: what was understood, what would become of it, and that it is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.runtime.uploaded_file_manager import DeletedFile

from data.gazetteer import bundled
from data.importing.plan import Verdict
from data.model import Access
from data.store.records import Store
from pages.bring_in import sent
from tests.builders import HOME, REFERENCE, an_activity
from tests.screens import Screen, open_page, serving, signed_in
from tests.stores import new_store
from ui import store as ui_store
from ui.importing import course
from ui.importing.course import Importing
from ui.importing.sources import Basis

FILE = """Titel;Datum;Herkunft;Teilnehmer;Branche
Besuch aus Leeds;12.–14.09.2025;Leeds;ca. 50 Personen;Wasserstoff
Besuch aus Zürich;KW 36/2025;Zürich;20-30;Bergbau
Ohne Tag;bald;Leeds;;
"""
SENTENCES = {"de": ("list.csv: 3 Zeilen gelesen", "Von 3 Zeilen"),
             "en": ("list.csv: 3 rows were read", "Of 3 rows")}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An empty store, which the pages write, too."""
    opened = Store(new_store(tmp_path / "records.db"))
    monkeypatch.setattr(ui_store, "store", lambda: opened)
    # a busy machine may take longer; how far it is has a test of its own
    monkeypatch.setattr(course, "_PATIENCE", 60)
    yield opened
    opened.close()


def begun(store: Store, text: str = FILE, *, by: str = "Ada", name: str = "list.csv") -> Importing:
    """An import whose file was read."""
    basis = Basis(HOME, REFERENCE, store, date(2025, 10, 1), "de", by)
    one = course.begin([(name, text.encode())], basis)
    wait(one)
    return one


def wait(one: Importing) -> None:
    """Until all is done that was begun; asking waits by itself."""
    while course.is_working(one):
        pass


def shown(one: Importing, language: str = "de") -> Screen:
    return open_page(f"bring-in?of={one.token}&lang={language}")


def with_constants(one: Importing) -> None:
    assert one.mapping is not None
    mapping = course.with_constant(one.mapping, "kind", "visit")
    mapping = course.with_constant(mapping, "direction", "inbound")
    course.map_columns(one, course.with_constant(mapping, "status", "by_date"))


def press(screen: Screen, key: str) -> Screen:
    return Screen(screen.test.button(key=key).click().run())


def test_a_visitor_cannot_bring_in(store: Store) -> None:
    with serving(an_activity()):
        one = begun(store)
        screen = shown(one)
    assert "not_allowed" in screen.documents
    assert "answer" not in screen.documents


def test_nobody_sees_what_somebody_else_brings_in(store: Store) -> None:
    with serving(an_activity()), signed_in(name="Bo"):
        screen = shown(begun(store, by="Ada"), "en")
    assert "has ended" in screen.text("lost")
    assert "Leeds" not in "".join(screen.text(key) for key in screen.documents)


def test_nobody_writes_in_the_name_of_somebody_else(store: Store) -> None:
    with serving(an_activity()):
        with signed_in(name="Ada"):
            one = begun(store, "Titel;Datum;Ort\nBesuch aus Leeds;12.09.2025;Leeds\n")
            with_constants(one)
            screen = press(shown(one), "go_on")
            wait(one)
            screen = Screen(screen.test.run())
        with signed_in(name="Bo"):
            press(screen, "bring_in")
    assert one.written is None
    assert one.work is None
    assert store.everything()[1] == []


def test_a_file_that_was_taken_back_is_no_file() -> None:
    assert sent([DeletedFile("1")]) == []


@pytest.mark.parametrize("language", SENTENCES)
def test_from_the_file_to_the_records(store: Store, language: str) -> None:
    read, of = SENTENCES[language]
    with serving(an_activity()), signed_in():
        one = begun(store)
        screen = shown(one, language)
        assert not screen.exceptions
        assert read in screen.sentence
        assert "missing" in screen.documents
        with_constants(one)
        screen = press(shown(one, language), "go_on")
        assert not screen.exceptions
        assert of in screen.text("preview_head")
        assert "questions_head" in screen.documents
        assert screen.test.button(key="bring_in").disabled
        course.answer(one, {("sector", "bergbau"): "solar", ("count", "20-30"): "about 25"})
        wait(one)
        course.fix(one, {2: {"start": "Sept. 2025"}})
        wait(one)
        screen = shown(one, language)
        assert not screen.exceptions
        assert "questions_head" not in screen.documents
        screen = press(screen, "bring_in")
        assert not screen.exceptions
        assert one.written is not None
        assert (one.written.created, one.written.changed) == (3, 0)
        assert "3" in screen.sentence
    assert {one.title_de for one in store.everything()[1]} == {
        "Besuch aus Leeds", "Besuch aus Zürich", "Ohne Tag",
    }  # fmt: skip
    assert store.past.authors() == ["Ada"]


def test_the_same_kind_of_file_is_not_asked_about_again(store: Store) -> None:
    with serving(an_activity()), signed_in():
        one = begun(store)
        with_constants(one)
        course.answer(one, {("sector", "bergbau"): "solar", ("count", "20-30"): ""})
        wait(one)
        course.fix(one, {2: {"start": "Sept. 2025"}})
        wait(one)
        course.confirm(one)
        wait(one)
        again = begun(store)
        assert again.preview is not None
        assert not again.preview.read.questions
        verdicts = [row.verdict for row in again.preview.plan.judged]
        assert verdicts[:2] == [Verdict.UNCHANGED] * 2
        assert not shown(again).exceptions


def test_wrong_rows_keep_everything_from_being_written(store: Store) -> None:
    one = begun(store)
    with_constants(one)
    course.plan(one)
    wait(one)
    course.confirm(one)
    assert one.work is None
    assert not store.everything()[1]


def test_somebody_who_may_no_longer_write_writes_nothing(store: Store) -> None:
    with serving(an_activity()):
        with signed_in():
            one = begun(store, "Titel;Datum\nA;1.1.2025\n")
            with_constants(one)
            course.plan(one)
            wait(one)
            screen = shown(one)
        with signed_in(Access.VIEWER):
            told = press(screen, "bring_in")
    assert "nicht (mehr) angemeldet" in told.text("signed_out_notice")
    assert one.written is None
    assert not store.everything()[1]


def test_a_race_writes_nothing_and_shows_the_preview_anew(store: Store) -> None:
    text = "Titel;Datum\nA;1.1.2025\n"
    with serving(an_activity()), signed_in():
        one, other = begun(store, text), begun(store, text)
        for each in (one, other):
            with_constants(each)
            course.plan(each)
            wait(each)
        course.confirm(one)
        wait(one)
        course.confirm(other)
        wait(other)
        screen = shown(other, "en")
    assert "row 2" in screen.text("failure")
    assert len(store.everything()[1]) == 1
    assert other.preview is not None
    assert [row.verdict for row in other.preview.plan.judged] == [Verdict.UNCHANGED]


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "empty"), ("Titel;Datum\n", "no rows"), ("x;" * 400 + "\n" + "1;" * 400, "400"),
     ("\x00\x01\x02", "")],
)  # fmt: skip
def test_a_file_without_a_table_says_why(store: Store, text: str, said: str) -> None:
    with serving(an_activity()), signed_in():
        screen = shown(begun(store, text), "en")
    assert not screen.exceptions
    assert said in screen.sentence
    assert screen.sentence.endswith(".")


def test_formulas_and_markup_stay_text(store: Store) -> None:
    with serving(an_activity()), signed_in():
        one = begun(store, 'Titel;Datum\n"=HYPERLINK(""http://x"")<b>";1.1.2025\n')
        with_constants(one)
        screen = press(shown(one), "go_on")
    assert not screen.exceptions
    assert '=HYPERLINK("http://x")<b>' in screen.text("preview")


def test_a_cancelled_reading_leaves_nothing(store: Store) -> None:
    basis = Basis(HOME, REFERENCE, store, date(2025, 10, 1), "de", "Ada")
    bundled()
    rows = "".join(f"Besuch {number};1.1.2025;Leeds\n" for number in range(20_000))
    one = course.begin([("big.csv", f"Titel;Datum;Ort\n{rows}".encode())], basis)
    assert one.work is not None
    one.work.cancel()
    wait(one)
    assert one.seen is None
    course.forget(one)
    assert course.find(one.token, "Ada") is None


def test_what_was_cancelled_while_it_was_written_can_be_confirmed_again(store: Store) -> None:
    rows = "".join(f"Besuch {number};1.1.2025;Leeds\n" for number in range(1_000))
    with serving(an_activity()), signed_in():
        one = begun(store, f"Titel;Datum;Ort\n{rows}")
        with_constants(one)
        course.plan(one)
        wait(one)
        course.confirm(one)
        course.cancel(one)
        wait(one)
        assert not store.everything()[1]
        screen = press(shown(one), "bring_in")
        wait(one)
        assert not screen.exceptions
    assert one.written is not None
    assert one.written.created == len(store.everything()[1]) == 1_000
