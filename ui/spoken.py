"""Words for files: names of columns and codes, and what a reader of a file must know."""

from __future__ import annotations

from charts.spoken import Spoken
from data import queries
from data.queries import Selection
from data.record_format import COLUMNS
from data.snapshot import Snapshot
from ui import about_texts, cache, field_names, filters, known, words
from ui.i18n import _, n_, tongue

_SOURCES = 40
"""Sources that a file names one by one."""


def spoken(selection: Selection) -> Spoken:
    """What a file of this selection says in the language that is spoken now."""
    snapshot = selection.snapshot
    return Spoken(
        language=tongue().code,
        headings={column: field_names.of_column(column) for column in COLUMNS},
        names={
            "kind": lambda code: words.kind(code, snapshot),
            "direction": words.direction,
            "status": words.status,
            "date_precision": words.precision,
            "sector": lambda code: words.sector(code, snapshot),
            "network": lambda code: words.network(code, snapshot),
            "role": words.role,
            "participants_qualifier": words.qualifier,
            "participants_unit": words.unit,
        },
        place=lambda key: _place(key, snapshot),
        country=words.country,
        day=tongue().formats.span,
        selection=_selection(selection),
        records=" ".join([_("Activities"), *_day(snapshot)]),
        about_title=_("About the data"),
        about=_about(selection),
    )


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
