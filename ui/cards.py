"""Partners: a card each, and a list of those who have gone quiet."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from itertools import groupby
from typing import Any, Final

import pandas as pd

from data.model import Relation
from data.snapshot import Snapshot
from ui import lists, sentences_records, state, words
from ui.document import Node, el, link
from ui.i18n import _, n_, tongue

Row = Mapping[Hashable, Any]
Facts = list[tuple[str, list[Node]]]
"""Lines of a card: a term, and what is said of it."""

CARDS: Final = 48
"""Cards that are sent at once."""
_FIRST: Final = 8
"""Quiet partners that are listed in sight."""


def cards(partners: pd.DataFrame, snapshot: Snapshot, team: Mapping[str, Facts]) -> list[Node]:
    """A card each, grouped into partner cities, other partner places and networks.

    ``partners`` are rows of :func:`data.queries.partners`, the groups in this order; ``team`` is
    what cards tell the team besides, by the partner's key.
    """
    nodes: list[Node] = []
    for name, rows in groupby(partners.to_dict("records"), key=_group):
        drawn = [_card(row, snapshot, team.get(row["key"], [])) for row in rows]
        nodes.append(el("h2", name, cls="group"))
        nodes.append(el("div", *drawn, cls="cards"))
    return nodes


def in_groups(partners: pd.DataFrame) -> pd.DataFrame:
    """The partners with the cities first, then project and network partners, then networks."""
    ranks = [_rank(row) for row in partners.to_dict("records")]
    return partners.assign(rank=ranks).sort_values("rank", kind="stable").drop(columns="rank")


def quiet(partners: pd.DataFrame, snapshot: Snapshot) -> list[Node]:
    """Those not heard from for longer than is usual for them, the longest silence first.

    Those with whom nothing was ever recorded come last: nobody stopped answering there.
    """
    silent = partners[partners["quiet"]].sort_values(
        "silent_days", ascending=False, na_position="last", kind="stable"
    )
    entries = [_silence(row, snapshot) for row in silent.to_dict("records")]
    nodes: list[Node] = [el("ul", *entries[:_FIRST], cls="quiet")]
    if len(entries) > _FIRST:
        rest = len(entries) - _FIRST
        summary = el("summary", n_("{count} more", "{count} more", rest))
        nodes.append(el("details", summary, el("ul", *entries[_FIRST:], cls="quiet")))
    return nodes


def _rank(row: Row) -> int:
    if row["type"] == "network":
        return 2
    return 0 if row["relation"] == Relation.PARTNER_CITY else 1


def _group(row: Row) -> str:
    return (_("Partner cities"), _("Project and network partners"), _("Networks"))[_rank(row)]


def _card(row: Row, snapshot: Snapshot, team: Facts) -> Node:
    rows = [
        (_("Last contact"), _last(row)),
        (_("Activities"), [sentences_records.behind(int(row["activities"]), **_fields(row))]),
        (_("Sectors"), _sectors(row, snapshot)),
        (_("Organisations"), _organisations(row)),
        (_("Next step"), _next(row)),
        *team,
    ]
    return el(
        "article",
        el("h3", _name(row, snapshot)),
        el("p", _about(row, snapshot), cls="caption"),
        *_marks(row),
        el("dl", *(el("div", el("dt", term), el("dd", *nodes)) for term, nodes in rows if nodes)),
        cls="suspended" if row["suspended"] else None,
    )


def _fields(row: Row) -> state.FilterFields:
    """The filter that selects a partner."""
    if row["type"] == "network":
        return {"networks": (row["key"],)}
    return {"cities": (row["key"],)}


def _name(row: Row, snapshot: Snapshot) -> Node:
    spell = words.network if row["type"] == "network" else words.place
    target = state.view().selecting(**_fields(row))
    return link(el("bdi", spell(row["key"], snapshot)), href=state.address(target))


def _about(row: Row, snapshot: Snapshot) -> str:
    """Where it is and what ties it to the home city, since when."""
    if row["type"] == "network":
        return tongue().full_name(snapshot.reference.networks[row["key"]])
    country = words.country(snapshot.places[row["key"]].country)
    tie = words.relation(row["relation"])
    if _unknown(row["since"]):
        return f"{country} · {tie}"
    since = _("{relation} since {year}", relation=tie, year=str(row["since"]))
    return f"{country} · {since}"


def _marks(row: Row) -> list[Node]:
    if row["suspended"]:
        return [el("p", _("The partnership is suspended."), cls="notice-line")]
    if row["quiet"] and not _unknown(row["silent_days"]):
        return [el("p", _("Silent for longer than usual"), cls="notice-line")]
    return []


def _last(row: Row) -> list[Node]:
    if _unknown(row["last"]):
        return [el("span", _("none recorded"), cls="muted")]
    return [_when(row, "last"), f", {_ago(int(row['silent_days']))}"]


def _next(row: Row) -> list[Node]:
    if _unknown(row["next"]):
        return [el("span", _("nothing planned"), cls="muted")]
    title = lists.titled(row["next_title_de"], row["next_title_en"], 80)
    return [_when(row, "next"), ": ", title]


def _when(row: Row, which: str) -> Node:
    """The date as exactly as it is known, leading to the record."""
    start, end = row[which].date(), row[f"{which}_end"].date()
    said = tongue().formats.short_span(start, end, row[f"{which}_precision"])
    target = state.view().choosing(record=row[f"{which}_id"])
    title = tongue().pick(row[f"{which}_title_de"], row[f"{which}_title_en"])
    return link(said, href=state.address(target), title=lists.shortened(title))


def _ago(days: int) -> str:
    return tongue().formats.ago(days) if days else _("today")


def _sectors(row: Row, snapshot: Snapshot) -> list[Node]:
    return _commas(
        [
            link(
                words.sector(code, snapshot),
                href=state.address(
                    state.view().selecting(**_fields(row)).selecting(sectors=(code,))
                ),
            )
            for code in row["sectors"]
        ]
    )


def _organisations(row: Row) -> list[Node]:
    return _commas(
        [
            link(
                el("bdi", lists.shortened(name, 60)),
                href=state.address(state.view().selecting(text=lists.searched(name))),
            )
            for name in row["organisations"]
        ]
    )


def _silence(row: Row, snapshot: Snapshot) -> Node:
    """How long, and what was usual."""
    if _unknown(row["silent_days"]):
        return el("li", _name(row, snapshot), el("span", _("never any contact recorded")))
    formats = tongue().formats
    silent = formats.duration(int(row["silent_days"]))
    if _unknown(row["usual_gap"]):
        said = _("silent for {duration}", duration=silent)
    else:
        usual = formats.duration(float(row["usual_gap"]))
        said = _("silent for {duration}, usually {usual}", duration=silent, usual=usual)
    return el("li", _name(row, snapshot), el("span", said))


def _unknown(value: object) -> bool:
    """Whether a cell of the frame is empty, whatever its column's type."""
    return value is None or value is pd.NaT or value is pd.NA or value != value


def _commas(nodes: list[Node]) -> list[Node]:
    return [part for node in nodes for part in (", ", node)][1:]
