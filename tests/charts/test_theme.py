"""Contrast as WCAG 2.2 computes it, and colours told apart with dichromatic vision."""

from __future__ import annotations

import itertools
import math

import pytest

from charts.theme import Palette, palette, rgb
from data.model import Direction

PALETTES = [
    pytest.param(palette(dark=False), id="light"),
    pytest.param(palette(dark=True), id="dark"),
]
MARKS = (
    "primary",
    "inbound",
    "outbound",
    "mutual",
    "home",
    "hollow",
    "uncertain",
    "other",
)

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
PROTANOPIA = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
IDENTITY = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def linear(colour: str) -> tuple[float, ...]:
    channels = (channel / 255 for channel in rgb(colour))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, sight: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    """Oklab coordinates of a colour as someone with that sight sees it."""
    source = linear(colour)
    r, g, b = (
        max(0.0, math.fsum(w * c for w, c in zip(row, source, strict=True))) for row in sight
    )
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
    )


@pytest.mark.parametrize("colours", PALETTES)
def test_text_can_be_read_on_both_grounds(colours: Palette) -> None:
    for ground in (colours.ground, colours.surface):
        for text in (colours.text, colours.muted, colours.primary, colours.home):
            assert contrast(text, ground) >= 4.5
    for value in Direction:  # as words on the page; on cards they are marks only
        assert contrast(colours.direction(value), colours.ground) >= 4.5


@pytest.mark.parametrize("colours", PALETTES)
def test_marks_can_be_seen_on_both_grounds(colours: Palette) -> None:
    marks = {name: getattr(colours, name) for name in MARKS} | dict(enumerate(colours.sectors))
    for ground in (colours.ground, colours.surface):
        faint = {name: round(contrast(mark, ground), 2) for name, mark in marks.items()}
        assert min(faint.values()) >= 3, faint


@pytest.mark.parametrize("colours", PALETTES)
def test_arcs_and_rings_can_be_seen_on_sea_and_land(colours: Palette) -> None:
    for mark in (colours.inbound, colours.outbound, colours.mutual, colours.hollow, colours.home):
        for under in (colours.sea, colours.land, colours.shades[0]):
            assert contrast(mark, under) >= 3, (mark, under)


@pytest.mark.parametrize("colours", PALETTES)
@pytest.mark.parametrize("sight", [IDENTITY, DEUTERANOPIA, PROTANOPIA])
def test_sectors_are_told_apart(colours: Palette, sight: tuple[tuple[float, ...], ...]) -> None:
    assert len(set(colours.sectors)) == 8
    for one, other in itertools.combinations(colours.sectors, 2):
        assert math.dist(seen(one, sight), seen(other, sight)) > 0.1, (one, other)


@pytest.mark.parametrize("colours", PALETTES)
def test_shades_go_one_way_and_leave_the_land(colours: Palette) -> None:
    steps = [luminance(colour) for colour in (colours.land, *colours.shades)]
    assert steps == sorted(steps) or steps == sorted(steps, reverse=True)
    assert len(set(steps)) == len(steps)


def test_an_unknown_direction_has_no_colour() -> None:
    with pytest.raises(ValueError, match="sideways"):
        palette(dark=False).direction("sideways")
