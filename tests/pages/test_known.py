"""Every page as it was known on a past day, for the team alone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from data.model import Access, Filters, Visibility
from data.store import writes
from data.store.records import Store
from data.store.writes import Create, Delete, Update
from exports.records_xlsx import records_xlsx
from pages import PAGES, activities, feed
from tests.builders import HOME, REFERENCE, an_activity
from tests.screens import Screen, by_tag, open_page, signed_in
from tests.stores import new_store
from ui import cache, clock, state
from ui import store as stores
from ui.i18n import Tongue, speaking
from ui.loading import Loaded
from ui.spoken import spoken

OPEN = [page.address for page in PAGES if page.needs is Access.VISITOR]
LATER = an_activity(id="later", title_de="Danach gekommen")
GONE = an_activity(id="gone", title_de="Seither gelöscht")
SECRET = an_activity(id="secret", title_de="Damals intern", visibility=Visibility.INTERNAL)
STEAM = an_activity(id="steam", title_de="Dampf", sectors=("steam",))
KNOWN = "known=2026-01-31"


@pytest.fixture(autouse=True)
def lived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Three records known by the evening of 31 January, and what was written ten minutes after
    midnight, in the home city's time."""
    store = Store(new_store(tmp_path / "records.db"))

    def at(hour: int, minute: int) -> None:
        moment = datetime(2026, 1, 31, hour, minute, tzinfo=UTC)
        monkeypatch.setattr(writes, "datetime", SimpleNamespace(now=lambda _zone: moment))

    at(22, 50)
    store.write([Create(GONE), Create(SECRET), Create(STEAM)], by="Ada")
    at(23, 10)
    store.write(
        [Delete("gone", 1), Create(LATER), Update(replace(STEAM, sectors=()), 1),
         Update(replace(SECRET, visibility=Visibility.PUBLIC, title_de="Jetzt öffentlich"), 1)],
        by="Ada",
    )  # fmt: skip
    now = Loaded(HOME, store.state(REFERENCE), None)
    monkeypatch.setattr(cache, "loaded", lambda: now)
    monkeypatch.setattr(stores, "store", lambda: store)
    monkeypatch.setattr(clock, "today", lambda _home: date(2026, 3, 1))
    yield store
    store.close()


def said(screen: Screen) -> str:
    return "\n".join(screen.text(key) for key in screen.documents)


@pytest.mark.parametrize(
    ("language", "bar"), [("de", "Stand: 31. Januar 2026"), ("en", "As known on 31 January 2026")]
)
def test_the_team_sees_the_records_of_that_evening(language: str, bar: str) -> None:
    with signed_in():
        then = open_page(f"activities?{KNOWN}&lang={language}")
        now = open_page(f"activities?lang={language}")
    assert bar in then.text("known")
    assert "steam" in then.text("known"), "what is no longer in the lists is named"
    table = then.text("records")
    assert all(title in table for title in (GONE.title_de, SECRET.title_de, STEAM.title_de))
    assert LATER.title_de not in table
    assert "known" not in now.documents
    assert LATER.title_de in now.text("records")
    assert GONE.title_de not in now.text("records")


@pytest.mark.parametrize("address", OPEN)
def test_every_page_draws_and_its_links_stay_on_that_day(address: str) -> None:
    with signed_in():
        screen = open_page(f"{address}?{KNOWN}&record=gone")
    assert not screen.exceptions
    assert "Stand: " in screen.text("known")
    links = [
        one.attributes["href"]
        for key in ("header", "answer", "record")
        for one in by_tag(screen.documents.get(key, []), "a")
        if "data-inner" in one.attributes
    ]
    assert [link for link in links if KNOWN not in link] == []


@pytest.mark.parametrize("address", OPEN)
def test_a_visitor_sees_today_and_is_told(address: str) -> None:
    screen = open_page(f"{address}?{KNOWN}&lang=en&record=secret")
    assert not screen.exceptions
    assert "for the team" in screen.text("known")
    assert all(title not in said(screen) for title in (SECRET.title_de, GONE.title_de))


@pytest.mark.parametrize("address", ["desk", "changes", "edit?of=later"])
def test_where_the_team_writes_it_sees_today(address: str) -> None:
    mark = "&" if "?" in address else "?"
    with signed_in():
        screen = open_page(f"{address}{mark}{KNOWN}")
    assert not screen.exceptions
    assert "known" not in screen.documents
    assert KNOWN not in "".join(
        one.attributes["href"] for one in by_tag(screen.documents["header"], "a")
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2025-12-24", "the history begins on 31 January 2026"),
        ("2026-03-01", "not over yet"),
        ("2099-01-01", "not over yet"),
    ],
)
def test_days_of_which_nothing_can_be_known(day: str, words: str) -> None:
    with signed_in():
        screen = open_page(f"?known={day}&lang=en")
    assert not screen.exceptions
    assert words in screen.text("known")


def test_a_file_says_of_which_day_it_is() -> None:
    looking_back = state.View(page="activities", known=date(2026, 1, 31))
    with signed_in(), pytest.MonkeyPatch.context() as patch, speaking(Tongue("de")):
        patch.setattr(state, "known", lambda: looking_back.known)
        selection = cache.select(Filters())
        assert activities._file_name(selection, "csv") == ("netzwerkatlas_stand-31-januar-2026.csv")
    with speaking(Tongue("de")):  # a file is made after its page
        told = spoken(selection)
        book = openpyxl.load_workbook(io.BytesIO(records_xlsx(selection, told)))
    assert book.sheetnames[0] == "Aktivitäten 2026-01-31"
    assert "Stand: 31. Januar 2026" in book.worksheets[1]["B1"].value


def test_a_calendar_never_looks_back() -> None:
    with pytest.raises(feed.NotUnderstood):
        feed.calendar([("known", "2026-01-31")])


def test_the_way_back_in_time_begins_at_the_history() -> None:
    with signed_in():
        for address in ("changes", "about"):
            screen = open_page(address)
            day = screen.test.date_input(key="known_day")
            assert (day.min, day.max) == (date(2026, 1, 31), date(2026, 2, 28))
            after = Screen(day.set_value(date(2026, 1, 31)).run())
            assert not after.exceptions
    assert not open_page("about").test.date_input
