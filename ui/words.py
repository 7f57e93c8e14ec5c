"""Names of codes in the reader's language."""

from __future__ import annotations

from data.model import (
    Access,
    DatePrecision,
    Direction,
    Qualifier,
    Relation,
    Role,
    Status,
    Unit,
    Visibility,
)
from data.snapshot import Snapshot
from ui.i18n import _, tongue


def country(code: str) -> str:
    return tongue().formats.country(code)


def place(key: str, snapshot: Snapshot) -> str:
    """The city's name; a key that no record has stays as it is."""
    found = snapshot.places.get(key)
    return tongue().name(found) if found else key


def sector(code: str, snapshot: Snapshot) -> str:
    if not code or code == "none":
        return _("No sector")
    if code == "other":
        return _("Other sectors")
    found = snapshot.reference.sectors.get(code)
    return tongue().name(found) if found else code


def kind(code: str, snapshot: Snapshot) -> str:
    found = snapshot.reference.kinds.get(code)
    return tongue().name(found) if found else code


def kinds(code: str, count: int, snapshot: Snapshot) -> str:
    """The kind inside a sentence, in singular or plural: Ansiedlungen, settlements."""
    found = snapshot.reference.kinds.get(code)
    if found is None:
        return code
    if tongue().code == "de":
        return found.name_de if count == 1 else found.plural_de
    name = found.name_en if count == 1 else found.plural_en
    return name[:1].lower() + name[1:]


def network(code: str, snapshot: Snapshot) -> str:
    found = snapshot.reference.networks.get(code)
    return found.name if found else code


def direction(code: str) -> str:
    """Seen from the home city."""
    return {
        Direction.INBOUND: _("Guests here"),
        Direction.OUTBOUND: _("Abroad"),
        Direction.MUTUAL: _("Mutual"),
        Direction.ONLINE: _("Online"),
    }[Direction(code)]


def directions() -> dict[str, str]:
    """The name of each direction, in the order in which they are stacked."""
    return {code.value: direction(code) for code in Direction}


def status(code: str) -> str:
    return {
        Status.HELD: _("Held"),
        Status.PLANNED: _("Planned"),
        Status.CANCELLED: _("Cancelled"),
    }[Status(code)]


def visibility(code: str) -> str:
    """Who may see a record."""
    return {
        Visibility.PUBLIC: _("Everybody"),
        Visibility.INTERNAL: _("The team only"),
    }[Visibility(code)]


def precision(code: str) -> str:
    return {
        DatePrecision.DAY: _("Day"),
        DatePrecision.WEEK: _("Week"),
        DatePrecision.MONTH: _("Month"),
        DatePrecision.QUARTER: _("Quarter"),
        DatePrecision.YEAR: _("Year"),
    }[DatePrecision(code)]


def qualifier(code: str) -> str:
    """How exact a count is, as one says it before the number."""
    return {
        Qualifier.EXACT: _("exactly"),
        Qualifier.ABOUT: _("around"),
        Qualifier.NEARLY: _("nearly"),
        Qualifier.OVER: _("over"),
    }[Qualifier(code)]


def unit(code: str) -> str:
    """What was counted, as one says it after the number."""
    return {Unit.PEOPLE: _("people"), Unit.ORGANISATIONS: _("organisations")}[Unit(code)]


def access(level: Access) -> str:
    """What somebody may who is signed in."""
    return {
        Access.VISITOR: "",
        Access.VIEWER: _("may look"),
        Access.EDITOR: _("may change records"),
        Access.ADMINISTRATOR: _("administrator"),
    }[level]


def role(code: str) -> str:
    return {
        Role.ORGANISER: _("Organiser"),
        Role.HOST: _("Host"),
        Role.GUEST: _("Guest"),
        Role.PARTNER: _("Partner"),
        Role.SETTLED_COMPANY: _("Settled company"),
    }[Role(code)]


def relation(code: str) -> str:
    return {
        Relation.PARTNER_CITY: _("Partner city"),
        Relation.PROJECT_PARTNER: _("Project partner"),
        Relation.NETWORK_PARTNER: _("Network partner"),
    }[Relation(code)]
