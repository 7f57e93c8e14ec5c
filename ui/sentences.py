"""Sentences made by rules from the same figures that the charts draw.

A sentence is a list of document nodes, so that its numbers can lead to their records.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from charts import timeline
from data import queries
from data.model import Filters, Month, Period, Status
from data.queries import Figure, KeyFigures, Selection
from ui import cache, state, words
from ui.components import held_address, records_address
from ui.document import Node, link
from ui.i18n import _, n_, tongue

_LEADING = 3
"""Names that a sentence carries."""


def fill(template: str, **nodes: Node | list[Node]) -> list[Node]:
    """The template's texts with nodes in the place of ``{names}``."""
    parts: list[Node] = []
    for piece in re.split(r"(\{\w+\})", template):
        value = nodes[piece[1:-1]] if re.fullmatch(r"\{\w+\}", piece) else piece
        parts += value if isinstance(value, list) else [value]
    return [part for part in parts if part != ""]


def overview(selection: Selection, figures: KeyFigures, sectors: pd.DataFrame) -> list[Node]:
    """What happened: how much, from how many countries, in which fields, with what result."""
    when = period_phrase(selection)
    held = figures.activities.value
    if not held:
        return _nothing_held(when, figures)
    activities = link(n_("{count} activity", "{count} activities", held), href=held_address())
    countries = figures.countries.value
    if countries:
        origin = n_("from {count} country", "from {count} countries", countries)
        template = n_(
            "{when} there was {activities} with counterparts {origin}",
            "{when} there were {activities} with counterparts {origin}",
            held,
            **_open("when", "activities", "origin"),
        )
        origins = link(origin, href=_to_map())
        sentence = fill(template, when=when, activities=activities, origin=origins)
    else:
        sentence = there_were(held, when=when, activities=activities)
    return [
        *sentence,
        *_focus(selection, sectors),
        *_results(figures.results, selection),
        *_planned(figures),
        ".",
    ]


def there_were(held: int, *, when: str, activities: Node) -> list[Node]:
    """«In September 2025 there were 9 activities»."""
    template = n_(
        "{when} there was {activities}",
        "{when} there were {activities}",
        held,
        **_open("when", "activities"),
    )
    return fill(template, when=when, activities=activities)


def _open(*names: str) -> dict[str, str]:
    """Places of a template that stay open, for nodes to be filled in."""
    return {name: f"{{{name}}}" for name in names}


def _nothing_held(when: str, figures: KeyFigures) -> list[Node]:
    if figures.planned:
        planned = n_(
            "{count} activity is planned", "{count} activities are planned", figures.planned
        )
        return fill(
            _("{when} nothing has been held yet; {planned}."),
            when=when,
            planned=link(planned, href=records_address(statuses=(Status.PLANNED,))),
        )
    return [_("{when} no activity was held.", when=when)]


def _focus(selection: Selection, sectors: pd.DataFrame) -> list[Node]:
    """The leading sectors, where some lead: at most three, and not as many as there are."""
    counts = dict(zip(sectors["sector"], sectors["activities"], strict=True))
    counts.pop("", None)
    leading = [code for code, count in counts.items() if count > 1][:_LEADING]
    if not leading or len(leading) == len(counts) > 1:
        return []
    links = [
        link(words.sector(code, selection.snapshot), href=held_address(sectors=(code,)))
        for code in leading
    ]
    return fill(
        _("; in focus: {sectors}"),
        sectors=commas(links),
    )


def _results(results: Figure, selection: Selection) -> list[Node]:
    if not results.value:
        return []
    return fill(
        "; {results}",
        results=link(
            n_("{count} led to a result", "{count} led to results", results.value),
            href=held_address(kinds=result_kinds(selection)),
        ),
    )


def result_kinds(selection: Selection) -> tuple[str, ...]:
    """The kinds of what was held in the selection that are a result."""
    frame = cache.ask(queries.per_kind, selection)
    known = selection.snapshot.reference.kinds
    held = zip(frame["kind"], frame["activities"], strict=True)
    return tuple(code for code, count in held if count and known[code].is_result)


def _planned(figures: KeyFigures) -> list[Node]:
    if not figures.planned:
        return []
    return [n_("; {count} more is planned", "; {count} more are planned", figures.planned)]


def period_phrase(selection: Selection) -> str:
    """«In September 2025», «From April 2017 to February 2026»: the start of a sentence."""
    period = selection.period
    if period is None:
        return _("So far")
    speak = tongue().formats
    if len(period) == 1:
        return _("In {month}", month=speak.month(period.first))
    if period == Period(Month(period.first.year, 1), Month(period.first.year, 12)):
        return _("In the year {year}", year=period.first.year)
    return _(
        "From {first} to {last}", first=speak.month(period.first), last=speak.month(period.last)
    )


def before_phrase(period: Period) -> str:
    """The period before, as it follows «than» or «in»: August 2025, 2024, July to December 2024."""
    return tongue().formats.period(period.before)


