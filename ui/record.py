"""One activity, whole: what, when, where, who, what came of it and where the facts come from."""

from __future__ import annotations

from typing import Final, Unpack

from data import queries
from data.model import Access, Activity, Organisation, Relation, Status, Visibility
from data.queries import UnknownActivity
from data.snapshot import Snapshot
from ui import access, cache, clock, follow_ups, lists, record_actions, state, words
from ui.document import Element, Node, draw, el, link, outside
from ui.i18n import _, tongue
from ui.table import Order

_LONG: Final = 700
"""Characters of a text that are shown at once."""
_LONG_TITLE: Final = 300


def draw_record(activity_id: str, snapshot: Snapshot) -> None:
    """Draw the record and the ways to those beside it, or say that there is none with this id."""
    try:
        activity = queries.activity(snapshot, activity_id)
    except UnknownActivity:
        draw("record", el("p", _("There is no record “{id}” (any more).", id=activity_id[:80])))
        return
    row = record_actions.actions(activity_id)
    nodes = [card(activity, snapshot), row, *_steps(activity, snapshot), _beside(activity_id)]
    draw("record", *(node for node in nodes if node is not None))


def card(activity: Activity, snapshot: Snapshot) -> Element:
    """The record as a document; what is not known has no line."""
    badges: list[Node] = []
    if activity.status is not Status.HELD:
        badges.append(el("span", words.status(activity.status), cls="badge"))
    if activity.visibility is Visibility.INTERNAL:
        badges.append(lists.internal_mark())
    entries = [
        el("div", el("dt", term), el("dd", *nodes))
        for term, nodes in [*_facts(activity, snapshot), *_texts(activity)]
        if nodes
    ]
    return el(
        "article",
        el("h2", lists.titled(activity.title_de, activity.title_en, _LONG_TITLE)),
        el("p", *badges, cls="badges") if badges else None,
        el("dl", *entries),
        el("p", _("Record {id}", id=activity.id), cls="caption"),
        cls="record",
    )


def _facts(activity: Activity, snapshot: Snapshot) -> list[tuple[str, list[Node]]]:
    """What has a name in the reference lists; a click selects all records that share it."""
    when = tongue().formats.span(activity.start, activity.end, activity.date_precision)
    sectors = [_filter(words.sector(one, snapshot), sectors=(one,)) for one in activity.sectors]
    networks = [_filter(words.network(one, snapshot), networks=(one,)) for one in activity.networks]
    found = activity.participants
    count = [lists.counted(found.count, found.qualifier, found.unit)] if found else []
    return [
        (_("When"), [when]),
        (_("Kind"), [_filter(words.kind(activity.kind, snapshot), kinds=(activity.kind,))]),
        (_("Direction"), [_filter(words.direction(activity.direction),
                                  directions=(activity.direction,))]),
        (_("Venue"), _venue(activity, snapshot)),
        (_("Counterparts"), _counterparts(activity, snapshot)),
        (_("Sectors"), _commas(sectors)),
        (_("Networks"), _commas(networks)),
        (_("Organisations"), _organisations(activity.organisations)),
        (_("Participants"), [*count]),
    ]  # fmt: skip


def _texts(activity: Activity) -> list[tuple[str, list[Node]]]:
    """What is told in sentences, and by whom."""
    long_title = len(tongue().pick(activity.title_de, activity.title_en)) > _LONG_TITLE
    return [
        (_("Title"), _told(activity.title_de, activity.title_en) if long_title else []),
        (_("Outcome"), _told(activity.outcome_de, activity.outcome_en)),
        (_("Note"), _told(activity.note_de, activity.note_en)),
        (_("Source"), _source(activity)),
    ]


def _steps(activity: Activity, snapshot: Snapshot) -> list[Node]:
    """What the team does next because of it; for the team alone."""
    if not access.may(Access.EDITOR):
        return []
    known, today = follow_ups.known(), clock.today(snapshot.home)
    own = tuple(one for one in known if one.follow_up.activity == activity.id)
    before = tuple(one for one in known if one.follow_up.outcome == activity.id)
    new = follow_ups.address(of=activity.id, step="new")
    nodes: list[Node] = [el("h3", _("Next steps"))]
    if own:
        nodes.append(follow_ups.lines(own, snapshot, today, owners=False))
    if activity.follow_up:
        noted = el("p", _("Noted in the record:"), " ", *_folded(activity.follow_up))
        nodes.append(noted)
    label = _("New step") if own or not activity.follow_up else _("Make it a next step")
    nodes.append(el("p", link(label, href=new)))
    if before:
        nodes += [el("h3", _("Came of")), follow_ups.lines(before, snapshot, today)]
    return [el("section", *nodes, cls="record-steps")]


