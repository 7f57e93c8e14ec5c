"""What do the records lack, and how is it mended?"""

from __future__ import annotations

from datetime import date
from typing import Final

from data import queries
from data.model import Access, Place
from data.queries import Due, Finding, Lack, Pairs, Quality, Selection
from ui import (
    access,
    apart,
    cache,
    clock,
    components,
    coordinates,
    desk,
    follow_ups,
    geocoding,
    lacks,
    lists,
    state,
    table,
)
from ui.document import Node, el, link
from ui.document import draw as draw_document
from ui.i18n import _, n_, tongue

_LINES: Final = 50
_PAIRS: Final = 5
_NOTED: Final = "noted"
"""What the address calls records that say what is to be done and have no step."""


def draw() -> None:
    selection = cache.select(state.view().filters)
    question = _("What do the records lack?")
    if not selection.total:
        components.answer(question)
        components.empty_state(selection)
        return
    today, known = clock.today(selection.snapshot.home), apart.known()
    found = cache.ask(queries.quality, selection, today, apart=known)
    components.answer(question, _sentence(selection, found))
    apart.draw_notice()
    chosen = state.view().choice("lack")
    if chosen in set(Lack):
        _draw_one(selection, Lack(chosen), today, known)
    elif chosen == _NOTED and access.may(Access.EDITOR):
        _draw_noted(selection)
    else:
        _draw_all(selection, found)


def _sentence(selection: Selection, found: Quality) -> str:
    if found.complete == selection.total:
        return n_(
            "The {count} selected record lacks nothing that is looked for here.",
            "The {count} selected records lack nothing that is looked for here.",
            selection.total,
        )
    complete = tongue().formats.number(found.complete)
    return n_(
        "{complete} of {count} selected record is complete.",
        "{complete} of {count} selected records are complete.",
        selection.total,
        complete=complete,
    )


def _draw_all(selection: Selection, found: Quality) -> None:
    """Every finding with its newest records."""
    sections = [_section(finding, selection) for finding in found.findings]
    if found.unlocated:
        sections.append(_unlocated(found.unlocated))
    if access.may(Access.EDITOR):
        sections += _of_steps(selection)
    if sections:
        draw_document("findings", el("div", *sections, cls="lacking"))
    geocoding.draw(selection.snapshot)
    coordinates.draw(selection.snapshot)


def _section(finding: Finding, selection: Selection) -> Node:
    rest = finding.total - len(finding.newest)
    pairs = finding.lack is Lack.TWICE and lacks.is_mended_here()
    label = _("Compare the pairs") if pairs else n_("{count} more", "{count} more", rest)
    target = state.view().choosing(lack=str(finding.lack))
    return el(
        "section",
        el("h2", lacks.title(finding.lack, finding.total)),
        el("p", lacks.way(finding.lack), cls="caption"),
        lists.brief(finding.newest, selection.snapshot, lead=lacks.leading()),
        el("p", link(label, href=state.address(target)), cls="caption") if rest or pairs else None,
    )


def _draw_one(selection: Selection, lack: Lack, today: date, known: Pairs) -> None:
    """One finding, all of its records, a page at a time."""
    if lack is Lack.TWICE and lacks.is_mended_here():
        _draw_pairs(selection, known)
        return
    total = queries.lacking(selection, lack, today, limit=0, apart=known).total
    first = (table.sheet(total, _LINES) - 1) * _LINES
    found = queries.lacking(selection, lack, today, offset=first, limit=_LINES, apart=known)
    _draw_finding(selection, lacks.title(lack, total), lacks.way(lack), found)


def _draw_finding(selection: Selection, title: str, way: str, found: Finding) -> None:
    ways: list[Node] = [_back()]
    if lacks.is_mended_here() and desk.leads_to("many"):
        many = state.view().turning_to("many").choosing(lack=str(found.lack))
        ways += [" · ", link(_("Change many"), href=state.address(many))]
    draw_document(
        "findings",
        el(
            "section",
            el("p", *ways, cls="caption"),
            el("h2", title),
            el("p", way, cls="caption"),
            lists.brief(found.newest, selection.snapshot, lead=lacks.leading()),
        ),
        *table.pager(found.total, _LINES),
    )


