"""The team's first page: for editors alone, with what is to be done and what was done last."""

from __future__ import annotations

import pytest

from pages import ENTRIES
from tests.builders import an_activity
from tests.screens import by_tag, open_page, serving, signed_in


def test_a_visitor_is_told_for_whom_the_desk_is() -> None:
    with serving(an_activity()):
        screen = open_page("desk?lang=en")
    assert not screen.exceptions
    assert "for the team" in screen.text("not_allowed")
    assert "Desk" not in screen.text("header")
    assert not {"ways", "changes", "answer"} & set(screen.documents)


@pytest.mark.parametrize(
    ("language", "question"), [("de", "Was ist zu tun?"), ("en", "What is to be done?")]
)
def test_an_editor_sees_the_ways_and_the_latest_changes(language: str, question: str) -> None:
    with serving(an_activity()), signed_in():
        screen = open_page(f"desk?lang={language}")
    assert not screen.exceptions
    assert question in screen.text("answer")
    assert screen.sentence.endswith(".")
    links = by_tag(screen.documents["ways"], "a")
    ways = {way.attributes["href"].partition("?")[0] for way in links}
    assert ways <= set(ENTRIES)
    assert "desk" in ways
    assert by_tag(screen.documents["changes"], "li") or screen.text("changes")
