"""Documents are plain values; what is in a record stays a text in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.screens import text, walk
from ui.document import Element, el, link, outside, static_address, styled


def test_an_element_leaves_out_what_is_not_there() -> None:
    made = el("p", "a", None, "b", cls="note", title=None, aria_label="x")
    assert made == Element("p", {"class": "note", "aria-label": "x"}, ("a", "b"))


def test_a_link_within_is_marked_and_one_outside_is_not() -> None:
    assert link("x", href="map").attributes == {"href": "map", "data-inner": ""}
    assert outside("x", url="https://example.org").attributes == {"href": "https://example.org"}


def test_styling_adds_variables_and_keeps_the_rest() -> None:
    plain = el("span", "x", cls="key")
    made = styled(plain, {"colour": "#123456"})
    assert made.attributes == {"class": "key", "--colour": "#123456"}
    assert plain.attributes == {"class": "key"}


@given(words=st.lists(st.text(), max_size=4))
def test_a_text_reads_the_same_after_the_wire(words: list[str]) -> None:
    tag, attributes, children = json.loads(json.dumps(el("p", *words, cls="x")))
    assert (tag, attributes) == ("p", {"class": "x"})
    assert children == words


def test_what_is_read_of_a_document_is_all_its_texts_in_order() -> None:
    made = el("p", "a ", el("strong", "b", el("small", " c")), " d")
    assert text(made) == "a b c d"
    assert [node.tag for node in walk([made])] == ["p", "strong", "small"]


@pytest.mark.parametrize("name", ["atlas.js", "countries.geojson"])
def test_a_static_files_address_changes_with_its_content_only(name: str, root: Path) -> None:
    address = static_address(name)
    path, _question, version = address.partition("?v=")
    assert path == f"app/static/{name}"
    assert (root / "static" / name).exists()
    assert len(version) == 12
    assert static_address(name) == address
