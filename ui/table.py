"""The records as a table: one page of rows at a time, cells that filter, heads that sort.

It is a document and not a data grid, because its cells are links, it reads well on a phone and
with a screen reader, and only the rows that are shown leave the server.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Unpack, cast

from data import queries
from data.model import Direction, Status
from data.queries import Selection, Sort
from data.snapshot import Snapshot
from ui import cache, colours, state, words
from ui.document import Node, el, link, styled
from ui.i18n import _, n_, tongue
from ui.lists import internal_mark, participants, shortened, titled

ROWS: Final = 50
"""Rows that are sent at once."""
_NAMED: Final = 3
"""Names in a cell; the record has them all."""
_BY: Final = {"start": True, "title": False, "kind": False, "country": False, "participants": True}
"""What a table can be sorted by, and whether it then starts with the largest."""


@dataclass(frozen=True)
class Order:
    """How the records are sorted; ``by`` is a key of the heads."""

    by: str = "start"
    descending: bool = True

    @classmethod
    def of(cls, view: state.View) -> Order:
        """What the address says: ``title``, ``-title``; what it doesn't know is the usual order."""
        chosen = view.choice("sort")
        by = chosen.removeprefix("-")
        return cls(by, chosen.startswith("-")) if by in _BY else cls()

    @property
    def spelled(self) -> str | None:
        """As it stands in the address; the usual order leaves no trace."""
        return None if self == Order() else f"{'-' if self.descending else ''}{self.by}"

    @property
    def column(self) -> Sort:
        """The column of :func:`data.queries.records`."""
        if self.by == "title":
            return "title_de" if tongue().code == "de" else "title_en"
        return cast("Sort", self.by)

    def by_head(self, by: str) -> Order:
        """The order after a click on a head: the other way round, or by another column."""
        return Order(by, not self.descending if by == self.by else _BY[by])


