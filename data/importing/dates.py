"""Dates as people write them into tables of their own: words, weeks, spans, two-digit years.

The record format is strict (:mod:`data.dates`); this reads what can only mean one thing, and asks
for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from data.dates import Span, combine, read_date
from data.importing.unclear import Unclear
from data.problems import Code, Fault

Written: TypeAlias = tuple[str, str]
"""The first and the last unit of a span, as the record format writes them."""

ORDERS: Final = ("day_first", "month_first")
"""What 03/04/2025 may be: 3 April or March 4."""

_MONTHS: Final = (
    ("januar", "january", "jänner", "jan"),
    ("februar", "february", "feb"),
    ("märz", "march", "maerz", "mär", "mrz", "mar"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("dezember", "december", "dez", "dec"),
)
_NUMBER_OF: Final = {name: at for at, names in enumerate(_MONTHS, 1) for name in names}
_NAMES: Final = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))
_WEEKDAYS: Final = (
    "montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonnabends?|sonntags?|"
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    "mon|tues?|wed|thurs?|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so"
)
_SEASONS: Final = {
    "frühjahr": ("Q2", "Q1"), "frühling": ("Q2", "Q1"), "spring": ("Q2", "Q1"),
    "sommer": ("Q3", "Q2"), "summer": ("Q3", "Q2"),
    "herbst": ("Q4", "Q3"), "autumn": ("Q4", "Q3"), "fall": ("Q4", "Q3"),
    "winter": ("Q1", "Q4"),
}  # fmt: skip
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}

_CLEANED: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile("[‐‑‒–—−]"), "-"),
    (re.compile(r"[\s\u00a0]+"), " "),
    (re.compile(r"(\d)t(?=\d\d:)"), r"\1 "),
    (re.compile(r"(,? ?(um|ab|at)?)? ?\b\d\d?[:.]?\d{0,2} ?-? ?\d{0,2}[:.]?\d{0,2} ?uhr\b"), ""),
    (re.compile(r",? \d\d?:\d\d(:\d\d(\.\d+)?)?( ?[ap]\.?m\.?)?( ?-? ?\d\d?:\d\d( ?[ap]m)?)?"
                r"( ?z| ?utc| ?[+-]\d\d:?\d\d)?$"), ""),
    (re.compile(rf"\b({_WEEKDAYS})\b\.?,? ?(?=\S)"), ""),
    (re.compile(r"(\d)(st|nd|rd|th)\b"), r"\1"),
    (re.compile(rf"(?<![a-zäöü])({_NAMES})(?![a-zäöü])\.?"), "⟨MONTH⟩"),
    (re.compile(r"\b(bis zum|bis einschließlich|bis|to|until|till|through|thru)\b"), "-"),
    (re.compile(r"\b(from|vom|von|am|on|den|the|of|der|im|in|ca\.?|circa) "), ""),
    (re.compile(r" ?- ?"), "-"),
)  # fmt: skip

_DECIDING: Final = re.compile(r"\b(\d\d?)[/-](\d\d?)[/-](?:\d{4}|\d\d)\b", re.ASCII)
_Y = r"'?(\d{4}|\d\d)"
_S = r"(?:-|/|\+|&| und | and |, ?)"


def read_span(text: str, *, day_first: bool | None = None) -> Span:
    """The days that a text names, and how exactly. ``day_first`` says what 03/04/2025 is.

    Raises :class:`Unclear` (kind ``date_order`` or ``date``) where it may mean several things, and
    :class:`Fault` where it is no date.
    """
    try:
        return read_date(text)
    except Fault as fault:
        if fault.code is Code.DATE_OUT_OF_RANGE:
            raise
    plain = _plain(text)
    for season, quarters in _SEASONS.items():
        if match := re.fullmatch(rf"{season} ?{_Y}(/\d\d(\d\d)?)?", plain):
            year = _year(match[1])
            raise Unclear("date", text, (*(f"{year}-{one}" for one in quarters), year))
    return _span(plain, text, day_first=day_first)


def day_first(texts: Iterable[str]) -> bool | None:
    """What a column's dates with slashes are, by those that can be read in one way alone; ``None``
    where none says it, or some say the one and some the other."""
    said = {
        int(first) > int(second)
        for text in texts
        for first, second in _DECIDING.findall(text)
        if (int(first) > 12) != (int(second) > 12)
    }
    return said.pop() if len(said) == 1 else None


def _plain(text: str) -> str:
    """The text with its months as ``m9``, its dashes alike, without weekdays and times."""
    plain = text.casefold().strip(" .,;()")
    for pattern, put in _CLEANED:
        if put == "⟨MONTH⟩":
            plain = pattern.sub(lambda found: f"m{_NUMBER_OF[found[1]]}", plain)
        else:
            plain = pattern.sub(put, plain)
    return plain.strip(" ,;")


def _span(plain: str, text: str, *, day_first: bool | None) -> Span:
    for pattern, build in _FORMS:
        if match := pattern.fullmatch(plain):
            return _built(build(*match.groups()), text)
    if match := _SLASHED.fullmatch(plain):
        return _built(_slashed(text, match, day_first=day_first), text)
    for dash in re.finditer("-", plain):
        sides = plain[: dash.start()], plain[dash.end() :]
        if all(re.search(r"\d{4}|[./]\d\d$", side) for side in sides):
            try:
                first, last = (_span(side, text, day_first=day_first) for side in sides)
            except Fault:
                continue
            return combine(first, last, None)
    raise Fault(Code.DATE_INVALID, text, suggestion="")


def _built(written: Written, text: str) -> Span:
    try:
        first, last = read_date(written[0]), read_date(written[1])
    except Fault as fault:
        if fault.code is Code.DATE_OUT_OF_RANGE:
            raise
        raise Fault(Code.DATE_INVALID, text, suggestion="") from fault
    return combine(first, last, None)


def _slashed(text: str, match: re.Match[str], *, day_first: bool | None) -> Written:
    first, second, year = int(match[1]), int(match[2]), match[3]
    if first == second or second > 12 >= first:
        return _day(str(second), str(first), year)
    if first > 12 or day_first is True:
        return _day(str(first), str(second), year)
    if day_first is False:
        return _day(str(second), str(first), year)
    raise Unclear("date_order", text, ORDERS)


def _year(year: str) -> str:
    if len(year) == 4:
        return year
    return f"{20 if int(year) < 70 else 19}{year}"


def _iso(day: str, month: str, year: str) -> str:
    return f"{_year(year)}-{int(month):02d}-{int(day):02d}"


def _day(day: str, month: str, year: str) -> Written:
    return _iso(day, month, year), _iso(day, month, year)


def _days(first: str, last: str, month: str, year: str) -> Written:
    return _iso(first, month, year), _iso(last, month, year)


def _over(day: str, month: str, last: str, until: str, year: str) -> Written:
    """A span whose year stands at its end alone: of 30 December to 2 January it is the second."""
    begins = _year(year) if int(month) <= int(until) else str(int(_year(year)) - 1)
    return _iso(day, month, begins), _iso(last, until, year)


def _months(month: str, until: str, year: str) -> Written:
    return f"{_year(year)}-{int(month):02d}", f"{_year(year)}-{int(until):02d}"


def _weeks(week: str, until: str | None, year: str) -> Written:
    return f"{_year(year)}-W{int(week):02d}", f"{_year(year)}-W{int(until or week):02d}"


def _quarters(quarter: str, until: str | None, year: str) -> Written:
    first, last = (_ROMAN.get(one, one) for one in (quarter, until or quarter))
    return f"{_year(year)}-Q{first}", f"{_year(year)}-Q{last}"


def _half(half: str, year: str) -> Written:
    first = _ROMAN.get(half, half) == "1"
    return f"{_year(year)}-Q{1 if first else 3}", f"{_year(year)}-Q{2 if first else 4}"


def _years(year: str, until: str) -> Written:
    return year, until if len(until) == 4 else year[:2] + until


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


_SLASHED: Final = _form(rf"(\d\d?)[/-](\d\d?)[/-]{_Y}")
_WEEK: Final = r"(?:kw|cw|week|woche|kalenderwoche|calendar week|wk|w)"
_D = r"(\d\d?)\.?"
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[..., Written]], ...]] = (
    (_form(rf"(\d\d?)\. ?(\d\d?)\. ?{_Y}"), _day),
    (_form(rf"{_D}{_S}{_D} ?(\d\d?)\. ?{_Y}"), _days),
    (_form(rf"(\d\d?)\. ?(\d\d?)\.?-(\d\d?)\. ?(\d\d?)\. ?{_Y}"), _over),
    (_form(r"(\d{4})[/.-](\d\d?)[/.-](\d\d?)"), lambda y, m, d: _day(d, m, y)),
    (_form(r"(\d{4})[/.](0?[1-9]|1[0-2])"), lambda y, m: _months(m, m, y)),
    (_form(r"((?:19|20)\d\d)(\d\d)(\d\d)"), lambda y, m, d: _day(d, m, y)),
    (_form(rf"{_D}[ -]?m(\d+)[ ,-]*{_Y}"), _day),
    (_form(rf"m(\d+)[ -]{_D},? {_Y}"), lambda m, d, y: _day(d, m, y)),
    (_form(r"(\d{4}),? m(\d+)\.? (\d\d?)"), lambda y, m, d: _day(d, m, y)),
    (_form(rf"{_D}{_S}{_D} ?m(\d+),? {_Y}"), _days),
    (_form(rf"m(\d+) {_D}{_S}{_D},? {_Y}"), lambda m, d, e, y: _days(d, e, m, y)),
    (_form(rf"{_D} ?m(\d+){_S}{_D} ?m(\d+),? {_Y}"), _over),
    (_form(rf"m(\d+) {_D}{_S}m(\d+) {_D},? {_Y}"), lambda m, d, n, e, y: _over(d, m, e, n, y)),
    (_form(rf"(?:anfang|mitte|ende|early|mid|late|beginning|end)?[ -]?m(\d+)[ ,/-]*{_Y}"),
     lambda m, y: _months(m, m, y)),
    (_form(r"(\d{4})[ ,/-]*m(\d+)"), lambda y, m: _months(m, m, y)),
    (_form(rf"m(\d+){_S}m(\d+),? {_Y}"), _months),
    (_form(r"(\d\d?)[/.-](\d{4})"), lambda m, y: _months(m, m, y)),
    (_form(rf"{_WEEK}\.? ?(\d\d?)(?:-(\d\d?))?[ /,-]+{_Y}"), _weeks),
    (_form(rf"{_D}(?:-{_D})? ?{_WEEK}[ /,-]*{_Y}"), _weeks),
    (_form(rf"(\d{{4}})[ /,-]*{_WEEK}\.? ?(\d\d?)"), lambda y, w: _weeks(w, None, y)),
    (_form(rf"q ?([1-4])(?:[-/]q?([1-4]))?[ /,-]*{_Y}"), _quarters),
    (_form(rf"([1-4])q[ /,-]*{_Y}"), lambda q, y: _quarters(q, None, y)),
    (_form(r"(\d{4})[ /,-]*q ?([1-4])"), lambda y, q: _quarters(q, None, y)),
    (_form(rf"([1-4]|iv|i{{1,3}})\.? ?(?:quartal|quarter)[ /,-]*{_Y}"),
     lambda q, y: _quarters(q, None, y)),
    (_form(rf"(?:h|hj ?)([12])[ /,-]*{_Y}"), _half),
    (_form(rf"([12]|i{{1,2}})\.? ?(?:halbjahr|hj|half)[ /,-]*{_Y}"), _half),
    (_form(r"(\d{4})[/-]((?:19|20)\d\d|\d\d)"), _years),
)  # fmt: skip
