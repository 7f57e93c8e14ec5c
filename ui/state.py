"""Every session and URL key, typed.

What a reader sees is a :class:`View`: a page, filters, a language and the choices of the page. The
view lives in the session and, word for word, in the address, so that a link opens it again. An
address wins when it did not come from here (a link, the back button); otherwise the session wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeAlias, TypedDict, TypeVar, Unpack
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.model import Direction, Filters, Month, Period, Status

Callback: TypeAlias = Callable[[], None]
Query: TypeAlias = Mapping[str, list[str]]
_E = TypeVar("_E", bound=StrEnum)

LANGUAGES = ("de", "en")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WIDTHS = ("narrow", "medium", "wide")

# URL key -> field of Filters, for the fields that hold several free codes
_CODES = {
    "country": "countries",
    "city": "cities",
    "sector": "sectors",
    "kind": "kinds",
    "network": "networks",
}
# What pages add to the address: their own choices, forgotten when the reader turns to another page
PAGE_KEYS = (
    *("record", "layer", "globe", "until", "by", "year", "open", "detail", "sort", "sheet"),
    *("of", "like", "ask", "step", "done", "lack"),
    *("who", "what", "about", "write", "back", "step_back", "undo"),
)


class FilterFields(TypedDict, total=False):
    """The fields of :class:`data.model.Filters`, for changing some of them."""

    period: Period | None
    countries: tuple[str, ...]
    cities: tuple[str, ...]
    sectors: tuple[str, ...]
    kinds: tuple[str, ...]
    directions: tuple[Direction, ...]
    networks: tuple[str, ...]
    statuses: tuple[Status, ...]
    text: str


@dataclass(frozen=True)
class View:
    """What a reader looks at. ``choices`` are the page's own, by the names in ``PAGE_KEYS``;
    ``known`` is the past day as of whose end the team wants to see the records, on all pages."""

    page: str = ""
    filters: Filters = field(default_factory=Filters)
    language: str = "de"
    choices: tuple[tuple[str, str], ...] = ()
    known: date | None = None

    def choice(self, name: str, default: str = "") -> str:
        return dict(self.choices).get(name, default)

    def choosing(self, **choices: str | None) -> View:
        """The same view with other choices; ``None`` or an empty text takes a choice away."""
        unknown = set(choices) - set(PAGE_KEYS)
        if unknown:
            raise KeyError(f"not a choice of any page: {sorted(unknown)}")
        merged = dict(self.choices) | choices
        return replace(self, choices=tuple((k, v) for k, v in sorted(merged.items()) if v))

    def selecting(self, **fields: Unpack[FilterFields]) -> View:
        """The same view with some other filters; an open record is closed, lists start again."""
        filters = replace(self.filters, **fields)
        return replace(self, filters=filters).choosing(record=None, sheet=None)

    def turning_to(self, page: str) -> View:
        """Another page with the same filters."""
        return replace(self, page=page, choices=())


@dataclass(frozen=True)
class Rejected:
    """A part of an address that could not be understood."""

    key: str
    value: str


def read_query(query: Query, page: str, default_language: str) -> tuple[View, tuple[Rejected, ...]]:
    """The view that an address names, and what in it could not be understood."""
    rejected: list[Rejected] = []
    filters = Filters(
        period=_period(query, rejected),
        directions=_members(query, "direction", Direction, rejected),
        statuses=_members(query, "status", Status, rejected),
        text=" ".join(query.get("q", [])),
        **{name: tuple(query.get(key, [])) for key, name in _CODES.items()},
    )
    language = (query.get("lang") or [default_language])[-1]
    if language not in LANGUAGES:
        rejected.append(Rejected("lang", language))
        language = default_language
    choices = tuple((key, query[key][-1]) for key in sorted(PAGE_KEYS) if query.get(key, [""])[-1])
    known = _day(query, "known", rejected)
    return View(page, filters, language, choices, known), tuple(rejected)


def to_query(view: View, default_language: str) -> list[tuple[str, str]]:
    """The inverse of :func:`read_query`; what is not chosen leaves no trace."""
    filters = view.filters
    pairs: list[tuple[str, str]] = []
    if filters.period is not None:
        first, last = str(filters.period.first), str(filters.period.last)
        pairs += [("month", first)] if first == last else [("from", first), ("to", last)]
    for key, name in (*_CODES.items(), ("direction", "directions"), ("status", "statuses")):
        pairs += [(key, str(value)) for value in getattr(filters, name)]
    if filters.text:
        pairs.append(("q", filters.text))
    if view.language != default_language:
        pairs.append(("lang", view.language))
    if view.known is not None:
        pairs.append(("known", view.known.isoformat()))
    return pairs + list(view.choices)


def address(view: View) -> str:
    """The view's address, relative to the dashboard's own."""
    said = query(view)
    return (view.page or "./") + (f"?{said}" if said else "")


def query(view: View) -> str:
    """The part of the view's address that says what is selected."""
    return urlencode(to_query(view, _default_language()))


