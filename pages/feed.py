"""What a calendar that subscribed to a selection gets; not for looking, but as much a page."""

from __future__ import annotations

from collections.abc import Iterable

from exports.limits import TooManyRecords
from exports.records_ics import records_ics
from ui import cache, state
from ui.i18n import Tongue, speaking
from ui.spoken import spoken


class NotUnderstood(Exception):
    """The address names something that there is not, or too much at once."""


def calendar(query: Iterable[tuple[str, str]]) -> bytes:
    """The records that an address selects, as iCalendar; what is internal is not among them.

    ``query`` are the pairs of the address, as the dashboard writes them. Raises
    :class:`NotUnderstood` and :class:`ui.cache.NotLoadable`.
    """
    library = cache.library()
    named: dict[str, list[str]] = {}
    for key, value in query:
        named.setdefault(key, []).append(value)
    view, rejected = state.read_query(named, "", library.home.default_language)
    if view.known is not None:
        raise NotUnderstood("a calendar shows what is known now: leave out known=…")
    if rejected:
        parts = ", ".join(f"{part.key}={part.value[:80]}" for part in rejected)
        raise NotUnderstood(f"not understood: {parts}")
    selection = cache.select(view.filters)
    with speaking(Tongue(view.language)):
        try:
            return records_ics(selection, spoken(selection), made=library.read_at)
        except TooManyRecords as error:
            raise NotUnderstood(
                f"{error.selected} records, at most {error.allowed} in a calendar"
            ) from error
