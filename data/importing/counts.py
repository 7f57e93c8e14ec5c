"""Numbers of participants as people write them: "rund 25 Unternehmen", "50+", "k. A."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeVar

from data.importing.unclear import Unclear
from data.model import Qualifier, Unit
from data.problems import Code, Fault
from data.values import MOST

_WORDS: Final[dict[Qualifier, str]] = {
    Qualifier.ABOUT: r"ca\.?|circa|zirka|rund|etwa|ungefähr|ungef\.?|gut|about|around|approx\.?|"
    r"approximately|roughly|some|~|≈|geschätzt|estimated|est\.",
    Qualifier.NEARLY: r"knapp|fast|nahezu|beinahe|nearly|almost|just under|bis zu|up to|max\.?|"
    r"maximal|<|weniger als|unter|under|less than|≤",
    Qualifier.OVER: r"über|ueber|mehr als|more than|over|mind\.?|mindestens|at least|ab|>|≥|"
    r"min\.?|wenigstens|exceeding",
}
_UNITS: Final[dict[Unit, str]] = {
    Unit.ORGANISATIONS: r"unternehmen|firmen|firma|betriebe?n?|organisationen|organisations?|"
    r"organizations?|companies|company|firms?|start-?ups?|institutionen|institutions?|partner|"
    r"partners|einrichtungen|aussteller|exhibitors|hochschulen|untern\.",
    Unit.PEOPLE: r"personen|person|pers\.?|tn|teilnehmer(?:innen|\*innen|:innen|/innen|_innen)?|"
    r"teilnehmende[nr]?|people|persons?|participants?|attendees|pax|gäste|gäste?n?|guests?|"
    r"besucher(?:innen|\*innen|:innen)?|visitors|delegierte|delegates|mitglieder|members|"
    r"vertreter(?:innen|\*innen|:innen)?|representatives|leute|köpfe|experten|experts|"
    r"studierende|students|fachbesucher",
}
_NUMBER: Final = r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+|\d+"
_FORM: Final = re.compile(
    rf"(?:(?P<before>{'|'.join(_WORDS.values())}) ?)?(?P<number>{_NUMBER}) ?"
    rf"(?P<plus>\+|plus)?(?: ?(?:-|\w+e )?(?P<unit>{'|'.join(_UNITS.values())}))?"
)
_BETWEEN: Final = re.compile(
    rf"(?P<low>{_NUMBER}) ?(?:-|bis|to|/) ?(?P<high>{_NUMBER})(?P<rest> ?\D*)"
)

T = TypeVar("T")


@dataclass(frozen=True)
class Amount:
    """A count as it is written; ``unit`` is missing where the text doesn't say what is counted."""

    count: int
    qualifier: Qualifier
    unit: Unit | None


def read_amount(text: str) -> Amount | None:
    """The count that a text names; ``None`` for 0, which nobody means.

    Raises :class:`Unclear` (kind ``count``) for a span, and :class:`Fault` for what is no count.
    """
    plain = re.sub(r"[‐‑‒–—−]", "-", " ".join(text.casefold().split())).strip(" .")
    if match := _FORM.fullmatch(plain):
        return _amount(match, text)
    if match := _BETWEEN.fullmatch(plain):
        low, high, rest = _whole(match["low"]), _whole(match["high"]), match["rest"]
        middle = (low + high) // 2
        words = (f"about {middle}", f"over {low}", f"nearly {high}")
        raise Unclear("count", text, tuple(f"{word}{rest}".strip() for word in words))
    if match := re.match(rf"({_NUMBER})(?!\d|[.,]\d)", plain):
        raise Unclear("count", text, (match[1],))
    raise Fault(Code.COUNT_INVALID, text, suggestion="", allowed=f"1 – {MOST}")


def _amount(match: re.Match[str], text: str) -> Amount | None:
    count = _whole(match["number"])
    if count > MOST:
        raise Fault(Code.COUNT_INVALID, text, suggestion="", allowed=f"1 – {MOST}")
    qualifier = _which(_WORDS, match["before"]) or Qualifier.EXACT
    if match["plus"]:
        qualifier = Qualifier.OVER
    return Amount(count, qualifier, _which(_UNITS, match["unit"])) if count else None


def _whole(number: str) -> int:
    return int(re.sub(r"\D", "", number))


def _which(words: dict[T, str], found: str | None) -> T | None:
    if not found:
        return None
    return next((one for one, pattern in words.items() if re.fullmatch(pattern, found)), None)
