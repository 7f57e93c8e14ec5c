"""Whom a provider vouches for, and what follows from it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from data.identity import identified
from data.model import Access
from data.rules import Rules

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ISSUED = int((NOW - timedelta(hours=1)).timestamp())
RULES = Rules(
    session_hours=8,
    viewers=("@example.org",),
    editors=("ada@example.org", "@team.example.org"),
    administrators=("grace@example.org",),
)
CLAIMS = {
    "is_logged_in": True,
    "iss": "https://id.example.org",
    "sub": "1",
    "iat": ISSUED,
    "email": "ada@example.org",
    "email_verified": True,
}


def access(rules: Rules = RULES, **changes: object) -> Access | None:
    found = identified(CLAIMS | changes, rules, NOW)
    return found.access if found else None


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("ada@example.org", Access.EDITOR),
        (" ADA@Example.ORG ", Access.EDITOR),
        ("grace@example.org", Access.ADMINISTRATOR),
        ("anybody@team.example.org", Access.EDITOR),
        ("anybody@example.org", Access.VIEWER),
        ("ada@example.org.evil.example", None),
        ("anybody@sub.example.org", None),
        ("ada@example.org@evil.example", None),
        ("example.org", None),
        ("@", None),
        ("", None),
        (None, None),
        (["ada@example.org"], None),
    ],
)
def test_the_address_decides(email: object, expected: Access | None) -> None:
    assert access(email=email) == expected


@pytest.mark.parametrize("verified", [False, "false", "", 0, 1, "yes", [True]])
def test_an_address_that_nobody_verified_is_none(verified: object) -> None:
    assert access(email_verified=verified) is None


@pytest.mark.parametrize("verified", [True, "true", None])
def test_a_provider_may_leave_the_claim_out(verified: object) -> None:
    assert access(email_verified=verified) is Access.EDITOR


def test_everybody_may_look_where_it_says_so_and_nobody_where_no_list_does() -> None:
    everybody = Rules(viewers=("*",))
    assert access(everybody, email=None) is Access.VIEWER
    assert access(everybody, email_verified=False) is Access.VIEWER
    assert access(Rules()) is None


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        (ISSUED, True),
        (int((NOW - timedelta(hours=8, seconds=-1)).timestamp()), True),
        (int((NOW - timedelta(hours=8)).timestamp()), False),
        (int((NOW + timedelta(minutes=4)).timestamp()), True),
        (int((NOW + timedelta(minutes=6)).timestamp()), False),
        (None, False),
        (str(ISSUED), False),
        (True, False),
    ],
)
def test_it_ends_after_the_hours_however_long_the_provider_s_lasts(
    issued: object, *, expected: bool
) -> None:
    assert (access(iat=issued) is not None) == expected


def test_nobody_without_a_sign_in() -> None:
    assert access(is_logged_in=False) is None
    assert identified({}, RULES, NOW) is None


def test_each_sign_in_is_another_one() -> None:
    keys = {
        found.key
        for changes in ({}, {"sub": "2"}, {"iat": ISSUED + 1}, {"iss": "other"}, {"nonce": "n"})
        if (found := identified(CLAIMS | changes, RULES, NOW))
    }
    assert len(keys) == 5
