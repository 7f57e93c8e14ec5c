"""What was changed in a record, field by field, as readers read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final, TypeAlias

from data.merging import changed
from data.snapshot import Snapshot
from ui import field_names
from ui.document import Element, Node, el, text_of
from ui.form.told import told
from ui.i18n import _

_LONG: Final = 60
"""Characters from which on a text is told by what changed in it."""
_ALIKE: Final = 0.6
"""Of two texts that share less than this, each is told as a whole; half of a text are spaces."""
_AROUND: Final = 12
"""Words and spaces on each side of a change that are shown with it."""
_WORDS: Final = re.compile(r"\s+|\S+")
_TEXTS: Final = frozenset(
    {
        *("title_de", "title_en", "outcome_de", "outcome_en", "follow_up"),
        *("note_de", "note_en", "source"),
    }
)

Cells: TypeAlias = Mapping[str, str]
Step: TypeAlias = tuple[str, int, int, int, int]


def listing(before: Cells, after: Cells, snapshot: Snapshot) -> Element:
    """A line a field that differs: what it was, and what it is."""
    entries = [
        el("div", el("dt", field_names.of_field(field)),
           el("dd", *_field(field, before, after, snapshot)))
        for field in changed(before, after)
    ]  # fmt: skip
    return el("dl", *entries, cls="differences")


def _field(field: str, before: Cells, after: Cells, snapshot: Snapshot) -> list[Node]:
    old, new = before.get(field, ""), after.get(field, "")
    if field in _TEXTS and min(len(old), len(new)) > _LONG:
        words = _WORDS.findall(old), _WORDS.findall(new)
        matcher = SequenceMatcher(None, *words, autojunk=False)
        if matcher.ratio() > _ALIKE:
            return [el("bdi", *_within(*words, matcher.get_opcodes()))]
    return [
        el("del", told(before, field, snapshot), aria_label=_before(before, field, snapshot)),
        el("span", " → ", aria_hidden="true"),
        el("ins", told(after, field, snapshot)),
    ]


def _before(cells: Cells, field: str, snapshot: Snapshot) -> str:
    """Said aloud, where nobody sees that it is struck out."""
    return _("before: {text}", text=text_of(told(cells, field, snapshot)))


def _within(before: list[str], after: list[str], steps: Sequence[Step]) -> Iterator[Node]:
    """A long text as it is now, with what went and what came; what stayed is cut short."""
    for number, (kind, first, last, begin, end) in enumerate(steps):
        if kind == "equal":
            yield _kept(before[first:last], first=number == 0, last=number == len(steps) - 1)
            continue
        if last > first:
            yield el("del", "".join(before[first:last]))
        if end > begin:
            yield el("ins", "".join(after[begin:end]))


def _kept(words: list[str], *, first: bool, last: bool) -> str:
    if first:
        return "".join(words) if len(words) <= _AROUND else "… " + "".join(words[-_AROUND:])
    if last:
        return "".join(words) if len(words) <= _AROUND else "".join(words[:_AROUND]) + " …"
    if len(words) <= 2 * _AROUND:
        return "".join(words)
    return "".join(words[:_AROUND]) + " … " + "".join(words[-_AROUND:])
