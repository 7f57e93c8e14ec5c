"""Labels on the map's first view, none on top of another.

Greedy: the most important label chooses first among eight sides of its point; a label for which
there is no room is left out rather than drawn over another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

SIZE = 12
"""pixels"""
LONGEST = 28
"""characters; what is longer is cut and ends in an ellipsis"""
_LINE = 1.3
_GAP = 3.0
_MARGIN = 2.0
_CELL = 4
"""pixels from a line within which a label counts as on it"""

Anchor = Literal["start", "middle", "end"]
Floats = NDArray[np.float64]
Boxes = Floats
"""the last axis: left, top, right, bottom in pixels"""
Flags = NDArray[np.bool_]


class Wish(NamedTuple):
    """A label that wants to stand beside the point at ``x``, ``y`` (pixels, downwards)."""

    key: str
    text: str
    x: float
    y: float
    radius: float
    lean: int = 0
    """1: not to the left of the point, -1: not to its right"""


class Label(NamedTuple):
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
_RIGHT = np.array([right for _, right, _ in _SIDES])
_DOWN = np.array([down for _, _, down in _SIDES])
_ANCHORED = np.array([("start", "middle", "end").index(anchor) / 2 for anchor, _, _ in _SIDES])
"""how much of the text is left of its anchor"""
_REMEMBERED = 4096
"""names are the same in many selections"""


@lru_cache(maxsize=_REMEMBERED)
def shown(text: str) -> str:
    """The text as a map label: one line, no control or direction marks, not too long."""
    kept = (" " if c.isspace() else c for c in text[: 20 * LONGEST])
    line = " ".join("".join(c for c in kept if unicodedata.category(c)[0] != "C").split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


@lru_cache(maxsize=_REMEMBERED)
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
    points: Sequence[Wish],
    *,
    lines: Floats | Sequence[tuple[float, float]] = (),
    width: int,
    height: int,
) -> list[Label]:
    """Place labels in the order of ``wishes``, inside the picture, beside all ``points``.

    Sides that no pixel of ``lines`` runs through are taken first, but a label may cover a line.
    The first wish is granted always, over other points if need be, as long as a side is inside
    the picture; the others only where there is room.
    """
    offsets, sides = _candidates(wishes)
    lean = np.array([wish.lean for wish in wishes]).reshape(-1, 1)
    inside = _inside(sides, width, height) & (_RIGHT * lean >= 0)
    room = inside & ~_overlaps(sides.reshape(-1, 4), _around(points)).reshape(inside.shape)
    clear = ~_crossed(sides, np.asarray(lines, dtype=np.float64).reshape(-1, 2), width, height)
    labels: list[Label] = []
    for number, wish in enumerate(wishes):
        free = room[number]
        if number == 0 and not free.any():
            free = inside[number]
        if not free.any():
            continue
        best = free & clear[number]
        side = int((best if best.any() else free).argmax())
        box = sides[number, side]
        labels.append(_label(wish, side, offsets[number, side], box))
        room &= ~_overlaps(sides.reshape(-1, 4), box[None]).reshape(room.shape)
    return labels


def _around(points: Sequence[Wish]) -> Boxes:
    x, y, radius = _columns(points)
    return np.column_stack((x - radius, y - radius, x + radius, y + radius))


def _columns(wishes: Sequence[Wish]) -> Floats:
    rows = [(wish.x, wish.y, wish.radius) for wish in wishes]
    return np.array(rows, dtype=np.float64).reshape(-1, 3).T


def _candidates(wishes: Sequence[Wish]) -> tuple[Floats, Boxes]:
    """For each wish and side where the text is from its point, and the box that it fills."""
    x, y, radius = (column[:, None] for column in _columns(wishes))
    beside = _RIGHT != 0
    near = radius * np.where(beside & (_DOWN != 0), 0.7, 1) + _GAP
    line = SIZE * _LINE
    high = np.where(beside, radius * 0.7 + _GAP + line / 4, radius + line / 2 + _GAP)
    dx, dy = _RIGHT * near, _DOWN * high
    wide = np.array([text_width(wish.text, SIZE) for wish in wishes]).reshape(-1, 1)
    left, middle = x + dx - wide * _ANCHORED, y + dy
    boxes = (left, middle - line / 2, left + wide, middle + line / 2)
    return np.stack((dx, dy), axis=2), np.stack(boxes, axis=2)


def _inside(boxes: Boxes, width: int, height: int) -> Flags:
    corner = np.array([width - _MARGIN, height - _MARGIN])
    inside: Flags = np.all((boxes[..., :2] >= _MARGIN) & (boxes[..., 2:] <= corner), axis=-1)
    return inside


def _overlaps(boxes: Boxes, others: Boxes) -> Flags:
    """Which of ``boxes`` cover any of ``others``; to touch is not to cover."""
    left, top, right, bottom = (edge[:, None] for edge in boxes.T)
    others_left, others_top, others_right, others_bottom = others.T
    beside = (right <= others_left) | (left >= others_right)
    above = (bottom <= others_top) | (top >= others_bottom)
    covers: Flags = np.any(~(beside | above), axis=1)
    return covers


def _crossed(boxes: Boxes, pixels: Floats, width: int, height: int) -> Flags:
    """Which of ``boxes`` a line runs through.

    The picture is a grid of small cells; sums from its corner tell how many cells with a line
    are in a box, however many lines there are.
    """
    shape = width // _CELL + 1, height // _CELL + 1
    lined = np.zeros(shape, dtype=np.int64)
    cells = np.floor(pixels / _CELL).astype(np.int64)
    x, y = cells[np.all((cells >= 0) & (cells < shape), axis=1)].T
    lined[x, y] = 1
    sums = np.zeros((shape[0] + 1, shape[1] + 1), dtype=np.int64)
    sums[1:, 1:] = lined.cumsum(axis=0).cumsum(axis=1)
    left, top = np.moveaxis(np.clip(boxes[..., :2] // _CELL, 0, shape).astype(np.int64), -1, 0)
    last = np.clip(boxes[..., 2:] // _CELL + 1, 0, shape).astype(np.int64)
    right, bottom = np.moveaxis(last, -1, 0)
    inside = sums[right, bottom] - sums[left, bottom] - sums[right, top] + sums[left, top]
    crossed: Flags = inside > 0
    return crossed


def _label(wish: Wish, side: int, offset: Floats, box: Floats) -> Label:
    dx, dy = offset.tolist()
    left, top, right, bottom = box.tolist()
    return Label(wish, _SIDES[side][0], dx, dy, (left, top, right, bottom))
