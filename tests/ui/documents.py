"""Looks into documents: their texts, their links, their elements of a tag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ui.document import Element, Node


def elements(nodes: Node | Sequence[Node]) -> Iterator[Element]:
    """Every element of a node or of several, from outside to inside."""
    if isinstance(nodes, str):
        return
    if isinstance(nodes, Element):
        yield nodes
        nodes = nodes.children
    for child in nodes:
        yield from elements(child)


def text_of(node: Node) -> str:
    """What a reader sees of it."""
    return node if isinstance(node, str) else "".join(map(text_of, node.children))


def links(nodes: Node | Sequence[Node]) -> dict[str, str]:
    """The addresses of links by their texts."""
    return {
        text_of(found): found.attributes["href"] for found in elements(nodes) if found.tag == "a"
    }


def of_tag(nodes: Node | Sequence[Node], tag: str) -> list[str]:
    """The texts of the elements with a tag."""
    return [text_of(found) for found in elements(nodes) if found.tag == tag]
