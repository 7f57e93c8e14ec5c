"""What do the records lack, and how is it mended?"""

from __future__ import annotations

from data import queries
from data.model import Place
from data.queries import Finding, Lack, Quality, Selection
from data.snapshot import Snapshot
from ui import cache, clock, components, geocoding, lists, state
from ui.document import Node, el
from ui.document import draw as draw_document
from ui.i18n import _, n_, tongue


def draw() -> None:
    selection = cache.select(state.view().filters)
    question = _("What do the records lack?")
    if not selection.total:
        components.answer(question)
        components.empty_state(selection)
        return
    found = cache.ask(queries.quality, selection, clock.today(selection.snapshot.home))
    components.answer(question, _sentence(selection, found))
    sections = [_section(finding, selection.snapshot) for finding in found.findings]
    if found.unlocated:
        sections.append(_unlocated(found.unlocated))
    if sections:
        draw_document("findings", el("div", *sections, cls="lacking"))
    geocoding.draw(selection.snapshot)


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


def _section(finding: Finding, snapshot: Snapshot) -> Node:
    rest = finding.total - len(finding.newest)
    return el(
        "section",
        el("h2", _title(finding.lack, finding.total)),
        el("p", _way(finding.lack), cls="caption"),
        lists.brief(finding.newest, snapshot),
        el("p", n_("{count} more", "{count} more", rest), cls="caption") if rest else None,
    )


def _title(lack: Lack, total: int) -> str:
    match lack:
        case Lack.SOURCE:
            return n_("{count} record without a source", "{count} records without a source", total)
        case Lack.SECTOR:
            return n_("{count} record without a sector", "{count} records without a sector", total)
        case Lack.PLACE:
            return n_("{count} record without a place", "{count} records without a place", total)
        case Lack.GERMAN:
            return n_(
                "{count} record without a German title",
                "{count} records without a German title",
                total,
            )
        case Lack.ENGLISH:
            return n_(
                "{count} record without an English title",
                "{count} records without an English title",
                total,
            )
        case Lack.OVERDUE:
            return n_(
                "{count} record is planned for a day that is over",
                "{count} records are planned for a day that is over",
                total,
            )
        case Lack.TWICE:
            return n_(
                "{count} record may be there twice", "{count} records may be there twice", total
            )


def _way(lack: Lack) -> str:
    """What to do about it, in the file that has the record."""
    return {
        Lack.SOURCE: _("Fill source or source_url: who says so, and where can it be read?"),
        Lack.SECTOR: _("Fill sectors with codes of the list; none may be right, too."),
        Lack.PLACE: _(
            "Fill venue, or give a city to a country in counterparts: Leeds, GB instead of GB."
        ),
        Lack.GERMAN: _("Fill title_de; until then German readers see the English title."),
        Lack.ENGLISH: _("Fill title_en; until then English readers see the German title."),
        Lack.OVERDUE: _("Set status to held or cancelled, or move the date."),
        Lack.TWICE: _(
            "The same title within a month: if it is one activity, keep one of the records."
        ),
    }[lack]


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
