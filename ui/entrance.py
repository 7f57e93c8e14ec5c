"""The way in and the way out: links to them, and the page to sign in on.

That page is plain HTML, because it must be there before anything of the dashboard may be. It looks
like the rest, needs no script, and is drawn from the same documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import urlencode

from charts.theme import DARK, LIGHT, Palette
from data.model import Access, Home
from ui import provider, state, words
from ui.access import Person
from ui.document import Element, Node, el, link, static_address
from ui.i18n import Tongue, _, n_, speaking

SIGN_IN: Final = "sign-in"
SIGN_OUT: Final = "sign-out"
NAME_LIMIT: Final = 80
KEY_LIMIT: Final = 200
_EMPTY: Final = frozenset({"img", "input", "link", "meta"})
_NAMES: Final = {"de": ("DE", "Deutsch"), "en": ("EN", "English")}
_FONT: Final = "app/static/fonts/IBMPlexSans-{}-Latin1.woff2?v=1.1.0"


@dataclass(frozen=True)
class Asked:
    """What somebody wants who comes to the door: to read in a language, and to go somewhere then.
    ``name`` is what they have said already."""

    language: str
    then: str = ""
    name: str = ""


@dataclass(frozen=True)
class Refused:
    """Why somebody was not let in: ``nameless``, ``wrong``, ``too soon`` or ``busy``, and for how
    many seconds no key is looked at."""

    why: str
    wait: int = 0


def way_in(view: state.View) -> str:
    """Where to sign in and come back to a view, relative to the dashboard's address."""
    return _door(Asked(view.language, state.address(view)))


def beside_the_pages(somebody: Person, view: state.View) -> Node:
    """In the header: the way in, or who is in and the way out."""
    if somebody.access is Access.VISITOR:
        return el("div", el("a", _("Sign in"), href=way_in(view)), cls="person")
    return el(
        "form",
        _name(somebody, view),
        el("input", type="hidden", name="sign_in", value=somebody.sign_in),
        el("input", type="hidden", name="lang", value=view.language),
        el("button", _("Sign out")),
        method="post",
        action=SIGN_OUT,
        cls="person",
    )


def _name(somebody: Person, view: state.View) -> Node:
    """Who is signed in, leading administrators to everybody who is."""
    name, told = el("bdi", somebody.name), words.access(somebody.access)
    if somebody.may(Access.ADMINISTRATOR):
        everybody = state.address(view.turning_to("access"))
        return link(name, href=everybody, title=told, cls="name")
    return el("span", name, title=told, cls="name")


def page(home: Home, asked: Asked, refused: Refused | None = None) -> str:
    """The page to sign in on, whole."""
    with speaking(Tongue(asked.language)):
        way = _providers() if provider.is_configured() else _form(asked, refused)
        languages = el("nav", el("span", *_languages(asked), cls="languages"), cls="aside")
        return _plain(home, asked.language, _("Sign in"), way, languages)


def still_in(home: Home, language: str, sign_in: str) -> str:
    """The page for somebody who wanted to sign out while the database was busy, whole."""
    with speaking(Tongue(language)):
        why = _("You are still signed in: the database is busy at the moment. Try again.")
        again = el(
            "form",
            el("input", type="hidden", name="sign_in", value=sign_in),
            el("input", type="hidden", name="lang", value=language),
            el("button", _("Sign out"), cls="way-out"),
            method="post",
            action=SIGN_OUT,
        )
        back = el("p", el("a", _("Back to the dashboard"), href=f"./?lang={language}"))
        way = [el("p", why, cls="notice", role="alert"), again, back]
        return _plain(home, language, _("Sign out"), way)


def _plain(home: Home, language: str, title: str, way: Sequence[Node], *beside: Node) -> str:
    """A page without the dashboard, with its head."""
    city = home.city_de if language == "de" else home.city_en
    brand = el("a", el("strong", home.product), " ", el("span", city), href="./", cls="brand")
    body = el(
        "div",
        el("header", brand, *beside, cls="site"),
        el("main", el("h1", title), *way, cls="sign-in"),
        cls="atlas plain-page",
    )
    return _html(body, f"{title} · {home.product}", language)


