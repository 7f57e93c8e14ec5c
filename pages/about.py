"""Where do the figures come from, how are they counted, and what is missing from them?"""

from __future__ import annotations

import streamlit as st

from data import queries
from data.model import Filters, Status
from data.problems import Problem
from data.queries import Selection
from exports.problems_csv import problems_csv
from ui import about_texts, access, cache, components, downloads, findings, known, state
from ui.about_texts import topic
from ui.access import Person
from ui.cache import Library
from ui.document import Node, el, link, outside, plain_table
from ui.document import draw as draw_document
from ui.i18n import Tongue, _, n_, speaking, tongue

_SOURCES = 40
_PROBLEMS = "problems"
_TABLE_ROWS = 5_000
"""Problems that the table in the page holds; the download has all."""


def draw() -> None:
    library = cache.library()
    everything = cache.select(Filters())
    components.answer(_("Where do the figures come from?"), *_answer(everything))
    if library.problems:
        _left_out(library)
    known.draw_choice(library.home)
    left, right = components.two_columns(1, 1)
    with left:
        draw_document("origins", _sources(everything), _files(library))
        draw_document("terms", about_texts.terms(library.snapshot))
    with right:
        rules = (about_texts.counting(library.snapshot), about_texts.uncertainty())
        told = (*rules, about_texts.privacy())
        draw_document("rules", *map(about_texts.points, told))


def _answer(everything: Selection) -> list[Node]:
    if not everything.total:
        return [_("There are no records yet.")]
    named = cache.ask(queries.sources, everything)
    sources = n_("{count} source", "{count} sources", int((named["source"] != "").sum()))
    template = n_(
        "{count} record comes from {sources}.",
        "{count} records come from {sources}.",
        everything.total,
        sources=sources,
    )
    held = cache.select(Filters(statuses=(Status.HELD,)))
    for newest in cache.ask(queries.records, held, limit=1).to_dict("records"):
        start, end = newest["start"].date(), newest["end"].date()
        when = tongue().formats.span(start, end, newest["date_precision"])
        return [template, " ", _("The most recent activity: {date}.", date=when)]
    return [template]


def _left_out(library: Library) -> None:
    """Every problem: grouped, then as a table and a file."""
    problems = library.problems
    everything = link(
        _("All problems as a table"), href=state.address(state.view().choosing(open=_PROBLEMS))
    )
    draw_document(
        "problems",
        topic(
            _problems_title(library),
            el("p", _("The row numbers are those that a spreadsheet shows."), cls="caption"),
            findings.listing(problems),
            el("p", everything),
        ),
    )
    language, somebody = tongue(), access.person()
    st.download_button(
        _("Download all problems (CSV)"),
        data=lambda: _as_file(problems, language, somebody),
        file_name=downloads.named(_("problems.csv")),
        mime="text/csv",
        on_click="ignore",
    )
    shown = problems[:_TABLE_ROWS]
    title = _("Problems")
    if len(problems) > len(shown):
        title = _("The first {count} problems", count=tongue().formats.number(len(shown)))
    components.show_table(_PROBLEMS, title, lambda: findings.table(shown))


def _as_file(problems: tuple[Problem, ...], language: Tongue, somebody: Person) -> bytes:
    access.still(somebody)
    with speaking(language):
        return problems_csv(findings.table(problems))


def _problems_title(library: Library) -> str:
    if not library.left_out:
        return _("All rows were read; some have gaps")
    return n_("{count} row was left out", "{count} rows were left out", library.left_out)


def _sources(everything: Selection) -> Node:
    """The sources that records name, with their numbers."""
    named = cache.ask(queries.sources, everything)
    shown = named.head(_SOURCES)
    entries = [
        _source(name, url, records)
        for name, url, records in zip(shown["source"], shown["url"], shown["records"], strict=True)
    ]
    more = len(named) - _SOURCES
    return topic(
        _("Sources of the records"),
        el("p", _("Every record names its own source."), cls="caption"),
        el("ul", *entries, cls="tally"),
        el("p", n_("and {count} more", "and {count} more", more)) if more > 0 else None,
    )


def _source(name: str, address: str, records: int) -> Node:
    shown: Node = el("bdi", name) if name else el("em", _("Without a source"))
    return el(
        "li",
        outside(shown, url=address) if address.startswith(("http://", "https://")) else shown,
        el("span", tongue().formats.number(records), cls="number"),
    )


def _files(library: Library) -> Node:
    """What became of each file, as long as the files are where the records are kept."""
    if not library.follows_files:
        return topic(
            _("Where the records are kept"),
            el("p", _("The records are entered and corrected here, in the dashboard.")),
            el("p", _("Files in data/records are no longer read by themselves."), cls="caption"),
        )
    heads = (_("File"), _("Rows"), _("Loaded"), _("Left out"))
    number = tongue().formats.number
    rows = [
        el(
            "tr",
            el("td", el("bdi", file.name)),
            *(
                el("td", number(value), cls="number")
                for value in (file.rows, file.loaded, file.left_out)
            ),
        )
        for file in library.files
    ]
    return topic(
        _("Files with records"),
        plain_table(heads, rows, cls="plain files"),
    )
