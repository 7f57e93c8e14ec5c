"""The registry of the pages: address, file and title of each, in the order of the navigation.

A new page is a file with a function ``draw()`` and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.model import Access
from pages import (
    about,
    activities,
    bring_in,
    changes,
    desk,
    edit,
    follow_ups,
    many,
    overview,
    partners,
    quality,
    sectors,
    sign_ins,
    timeline,
)
from pages import map as map_page
from ui.i18n import marked


@dataclass(frozen=True)
class Entry:
    """A page: its address (empty for the first one) and the message id of its title."""

    address: str
    title: str
    draw: Callable[[], None]
    aside: bool = False
    """shown at the end of the navigation, apart from the questions"""
    needs: Access = Access.VISITOR
    """who may open it; it is not shown to others, and says why when they follow a link to it"""
    listed: bool = True
    """whether the navigation leads to it; other pages do so otherwise"""
    filtered: bool = True
    """whether it speaks of the selection, so that the filters stand above it"""


def _of_the_team(
    address: str,
    title: str,
    draw: Callable[[], None],
    *,
    needs: Access = Access.EDITOR,
    filtered: bool = False,
) -> Entry:
    """A page that the team reaches from its desk, and visitors never."""
    return Entry(address, title, draw, needs=needs, listed=False, filtered=filtered)


PAGES = (
    Entry("", marked("Overview"), overview.draw),
    Entry("map", marked("Map"), map_page.draw),
    Entry("timeline", marked("Timeline"), timeline.draw),
    Entry("sectors", marked("Sectors"), sectors.draw),
    Entry("partners", marked("Partners"), partners.draw),
    Entry("activities", marked("Activities"), activities.draw),
    Entry("desk", marked("Desk"), desk.draw, aside=True, needs=Access.EDITOR, filtered=False),
    _of_the_team("bring-in", marked("Bring in"), bring_in.draw),
    _of_the_team("follow-ups", marked("Next steps"), follow_ups.draw, filtered=True),
    Entry("quality", marked("Data quality"), quality.draw, aside=True),
    Entry("about", marked("About the data"), about.draw, aside=True),
    _of_the_team("access", marked("Access"), sign_ins.draw, needs=Access.ADMINISTRATOR),
    _of_the_team("edit", marked("Edit activity"), edit.draw),
    _of_the_team("many", marked("Change many"), many.draw, filtered=True),
    _of_the_team("changes", marked("Changes"), changes.draw),
)

ENTRIES = {entry.address: entry for entry in PAGES}
"""the same by address"""
