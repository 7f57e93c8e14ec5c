"""Numbers, dates and country names as a reader of a language writes them (CLDR, by Babel)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property, lru_cache
from typing import Final

from babel import Locale
from babel.dates import (
    format_date,
    format_interval,
    format_time,
    format_timedelta,
    get_month_names,
)
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from data.model import SHORT_COUNTRY_NAMES, DatePrecision, Month, Period, Qualifier

_DAYS_A_YEAR: Final = 365.2425


@dataclass(frozen=True)
class Formats:
    """The spellings of one language; ``language`` is a code that Babel knows (``de``, ``en``)."""

    language: str

    @cached_property
    def locale(self) -> Locale:
        # English as the city's partners write it: 26 September 2025
        return Locale.parse("en_GB" if self.language == "en" else self.language)

    def number(self, value: float) -> str:
        """1.234 or 1,234."""
        return _number(value, self.locale)

    def count(self, value: int, qualifier: Qualifier | str | None = None) -> str:
        """A count of participants; one that is not exact carries a sign: ≈ 50, > 10, < 50."""
        sign = {"about": "≈ ", "nearly": "≈ ", "over": "> "}.get(str(qualifier), "")
        return f"{sign}{self.number(value)}".replace(" ", "\N{NO-BREAK SPACE}")

    def percent(self, share: float) -> str:
        return format_percent(share, locale=self.locale)

    def country(self, code: str) -> str:
        """Südkorea, South Korea; a code that CLDR does not know stays as it is."""
        return SHORT_COUNTRY_NAMES.get(self.language, {}).get(code) or self.locale.territories.get(
            code, code
        )

    def day(self, value: date) -> str:
        """26. September 2025."""
        return format_date(value, "long", locale=self.locale)

    def time(self, moment: datetime) -> str:
        """14:32, as the moment's own time zone has it."""
        return format_time(moment, "HH:mm", tzinfo=moment.tzinfo, locale=self.locale)

    def short_day(self, value: date) -> str:
        """26. Sept., 26 Sept: a day of a year that stands nearby."""
        return self._interval(value, value, "MMMd")

    def month(self, value: Month) -> str:
        """September 2025."""
        return format_date(value.first_day, "LLLL y", locale=self.locale)

    def short_month(self, value: Month) -> str:
        """Sep, Mär: at most four letters, for axes."""
        name: str = get_month_names("abbreviated", "stand-alone", locale=self.locale)[value.month]
        return name.rstrip(".")[:4].rstrip(".")

    def month_name(self, number: int) -> str:
        return str(get_month_names("wide", "stand-alone", locale=self.locale)[number])

    def period(self, value: Period) -> str:
        """September 2025; 2025; April–September 2025; Januar 2017 – Februar 2026."""
        first, last = value.first, value.last
        if first == last:
            return self.month(first)
        if first.month == 1 and last.month == 12:
            if first.year == last.year:
                return str(first.year)
            return f"{first.year}–{last.year}"
        return self._interval(first.first_day, last.first_day, "yMMMM")

    def span(self, start: date, end: date, precision: DatePrecision | str) -> str:
        """A date as exactly as it is known: a day, some days, a month, a quarter or a year."""
        match DatePrecision(precision):
            case DatePrecision.YEAR:
                return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
            case DatePrecision.QUARTER if Month.of(start) + 2 == Month.of(end):
                return format_date(start, "QQQQ y", locale=self.locale)
            case DatePrecision.MONTH | DatePrecision.QUARTER:
                return self.period(Period(Month.of(start), Month.of(end)))
            case _:
                return self._days(start, end)

    def short_span(self, start: date, end: date, precision: DatePrecision | str) -> str:
        """The same for narrow columns: 10.09.2025, 1.–7.09.2025, Sept. 2025."""
        if precision in {DatePrecision.DAY, DatePrecision.WEEK}:
            return self._interval(start, end, "yMMMd")
        if precision == DatePrecision.MONTH and Month.of(start) == Month.of(end):
            return format_date(start, "LLL y", locale=self.locale)
        return self.span(start, end, precision)

    def ago(self, days: int) -> str:
        """vor 2 Monaten, 2 months ago: at least one day."""
        past = timedelta(days=-max(1, days))
        return self._rounded(past, add_direction=True)

    def since(self, span: timedelta) -> str:
        """vor 5 Minuten, 5 minutes ago: how long ago something happened, from a minute on."""
        past = -max(span, timedelta(minutes=1))
        return format_timedelta(
            past, granularity="minute", threshold=1.5, add_direction=True, locale=self.locale
        )

    def duration(self, days: float) -> str:
        """3 Monate, 3 months: a number of days as people would say it."""
        span = timedelta(days=max(1, round(days)))
        return self._rounded(span, add_direction=False)

    def taken(self, days: float) -> str:
        """5 Monate, 4,6 Jahre: the same where it is the answer, and half a year a difference."""
        years = round(days / _DAYS_A_YEAR, 1)
        if years < 2:
            return self.duration(days)
        return format_unit(years, "duration-year", format="#,##0.#", locale=self.locale)

    def listing(self, words: list[str]) -> str:
        """A, B und C."""
        return format_list(words, "standard", locale=self.locale)

    def _rounded(self, span: timedelta, *, add_direction: bool) -> str:
        # A unit is used from two of it on: 14 months say more than 1 year.
        return format_timedelta(
            span, granularity="day", threshold=2, add_direction=add_direction, locale=self.locale
        )

    def _days(self, start: date, end: date) -> str:
        if start == end:
            return self.day(start)
        # CLDR has ranges of days with short months only; the long form differs in nothing else.
        field = "y" if start.year != end.year else "M" if start.month != end.month else "d"
        patterns = self.locale.interval_formats["yMMMd"][field]
        halves = [pattern.replace("MMM", "MMMM") for pattern in patterns]
        return "".join(
            format_date(day, half, locale=self.locale)
            for day, half in zip((start, end), halves, strict=True)
        ).replace("\N{THIN SPACE}", " ")

    def _interval(self, start: date, end: date, skeleton: str) -> str:
        # CLDR puts thin spaces around some dashes; a screen font draws them as wide as others.
        text: str = format_interval(start, end, skeleton, locale=self.locale)
        return text.replace("\N{THIN SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@lru_cache(maxsize=4096)  # the same small numbers stand on every page
def _number(value: float, locale: Locale) -> str:
    return format_decimal(value, locale=locale)


@cache
def formats(language: str) -> Formats:
    """The one :class:`Formats` of a language."""
    return Formats(language)
