"""Small documents: sentences with links, key figures, lists and cards, as one element each.

A document is built from plain values and drawn by ``static/atlas.js`` from text nodes and a list of
allowed tags, so nothing in a record can become markup. Every link inside the dashboard is a real
address (it can be copied and opened in a new tab); a plain click on it is followed within the
session, without loading the page again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

import streamlit as st

from ui import state, streamlit_words


class Element(NamedTuple):
    """A tag with its attributes and what is in it, as ``static/atlas.js`` takes it."""

    tag: str
    attributes: dict[str, str]
    children: tuple[Node, ...]


Node: TypeAlias = "str | Element"

_STATIC = Path(__file__).parent.parent / "static"


def el(tag: str, *children: Node | None, **attributes: str | None) -> Element:
    """An element. ``cls`` becomes ``class``, ``_`` in names becomes ``-``; ``None`` is left out."""
    named = {
        ("class" if name == "cls" else name.replace("_", "-")): value
        for name, value in attributes.items()
        if value is not None
    }
    return Element(tag, named, tuple(child for child in children if child is not None))


def styled(element: Element, variables: Mapping[str, str]) -> Element:
    """The same element with CSS custom properties (``--name``) of its own."""
    own = {f"--{name}": value for name, value in variables.items()}
    return element._replace(attributes=element.attributes | own)


def text_of(node: Node) -> str:
    """What a reader reads of a node."""
    return node if isinstance(node, str) else "".join(map(text_of, node.children))


def link(*children: Node | None, href: str, **attributes: str | None) -> Element:
    """A link to an address of the dashboard, as :func:`ui.state.address` makes them."""
    return el("a", *children, href=href, data_inner="", **attributes)


def outside(*children: Node, url: str) -> Element:
    """A link that leaves the dashboard, in a new tab."""
    return el("a", *children, href=url)


def plain_table(heads: Iterable[str], rows: Iterable[Element], *, cls: str = "plain") -> Element:
    """A table of a few rows under their heads."""
    head = el("tr", *(el("th", name, scope="col") for name in heads))
    return el("table", el("thead", head), el("tbody", *rows), cls=cls)


def draw(key: str, *nodes: Node) -> None:
    """Draw a document in the page, at the current position."""
    _component()(key=key, data={"nodes": list(nodes)}, on_link_change=_follow_from(key))


def draw_header(key: str, *nodes: Node, language: str, width: str, revision: int | None) -> None:
    """Draw a document that also tells the browser the language and the server the width, and has
    the page run again when there are more writes than ``revision``, if that is told."""
    live = {} if revision is None else {"revision": revision}
    _component()(
        key=key,
        data={
            "nodes": list(nodes),
            "language": language,
            "width": width,
            "speech": static_address("streamlit_words.js"),
            "words": streamlit_words.in_language(language),
            **live,
        },
        on_link_change=_follow_from(key),
        on_width_change=lambda: state.set_width(st.session_state[key].width),
        on_revision_change=state.keep,
    )


def draw_form_head(key: str, *nodes: Node) -> None:
    """Draw a document that also has the browser hand over long texts while somebody types."""
    typing = static_address("typing.js")
    _component()(
        key=key, data={"nodes": list(nodes), "typing": typing}, on_link_change=_follow_from(key)
    )


@cache
def static_address(name: str) -> str:
    """Where a file of ``static/`` is served, relative to the dashboard's address.

    It changes with the file's content, so that browsers may keep the file for good.
    """
    content = (_STATIC / name).read_bytes()
    return f"app/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


@cache
def _component() -> st.components.v2.types.ComponentRenderer:
    # Only the address goes over the wire; inline code would be sent with each element of each run.
    script = (
        "export default (component) =>\n"
        f"import(new URL('{static_address('atlas.js')}', document.baseURI).href)"
        ".then((module) => module.default(component))"
    )
    return st.components.v2.component("atlas_document", js=script, isolate_styles=False)


def _follow_from(key: str) -> state.Callback:
    def follow() -> None:
        address = st.session_state[key].link
        if address:
            state.follow(address)

    return follow
