"""Records what the dashboard asks Streamlit to draw, and asks for the same again."""

from __future__ import annotations

import copy
import runpy
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator_singletons import context_dg_stack
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from data.model import Filters
from pages import PAGES
from ui import cache, document, state

_ROOT = Path(__file__).resolve().parents[2]
_NAMES = (
    "html", "markdown", "plotly_chart", "pydeck_chart", "selectbox", "multiselect", "button",
    "popover", "container", "columns", "text_input", "dataframe", "toggle", "radio",
    "segmented_control", "pills",
)  # fmt: skip
_DOCUMENT = "a document"


@dataclass(frozen=True)
class Call:
    """One call: into which container (number of the call that made it, and which of its columns),
    under which page, with what."""

    name: str
    arguments: tuple[Any, ...]
    options: dict[str, Any]
    into: tuple[int, int] | None
    page: str
    value: Any


@dataclass
class Recording:
    calls: list[Call] = field(default_factory=list)
    query: dict[str, list[str]] = field(default_factory=dict)
    containers: dict[int, tuple[int, int]] = field(default_factory=dict)
    """which call made a container, by the container's identity"""


_recordings: dict[tuple[str, ...], Recording] = {}
_active: ContextVar[Recording | None] = ContextVar("recording", default=None)


def recorded(chosen: tuple[str, ...]) -> bool:
    """Whether a page with these countries chosen was recorded."""
    return chosen in _recordings


def record(chosen: tuple[str, ...]) -> None:
    """Draw the real dashboard with these countries, and keep what it asks Streamlit for."""
    language = cache.library().home.default_language
    st.session_state.view = state.View("", Filters(countries=chosen), language)
    st.session_state.changed = True
    recording = Recording()
    token = _active.set(recording)
    try:
        runpy.run_path(str(_ROOT / "dashboard.py"))
    finally:
        _active.reset(token)
    recording.query = state.as_parameters(state.view())
    recording.containers.clear()
    _recordings[chosen] = recording


def replay(chosen: tuple[str, ...]) -> None:
    """Ask for the same elements again."""
    recording = _recordings[chosen]
    home = cache.library().home
    st.set_page_config(page_title="Netzwerkatlas", layout="wide", page_icon="static/icon.svg")
    st.navigation(_pages(home.product), position="hidden")
    if {key: st.query_params.get_all(key) for key in st.query_params} != recording.query:
        st.query_params.from_dict(recording.query)
    context = get_script_run_ctx()
    assert context is not None
    made: list[Any] = []
    for call in recording.calls:
        with context.run_with_active_hash(call.page):
            made.append(_repeat(call, made))


def _pages(product: str) -> list[Any]:
    return [
        st.Page(
            _nothing_for(entry.address),
            title=f"{entry.title} · {product}",
            url_path=entry.address,
            default=not entry.address,
        )
        for entry in PAGES
    ]


def _nothing_for(address: str) -> Callable[[], None]:
    def draw() -> None:
        """Everything was drawn already."""

    draw.__name__ = f"draw_{address}"
    return draw


def _repeat(call: Call, made: list[Any]) -> Any:
    if call.value is not None:
        key = call.options["key"]
        if st.session_state.get(key) != call.value:
            st.session_state[key] = call.value
    function = _renderer() if call.name == _DOCUMENT else getattr(st, call.name)
    if call.into is None:
        return function(*call.arguments, **call.options)
    number, column = call.into
    container = made[number] if column < 0 else made[number][column]
    with container:
        return function(*call.arguments, **call.options)


def _ignore() -> None:
    """Callback of a recorded widget: what it changes is read at the start of the next run."""


def _noted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **options: Any) -> Any:
        recording = _active.get()
        if recording is None:
            return real(*arguments, **options)
        stack = context_dg_stack.get()
        context = get_script_run_ctx()
        assert context is not None
        number = len(recording.calls)
        key = options.get("key")
        settable = name in {"selectbox", "multiselect", "text_input", "toggle", "radio"}
        recording.calls.append(
            Call(
                name,
                tuple(map(_made, arguments)),
                {label: _quiet(label, value) for label, value in options.items()},
                recording.containers.get(id(stack[-1])) if stack else None,
                ThreadState.get().active_script_hash,
                st.session_state.get(key) if settable and key else None,
            )
        )
        result = real(*arguments, **options)
        columns = list(result) if name == "columns" else None
        for position, container in enumerate(columns) if columns else [(-1, result)]:
            recording.containers[id(container)] = (number, position)
        return result

    return call


def _quiet(label: str, value: Any) -> Any:
    if label.startswith("on_") and callable(value):
        return _ignore
    return value


def _made(value: Any) -> Any:
    """The map with its JSON as a text that is there already."""
    if not hasattr(value, "to_json") or not hasattr(value, "initial_view_state"):
        return value
    text = value.to_json()
    ready = copy.copy(value)
    ready.to_json = lambda: text
    return ready


_renderer = document._component


def _install() -> None:
    for name in _NAMES:
        setattr(st, name, _noted(name, getattr(st, name)))
    document._component = lambda: _noted(_DOCUMENT, _renderer())


_install()
