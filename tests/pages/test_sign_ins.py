"""The administrators' page: who is signed in, the end of it, and wrong keys."""

from __future__ import annotations

import pytest

from data.model import Access
from data.store.door import Door, WrongKey
from data.store.records import Store
from tests.builders import an_activity
from tests.desk import SAID, busy
from tests.screens import open_page, serving, signed_in
from ui import access, store


@pytest.fixture
def present(own_store: Store) -> str:
    """Somebody is signed in, and somebody else has tried a wrong key."""
    door, now = Door(own_store.engine), access.now()
    door.enter("Grace", door.new_key(Access.EDITOR, now), "192.0.2.1", now=now, hours=1)
    with pytest.raises(WrongKey):
        door.enter("Eve", "wrong", "192.0.2.66", now=now, hours=1)
    (one,) = door.present(now)
    return one.key


@pytest.mark.parametrize("language", ["de", "en"])
def test_it_tells_who_is_here_and_who_tried(present: str, language: str) -> None:
    with serving(an_activity()), signed_in(Access.ADMINISTRATOR):
        screen = open_page(f"access?lang={language}")
    assert not screen.exceptions
    assert "1 " in screen.sentence
    assert "Grace" in screen.text(f"sign_in_{present[:16]}")
    assert "192.0.2.66" in screen.text("failures")


def test_an_administrator_ends_a_sign_in(present: str) -> None:
    with serving(an_activity()), signed_in(Access.ADMINISTRATOR):
        screen = open_page("access")
        after = type(screen)(screen.test.button(key=f"end_{present[:16]}").click().run())
    assert not after.exceptions
    assert access.door().who(present, access.now()) is None
    assert f"sign_in_{present[:16]}" not in after.documents


def test_whoever_is_one_no_longer_ends_nothing(present: str) -> None:
    with serving(an_activity()):
        with signed_in(Access.ADMINISTRATOR):
            screen = open_page("access?lang=en")
        with signed_in(Access.EDITOR):
            after = type(screen)(screen.test.button(key=f"end_{present[:16]}").click().run())
    assert "not_allowed" in after.documents
    assert "you are not signed in" in after.text("signed_out_notice")
    assert access.door().who(present, access.now())


@pytest.mark.parametrize("language", ["de", "en"])
def test_ending_a_sign_in_waits_in_vain_and_can_be_tried_again(present: str, language: str) -> None:
    with serving(an_activity()), signed_in(Access.ADMINISTRATOR):
        screen = open_page(f"access?lang={language}")
        with busy(store.store()):
            screen = type(screen)(screen.test.button(key=f"end_{present[:16]}").click().run())
        assert SAID[language] in screen.text("waited")
        assert access.door().who(present, access.now())
        screen.test.button(key=f"end_{present[:16]}").click().run()
    assert access.door().who(present, access.now()) is None
