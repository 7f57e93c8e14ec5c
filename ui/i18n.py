"""What the dashboard says, in the reader's language (gettext catalogues, read by Babel).

Message ids are the English texts. ``locale/<code>/LC_MESSAGES/netzwerkatlas.po`` holds the
translations; a language without a catalogue is English.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from charts.formats import Formats, formats
from data.model import Kind, Network, Place, Sector
from ui import state

_FOLDER = Path(__file__).parent.parent / "locale"


@dataclass(frozen=True)
class Tongue:
    """One language: its messages, its formats and its side of the records' names."""

    code: str

    @property
    def formats(self) -> Formats:
        return formats(self.code)

    @property
    def day_pattern(self) -> str:
        """How Streamlit's inputs are to write a day; of its patterns, the one nearest to usual."""
        return "DD.MM.YYYY" if self.code == "de" else "DD/MM/YYYY"

    def text(self, message: str, **values: object) -> str:
        """The message in this language, with ``{names}`` filled in."""
        translated: str = _catalogue(self.code).ugettext(message)
        return translated.format(**values) if values else translated

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """The form that the count asks for; ``{count}`` is written as the language does."""
        form: str = _catalogue(self.code).ungettext(one, many, count)
        return form.format(count=self.formats.number(count), **values)

    def name(self, thing: Kind | Place | Sector) -> str:
        """The thing's name in this language."""
        return thing.name_de if self.code == "de" else thing.name_en

    def full_name(self, network: Network) -> str:
        return network.full_de if self.code == "de" else network.full_en

    def pick(self, german: str, english: str) -> str:
        """The side of a record in this language, or the other one where it is missing."""
        return (german or english) if self.code == "de" else (english or german)


_SPOKEN: ContextVar[Tongue | None] = ContextVar("_SPOKEN", default=None)


def tongue() -> Tongue:
    """The language of the reader whose page is drawn."""
    return _SPOKEN.get() or Tongue(state.view().language)


def speak(language: str) -> None:
    """Say which language this run of the page speaks, so that nobody has to ask the session."""
    _SPOKEN.set(Tongue(language))


@contextmanager
def speaking(language: Tongue) -> Iterator[None]:
    """Speak a language where no page is drawn: a download is made after its page, elsewhere."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def marked(message: str) -> str:
    """Mark a message for translation where it is written down but not yet said."""
    return message


def _(message: str, **values: object) -> str:
    """The message in the reader's language, with ``{names}`` filled in."""
    return tongue().text(message, **values)


def n_(one: str, many: str, count: int, **values: object) -> str:
    """Singular or plural in the reader's language; ``{count}`` stands for the number."""
    return tongue().plural(one, many, count, **values)


@cache
def _catalogue(code: str) -> NullTranslations:
    path = _FOLDER / code / "LC_MESSAGES" / "netzwerkatlas.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as source:
        catalogue = read_po(source, locale=code, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
