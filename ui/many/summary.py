"""Before saving: what changes in each record, what is wrong, what others changed meanwhile."""

from __future__ import annotations

from typing import Final

import streamlit as st

from data.snapshot import Snapshot
from ui import differences, field_names, going_back, lists, state, store, waiting
from ui.document import Element, Node, draw, el, link
from ui.form import saving as form_saving
from ui.form import words as form_words
from ui.form.entry import Entry, judge_together
from ui.form.meeting import draw_side, versions
from ui.i18n import _, n_
from ui.many import saving
from ui.many.rows import Rows

_MOST: Final = 50
"""Records whose changes are written out."""


def draw_outcome(current: Rows, snapshot: Snapshot) -> None:
    """What became of the last write, and the way to undo all of it."""
    going_back.draw_outcome()
    for name in current.gone:
        href = state.address(state.view().turning_to("edit").choosing(of=name))
        draw(f"many_gone_{name}", el("p", _("Somebody has deleted {id} meanwhile.", id=name), " ",
             link(_("What you typed is kept as a draft."), href=href), cls="notice"))  # fmt: skip
    if current.refused:
        said = _("Nothing was written: {reason}. Look at it again.", reason=current.refused)
        draw("many_refused", el("p", said, cls="notice", role="alert"))
    if current.written is None:
        return
    revision = current.written
    with st.container(horizontal=True, vertical_alignment="center", key="many_saved"):
        count = store.store().past.size(revision)
        said = n_("{count} activity written.", "{count} activities written.", count)
        draw("many_written", el("p", said, *_joined(current), cls="notice good", role="status"))
        st.button(_("Undo"), key="many_undo", type="tertiary",
                  on_click=lambda: _undo(current, revision, snapshot))  # fmt: skip


def _joined(current: Rows) -> list[str]:
    """What of others was taken over on the way."""
    fields = dict.fromkeys(field for taken in current.taken.values() for field in taken)
    if not fields:
        return []
    return [" ", _("Meanwhile somebody else had changed this, which was taken over: {fields}.",
                   fields=field_names.listed(fields))]  # fmt: skip


@waiting.told
def _undo(current: Rows, revision: int, snapshot: Snapshot) -> None:
    if going_back.take_back(store.store().past.undoing(revision, snapshot.places)):
        current.written = None


def draw_summary(current: Rows, snapshot: Snapshot) -> None:
    """Every change, and the buttons that save or discard them all."""
    touched = current.touched
    if not touched:
        return
    judge_together(touched, snapshot)
    head = n_("{count} activity changes", "{count} activities change", len(touched))
    kept = _("Kept as drafts until you save or discard them.")
    nodes: list[Node] = [el("h2", head), el("p", kept, cls="caption")]
    nodes += [_record(one, snapshot) for one in touched[:_MOST]]
    if len(touched) > _MOST:
        rest = len(touched) - _MOST
        nodes.append(el("p", n_("and {count} more", "and {count} more", rest), cls="caption"))
    draw("many_summary", *nodes)
    for one in touched:
        if one.meeting is not None:
            _draw_meeting(one, snapshot)
    with st.container(horizontal=True, key="many_ways"):
        st.button(
            _("Save all"),
            key="many_save",
            type="primary",
            on_click=lambda: saving.save(current, snapshot),
        )
        st.button(_("Discard all"), key="many_discard", on_click=lambda: saving.discard(current))


def _record(one: Entry, snapshot: Snapshot) -> Element:
    """What changes in a record, and what is wrong in it."""
    title = lists.titled(one.was["title_de"], one.was["title_en"])
    wrong = [
        el("p", el("strong", field_names.of_column(problem.column)), ": ",
           form_words.wrong(problem), cls="notice")
        for problem in one.judged(snapshot).errors
    ]  # fmt: skip
    return el("article", el("p", title, cls="write-head"), *wrong,
              differences.listing(one.was, one.cells, snapshot), cls="write")  # fmt: skip


def _draw_meeting(one: Entry, snapshot: Snapshot) -> None:
    """Somebody else changed the same fields: what they were, what each made of them, and whose
    counts."""
    merged = form_saving.meeting(one, snapshot)
    by, _at = form_saving.last_change(one.of)
    title = lists.titled(one.was["title_de"], one.was["title_en"])
    lead = el("p", _("{name} has changed this meanwhile, too:", name=by), " ", title)
    draw(f"many_meeting_{one.of}", el("div", lead, cls="notice", role="alert"))
    for field in merged.both:
        draw(f"many_versions_{one.of}_{field}", versions(one, field, by, snapshot))
        draw_side(one, field, by, key=f"many_side_{one.of}_{field}")
