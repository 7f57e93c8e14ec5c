"""Sentences about fields: the answer of the sectors' page and the titles of its charts."""

from __future__ import annotations

import pandas as pd

from charts.sectors import Matrix
from data.queries import Selection
from ui import state, words
from ui.components import held_address
from ui.document import Node, link
from ui.i18n import _, n_, tongue
from ui.sentences import commas, fill, period_phrase

_LEADING = 3
"""Sectors that the answer names."""


def answer(selection: Selection, sectors: pd.DataFrame, held: int, without: int) -> list[Node]:
    """In which fields: how many sectors, which lead, and how many records name none.

    ``sectors`` as ``queries.per_sector`` gives them; ``held`` counts all activities.
    """
    when = period_phrase(selection)
    named = _named(sectors)
    if not held:
        return [_("{when} no activity was held.", when=when)]
    if named.empty:
        return [_("{when} no activity was recorded with a sector.", when=when)]
    template = n_(
        "{when}, {activities} fell into {count} sector",
        "{when}, {activities} fell into {count} sectors",
        len(named),
        when=when,
        activities="{activities}",
    )
    counted = n_("{count} activity", "{count} activities", held)
    sentence = fill(template, activities=link(counted, href=held_address()))
    return [*sentence, *_leading(named, selection), *_without(without), "."]


def _named(sectors: pd.DataFrame) -> pd.DataFrame:
    return sectors[(sectors["sector"] != "") & (sectors["activities"] > 0)]


def _leading(named: pd.DataFrame, selection: Selection) -> list[Node]:
    """The sectors with most, as far as they stand out."""
    leading = named[named["activities"] == named["activities"].max()]
    if len(leading) > _LEADING or len(leading) == len(named):
        return []
    view = state.view()
    links = [
        link(words.sector(code, selection.snapshot), href=state.address(view.choosing(detail=code)))
        for code in leading["sector"]
    ]
    count = int(leading["activities"].iloc[0])
    template = n_(
        "; most often {sectors} with {number}",
        "; most often {sectors} with {number} each",
        len(links),
        sectors="{sectors}",
        number=tongue().formats.number(count),
    )
    return fill(template, sectors=commas(links))


def _without(count: int) -> list[Node]:
    return [n_("; {count} names no sector", "; {count} name no sector", count)] if count else []


def counting(without: int) -> str:
    """What the bars count."""
    text = _("An activity counts in each of its sectors")
    if not without:
        return text
    missing = n_("{count} activity names none", "{count} activities name none", without)
    return f"{text}. {missing}"


def steadiest(courses: pd.DataFrame, unit: str, selection: Selection) -> str:
    """A title for the courses: which sector comes back in most periods."""
    active = courses[(courses["activities"] > 0) & ~courses["group"].isin(["other", "none"])]
    periods = active.groupby("group").size()
    total = courses["period"].nunique()
    best = periods[periods == periods.max()] if len(periods) else periods
    if len(best) != 1 or len(periods) == 1 or total == 1:
        return _("Each sector over time")
    template = {
        "day": _("{sector} returns most often: on {count} of {total} days"),
        "month": _("{sector} returns most often: in {count} of {total} months"),
        "year": _("{sector} returns most often: in {count} of {total} years"),
    }[unit]
    number = tongue().formats.number
    return template.format(
        sector=words.sector(str(best.index[0]), selection.snapshot),
        count=number(int(best.iloc[0])),
        total=number(total),
    )


def densest(matrix: Matrix, selection: Selection) -> str:
    """A title for the matrix: its fullest cell, or how many of its cells are full."""
    cells = [
        (count, sector, country)
        for sector, row in zip(matrix.sectors, matrix.counts, strict=True)
        for country, count in zip(matrix.countries, row, strict=True)
        if sector
    ]
    full = [cell for cell in cells if cell[0]]
    if not full:
        return _("No sector with a country abroad")
    highest = max(full)[0]
    best = [cell for cell in full if cell[0] == highest]
    if len(best) == 1 and len(full) > 1:
        return _(
            "{sector} with {country} most often",
            sector=words.sector(best[0][1], selection.snapshot),
            country=words.country(best[0][2]),
        )
    return n_(
        "{count} of {total} combinations of sector and country occurs",
        "{count} of {total} combinations of sector and country occur",
        len(full),
        total=tongue().formats.number(len(cells)),
    )


def matrix_caption(left_out: int) -> str:
    """What the cells count, and what is not shown."""
    text = _("Held activities; one with several sectors or countries counts in each")
    if not left_out:
        return text
    rest = n_("{count} more country is not shown", "{count} more countries are not shown", left_out)
    return f"{text}. {rest}"


def opened(held: int, planned: int) -> list[Node]:
    """How much there is in the opened sector."""
    counted = n_("{count} activity", "{count} activities", held)
    coming = n_("{count} planned", "{count} planned", planned)
    return [", ".join([counted, *([coming] if planned else [])])]
