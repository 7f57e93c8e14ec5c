"""Sentences about the records and about the partners, by rules from the figures that are shown."""

from __future__ import annotations

from typing import Unpack

import pandas as pd

from data.model import Status
from data.queries import KeyFigures, Selection
from ui import state
from ui.components import held_address
from ui.document import Node, link
from ui.i18n import _, n_, tongue
from ui.lists import shortened
from ui.sentences import fill, listing, period_phrase


def records(selection: Selection, figures: KeyFigures) -> list[Node]:
    """How many records are selected, and how many of them were held, planned and cancelled."""
    total = n_("{count} record", "{count} records", selection.total)
    counts = [
        (Status.HELD, n_("{count} was held", "{count} were held", figures.activities.value),
         figures.activities.value),
        (Status.PLANNED, n_("{count} is planned", "{count} are planned", figures.planned),
         figures.planned),
        (Status.CANCELLED, n_("{count} was cancelled", "{count} were cancelled", figures.cancelled),
         figures.cancelled),
    ]  # fmt: skip
    if figures.activities.value == selection.total:
        return [n_("{count} activity, and it was held.", "{count} activities, all of them held.",
                   selection.total)]  # fmt: skip
    parts: list[Node] = [
        link(text, href=state.address(state.view().selecting(statuses=(status,))))
        for status, text, count in counts
        if count
    ]
    return fill(_("{total}: {parts}."), total=total, parts=listing(parts))


def partners(selection: Selection, frame: pd.DataFrame) -> list[Node]:
    """With how many partners something was held, and how many have gone quiet."""
    cities = frame[frame["relation"] == "partner_city"]
    active = int((cities["activities"] > 0).sum())
    quiet = int(frame["quiet"].sum())
    when = period_phrase(selection)
    number = tongue().formats.number
    met = n_(
        "{when} there were activities with {active} of {count} partner city",
        "{when} there were activities with {active} of {count} partner cities",
        len(cities),
        when=when,
        active=number(active),
    )
    if not len(cities):
        met = n_(
            "{when} there were activities with {count} partner",
            "{when} there were activities with {count} partners",
            int((frame["activities"] > 0).sum()),
            when=when,
        )
    silence = n_(
        "{count} partner has been silent for longer than usual",
        "{count} partners have been silent for longer than usual",
        quiet,
    )
    rest = _("{first}; {second}.") if quiet else _("{first}; no partner has been silent for long.")
    return fill(rest, first=met, second=silence)


def most_active(organisations: pd.DataFrame) -> str:
    """A title for the ranking: which organisation took part most often."""
    held = organisations[organisations["activities"] > 0]
    if held.empty:
        return _("No organisation is recorded")
    most = int(held["activities"].max())
    leading = held[held["activities"] == most]
    if len(leading) > 1:
        return n_(
            "No organisation took part in more than {count} activity",
            "No organisation took part in more than {count} activities",
            most,
        )
    return n_(
        "{organisation} took part most often: in {count} activity",
        "{organisation} took part most often: in {count} activities",
        most,
        organisation=shortened(str(leading["organisation"].iloc[0]), 60),
    )


def behind(count: int, **fields: Unpack[state.FilterFields]) -> Node:
    """A number of held activities that leads to their records."""
    text = n_("{count} activity", "{count} activities", count)
    return link(text, href=held_address(**fields)) if count else text
