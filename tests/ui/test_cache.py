"""What is answered once is not worked out again, until the records change."""

from __future__ import annotations

from collections import Counter

import pytest

from data import queries
from data.model import Filters
from data.queries import Selection
from tests.builders import an_activity, from_place
from tests.screens import serving
from ui import cache

WORLD = (
    an_activity(id="leeds", counterparts=(from_place("leeds-gb"),)),
    an_activity(id="kumasi", counterparts=(from_place("kumasi-gh"),)),
)


@pytest.fixture
def asked() -> Counter[tuple[str, ...]]:
    return Counter()


def test_first_answers_are_there_before_the_first_visitor(asked: Counter[tuple[str, ...]]) -> None:
    def total(selection: Selection) -> int:
        asked[selection.filters.countries] += 1
        return selection.total

    def prepare(selection: Selection) -> None:
        cache.ask(total, selection)

    with serving(*WORLD):
        cache.warm_up(prepare)
        assert asked == {(): 1, ("GB",): 1, ("GH",): 1}
        assert cache.ask(total, cache.select(Filters(countries=("GB",)))) == 1
        assert cache.ask(total, cache.select(Filters())) == 2
        assert asked.total() == 3


def test_a_selection_that_forgot_answers_the_same() -> None:
    with serving(*WORLD):
        selection = cache.select(Filters(countries=("GB",)))
        before = queries.key_figures(selection)
        selection.forget()
        assert queries.key_figures(selection) == before
        assert list(selection.rows) == [1]
