"""What the form calls the fields, and how it says at a field what would be right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data.merging import columns_of
from data.model import DatePrecision, Qualifier, Unit, Visibility
from data.problems import Code, Problem
from ui import problems
from ui.i18n import _, tongue


def label(field: str) -> str:
    """What a field of the record is called."""
    return {
        "id": _("Id"),
        "title_de": _("Title (German)"),
        "title_en": _("Title (English)"),
        "kind": _("Kind"),
        "direction": _("Direction"),
        "status": _("Status"),
        "start": _("When"),
        "venue": _("Venue"),
        "counterparts": _("Counterparts"),
        "sectors": _("Sectors"),
        "networks": _("Networks"),
        "organisations": _("Organisations"),
        "participants": _("Participants"),
        "outcome_de": _("Outcome (German)"),
        "outcome_en": _("Outcome (English)"),
        "follow_up": _("What is to be done"),
        "note_de": _("Note (German)"),
        "note_en": _("Note (English)"),
        "source": _("Source"),
        "source_url": _("Address of the source"),
        "visibility": _("Who may see it"),
    }[field]


def labels(fields: tuple[str, ...]) -> str:
    """Several fields in a sentence."""
    return tongue().formats.listing([label(field) for field in fields])


def visibility(code: str) -> str:
    return {
        Visibility.PUBLIC: _("Everybody"),
        Visibility.INTERNAL: _("The team only"),
    }[Visibility(code)]


def precision(code: str) -> str:
    return {
        DatePrecision.DAY: _("Day"),
        DatePrecision.WEEK: _("Week"),
        DatePrecision.MONTH: _("Month"),
        DatePrecision.QUARTER: _("Quarter"),
        DatePrecision.YEAR: _("Year"),
    }[DatePrecision(code)]


def qualifier(code: str) -> str:
    return {
        Qualifier.EXACT: _("exactly"),
        Qualifier.ABOUT: _("around"),
        Qualifier.NEARLY: _("nearly"),
        Qualifier.OVER: _("over"),
    }[Qualifier(code)]


def unit(code: str) -> str:
    return {Unit.PEOPLE: _("People"), Unit.ORGANISATIONS: _("Organisations")}[Unit(code)]


def wrong(problem: Problem) -> str:
    """What would be right in a field, without the words of files and columns."""
    own = _own(problem)
    return own if own is not None else problems.right(_spoken(problem))


def _spoken(problem: Problem) -> Problem:
    """The same with words in the place of codes and days as files write them."""
    spoken = dict(problem.params)
    for name in ("precision", "expected"):
        if spoken.get(name) in {*DatePrecision}:
            spoken[name] = precision(str(spoken[name]))
    if problem.code in {Code.DATE_REVERSED, Code.DATE_SPAN}:
        for name in ("start", "end"):
            spoken[name] = tongue().formats.day(date.fromisoformat(str(spoken[name])))
    return replace(problem, params=spoken)


def _own(problem: Problem) -> str | None:
    match problem.code:
        case Code.VALUE_MISSING if problem.column == "start":
            return _("Choose when it was: a day, or as much as is known.")
        case Code.VALUE_MISSING if problem.column == "id":
            return _("Write an id, or leave it to the form.")
        case Code.VALUE_MISSING:
            return _("Choose one.")
        case Code.TITLE_MISSING:
            return _("A title is needed, in one of the two languages at least.")
        case Code.UNIT_MISSING:
            return _("Were people counted, or organisations? Choose one.")
        case Code.COUNT_INVALID if not problem.params.get("suggestion"):
            return _("Write a whole number; where it is not known, leave the field empty.")
        case Code.ID_TWICE:
            return _("“{id}” is taken, or was before: write another one.", id=problem.value)
        case Code.ORGANISATION_INVALID:
            return _("Choose what “{name}” did.", name=problem.value)
        case Code.PLACE_INVALID | Code.COUNTRY_UNKNOWN | Code.PLACE_NEEDS_CITY:
            return _place(problem)
        case _:
            return None


def _place(problem: Problem) -> str:
    if problem.code is Code.PLACE_NEEDS_CITY:
        return _("A venue needs a city: write it before the country, as in “Leeds, UK”.")
    return _(
        "“{text}” is not understood: write the city and its country, as in “Leeds, UK”.",
        text=problem.value,
    )


def anchor(field: str) -> str:
    """Where a field's problem stands on the page."""
    return f"wrong-{columns_of(field)[0]}"
