"""Sentences about when: the timeline's answer and the titles of its charts."""

from __future__ import annotations

import itertools

import pandas as pd

from charts.timeline import period_label
from data.model import Month, Period, Status
from data.queries import Selection
from ui.components import held_address, records_address
from ui.document import Node, link
from ui.i18n import _, n_, tongue
from ui.sentences import busiest, fill, period_phrase, there_were

_LEAST_PAUSE = {"day": 0, "month": 3, "year": 1}
"""Empty periods in a row that are worth a word; of days there are always some."""


def answer(selection: Selection, course: pd.DataFrame, unit: str) -> list[Node]:
    """When: how many activities, which period had most, and the longest pause.

    ``course`` has ``period``, ``activities`` and ``planned``, one row a period.
    """
    when = period_phrase(selection)
    held, planned = int(course["activities"].sum()), int(course["planned"].sum())
    if not held:
        return _nothing_held(when, planned)
    activities = link(n_("{count} activity", "{count} activities", held), href=held_address())
    sentence = there_were(held, when=when, activities=activities)
    return [*sentence, *_most(course, unit), *_pause(course, unit), *_coming(planned), "."]


def _coming(planned: int) -> list[Node]:
    if not planned:
        return []
    return [n_("; {count} more is planned", "; {count} more are planned", planned)]


def _nothing_held(when: str, planned: int) -> list[Node]:
    if planned:
        number = n_("{count} activity is planned", "{count} activities are planned", planned)
        return fill(
            _("{when} nothing has been held yet; {planned}."),
            when=when,
            planned=link(number, href=records_address(statuses=(Status.PLANNED,))),
        )
    return [_("{when} no activity was held.", when=when)]


def _most(course: pd.DataFrame, unit: str) -> list[Node]:
    """The period with most, where one has."""
    highest = int(course["activities"].max())
    best = course[course["activities"] == highest]
    active = int((course["activities"] > 0).sum())
    if unit == "day" or len(best) > 1 or active == 1:
        return []  # on some days there are activities whose day is not known
    template = {
        "month": _("; the month with most was {period} with {count}"),
        "year": _("; the year with most was {period} with {count}"),
    }[unit]
    when = best["period"].iloc[0]
    name = period_label(when, unit, tongue().formats)
    bounds = _period(when, when, unit)
    return fill(
        template,
        period=link(name, href=held_address(period=bounds)),
        count=tongue().formats.number(highest),
    )


def _pause(course: pd.DataFrame, unit: str) -> list[Node]:
    """The longest run of periods without any activity between two with some."""
    active = course.index[course["activities"] > 0]
    gaps = [(later - earlier - 1, earlier) for earlier, later in itertools.pairwise(active)]
    length, before = max(gaps, default=(0, 0), key=lambda gap: gap[0])
    if not _LEAST_PAUSE[unit] or length < _LEAST_PAUSE[unit]:
        return []
    periods = course["period"]
    pause = _period(periods[before + 1], periods[before + length], unit)
    return [_("; the longest pause was {period}", period=tongue().formats.period(pause))]


def _period(first: pd.Timestamp, last: pd.Timestamp, unit: str) -> Period:
    if unit == "year":
        return Period(Month(first.year, 1), Month(last.year, 12))
    return Period(Month.of(first), Month.of(last))


def course_title(course: pd.DataFrame, unit: str, period: Period) -> str:
    """A title for the course: the period with most; of days, how many activities there were."""
    if unit != "day":
        return busiest(course, unit)
    return n_(
        "{count} activity in {period}, day by day",
        "{count} activities in {period}, day by day",
        int(course["activities"].sum()),
        period=tongue().formats.period(period),
    )


def multiple(by: str) -> str:
    """How an activity counts that names several of what a course is stacked by."""
    return {
        "sector": _("An activity counts in each of its sectors"),
        "country": _("An activity counts for each of its countries"),
        "network": _("An activity counts in each of its networks"),
    }.get(by, "")


def uncertain_days(count: int) -> str:
    """Where activities stand in a course of days that are not dated to the day."""
    if not count:
        return ""
    return n_(
        "{count} without an exact day stands on the first day that it may have been",
        "{count} without an exact day stand on the first day that they may have been",
        count,
    )


def calendar_caption(frame: pd.DataFrame) -> str:
    """What a year's calendar counts, and how many activities are too vaguely dated for it."""
    coarse = int(frame.attrs["coarse"])
    said = _("Held activities on each day of the year")
    if not coarse:
        return said
    rest = n_(
        "{count} more, of which only the quarter or year is known, is on no day",
        "{count} more, of which only the quarter or year is known, are on no day",
        coarse,
    )
    return f"{said}. {rest}"


def busy_days(year: int, frame: pd.DataFrame) -> str:
    """A title for a year's calendar: on how many days there was something."""
    exact = int((frame["activities"] > 0).sum())
    faded = int(((frame["activities"] == 0) & (frame["uncertain"] > 0)).sum())
    if exact:
        return n_(
            "{year}: activities on {count} day",
            "{year}: activities on {count} days",
            exact,
            year=year,
        )
    if faded:
        return _("{year}: activities, none of them dated to the day", year=year)
    return _("{year}: no activity", year=year)


def day(activities: int, uncertain: int, name: str) -> str:
    """A day of the calendar: «26 September 2025: 2 activities, 1 uncertain»."""
    held = n_("{count} activity", "{count} activities", activities)
    maybe = n_("{count} perhaps", "{count} perhaps", uncertain)
    parts = ([held] if activities else []) + ([maybe] if uncertain else [])
    return _("{day}: {activities}", day=name, activities=", ".join(parts))


def single(shown: int, total: int) -> str:
    """A title for the bars of single activities."""
    if shown < total:
        return _(
            "The newest {shown} of {total} activities, one by one",
            shown=tongue().formats.number(shown),
            total=tongue().formats.number(total),
        )
    return n_("The one activity", "The {count} activities, one by one", total)


def against_year_before(frame: pd.DataFrame) -> str:
    """A title for the comparison with the year before, as far as there are records of it."""
    if frame.empty or frame["before"].isna().all():
        return _("No earlier records to compare with")
    if frame["before"].isna().any():
        return _("The year before is recorded only in part")
    difference = int(frame["activities"].sum()) - int(frame["before"].sum())
    if difference > 0:
        return n_(
            "{count} activity more than a year before",
            "{count} activities more than a year before",
            difference,
        )
    if difference < 0:
        return n_(
            "{count} activity fewer than a year before",
            "{count} activities fewer than a year before",
            -difference,
        )
    return _("As many activities as a year before")
