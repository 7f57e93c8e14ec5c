"""The palette: the only place in the project with a colour.

Colours are named by what they mean. Text keeps 4.5 : 1 and marks keep 3 : 1 on ``ground`` and on
``surface``, light and dark; the colours of directions are for words on ``ground`` only.
``tests/charts/test_theme.py`` computes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.model import Direction


@dataclass(frozen=True)
class Palette:
    """Colours as ``#RRGGBB``, by meaning."""

    ground: str
    """the page"""
    surface: str
    """cards, tooltips, table heads"""
    text: str
    muted: str
    """captions and axis labels; still 4.5 : 1"""
    hairline: str
    """rules and borders that only separate"""
    primary: str
    inbound: str
    outbound: str
    mutual: str
    """online activities share it"""
    sea: str
    land: str
    land_border: str
    shades: tuple[str, str, str, str, str]
    """countries by activity, few to many; lightness alone orders them"""
    home: str
    hollow: str
    """the ring of a partner city without activity"""
    uncertain: str
    """fills of what the source does not say exactly"""
    sectors: tuple[str, ...]
    """eight, told apart with deuteranopia and protanopia too"""
    other: str
    """the ninth sector and every later one; also what has none"""

    def direction(self, direction: str) -> str:
        """The colour of a direction's value; ``mutual`` and ``online`` share one."""
        match Direction(direction):
            case Direction.INBOUND:
                return self.inbound
            case Direction.OUTBOUND:
                return self.outbound
            case Direction.MUTUAL | Direction.ONLINE:
                return self.mutual


LIGHT = Palette(
    ground="#FFFFFF",
    surface="#F4F6F8",
    text="#17212B",
    muted="#5A6773",
    hairline="#DCE2E7",
    primary="#00567A",
    inbound="#0B7A75",
    outbound="#C4502B",
    mutual="#6B6A99",
    sea="#F1F5F8",
    land="#E2E7EC",
    land_border="#FFFFFF",
    shades=("#D2E2EC", "#BCD5E3", "#A5C7DA", "#8DB8CF", "#74A8C3"),
    home="#17212B",
    hollow="#5A6773",
    uncertain="#7A8792",
    sectors=(
        "#2A52B2",
        "#B70774",
        "#269D68",
        "#E65E04",
        "#7C69DD",
        "#2395AC",
        "#925007",
        "#613E35",
    ),
    other="#76828C",
)

DARK = Palette(
    ground="#10171E",
    surface="#18222C",
    text="#E8EDF2",
    muted="#9DAAB6",
    hairline="#2B3844",
    primary="#6DBCE0",
    inbound="#45BDB4",
    outbound="#F08A66",
    mutual="#A9A7DD",
    sea="#131B23",
    land="#27333E",
    land_border="#131B23",
    shades=("#274457", "#2B4F66", "#305B76", "#366886", "#3C7697"),
    home="#E8EDF2",
    hollow="#9DAAB6",
    uncertain="#84929E",
    sectors=(
        "#6E9BBC",
        "#D86D7C",
        "#6DD09A",
        "#E38B37",
        "#9484FE",
        "#4EC2F9",
        "#EBBF33",
        "#CCE0E0",
    ),
    other="#8B98A3",
)


def palette(*, dark: bool) -> Palette:
    """The palette of the reader's theme."""
    return DARK if dark else LIGHT


def rgb(colour: str) -> tuple[int, int, int]:
    """``#RRGGBB`` as three numbers from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
