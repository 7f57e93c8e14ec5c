"""What to do with rows that seem to be there already, and with the import as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from data.importing.plan import Choices, Decision, Judged, Plan, Verdict
from data.model import Activity
from ui import access, loading, notice, state
from ui.document import draw as draw_document
from ui.document import el
from ui.i18n import _, n_, tongue
from ui.importing import course
from ui.importing import words as importing_words
from ui.importing.course import Importing


def draw_duplicates(one: Importing, rows: Sequence[Judged]) -> None:
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
    if notice.may_write():
        course.decide(one, choices)


def draw_confirmation(one: Importing, plan: Plan) -> None:
    """The last word: what is left out or overwritten, and the button that writes all the rest."""
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
    # In a browser that several share, it may be another one's page by now: the history names Ada.
    if notice.may_write() and access.person().name == one.basis.by:
        course.confirm(one, loading.read_anew)
