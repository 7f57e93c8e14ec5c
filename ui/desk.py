"""The ways across the team's desk: one row of links at the top of each of its pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ui import state
from ui.document import Element, draw, el, link
from ui.i18n import _, marked

_WAYS: Final = (
    ("edit", "new", marked("New activity")),
    ("many", None, marked("Change many")),
    ("bring-in", None, marked("Bring in")),
    ("follow-ups", None, marked("Next steps")),
    ("changes", None, marked("Changes")),
)
"""Address, what it is of, and message id of each."""

_pages: Final[set[str]] = set()


def lead_to(addresses: Iterable[str]) -> None:
    """Say which pages there are; no link leads to another."""
    _pages.clear()
    _pages.update(addresses)


def leads_to(page: str) -> bool:
    """Whether there is a page with this address."""
    return page in _pages


def draw_ways() -> None:
    """Draw the links from one page of the desk to the others."""
    draw("ways", _ways(state.view()))


def _ways(view: state.View) -> Element:
    links = [
        _way(label, view.turning_to(page).choosing(of=of), here=_is_here(view, page, of))
        for page, of, label in _WAYS
        if leads_to(page)
    ]
    desk = _way(marked("Desk"), view.turning_to("desk"), here=view.page == "desk")
    return el("nav", desk, *links, cls="ways", aria_label=_("The team’s desk"))


def _is_here(view: state.View, page: str, of: str | None) -> bool:
    return view.page == page and of in {None, view.choice("of")}


def _way(label: str, target: state.View, *, here: bool) -> Element:
    return link(_(label), href=state.address(target), aria_current="page" if here else None)
