"""How the form says at a field what would be right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data.merging import columns_of
from data.model import DatePrecision
from data.problems import Code, Problem
from ui import problems, words
from ui.i18n import _, tongue


def wrong(problem: Problem) -> str:
    """What would be right in a field, without the words of files and columns."""
    own = _own(problem)
    return own if own is not None else problems.right(_spoken(problem))


def _spoken(problem: Problem) -> Problem:
    """The same with words in the place of codes and days as files write them."""
    spoken = dict(problem.params)
    for name in ("precision", "expected"):
        if spoken.get(name) in {*DatePrecision}:
            spoken[name] = words.precision(str(spoken[name]))
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
