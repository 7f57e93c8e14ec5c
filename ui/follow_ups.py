"""The team's next steps as lines and sentences; for editors alone, whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final

from charts.spoken import Reminder, Sheet
from data import queries
from data.follow_up import FollowUp, KeptFollowUp
from data.model import Access, Month
from data.queries import Agenda, Chain, Due, Happened, Outcomes, Selection, Steps, Took
from data.snapshot import Snapshot
from data.store.follow_ups import Line, Write
from data.store.records import Store
from ui import access, clock, lists, state, store, words
from ui.document import Node, el, link
from ui.i18n import _, n_, tongue

_PARTNER: Final = "partner."
"""What stands before a place's key where a step is of a partner and not of an activity."""


_LINES_OF_HISTORY: Final = 5
_ON_CARD: Final = 3
"""Steps and outcomes that a partner's card names."""


class NotAllowed(Exception):
    """Whoever wanted to write may not, or no longer."""


def known() -> Steps:
    """All next steps, for those who may see them; none for others."""
    if not access.may(Access.EDITOR):
        return ()
    return _at(store.store(), store.revision())


def write(wanted: Sequence[Write]) -> None:
    """Do all of it or nothing, and show it from now on.

    Raises :class:`NotAllowed`, ``ChangedMeanwhile`` of the steps, or ``Refused``.
    """
    who = access.person()
    if not who.may(Access.EDITOR):
        raise NotAllowed
    store.store().write_follow_ups(wanted, by=who.name)
    store.look_again()


def of_partner(place: str) -> str:
    """How an address names the partner that steps are of; an activity is named by its id."""
    return f"{_PARTNER}{place}"


def history(number: int) -> Node:
    """What became of a step, the newest first: when, by whom, what."""
    now = datetime.now(UTC)
    lines = [
        el("li", tongue().formats.since(now - one.at), " · ", el("bdi", one.by), " · ", did(one))
        for one in store.store().follow_up_history(number)[:_LINES_OF_HISTORY]
    ]
    return el("ul", *lines, cls="caption")


def did(one: Line) -> str:
    """What became of a step, in a word."""
    if one.before is None:
        return _("entered") if one.after and one.after.version == 1 else _("brought back")
    if one.after is None:
        return _("deleted")
    before, after = one.before.follow_up, one.after.follow_up
    if (before.done is None) != (after.done is None):
        return _("completed") if after.done else _("opened again")
    return _("changed")


def owner(of: str, snapshot: Snapshot) -> FollowUp | None:
    """A step without words of what an address names; ``None`` where there is no such thing."""
    if queries.happened(snapshot, [of]):
        return FollowUp("", activity=of)
    partner = of.removeprefix(_PARTNER)
    if partner != of and partner in snapshot.reference.partners:
        return FollowUp("", partner=partner)
    return None


def address(*, of: str | None = None, step: str | None = None) -> str:
    """Where the steps of an activity or a partner are, or one of them, or a new one."""
    return state.address(state.view().turning_to("follow-ups").choosing(of=of, step=step))


def lines(steps: Steps, snapshot: Snapshot, today: date, *, owners: bool = True) -> Node:
    """A line each: until when, what, by whom, and what it belongs to (unless that is clear)."""
    named = queries.happened(snapshot, [name for one in steps for name in _named(one.follow_up)])
    entries = [_line(one, named, snapshot, today, owners=owners) for one in steps]
    return el("ul", *entries, cls="steps")


def belongs_to(step: FollowUp, named: Mapping[str, Happened], snapshot: Snapshot) -> Node:
    """The activity or the partner that a step is of, leading there."""
    if origin := named.get(step.activity or ""):
        return activity(origin)
    if step.partner:
        target = state.view().turning_to("partners").selecting(cities=(step.partner,))
        return link(el("bdi", words.place(step.partner, snapshot)), href=state.address(target))
    return el("span", _("an activity that is not shown"), cls="muted")


def activity(one: Happened) -> Node:
    """An activity's title, leading to its record."""
    return link(
        lists.titled(one.title_de, one.title_en, 90),
        href=state.address(state.view().choosing(record=one.id)),
    )


