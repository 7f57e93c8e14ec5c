"""The words of the domain: activities, places, partners, months and filters.

Everything here is a plain, frozen value. Labels for readers are not kept here but in the
reference lists (kinds, sectors, networks, places) and in the catalogues under ``locale/``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import Final, Self

from data.rules import Rules


class Direction(StrEnum):
    """Who travels: guests come in, the home city goes out, both, or nobody."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    MUTUAL = "mutual"
    ONLINE = "online"


class Status(StrEnum):
    """Only what was held counts; what is planned is shown as planned."""

    HELD = "held"
    PLANNED = "planned"
    CANCELLED = "cancelled"


class DatePrecision(StrEnum):
    """How exactly the source gives the date; ``start`` and ``end`` span the whole unit."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Qualifier(StrEnum):
    """How exactly the source gives a count of participants."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"


class Unit(StrEnum):
    """What a count of participants counts; the two are never added up."""

    PEOPLE = "people"
    ORGANISATIONS = "organisations"


class Role(StrEnum):
    """What an organisation did in an activity."""

    ORGANISER = "organiser"
    HOST = "host"
    GUEST = "guest"
    PARTNER = "partner"
    SETTLED_COMPANY = "settled_company"


class Visibility(StrEnum):
    """Who may see a record."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Access(IntEnum):
    """What somebody may: each of these includes what stands above it."""

    VISITOR = 0  # looks at public records
    VIEWER = 1  # is signed in, and may look where looking needs that
    EDITOR = 2  # sees internal records and follow-ups, and changes them
    ADMINISTRATOR = 3  # decides who else may


class Relation(StrEnum):
    """What ties a place to the home city."""

    PARTNER_CITY = "partner_city"
    PROJECT_PARTNER = "project_partner"
    NETWORK_PARTNER = "network_partner"


class Located(StrEnum):
    """How a place got its coordinates."""

    REFERENCE = "reference"  # data/reference/places.csv or partner_cities.csv
    GAZETTEER = "gazetteer"  # the bundled GeoNames extract
    GEOCODER = "geocoder"  # a geocoder that an administrator configured
    TEAM = "team"  # somebody of the team entered them
    UNKNOWN = "unknown"  # no coordinates; counted for its country, not drawn as a place


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1 <= self.year <= 9999):
            raise ValueError(f"no such month: {self.year}-{self.month}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2025-09``; raises ``ValueError`` for anything else."""
        year, dash, month = text.partition("-")
        if not (dash and len(year) == 4 and len(month) == 2 and (year + month).isascii()):
            raise ValueError(f"not a month like 2025-09: {text!r}")
        return cls(int(year), int(month))

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that a day belongs to."""
        return cls(day.year, day.month)

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Self:
        """The inverse of :attr:`ordinal`."""
        return cls(ordinal // 12, ordinal % 12 + 1)

    @property
    def ordinal(self) -> int:
        """Whole months since January of the year 0, for arithmetic."""
        return self.year * 12 + self.month - 1

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    def __add__(self, months: int) -> Self:
        return self.from_ordinal(self.ordinal + months)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True)
class Period:
    """Whole months, both ends included."""

    first: Month
    last: Month

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period ends before it starts: {self.first} to {self.last}")

    def __len__(self) -> int:
        return self.last.ordinal - self.first.ordinal + 1

    def __iter__(self) -> Iterator[Month]:
        return (self.first + offset for offset in range(len(self)))

    @property
    def before(self) -> Period:
        """The period of the same number of whole months that ends where this one starts."""
        return Period(self.first + -len(self), self.first + -1)


@dataclass(frozen=True)
class Kind:
    """A kind of activity; ``is_result`` marks those that are an outcome (a settlement …)."""

    code: str
    name_de: str
    name_en: str
    plural_de: str
    plural_en: str
    is_result: bool


@dataclass(frozen=True)
class Sector:
    """A field of business; ``parent`` is the code of the sector that it is a part of."""

    code: str
    name_de: str
    name_en: str
    parent: str | None


@dataclass(frozen=True)
class Network:
    """A network that activities belong to, such as GINI."""

    code: str
    name: str
    full_de: str
    full_en: str


SHORT_COUNTRY_NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "de": {"GB": "Großbritannien", "US": "USA", "HK": "Hongkong", "MO": "Macau"},
    "en": {"GB": "United Kingdom", "US": "United States", "HK": "Hong Kong", "MO": "Macao"},
}
"""What people call the countries that CLDR writes at length, by language and code."""


@dataclass(frozen=True)
class Country:
    """Where a country's label and the arcs to it go; its name comes from Babel."""

    code: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Place:
    """A city or region. ``key`` is stable and readable (``leeds-gb``); ``lat`` and ``lon`` are
    WGS 84 degrees, both missing where ``located`` is ``unknown``."""

    key: str
    name_de: str
    name_en: str
    country: str
    lat: float | None
    lon: float | None
    geonameid: int | None
    located: Located


