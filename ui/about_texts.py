"""The rules and terms that hold whatever the records say, for the page about the data."""

from __future__ import annotations

from typing import NamedTuple

from data.model import Located, Qualifier
from data.queries import QUIET_FACTOR
from data.snapshot import Snapshot
from ui import words
from ui.document import Node, el, outside
from ui.i18n import _, tongue


class Topic(NamedTuple):
    """A heading and what there is to say below it, a sentence or two each."""

    title: str
    texts: tuple[str, ...]


def counting(snapshot: Snapshot) -> Topic:
    """How activities are counted."""
    results = [
        words.kinds(kind.code, 2, snapshot)
        for kind in snapshot.reference.kinds.values()
        if kind.is_result
    ]
    home = snapshot.home
    return _topic(
        _("How we count"),
        _(
            "An activity counts once in every total. By sector, country, city, organisation or "
            "network it counts once in each that it names, so these figures can add up to more "
            "than the total."
        ),
        _(
            "Only activities that were held count. What is planned is shown as planned, and what "
            "was cancelled counts nowhere."
        ),
        _("An activity belongs to the month and the year in which it begins."),
        _(
            "Countries are those of the counterparts and of venues abroad; {country} itself is "
            "not counted.",
            country=words.country(home.country),
        ),
        _("A partner city is reached when it takes part in an activity or hosts it."),
        _(
            "People and organisations who took part are two separate sums and are never added "
            "together. Where only some records give a number, the figure says how many do."
        ),
        _(
            "These kinds of activity count as results: {kinds}.",
            kinds=tongue().formats.listing(results),
        )
        if results
        else None,
        _("The period before has as many months as the selected one and ends where that begins."),
        _(
            "A partner has gone quiet when its last contact was {factor} times as long ago as is "
            "usual for it.",
            factor=tongue().formats.number(QUIET_FACTOR),
        ),
        _("Internal records are shown too, with a mark: you are one of the team.")
        if snapshot.internal
        else _("Only public records are shown."),
    )


def uncertainty() -> Topic:
    """What uncertain dates and numbers look like."""
    count = tongue().formats.count
    return _topic(
        _("What is uncertain"),
        _(
            "A number with a sign is not exact: {about} stands for “about” or “nearly”, {over} "
            "for “more than”.",
            about=count(50, Qualifier.ABOUT),
            over=count(50, Qualifier.OVER),
        ),
        _("A sum is marked as inexact as soon as one of its parts is."),
        _("What a source does not say stays unknown; it never becomes a zero."),
        _(
            "Dates are as exact as their source: where it only gives the month, the record shows "
            "only the month. On time axes such dates look hatched or faded."
        ),
        _(
            "A place without known coordinates counts for its country and is drawn at the "
            "country’s centre."
        ),
    )


_HOMES = {
    "GeoNames": "https://www.geonames.org/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "OpenStreetMap": "https://www.openstreetmap.org/copyright",
    "ODbL": "https://opendatacommons.org/licenses/odbl/",
    "Natural Earth": "https://www.naturalearthdata.com/",
    "Unicode CLDR": "https://cldr.unicode.org/",
    "Unicode License": "https://www.unicode.org/license.txt",
    "Babel": "https://babel.pocoo.org/",
    "dortmund.de": "https://www.dortmund.de/",
    "IBM Plex Sans": "https://github.com/IBM/plex",
    "SIL OFL 1.1": "https://openfontlicense.org/",
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
}
"""Where readers find an origin or a licence."""


def terms(snapshot: Snapshot) -> Node:
    """Whose data and type the dashboard uses, and on what terms."""
    looked_up = any(place.located is Located.GEOCODER for place in snapshot.places.values())
    by_geocoder = {_("Places that were looked up"): ("OpenStreetMap", "ODbL")} if looked_up else {}
    named = {
        _("Coordinates and names of places"): ("GeoNames", "CC BY 4.0"),
        **by_geocoder,
        _("Outlines of countries"): ("Natural Earth", _("public domain")),
        _("Names of countries, dates and numbers"): ("Unicode CLDR", "Babel", "Unicode License"),
        _("List of partner cities"): ("dortmund.de", _("facts only")),
        _("Typeface"): ("IBM Plex Sans", "SIL OFL 1.1"),
        _("Software"): ("Apache-2.0",),
    }
    entries = [el("div", el("dt", what), el("dd", *_named(names))) for what, names in named.items()]
    return topic(_("Origin and licences"), el("dl", *entries))


def privacy() -> Topic:
    """What becomes of a visitor's data."""
    return _topic(
        _("Privacy"),
        _(
            "Your browser asks no other server for anything: maps, typeface and scripts come "
            "from here."
        ),
        _(
            "There is no analytics and no tracking. The only cookie is Streamlit’s own; it "
            "protects against forged requests and ends with your visit."
        ),
        _(
            "Nothing that you select is kept. Your filters are in the address of the page, so "
            "that you can pass it on."
        ),
        _(
            "Whoever signs in has one more cookie until they sign out; a name is kept with the "
            "sign-in and with each change of a record."
        ),
        _("Links to sources lead to other websites, which follow rules of their own."),
    )


def topic(title: str, *nodes: Node | None) -> Node:
    """A part of the page with its heading."""
    return el("section", el("h2", title), *nodes, cls="topic")


def points(told: Topic) -> Node:
    """A topic as a list."""
    return topic(told.title, el("ul", *(el("li", text) for text in told.texts), cls="points"))


def _topic(title: str, *texts: str | None) -> Topic:
    return Topic(title, tuple(text for text in texts if text))


def _named(names: tuple[str, ...]) -> list[Node]:
    """Names with links, separated by commas."""
    nodes = [outside(name, url=_HOMES[name]) if name in _HOMES else name for name in names]
    return [part for node in nodes for part in (", ", node)][1:]