def chain(one: Chain, snapshot: Snapshot) -> Node:
    """Visit, 10 Sept 2025 → agreement, 3 Feb 2026: 5 months."""
    origin = [_dated(one.origin, snapshot), " → "] if one.origin else []
    lasted = f", {took(one.took)}" if one.took else None
    return el("li", *origin, _dated(one.outcome, snapshot), lasted)


def of_cards(snapshot: Snapshot) -> dict[str, list[tuple[str, list[Node]]]]:
    """What a partner's card tells the team: the steps that are open, and what came of others."""
    steps = known()
    if not access.may(Access.EDITOR):
        return {}
    today = clock.today(snapshot.home)
    still_open = queries.of_partners(snapshot, tuple(s for s in steps if not s.follow_up.done))
    chains = queries.chains_of_partners(queries.chains(snapshot, steps))
    partners = [*snapshot.reference.partners, *snapshot.reference.networks]
    return {
        key: [
            (_("To do"), _to_do(key, still_open.get(key, ()), snapshot, today)),
            (_("Came of it"), _came(chains.get(key, ()), snapshot)),
        ]
        for key in partners
    }


def _to_do(key: str, steps: Steps, snapshot: Snapshot, today: date) -> list[Node]:
    """The next steps with a partner, and the way to a new one."""
    nodes: list[Node] = []
    if steps:
        nodes.append(lines(steps[:_ON_CARD], snapshot, today, owners=False))
    if len(steps) > _ON_CARD:
        rest = len(steps) - _ON_CARD
        target = state.view().turning_to("follow-ups").selecting(**_selecting(key, snapshot))
        more = n_("{count} more", "{count} more", rest)
        nodes.append(el("p", link(more, href=state.address(target)), cls="caption"))
    if key in snapshot.reference.partners:
        of = of_partner(key)
        nodes.append(link(_("New step"), href=address(of=of, step="new"), cls="more"))
    return nodes


def _selecting(key: str, snapshot: Snapshot) -> state.FilterFields:
    if key in snapshot.reference.partners:
        return {"cities": (key,)}
    return {"networks": (key,)}


def _came(found: Sequence[Chain], snapshot: Snapshot) -> list[Node]:
    if not found:
        return []
    return [el("ul", *(chain(one, snapshot) for one in found[:_ON_CARD]), cls="chains")]


def sheet(selection: Selection) -> Sheet | None:
    """The selected steps for a workbook, what is open first; nothing for those who see none."""
    if not access.may(Access.EDITOR):
        return None
    snapshot, steps = selection.snapshot, known()
    found = queries.agenda(selection, steps, clock.today(snapshot.home))
    ordered = [*(one for part in found.open.values() for one in part), *found.done]
    named = queries.happened(snapshot, [name for one in steps for name in _named(one.follow_up)])
    return Sheet(
        title=_("Next steps"),
        headings={
            _("What is to be done"): 60,
            _("Responsible"): 26,
            _("Due"): 12,
            _("Done"): 12,
            _("Partner"): 26,
            _("Record"): 24,
            _("Activity"): 48,
            _("Record of the outcome"): 24,
            _("Outcome"): 48,
        },
        rows=[_cells(one.follow_up, named, snapshot) for one in ordered],
    )


def reminders(agenda: Agenda, snapshot: Snapshot) -> list[Reminder]:
    """The open steps that have a date, for a calendar."""
    steps = [one for part in agenda.open.values() for one in part]
    named = queries.happened(snapshot, [one.follow_up.activity for one in steps])
    return [
        Reminder(
            key=f"step-{one.number}",
            day=one.follow_up.due,
            title=one.follow_up.step,
            text="\n".join(filter(None, _about(one.follow_up, named, snapshot))),
        )
        for one in steps
        if one.follow_up.due
    ]


def _about(told: FollowUp, named: Mapping[str, Happened], snapshot: Snapshot) -> list[str]:
    return [
        _("Responsible: {role}", role=told.responsible) if told.responsible else "",
        words.place(told.partner, snapshot) if told.partner else "",
        _title(named.get(told.activity or "")),
    ]


def _cells(
    told: FollowUp, named: Mapping[str, Happened], snapshot: Snapshot
) -> list[str | date | None]:
    return [
        told.step,
        told.responsible,
        told.due,
        told.done,
        words.place(told.partner, snapshot) if told.partner else "",
        told.activity,
        _title(named.get(told.activity or "")),
        told.outcome,
        _title(named.get(told.outcome or "")),
    ]