class Reader(NamedTuple):
    """All that decides how a selection is drawn for somebody."""

    view: View
    dark: bool
    width: str


def reader() -> Reader:
    """The reader whose page is drawn."""
    return Reader(view(), is_dark(), width())


def begin(
    page: str, default_language: str, *, writes: bool = False
) -> tuple[View, tuple[Rejected, ...]]:
    """The view of this run: from the session, or from an address that did not come from it.

    A page that ``writes`` shows the records as they are now, whatever the address says.
    """
    session = st.session_state
    session.default_language = default_language
    query = {key: st.query_params.get_all(key) for key in st.query_params}
    rejected: tuple[Rejected, ...] = ()
    here = query == session.get("written_query") and page == session.get("shown_page")
    if not (session.pop("changed", False) or here):
        session.view, rejected = read_query(query, page, default_language)
    if writes:
        session.view = replace(session.view, known=None)
    session.shown_page = page
    _write_query(query)
    return session.view, rejected


def view() -> View:
    """What the reader looks at now."""
    current: View = st.session_state.view
    return current


def known() -> date | None:
    """The past day as of whose end the records are shown; outside of a page, none."""
    if get_script_run_ctx(suppress_warning=True) is None or "view" not in st.session_state:
        return None
    return view().known


def show(new: View) -> None:
    """Change the view from a callback; the run that follows draws it."""
    st.session_state.view = new
    st.session_state.changed = True


def keep() -> None:
    """Callback of a control that changes nothing in the view: the session stays the truth.

    A browser sends the address that it knew when the reader clicked, which can be older than the
    view; so a run that a control started never reads the address.
    """
    st.session_state.changed = True


def select(**fields: Unpack[FilterFields]) -> None:
    """Change some filters from a callback."""
    show(view().selecting(**fields))


def select_many(name: str, values: Iterable[str]) -> None:
    """Change the filter that holds several codes and is called ``name``, from a callback."""
    fields = FilterFields()
    match name:
        case "directions":
            fields["directions"] = tuple(map(Direction, values))
        case "statuses":
            fields["statuses"] = tuple(map(Status, values))
        case "countries" | "cities" | "sectors" | "kinds" | "networks":
            fields[name] = tuple(values)
        case _:
            raise KeyError(f"not a filter with several values: {name}")
    select(**fields)


def choose(**choices: str | None) -> None:
    """Change some of the page's own choices from a callback."""
    show(view().choosing(**choices))


def follow(href: str) -> None:
    """Go where a link of the dashboard points, from a callback."""
    parts = urlsplit(href)
    query: dict[str, list[str]] = {}
    for key, value in parse_qsl(parts.query):
        query.setdefault(key, []).append(value)
    page = parts.path.removeprefix("./")
    show(read_query(query, page, _default_language())[0])


