"""Where it was and who came from where: places typed in any spelling, shown as understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

import numpy as np
import streamlit as st

from data.gazetteer import bundled
from data.model import Counterpart, Place
from data.names import normalise
from data.problems import Code
from data.snapshot import Snapshot
from data.store.records import Store
from data.understanding import PlaceReader, Understood, asked
from data.values import join_parts, parts
from ui import access, cache, field_names, notice, state, store, waiting
from ui.document import Node, draw, el
from ui.form.entry import Entry, typed
from ui.form.fields import field, key
from ui.i18n import Tongue, _, tongue

_KIND: Final = "place"
"""What answers about places are remembered as."""
_MOST: Final = 1_000
"""Places that are suggested: those that occur most often."""


def draw_venue(current: Entry, snapshot: Snapshot) -> None:
    """One place, chosen or typed."""
    names = _names(snapshot, tongue().code)
    cell = current.cells["venue"]
    shown = cell or None
    with field(current, snapshot, "venue"):
        state.put(key("venue"), shown)
        known = {spelled: name for spelled, name in names.items() if "," in spelled}
        options = _with(known, [cell] if cell else [], snapshot)
        st.selectbox(
            field_names.of_field("venue"),
            list(options),
            index=None,
            format_func=lambda one: options.get(one, one),
            key=key("venue"),
            placeholder=_("Type a city"),
            accept_new_options=True,
            filter_mode="prefix",
            on_change=lambda: _take_venue(current, snapshot),
        )
        _draw_understood(current, snapshot, "venue", [cell] if cell else [])


def draw_counterparts(current: Entry, snapshot: Snapshot) -> None:
    """Places or countries alone, chosen or typed."""
    names = _names(snapshot, tongue().code)
    chosen = parts(current.cells["counterparts"])
    with field(current, snapshot, "counterparts"):
        state.put(key("counterparts"), chosen)
        options = _with(names, chosen, snapshot)
        st.multiselect(
            field_names.of_field("counterparts"),
            list(options),
            format_func=lambda one: options.get(one, one),
            key=key("counterparts"),
            placeholder=_("Type cities or countries"),
            accept_new_options=True,
            filter_mode="prefix",
            select_all=False,
            on_change=lambda: _take_counterparts(current, snapshot),
        )
        _draw_understood(current, snapshot, "counterparts", chosen)


def place_name(text: str, snapshot: Snapshot) -> str:
    """A cell's place as readers read it: Mailand, Italien; what is unclear stays as it is."""
    return _name_of(text, snapshot, tongue())


def understood(text: str, snapshot: Snapshot) -> str:
    """A place or country in any spelling as the record format writes it; what is unclear stays as
    it is."""
    return _cell(_reader(snapshot).read(text), snapshot) or text


def _name_of(text: str, snapshot: Snapshot, speak: Tongue) -> str:
    found = _reader(snapshot).read(text)
    if found.counterpart is None:
        return text
    return _named(found.place or found.counterpart.country, speak)


def _take_venue(current: Entry, snapshot: Snapshot) -> None:
    text = str(st.session_state[key("venue")] or "").strip()
    typed(current, venue=_spelled(current, snapshot, text, city=True) if text else "")


def _take_counterparts(current: Entry, snapshot: Snapshot) -> None:
    texts = [str(one).strip() for one in st.session_state[key("counterparts")]]
    spelled = [_spelled(current, snapshot, text) for text in texts if text]
    typed(current, counterparts=join_parts(dict.fromkeys(spelled)))


def _spelled(current: Entry, snapshot: Snapshot, text: str, *, city: bool = False) -> str:
    """What was typed as the record format writes it, or as it is where that is unclear."""
    if text in _names(snapshot, tongue().code):
        return text
    if text in (shown := _shown(current, snapshot)):
        return shown[text]
    found = _reader(snapshot).read(text)
    cell = _cell(found, snapshot)
    if not cell or (city and found.place is None):
        return text
    if normalise(cell) != normalise(text):
        current.told[cell] = text
    return cell


def _shown(current: Entry, snapshot: Snapshot) -> dict[str, str]:
    """The places in the form by their names in every language: a browser that was just switched to
    another one sends what it showed, as if somebody had typed it."""
    cells = [current.cells["venue"], *parts(current.cells["counterparts"])]
    return {
        _name_of(cell, snapshot, Tongue(language)): cell
        for language in state.LANGUAGES
        for cell in cells
    }


def _cell(found: Understood, snapshot: Snapshot) -> str:
    if found.counterpart is None:
        return ""
    return _written(found.place or found.counterpart.country, snapshot)


def _written(thing: Place | str, snapshot: Snapshot) -> str:
    if isinstance(thing, str):
        return thing
    return _reader(snapshot).answer(snapshot.places.get(thing.key, thing))


