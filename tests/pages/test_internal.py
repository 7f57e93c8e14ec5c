"""What is internal reaches nobody but the team: not in a page, a chart, a file, a feed or a count.

A world with internal records and one without them are the same to a visitor, to the last byte.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1.element_tree import Block, Element

from data import queries
from data.follow_up import FollowUp, KeptFollowUp
from data.model import (
    Access,
    Activity,
    Direction,
    Filters,
    Home,
    Located,
    Organisation,
    Participants,
    Place,
    Qualifier,
    Role,
    Status,
    Unit,
    Visibility,
)
from data.problems import Code, Problem
from data.queries import Selection
from data.reading import FileRead
from data.rules import Rules, Viewing
from data.store.files import Followed
from data.store.records import State
from exports.records_csv import records_csv
from exports.records_geojson import records_geojson
from exports.records_ics import records_ics
from exports.records_jsonld import records_jsonld
from exports.records_xlsx import records_xlsx
from pages import PAGES, feed
from tests.builders import HOME, an_activity, from_place, tables_of
from tests.screens import Screen, open_page, signed_in
from ui import cache, follow_ups, i18n
from ui.i18n import Tongue
from ui.loading import Loaded
from ui.spoken import spoken

MARK = "Geheimnis"
FILE = re.compile(r"file_id: \S+")
MADE = datetime(2026, 1, 1, tzinfo=UTC)
SECRET_PLACE = Place(
    "geheimnisstadt-ch", f"{MARK}stadt", f"{MARK}ton", "CH", 46.0, 7.0, None, Located.GAZETTEER
)

PUBLIC = [
    an_activity(
        id="a",
        title_en="Visit",
        counterparts=(from_place("leeds-gb"),),
        sectors=("hydrogen", "nano"),
        networks=("gini",),
        follow_up=f"{MARK} wird besprochen",
        participants=Participants(12, Qualifier.ABOUT, Unit.PEOPLE),
    ),
    an_activity(id="b", start=date(2024, 3, 1), counterparts=(from_place("netanya-il"),)),
    an_activity(id="c", start=date(2025, 12, 1), status=Status.PLANNED, venue="kumasi-gh"),
]


def secret(name: str, **changes: object) -> Activity:
    """An internal record whose every text says so."""
    return an_activity(
        id=f"{MARK}-{name}",
        title_de=f"{MARK} {name}",
        title_en=f"{MARK} {name}",
        outcome_de=MARK,
        outcome_en=MARK,
        follow_up=MARK,
        note_de=MARK,
        note_en=MARK,
        source=f"{MARK}akte",
        source_url=f"https://{MARK}.example/",
        organisations=(Organisation(f"{MARK} GmbH", Role.HOST),),
        visibility=Visibility.INTERNAL,
        **changes,
    )


INTERNAL = [
    secret("like another", counterparts=(from_place("leeds-gb"),), sectors=("hydrogen",)),
    secret("new month", start=date(2026, 6, 1), networks=("iurc",), direction=Direction.MUTUAL),
    secret("before all", start=date(2019, 1, 1), kind="settlement", venue="zuerich-ch"),
    secret("new country", counterparts=(from_place("novi-sad-rs"),), sectors=("solar",)),
    secret("soon", start=date(2026, 2, 1), status=Status.PLANNED, venue=SECRET_PLACE.key),
    secret("many", participants=Participants(777, Qualifier.EXACT, Unit.PEOPLE)),
]
STEPS = (
    KeptFollowUp(1, 1, FollowUp(f"{MARK} anrufen", activity="a", responsible=MARK)),
    KeptFollowUp(2, 1, FollowUp(f"{MARK} besuchen", partner="leeds-gb", due=date(2020, 1, 1))),
    KeptFollowUp(
        3, 1, FollowUp(f"{MARK} fertig", activity="b", done=date(2025, 9, 1), outcome="a")
    ),
)
PROBLEMS = (
    Problem("team.csv", 3, "start", f"{MARK}tag", Code.DATE_INVALID, internal=True),
    Problem("team.csv", 4, "start", "gestern", Code.DATE_INVALID),
)


def loaded(*, internal: bool, home: Home = HOME) -> Loaded:
    """The same public records, with internal ones beside them or without."""
    tables = tables_of(PUBLIC + (INTERNAL if internal else []))
    if internal:
        tables = replace(tables, places={**tables.places, SECRET_PLACE.key: SECRET_PLACE})
    file = FileRead("team.csv", 11, 9, 7, 6) if internal else FileRead("team.csv", 4, 3)
    problems = PROBLEMS if internal else PROBLEMS[1:]
    return Loaded(
        home,
        State(1, 1, tables),
        Followed(active=True, fingerprint="", files=(file,), problems=problems),
    )


@contextmanager
def world(*, internal: bool, home: Home = HOME) -> Iterator[None]:
    found = loaded(internal=internal, home=home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "loaded", lambda: found)
        patch.setattr(follow_ups, "_at", lambda *_: STEPS if internal else ())
        yield


def sent(screen: Screen) -> str:
    """All that was sent to draw a page, but for what is different at every run."""
    assert not screen.exceptions
    kept = {"documents": screen.documents, "charts": screen.charts, "maps": screen.maps}
    others = "\n".join(str(element.proto) for element in leaves(screen.test._tree))
    return json.dumps(kept, default=str) + FILE.sub("", others)


def leaves(block: Block) -> Iterator[Element]:
    for child in block.children.values():
        if isinstance(child, Block):
            yield from leaves(child)
        elif isinstance(child, Element):
            yield child


FOR_ALL = [page.address for page in PAGES if page.needs is Access.VISITOR]
ADDRESSES = [
    *FOR_ALL,
    "map?layer=places&country=GB",
    "map?city=geheimnisstadt-ch",
    "timeline?by=sector",
    "timeline?open=course",
    "sectors?sector=hydrogen",
    "partners?record=a",
    "partners?detail=novi-sad-rs",
    f"activities?record={MARK}-soon",
    f"activities?q={MARK}",
    "activities?sort=-participants",
    "activities?from=2019-01&to=2019-02",
    "activities?country=RS",
    "about?open=problems",
    "?country=CH",
    "?city=geheimnisstadt-ch",
    "?known=2025-06-01",
    "edit?of=a",
    "changes?of=a",
    "follow-ups?of=a",
    "bring-in",
    "desk",
    "access",
]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_visitor_sees_the_world_without_it(address: str, language: str) -> None:
    asked = f"{address}{'&' if '?' in address else '?'}lang={language}"
    with world(internal=True):
        with_it = sent(open_page(asked))
    with world(internal=False):
        without = sent(open_page(asked))
    assert with_it == without
    if MARK.casefold() not in address.casefold():
        assert MARK.casefold() not in with_it.casefold()


@pytest.mark.parametrize("page", FOR_ALL)
def test_the_team_sees_it(page: str) -> None:
    """The other side of the test above: what the visitor does not see is there to be seen."""
    with world(internal=True):
        visitor = sent(open_page(page))
        with signed_in(Access.EDITOR):
            assert sent(open_page(page)) != visitor
        assert sent(open_page(page)) == visitor  # nothing that was remembered is mixed up


def test_it_is_marked_for_the_team() -> None:
    with world(internal=True), signed_in(Access.EDITOR):
        screen = open_page(f"activities?record={MARK}-soon")
    assert "intern" in screen.text("record")
    assert screen.text("records").count("intern") >= len(INTERNAL)


MAKERS: dict[str, Callable[[Selection], bytes]] = {
    "csv": lambda selection: records_csv(selection, separator=";"),
    "xlsx": lambda selection: records_xlsx(selection, spoken(selection)),
    "ics": lambda selection: records_ics(selection, spoken(selection), made=MADE),
    "geojson": lambda selection: records_geojson(selection, spoken(selection)),
    "jsonld": lambda selection: records_jsonld(selection, spoken(selection)),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_no_file_of_a_visitor_holds_it(kind: str) -> None:
    files = []
    for internal in (True, False):
        with world(internal=internal), i18n.speaking(Tongue("de")):
            selection = queries.select(cache.library().snapshot, Filters())
            files.append(MAKERS[kind](selection))
    assert MARK.encode() not in files[0]
    if kind != "xlsx":  # which says when it was made
        assert files[0] == files[1]


def test_the_feed_does_not_hold_it() -> None:
    with world(internal=True):
        assert MARK.encode() not in feed.calendar([])


@pytest.mark.parametrize("page", [page.address for page in PAGES])
@pytest.mark.parametrize("language", ["de", "en"])
def test_behind_a_sign_in_a_visitor_sees_nothing_at_all(page: str, language: str) -> None:
    home = replace(HOME, rules=Rules(viewing=Viewing.SIGNED_IN))
    screens = []
    for internal in (True, False):
        with world(internal=internal, home=home):
            screens.append(open_page(f"{page}?lang={language}&record=a&open=problems"))
    assert sent(screens[0]) == sent(screens[1])
    assert set(screens[0].documents) == {"header", "not_allowed"}
    assert "Leeds" not in sent(screens[0])
    assert screens[0].text("header").split("DE")[0].strip() == "Netzwerkatlas Dortmund"


def test_behind_a_sign_in_a_viewer_sees_the_public_records() -> None:
    home = replace(HOME, rules=Rules(viewing=Viewing.SIGNED_IN))
    with world(internal=True, home=home), signed_in(Access.VIEWER):
        behind = open_page("activities").text("records")
    with world(internal=False):
        assert behind == open_page("activities").text("records")
