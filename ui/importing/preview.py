"""What would become of the rows: questions, verdicts, mending, and the last word."""

from __future__ import annotations

from typing import Final

import streamlit as st

from data.importing.plan import Plan, Verdict
from data.snapshot import Snapshot
from ui import state, table
from ui.document import draw as draw_document
from ui.document import el
from ui.i18n import _
from ui.importing import words as importing_words
from ui.importing.course import Importing, Previewed
from ui.importing.decisions import draw_confirmation, draw_duplicates
from ui.importing.mending import draw_mending
from ui.importing.questions import draw_questions
from ui.importing.rows import listing

_ROWS: Final = 50
_AT_ONCE: Final = 100
"""Rows that can be mended or decided on at once."""
_ORDER: Final = (
    Verdict.WRONG, Verdict.DUPLICATE, Verdict.CHANGED, Verdict.NEW, Verdict.UNCHANGED
)  # fmt: skip


def draw_preview(one: Importing, preview: Previewed, snapshot: Snapshot) -> None:
    """Questions first, because their answers change the verdicts; then the rows."""
    if preview.read.questions:
        draw_questions(one, preview.read.questions, snapshot)
    draw_document(
        "preview_head",
        el("h2", _("The rows")),
        el("p", importing_words.verdicts(preview.plan), cls="caption", role="status"),
    )
    shown = _verdict(preview.plan)
    rows = [row for row in preview.plan.judged if row.verdict is shown]
    if shown is Verdict.WRONG:
        draw_mending(one, preview, rows[:_AT_ONCE])
    if shown is Verdict.DUPLICATE:
        draw_duplicates(one, rows[:_AT_ONCE])
    page = table.sheet(len(rows), _ROWS)
    draw_document(
        "preview",
        listing(rows[(page - 1) * _ROWS : page * _ROWS], preview.plan, snapshot),
        *table.pager(len(rows), _ROWS),
    )
    draw_confirmation(one, preview.plan)


def _verdict(plan: Plan) -> Verdict:
    """The verdict whose rows are shown."""
    counts = plan.counts()
    present = [verdict for verdict in _ORDER if counts[verdict]]
    first = present[0] if present else Verdict.NEW
    if st.session_state.get("verdict") not in present:
        st.session_state.verdict = first
    names = {verdict: importing_words.verdict(verdict, counts[verdict]) for verdict in present}
    st.segmented_control(
        _("Rows"),
        present,
        key="verdict",
        required=True,
        format_func=names.__getitem__,
        on_change=lambda: state.choose(sheet=None),
        label_visibility="collapsed",
    )
    chosen: Verdict = st.session_state.verdict or first
    return chosen
