"""What would become of the rows: questions, verdicts, mending, and the last word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.importing.interpret import Question
from data.importing.plan import Choices, Decision, Judged, Plan, Verdict
from data.model import Access, Activity
from data.record_format import COLUMNS
from data.snapshot import Snapshot
from ui import access, loading, problems, state, table, waiting
from ui.document import draw as draw_document
from ui.document import el
from ui.i18n import _, n_, tongue
from ui.importing import course
from ui.importing import words as importing_words
from ui.importing.course import Importing, Previewed
from ui.importing.rows import listing

_ROWS: Final = 50
_QUESTIONS: Final = 30
"""Values of a kind that are asked about at once, the most frequent first."""
_MENDED: Final = 100
"""Wrong rows that can be mended at once."""
_ORDER: Final = (
    Verdict.WRONG, Verdict.DUPLICATE, Verdict.CHANGED, Verdict.NEW, Verdict.UNCHANGED
)  # fmt: skip


def draw_preview(one: Importing, preview: Previewed, snapshot: Snapshot) -> None:
    """Questions first, because their answers change the verdicts; then the rows."""
    if preview.read.questions:
        _questions(one, preview.read.questions, snapshot)
    draw_document(
        "preview_head",
        el("h2", _("The rows")),
        el("p", importing_words.verdicts(preview.plan), cls="caption", role="status"),
    )
    shown = _verdict(preview.plan)
    rows = [row for row in preview.plan.judged if row.verdict is shown]
    if shown is Verdict.WRONG:
        _mend(one, preview, rows[:_MENDED])
    if shown is Verdict.DUPLICATE:
        _duplicates(one, rows[:_MENDED])
    page = table.sheet(len(rows), _ROWS)
    draw_document(
        "preview",
        listing(rows[(page - 1) * _ROWS : page * _ROWS], preview.plan, snapshot),
        *table.pager(len(rows), _ROWS),
    )
    _confirm(one, preview.plan)


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


def _questions(one: Importing, questions: Sequence[Question], snapshot: Snapshot) -> None:
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
            of_kind = [asked for asked in questions if asked.kind == kind][:_QUESTIONS]
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
    if not access.may(Access.EDITOR):
        return
    said = {
        (question.kind, question.key): str(st.session_state[key]).strip()
        for key, question in offered
        if st.session_state.get(key) is not None
    }
    if said:
        course.answer(one, said)


def _mend(one: Importing, preview: Previewed, rows: Sequence[Judged]) -> None:
    """The wrong rows as cells to be written anew; each change is judged at once."""
    wrong = {problem.column for row in rows for problem in row.problems}
    columns = [name for name in COLUMNS if name in wrong or name == f"title_{_side(preview)}"]
    columns = [name for name in columns if name != "id"]
    cells: dict[str, list[int] | list[str]] = {
        "row": [row.row for row in rows],
        "why": [_wrongs(row) for row in rows],
    }
    cells |= {name: [_cell(preview, row, name) for row in rows] for name in columns}
    frame = pd.DataFrame(cells)
    draw_document(
        "mend_head",
        el("p", _("Write cells anew where something is wrong: they are judged at once."),
           cls="caption"),
    )  # fmt: skip
    headings = {
        "row": st.column_config.NumberColumn(_("Row"), width="small", format="%d"),
        "why": st.column_config.TextColumn(_("What is wrong")),
    }
    headings |= {name: st.column_config.TextColumn(importing_words.meaning(name))
                 for name in columns}  # fmt: skip
    key = f"mend_{one.generation}"
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        width="stretch",
        disabled=("row", "why"),
        column_config=headings,
        on_change=partial(_fix, one, key, tuple(row.position for row in rows)),
        alt=_("What is wrong"),
    )


def _side(preview: Previewed) -> str:
    """The language of the titles."""
    return "de" if preview.read.given["title_de"].any() else "en"


def _wrongs(row: Judged) -> str:
    return "; ".join(dict.fromkeys(problems.title(problem.code) for problem in row.problems))


def _cell(preview: Previewed, row: Judged, column: str) -> str:
    """What was understood, else what is written."""
    understood = str(preview.read.cells[column].iloc[row.position])
    return understood or str(preview.read.written[column][row.position])


def _fix(one: Importing, key: str, positions: Sequence[int]) -> None:
    state.keep()
    if not access.may(Access.EDITOR):
        return
    edited: Mapping[int, Mapping[str, str | None]] = st.session_state[key]["edited_rows"]
    cells: dict[int, dict[str, str]] = {
        positions[int(at)]: {column: text or "" for column, text in changed.items()}
        for at, changed in edited.items()
    }
    course.fix(one, cells)


def _duplicates(one: Importing, rows: Sequence[Judged]) -> None:
    """What to do with them: all alike, and one by one where that is not right."""
    state.put("duplicates", one.choices.duplicates)

    def take_all() -> None:
        _decide(one, replace(one.choices, duplicates=st.session_state.duplicates, by_row={}))

    says = {decision: importing_words.decision(decision) for decision in Decision}
    st.segmented_control(
        _("All duplicates"),
        list(Decision),
        key="duplicates",
        required=True,
        format_func=says.__getitem__,
        on_change=take_all,
    )
    _one_by_one(one, rows, {name: decision for decision, name in says.items()})


def _one_by_one(one: Importing, rows: Sequence[Judged], names: Mapping[str, Decision]) -> None:
    """A table of them, each with what to do; ``names`` are the decisions by their names."""
    choices = one.choices
    frame = pd.DataFrame(
        {
            "row": [row.row for row in rows],
            "title": [_title(row.activity) for row in rows],
            "of": [_of(row) for row in rows],
            "decision": [importing_words.decision(choices.of(row.position)) for row in rows],
        }
    )
    key = f"decisions_{one.generation}_{choices.duplicates}"

    def take_some() -> None:
        some = {
            rows[int(at)].position: names[cells["decision"]]
            for at, cells in st.session_state[key]["edited_rows"].items()
        }
        _decide(one, replace(one.choices, by_row={**one.choices.by_row, **some}))

    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        width="stretch",
        disabled=("row", "title", "of"),
        column_config={
            "row": st.column_config.NumberColumn(_("Row"), width="small", format="%d"),
            "title": st.column_config.TextColumn(_("Title")),
            "of": st.column_config.TextColumn(_("Is already there as")),
            "decision": st.column_config.SelectboxColumn(
                _("What to do"), options=list(names), required=True
            ),
        },
        on_change=take_some,
        alt=_("All duplicates"),
    )


def _title(activity: Activity | None) -> str:
    return tongue().pick(activity.title_de, activity.title_en) if activity else ""


def _of(row: Judged) -> str:
    if row.of is not None:
        there = row.of.activity
        when = tongue().formats.short_span(there.start, there.end, there.date_precision)
        return f"{_title(there)} ({when})"
    return _("Row {row}", row=row.of_row)


def _decide(one: Importing, choices: Choices) -> None:
    state.keep()
    if access.may(Access.EDITOR):
        course.decide(one, choices)


def _confirm(one: Importing, plan: Plan) -> None:
    counts, choices = plan.counts(), one.choices
    wanted = plan.wanted(choices).writes
    with st.container(key="confirm"):
        if counts[Verdict.WRONG]:
            _switch(
                one, "skip_wrong",
                n_("Leave out the {count} wrong row", "Leave out the {count} wrong rows",
                   counts[Verdict.WRONG]),
                on=choices.skip_wrong,
            )  # fmt: skip
        if any(row.kept for row in plan.judged) or choices.overwrite:
            _switch(one, "overwrite", _("Overwrite what was changed here since"),
                    on=choices.overwrite)  # fmt: skip
        if not wanted:
            draw_document("nothing", el("p", _("There is nothing to write."), cls="caption"))
            return
        st.button(
            n_("Bring in {count} record", "Bring in {count} records", len(wanted)),
            key="bring_in",
            type="primary",
            disabled=not plan.may_be_confirmed(choices),
            on_click=partial(_bring_in, one),
        )
        if not plan.may_be_confirmed(choices):
            said = _("Mend the wrong rows, or choose to leave them out.")
            draw_document("not_yet", el("p", said, cls="caption"))


def _switch(one: Importing, name: str, label: str, *, on: bool) -> None:
    state.put(name, on)

    def take() -> None:
        _decide(one, replace(one.choices, **{name: st.session_state[name]}))

    st.checkbox(label, key=name, on_change=take)


def _bring_in(one: Importing) -> None:
    state.keep()
    somebody = access.person()
    # In a browser that several share, it may be another one's page by now: the history names Ada.
    if somebody.may(Access.EDITOR) and somebody.name == one.basis.by:
        course.confirm(one, loading.read_anew)
