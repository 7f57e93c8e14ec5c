"""Lists of records, a line each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd

from data.model import Status, Unit
from data.snapshot import Snapshot
from ui import colours, state, words
from ui.document import Node, el, link, styled
from ui.i18n import _, n_, tongue

TEXT_LIMIT = 200
"""Characters that the search field takes."""

_SHOWN = 160
"""Characters of a title in a line."""


def brief(
    rows: pd.DataFrame, snapshot: Snapshot, *, lead: Callable[[str], state.View] | None = None
) -> Node:
    """When, what and with whom, each line leading to its record or where ``lead`` says.

    ``rows`` as :func:`data.queries.newest` gives them.
    """
    to = lead or (lambda activity_id: state.view().choosing(record=activity_id))
    lines = [_line(row, snapshot, to(str(row["id"]))) for row in rows.to_dict("records")]
    return el("ul", *lines, cls="latest")


def _line(row: Mapping[Hashable, Any], snapshot: Snapshot, target: state.View) -> Node:
    speak = tongue()
    title = shortened(speak.pick(row["title_de"], row["title_en"]))
    planned = "planned" if row["status"] == Status.PLANNED else None
    when = speak.formats.short_span(row["start"].date(), row["end"].date(), row["date_precision"])
    return el(
        "li",
        el("time", when, datetime=f"{row['start']:%Y-%m-%d}"),
        styled(
            el("span", cls=f"dot {planned or ''}", title=words.direction(row["direction"])),
            {"colour": colours.colours().direction(row["direction"])},
        ),
        link(
            *([internal_mark(), " "] if row["internal"] else []),
            el("bdi", title),
            href=state.address(target),
            title=title,
        ),
        el("span", _countries(row["countries"], snapshot), cls="where"),
    )


def internal_mark() -> Node:
    """What stands beside a record that only the team sees."""
    return el("span", _("internal"), cls="badge")


def shortened(text: str, limit: int = _SHOWN) -> str:
    """The text, cut where a line ends anyway."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def titled(german: str, english: str, limit: int = _SHOWN) -> Node:
    """A title as the reader reads it, with the language that it is in where that is another."""
    shown = tongue().pick(german, english)
    other = "en" if tongue().code == "de" else "de"
    is_own = german if tongue().code == "de" else english
    return el("bdi", shortened(shown, limit), lang=None if is_own else other)


def searched(name: str) -> str:
    """What to search for to find a name: as much of it as the search field takes."""
    return name[:TEXT_LIMIT]


def participants(row: Mapping[Hashable, Any]) -> str:
    """≈ 50 people; empty where the number is not known."""
    if row["participants"] is None or pd.isna(row["participants"]):
        return ""
    return counted(
        int(row["participants"]), row["participants_qualifier"], row["participants_unit"]
    )


def counted(count: int, qualifier: str, unit: str) -> str:
    """A count of participants with its sign and unit."""
    number = tongue().formats.count(count, qualifier)
    if unit == Unit.PEOPLE:
        return n_("{number} person", "{number} people", count, number=number)
    return n_("{number} organisation", "{number} organisations", count, number=number)


def _countries(codes: tuple[str, ...], snapshot: Snapshot) -> str:
    abroad = [words.country(code) for code in codes if code != snapshot.home.country]
    return ", ".join(abroad[:2]) + (" …" if len(abroad) > 2 else "")
