"""Places that no list knows, and the search for them where an administrator named a geocoder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Final

import streamlit as st

from data import geocoding, queries
from data.geocoder import lookup
from data.geocoding import Found, How, Lookup
from data.model import Access, Place
from data.snapshot import Snapshot
from data.store.engine import NotUsable
from data.store.records import Store
from ui import access, clock, notice, store
from ui.background import Cancelled, Step, Work
from ui.document import draw as draw_document
from ui.document import el
from ui.i18n import _, n_, tongue

_SHOWN: Final = 30
"""Names of places that are listed."""
_AT_ONCE: Final = 10
"""Places that are kept together, so that maps need not be drawn anew for each."""
_LOOK: Final = 1.0
"""Seconds after which the progress is drawn again."""


@dataclass
class Search:
    """One search, and what became of each place so far."""

    places: Sequence[Place]
    by: str
    counts: Counter[How] = field(default_factory=Counter)
    work: Work[None] | None = None

    @property
    def done(self) -> int:
        return self.counts.total()

    @property
    def is_running(self) -> bool:
        return self.work is not None and not self.work.is_over()

    @property
    def failed(self) -> bool:
        """Whether it ended because the store could not be read or written."""
        try:
            if self.work is not None and self.work.is_over():
                self.work.result()
        except Cancelled:
            return False
        except NotUsable:
            return True
        return False

    def start(self, asked: Lookup, kept: Store, today: date) -> None:
        """Begin; the page that shows it goes on at once."""
        self.work = Work(lambda step: self._run(asked, kept, today, step))

    def cancel(self) -> None:
        """End it after the place that is asked for just now; what was found is kept."""
        if self.work is not None:
            self.work.cancel()

    def _run(self, asked: Lookup, kept: Store, today: date, step: Step) -> None:
        waiting: list[Found] = []
        answers = kept.answers(geocoding.KIND)
        try:
            for found in geocoding.locate(self.places, asked, answers=answers, today=today):
                self.counts[found.how] += 1
                waiting.append(found)
                if len(waiting) == _AT_ONCE:
                    self._keep(waiting, kept)
                    waiting = []
                step(self.done / len(self.places))
        except Cancelled:
            pass
        self._keep(waiting, kept)

    def _keep(self, found: Sequence[Found], kept: Store) -> None:
        answers = {key: said for one in found for key, said in one.remember.items()}
        kept.remember(geocoding.KIND, answers, by=self.by)
        if located := [one.place for one in found if one.how is How.FOUND]:
            kept.locate(located, by=self.by)
            store.look_again()


_searches: list[Search] = []
"""The search of this process, running or over: two at once would only take turns."""
_starting: Final = Lock()


def draw(snapshot: Snapshot) -> None:
    """What editors may do about places without coordinates; nothing where nobody can be asked."""
    if snapshot.home.geocoder is None or not access.may(Access.EDITOR):
        return
    search = _searches[-1] if _searches else None
    places = queries.unlocated(snapshot)
    if not places and search is None:
        return
    _draw_places(places)
    running = search is not None and search.is_running
    if search is not None:
        st.fragment(_draw_search, run_every=_LOOK if running else None)(search, running=running)
    if places and not running:
        st.button(
            _("Look up unknown places"),
            key="geocode",
            on_click=_start,
            args=(snapshot, places),
        )


def _draw_places(places: Sequence[Place]) -> None:
    if not places:
        return
    names = [f"{tongue().name(one)} ({one.country})" for one in places[:_SHOWN]]
    rest = len(places) - len(names)
    title = n_(
        "{count} place without coordinates", "{count} places without coordinates", len(places)
    )
    way = _(
        "They count for their country and are no points on the map. Looking them up sends their "
        "names to the geocoder that your administrator named."
    )
    section = el(
        "section",
        el("h2", title),
        el("p", way, cls="caption"),
        el("p", tongue().formats.listing(names)),
        el("p", n_("{count} more", "{count} more", rest), cls="caption") if rest else None,
    )
    draw_document("unlocated", el("div", section, cls="lacking"))


def _draw_search(search: Search, *, running: bool) -> None:
    """How far it is; when it is over, the page is drawn once more with what it found."""
    if search.is_running:
        total = len(search.places)
        st.progress(
            search.done / total,
            text=_("{done} of {total} places looked up", done=search.done, total=total),
        )
        st.button(_("Cancel"), key="geocode_cancel", on_click=search.cancel)
        return
    if running:
        st.rerun()
    draw_document("geocoded", el("p", _outcome(search), role="status"))


def _outcome(search: Search) -> str:
    """What became of a search, in a sentence or two."""
    if search.failed:
        return _("The search was ended because the records could not be written.")
    found, missing = search.counts[How.FOUND], search.counts[How.NOT_FOUND]
    said = [
        n_("{count} place was located.", "{count} places were located.", found),
        n_("{count} place is still unknown.", "{count} places are still unknown.", missing)
        if missing
        else "",
    ]
    if search.counts[How.TIMEOUT]:
        said.append(_("Then the geocoder took too long to answer. Try again later."))
    if search.counts[How.REFUSED]:
        said.append(
            _("Then the geocoder refused to answer. Try again in an hour, or ask who runs it.")
        )
    if search.counts[How.UNREACHABLE]:
        said.append(_("Then the geocoder could not be reached. Its address stands in home.toml."))
    return " ".join(part for part in said if part)


def _start(snapshot: Snapshot, places: Sequence[Place]) -> None:
    """Begin a search, unless somebody else just did."""
    server = snapshot.home.geocoder
    if server is None or not notice.may_write():
        return
    with _starting:
        if _searches and _searches[-1].is_running:
            return
        search = Search(tuple(places), access.person().name)
        _searches[:] = [search]
        asked = lookup(server.nominatim, server.contact)
        search.start(asked, store.store(), clock.today(snapshot.home))
