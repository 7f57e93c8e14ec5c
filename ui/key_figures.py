"""The key figures in words: value, change against the period before, and what a figure rests on."""

from __future__ import annotations

from data import queries
from data.queries import Figure, KeyFigures, Selection
from ui import cache, sentences, state, words
from ui.components import KeyFigure, records_address
from ui.i18n import _, n_, tongue

_NAMED = 3
"""Names that fit below a figure."""


def spelled(selection: Selection, figures: KeyFigures) -> list[KeyFigure]:
    """The six key figures of a selection, each with the way to its records."""
    return [
        _shown(_("Activities"), figures.activities, figures, selection, note=_planned(figures)),
        _shown(_("Countries"), figures.countries, figures, selection, note=_countries(selection)),
        _shown(
            _("Partner cities"),
            figures.partner_cities,
            figures,
            selection,
            of=_("of {total}", total=tongue().formats.number(figures.partner_cities_total)),
            note=_cities(selection),
        ),
        _shown(_("People"), figures.people, figures, selection, note=_told(figures.people)),
        _shown(_("Organisations"), figures.organisations, figures, selection, note=_told(figures.organisations)),
        _shown(_("Results"), figures.results, figures, selection, note=_results(selection)),
    ]


def _shown(
    label: str, figure: Figure, figures: KeyFigures, selection: Selection, *, of: str = "", note: str = ""
) -> KeyFigure:
    unknown = not figure.counted and figure.of and figure is not figures.activities
    number = tongue().formats.count(figure.value, "about" if figure.inexact else None)
    return KeyFigure(
        label=label,
        value="–" if unknown else number,
        of=of,
        change=sentences.change(figure, selection.filters, earlier=figures.earlier),
        note=note,
        trend=figure.trend,
        href=records_address(),
    )


def _planned(figures: KeyFigures) -> str:
    if not figures.planned:
        return ""
    return n_("{count} more planned", "{count} more planned", figures.planned)


def _countries(selection: Selection) -> str:
    frame = cache.ask(queries.per_country, selection)
    held = frame.loc[frame["activities"] > 0, "country"]
    return _first(held.map(words.country).tolist())


def _cities(selection: Selection) -> str:
    frame = cache.ask(queries.per_place, selection)
    held = frame.loc[frame["activities"] > 0, "place"]
    reached = [key for key in held if key in selection.snapshot.partner_cities]
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


def _results(selection: Selection) -> str:
    kinds = cache.ask(queries.per_kind, selection)
    reference = selection.snapshot.reference.kinds
    return ", ".join(
        f"{tongue().formats.number(count)} {words.kinds(code, count, selection.snapshot)}"
        for code, count in zip(kinds["kind"], kinds["activities"], strict=True)
        if count and reference[code].is_result
    )
