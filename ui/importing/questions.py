"""What in a file is unclear, asked once for each value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.importing.interpret import Question
from data.snapshot import Snapshot
from ui import notice, state, waiting
from ui.document import draw as draw_document
from ui.document import el
from ui.i18n import _, n_
from ui.importing import course
from ui.importing import words as importing_words
from ui.importing.course import Importing

_AT_ONCE: Final = 30
"""Values of a kind that are asked about at once, the most frequent first."""


def draw_questions(one: Importing, questions: Sequence[Question], snapshot: Snapshot) -> None:
    """A choice for each value, by kind, and one button for all."""
    total = len(questions)
    draw_document(
        "questions_head",
        el("h2", n_("{count} value is unclear", "{count} values are unclear", total)),
        el("p", _("Answer once: it holds for all rows and for the files to come."), cls="caption"),
    )
    kinds = dict.fromkeys(question.kind for question in questions)
    offered: list[tuple[str, Question]] = []
    with st.form("questions", border=False):
        for kind in kinds:
            st.markdown(f"**{importing_words.asked(kind)}**")
            of_kind = [asked for asked in questions if asked.kind == kind][:_AT_ONCE]
            for question, place in zip(of_kind, _places_for(len(of_kind)), strict=True):
                key = f"answer_{one.generation}_{len(offered)}"
                offered.append((key, question))
                with place:
                    _question(key, question, snapshot)
        st.form_submit_button(
            _("Take over the answers"), on_click=partial(_answer, one, tuple(offered))
        )


def _places_for(count: int) -> list[DeltaGenerator]:
    """Where so many questions stand: two beside each other where the window is wide."""
    if state.width() != "wide":
        return [st.container() for _number in range(count)]
    return [place for _row in range(-(-count // 2)) for place in st.columns(2)][:count]


def _question(key: str, question: Question, snapshot: Snapshot) -> None:
    rows = n_("{count} row, first {row}", "{count} rows, first {row}", question.rows,
              row=question.first_row)  # fmt: skip
    free = question.kind in {"place", "country", "date", "count"}
    names = {
        code: importing_words.value(question.kind, code, snapshot)
        for code in (*question.choices, "")
    }
    st.selectbox(
        f"{question.shown} · {rows}".replace("[", "\\[").replace("*", "\\*").replace("$", "\\$"),
        list(names),
        index=None,
        key=key,
        format_func=lambda code: names.get(code, code),
        accept_new_options=free,
        placeholder=_("Choose or write") if free else _("Choose"),
    )


@waiting.told
def _answer(one: Importing, offered: Sequence[tuple[str, Question]]) -> None:
    state.keep()
    if not notice.may_write():
        return
    said = {
        (question.kind, question.key): str(st.session_state[key]).strip()
        for key, question in offered
        if st.session_state.get(key) is not None
    }
    if said:
        course.answer(one, said)
