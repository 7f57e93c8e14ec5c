"""The registry of the pages: address, file and title of each, in the order of the navigation.

A new page is a file with a function ``draw()`` and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pages import about, activities, map, overview, partners, sectors, timeline


@dataclass(frozen=True)
class Entry:
    """A page: its address (empty for the first one) and the message id of its title."""

    address: str
    title: str
    draw: Callable[[], None]
    aside: bool = False
    """shown at the end of the navigation, apart from the questions"""


PAGES = (
    Entry("", "Overview", overview.draw),
    Entry("map", "Map", map.draw),
    Entry("timeline", "Timeline", timeline.draw),
    Entry("sectors", "Sectors", sectors.draw),
    Entry("partners", "Partners", partners.draw),
    Entry("activities", "Activities", activities.draw),
    Entry("about", "About the data", about.draw, aside=True),
)
