"""The slow count of partners and organisations, as in :mod:`tests.data.reference_count`."""

from __future__ import annotations

import itertools
from datetime import date
from statistics import median

from data.model import Activity, Partner, Role, Status
from tests.data.reference_count import Row, World, counts, held, planned


def partner(world: World, contact: Partner | str, today: date) -> Row:
    """The facts about a partner place or network (its code) that no filter changes."""
    if isinstance(contact, Partner):
        some = [a for a in world.public if contact.place in world.places(a)]
    else:
        some = [a for a in world.public if contact in a.networks]
    done = held(some)
    coming = [a for a in planned(some) if a.end >= today]
    gaps = [(b.start - a.start).days for a, b in itertools.pairwise(done)]
    return {
        **_told("last", done[-1] if done else None),
        **_told("next", coming[0] if coming else None),
        "usual_gap": median(gaps) if len(done) >= 3 else None,
        "silent_days": max(0, (today - done[-1].start).days) if done else None,
    }


def _told(name: str, one: Activity | None) -> Row:
    return {
        name: one and one.start,
        f"{name}_end": one and one.end,
        f"{name}_precision": one and one.date_precision,
        **{f"{name}_{text}": one and getattr(one, text) for text in ("id", "title_de", "title_en")},
    }


def organisations(selected: list[Activity]) -> dict[str, Row]:
    def names(a: Activity) -> set[str]:
        return {organisation.name for organisation in a.organisations}

    found: dict[str, Row] = {}
    for name in sorted({name for a in selected for name in names(a)}):
        some = [a for a in selected if name in names(a) and a.status is not Status.CANCELLED]
        roles = {o.role for a in some for o in a.organisations if o.name == name}
        found[name] = {
            **counts(selected, names, name),
            "roles": tuple(str(role) for role in Role if role in roles),
            "last": max((a.start for a in held(some)), default=None),
        }
    return {name: row for name, row in found.items() if row["activities"] + row["planned"]}
