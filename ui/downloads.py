"""What files are called that somebody takes along."""

from __future__ import annotations

import re
from typing import Final

from data.model import Access
from ui import access
from ui.i18n import _

INTERNAL: Final = re.compile(r"__intern(al)?\.[a-z]+\b")
"""Finds the names of files for the team alone; no other name has two underscores."""


def named(name: str) -> str:
    """The name of a file for the person who looks: one of the team gets what is internal too, and
    the name says so. The server gives a file of such a name to nobody else (``serving.gate``)."""
    if not access.may(Access.EDITOR):
        return name
    stem, _dot, extension = name.rpartition(".")
    return f"{stem}__{_('internal')}.{extension}"