def _draw_pairs(selection: Selection, known: Pairs) -> None:
    """Records that may be there twice, two and two, with the ways to decide."""
    pairs = cache.ask(queries.duplicates, selection, apart=known)
    first = (table.sheet(len(pairs), _PAIRS) - 1) * _PAIRS
    title = n_(
        "{count} pair of records may be one activity",
        "{count} pairs of records may be one activity each",
        len(pairs),
    )
    head = el("section", el("p", _back(), cls="caption"), el("h2", title),
              el("p", lacks.way(Lack.TWICE), cls="caption"))  # fmt: skip
    draw_document("findings", head)
    for pair in pairs[first : first + _PAIRS]:
        apart.draw_pair(pair, selection.snapshot)
    if more := table.pager(len(pairs), _PAIRS):
        draw_document("pair_pages", *more)


def _back() -> Node:
    return link(_("All findings"), href=state.address(state.view().choosing(lack=None, sheet=None)))


def _unlocated(places: tuple[Place, ...]) -> Node:
    names = [tongue().name(place) for place in places]
    return el(
        "section",
        el(
            "h2",
            n_(
                "{count} partner without coordinates",
                "{count} partners without coordinates",
                len(places),
            ),
        ),
        el("p", _("Add a line with latitude and longitude to places.csv."), cls="caption"),
        el("p", tongue().formats.listing(names)),
    )


def _of_steps(selection: Selection) -> list[Node]:
    """What next steps lack, and records that tell of a step that nobody has entered."""
    snapshot, today = selection.snapshot, clock.today(selection.snapshot.home)
    steps = follow_ups.known()
    agenda = queries.agenda(selection, steps, today)
    still_open = tuple(one for part in agenda.open.values() for one in part)
    late = agenda.open.get(Due.OVERDUE, ())
    bare = tuple(one for one in still_open if not (one.follow_up.due and one.follow_up.responsible))
    sections = [
        el(
            "section",
            el("h2", title),
            follow_ups.lines(found[:6], snapshot, today),
            el("p", link(_("All steps"), href=follow_ups.address()), cls="caption"),
        )
        for title, found in (
            (follow_ups.urgency(Due.OVERDUE, len(late)), late),
            (
                n_(
                    "{count} step without a date or somebody responsible",
                    "{count} steps without a date or somebody responsible",
                    len(bare),
                ),
                bare,
            ),
        )
        if found
    ]
    return [*sections, *_noted(selection)]


def _noted(selection: Selection) -> list[Node]:
    found = queries.noted(selection, follow_ups.known())
    if found.empty:
        return []
    target = state.view().choosing(lack=_NOTED)
    rest = len(found) - 6
    more = n_("{count} more", "{count} more", rest)
    return [
        el(
            "section",
            el("h2", _noted_title(len(found))),
            el("p", _noted_way(), cls="caption"),
            lists.brief(found.head(6), selection.snapshot, lead=_to_new_step),
            el("p", link(more, href=state.address(target)), cls="caption") if rest > 0 else None,
        )
    ]


def _draw_noted(selection: Selection) -> None:
    found = queries.noted(selection, follow_ups.known())
    first = (table.sheet(len(found), _LINES) - 1) * _LINES
    draw_document(
        "findings",
        el(
            "section",
            el("p", _back(), cls="caption"),
            el("h2", _noted_title(len(found))),
            el("p", _noted_way(), cls="caption"),
            lists.brief(found.iloc[first : first + _LINES], selection.snapshot, lead=_to_new_step),
        ),
        *table.pager(len(found), _LINES),
    )


def _noted_title(total: int) -> str:
    return n_(
        "{count} record notes what is to be done, without a step",
        "{count} records note what is to be done, without a step",
        total,
    )


def _noted_way() -> str:
    return _("Make a next step of the note, with a date and somebody responsible.")


def _to_new_step(activity_id: str) -> state.View:
    return state.view().turning_to("follow-ups").choosing(of=activity_id, step="new")