@dataclass(frozen=True)
class Partner:
    """A place with a relation to the home city."""

    place: str
    relation: Relation
    since: int | None
    suspended: bool
    note: str


@dataclass(frozen=True)
class Counterpart:
    """Where the other side comes from: a place, or a country alone."""

    country: str
    place: str | None = None


@dataclass(frozen=True)
class Organisation:
    name: str
    role: Role


@dataclass(frozen=True)
class Participants:
    count: int
    qualifier: Qualifier
    unit: Unit


@dataclass(frozen=True)
class Activity:
    """One activity as its record has it; places, kinds, sectors and networks by key or code."""

    id: str
    title_de: str
    title_en: str
    kind: str
    direction: Direction
    status: Status
    start: date
    end: date
    date_precision: DatePrecision
    venue: str | None
    counterparts: tuple[Counterpart, ...]
    sectors: tuple[str, ...]
    networks: tuple[str, ...]
    organisations: tuple[Organisation, ...]
    participants: Participants | None
    outcome_de: str
    outcome_en: str
    follow_up: str
    note_de: str
    note_en: str
    source: str
    source_url: str
    visibility: Visibility

    @property
    def places(self) -> tuple[str, ...]:
        """The places that it names, each once, the venue first."""
        named = (self.venue, *(one.place for one in self.counterparts))
        return tuple(dict.fromkeys(key for key in named if key is not None))


@dataclass(frozen=True)
class Filters:
    """What a reader selected. An empty field selects everything.

    Values within a field are alternatives, fields are combined: (GB or IL) and hydrogen.
    Tuples are sorted and free of duplicates, so that equal selections compare equal.
    A sector selects its parts as well. ``text`` matches, regardless of case and accents, every
    one of its words in titles, organisations, places, countries abroad, networks, notes and
    outcomes.
    """

    period: Period | None = None
    countries: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    directions: tuple[Direction, ...] = ()
    networks: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    text: str = ""

    def __post_init__(self) -> None:
        for name in (
            "countries",
            "cities",
            "sectors",
            "kinds",
            "directions",
            "networks",
            "statuses",
        ):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        object.__setattr__(self, "text", " ".join(self.text.split()))

    @property
    def is_empty(self) -> bool:
        return self == Filters()


@dataclass(frozen=True)
class HomeGeocoder:
    """A server of Nominatim that may be asked where a place is, and the address of who asks."""

    nominatim: str
    contact: str


@dataclass(frozen=True)
class Home:
    """The city whose network this is, from ``home.toml``."""

    product: str
    city_de: str
    city_en: str
    country: str
    lat: float
    lon: float
    place: str
    team_de: str
    team_en: str
    logo: str | None
    timezone: str
    default_language: str
    contact: str = field(default="")
    geonameid: int | None = None
    rules: Rules = field(default_factory=Rules)
    geocoder: HomeGeocoder | None = None
