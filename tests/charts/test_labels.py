"""Labels never cover each other and stay in the picture, whatever the points."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.labels import LONGEST, SIZE, Label, Wish, place, shown, text_width

WIDTH, HEIGHT = 358, 300

wishes = st.lists(
    st.builds(
        Wish,
        key=st.uuids().map(str),
        text=st.text(min_size=1, max_size=40).map(shown).filter(bool),
        x=st.floats(-20, WIDTH + 20),
        y=st.floats(-20, HEIGHT + 20),
        radius=st.floats(2, 14),
        lean=st.sampled_from([-1, 0, 1]),
    ),
    max_size=40,
)


def covers(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def wish(key: str, x: float, y: float, **more: float) -> Wish:
    return Wish(key, key, x, y, radius=more.get("radius", 4.0), lean=int(more.get("lean", 0)))


@given(wishes)
def test_labels_cover_neither_each_other_nor_the_edge(wanted: list[Wish]) -> None:
    labels = place(wanted, wanted, width=WIDTH, height=HEIGHT)
    for label in labels:
        left, top, right, bottom = label.box
        assert min(left, top) >= 0
        assert right <= WIDTH
        assert bottom <= HEIGHT
        assert right - left == pytest.approx(text_width(label.wish.text, SIZE))
    for one, other in itertools.combinations(labels, 2):
        assert not covers(one.box, other.box)


@given(wishes)
def test_only_the_first_may_cover_points(wanted: list[Wish]) -> None:
    labels = place(wanted, wanted, width=WIDTH, height=HEIGHT)
    for label in labels:
        if wanted and label.wish is wanted[0]:
            continue
        for point in wanted:
            mark = (
                point.x - point.radius,
                point.y - point.radius,
                point.x + point.radius,
                point.y + point.radius,
            )
            assert not covers(label.box, mark)


@given(wishes)
def test_the_box_is_where_the_anchor_puts_the_text(wanted: list[Wish]) -> None:
    for label in place(wanted, wanted, width=WIDTH, height=HEIGHT):
        left, top, right, bottom = label.box
        anchored = {"start": left, "middle": (left + right) / 2, "end": right}[label.anchor]
        assert anchored == pytest.approx(label.wish.x + label.dx)
        assert (top + bottom) / 2 == pytest.approx(label.wish.y + label.dy)
        assert label.dx * label.wish.lean >= 0


def test_the_first_is_there_even_among_many_points() -> None:
    crowd = [wish("Dortmund", 100, 100)]
    crowd += [wish(f"p{n}", 60 + 9 * (n % 10), 60 + 9 * (n // 10)) for n in range(100)]
    labels = place(crowd, crowd, width=WIDTH, height=HEIGHT)
    assert labels[0].wish.key == "Dortmund"


def test_a_crowd_loses_labels_rather_than_legibility() -> None:
    crowd = [wish(f"Stadt {n}", 150, 150) for n in range(30)]
    labels = place(crowd, crowd, width=WIDTH, height=HEIGHT)
    assert 1 <= len(labels) < 30


@pytest.mark.parametrize(
    ("x", "y", "anchor"),
    [(150, 150, "start"), (WIDTH - 8, 150, "end"), (8, 150, "start")],
    ids=["room on both sides", "at the right edge", "at the left edge"],
)
def test_the_side_follows_the_room(x: float, y: float, anchor: str) -> None:
    (label,) = place([wish("Leeds", x, y)], [], width=WIDTH, height=HEIGHT)
    assert isinstance(label, Label)
    assert label.anchor == anchor


def test_a_label_steps_aside_for_a_line_but_does_not_vanish() -> None:
    east = [(150.0 + step, 150.0) for step in range(100)]
    (label,) = place([wish("Leeds", 150, 150)], [], lines=east, width=WIDTH, height=HEIGHT)
    assert label.anchor == "end"
    everywhere = [(float(x), float(y)) for x in range(0, WIDTH, 4) for y in range(0, HEIGHT, 4)]
    assert place([wish("Leeds", 150, 150)], [], lines=everywhere, width=WIDTH, height=HEIGHT)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Leeds", "Leeds"),
        ("  Novi \n Sad\t", "Novi Sad"),
        ("\u202eLeeds\u0000", "Leeds"),
        ("<b>x</b>", "<b>x</b>"),
        ("x" * 10_000, "x" * (LONGEST - 1) + "…"),
        ("\u200b\u2066", ""),
    ],
)
def test_a_label_is_one_short_line_without_marks(text: str, label: str) -> None:
    assert shown(text) == label
