"""Labels on the map's first view, none on top of another.

Greedy: the most important label chooses first among eight sides of its point; a label for which
there is no room is left out rather than drawn over another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

SIZE = 12
"""pixels"""
LONGEST = 28
"""characters; what is longer is cut and ends in an ellipsis"""
_LINE = 1.3
_GAP = 3.0
_MARGIN = 2.0

Anchor = Literal["start", "middle", "end"]
Boxes = NDArray[np.float64]
"""one row a box: left, top, right, bottom in pixels"""
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Wish:
    """A label that wants to stand beside the point at ``x``, ``y`` (pixels, downwards)."""

    key: str
    text: str
    x: float
    y: float
    radius: float
    size: int = SIZE
    lean: int = 0
    """1: not to the left of the point, -1: not to its right"""


@dataclass(frozen=True)
class Label:
    """Where a label stands: its box's middle line is ``dy`` below the point, and ``anchor``
    of the text is ``dx`` beside it."""

    wish: Wish
    anchor: Anchor
    dx: float
    dy: float
    box: tuple[float, float, float, float]


# Sides in the order in which they are tried: (anchor, sign of dx, sign of dy).
_SIDES: tuple[tuple[Anchor, int, int], ...] = (
    ("start", 1, 0),
    ("end", -1, 0),
    ("middle", 0, -1),
    ("middle", 0, 1),
    ("start", 1, -1),
    ("start", 1, 1),
    ("end", -1, -1),
    ("end", -1, 1),
)
_LEFT_OR_RIGHT = np.array([right for _, right, _ in _SIDES])


def shown(text: str) -> str:
    """The text as a map label: one line, no control or direction marks, not too long."""
    kept = (" " if c.isspace() else c for c in text[: 20 * LONGEST])
    line = " ".join("".join(c for c in kept if unicodedata.category(c)[0] != "C").split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def text_width(text: str, size: float) -> float:
    """Pixels, estimated on the large side for a semibold sans-serif."""
    return size * sum(_advance(c) for c in text)


def _advance(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if character in "iljtfrI.,:;'’ ()-|":
        return 0.4
    return 0.76 if character.isupper() or character in "mwMW—…" else 0.61


def place(
    wishes: Sequence[Wish],
    points: Iterable[Wish],
    *,
    lines: Sequence[tuple[float, float]] = (),
    width: int,
    height: int,
) -> list[Label]:
    """Place labels in the order of ``wishes``, inside the picture, beside all ``points``.

    Sides that no pixel of ``lines`` runs through are taken first, but a label may cover a line.
    The first wish is granted always, over other points if need be, as long as a side is inside
    the picture; the others only where there is room.
    """
    marks = _around(points)
    crossed = _around(Wish("", "", x, y, radius=2) for x, y in lines)
    taken: Boxes = np.empty((0, 4))
    labels: list[Label] = []
    for number, wish in enumerate(wishes):
        sides = _candidates(wish)
        inside = _inside(sides, width, height) & (_LEFT_OR_RIGHT * wish.lean >= 0)
        free = inside & ~_overlaps(sides, taken) & ~_overlaps(sides, marks)
        if number == 0 and not free.any():
            free = inside
        if not free.any():
            continue
        clear = free & ~_overlaps(sides, crossed)
        best = int((clear if clear.any() else free).argmax())
        labels.append(_label(wish, best, sides[best]))
        taken = np.vstack([taken, sides[best]])
    return labels


def _around(points: Iterable[Wish]) -> Boxes:
    boxes = [(p.x - p.radius, p.y - p.radius, p.x + p.radius, p.y + p.radius) for p in points]
    return np.array(boxes, dtype=np.float64).reshape(-1, 4)


def _offset(wish: Wish, side: int) -> tuple[Anchor, float, float]:
    anchor, right, down = _SIDES[side]
    near = wish.radius * (0.7 if right and down else 1) + _GAP
    high = wish.radius * (0.7 if right else 1) + (wish.size * _LINE / 2 if not right else _GAP)
    return anchor, right * near, down * (high + (_GAP if not right else wish.size * _LINE / 4))


def _candidates(wish: Wish) -> Boxes:
    wide, half = text_width(wish.text, wish.size), wish.size * _LINE / 2
    boxes = []
    for side in range(len(_SIDES)):
        anchor, dx, dy = _offset(wish, side)
        left = wish.x + dx - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        boxes.append((left, wish.y + dy - half, left + wide, wish.y + dy + half))
    return np.array(boxes)


def _inside(boxes: Boxes, width: int, height: int) -> Flags:
    corner = np.array([width - _MARGIN, height - _MARGIN])
    inside: Flags = np.all((boxes[:, :2] >= _MARGIN) & (boxes[:, 2:] <= corner), axis=1)
    return inside


def _overlaps(boxes: Boxes, others: Boxes) -> Flags:
    """Which of ``boxes`` cover any of ``others``; to touch is not to cover."""
    left, top, right, bottom = (edge[:, None] for edge in boxes.T)
    others_left, others_top, others_right, others_bottom = others.T
    beside = (right <= others_left) | (left >= others_right)
    above = (bottom <= others_top) | (top >= others_bottom)
    covers: Flags = np.any(~(beside | above), axis=1)
    return covers


def _label(wish: Wish, side: int, box: NDArray[np.float64]) -> Label:
    anchor, dx, dy = _offset(wish, side)
    left, top, right, bottom = (float(edge) for edge in box)
    return Label(wish, anchor, dx, dy, (left, top, right, bottom))
