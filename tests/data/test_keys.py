"""Keys are random, kept as what nobody can sign in with, and told from every other one."""

from __future__ import annotations

import pytest

from data.keys import fits, hashed, new_key


def test_no_two_are_the_same_nor_are_their_hashes() -> None:
    keys = {new_key() for _ in range(200)}
    assert len(keys) == 200
    key = keys.pop()
    assert len(key.replace("-", "")) == 30
    assert hashed(key) != hashed(key)


@pytest.mark.parametrize("changed", ["", "x", "-", " "])
def test_only_the_same_letters_fit(changed: str) -> None:
    key = new_key()
    kept = hashed(key)
    assert fits(key, kept)
    assert fits(key + changed, kept) == (changed in {"", "-", " "})
    assert not fits(kept, kept)
    assert not fits(key[:-1], kept)
