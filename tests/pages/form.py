"""How tests use the form: typing into its widgets, clicking its buttons, reading what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, cast

from data.model import Organisation, Role
from tests.builders import an_activity, from_place
from tests.screens import Screen

LEEDS = an_activity(
    id="leeds",
    title_de="Delegation aus Leeds",
    title_en="Leeds delegation",
    counterparts=(from_place("leeds-gb"),),
    organisations=(Organisation("Acme (Holding)", Role.HOST),),
    source="Bericht",
)


class Widget(Protocol):
    """What the form's widgets have in common."""

    key: str | None
    value: object
    placeholder: str
    options: list[str]

    def set_value(self, value: object, /) -> Widget: ...
    def run(self) -> object: ...


def fill(screen: Screen, values: Mapping[str, Any]) -> Screen:
    """Type into the form's widgets, one after the other, as people do."""
    for name, value in values.items():
        widget(screen, name).set_value(value).run()
        assert not screen.exceptions
    return screen


def widget(screen: Screen, name: str) -> Widget:
    test = screen.test
    groups = (test.text_input, test.text_area, test.selectbox, test.multiselect, test.date_input,
              test.button_group, test.number_input)  # fmt: skip
    found = [one for group in groups for one in group if one.key == f"form_{name}"]
    assert found, f"no widget for {name}"
    return cast("Widget", found[0])


def click(screen: Screen, name: str) -> Screen:
    screen.test.button(f"form_{name}").click().run()
    assert not screen.exceptions
    return screen


def said(screen: Screen, name: str) -> str:
    """What a document of the form says, nothing where it is not drawn."""
    key = f"form_{name}" if f"form_{name}" in screen.documents else name
    return screen.text(key) if key in screen.documents else ""