def _beside(activity_id: str) -> Node:
    """The ways to the records before and after in the selection, as the table sorts it."""
    view = state.view()
    order = Order.of(view)
    selection = cache.select(view.filters)
    found = cache.ask(
        queries.neighbours,
        selection,
        activity_id,
        sort=order.column,
        descending=order.descending,
    )
    if found is None:
        outside_it = _("This record is not part of the selection.")
        return el("p", outside_it, cls="caption")
    number = tongue().formats.number
    place = _("{position} of {total}", position=number(found.position), total=number(found.total))
    return el(
        "nav",
        _way(_("‹ Back"), found.before),
        el("span", place, cls="muted"),
        _way(_("Next ›"), found.after),
        aria_label=_("Records of the selection"),
        cls="pager beside",
    )


def _way(label: str, activity_id: str | None) -> Node:
    if activity_id is None:
        return el("span", label, cls="muted")
    return link(label, href=state.address(state.view().choosing(record=activity_id)))


def _filter(label: str, **fields: Unpack[state.FilterFields]) -> Node:
    return link(el("bdi", label), href=state.address(state.view().selecting(**fields)))


def _venue(activity: Activity, snapshot: Snapshot) -> list[Node]:
    if activity.venue is None:
        return []
    name = words.place(activity.venue, snapshot)
    place: Node = el("bdi", name)
    if activity.venue != snapshot.home.place:  # the home city is where everything is
        place = _filter(name, cities=(activity.venue,))
    return [place, ", ", words.country(snapshot.places[activity.venue].country)]


def _counterparts(activity: Activity, snapshot: Snapshot) -> list[Node]:
    entries: list[Node] = []
    for other in activity.counterparts:
        country = words.country(other.country)
        if other.place is None:
            entries.append(_filter(country, countries=(other.country,)))
            continue
        place = _filter(words.place(other.place, snapshot), cities=(other.place,))
        about = ", ".join([country, *_tie(other.place, snapshot)])
        entries.append(el("span", place, f" ({about})"))
    return _commas(entries)


def _tie(place: str, snapshot: Snapshot) -> list[str]:
    """What ties a partner to the home city, where the place is one."""
    partner = snapshot.reference.partners.get(place)
    if partner is None:
        return []
    if partner.suspended:
        return [_("partnership suspended")]
    return [_("partner city")] if partner.relation is Relation.PARTNER_CITY else []


def _organisations(organisations: tuple[Organisation, ...]) -> list[Node]:
    return _commas(
        [el("span", _named(one.name), f" ({words.role(one.role)})") for one in organisations]
    )


def _named(name: str) -> Node:
    return _filter(lists.shortened(name, 120), text=lists.searched(name))


def _told(german: str, english: str) -> list[Node]:
    """A text in the reader's language; where there is none, in the other, which is then said."""
    own, other = (german, english) if tongue().code == "de" else (english, german)
    if own or not other:
        return _folded(own)
    if tongue().code == "de":
        return [*_folded(other, lang="en"), " ", el("small", _("(recorded in English only)"))]
    return [*_folded(other, lang="de"), " ", el("small", _("(recorded in German only)"))]


def _folded(text: str, *, lang: str | None = None) -> list[Node]:
    """A text; of a very long one the beginning, and all of it on a click."""
    # records carry text of either direction; bdi keeps its marks from reordering the page
    whole = el("bdi", text, lang=lang)
    if len(text) <= _LONG:
        return [whole] if text else []
    beginning = el("bdi", lists.shortened(text, _LONG), lang=lang)
    return [el("p", beginning), el("details", el("summary", _("Show all of the text")), whole)]


def _source(activity: Activity) -> list[Node]:
    if activity.source_url.startswith(("http://", "https://")):
        return [
            outside(
                lists.shortened(activity.source or activity.source_url), url=activity.source_url
            )
        ]
    if not activity.source:
        return [el("span", _("not recorded"), cls="muted")]
    return _folded(activity.source)


def _commas(nodes: list[Node]) -> list[Node]:
    return [part for node in nodes for part in (", ", node)][1:]
