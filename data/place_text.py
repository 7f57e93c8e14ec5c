"""Takes a place apart as people write it: city, state, country, in any order that is common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from data.countries import Territories

_BETWEEN: Final = re.compile(r"[,;/|\n\t()\[\]]|\s[–—-]\s|[–—]|:\s")
_PREFIXED: Final = re.compile(r"([A-Z]{2,3})-(\D.+)|(.+\D)-([A-Z]{2,3})")
_POSTCODE: Final = re.compile(r"^(?:[A-Z]{1,3}-)?(?:\d{4,6}|\d{2,3}[ -]\d{2,3})\s+(?=[^\W\d])")
_LONGEST_COUNTRY: Final = 5
"""Words in a country's name after which no more are tried."""


@dataclass(frozen=True)
class Reading:
    """One way of reading a text: names that should be one city, and what says where it is.

    ``country`` and ``region`` are empty where the text doesn't say; ``is_record`` says that it is
    written as records are, ``Leeds, GB``.
    """

    names: tuple[str, ...]
    country: str = ""
    region: str = ""
    is_record: bool = False


def cleaned(text: str) -> str:
    """A text without what surrounds it: quotes, a full stop, a postcode, blanks of any width."""
    plain = unicodedata.normalize("NFC", text).replace("\ufeff", "").strip()
    plain = re.sub(r"[^\S\n\t]+", " ", plain).strip(' "“”„«».,;:–—-')
    plain = _POSTCODE.sub("", plain)
    return plain + "." if re.search(r"\b\w\.\w$", plain) else plain


def parts(text: str) -> tuple[str, ...]:
    """What stands between commas, slashes, brackets and dashes."""
    if prefixed := _PREFIXED.fullmatch(text):
        return tuple(part for part in prefixed.groups() if part)
    split = (
        part.strip(" .\"'") if len(part) > 4 else part.strip() for part in _BETWEEN.split(text)
    )
    return tuple(_POSTCODE.sub("", part) for part in split if part)


def readings(text: str, territories: Territories) -> Iterator[Reading]:
    """Every way of reading a text of which a part names a country, a state or a region, the
    likeliest first."""
    found = parts(text)
    if len(found) == 1:
        yield from _by_words(found[0].split(), territories)
    elif found:
        yield from _with_end(found, territories, record=text.count(",") > 0)
        for code in territories.countries(found[0]):
            yield Reading(found[1:], code)


def _with_end(
    found: tuple[str, ...], territories: Territories, *, record: bool = False
) -> Iterator[Reading]:
    """The last part says where the others are."""
    names, end = found[:-1], found[-1]
    is_code = len(end) == 2
    for code in territories.countries(end):
        for _, region in (one for one in territories.regions(names[-1]) if one[0] == code):
            if len(names) > 1:
                yield Reading(names[:-1], code, region)
        yield Reading(names, code, is_record=record and is_code and len(names) == 1)
    for country, region in territories.regions(end):
        if country:
            yield Reading(names, country, region)


def _by_words(words: list[str], territories: Territories) -> Iterator[Reading]:
    """``Seoul Südkorea``, ``Cambridge MA USA``, ``China Peking``: the longest country's name
    first."""
    for number in range(min(_LONGEST_COUNTRY, len(words) - 1), 0, -1):
        name, end = " ".join(words[:-number]), " ".join(words[-number:])
        yield from _with_end((name, end), territories)
        if territories.countries(end) and len(words) - number > 1:
            for country, region in territories.regions(words[-number - 1]):
                if country in territories.countries(end):
                    yield Reading((" ".join(words[: -number - 1]),), country, region)
        start, rest = " ".join(words[:number]), " ".join(words[number:])
        for code in territories.countries(start):
            yield Reading((rest,), code)
