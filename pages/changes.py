"""Who changed what, and how does it become as it was?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

import streamlit as st

from data.codes_in_use import missing_of
from data.model import Activity
from data.snapshot import Snapshot
from data.store.follow_ups import Line
from data.store.history import Change
from data.store.past import About, Asked, What
from data.store.writes import Delete
from ui import (
    cache,
    changes,
    clock,
    components,
    desk,
    going_back,
    known,
    lists,
    state,
    step_changes,
    store,
    table,
)
from ui.document import Node, el, link
from ui.document import draw as draw_document
from ui.i18n import _, n_, tongue

_ROWS: Final = 20
"""Writes, or changes of one, that are shown at once."""
_MOST_UNDONE: Final = 5_000
"""Records of a write up to which it can be undone while somebody waits."""


def draw() -> None:
    snapshot, view = cache.library().snapshot, state.view()
    desk.draw_ways()
    of, write = view.choice("of"), _number(view.choice("write"))
    if of:
        _one_record(of, snapshot)
    elif write is not None:
        _one_write(write, snapshot)
    else:
        _all_writes(snapshot)


def _all_writes(snapshot: Snapshot) -> None:
    """The writes that were asked for, the newest first."""
    past, asked = store.store().past, _asked(state.view())
    total = past.total(asked)
    components.answer(_("What was changed?"), _how_many(total, snapshot))
    _questions(snapshot)
    _asked_to_choose(asked, past.authors())
    page = table.sheet(total, _ROWS)
    entries = past.entries(asked, _ROWS, offset=(page - 1) * _ROWS)
    few = [one.revision for one in entries if one.total <= changes.IN_PLACE]
    lines = past.lines(few, asked, limit=_ROWS * changes.IN_PLACE)
    drawn = [
        changes.entry(one, [line for line in lines if line.revision == one.revision], snapshot)
        for one in entries
    ]
    nothing = el("p", _("Nothing was changed that fits this."), cls="muted")
    draw_document("writes", *(drawn or [nothing]), *table.pager(total, _ROWS))


def _asked(view: state.View) -> Asked:
    """What the address asks for."""
    what, about = view.choice("what"), view.choice("about")
    return Asked(
        by=view.choice("who"),
        what=What(what) if what in {*What} else None,
        about=About(about) if about in {*About} else None,
    )


def _how_many(total: int, snapshot: Snapshot) -> Node:
    since = store.store().known_since()
    if since is None:
        return _("Nothing has been written yet.")
    return n_("{count} change since {day}.", "{count} changes since {day}.", total,
              day=_since(since, snapshot))  # fmt: skip


def _since(moment: datetime, snapshot: Snapshot) -> str:
    home = snapshot.home
    said = clock.when(moment, home)
    is_today = clock.local(moment, home).date() == clock.today(home)
    return _("today, {time}", time=said) if is_today else said


def _asked_to_choose(asked: Asked, authors: list[str]) -> None:
    """Whose changes, about what, and of what kind."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="asked"):
        _choice("who", _("Who"), authors, asked.by, _("Everybody"), changes.author)
        _choice("about", _("About"), [*About], asked.about or "", _("Everything"),
                lambda code: changes.about(About(code)))  # fmt: skip
        _choice("what", _("Kind of change"), [*What], asked.what or "", _("All kinds"),
                lambda code: changes.name(What(code)))  # fmt: skip
        known.draw_choice(cache.library().home)


def _choice(
    name: str,
    label: str,
    options: Sequence[str],
    chosen: str,
    every: str,
    named: Callable[[str], str],
) -> None:
    key = f"changes_{name}"
    state.put(key, str(chosen) if chosen in options else "")

    def take() -> None:
        state.choose(**{name: st.session_state[key] or None, "sheet": None})

    st.selectbox(
        label,
        ["", *map(str, options)],
        key=key,
        format_func=lambda code: named(code) if code else every,
        on_change=take,
        width=220,
    )


def _one_write(revision: int, snapshot: Snapshot) -> None:
    """All changes of one write."""
    past = store.store().past
    total = past.length(revision)
    page = table.sheet(total, _ROWS)
    lines = past.lines([revision], Asked(), limit=_ROWS, offset=(page - 1) * _ROWS)
    if not lines:
        components.answer(_("What was changed?"), _("There is no such change."))
        draw_document("writes", _back_to_all())
        return
    by, moment = changes.author(lines[0].by), clock.when(lines[0].at, snapshot.home)
    said = _("{name}, {when}", name=by, when=moment)
    components.answer(_("What does this change comprise?"), el("bdi", said))
    _questions(snapshot)
    draw_document(
        "writes",
        el("ul", *(changes.line(one, snapshot) for one in lines), cls="write"),
        *table.pager(total, _ROWS),
        el("p", *_ways_on(revision), cls="caption"),
    )


def _one_record(of: str, snapshot: Snapshot) -> None:
    """What became of one record."""
    lines = store.store().history(of)
    if not lines:
        components.answer(_("What became of this activity?"),
                          _("There is no record “{id}” (any more).", id=of[:80]))  # fmt: skip
        draw_document("writes", _back_to_all())
        return
    newest = lines[0].after or lines[0].before
    title = lists.titled(newest.title_de, newest.title_en) if newest else of
    components.answer(_("What became of this activity?"), title)
    _questions(snapshot)
    drawn = [
        el("article",
           el("p", changes.moment(one.at, snapshot), " · ",
              el("strong", el("bdi", changes.author(one.by))), cls="write-head"),
           el("ul", changes.line(one, snapshot, titled=False)), cls="write")
        for one in lines
    ]  # fmt: skip
    draw_document("writes", *drawn, _back_to_all())


