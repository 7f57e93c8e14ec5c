"""What a column of somebody's table may mean, and the names that people give to it.

A meaning is a column of the record format, or one of a few that tables have and records do not:
``title`` (in whichever language), ``place`` (where it was, and if that is abroad, with whom),
``country`` (which belongs to the place beside it), ``uid`` (what a calendar knows an event by),
``participants.people`` and ``organisations.host`` (the part after the dot says which).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from data.model import Role, Unit
from data.names import normalise
from data.record_format import COLUMNS, ONE_LANGUAGE

IGNORED: Final = ""
"""The meaning of a column that is not read."""

MEANINGS: Final = (
    *("title", "title_de", "title_en", "kind", "direction", "status"),
    *("start", "end", "date_precision", "place", "venue", "counterparts", "country"),
    *("sectors", "networks", "organisations", *(f"organisations.{role}" for role in Role)),
    *("participants", *(f"participants.{unit}" for unit in Unit)),
    *("participants_qualifier", "participants_unit"),
    *("outcome", "outcome_de", "outcome_en", "follow_up", "note", "note_de", "note_en"),
    *("source", "source_url", "visibility", "id", "uid"),
)
"""In the order in which they are offered."""

SEVERAL: Final = frozenset(
    {"organisations", "sectors", "networks", "counterparts", "note", "note_de", "note_en", "source"}
    | {f"organisations.{role}" for role in Role}
)
"""Meanings that more than one column of a table may have; their values are put together."""

OWN: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "de": {
            "Kennung": "id", "Eintrag": "id",
            "Titel (Deutsch)": "title_de", "Titel (Englisch)": "title_en",
            "Art": "kind", "Richtung": "direction", "Status": "status",
            "Erster Tag": "start", "Letzter Tag": "end", "Datum bekannt auf": "date_precision",
            "Ort": "venue", "Gegenüber": "counterparts", "Branchen": "sectors",
            "Netzwerke": "networks", "Organisationen": "organisations",
            "Teilnehmende": "participants", "Die Zahl ist": "participants_qualifier",
            "Gezählt sind": "participants_unit", "Ergebnis (Deutsch)": "outcome_de",
            "Ergebnis (Englisch)": "outcome_en", "Anmerkung (Deutsch)": "note_de",
            "Anmerkung (Englisch)": "note_en", "Quelle": "source",
            "Adresse der Quelle": "source_url",
        },
        "en": {
            "Id": "id", "Record": "id",
            "Title (German)": "title_de", "Title (English)": "title_en",
            "Kind": "kind", "Direction": "direction", "Status": "status",
            "First day": "start", "Last day": "end", "Date known to the": "date_precision",
            "Venue": "venue", "Counterparts": "counterparts", "Sectors": "sectors",
            "Networks": "networks", "Organisations": "organisations",
            "Participants": "participants", "Count is": "participants_qualifier",
            "Counted are": "participants_unit", "Outcome (German)": "outcome_de",
            "Outcome (English)": "outcome_en", "Note (German)": "note_de",
            "Note (English)": "note_en", "Source": "source", "Source address": "source_url",
        },
    }
)  # fmt: skip
"""The headings of the workbooks that the app writes, by language; "Eintrag" and "Record" stand in
earlier ones."""

_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "titel, title, name, thema, betreff, subject, topic, bezeichnung, veranstaltung, "
        "aktivität, activity, event, event name, event title, conference, conference name, "
        "konferenz, anlass, summary, projekt, project, projekttitel, project title, "
        "veranstaltungstitel, name der veranstaltung, delegation, acronym title, maßnahme, "
        "was, headline, messe, messen, fair, trade fair, reise, besuch, projektname, project name, "
        "besuchsthema",
        "title_de": "titel deutsch, title german, titel de, title de, deutscher titel",
        "title_en": "titel englisch, title english, titel en, title en, englischer titel",
        "kind": "art, typ, type, kind, kategorie, category, format, veranstaltungsart, "
        "event type, art der veranstaltung, veranstaltungstyp, aktivitätsart, categories, "
        "activity type, art der aktivität, veranstaltungsformat",
        "direction": "richtung, direction, eingehend ausgehend, incoming outgoing, "
        "in out, inbound outbound",
        "status": "status, stand, state, durchführung, zustand, event status, project status",
        "start": "datum, date, beginn, start, von, anfang, startdatum, start date, termin, tag, "
        "datum von, date from, from, zeitraum, period, dates, wann, when, beginn am, begin, "
        "erster tag, first day, begins, starts, startdate, besuchsdatum, event date, "
        "datum beginn, anreise, arrival, reisezeitraum, starttermin, begin date, am, "
        "besuchszeitraum, ab, laufzeit von, laufzeit beginn, kw, kalenderwoche, zeit",
        "end": "ende, end, bis, enddatum, end date, datum bis, date to, to, until, letzter tag, "
        "last day, ends, enddate, endtermin, datum ende, abreise, departure, schluss, "
        "laufzeit bis, laufzeit ende, finish",
        "date_precision": "genauigkeit, precision, date precision, datumsgenauigkeit",
        "place": "ort, stadt, city, place, location, ort stadt, town, ort land, where, wo, "
        "tagungsort, city country, stadt land, reiseziel, ziel, destination, zielort",
        "venue": "venue, veranstaltungsort, treffpunkt, austragungsort, besuchsort, host city",
        "counterparts": "gegenüber, counterparts, counterpart, herkunft, partnerstadt, origin, "
        "herkunftsort, partner city, partnerstädte, herkunftsland stadt, herkunftsstadt, "
        "partner cities, from city, aus, countries, länder, partnerländer, partner countries, "
        "beteiligte länder, participating countries, participant countries, delegation aus, "
        "delegation from, gäste aus, guests from, besuch aus, visitors from, kommt aus, woher",
        "country": "land, country, staat, nation, herkunftsland, partnerland, zielland, "
        "country of origin, partner country, country code, ländercode, länderkürzel, region land, "
        "coordinator country, destination country",
        "sectors": "branche, branchen, sektor, sektoren, sector, sectors, industry, industries, "
        "themenfeld, themenfelder, fachgebiet, wirtschaftszweig, themenbereich, field, "
        "schwerpunkt, tags, topics, themen, programme area, sector name, cluster, themengebiet",
        "networks": "netzwerk, netzwerke, network, networks, programm, programme, program, "
        "framework programme",
        "organisations": "organisation, organisationen, organisations, organizations, firma, "
        "firmen, partner, beteiligte, unternehmen, company, companies, institution, "
        "teilnehmende organisationen, projektpartner, partners, company name, "
        "participants organisations, participating organisations, implementing organisation, "
        "einrichtung, delegierte organisation, kooperationspartner, partnerorganisation",
        "organisations.organiser": "veranstalter, organiser, organizer, organisator, ausrichter, "
        "meeting organizer, organised by, organized by, federführung, coordinator, koordinator, "
        "lead partner, reporting org",
        "organisations.host": "gastgeber, host, hosts, empfangen von, hosted by, einladender",
        "organisations.guest": "gast, gäste, guest, guests, besucher, delegationsleitung, "
        "gastorganisation, besuchende organisation, delegation von",
        "organisations.settled_company": "angesiedeltes unternehmen, settled company, "
        "ansiedlung, investor",
        "participants": "anzahl, count, number, zahl, größe, size, "
        "delegationsgröße, delegation size, group size, gruppengröße, anz",
        "participants.people": "teilnehmer, teilnehmende, teilnehmerzahl, personen, tn, "
        "attendees, people, participants, pax, anzahl teilnehmer, anzahl personen, persons, "
        "teilnehmer personen, "
        "number of participants, no of participants, teilnehmerinnen, tn zahl, anzahl tn, "
        "attendance, number of attendees, no of attendees, teilnehmer innen, besucherzahl, "
        "anzahl teilnehmende, anzahl der teilnehmer, required attendees count",
        "participants.organisations": "anzahl unternehmen, anzahl firmen, unternehmen anzahl, "
        "number of companies, no of companies, companies count, teilnehmer unternehmen, "
        "teilnehmende unternehmen, firmenzahl, aussteller, "
        "exhibitors, anzahl aussteller, anzahl organisationen, number of organisations, "
        "number of partners, anzahl partner",
        "participants_qualifier": "zahl ist, qualifier, count is, participants qualifier",
        "participants_unit": "einheit, unit, counted, participants unit",
        "outcome": "ergebnis, ergebnisse, outcome, outcomes, result, results, resultat, erfolg, "
        "output",
        "outcome_de": "ergebnis deutsch, outcome german, outcome de, ergebnis de",
        "outcome_en": "ergebnis englisch, outcome english, outcome en, ergebnis en",
        "follow_up": "follow up, nächste schritte, next steps, nachverfolgung, wiedervorlage, "
        "to do, todo, nachbereitung, offene punkte",
        "note": "anmerkung, anmerkungen, bemerkung, bemerkungen, notiz, notizen, note, notes, "
        "kommentar, comment, comments, beschreibung, description, hinweis, details, objective, "
        "inhalt, info, remarks, abstract, bemerk",
        "note_de": "anmerkung deutsch, note german, note de, beschreibung deutsch",
        "note_en": "anmerkung englisch, note english, note en, beschreibung englisch",
        "source": "quelle, source, herkunft der daten, beleg, reference, nachweis, quellen",
        "source_url": "link, url, website, webseite, web, internet, homepage, adresse der quelle, "
        "source url, source address, weblink, hyperlink, internetseite, links, webadresse",
        "visibility": "sichtbarkeit, visibility, öffentlich, public, vertraulichkeit, freigabe",
        "id": "id, nr id, kennung, record id, eintrag id, aktivitäts id, vorgangsnummer, "
        "aktenzeichen, identifier, iati identifier, project id, projekt id, event id, rcn, "
        "projektnummer, project number",
        "uid": "uid",
    }
)


def _by_name() -> dict[str, str]:
    names = {
        normalise(name): meaning for meaning, all_ in _NAMES.items() for name in all_.split(",")
    }
    own = {normalise(name): name for name in COLUMNS}
    return names | own | {normalise(name): name for name in ONE_LANGUAGE}


_BY_NAME: Final = MappingProxyType(_by_name())
_OF_COUNT: Final = frozenset({"anzahl", "zahl", "number", "no", "count", "nr", "anz"})
_WEAK: Final = frozenset({"participants", "organisations", "place", "title", "kind"})
_WITHIN: Final = re.compile(r"(?<=[a-zäöü])(?=[A-ZÄÖÜ])")
_ENDS: Final = frozenset({"bis", "to", "until", "ende", "end"})
_RUNNING: Final = re.compile(r"(lfd|laufende|row|zeilen?)? ?(nr|nummer|no|number)|#|pos|position")


def named(header: str) -> tuple[str, float]:
    """The likeliest meaning of a column by its name, and how sure that is from 0 to 1."""
    name = normalise(_WITHIN.sub(" ", header))
    if not name or _RUNNING.fullmatch(name):
        return IGNORED, 0.0
    if name in _BY_NAME:
        return _BY_NAME[name], 1.0
    words = name.split()
    if _OF_COUNT & set(words):
        return _counted(words), 0.8
    best, score = IGNORED, 0.0
    for length in range(len(words), 0, -1):
        for first in range(len(words) - length + 1):
            meaning = _BY_NAME.get(" ".join(words[first : first + length]))
            # Of "Land des Partners" the first word says what it is, the rest of whom.
            sure = 0.75 * length / len(words) + (0.15 if first == 0 else 0.0)
            sure -= 0.1 if meaning in _WEAK else 0.0
            if meaning and sure > score:
                best, score = meaning, sure
    if best == "start" and words[-1] in _ENDS:
        best = "end"
    return best, score


def is_named(header: str) -> bool:
    """Whether the name of a column is one that is known."""
    return named(header)[1] >= 0.5


def own_headings(headers: Iterable[str]) -> dict[str, str] | None:
    """The meaning of each column by its name, where the app itself wrote the table."""
    found = [header for header in headers if header]
    plain = {name: name for name in COLUMNS} | ONE_LANGUAGE
    for known in (plain, *OWN.values()):
        if len(found) >= _ENOUGH and "id" in {known.get(header) for header in found}:
            exact = sum(header in known for header in found)
            if exact == len(found):
                return {header: known[header] for header in found}
    return None


_ENOUGH: Final = 5
"""Columns from which a table may be one that the app wrote: a few names occur anywhere."""


def _counted(words: list[str]) -> str:
    name = " ".join(words)
    if re.search(r"unternehm|firm|organisation|compan|partner|betrieb", name):
        return f"participants.{Unit.ORGANISATIONS}"
    if re.search(r"person|teilnehm|tn|people|attend|particip|gäst|gast|pax|besuch", name):
        return f"participants.{Unit.PEOPLE}"
    return IGNORED
