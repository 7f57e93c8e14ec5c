"""What is said of files that somebody takes along."""

from __future__ import annotations

from data.model import Access
from ui import access
from ui.i18n import _


def mark() -> str:
    """What the name of a file says that is made for the person who looks: one of the team gets what
    is internal too, and a file of such a name is given to nobody else (``serving.gate``)."""
    return _("internal") if access.may(Access.EDITOR) else ""
