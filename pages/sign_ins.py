"""Who is signed in, and who has tried to be?"""

from __future__ import annotations

import streamlit as st

from data.model import Access
from data.store.sign_ins import Failures, SignIn
from ui import access, cache, clock, components, notice, state, waiting, words
from ui.document import Node, el, plain_table
from ui.document import draw as draw_document
from ui.i18n import _, n_, tongue


def draw() -> None:
    present = access.door().present(access.now())
    told = n_("{count} current sign-in.", "{count} current sign-ins.", len(present))
    components.answer(_("Who is signed in?"), told)
    for one in present:
        _one(one)
    draw_document("failures", _failed(access.door().failures()))


def _one(one: SignIn) -> None:
    """Somebody, and the button that ends their sign-in."""
    with st.container(horizontal=True, vertical_alignment="center"):
        home = cache.library().home
        began, ends = (clock.when(moment, home) for moment in (one.began, one.ends))
        draw_document(
            f"sign_in_{one.key[:16]}",
            el(
                "p",
                el("strong", el("bdi", one.name)),
                f" · {words.access(one.access)} · ",
                _("since {began}, until {ends} at the latest",
                  began=began, ends=ends),
            ),
        )  # fmt: skip
        st.button(
            _("End"), key=f"end_{one.key[:16]}", on_click=_end, args=(one.key,), type="tertiary"
        )


@waiting.told
def _end(sign_in: str) -> None:
    state.keep()
    if access.may(Access.ADMINISTRATOR):
        access.end(sign_in)
    else:
        notice.say_signed_out()


def _failed(failures: list[Failures]) -> Node:
    if not failures:
        return el("p", _("Within a day, nobody has tried a wrong key."), cls="caption")
    heads = (_("Address"), _("Wrong keys"), _("The last one"))
    rows = [
        el("tr", el("td", one.address), el("td", tongue().formats.number(one.count), cls="number"),
           el("td", clock.when(one.last, cache.library().home)))
        for one in failures
    ]  # fmt: skip
    head = el("h2", _("Wrong keys within a day"))
    return el("section", head, plain_table(heads, rows), cls="topic")
