"""What records can lack, in words, and how it is mended."""

from __future__ import annotations

from collections.abc import Callable

from data.model import Access
from data.queries import Lack
from ui import access, desk, state
from ui.i18n import _, n_


def title(lack: Lack, total: int) -> str:
    """How many records lack it."""
    match lack:
        case Lack.SOURCE:
            return n_("{count} record without a source", "{count} records without a source", total)
        case Lack.SECTOR:
            return n_("{count} record without a sector", "{count} records without a sector", total)
        case Lack.PLACE:
            return n_("{count} record without a place", "{count} records without a place", total)
        case Lack.GERMAN:
            return n_(
                "{count} record without a German title",
                "{count} records without a German title",
                total,
            )
        case Lack.ENGLISH:
            return n_(
                "{count} record without an English title",
                "{count} records without an English title",
                total,
            )
        case Lack.OVERDUE:
            return n_(
                "{count} record is planned for a day that is over",
                "{count} records are planned for a day that is over",
                total,
            )
        case Lack.TWICE:
            return n_(
                "{count} record may be there twice", "{count} records may be there twice", total
            )


def way(lack: Lack) -> str:
    """What to do about it: in the form for the team, otherwise in the file with the record."""
    return _in_the_form(lack) if is_mended_here() else _in_the_file(lack)


def is_mended_here() -> bool:
    """Whether the reader can change the records, and so a finding leads to where that is done."""
    return access.may(Access.EDITOR) and desk.leads_to("edit")


def leading() -> Callable[[str], state.View] | None:
    """Where a line of a finding leads: into the form, for those who may use it."""
    if not is_mended_here():
        return None
    form = state.view().turning_to("edit")
    return lambda activity_id: form.choosing(of=activity_id)


def _in_the_form(lack: Lack) -> str:
    return {
        Lack.SOURCE: _("Who says so, and where can it be read?"),
        Lack.SECTOR: _("Choose the sectors; none may be right, too."),
        Lack.PLACE: _("Name the venue, or the city of a counterpart instead of its country."),
        Lack.GERMAN: _("Until there is one, German readers see the English title."),
        Lack.ENGLISH: _("Until there is one, English readers see the German title."),
        Lack.OVERDUE: _("Was it held or cancelled, or has the date moved?"),
        Lack.TWICE: _("The same title within a month: one activity, or two?"),
    }[lack]


def _in_the_file(lack: Lack) -> str:
    return {
        Lack.SOURCE: _("Fill source or source_url: who says so, and where can it be read?"),
        Lack.SECTOR: _("Fill sectors with codes of the list; none may be right, too."),
        Lack.PLACE: _(
            "Fill venue, or give a city to a country in counterparts: Leeds, GB instead of GB."
        ),
        Lack.GERMAN: _("Fill title_de; until then German readers see the English title."),
        Lack.ENGLISH: _("Fill title_en; until then English readers see the German title."),
        Lack.OVERDUE: _("Set status to held or cancelled, or move the date."),
        Lack.TWICE: _(
            "The same title within a month: if it is one activity, keep one of the records."
        ),
    }[lack]