def _questions(snapshot: Snapshot) -> None:
    """What became of going back, or the question whether somebody wants to."""
    going_back.draw_outcome()
    past, view = store.store().past, state.view()
    back, step_back, undo = (_number(view.choice(name)) for name in ("back", "step_back", "undo"))
    line = past.line(back) if back is not None else None
    step_line = past.step_line(step_back) if step_back is not None else None
    if line is not None:
        _ask_to_restore(line, snapshot)
    elif step_line is not None:
        _ask_to_restore_step(step_line, snapshot)
    elif undo is not None:
        _ask_to_undo(undo, snapshot)


def _ask_to_restore(line: Change, snapshot: Snapshot) -> None:
    """The state that would come back, as it differs from what is now; one more click does it."""
    wanted = line.after or line.before
    if wanted is None:
        return
    seen = store.store().get(line.activity)
    said = [_question(tongue().pick(wanted.title_de, wanted.title_en), line, snapshot)]
    if seen is not None and seen.activity == wanted:
        _cannot(_("It is like that already."))
    elif lacking := _lacking([wanted], snapshot):
        _cannot(*lacking)
    else:
        if seen is None:
            said.append(el("p", _("It was deleted and comes back.")))
        else:
            said.append(changes.pair(seen.activity, wanted, snapshot))
        _ask(said, _("Restore"), lambda: going_back.restore(wanted, seen, snapshot))


def _ask_to_restore_step(line: Line, snapshot: Snapshot) -> None:
    """The same of a next step."""
    number, wanted = line.told.number, line.told.follow_up
    seen = next((one for one in store.store().follow_ups() if one.number == number), None)
    said = [_question(lists.shortened(wanted.step), line, snapshot)]
    if seen is not None and seen.follow_up == wanted:
        _cannot(_("The step is like that already."))
    elif missing := step_changes.missing(wanted):
        _cannot(_("This step cannot be restored while these activities are deleted: {names}. Bring "
                  "them back first.", names=tongue().formats.listing(missing)))  # fmt: skip
    else:
        if seen is None:
            said.append(el("p", _("The step was deleted and comes back.")))
        else:
            said.append(step_changes.pair(seen.follow_up, wanted, snapshot))
        _ask(said, _("Restore"), lambda: going_back.restore_step(wanted, number, seen))


def _question(title: str, line: Change | Line, snapshot: Snapshot) -> Node:
    moment = clock.when(line.at, snapshot.home)
    asked = _("Restore this state of “{title}” ({when})?", title=title, when=moment)
    return el("p", asked, cls="lead")


def _ask_to_undo(revision: int, snapshot: Snapshot) -> None:
    """Undo a whole write; not where somebody has changed a record since."""
    if store.store().past.size(revision) > _MOST_UNDONE:
        most = tongue().formats.number(_MOST_UNDONE)
        _cannot(_("A change of more than {most} records cannot be undone here: restore a copy "
                  "of the store.", most=most))  # fmt: skip
        return
    undoing = store.store().past.undoing(revision, snapshot.places)
    comes_back = [one.activity for one in undoing.writes if not isinstance(one, Delete)]
    if undoing.later:
        names = [_named(line) for line in undoing.later]
        _cannot(_("This change cannot be undone, because records of it were changed since: "
                  "{names}. Each can be restored by itself.",
                  names=tongue().formats.listing(names[:10])))  # fmt: skip
    elif lacking := _lacking(comes_back, snapshot):
        _cannot(*lacking)
    elif undoing.writes:
        said = n_("Undo this change of {count} record?", "Undo this change of {count} records?",
                  len(undoing.writes))  # fmt: skip
        told = _("All of it, or nothing; it becomes a change of its own in the history.")
        _ask(
            [el("p", said, cls="lead"), el("p", told)], _("Undo"), lambda: going_back.undo(undoing)
        )


def _named(line: Change) -> str:
    one = line.after or line.before
    return tongue().pick(one.title_de, one.title_en) if one else line.activity


def _lacking(wanted: list[Activity], snapshot: Snapshot) -> list[str]:
    """What the reference lists would have to hold (again) first."""
    lacking: dict[str, set[str]] = {}
    for one in wanted:
        for file, codes in missing_of(one, snapshot.reference).items():
            lacking.setdefault(file, set()).update(codes)
    return [
        _("{file} no longer holds: {codes}. Enter it there again, then this can be restored.",
          file=f"data/reference/{file}", codes=", ".join(sorted(codes)))
        for file, codes in lacking.items()
    ]  # fmt: skip


def _ask(said: list[Node], label: str, act: Callable[[], None]) -> None:
    draw_document("question", el("div", *said, cls="notice", role="alert"))
    with st.container(horizontal=True, key="question_ways"):
        st.button(label, key="go_back", on_click=act)
        st.button(_("Leave as it is"), key="stay", on_click=_stay)


def _cannot(*reasons: str) -> None:
    lines = [el("p", reason) for reason in reasons]
    draw_document("question", el("div", *lines, cls="notice", role="alert"))


def _stay() -> None:
    state.choose(back=None, step_back=None, undo=None)


def _ways_on(revision: int) -> list[Node]:
    """Where to go from a write; one that changed no record is gone back from step by step."""
    if not store.store().past.size(revision):
        return [_all_way()]
    view = state.view().choosing(undo=str(revision), back=None, step_back=None)
    return [link(_("Undo all of it"), href=state.address(view)), " · ", _all_way()]


def _all_way() -> Node:
    return link(_("All changes"), href=state.address(state.view().turning_to("changes")))


def _back_to_all() -> Node:
    return el("p", _all_way(), cls="caption")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else None
