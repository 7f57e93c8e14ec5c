"""What somebody is bringing in: kept on the server from the first file to the last confirmation.

Each import belongs to one person and has an address of its own, so that loading the page again
loses nothing. There are few of them, and each ends some time after it was last looked at.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from time import monotonic
from typing import Final

from data.importing.headers import Table
from data.importing.identity import Known, Present
from data.importing.interpret import Interpreted, interpret
from data.importing.mapping import ColumnMap, shape
from data.importing.meanings import own_headings
from data.importing.plan import Choices, Plan, Wanted, make_plan
from data.store.engine import NotUsable
from data.store.records import Before, Store
from data.store.writes import AlreadyThere, ChangedMeanwhile, Refused
from ui.background import Cancelled, Step, Work
from ui.importing.sources import Basis, Seen, Source, Upload, look, read_uploads

MOST: Final = 12
"""Imports that are kept at once; the one that was looked at longest ago makes room."""
MOST_ROWS: Final = 300_000
"""Rows of all of them together, for the sake of memory: a judged row takes some kilobytes."""
_SECONDS: Final = 2 * 60 * 60
_PATIENCE: Final = 1.5
"""Seconds that a page waits for work before it shows how far it is."""

QUESTIONS: Final = (
    *("place", "country", "kind", "direction", "status", "sector", "network", "role"),
    *("visibility", "date_precision", "participants_qualifier", "participants_unit"),
    *("date", "date_order", "count"),
)
"""The kinds of questions whose answers are remembered."""


@dataclass(frozen=True)
class Previewed:
    """A table as it was read, and what would become of it."""

    read: Interpreted
    plan: Plan


@dataclass(frozen=True)
class Written:
    """What was written: how many records are new and changed, and the revision that it made."""

    created: int
    changed: int
    revision: int


@dataclass(eq=False)
class Importing:
    """One import, from the file on. ``failure`` is what went wrong last; while ``is_writing`` the
    work under way is the last."""

    token: str
    basis: Basis
    seen: Seen | None = None
    mapping: ColumnMap | None = None
    answers: dict[tuple[str, str], str] = field(default_factory=dict)
    fixes: dict[int, dict[str, str]] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    preview: Previewed | None = None
    written: Written | None = None
    failure: BaseException | None = None
    work: Work[Seen] | Work[Previewed] | Work[Written] | None = None
    is_writing: bool = False
    generation: int = 0
    """counts what was decided, so that inputs show the newest"""
    looked_at: float = field(default_factory=monotonic)

    @property
    def source(self) -> Source | None:
        return self.seen.sources[self.seen.chosen] if self.seen and self.seen.sources else None

    @property
    def table(self) -> Table | None:
        return self.source.table if self.source else None

    @property
    def rows(self) -> int:
        """How many rows of tables are kept for it."""
        sources = self.seen.sources if self.seen else ()
        return sum(len(source.table.rows) for source in sources if source.table is not None)

    @property
    def is_own(self) -> bool:
        """Whether the app itself wrote the table."""
        return self.table is not None and own_headings(self.table.columns) is not None


_all: Final[dict[str, Importing]] = {}
_lock: Final = Lock()


def begin(uploads: Sequence[Upload], basis: Basis) -> Importing:
    """Start reading files; the bytes are let go of when that is done."""
    held = list(uploads)
    one = Importing(secrets.token_urlsafe(9), basis)

    def do(step: Step) -> Seen:
        return read_uploads(held, basis, step)

    one.work = Work(do)
    with _lock:
        _forget_old()
        _all[one.token] = one
    return one


def find(token: str, by: str) -> Importing | None:
    """An import by its address; only who began it sees it."""
    with _lock:
        _forget_old()
        one = _all.get(token)
    if one is None or one.basis.by != by:
        return None
    one.looked_at = monotonic()
    return one


def forget(one: Importing) -> None:
    """Let go of everything of an import; what is under way is cancelled."""
    if one.work is not None:
        one.work.cancel()
    with _lock:
        _all.pop(one.token, None)


def cancel(one: Importing) -> None:
    """End what is under way. What is being written ends at its next step, and is waited for: it
    may just have been written."""
    if one.work is None:
        return
    one.work.cancel()
    if not one.is_writing:
        one.work = None


def _forget_old() -> None:
    """Make room, beginning with what was looked at longest ago; the newest always stays."""
    now, rows = monotonic(), 0
    newest = sorted(_all.values(), key=lambda one: -one.looked_at)
    for at, one in enumerate(newest):
        rows += one.rows
        if now - one.looked_at > _SECONDS or (at and (at >= MOST or rows > MOST_ROWS)):
            if one.work is not None:
                one.work.cancel()
            del _all[one.token]


def is_working(one: Importing) -> bool:
    """Whether something is under way; what has ended meanwhile is taken in. Waits a moment, so
    that small files show no progress at all."""
    if one.work is None:
        return False
    if not one.work.is_over(_PATIENCE):
        return True
    work, one.work, one.is_writing = one.work, None, False
    try:
        _take(one, work.result())
    except Cancelled:
        one.failure = None
    except (ChangedMeanwhile, AlreadyThere) as raced:
        # The preview is no longer true: make it anew, and say why.
        plan(one)
        one.failure = raced
    except (Refused, NotUsable) as failure:
        one.failure = failure
    # What has ended may have begun something else: a table that is known is judged at once.
    return is_working(one)


def _take(one: Importing, result: Seen | Previewed | Written) -> None:
    one.generation += 1
    if isinstance(result, Seen):
        one.seen, one.mapping = result, result.mapping
        if result.remembered and result.mapping is not None:
            plan(one)
    elif isinstance(result, Previewed):
        one.preview = result
    else:
        one.written, one.preview = result, None


def choose(one: Importing, at: int) -> None:
    """Another sheet of what was read."""
    if one.seen is None:
        return
    sources, basis = one.seen.sources, one.basis
    one.preview, one.answers, one.fixes, one.written = None, {}, {}, None
    one.work = Work(lambda _step: look(sources, basis, at))


def map_columns(one: Importing, mapping: ColumnMap) -> None:
    """Other meanings of the columns; the preview is made when somebody asks for it."""
    one.mapping, one.preview = mapping, None
    one.generation += 1


def plan(one: Importing) -> None:
    """Read the table and judge its rows."""
    table, mapping = one.table, one.mapping
    if table is None or mapping is None:
        return
    basis, choices = one.basis, one.choices
    said, fixes = dict(one.answers), {at: dict(fix) for at, fix in one.fixes.items()}
    one.failure = None

    def do(step: Step) -> Previewed:
        step(0.0)
        before = basis.store.before_many()
        step(0.1)
        around = basis.surroundings(before)
        answers = _remembered(basis.store) | said
        read = interpret(table, mapping, around, answers=answers, fixes=fixes,
                         step=lambda done: step(0.1 + 0.3 * done))  # fmt: skip
        made = make_plan(
            table, read, mapping, _present(before), basis.reference,
            choices=choices, own_uid=basis.own_uid,
            step=lambda done: step(0.4 + 0.6 * done),
        )  # fmt: skip
        return Previewed(read, made)

    one.work = Work(do)


def answer(one: Importing, said: Mapping[tuple[str, str], str]) -> None:
    """Keep what somebody said that values mean, for this file and those to come."""
    one.answers |= said
    by_kind: dict[str, dict[str, str]] = {}
    for (kind, key), meant in said.items():
        by_kind.setdefault(kind, {})[key] = meant
    for kind, answers in by_kind.items():
        one.basis.store.remember(kind, answers, by=one.basis.by)
    plan(one)


def fix(one: Importing, cells: Mapping[int, Mapping[str, str]]) -> None:
    """Take cells that somebody wrote anew, by the row's position and the column."""
    for at, fixed in cells.items():
        one.fixes.setdefault(at, {}).update(fixed)
    plan(one)


