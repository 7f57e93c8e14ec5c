"""Who comes in by a key, for how long, and how long wrong keys have to wait."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.identity import Identity
from data.model import Access
from data.store.backup import back_up, restore
from data.store.door import Door, TooSoon, WrongKey
from data.store.records import Store
from data.store.schema import metadata
from data.store.sign_ins import hash_of

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HERE = "192.0.2.7"


@pytest.fixture
def door(store: Store) -> Door:
    return Door(store.engine)


def enter(door: Door, key: str, *, at: datetime = NOON, address: str = HERE) -> str:
    return door.enter("Ada", key, address, now=at, hours=8)


def wrong(door: Door, times: int, *, at: datetime = NOON, address: str = HERE) -> None:
    for _ in range(times):
        with pytest.raises(WrongKey):
            enter(door, "wrong", at=at, address=address)


def everything(store: Store) -> str:
    """All that the database holds, as a text."""
    with store.engine.connect() as connection:
        return repr([connection.execute(sa.select(one)).all() for one in metadata.sorted_tables])


def test_the_first_key_is_made_once_and_its_hash_alone_is_kept(store: Store, door: Door) -> None:
    key = door.first_key(NOON)
    assert key
    assert door.first_key(NOON) is None
    held = everything(store)
    assert key not in held
    assert key.replace("-", "") not in held


def test_a_key_lets_in_what_it_is_for_and_the_token_is_not_kept(store: Store, door: Door) -> None:
    for access in (Access.VIEWER, Access.EDITOR, Access.ADMINISTRATOR):
        token = enter(door, door.new_key(access, NOON))
        found = door.who(hash_of(token), NOON)
        assert found
        assert (found.name, found.access, found.ends) == ("Ada", access, NOON + timedelta(hours=8))
        assert token not in everything(store)


def test_a_key_may_be_copied_carelessly(door: Door) -> None:
    key = door.new_key(Access.EDITOR, NOON)
    assert enter(door, f"  {key.upper().replace('-', ' ')}\n")


@pytest.mark.parametrize("key", ["", "wrong", "a" * 5000, "\0", "ä🗝"])
def test_no_other_key_lets_in(door: Door, key: str) -> None:
    door.new_key(Access.EDITOR, NOON)
    with pytest.raises(WrongKey):
        enter(door, key)
    assert not door.present(NOON)


def test_it_ends_by_itself(store: Store, door: Door) -> None:
    key = hash_of(enter(door, door.new_key(Access.EDITOR, NOON)))
    last = NOON + timedelta(hours=8)
    assert door.who(key, last - timedelta(seconds=1))
    assert not door.who(key, last)
    assert not door.present(last)
    wrong(door, 1, at=last)  # whoever comes next has it cleaned up
    assert key not in everything(store)


def test_it_ends_when_somebody_ends_it(door: Door) -> None:
    editors = door.new_key(Access.EDITOR, NOON)
    mine, other = (hash_of(enter(door, editors)) for _ in range(2))
    door.end(mine)
    assert not door.who(mine, NOON)
    assert door.who(other, NOON)
    assert [one.key for one in door.present(NOON)] == [other]


def test_a_new_key_ends_what_the_old_one_began_and_nothing_else(door: Door) -> None:
    old = door.new_key(Access.EDITOR, NOON)
    editor = hash_of(enter(door, old))
    administrator = hash_of(enter(door, door.new_key(Access.ADMINISTRATOR, NOON)))
    new = door.new_key(Access.EDITOR, NOON)
    assert not door.who(editor, NOON)
    assert door.who(administrator, NOON)
    with pytest.raises(WrongKey):
        enter(door, old)
    assert enter(door, new)


def test_wrong_keys_wait_longer_and_longer_and_nobody_looks_at_them(door: Door) -> None:
    key = door.new_key(Access.EDITOR, NOON)
    wrong(door, 3)
    waits, at = [], NOON
    for _ in range(12):
        with pytest.raises(TooSoon) as soon:
            enter(door, key, at=at)  # the right one, even
        waits.append(soon.value.wait)
        at += timedelta(seconds=soon.value.wait)
        with pytest.raises(WrongKey) as looked_at:
            enter(door, "wrong", at=at)
        assert not isinstance(looked_at.value, TooSoon)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    assert enter(door, key, at=at + timedelta(seconds=900))
    assert not door.failures()


def test_the_wait_holds_for_an_address_in_every_process(store: Store, url: str) -> None:
    door = Door(store.engine)
    key = door.new_key(Access.EDITOR, NOON)
    wrong(door, 4)
    other = Store(url)
    with pytest.raises(TooSoon):
        enter(Door(other.engine), key)
    assert enter(Door(other.engine), key, address="192.0.2.8")
    other.close()


def test_a_network_of_ipv6_is_one_address(door: Door) -> None:
    key = door.new_key(Access.EDITOR, NOON)
    wrong(door, 4, address="2001:db8::1")
    with pytest.raises(TooSoon):
        enter(door, key, address="2001:db8::ffff:2")
    assert enter(door, key, address="2001:db8:0:1::1")


def test_many_at_once_get_no_more_looks_than_one_after_the_other(door: Door) -> None:
    door.new_key(Access.EDITOR, NOON)

    def attempt(number: int) -> bool:
        try:
            enter(door, f"wrong {number}")
        except TooSoon:
            return False
        except WrongKey:
            return True
        raise AssertionError(number)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(16))) == 3


def test_wrong_keys_are_forgotten_after_a_day(door: Door) -> None:
    wrong(door, 5)
    (found,) = door.failures()
    assert (found.address, found.count, found.last) == (HERE, 3, NOON)
    wrong(door, 1, at=NOON + timedelta(days=1))
    (found,) = door.failures()
    assert found.count == 1


def test_a_provider_s_sign_in_that_was_ended_does_not_begin_again(door: Door) -> None:
    ends = NOON + timedelta(hours=8)
    identity = Identity("k1", "ada@example.org", Access.EDITOR, NOON, ends)
    found = door.admit(identity, NOON)
    assert found
    assert door.admit(identity, NOON) == found
    assert [one.name for one in door.present(NOON)] == ["ada@example.org"]
    door.end("k1")
    door.new_key(Access.EDITOR, NOON)
    assert door.admit(identity, NOON) is None
    again = Identity("k2", "ada@example.org", Access.EDITOR, NOON, ends)
    assert door.admit(again, NOON)


def test_nobody_is_known_by_what_a_provider_s_sign_in_is_known_by(door: Door) -> None:
    identity = Identity("k1", "ada", Access.EDITOR, NOON, NOON + timedelta(hours=8))
    door.admit(identity, NOON)
    assert door.who(hash_of("k1"), NOON) is None


def test_none_of_it_is_a_record(store: Store, url: str, door: Door, tmp_path: Path) -> None:
    key = door.new_key(Access.EDITOR, NOON)
    token = hash_of(enter(door, key))
    wrong(door, 1)
    assert store.revision() == 0
    copy = tmp_path / "copy.db"
    back_up(url, copy)
    held = copy.read_bytes()
    assert token.encode() not in held
    assert HERE.encode() not in held
    door.end(token)
    restore(copy, url, replace=True)
    assert not door.who(token, NOON)
    assert enter(door, key)
