"""Bars of sectors and the matrix of sectors and countries, as documents."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from charts.sectors import Matrix, widths
from data.snapshot import Snapshot
from ui import colours, state, words
from ui.document import Element, Node, el, link, styled, text_of
from ui.i18n import _, n_, tongue


def bars(
    frame: pd.DataFrame, snapshot: Snapshot, hrefs: Mapping[str, str], chosen: str = ""
) -> Node:
    """A bar a sector with its number; those in ``hrefs`` lead there.

    ``frame`` as ``queries.per_sector`` gives it.
    """
    columns = (frame[name].tolist() for name in ("sector", "activities", "planned"))
    items, room = [], 0
    for code, held, planned, width in zip(*columns, widths(frame), strict=True):
        colour = colours.sector(code, snapshot)
        drawn = [_bar("bar", width.held, colour)] if held else []
        drawn += [_bar("bar planned", width.planned, colour)] if planned else []
        number = _number(held, planned)
        room = max(room, len(text_of(number)))
        content = (
            el("bdi", words.sector(code, snapshot)),
            el("span", *drawn, number, cls="track"),
        )
        items.append(_item(content, hrefs.get(code), chosen=code == chosen))
    return styled(el("ul", *items, cls="bars"), {"room": str(room)})


def _item(content: tuple[Node, ...], href: str | None, *, chosen: bool) -> Node:
    if href is None:
        return el("li", el("div", *content))
    return el("li", link(*content, href=href, aria_current="true" if chosen else None))


def _bar(look: str, width: float, colour: str) -> Element:
    return styled(el("span", cls=look), {"width": f"{width}%", "colour": colour})


def _number(held: int, planned: int) -> Element:
    """What was held, and what is planned set apart from it."""
    number = tongue().formats.number
    if not planned:
        return el("span", el("strong", number(held)))
    coming = el(
        "small", f"+ {number(planned)}", title=n_("{count} planned", "{count} planned", planned)
    )
    return el("span", el("strong", number(held)), " ", coming)


def matrix(cells: Matrix, snapshot: Snapshot) -> Node:
    """The matrix as a table; a full cell filters by its sector and country."""
    palette = colours.colours()
    head = el(
        "tr",
        el("td"),
        *(el("th", words.country(code), scope="col") for code in cells.countries),
    )
    rows = [
        el(
            "tr",
            el("th", words.sector(sector, snapshot), scope="row"),
            *(
                _cell(sector, country, count, palette.shades[level - 1] if level else "")
                for country, count, level in zip(cells.countries, counts, levels, strict=True)
            ),
        )
        for sector, counts, levels in zip(cells.sectors, cells.counts, cells.levels, strict=True)
    ]
    table = el("table", el("thead", head), el("tbody", *rows))
    scroller = el(
        "div", table, cls="matrix", tabindex="0", role="region", aria_label=_("Sectors by country")
    )
    return styled(scroller, {"columns": str(len(cells.countries))})


def _cell(sector: str, country: str, count: int, shade: str) -> Node:
    if not count:
        return el("td")
    number = tongue().formats.number(count)
    if not sector:
        return styled(el("td", number), {"shade": shade})
    href = state.address(state.view().selecting(sectors=(sector,), countries=(country,)))
    return styled(el("td", link(number, href=href)), {"shade": shade})


def ranking(rows: list[tuple[str, int, int, str]]) -> Node:
    """Names with their numbers, each leading to its records: name, held, planned, address."""
    return el(
        "ul",
        *(
            el("li", link(el("bdi", name), href=href), _number(held, planned))
            for name, held, planned, href in rows
        ),
        cls="ranking",
    )