def sheet(total: int, rows: int) -> int:
    """Which page of a list of ``total`` is shown, counted from 1."""
    chosen = state.view().choice("sheet", "1")
    asked = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else 1
    return min(max(asked, 1), max(1, -(-total // rows)))


def pager(total: int, rows: int) -> list[Node]:
    """Links to the pages of a list; nothing where one page is all."""
    last, here = max(1, -(-total // rows)), sheet(total, rows)
    if last == 1:
        return []
    entries: list[Node] = [_turn(_("Back"), here - 1, last)]
    before = 0
    for number in sorted({1, here - 1, here, here + 1, last} & set(range(1, last + 1))):
        if number > before + 1:
            entries.append(el("span", "…", aria_hidden="true"))
        entries.append(_sheet_link(number, current=number == here))
        before = number
    entries.append(_turn(_("Next"), here + 1, last))
    return [el("nav", *entries, aria_label=_("Pages of this list"), cls="pager")]


def _sheet_link(number: int, *, current: bool) -> Node:
    return link(
        tongue().formats.number(number),
        href=_sheet_address(number),
        aria_current="page" if current else None,
        aria_label=_("Page {number}", number=tongue().formats.number(number)),
    )


def _turn(label: str, to: int, last: int) -> Node:
    if not 1 <= to <= last:
        return el("span", label, cls="muted")
    return link(label, href=_sheet_address(to))


def _sheet_address(number: int) -> str:
    return state.address(state.view().choosing(sheet=None if number == 1 else str(number)))


def records(selection: Selection) -> Node:
    """The page of records that the address asks for, in the order that it asks for."""
    order = Order.of(state.view())
    rows = cache.ask(
        queries.records,
        selection,
        sort=order.column,
        descending=order.descending,
        offset=(sheet(selection.total, ROWS) - 1) * ROWS,
        limit=ROWS,
    )
    cells = _Cells(selection.snapshot)
    body = [cells.row(row) for row in rows.to_dict("records")]
    return el(
        "table",
        el("thead", el("tr", *_heads(order))),
        el("tbody", *body),
        cls="records",
        aria_label=_("Activities"),
    )


def shown(total: int) -> str:
    """Which of how many records are shown: 51–100 of 1,234."""
    number = tongue().formats.number
    first = (sheet(total, ROWS) - 1) * ROWS + 1
    if total <= ROWS:
        return n_("{count} record", "{count} records", total)
    last = min(first + ROWS - 1, total)
    return _(
        "Records {first}–{last} of {total}",
        first=number(first),
        last=number(last),
        total=number(total),
    )


def _heads(order: Order) -> Iterator[Node]:
    for label, by in (
        (_("Date"), "start"),
        (_("Activity"), "title"),
        (_("Kind"), "kind"),
        (_("With"), "country"),
        (_("Sectors"), ""),
        (_("Participants"), "participants"),
    ):
        yield _head(label, by, order) if by else el("th", label, scope="col")


def _head(label: str, by: str, order: Order) -> Node:
    current = by == order.by
    arrow = (" ↓" if order.descending else " ↑") if current else ""
    target = state.view().choosing(sort=order.by_head(by).spelled, sheet=None)
    return el(
        "th",
        link(label, el("span", arrow, aria_hidden="true"), href=state.address(target)),
        scope="col",
        aria_sort=("descending" if order.descending else "ascending") if current else None,
        cls="sorted" if current else None,
    )


class _Cells:
    """The cells of a table; addresses of filters are made once for all rows."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._links: dict[str, Node] = {}

    def row(self, row: Mapping[Hashable, Any]) -> Node:
        return el(
            "tr",
            el("td", self._when(row), cls="when"),
            el("th", *self._what(row), scope="row"),
            el("td", *self._kind(row), cls="kind"),
            el("td", *self._where(row), cls="where"),
            el("td", *_cut([self._sector(code) for code in row["sectors"]]), cls="in"),
            el("td", participants(row), cls="count"),
            cls=str(row["status"]) if row["status"] != Status.HELD else None,
        )

    def _when(self, row: Mapping[Hashable, Any]) -> Node:
        start, end = row["start"].date(), row["end"].date()
        when = tongue().formats.short_span(start, end, row["date_precision"])
        return el("time", when, datetime=start.isoformat())

    def _what(self, row: Mapping[Hashable, Any]) -> Iterator[Node]:
        yield link(
            titled(row["title_de"], row["title_en"]),
            href=state.address(state.view().choosing(record=row["id"])),
        )
        if row["status"] != Status.HELD:
            yield " "
            yield el("span", words.status(row["status"]), cls="badge")
        if row["internal"]:
            yield " "
            yield internal_mark()
        names = [shortened(name, 60) for name, _role in row["organisations"]]
        if names:
            more = len(names) - _NAMED
            rest = f" {n_('and {count} more', 'and {count} more', more)}" if more > 0 else None
            yield el("small", el("bdi", ", ".join(names[:_NAMED])), rest)

    def _kind(self, row: Mapping[Hashable, Any]) -> Iterator[Node]:
        direction = row["direction"]
        yield self._link(words.kind(row["kind"], self._snapshot), kinds=(row["kind"],))
        key = self._link(words.direction(direction), directions=(Direction(direction),))
        colour = colours.colours().direction(direction)
        yield styled(el("small", key, cls="key"), {"colour": colour})

    def _where(self, row: Mapping[Hashable, Any]) -> Iterator[Node]:
        """The other side's countries, each with the cities that are known."""
        places = self._snapshot.places
        groups: list[Node] = []
        for code in (self._snapshot.home.country, *row["countries"]):
            cities = [key for key in row["places"] if places[key].country == code]
            named = _commas([self._place(key) for key in cities])
            if code == self._snapshot.home.country:
                groups += [el("span", *named)] if named else []
                continue
            country = self._link(words.country(code), countries=(code,))
            groups.append(el("span", *named, " (", country, ")") if named else country)
        yield from _cut(groups)

    def _place(self, key: str) -> Node:
        return self._link(shortened(words.place(key, self._snapshot), 60), cities=(key,))

    def _sector(self, code: str) -> Node:
        return self._link(words.sector(code, self._snapshot), sectors=(code,))

    def _link(self, label: str, **fields: Unpack[state.FilterFields]) -> Node:
        """A name that selects what it names."""
        key = repr(fields)
        if key not in self._links:
            target = state.view().selecting(**fields)
            self._links[key] = link(el("bdi", label), href=state.address(target))
        return self._links[key]


def _cut(nodes: list[Node]) -> list[Node]:
    """The first names, and how many more there are."""
    more = len(nodes) - _NAMED
    if more <= 0:
        return _commas(nodes)
    return [*_commas(nodes[:_NAMED]), " ", n_("and {count} more", "and {count} more", more)]


def _commas(nodes: list[Node]) -> list[Node]:
    return [part for node in nodes for part in (", ", node)][1:]
