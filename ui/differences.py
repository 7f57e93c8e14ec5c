"""What was changed in a record, field by field, as readers read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final, TypeAlias

from data.merging import changed
from data.snapshot import Snapshot
from ui import field_names
from ui.document import Element, Node, el, text_of
from ui.form.told import or_empty, told
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
    return _list(
        (field_names.of_field(field), _field(field, before, after, snapshot))
        for field in changed(before, after)
    )


def texts(fields: Iterable[tuple[str, str, str]]) -> Element:
    """The same of fields that are told as texts: what each is called, what it was, and what it is.
    Those that are as they were have no line."""
    return _list((label, _text(old, new)) for label, old, new in fields if old != new)


def _list(fields: Iterable[tuple[str, list[Node]]]) -> Element:
    entries = [el("div", el("dt", label), el("dd", *nodes)) for label, nodes in fields]
    return el("dl", *entries, cls="differences")


def _field(field: str, before: Cells, after: Cells, snapshot: Snapshot) -> list[Node]:
    if field in _TEXTS:
        return _text(before.get(field, ""), after.get(field, ""))
    return _whole(told(before, field, snapshot), told(after, field, snapshot))


def _text(old: str, new: str) -> list[Node]:
    if min(len(old), len(new)) > _LONG:
        words = _WORDS.findall(old), _WORDS.findall(new)
        matcher = SequenceMatcher(None, *words, autojunk=False)
        if matcher.ratio() > _ALIKE:
            return [el("bdi", *_within(*words, matcher.get_opcodes()))]
    return _whole(or_empty(old), or_empty(new))


def _whole(old: Node, new: Node) -> list[Node]:
    # Said aloud, where nobody sees that it is struck out.
    aloud = _("before: {text}", text=text_of(old))
    return [
        el("del", old, aria_label=aloud),
        el("span", " → ", aria_hidden="true"),
        el("ins", new),
    ]


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
