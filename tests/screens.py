"""The dashboard without a browser: open an address, look at what was sent to draw it.

The script runs in Streamlit's own harness. Documents are kept as the nodes that ``atlas.js`` gets,
charts as Plotly's figures, the map as deck.gl's description.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, UnknownElement
from streamlit.util import calc_hash

from data.model import Access, Activity
from tests.builders import HOME, REFERENCE, snapshot_of
from tests.conftest import ROOT
from tests.data.reference_count import World
from ui import access, cache
from ui.access import Person
from ui.cache import Library
from ui.document import Element, Node, text_of

Json: TypeAlias = dict[str, Any]
Spec: TypeAlias = "str | tuple[str, dict[str, str], list[Spec]]"
text = text_of


def open_page(
    address: str, *, session: Mapping[str, object] | None = None, theme: str = "light"
) -> Screen:
    """What a reader sees who follows a link to ``address`` (``"timeline?country=GB&lang=en"``)."""
    parts = urlsplit(address)
    # As a text, because beside the file the harness would take each of pages/ for a script.
    script = (ROOT / "dashboard.py").read_text(encoding="utf-8")
    test = AppTest.from_string(script, default_timeout=60)
    for key, value in (session or {}).items():
        test.session_state[key] = value
    test.context["theme"] = theme
    # Otherwise the harness looks for components in every installed package, each time: as much work
    # as all the rest of a page. The dashboard brings its own.
    test._bidi_component_manager = BidiComponentManager()
    test._page_hash = calc_hash(parts.path.strip("./"))
    test.query_params = parse_qs(parts.query, keep_blank_values=True)
    return Screen(test.run())


@dataclass(frozen=True)
class Screen:
    """One run's output."""

    test: AppTest

    @property
    def exceptions(self) -> list[str]:
        return [f"{found.message}\n{''.join(found.stack_trace)}" for found in self.test.exception]

    @property
    def documents(self) -> dict[str, list[Node]]:
        """The nodes of each document by its key."""
        return {
            key: [_node(spec) for spec in json.loads(proto.json)["nodes"]]
            for key, proto in self._protos("bidi_component")
        }

    @property
    def charts(self) -> dict[str, Json]:
        """Plotly's figure of each chart by its key."""
        return {key: json.loads(proto.spec) for key, proto in self._protos("plotly_chart")}

    @property
    def maps(self) -> list[Json]:
        return [json.loads(proto.json) for _key, proto in self._protos("deck_gl_json_chart")]

    def text(self, key: str) -> str:
        """All that a reader reads in a document."""
        return "".join(text(node) for node in self.documents[key])

    @property
    def sentence(self) -> str:
        """The answer below the page's question."""
        return "".join(text(node) for node in by_class(self.documents["answer"], "answer"))

    def _protos(self, kind: str) -> Iterator[tuple[str, Any]]:
        for element in _leaves(self.test._tree):
            if element.type == kind:
                proto = element.proto
                yield proto.id.split("-", 2)[-1], proto


def walk(nodes: Iterable[Node]) -> Iterator[Element]:
    """Every element of a document, from the outside in."""
    for node in nodes:
        if isinstance(node, Element):
            yield node
            yield from walk(node.children)


def has(node: Element, name: str) -> bool:
    """Whether an element has a class."""
    return name in node.attributes.get("class", "").split()


def by_class(nodes: Iterable[Node], name: str) -> list[Element]:
    return [node for node in walk(nodes) if has(node, name)]


def by_tag(nodes: Iterable[Node], tag: str) -> list[Element]:
    return [node for node in walk(nodes) if node.tag == tag]


def _node(spec: Spec) -> Node:
    if isinstance(spec, str):
        return spec
    tag, attributes, children = spec
    return Element(tag, attributes, tuple(_node(child) for child in children))


def _leaves(block: Block) -> Iterator[UnknownElement]:
    for child in block.children.values():
        if isinstance(child, Block):
            yield from _leaves(child)
        elif isinstance(child, UnknownElement):
            yield child


@contextmanager
def serving(*activities: Activity) -> Iterator[World]:
    """The dashboard of the test world with these activities, and their slow count."""
    served = Library(HOME, snapshot_of(*activities), (), ())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "library", lambda: served)
        patch.setattr(cache, "revision", lambda: 1)
        yield World(activities, REFERENCE, HOME)


@contextmanager
def signed_in(needed: Access = Access.EDITOR, *, name: str = "Ada") -> Iterator[Person]:
    """Pages that are opened meanwhile are opened by somebody who may this."""
    somebody = Person(name, needed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(access, "person", lambda: somebody)
        yield somebody
