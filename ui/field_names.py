"""What readers call the columns and the fields of a record, on every page and in every file.

A field is a column or several that only together say something (:mod:`data.merging`): the date's
days and how exactly they are known are the field of its first column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from ui.i18n import _, marked, tongue

_COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "id": marked("Id"),
        "title_de": marked("Title (German)"),
        "title_en": marked("Title (English)"),
        "kind": marked("Kind"),
        "direction": marked("Direction"),
        "status": marked("Status"),
        "start": marked("First day"),
        "end": marked("Last day"),
        "date_precision": marked("Date known to the"),
        "venue": marked("Venue"),
        "counterparts": marked("Counterparts"),
        "sectors": marked("Sectors"),
        "networks": marked("Networks"),
        "organisations": marked("Organisations"),
        "participants": marked("Participants"),
        "participants_qualifier": marked("Count is"),
        "participants_unit": marked("Counted are"),
        "outcome_de": marked("Outcome (German)"),
        "outcome_en": marked("Outcome (English)"),
        "follow_up": marked("What is to be done"),
        "note_de": marked("Note (German)"),
        "note_en": marked("Note (English)"),
        "source": marked("Source"),
        "source_url": marked("Source address"),
        "visibility": marked("Who may see it"),
    }
)
# The importer knows its own files by these: data.importing.meanings.OWN takes a new one, and keeps
# the old for the files that were written before.


def of_column(column: str) -> str:
    """What a column of the record format is called."""
    return _(_COLUMNS[column])


def of_field(field: str) -> str:
    """What a field is called, by its first column."""
    return _("Date") if field == "start" else of_column(field)


def listed(fields: Iterable[str]) -> str:
    """Several fields in a sentence."""
    return tongue().formats.listing([of_field(field) for field in fields])