def change(figure: Figure, filters: Filters, *, earlier: bool) -> str:
    """How a figure compares with the period before: more, fewer, as many, or nothing to compare."""
    if filters.period is None:
        return ""
    if figure.before is None or not earlier:
        return _("no earlier records")
    name = before_phrase(filters.period)
    difference = figure.value - figure.before
    if not figure.before:
        return _("none in {period}", period=name)
    if not difference:
        return _("as many as in {period}", period=name)
    sign = "+" if difference > 0 else "\N{MINUS SIGN}"
    about = "≈\N{NO-BREAK SPACE}" if figure.inexact or figure.before_inexact else ""
    number = tongue().formats.number(abs(difference))
    return _("{difference} on {period}", difference=f"{about}{sign}{number}", period=name)


def listing(nodes: Sequence[Node]) -> list[Node]:
    """A, B and C, of nodes."""
    marks = [f"\0{index}\0" for index in range(len(nodes))]
    text = tongue().formats.listing(marks)
    return [
        nodes[int(piece)] if piece.isdigit() and f"\0{piece}\0" in marks else piece
        for piece in text.split("\0")
        if piece
    ]


def commas(nodes: Sequence[Node]) -> list[Node]:
    """A, B, C, of nodes: for names that may have an «and» of their own."""
    return [part for node in nodes for part in (", ", node)][1:]


def busiest(course: pd.DataFrame, unit: str) -> str:
    """A title for a course over time: which period had most."""
    periods, held, _planned_too = timeline.course(course)
    totals = [sum(counts) for counts in zip(*held.values(), strict=True)]
    most = max(totals, default=0)
    if not most:
        return _("No activity was held")
    if totals.count(most) > 1:
        return _at_most(most, unit)
    return n_(
        "{period} had most: {count} activity",
        "{period} had most: {count} activities",
        most,
        period=timeline.period_label(periods[totals.index(most)], unit, tongue().formats),
    )


def _at_most(count: int, unit: str) -> str:
    match unit:
        case "day":
            return n_("At most {count} activity a day", "At most {count} activities a day", count)
        case "month":
            return n_(
                "At most {count} activity a month", "At most {count} activities a month", count
            )
        case _:
            return n_("At most {count} activity a year", "At most {count} activities a year", count)


def course_caption(period: Period, unit: str) -> str:
    """What the bars of a course count."""
    per = {
        "day": _("Activities per day"),
        "month": _("Activities per month"),
        "year": _("Activities per year"),
    }[unit]
    return f"{per}, {tongue().formats.period(period)}"


def leading_sector(sectors: pd.DataFrame, selection: Selection) -> str:
    """A title for the sectors: which one leads, or that none does."""
    named = sectors[(sectors["sector"] != "") & (sectors["activities"] > 0)]
    if named.empty:
        return _("No sector is recorded")
    top = named[named["activities"] == named["activities"].max()]
    if len(top) == 1 and len(named) > 1:
        return _(
            "{sector} leads the sectors",
            sector=words.sector(top["sector"].iloc[0], selection.snapshot),
        )
    return n_("{count} sector", "{count} sectors, none dominates", len(named))


def map_answer(selection: Selection) -> list[Node]:
    """How far the selection reaches, and the countries with most of it."""
    countries = cache.ask(queries.per_country, selection)
    held = countries[countries["activities"] > 0]
    when = period_phrase(selection)
    if held.empty:
        return [_("{when} no activity with a known place was held.", when=when)]
    reach = n_(
        "the network reached {count} country", "the network reached {count} countries", len(held)
    )
    leading = held[held["activities"] == held["activities"].max()]
    if len(leading) > _LEADING or len(leading) == len(held):
        return [_("{when} {reach}.", when=when, reach=reach)]
    links = [
        link(words.country(code), href=state.address(state.view().choosing(open=f"country.{code}")))
        for code in leading["country"]
    ]
    most = n_("{count} activity", "{count} activities", int(leading["activities"].iloc[0]))
    template = n_(
        "{when} {reach}, most often {countries} with {most}.",
        "{when} {reach}, most often {countries} with {most} each.",
        len(links),
        when=when,
        reach=reach,
        most=most,
        countries="{countries}",
    )
    return fill(template, countries=listing(links))


def where(countries: pd.DataFrame) -> str:
    """A title for the map: from where guests came and where journeys went."""
    guests = int((countries["inbound"] > 0).sum())
    journeys = int((countries["outbound"] > 0).sum())
    from_ = n_("guests from {count} country", "guests from {count} countries", guests)
    to = n_("journeys to {count} country", "journeys to {count} countries", journeys)
    if guests and journeys:
        text = _("{guests}, {journeys}", guests=from_, journeys=to)
    else:
        text = from_ if guests else to if journeys else _("no activity with a known place")
    return text[0].upper() + text[1:]


def _to_map() -> str:
    return state.address(state.view().turning_to("map"))
