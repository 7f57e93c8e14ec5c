"""The widgets of the form's plain fields: texts, choices of a few, choices from lists.

Every widget shows a cell of the entry and hands back what was typed; none holds a truth of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import streamlit as st

from data.merging import columns_of
from data.problems import Code, Problem
from data.snapshot import Snapshot
from data.values import join_parts, parts
from ui import field_names, state
from ui.document import draw, el
from ui.form import words
from ui.form.entry import Entry, typed
from ui.i18n import _

TYPING: Final = "400ms"
"""How long somebody pauses before what they typed is looked at and kept."""
_LACKING: Final = {Code.VALUE_MISSING, Code.TITLE_MISSING, Code.UNIT_MISSING}
"""What is only named when somebody wants to save."""


def key(column: str) -> str:
    """The session's key of a column's widget."""
    return f"form_{column}"


def errors(current: Entry, snapshot: Snapshot) -> list[Problem]:
    """What is wrong in the form, as far as it is to be named yet."""
    found = [one for one in current.judged(snapshot).errors if _is_named(current, one)]
    if current.refused == "id":
        found.append(Problem("", 1, "id", current.cells["id"], Code.ID_TWICE))
    return found


def _is_named(current: Entry, problem: Problem) -> bool:
    if problem.column == "id" and problem.code is Code.VALUE_MISSING:
        return False  # saving makes one
    return current.tried or problem.code not in _LACKING


@contextmanager
def field(current: Entry, snapshot: Snapshot, name: str) -> Iterator[None]:
    """A place of its own for a field's widgets, with what is wrong in it below them.

    What comes and goes in it moves no other field: Streamlit would make those anew, and what
    somebody is typing there would be lost.
    """
    with st.container():
        yield
        wrong(current, snapshot, name)


def wrong(current: Entry, snapshot: Snapshot, field: str) -> None:
    """Say below a field what is wrong in it, if anything is."""
    found = [one for one in errors(current, snapshot) if one.column in columns_of(field)]
    if found:
        said = [el("p", words.wrong(one)) for one in found]
        draw(
            f"wrong_{field}",
            el("div", *said, cls="wrong", id=words.anchor(field), role="alert", tabindex="-1"),
        )


def text(
    current: Entry,
    snapshot: Snapshot,
    column: str,
    *,
    help_text: str | None = None,
    placeholder: str | None = None,
) -> None:
    """A text in one line, taken while somebody types."""
    with field(current, snapshot, column):
        state.put(key(column), current.cells[column])
        st.text_input(
            field_names.of_field(column),
            key=key(column),
            live=TYPING,
            help=help_text,
            placeholder=placeholder,
            on_change=_take_text(current, column),
        )


def long_text(current: Entry, snapshot: Snapshot, column: str) -> None:
    """A text of some lines."""
    with field(current, snapshot, column):
        state.put(key(column), current.cells[column])
        st.text_area(
            field_names.of_field(column),
            key=key(column),
            height=88,
            on_change=_take_text(current, column),
        )


def choice(
    current: Entry,
    snapshot: Snapshot,
    column: str,
    options: Mapping[str, str],
) -> None:
    """One of a few, all in sight; ``options`` are names by code."""
    chosen = current.cells[column]
    with field(current, snapshot, column):
        state.put(key(column), chosen if chosen in options else None)
        st.pills(
            field_names.of_field(column),
            list(options),
            format_func=lambda code: options[code],
            key=key(column),
            on_change=_take_text(current, column),
        )


def several(
    current: Entry,
    snapshot: Snapshot,
    column: str,
    options: Mapping[str, str],
) -> None:
    """Some of a list; ``options`` are names by code."""
    chosen = parts(current.cells[column])
    names = {**options, **{code: code for code in chosen if code not in options}}
    with field(current, snapshot, column):
        state.put(key(column), chosen)
        st.multiselect(
            field_names.of_field(column),
            list(names),
            format_func=lambda code: names[code],
            key=key(column),
            placeholder=_("Choose from the list"),
            on_change=_take_several(current, column),
        )


def _take_text(current: Entry, column: str) -> Callable[[], None]:
    def take() -> None:
        typed(current, **{column: st.session_state[key(column)] or ""})

    return take


def _take_several(current: Entry, column: str) -> Callable[[], None]:
    def take() -> None:
        typed(current, **{column: join_parts(st.session_state[key(column)])})

    return take