def _draw_understood(current: Entry, snapshot: Snapshot, column: str, cells: list[str]) -> None:
    """Say how each text was understood that is written otherwise, and ask where it is unclear."""
    lines: list[Node] = [
        el("p", _("“{text}”: {place} ✓", text=current.told[cell], place=place_name(cell, snapshot)))
        for cell in cells
        if cell in current.told
    ]
    lines += [
        el("p", _("“{place}” is on no list: it counts for its country, the map cannot show it.",
                  place=problem.value))
        for problem in current.judged(snapshot).notices
        if problem.code is Code.PLACE_UNLOCATED and problem.column == column
    ]  # fmt: skip
    if lines:
        draw(f"understood_{column}", el("div", *lines, cls="understood", role="status"))
    for number, cell in enumerate(cells):
        if cell not in current.told:
            _ask(current, snapshot, column, number, cell)


def _ask(current: Entry, snapshot: Snapshot, column: str, number: int, cell: str) -> None:
    """Offer what an unclear text may mean."""
    found = _reader(snapshot).read(cell)
    if found.counterpart is not None or not found.choices:
        return
    choices = _told_apart(found.choices, snapshot, tongue())
    if column == "venue":
        choices = {cell: name for cell, name in choices.items() if "," in cell}
    widget = key(f"{column}_meant_{number}")

    def take() -> None:
        chosen = st.session_state[widget]
        if chosen is None:
            state.keep()
            return
        present = [current.cells[column]] if column == "venue" else parts(current.cells[column])
        meant = [chosen if one == cell else one for one in present]
        current.told[chosen] = cell
        _remember(cell, chosen)
        typed(current, **{column: chosen if column == "venue" else join_parts(meant)})

    st.pills(
        _("What is meant by “{text}”?", text=cell),
        list(choices),
        format_func=lambda one: choices[one],
        key=widget,
        on_change=take,
    )


def _told_apart(things: Iterable[Place | str], snapshot: Snapshot, speak: Tongue) -> dict[str, str]:
    """Names of places and countries by their cells; namesakes of a country with where they lie,
    since a browser hands back the name."""
    named = {_written(one, snapshot): (one, _named(one, speak)) for one in things}
    often = Counter(name for _one, name in named.values())
    return {
        cell: f"{name} ({_where(one, speak)})" if often[name] > 1 else name
        for cell, (one, name) in named.items()
    }


def _where(thing: Place | str, speak: Tongue) -> str:
    """39,8° N, 89,6° W."""
    if isinstance(thing, str) or thing.lat is None or thing.lon is None:
        return speak.text("not on the map")
    number = speak.formats.number
    lat, lon = round(thing.lat, 1), round(thing.lon, 1)
    north = speak.text("N") if lat >= 0 else speak.text("S")
    east = speak.text("E") if lon >= 0 else speak.text("W")
    return f"{number(abs(lat))}° {north}, {number(abs(lon))}° {east}"


def _with(names: Mapping[str, str], chosen: list[str], snapshot: Snapshot) -> dict[str, str]:
    """The suggestions, and what is chosen besides."""
    options = dict(names)
    for cell in chosen:
        if cell not in options:
            name = place_name(cell, snapshot)
            options[cell] = f"{name} ({cell})" if name in options.values() else name
    return options


def _named(thing: Place | str, speak: Tongue) -> str:
    if isinstance(thing, str):
        return speak.formats.country(thing)
    return f"{speak.name(thing)}, {speak.formats.country(thing.country)}"


@cache.kept
def _names(snapshot: Snapshot, language: str) -> dict[str, str]:
    """Names of the places that occur most often and of all countries, by how cells write them."""
    speak = Tongue(language)
    facts = snapshot.facts["place"]
    ranked = np.argsort(-np.diff(facts.code_offsets), kind="stable")
    occurring = [str(facts.names[code]) for code in ranked.tolist()]
    keys = dict.fromkeys([snapshot.home.place, *occurring, *snapshot.reference.places])
    places = [snapshot.places[one] for one in keys if one in snapshot.places][:_MOST]
    countries = sorted(
        snapshot.reference.countries, key=lambda code: normalise(_named(code, speak))
    )
    # Countries come first: who types the whole name of one means it, and no city there.
    return _told_apart([*countries, *places], snapshot, speak)


def _reader(snapshot: Snapshot) -> PlaceReader:
    return _reader_at(snapshot, _answers(store.store(), store.moment()))


@cache.kept
def _reader_at(snapshot: Snapshot, answers: tuple[tuple[str, str], ...]) -> PlaceReader:
    known = snapshot.places.values()
    return PlaceReader(snapshot.reference, bundled(), answers=dict(answers), known=known)


@lru_cache(maxsize=1)
def _answers(opened: Store, _moment: int) -> tuple[tuple[str, str], ...]:
    """What somebody said before that unclear texts mean; asked once for all that a run asks."""
    return tuple(sorted(opened.answers(_KIND).items()))


@waiting.told
def _remember(text: str, cell: str) -> None:
    """Keep what somebody said that an unclear text means, so that nobody is asked twice."""
    if notice.may_write():
        store.store().remember(_KIND, {asked(text): cell}, by=access.person().name)
        _answers.cache_clear()


def counterparts_of(current: Entry, snapshot: Snapshot) -> tuple[Counterpart, ...]:
    """The counterparts that are understood."""
    read = [_reader(snapshot).read(one) for one in parts(current.cells["counterparts"])]
    return tuple(found.counterpart for found in read if found.counterpart is not None)
