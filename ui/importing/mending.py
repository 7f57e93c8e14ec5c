"""The rows of a file that are wrong, to be written anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from data.importing.plan import Judged
from data.record_format import COLUMNS
from ui import notice, problems, state
from ui.document import draw as draw_document
from ui.document import el
from ui.i18n import _
from ui.importing import course
from ui.importing import words as importing_words
from ui.importing.course import Importing, Previewed


def draw_mending(one: Importing, preview: Previewed, rows: Sequence[Judged]) -> None:
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
    if not notice.may_write():
        return
    edited: Mapping[int, Mapping[str, str | None]] = st.session_state[key]["edited_rows"]
    cells: dict[int, dict[str, str]] = {
        positions[int(at)]: {column: text or "" for column, text in changed.items()}
        for at, changed in edited.items()
    }
    course.fix(one, cells)
