"""The key figures in words: value, change against the period before, and what a figure rests on."""

from __future__ import annotations

from data import queries
from data.queries import Figure, KeyFigures, Outcomes, Selection
from ui import cache, follow_ups, sentences, state, words
from ui.components import KeyFigure, held_address
from ui.i18n import _, n_, tongue

_NAMED = 3
"""Names that fit below a figure."""


def spelled(
    selection: Selection, figures: KeyFigures, outcomes: Outcomes | None = None
) -> list[KeyFigure]:
    """The six key figures of a selection, each with the way to what it counts. ``outcomes`` is for
    the team: which results came of next steps."""
    speak, filters = tongue(), selection.filters
    reached = _reached(selection)
    results = sentences.result_kinds(selection)

    def shown(label: str, figure: Figure, note: str, href: str, of: str = "") -> KeyFigure:
        unknown = not figure.counted and figure.of
        number = speak.formats.count(figure.value, "about" if figure.inexact else None)
        change = sentences.change(figure, filters, earlier=figures.earlier)
        return KeyFigure(label, "–" if unknown else number, of, change, note, figure.trend, href)

    total = _("of {total}", total=speak.formats.number(figures.partner_cities_total))
    to_cities = held_address(cities=reached) if reached else _to("partners")
    to_results = held_address(kinds=results) if results else held_address()
    by_size = held_address(sort="-participants")
    return [
        shown(_("Activities"), figures.activities, _planned(figures), held_address()),
        shown(_("Countries"), figures.countries, _countries(selection), _to("map")),
        shown(_("Partner cities"), figures.partner_cities, _cities(reached, selection),
              to_cities, total),
        shown(_("People"), figures.people, _told(figures.people), by_size),
        shown(_("Organisations"), figures.organisations, _told(figures.organisations), by_size),
        shown(_("Results"), figures.results, _results(selection, outcomes), to_results),
    ]  # fmt: skip


def _to(page: str) -> str:
    return state.address(state.view().turning_to(page))


def _planned(figures: KeyFigures) -> str:
    if not figures.planned:
        return ""
    return n_("{count} more planned", "{count} more planned", figures.planned)


def _countries(selection: Selection) -> str:
    frame = cache.ask(queries.per_country, selection)
    held = zip(frame["country"], frame["activities"], strict=True)
    return _first([words.country(code) for code, count in held if count])


def _reached(selection: Selection) -> tuple[str, ...]:
    """Keys of the partner cities that something held named, most often first."""
    frame = cache.ask(queries.per_place, selection)
    held = zip(frame["place"], frame["activities"], strict=True)
    partners = selection.snapshot.partner_cities
    return tuple(key for key, count in held if count and key in partners)


def _cities(reached: tuple[str, ...], selection: Selection) -> str:
    return _first([words.place(key, selection.snapshot) for key in reached])


def _first(names: list[str]) -> str:
    """As many names as fit; that there are more is said by the figure itself."""
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")


def _told(figure: Figure) -> str:
    """How many records the sum rests on: a sum over some must not look like a sum over all."""
    return _(
        "told by {counted} of {total}",
        counted=tongue().formats.number(figure.counted),
        total=tongue().formats.number(figure.of),
    )


def _results(selection: Selection, outcomes: Outcomes | None) -> str:
    if outcomes is not None and outcomes.followed:
        told = _("{count} after next steps", count=tongue().formats.number(outcomes.followed))
        return ", ".join(part for part in (told, follow_ups.usually_took(outcomes)) if part)
    frame = cache.ask(queries.per_kind, selection)
    counts = dict(zip(frame["kind"], frame["activities"], strict=True))
    return ", ".join(
        f"{tongue().formats.number(counts[code])} "
        f"{words.kinds(code, counts[code], selection.snapshot)}"
        for code in sentences.result_kinds(selection)
    )
