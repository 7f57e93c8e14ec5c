"""Codes by their names and by what people say instead, in German and English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from data.importing.unclear import Unclear
from data.model import (
    DatePrecision,
    Direction,
    Qualifier,
    Role,
    Status,
    Unit,
    Visibility,
)
from data.names import closest, normalise
from data.tables import Reference

BY_DATE: Final = "by_date"
"""A status that follows from the date: what is over was held, what is to come is planned."""
BY_PLACE: Final = "by_place"
"""A direction that follows from the place: abroad is outbound, at home is inbound."""

NOTHING: Final = frozenset(
    {"", "k a", "ka", "n a", "na", "n v", "nn", "n n", "tbd", "tba", "tbc", "unbekannt", "unknown",
     "keine angabe", "keine angaben", "keine", "keiner", "none", "null", "nan", "nicht bekannt",
     "not known", "not available", "not applicable", "entfällt", "offen", "leer", "nil"}
)  # fmt: skip
"""What people write where there is nothing to write, as :func:`data.names.normalise` has it."""

_SAID: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {
        "delegation_visit": "delegation, delegationen, delegationsreise, delegationsbesuch, "
        "delegationsempfang, delegation trip, besuch, besuche, visit, besuchsdelegation, "
        "unternehmerreise, business delegation, wirtschaftsdelegation, study visit, "
        "studienreise, reise, incoming delegation, outgoing delegation, delegations reise",
        "conference": "kongress, congress, tagung, symposium, summit, forum, fachtagung, "
        "gipfel, konferenzen, fachkonferenz, conf, international conference, kolloquium",
        "trade_fair": "messe, fair, trade show, tradeshow, ausstellung, exhibition, expo, "
        "messeauftritt, messebeteiligung, gemeinschaftsstand, messebesuch, fachmesse",
        "network_meeting": "netzwerktreffen, networking, treffen, meeting, stammtisch, "
        "network event, netzwerkveranstaltung, arbeitstreffen, projekttreffen, "
        "project meeting, austausch, kick off, kickoff, besprechung, termin, gespräch",
        "training": "schulung, seminar, workshop, webinar, weiterbildung, course, kurs, "
        "summer school, fortbildung, lehrgang",
        "ceremony": "festakt, feier, jubiläum, preisverleihung, award ceremony, empfang, "
        "reception, eröffnung, opening, einweihung, gala",
        "agreement": "vereinbarung, vertrag, mou, memorandum, memorandum of understanding, "
        "absichtserklärung, kooperationsvertrag, letter of intent, loi, "
        "kooperationsvereinbarung, contract, unterzeichnung, signing",
        "settlement": "ansiedlung, niederlassung, new branch, location opening, "
        "unternehmensansiedlung, investment project, relocation",
        "market_entry_event": "markteintritt, market entry, markteinstieg, markterschließung, "
        "market entry event, softlanding, soft landing, markterkundung",
    },
    "direction": {
        Direction.INBOUND: "eingehend, incoming, inbound, gäste hier, guests here, in, rein, "
        "hier, inland, empfang, einreise, besuch bei uns, incomings, zu uns, hosting",
        Direction.OUTBOUND: "ausgehend, outgoing, outbound, auswärts, abroad, out, raus, "
        "im ausland, ausland, reise, ausreise, outgoings, dienstreise, overseas",
        Direction.MUTUAL: "gegenseitig, beidseitig, mutual, both, beide, wechselseitig, "
        "bilateral, in out, both ways",
        Direction.ONLINE: "online, virtuell, virtual, digital, remote, videokonferenz, "
        "video call, teams, zoom, web",
    },
    "status": {
        Status.HELD: "stattgefunden, durchgeführt, erledigt, held, done, completed, "
        "abgeschlossen, erfolgt, beendet, finished, gelaufen, closed, vergangen, past, "
        "hat stattgefunden, took place, realisiert",
        Status.PLANNED: "geplant, planned, tentative, in planung, angefragt, upcoming, "
        "anstehend, scheduled, vorgesehen, vorgemerkt, bevorstehend, zukünftig, vorläufig",
        Status.CANCELLED: "abgesagt, cancelled, canceled, entfallen, ausgefallen, storniert, "
        "fällt aus, absage, terminated, fiel aus, gestrichen",
        BY_DATE: "confirmed, bestätigt, fix, zugesagt, signed, accepted, aktiv, active, ongoing, "
        "laufend, by date, nach datum",
    },
    "visibility": {
        Visibility.PUBLIC: "öffentlich, public, ja, yes, extern, external, frei, normal",
        Visibility.INTERNAL: "intern, internal, nein, no, vertraulich, confidential, private, "
        "privat, nicht öffentlich, persönlich",
    },
    "date_precision": {
        DatePrecision.DAY: "tag, tage, den tag, auf den tag, taggenau, tagesgenau, genau, exact",
        DatePrecision.WEEK: "woche, die woche, kalenderwoche, kw",
        DatePrecision.MONTH: "monat, den monat, monatsgenau",
        DatePrecision.QUARTER: "quartal, das quartal",
        DatePrecision.YEAR: "jahr, das jahr, jahresgenau",
    },
    "participants_qualifier": {
        Qualifier.EXACT: "genau, exakt, exactly",
        Qualifier.ABOUT: "ca, circa, rund, etwa, ungefähr, around, approximately",
        Qualifier.NEARLY: "knapp, fast, almost",
        Qualifier.OVER: "über, mehr als, more than, mindestens, at least",
    },
    "participants_unit": {
        Unit.PEOPLE: "personen, person, teilnehmer, teilnehmende, tn, persons, participants, pax",
        Unit.ORGANISATIONS: "organisationen, unternehmen, firmen, companies, organizations, "
        "betriebe, institutionen",
    },
    "role": {
        Role.ORGANISER: "veranstalter, organisator, organizer, ausrichter, veranstalterin, "
        "koordinator, coordinator, lead, federführung, organised by",
        Role.HOST: "gastgeber, gastgeberin, hosted by, empfänger",
        Role.GUEST: "gast, gäste, guests, besucher, visitor, teilnehmer, participant, delegation",
        Role.PARTNER: "partnerin, projektpartner, kooperationspartner, mitveranstalter, "
        "co organiser, co host, unterstützer, supporter, sponsor",
        Role.SETTLED_COMPANY: "angesiedeltes unternehmen, settled company, ansiedlung, investor",
    },
    "sector": {
        "ai": "ki, ai, machine learning, maschinelles lernen",
        "digitalisation": "digitales, digital, it, ict, ikt, digitalization, digitalwirtschaft",
        "health_tech": "health, healthtech, gesundheit, gesundheitswirtschaft, healthcare",
        "hydrogen": "h2",
        "renewables": "renewables, erneuerbare, solar, wind",
        "climate": "umwelt, klima, environment, greentech, klimaschutz, nachhaltigkeit, "
        "sustainability",
        "startups": "startup, startups, gründung, gründungen, gründerszene, entrepreneurship",
        "logistics": "logistik und transport, transport",
        "production": "industrie, manufacturing, industry 4 0, industrie 4 0",
        "software": "software, it dienste, it services",
        "biotechnology": "biotech", "pharmaceuticals": "pharma", "food": "food",
        "life_sciences": "life science", "cybersecurity": "it sicherheit, cyber security",
        "medical_technology": "medtech", "science": "forschung, research, innovation",
        "urban_development": "stadtplanung, urban planning",
    },
}  # fmt: skip

_CHOICES: Final = 40
_SPLIT: Final = (r"[;\n|]", r",", r"/", r" (?:und|and|u\.|&|\+) ")


class CodeReader:
    """Understands codes of one kind; ``names`` holds each code's names for readers."""

    def __init__(self, kind: str, names: Mapping[str, Iterable[str]]) -> None:
        self.kind = kind
        self._codes = tuple(names)
        self._known = {
            normalise(word): str(code)
            for code, words in _SAID.get(kind, {}).items()
            for word in words.split(",")
            if code in names or code in {BY_DATE, BY_PLACE}
        }
        for code, all_ in names.items():
            self._known |= {normalise(name): code for name in all_ if normalise(name)}
        self._known |= {normalise(code): code for code in names}
        self._known |= {normalise(code): code for code in (BY_DATE, BY_PLACE)}

    def read(self, text: str) -> str:
        """The code that a text means. Raises :class:`Unclear` with the codes that it may mean."""
        found = self.find(text)
        if found is None:
            raise Unclear(self.kind, text, self._choices(text))
        return found

    def find(self, text: str) -> str | None:
        """The same; ``None`` where it is none that is known."""
        return self._known.get(normalise(text[:200]))

    def several(self, text: str) -> list[str]:
        """The codes of a cell, whatever stands between them."""
        return [self.read(part) for part in split_by(text, self.knows)]

    def knows(self, text: str) -> bool:
        """Whether a text means one of the codes."""
        return self.find(text) is not None

    def _choices(self, text: str) -> tuple[str, ...]:
        """All codes, those first whose names are in the text or near it."""
        words = f" {normalise(text[:200])} "
        inside = [code for name, code in self._known.items() if f" {name} " in words]
        near = self._known.get(closest(text, self._known), "")
        wanted = dict.fromkeys((*inside, *([near] if near else []), *self._codes))
        return tuple(code for code in wanted if code in self._codes)[:_CHOICES]


