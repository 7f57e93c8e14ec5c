"""What files are called that somebody takes along."""

from __future__ import annotations

from data.model import Access
from exports.names import internal_name
from ui import access
from ui.i18n import _


def named(name: str) -> str:
    """The name of a file for the person who looks: one of the team gets what is internal too, and
    the name says so. The server gives a file of such a name to nobody else (``serving.gate``)."""
    return internal_name(name, _("internal")) if access.may(Access.EDITOR) else name