def _title(one: Happened | None) -> str:
    return tongue().pick(one.title_de, one.title_en) if one else ""


def took(lasted: Took) -> str:
    """5 months; with a sign where the dates leave it open."""
    if not lasted.most:
        return _("on the same day")
    said = tongue().formats.taken(lasted.about)
    return said if lasted.is_exact else f"≈\N{NO-BREAK SPACE}{said}"


def urgency(kind: Due, count: int) -> str:
    """What steps of an urgency are called."""
    return {
        Due.OVERDUE: n_("{count} step overdue", "{count} steps overdue", count),
        Due.WEEK: n_("{count} step within a week", "{count} steps within a week", count),
        Due.LATER: n_("{count} step later", "{count} steps later", count),
        Due.UNDATED: n_("{count} step without a date", "{count} steps without a date", count),
    }[kind]


def results(found: Outcomes) -> str:
    """How many results came of steps, and how long they took; empty where there is no result."""
    if not found.results:
        return ""
    number = tongue().formats.number
    told = n_(
        "{followed} of {count} result came of next steps",
        "{followed} of {count} results came of next steps",
        found.results,
        followed=number(found.followed),
    )
    if not (said := usually_took(found)):
        return f"{told}."
    time = n_(
        "from the first contact it took {time} (median of {count} result).",
        "from the first contact it took {time} (median of {count} results).",
        found.timed,
        time=said,
    )
    return f"{told}; {time}"


def usually_took(found: Outcomes) -> str:
    """What half of the results took from the first contact; empty where that is not known."""
    if found.median_days is None:
        return ""
    days = tongue().formats.taken(found.median_days)
    return days if found.is_exact else f"≈\N{NO-BREAK SPACE}{days}"


def outcomes(selection: Selection) -> Outcomes | None:
    """Which of the selected results came of steps; ``None`` for those who may not know of any."""
    steps = known()
    return queries.outcomes(selection, steps) if steps else None


def until(due: date, today: date) -> str:
    """The day, with its year unless that is clear."""
    formats = tongue().formats
    near = Month.of(today).ordinal - 1 <= Month.of(due).ordinal <= Month.of(today).ordinal + 9
    return formats.short_day(due) if near else formats.short_span(due, due, "day")


def _line(
    one: KeptFollowUp,
    named: Mapping[str, Happened],
    snapshot: Snapshot,
    today: date,
    *,
    owners: bool,
) -> Node:
    told = one.follow_up
    about: list[Node] = [el("bdi", told.responsible)] if told.responsible else []
    if owners:
        about.append(belongs_to(told, named, snapshot))
    about = _between(about)
    if outcome := named.get(told.outcome or ""):
        about += [" → ", activity(outcome)]
    return el(
        "li",
        _when(told, today),
        el(
            "span",
            link(
                el("bdi", lists.shortened(told.step)),
                href=address(of=state.view().choice("of") or None, step=str(one.number)),
                cls="step",
            ),
            el("small", *about) if about else None,
        ),
        cls="overdue" if queries.due(one, today) is Due.OVERDUE and not told.done else None,
    )


def _when(told: FollowUp, today: date) -> Node:
    if told.done:
        return el("time", "✓ ", until(told.done, today), datetime=told.done.isoformat())
    if told.due:
        return el("time", until(told.due, today), datetime=told.due.isoformat())
    return el("span", _("no date"), cls="muted")


def _dated(one: Happened, snapshot: Snapshot) -> Node:
    when = tongue().formats.short_span(one.start, one.end, one.date_precision)
    return link(
        f"{words.kind(one.kind, snapshot)} {when}",
        href=state.address(state.view().choosing(record=one.id)),
        title=lists.shortened(tongue().pick(one.title_de, one.title_en)),
    )


def _named(told: FollowUp) -> tuple[str | None, ...]:
    return told.activity, told.outcome


def _between(nodes: Iterable[Node]) -> list[Node]:
    return [part for node in nodes for part in (" · ", node)][1:]


@lru_cache(maxsize=2)
def _at(opened: Store, _revision: int) -> Steps:
    return tuple(opened.follow_ups())
