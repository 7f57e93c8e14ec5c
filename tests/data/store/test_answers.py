"""Answers are remembered for everybody, and are no records."""

from __future__ import annotations

from data.store.records import Store


def test_an_answer_is_kept_by_kind_and_replaced_by_a_later_one(store: Store) -> None:
    store.remember("place", {"cambridge": "Cambridge, GB", "halle": "Halle (Saale), DE"}, by="Ann")
    store.remember("columns", {"cambridge": "venue"}, by="Ann")
    store.remember("place", {"cambridge": "Cambridge 4931972, US"}, by="Bea")
    store.remember("place", {}, by="Bea")
    assert store.answers("place") == {
        "cambridge": "Cambridge 4931972, US",
        "halle": "Halle (Saale), DE",
    }
    assert store.answers("columns") == {"cambridge": "venue"}
    assert store.answers("other") == {}
    assert store.revision() == 0


def test_many_answers_at_once(store: Store) -> None:
    many = {f"city {number}": f"City {number}, GB" for number in range(3_000)}
    store.remember("place", many, by="Ann")
    assert store.answers("place") == many
