"""What a file says beside the records' own texts, in the language of whoever asked for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data.model import Activity


@dataclass(frozen=True)
class Spoken:
    """Names of columns and codes, and what a reader must know to read the numbers.

    ``headings`` by column of :data:`data.record_format.COLUMNS`; ``names`` by column, from a code
    to its name; ``place`` spells a place with its country, ``country`` a country. ``selection`` is
    the selection as a sentence, ``about`` what belongs on a sheet of its own: topics with lines.
    """

    language: str
    headings: Mapping[str, str]
    names: Mapping[str, Callable[[str], str]]
    place: Callable[[str], str]
    country: Callable[[str], str]
    day: Callable[[date, date, str], str]
    selection: str
    records: str
    about_title: str
    about: Sequence[tuple[str, Sequence[str]]]

    def title(self, activity: Activity) -> str:
        """The side of the title in this language, or the other one where it is missing."""
        first, second = activity.title_de, activity.title_en
        return (first or second) if self.language == "de" else (second or first)

    def told(self, activity: Activity, name: str) -> str:
        """The side of a text (``outcome``, ``note``) in this language, or the other one."""
        german, english = getattr(activity, f"{name}_de"), getattr(activity, f"{name}_en")
        return str((german or english) if self.language == "de" else (english or german))

    def counterparts(self, activity: Activity) -> list[str]:
        """Places with their countries, or countries alone."""
        return [
            self.place(one.place) if one.place else self.country(one.country)
            for one in activity.counterparts
        ]

    def organisations(self, activity: Activity) -> list[str]:
        """Names with what they did."""
        return [f"{one.name} ({self.names['role'](one.role)})" for one in activity.organisations]


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook besides the records: rows of texts and days, under headings with their
    widths in characters."""

    title: str
    headings: Mapping[str, int]
    rows: Sequence[Sequence[str | date | None]]


@dataclass(frozen=True)
class Reminder:
    """A day on which something is due, for a calendar; ``key`` stays the same when it moves."""

    key: str
    day: date
    title: str
    text: str