def _form(asked: Asked, refused: Refused | None) -> list[Node]:
    told = [el("p", _why(refused), cls="notice", role="alert")] if refused else []
    fields = (
        _field("name", _("Name"), _("So that the history says who changed something."),
               type="text", autocomplete="name", maxlength=str(NAME_LIMIT), value=asked.name),
        _field("key", _("Key"), _("Whoever runs the dashboard has it."),
               type="password", autocomplete="current-password", maxlength=str(KEY_LIMIT)),
    )  # fmt: skip
    return [
        *told,
        el(
            "form",
            *fields,
            el("input", type="hidden", name="then", value=asked.then),
            el("input", type="hidden", name="lang", value=asked.language),
            el("button", _("Sign in"), cls="way-out"),
            method="post",
            action=SIGN_IN,
        ),
    ]


def _providers() -> list[Node]:
    ways = [(name, provider.way_in(name)) for name in provider.names()]
    if not ways:
        return [el("p", _("No way to sign in is set up."), cls="notice", role="alert")]
    return [
        el("p", el("a", _("Sign in with {provider}", provider=name), href=way, cls="way-out"))
        for name, way in ways
    ]


def _why(refused: Refused) -> str:
    if refused.why == "nameless":
        return _("Say who you are: the history names everybody who changes something.")
    wait = n_("Wait {count} second.", "Wait {count} seconds.", refused.wait) if refused.wait else ""
    what = {
        "wrong": _("This key is not the right one."),
        "too soon": _("There were too many wrong keys from your address."),
        "busy": _("The database is busy at the moment; try again."),
    }[refused.why]
    return f"{what} {wait}".rstrip()


def _field(name: str, label: str, hint: str, **attributes: str) -> Node:
    entry = el("input", id=name, name=name, required="", aria_describedby=f"{name}-hint")
    return el(
        "p",
        el("label", label, **{"for": name}),
        entry._replace(attributes=entry.attributes | attributes),
        el("span", hint, id=f"{name}-hint", cls="caption"),
    )


def _languages(asked: Asked) -> Iterator[Node]:
    for code, (short, name) in _NAMES.items():
        here = "true" if code == asked.language else None
        href = _door(Asked(code, asked.then))
        yield el("a", short, href=href, lang=code, title=name, aria_current=here)


def _door(asked: Asked) -> str:
    named = {"lang": asked.language} | ({"then": asked.then} if asked.then else {})
    return f"{SIGN_IN}?{urlencode(named)}"


def _html(body: Element, title: str, language: str) -> str:
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", title),
        el("link", rel="icon", href=static_address("icon.svg")),
        el("link", rel="stylesheet", href=static_address("atlas.css")),
        el("style", _style()),
    )
    return f"<!doctype html>\n{_written(el('html', head, el('body', body), lang=language))}\n"


def _written(node: Node) -> str:
    """A document as HTML; every text in it is text."""
    if isinstance(node, str):
        return escape(node)
    tag, attributes, children = node
    named = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    if tag in _EMPTY:
        return f"<{tag}{named}>"
    # what stands in a style is ours, and read as it is
    inner = (str(child) if tag == "style" else _written(child) for child in children)
    return f"<{tag}{named}>{''.join(inner)}</{tag}>"


def _style() -> str:
    """The theme, as Streamlit would have set it."""
    fonts = "".join(
        f'@font-face {{ font-family: "IBM Plex Sans"; font-weight: {weight}; '
        f'src: url("{_FONT.format(name)}") format("woff2"); }}\n'
        for name, weight in (("Regular", 400), ("SemiBold", 600))
    )
    return (
        f"{fonts}:root {{ color-scheme: light dark; "
        f'--st-font: "IBM Plex Sans", Arial, sans-serif; {_colours(LIGHT)} }}\n'
        f"@media (prefers-color-scheme: dark) {{ :root {{ {_colours(DARK)} }} }}\n"
    )


def _colours(palette: Palette) -> str:
    named = {
        "background-color": palette.ground,
        "secondary-background-color": palette.surface,
        "text-color": palette.text,
        "gray-text-color": palette.muted,
        "border-color": palette.hairline,
        "primary-color": palette.primary,
        "orange-color": palette.uncertain,
    }
    return " ".join(f"--st-{name}: {colour};" for name, colour in named.items())
