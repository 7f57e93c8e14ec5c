"""Opening a page for many activities, and reading what it says; for tests of figures."""

from __future__ import annotations

import re
from random import Random

from hypothesis import Phase, settings
from hypothesis import strategies as st

from data.model import Activity, Filters
from tests import strategies
from tests.screens import Screen, open_page
from ui.state import View, address

# Every example draws a page for many activities; small worlds are tried by the laws of the queries.
few = settings(max_examples=12, phases=(Phase.reuse, Phase.generate))
randoms = st.randoms(use_true_random=True)


def crowd(random: Random) -> list[Activity]:
    return strategies._crowd(random, 150)


def open_filtered(page: str, filters: Filters) -> Screen:
    screen = open_page(address(View(page=page, filters=filters, language="en")))
    assert not screen.exceptions
    return screen


def number_in(shown: str) -> int:
    return int(re.sub(r"\D", "", shown))
