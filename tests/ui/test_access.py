"""Who looks: by a browser's cookie, for as long as the store says so, and nobody otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import parse_qsl

import pytest
import streamlit as st

from data.model import Access
from data.rules import Rules, Viewing
from data.store.sign_ins import hash_of
from tests.builders import HOME, an_activity
from tests.desk import busy
from tests.screens import open_page, serving
from tests.ui.documents import text_of
from ui import access, entrance, loading, porter, provider, state, store, subscription
from ui.access import VISITOR, Person, SignedOut
from ui.entrance import Asked, Refused
from ui.i18n import Tongue, speaking

pytestmark = pytest.mark.usefixtures("own_store")  # who signs in is written there
CLOSED = replace(HOME, rules=Rules(viewing=Viewing.SIGNED_IN))


@pytest.fixture
def cookies(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the browser of the page that is drawn sends; every look at the store is a new one."""
    sent: dict[str, str] = {}
    moments = iter(range(10**9))
    monkeypatch.setattr(access, "_moment", lambda: next(moments))
    monkeypatch.setattr(access, "get_script_run_ctx", lambda **_: SimpleNamespace())
    monkeypatch.setattr(st, "context", SimpleNamespace(cookies=sent))
    return sent


def sign_in(needed: Access = Access.EDITOR) -> str:
    key = access.door().new_key(needed, access.now())
    token = porter.enter(Asked("de", name="Ada"), key, "192.0.2.1")
    assert isinstance(token, str)
    return token


@pytest.mark.parametrize("needed", [Access.VIEWER, Access.EDITOR, Access.ADMINISTRATOR])
def test_somebody_is_who_the_cookie_says(cookies: dict[str, str], needed: Access) -> None:
    assert access.person() == VISITOR
    token = cookies[access.COOKIE] = sign_in(needed)
    assert access.person() == Person("Ada", needed, hash_of(token))
    assert access.person_of(cookies) == access.person()
    assert [access.may(one) for one in Access] == [one <= needed for one in Access]


@pytest.mark.parametrize("token", ["", "x", "x" * 10_000, "ä"])
def test_any_other_cookie_is_nobody_s(cookies: dict[str, str], token: str) -> None:
    sign_in()
    cookies[access.COOKIE] = token
    assert access.person() == VISITOR


def test_it_is_over_when_it_ends(cookies: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    cookies[access.COOKIE] = sign_in()
    somebody = access.person()
    access.still(somebody)
    later = access.now() + timedelta(hours=10)
    monkeypatch.setattr(access, "now", lambda: later)
    assert access.person() == VISITOR
    with pytest.raises(SignedOut):
        access.still(somebody)
    access.still(VISITOR)


def test_a_part_that_runs_alone_draws_nothing_for_somebody_else(
    cookies: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Anew(Exception):
        pass

    def rerun() -> None:
        raise Anew

    monkeypatch.setattr(st, "rerun", rerun)
    token = cookies[access.COOKIE] = sign_in()
    drawn: list[str] = []
    part = access.while_signed_in(drawn.append)
    part("while")
    porter.leave(token, "")
    with pytest.raises(Anew):
        part("after")
    assert drawn == ["while"]


def test_nobody_is_anybody_where_no_page_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "context", SimpleNamespace(cookies={access.COOKIE: sign_in()}))
    assert access.person() == VISITOR


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("  Ada \n Lovelace ", "Ada Lovelace"),
        ("A\u202eda\x00\u200b", "Ada"),
        ("x" * 500, "x" * 80),
        ("\u200b \t", ""),
    ],
)
def test_a_name_can_be_read(given: str, kept: str) -> None:
    assert porter.name_of(given) == kept


def test_nobody_comes_in_without_a_name_or_with_a_wrong_key() -> None:
    assert porter.enter(Asked("de"), "x", "192.0.2.9") == Refused("nameless")
    found = porter.enter(Asked("de", name="Ada"), "x", "192.0.2.9")
    assert isinstance(found, Refused)
    assert found.why == "wrong"


