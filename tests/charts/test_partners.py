"""The ranking of organisations draws what its frame says, and a name is never markup."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.formats import formats
from charts.partners import per_organisation
from charts.theme import palette
from data.model import Role

ROLES = {role.value: role.value.title() for role in Role}
Entry = tuple[str, int, int, tuple[str, ...]]


def ranking(*entries: Entry) -> pd.DataFrame:
    return pd.DataFrame(entries, columns=["organisation", "activities", "planned", "roles"])


def drawn(*entries: Entry, dark: bool = False, language: str = "en") -> dict[str, Any]:
    figure = per_organisation(
        ranking(*entries),
        roles=ROLES,
        planned="Planned",
        palette=palette(dark=dark),
        formats=formats(language),
    )
    plain: dict[str, Any] = figure.to_dict()
    return plain


entries = st.lists(
    st.tuples(
        st.text(min_size=1, max_size=80),
        st.integers(0, 5000),
        st.integers(0, 50),
        st.lists(st.sampled_from([role.value for role in Role]), min_size=1, unique=True).map(
            tuple
        ),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda entry: entry[0],
)


@given(entries)
def test_bars_are_the_frame(found: list[Entry]) -> None:
    held, planned = drawn(*found)["data"]
    assert list(held["x"]) == [entry[1] for entry in found]
    assert list(planned["x"]) == [entry[2] for entry in found]
    for trace in (held, planned):
        assert list(trace["customdata"]) == [entry[0] for entry in found]


@given(entries)
def test_no_name_is_markup_and_none_pushes_the_chart_away(found: list[Entry]) -> None:
    figure = drawn(*found)
    labels = figure["layout"]["yaxis"]["ticktext"]
    tips = [line for tip in figure["data"][0]["hovertext"] for line in tip.split("<br>")]
    for text in (*labels, *tips):
        assert "<" not in text
    assert all(len(label.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")) <= 28
               for label in labels)  # fmt: skip


@pytest.mark.parametrize(
    ("held", "planned", "language", "label"),
    [(3, 0, "en", "3"), (3, 1, "en", "3 + 1"), (1500, 750, "en", "1,500 + 750"),
     (1500, 0, "de", "1.500"), (0, 2, "de", "0 + 2")],
)  # fmt: skip
def test_every_bar_says_its_number(held: int, planned: int, language: str, label: str) -> None:
    figure = drawn(("A", held, planned, ("host",)), language=language)
    assert list(figure["data"][1]["text"]) == [label]
    assert figure["layout"]["margin"]["r"] >= 7 * len(label)


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_planned_is_hatched_and_zero_is_the_base(*, dark: bool) -> None:
    figure = drawn(("A", 3, 1, ("host", "guest")), dark=dark)
    assert figure["data"][0]["marker"]["color"] == palette(dark=dark).primary
    assert figure["data"][1]["marker"]["pattern"]["shape"] == "/"
    assert figure["layout"]["barmode"] == "stack"
    assert figure["layout"]["xaxis"]["range"][0] == 0
    assert "Host, Guest" in figure["data"][0]["hovertext"][0]


def test_an_empty_ranking_is_an_empty_chart() -> None:
    assert list(drawn()["data"][0]["x"]) == []
