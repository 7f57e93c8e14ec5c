"""Words for files: names of columns and codes, and what a reader of a file must know."""

from __future__ import annotations

from charts.spoken import Spoken
from data import queries
from data.model import DatePrecision, Qualifier, Unit
from data.queries import Selection
from data.snapshot import Snapshot
from ui import about_texts, cache, filters, known, words
from ui.i18n import _, n_, tongue

_SOURCES = 40
"""Sources that a file names one by one."""


def spoken(selection: Selection) -> Spoken:
    """What a file of this selection says in the language that is spoken now."""
    snapshot = selection.snapshot
    return Spoken(
        language=tongue().code,
        headings=_headings(),
        names={
            "kind": lambda code: words.kind(code, snapshot),
            "direction": words.direction,
            "status": words.status,
            "date_precision": _precision,
            "sector": lambda code: words.sector(code, snapshot),
            "network": lambda code: words.network(code, snapshot),
            "role": words.role,
            "participants_qualifier": _qualifier,
            "participants_unit": _unit,
        },
        place=lambda key: _place(key, snapshot),
        country=words.country,
        day=tongue().formats.span,
        selection=_selection(selection),
        records=" ".join([_("Activities"), *_day(snapshot)]),
        about_title=_("About the data"),
        about=_about(selection),
    )


def _headings() -> dict[str, str]:
    return {
        "id": _("Record"),
        "title_de": _("Title (German)"),
        "title_en": _("Title (English)"),
        "kind": _("Kind"),
        "direction": _("Direction"),
        "status": _("Status"),
        "start": _("First day"),
        "end": _("Last day"),
        "date_precision": _("Date known to the"),
        "venue": _("Venue"),
        "counterparts": _("Counterparts"),
        "sectors": _("Sectors"),
        "networks": _("Networks"),
        "organisations": _("Organisations"),
        "participants": _("Participants"),
        "participants_qualifier": _("Count is"),
        "participants_unit": _("Counted are"),
        "outcome_de": _("Outcome (German)"),
        "outcome_en": _("Outcome (English)"),
        "note_de": _("Note (German)"),
        "note_en": _("Note (English)"),
        "source": _("Source"),
        "source_url": _("Source address"),
    }


def _about(selection: Selection) -> list[tuple[str, list[str]]]:
    snapshot = selection.snapshot
    number = n_("{count} record", "{count} records", selection.total)
    newest = [tongue().formats.day(snapshot.newest)] if snapshot.newest else []
    named = cache.ask(queries.sources, selection)
    sources = [source for source in named["source"].tolist() if source]
    rest = len(sources) - _SOURCES
    more = [n_("{count} more", "{count} more", rest)] if rest > 0 else []
    return [
        (_("Selection"), [_selection(selection), number]),
        (_("Most recent activity held"), newest),
        (_("Sources"), [*sources[:_SOURCES], *more]),
        *((told.title, list(told.texts)) for told in
          (about_texts.counting(snapshot), about_texts.uncertainty())),
    ]  # fmt: skip


def _selection(selection: Selection) -> str:
    """What is selected, and as of which day it was known."""
    snapshot = selection.snapshot
    said = filters.sentence(selection.filters, snapshot)
    return " · ".join([said, *known.sentences(snapshot)])


def _day(snapshot: Snapshot) -> list[str]:
    return [snapshot.known_on.isoformat()] if snapshot.known_on else []


def _place(key: str, snapshot: Snapshot) -> str:
    return f"{words.place(key, snapshot)}, {words.country(snapshot.places[key].country)}"


def _precision(code: str) -> str:
    return {
        DatePrecision.DAY: _("day"),
        DatePrecision.WEEK: _("week"),
        DatePrecision.MONTH: _("month"),
        DatePrecision.QUARTER: _("quarter"),
        DatePrecision.YEAR: _("year"),
    }[DatePrecision(code)]


def _qualifier(code: str) -> str:
    return {
        Qualifier.EXACT: _("exact"),
        Qualifier.ABOUT: _("about"),
        Qualifier.NEARLY: _("nearly"),
        Qualifier.OVER: _("more than"),
    }[Qualifier(code)]


def _unit(code: str) -> str:
    return {Unit.PEOPLE: _("people"), Unit.ORGANISATIONS: _("organisations")}[Unit(code)]