@pytest.mark.parametrize("language", state.LANGUAGES)
@pytest.mark.parametrize(
    "refused", [None, Refused("nameless"), Refused("wrong", 4), Refused("too soon", 1)]
)
def test_the_page_to_sign_in_holds_only_what_is_ours(
    language: str, refused: Refused | None
) -> None:
    bad = '"><script>alert(1)</script>'
    page = entrance.page(HOME, Asked(language, then="map", name=bad), refused)
    assert "<script" not in page
    assert f'<html lang="{language}">' in page
    assert ('role="alert"' in page) == (refused is not None)
    assert 'name="then" value="map"' in page


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize(
    ("somebody", "said"), [(VISITOR, "Anmelden"), (Person("Ada", Access.EDITOR, "k"), "Abmelden")]
)
def test_the_header_has_the_way_in_or_out(somebody: Person, said: str) -> None:
    with speaking(Tongue("de")):
        node = entrance.beside_the_pages(somebody, state.View(page="map"))
    assert said in text_of(node)


def test_the_calendar_s_address_is_somebody_s_own_and_ends_with_the_key(
    cookies: dict[str, str],
) -> None:
    cookies[access.COOKIE] = sign_in(Access.VIEWER)
    proof = dict(parse_qsl(subscription.proof_of(access.person(), CLOSED)))
    assert subscription.may_read(proof, CLOSED)
    for changed in ({}, proof | {"reader": "Eve"}, proof | {"proof": "ä"}, {"reader": "Ada"}):
        assert not subscription.may_read(changed, CLOSED)
        assert subscription.may_read(changed, HOME)
    assert subscription.proof_of(access.person(), HOME) == ""
    access.door().new_key(Access.VIEWER, access.now())
    assert not subscription.may_read(proof, CLOSED)


# A busy database ---------------------------------------------------------------------------------


def test_who_signs_out_while_the_database_is_busy_stays_in_and_is_told(
    cookies: dict[str, str],
) -> None:
    token = cookies[access.COOKIE] = sign_in()
    with busy(store.store()):
        assert porter.leave(token, "") == Refused("busy")
    assert access.person().name == "Ada"
    assert porter.leave(token, "") == ""
    assert access.person() == VISITOR


@pytest.mark.parametrize(
    ("language", "said"), [("de", "Sie sind noch angemeldet"), ("en", "You are still signed in")]
)
def test_the_page_for_who_could_not_sign_out_offers_it_again(language: str, said: str) -> None:
    page = entrance.still_in(HOME, language, '"><script>')
    assert said in page
    assert f'<html lang="{language}">' in page
    assert "<script" not in page
    assert 'action="sign-out"' in page


@pytest.fixture
def claims(monkeypatch: pytest.MonkeyPatch, cookies: dict[str, str]) -> dict[str, object]:
    """What a provider says of the person whose page is drawn."""
    told: dict[str, object] = {"is_logged_in": True, "sub": "1", "email": "ada@example.org"}
    told["iat"] = access.now().timestamp()
    rules = Rules(editors=("@example.org",))
    assert not cookies
    monkeypatch.setattr(loading, "loaded", lambda: SimpleNamespace(home=replace(HOME, rules=rules)))
    monkeypatch.setattr(provider, "is_configured", lambda: True)
    monkeypatch.setattr(provider, "claims", lambda: told)
    return told


@pytest.mark.usefixtures("claims")
def test_whom_a_provider_vouches_for_waits_as_a_visitor_while_the_database_is_busy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr(access, "monotonic", lambda: now)
    with busy(store.store()) as tries:
        assert not access.is_kept_waiting()
        assert access.person() == VISITOR
        assert access.is_kept_waiting()
        assert access.person() == VISITOR
        assert len(tries) == 1, "a page asks many times, and each try may wait for a minute"
    now += 11
    assert access.person().name == "ada@example.org"
    assert access.may(Access.EDITOR)
    assert not access.is_kept_waiting()


@pytest.mark.parametrize(
    ("language", "said"), [("de", "noch nicht angemeldet"), ("en", "not signed in yet")]
)
def test_who_waits_at_the_door_is_told(
    language: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "is_kept_waiting", lambda: True)
    monkeypatch.setattr(access, "person", lambda: VISITOR)
    with serving(an_activity()):
        screen = open_page(f"desk?lang={language}")
    assert not screen.exceptions
    assert said in screen.text("kept_waiting")
    assert "not_allowed" in screen.documents
