"""The line at the top: product and city, the pages, the language."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from data.model import Access, Home
from ui import access, cache, document, entrance, state
from ui.access import Person
from ui.document import Node, el, link
from ui.i18n import _


class Titled(Protocol):
    """A page of the registry, as far as the navigation needs it."""

    @property
    def address(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def aside(self) -> bool: ...
    @property
    def needs(self) -> Access: ...
    @property
    def listed(self) -> bool: ...


def draw_header(pages: Iterable[Titled], home: Home, revision: int) -> None:
    """Draw the header with the pages that the reader may open; its links keep the filters. While
    it is there, the page runs again as soon as there are more writes than ``revision``."""
    somebody, needed = access.person(), access.needed_to_look(home)
    open_pages = (page for page in pages if page.listed and somebody.may(max(page.needs, needed)))
    document.draw_header(
        "header",
        _header(tuple(open_pages), home, state.view(), somebody),
        language=state.view().language,
        width=state.width(),
        revision=revision if somebody.may(needed) else None,
    )


@cache.kept
def _header(entries: tuple[Titled, ...], home: Home, view: state.View, somebody: Person) -> Node:
    main = [_entry(page, view) for page in entries if not page.aside]
    aside = [_entry(page, view) for page in entries if page.aside]
    city = home.city_de if view.language == "de" else home.city_en
    brand = link(
        el("img", src=_logo(home.logo), alt="", cls="logo") if home.logo else None,
        el("strong", home.product),
        " ",
        el("span", city),
        href=state.address(view.turning_to("")),
        cls="brand",
    )
    return el(
        "header",
        brand,
        el("nav", *main, aria_label=_("Pages"), cls="pages"),
        el("nav", *aside, _languages(view), aria_label=_("Data and language"), cls="aside"),
        entrance.beside_the_pages(somebody, view),
        cls="site",
    )


@cache.kept
def _logo(path: str) -> str:
    """The picture itself, since a city's logo need not lie where the browser is served from."""
    content = base64.b64encode(Path(path).read_bytes()).decode()
    kind = mimetypes.guess_type(path)[0] or "image/png"
    return f"data:{kind};base64,{content}"


def _entry(page: Titled, view: state.View) -> Node:
    here = page.address == view.page
    return link(
        _(page.title),
        href=state.address(view.turning_to(page.address)),
        aria_current="page" if here else None,
    )


def _languages(view: state.View) -> Node:
    names = {"de": ("DE", "Deutsch"), "en": ("EN", "English")}
    return el(
        "span",
        *(
            link(
                short,
                href=state.address(replace(view, language=code)),
                lang=code,
                title=name,
                aria_label=f"{short} – {name}",
                aria_current="true" if code == view.language else None,
            )
            for code, (short, name) in names.items()
        ),
        cls="languages",
    )
