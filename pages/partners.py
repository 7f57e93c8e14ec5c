"""With whom, and who has gone quiet?"""

from __future__ import annotations

import pandas as pd

from charts import partners as charts
from data import queries
from data.model import Role
from data.queries import Selection
from ui import (
    cache,
    cards,
    clock,
    colours,
    components,
    follow_ups,
    lists,
    sentences_records,
    state,
    table,
    words,
)
from ui.document import draw as draw_document
from ui.i18n import _, tongue

_RANKED = 12
"""Organisations in the chart; its table has more."""


def draw() -> None:
    selection = cache.select(state.view().filters)
    question = _("With whom, and who has gone quiet?")
    if not selection.total:
        components.answer(question)
        components.empty_state(selection)
        return
    today = clock.today(selection.snapshot.home)
    partners = cache.ask(queries.partners, selection, today)
    components.answer(question, *sentences_records.partners(selection, partners))
    left, right = components.two_columns(8, 4)
    wide = state.width() == "wide"
    with right if wide else left:
        _quiet(selection, partners)
        _organisations(selection)
    with left if wide else right:
        _cards(selection, partners)


def _cards(selection: Selection, partners: pd.DataFrame) -> None:
    """A card each; of very many, a page of them."""
    ordered = cards.in_groups(partners)
    first = (table.sheet(len(ordered), cards.CARDS) - 1) * cards.CARDS
    draw_document(
        "cards",
        *cards.cards(
            ordered.iloc[first : first + cards.CARDS],
            selection.snapshot,
            follow_ups.of_cards(selection.snapshot),
        ),
        *table.pager(len(ordered), cards.CARDS),
    )


def _quiet(selection: Selection, partners: pd.DataFrame) -> None:
    rule = _(
        "Silent for more than one and a half times the usual time between two activities; "
        "with fewer than three activities, for longer than is usual among all partners. "
        "Counts all records, whatever is selected."
    )
    if partners["quiet"].any():
        components.heading("quiet", _("Not heard from for longer than usual"), rule)
        draw_document("quiet_list", *cards.quiet(partners, selection.snapshot))
    else:
        components.heading("quiet", _("No partner has been silent for longer than usual"), rule)


def _organisations(selection: Selection) -> None:
    ranked = cache.ask(queries.organisations, selection)
    title = sentences_records.most_active(ranked)
    if ranked.empty:
        components.heading("organisations", title)
        return
    roles = {role.value: words.role(role) for role in Role}
    components.draw_chart(
        components.Chart(
            charts.per_organisation(
                ranked.head(_RANKED),
                roles=roles,
                planned=_("Planned"),
                palette=colours.colours(),
                formats=tongue().formats,
            ),
            key="organisations",
            title=title,
            caption=_("An activity counts for each organisation that it names"),
            table=lambda: _organisation_table(ranked),
            pick=lambda name: state.select(text=lists.searched(str(name))),
        )
    )


def _organisation_table(ranked: pd.DataFrame) -> pd.DataFrame:
    """The ranking with roles and the newest activity, as readers read it."""
    day = tongue().formats.day
    return pd.DataFrame(
        {
            _("Organisation"): ranked["organisation"],
            _("Activities"): ranked["activities"],
            _("Planned"): ranked["planned"],
            _("Roles"): [", ".join(words.role(role) for role in had) for had in ranked["roles"]],
            _("Last"): ["" if pd.isna(when) else day(when.date()) for when in ranked["last"]],
        }
    )
