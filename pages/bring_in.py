"""What would become of a file, and how does it get in?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import DeletedFile, UploadedFile

from data.importing.book import MEGABYTE
from data.importing.grids import Limits, NotReadable
from data.importing.headers import NoTable
from data.store.writes import AlreadyThere, ChangedMeanwhile, Refused
from ui import (
    access,
    cache,
    clock,
    components,
    desk,
    field_names,
    findings,
    notice,
    problems,
    state,
    store,
)
from ui.document import Node, el, link
from ui.document import draw as draw_document
from ui.i18n import _, n_, tongue
from ui.importing import course
from ui.importing import words as importing_words
from ui.importing.columns import draw_columns
from ui.importing.course import Importing
from ui.importing.preview import draw_preview
from ui.importing.sources import Basis, Source, Upload

_MEGABYTES: Final = Limits().bytes // MEGABYTE
_MOST_LISTED: Final = 50


def draw() -> None:
    desk.draw_ways()
    token = state.view().choice("of")
    one = course.find(token, access.person().name) if token else None
    if one is None:
        _choose_files(lost=bool(token))
    elif course.is_working(one):
        _progress(one)
    elif one.written is not None:
        _done(one)
    else:
        _steps(one)


def _choose_files(*, lost: bool) -> None:
    components.answer(
        _("What do you want to bring in?"),
        _("Tables with any columns and calendars are understood; nothing is written before you "
          "have seen what would become of it."),
    )  # fmt: skip
    if lost:
        said = _("What was here has ended, or the server was started anew: choose the file again.")
        draw_document("lost", el("p", said, cls="notice", role="status"))
    st.file_uploader(
        _("CSV, Excel, OpenDocument or iCalendar, up to {most} MB each", most=_MEGABYTES),
        accept_multiple_files=True,
        key="uploads",
        on_change=_begin,
    )


def _begin() -> None:
    state.keep()
    uploads = sent(st.session_state.get("uploads") or ())
    if not uploads or not notice.may_write():
        return
    snapshot = cache.library().snapshot
    basis = Basis(
        home=snapshot.home,
        reference=snapshot.reference,
        store=store.store(),
        today=clock.today(snapshot.home),
        language=tongue().code,
        by=access.person().name,
    )
    one = course.begin(uploads, basis)
    state.choose(of=one.token)


def sent(uploads: Iterable[UploadedFile | DeletedFile]) -> list[Upload]:
    """The files that are there: one that was taken back meanwhile has no content any more."""
    return [(one.name, one.getvalue()) for one in uploads if not isinstance(one, DeletedFile)]


def _progress(one: Importing) -> None:
    components.answer(_("What would become of it?"), _("This takes a moment."))

    @st.fragment(run_every=0.5)
    @access.while_signed_in
    def watch() -> None:
        work = one.work
        if work is None or work.is_over():
            st.rerun()
        st.progress(work.done, text=_("Done: {percent} %", percent=round(100 * work.done)))

    watch()
    st.button(_("Cancel"), key="cancel_work", on_click=partial(_cancel, one))


def _cancel(one: Importing) -> None:
    state.keep()
    course.cancel(one)
    if one.seen is None:
        _leave(one)


def _leave(one: Importing) -> None:
    course.forget(one)
    state.choose(of=None, sheet=None)


def _steps(one: Importing) -> None:
    snapshot = cache.library().snapshot
    source = one.source
    components.answer(_("What would become of it?"), *_understood(one, source))
    _failure(one)
    _sources(one)
    if source is not None and source.problems:
        draw_document("unread", findings.listing(source.problems, most=_MOST_LISTED))
    if one.table is not None and one.mapping is not None:
        if one.preview is None:
            draw_columns(one, snapshot)
            _go_on(one)
        else:
            with st.expander(_("What the columns mean"), expanded=False):
                draw_columns(one, snapshot)
            draw_preview(one, one.preview, snapshot)
    st.button(_("Another file"), key="leave", type="tertiary", on_click=partial(_leave, one))


def _understood(one: Importing, source: Source | None) -> list[Node]:
    """What the file is taken for, in a sentence or two."""
    if source is None:
        return [_("Nothing could be read.")]
    name = f"{source.file} · {source.sheet}" if source.sheet else source.file
    if source.table is None:
        return [el("bdi", name), ": ", _trouble(source)]
    rows = len(source.table.rows)
    read = n_("{count} row was read", "{count} rows were read", rows)
    if source.fixed is not None:
        how = _("a calendar, whose events need no explanation.")
    elif one.is_own:
        how = _("a table that this program wrote.")
    elif one.seen and one.seen.remembered:
        how = _("a table as it was brought in before.")
    else:
        how = _("a table that is new here.")
    return [el("bdi", name), f": {read}, ", how]


def _trouble(source: Source) -> str:
    if isinstance(source.trouble, NoTable):
        return importing_words.trouble(source.trouble)
    if isinstance(source.trouble, NotReadable):
        problem = source.trouble.problem(source.file)
        return f"{problems.title(problem.code)}. {problems.right(problem)}"
    return ""


def _failure(one: Importing) -> None:
    """What went wrong last, what was kept, and what to do."""
    failure = one.failure
    if failure is None:
        return
    if isinstance(failure, ChangedMeanwhile | AlreadyThere):
        rows = _rows_of(one, failure.id)
        said = _(
            "Somebody wrote the record of {rows} meanwhile. Nothing was written; the preview is "
            "as it is now.",
            rows=rows,
        )
    elif isinstance(failure, Refused):
        said = _("The database refused the records ({rule}). Nothing was written.",
                 rule=failure.rule)  # fmt: skip
    else:
        said = _("The database cannot be used. Nothing was written; try again.")
    draw_document("failure", el("p", said, cls="notice", role="alert"))


def _rows_of(one: Importing, activity_id: str) -> str:
    judged = one.preview.plan.judged if one.preview else ()
    rows = [
        str(row.row)
        for row in judged
        if (row.of and row.of.activity.id == activity_id)
        or (row.activity and row.activity.id == activity_id)
    ]
    numbers = tongue().formats.listing(rows) if rows else "?"
    return n_("row {rows}", "rows {rows}", max(len(rows), 1), rows=numbers)


def _sources(one: Importing) -> None:
    """Another sheet, or another of several files."""
    if one.seen is None or len(one.seen.sources) < 2:
        return
    sources = one.seen.sources
    state.put("source_of_import", one.seen.chosen)

    names = [_name(source) for source in sources]

    def take() -> None:
        state.keep()
        if notice.may_write():
            course.choose(one, st.session_state.source_of_import)

    st.selectbox(
        _("Sheet or file"), range(len(sources)), key="source_of_import",
        format_func=names.__getitem__, on_change=take, width=460,
    )  # fmt: skip


def _name(source: Source) -> str:
    where = f"{source.file} · {source.sheet}" if source.sheet else source.file
    rows = n_("{count} row", "{count} rows", len(source.table.rows) if source.table else 0)
    return f"{where} ({rows})"


def _go_on(one: Importing) -> None:
    missing = one.mapping.missing() if one.mapping else ()
    if missing:
        names = tongue().formats.listing([field_names.of_field(need) for need in missing])
        said = _("New records also need: {names}. Name a column, or say it for all rows; rows that "
                 "only change records go without.", names=names)  # fmt: skip
        draw_document("missing", el("p", said, cls="notice", role="status"))
    st.button(_("To the preview"), key="go_on", type="primary", on_click=partial(_plan, one))


def _plan(one: Importing) -> None:
    state.keep()
    if notice.may_write():
        course.plan(one)


def _done(one: Importing) -> None:
    written = one.written
    if written is None:
        return
    store.look_again()
    told = [
        text
        for count, text in (
            (written.created, n_("{count} record is new", "{count} records are new",
                                 written.created)),
            (written.changed, n_("{count} record is changed", "{count} records are changed",
                                 written.changed)),
        )
        if count
    ]  # fmt: skip
    components.answer(_("What was brought in?"), tongue().formats.listing(told), ".")
    if desk.leads_to("changes"):
        step = state.view().turning_to("changes").choosing(write=str(written.revision))
        draw_document(
            "brought_in",
            el(
                "p",
                _("All of it is one step, which can be undone:"),
                " ",
                link(_("Changes"), href=state.address(step)),
            ),
        )
    _sources(one)
    st.button(_("Another file"), key="leave", on_click=partial(_leave, one))