def split_by(text: str, known: Callable[[str], bool]) -> list[str]:
    """The values of a cell: between semicolons or lines; a piece that nobody knows as a whole is
    parted at commas, slashes or "und" where that gives only known ones."""
    found = []
    for piece in (part.strip(" .,;") for part in re.split(_SPLIT[0], text)):
        if piece and not is_nothing(piece):
            found += _parted(piece, known)
    return found


def _parted(piece: str, known: Callable[[str], bool]) -> list[str]:
    if known(piece):
        return [piece]
    for at in range(1, len(_SPLIT)):
        parts = [part.strip() for part in re.split("|".join(_SPLIT[1 : at + 1]), piece)]
        parts = [part for part in parts if part]
        if len(parts) > 1 and all(known(part) for part in parts):
            return parts
    # None of the ways gives only known ones: where a comma finds some, ask for the others alone.
    parts = [part.strip() for part in re.split(_SPLIT[1], piece) if part.strip()]
    return parts if len(parts) > 1 and any(known(part) for part in parts) else [piece]


def is_nothing(text: str) -> bool:
    """Whether a text says that there is nothing to say."""
    return normalise(text[:40]) in NOTHING


def code_readers(reference: Reference) -> dict[str, CodeReader]:
    """A reader for each kind of code, by the record format's column (``sectors``, ``networks``)
    and ``role``."""
    kinds = {
        kind.code: (kind.name_de, kind.name_en, kind.plural_de, kind.plural_en)
        for kind in reference.kinds.values()
    }
    sectors = {one.code: (one.name_de, one.name_en) for one in reference.sectors.values()}
    networks = {
        one.code: (one.name, one.full_de, one.full_en) for one in reference.networks.values()
    }
    plain = {
        "direction": Direction,
        "status": Status,
        "visibility": Visibility,
        "date_precision": DatePrecision,
        "participants_qualifier": Qualifier,
        "participants_unit": Unit,
        "role": Role,
    }
    return {
        "kind": CodeReader("kind", kinds),
        "sectors": CodeReader("sector", sectors),
        "networks": CodeReader("network", networks),
        **{
            name: CodeReader(name, {code.value: () for code in codes})
            for name, codes in plain.items()
        },
    }