def language(default: str) -> str:
    """The language before the view of this run is known: the session's, or the address's."""
    if "view" in st.session_state:
        return view().language
    named = st.query_params.get("lang", default)
    return named if named in LANGUAGES else default


def turned_to(page: str) -> View | None:
    """The view to switch to, where a callback turned to another page than the running one."""
    session = st.session_state
    if session.get("changed") and session.view.page != page:
        current: View = session.view
        return current
    return None


def put(key: str, value: object) -> None:
    """Show in a widget what the view holds, whoever changed it."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def is_ahead() -> bool:
    """Whether a callback changed the view and only a part of the page runs again: the address
    and the rest of the page are still those of before."""
    return bool(st.session_state.get("changed", False))


def is_playing() -> bool:
    """Whether the map's months play by themselves."""
    return bool(st.session_state.get("playing", False))


def start_playing() -> None:
    st.session_state.playing = True
    st.session_state.frame = -1
    keep()


def stop_playing() -> None:
    st.session_state.playing = False
    keep()


def next_frame(months: list[str]) -> str:
    """The month after the one that was shown last; the last one ends the play."""
    shown: int = st.session_state.get("frame", -1)
    frame = min(shown + 1, len(months) - 1)
    st.session_state.frame = frame
    if frame == len(months) - 1:
        st.session_state.playing = False
    return months[frame]


def width() -> str:
    """The class of the browser's width: narrow (< 640 px), medium (< 1100 px) or wide."""
    if "width" not in st.session_state:
        phone = "Mobi" in (st.context.headers.get("User-Agent") or "")
        st.session_state.width = "narrow" if phone else "wide"
    width: str = st.session_state.width
    return width


def set_width(value: object) -> None:
    """Take over what the browser reports; anything unknown is ignored."""
    if value in WIDTHS:
        st.session_state.width = value
        keep()


def is_dark() -> bool:
    """Whether the browser shows the dark theme."""
    return st.context.theme.type == "dark"


def _default_language() -> str:
    return str(st.session_state.get("default_language", LANGUAGES[0]))


def as_parameters(current: View) -> dict[str, list[str]]:
    """The view's query as Streamlit takes it: each key once, with all its values."""
    parameters: dict[str, list[str]] = {}
    for key, value in to_query(current, _default_language()):
        parameters.setdefault(key, []).append(value)
    return parameters


def _write_query(present: dict[str, list[str]]) -> None:
    wanted = as_parameters(view())
    if present != wanted:
        st.query_params.from_dict(wanted)
    st.session_state.written_query = wanted


def _period(query: Query, rejected: list[Rejected]) -> Period | None:
    bounds = {key: _month(query, key, rejected) for key in ("month", "from", "to")}
    first = bounds["month"] or bounds["from"]
    last = bounds["month"] or bounds["to"]
    if first is None and last is None:
        return None
    if first is None or last is None or last < first:
        rejected.append(Rejected("to" if last is None else "from", f"{first or ''} – {last or ''}"))
        return None
    return Period(first, last)


def _month(query: Query, key: str, rejected: list[Rejected]) -> Month | None:
    values = query.get(key)
    if not values:
        return None
    try:
        return Month.parse(values[-1])
    except ValueError:
        rejected.append(Rejected(key, values[-1]))
        return None


def _day(query: Query, key: str, rejected: list[Rejected]) -> date | None:
    values = query.get(key)
    if not values:
        return None
    if _DAY.fullmatch(values[-1]):
        with suppress(ValueError):
            return date.fromisoformat(values[-1])
    rejected.append(Rejected(key, values[-1]))
    return None


def _members(query: Query, key: str, members: type[_E], rejected: list[Rejected]) -> tuple[_E, ...]:
    known: Iterable[str] = {member.value for member in members}
    values = query.get(key, [])
    rejected += [Rejected(key, value) for value in values if value not in known]
    return tuple(members(value) for value in values if value in known)
