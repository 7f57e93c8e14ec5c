"""Beside the map: what was clicked, or the countries and cities with most activities."""

from __future__ import annotations

from dataclasses import replace

from data import queries
from data.model import Partner
from data.queries import Selection
from data.snapshot import Snapshot
from ui import cache, lists, state, words
from ui.document import Node, draw, el, link
from ui.i18n import _, n_, tongue

_RANKED = 8
_LATEST = 5
_SECTORS = 4


def draw_beside(selection: Selection) -> None:
    """Draw the profile that the view asks for (``open=place.leeds-gb``), else the ranking."""
    kind, _dot, key = state.view().choice("open").partition(".")
    if kind == "place" and key in selection.snapshot.places:
        draw("profile", _place(key, selection))
    elif kind == "country" and key in selection.snapshot.reference.countries:
        draw("profile", _country(key, selection))
    else:
        draw("profile", _ranking(selection))


def _place(key: str, selection: Selection) -> Node:
    snapshot = selection.snapshot
    place = snapshot.places[key]
    filters = replace(selection.filters, cities=(key,))
    partner = snapshot.reference.partners.get(key)
    lines = [words.country(place.country), _relation(partner), _distance(key, snapshot)]
    only = link(
        _("Show only {name}", name=tongue().name(place)),
        href=state.address(state.view().selecting(cities=(key,))),
        cls="way-out",
    )
    return _profile(tongue().name(place), lines, cache.select(filters), only)


def _country(code: str, selection: Selection) -> Node:
    name = words.country(code)
    only = link(
        _("Show only {name}", name=name),
        href=state.address(state.view().selecting(countries=(code,))),
        cls="way-out",
    )
    return _profile(name, [], cache.select(replace(selection.filters, countries=(code,))), only)


def _profile(name: str, lines: list[str], selection: Selection, only: Node) -> Node:
    back = link(
        _("Back to the ranking"), href=state.address(state.view().choosing(open=None)), cls="back"
    )
    facts = " · ".join(line for line in lines if line)
    head: list[Node] = [
        back,
        el("h2", el("bdi", name)),
        *([el("p", facts, cls="muted")] if facts else []),
    ]
    if not selection.total:
        nothing = el("p", _("No activity with {name} in this selection.", name=name))
        return el("section", *head, nothing, cls="profile")
    rows = cache.ask(queries.newest, selection, limit=_LATEST)
    return el(
        "section",
        *head,
        el("p", _counts(selection), cls="lead"),
        _sectors(selection),
        el("h3", _("Most recent")),
        lists.brief(rows, selection.snapshot),
        only,
        cls="profile",
    )


def _counts(selection: Selection) -> str:
    figures = cache.ask(queries.key_figures, selection)
    held = n_("{count} activity", "{count} activities", figures.activities.value)
    if not figures.planned:
        return held
    return _(
        "{held}, {planned}",
        held=held,
        planned=n_("{count} planned", "{count} planned", figures.planned),
    )


def _sectors(selection: Selection) -> Node | None:
    frame = cache.ask(queries.per_sector, selection)
    codes = [code for code in frame["sector"] if code][:_SECTORS]
    if not codes:
        return None
    names = [words.sector(code, selection.snapshot) for code in codes]
    return el("p", tongue().formats.listing(names), cls="muted")


def _relation(partner: Partner | None) -> str:
    if partner is None:
        return ""
    relation = words.relation(partner.relation)
    since = (
        _("{relation} since {year}", relation=relation, year=partner.since)
        if partner.since
        else relation
    )
    return _("{relation}, suspended", relation=since) if partner.suspended else since


def _distance(key: str, snapshot: Snapshot) -> str:
    kilometres = queries.distance_from_home(snapshot, key)
    if kilometres is None:
        return _("place not located")
    return _("{distance} km away", distance=tongue().formats.number(round(kilometres, -1)))


def _ranking(selection: Selection) -> Node:
    snapshot = selection.snapshot
    countries = cache.ask(queries.per_country, selection)
    places = cache.ask(queries.per_place, selection)
    view = state.view()
    return el(
        "section",
        el("h2", _("Countries")),
        _ranked(
            [(words.country(code), f"country.{code}", count)
             for code, count in zip(countries["country"], countries["activities"], strict=True)],
            view,
        ),
        el("h2", _("Cities and regions")),
        _ranked(
            [(words.place(key, snapshot), f"place.{key}", count)
             for key, count in zip(places["place"], places["activities"], strict=True)],
            view,
        ),
        cls="profile",
    )  # fmt: skip


def _ranked(entries: list[tuple[str, str, int]], view: state.View) -> Node:
    """The first dozen, each leading to its profile, and how many more there are."""
    lines = [
        el(
            "li",
            link(
                el("bdi", lists.shortened(name, 60)), href=state.address(view.choosing(open=target))
            ),
            el("strong", tongue().formats.number(count)),
        )
        for name, target, count in entries[:_RANKED]
    ]
    left = len(entries) - len(lines)
    more = (
        el("li", n_("and {count} more", "and {count} more", left), cls="muted")
        if left > 0
        else None
    )
    return el("ol", *lines, more, cls="ranking")