def decide(one: Importing, choices: Choices) -> None:
    """What to do with rows that are there already, wrong, or changed here since."""
    again = choices.overwrite != one.choices.overwrite
    one.choices = choices
    if again:
        plan(one)


def confirm(one: Importing, then: Callable[[], None] = lambda: None) -> None:
    """Write everything or nothing, and remember what the columns mean. ``then`` is done before it
    is said that it was written."""
    table, mapping, preview = one.table, one.mapping, one.preview
    if table is None or mapping is None or preview is None or one.work is not None:
        return
    if not preview.plan.may_be_confirmed(one.choices):
        return
    basis, wanted = one.basis, preview.plan.wanted(one.choices)
    one.failure = None

    def do(step: Step) -> Written:
        number = _write(basis, wanted, step)
        basis.store.remember("mapping", {shape(table.columns): mapping.to_json()}, by=basis.by)
        then()
        return Written(wanted.created, len(wanted.writes) - wanted.created, number)

    one.is_writing = True
    one.work = Work(do)


def _write(basis: Basis, wanted: Wanted, step: Step) -> int:
    rows = {digest: (known.id, known.version) for digest, known in wanted.rows.items()}
    return basis.store.write_many(wanted.writes, wanted.places, rows, by=basis.by, step=step)


def _remembered(store: Store) -> dict[tuple[str, str], str]:
    return {(kind, key): meant for kind in QUESTIONS for key, meant in store.answers(kind).items()}


def _present(before: Before) -> Present:
    rows = {digest: Known(name, version) for digest, (name, version) in before.rows.items()}
    return Present(before.stored, before.gone, before.places, rows, before.bases)


def with_constant(mapping: ColumnMap, column: str, value: str) -> ColumnMap:
    """The same meanings with something said once for all rows; an empty value says nothing."""
    constants = dict(mapping.constants) | {column: value}
    return replace(mapping, constants={name: one for name, one in constants.items() if one})
