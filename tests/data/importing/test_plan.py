"""What would become of the records: one verdict a row, and the same file again changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.importing.codes import BY_DATE, BY_PLACE
from data.importing.identity import Present
from data.importing.plan import Choices, Decision, Verdict
from data.model import Counterpart, Direction, Participants, Qualifier, Status, Unit
from data.problems import Code
from data.store.writes import Create, Update
from tests.builders import an_activity
from tests.data.importing.bringing import Bringing, applied, bringing, edited, holding

NEW, CHANGED, UNCHANGED, DUPLICATE, WRONG = Verdict
HEAD = ["Titel", "Datum", "Ort", "Teilnehmer (Personen)", "Branche"]
LEEDS = ["Besuch in Leeds", "12.09.2025", "Leeds", "ca. 50", "Wasserstoff"]
SEOUL = ["Besuch in Seoul", "KW 36/2025", "Seoul", "20", "KI"]
CONSTANTS = {"kind": "delegation_visit", "direction": BY_PLACE, "status": BY_DATE}


def trip(*rows: Sequence[object]) -> Bringing:
    return bringing([HEAD, *rows], **CONSTANTS)


def again(one: Bringing, present: Present, *rows: Sequence[object]) -> Bringing:
    """The same kind of file, on what is there by now."""
    return replace(trip(*rows) if rows else one, present=present)


def test_what_is_nowhere_is_new() -> None:
    one = trip(LEEDS, SEOUL)
    assert one.verdicts == [NEW, NEW]
    leeds = one.judged[0].activity
    assert leeds is not None
    assert leeds.id.startswith("2025-09-besuch-leeds-")
    assert (leeds.kind, leeds.direction, leeds.status) == (
        "delegation_visit", Direction.OUTBOUND, Status.HELD,
    )  # fmt: skip
    assert (leeds.venue, leeds.counterparts) == ("leeds-gb", (Counterpart("GB", "leeds-gb"),))
    assert leeds.participants == Participants(50, Qualifier.ABOUT, Unit.PEOPLE)
    assert leeds.sectors == ("hydrogen",)


def test_the_same_file_again_changes_nothing() -> None:
    one = trip(LEEDS, SEOUL)
    after = again(one, one.apply())
    assert after.verdicts == [UNCHANGED, UNCHANGED]
    assert not after.plan.wanted(Choices()).writes


def test_another_order_and_other_rows_beside_change_nothing() -> None:
    one = trip(LEEDS, SEOUL)
    later = again(one, one.apply(), SEOUL, ["Neu", "1.10.2025", "Leeds", "", ""], LEEDS)
    assert later.verdicts == [UNCHANGED, NEW, UNCHANGED]


def test_what_the_file_says_anew_is_a_change_field_by_field() -> None:
    one = trip(LEEDS)
    later = again(one, one.apply(), [*LEEDS[:3], "60", "KI"])
    (row,) = later.judged
    assert (row.verdict, row.fields) == (CHANGED, ("sectors", "participants"))
    (write,) = later.plan.wanted(Choices()).writes
    assert isinstance(write, Update)
    assert write.version == 1
    assert write.activity.sectors == ("ai",)


def test_what_was_corrected_here_is_not_overwritten_by_the_same_file() -> None:
    one = trip(LEEDS)
    present = one.apply()
    (activity_id,) = present.records
    here = edited(present, activity_id, title_de="Besuch bei Freunden", sectors=("ai", "software"))
    (row,) = again(one, here).judged
    assert (row.verdict, row.fields, set(row.kept)) == (
        UNCHANGED, (), {"title_de", "sectors"},
    )  # fmt: skip


def test_what_was_corrected_here_is_not_overwritten_by_a_newer_file_either() -> None:
    one = trip(LEEDS)
    present = one.apply()
    (activity_id,) = present.records
    here = edited(present, activity_id, sectors=("ai", "software"))
    (row,) = again(one, here, [*LEEDS[:3], "60", "Wasserstoff"]).judged
    assert (row.verdict, row.fields, row.kept) == (CHANGED, ("participants",), ("sectors",))
    assert row.merged.sectors == ("ai", "software")


def test_somebody_may_choose_to_overwrite_it() -> None:
    one = trip(LEEDS)
    present = one.apply()
    (activity_id,) = present.records
    later = again(one, edited(present, activity_id, sectors=("ai",)))
    later.choices = Choices(overwrite=True)
    (row,) = later.judged
    assert (row.verdict, row.fields) == (CHANGED, ("sectors",))


def test_a_record_that_was_deleted_here_does_not_come_back() -> None:
    one = trip(LEEDS)
    present = one.apply()
    gone = frozenset(present.records)
    (row,) = again(one, replace(present, records={}, gone=gone)).judged
    assert (row.verdict, row.gone) == (UNCHANGED, True)


def test_empty_cells_empty_nothing_unless_somebody_says_so() -> None:
    one = trip(LEEDS, SEOUL)
    present = one.apply()
    later = again(one, present, [*LEEDS[:3], "", ""], SEOUL)
    assert later.verdicts == [UNCHANGED, UNCHANGED]
    later.mapping = replace(later.mapping, clears=True)
    assert later.judged[0].fields == ("sectors", "participants")


def test_constants_do_not_change_what_is_there() -> None:
    one = trip(LEEDS)
    present = one.apply()
    (activity_id,) = present.records
    stored = present.records[activity_id]
    other = replace(stored, activity=replace(stored.activity, status=Status.CANCELLED))
    present = replace(present, records={activity_id: other}, rows={})
    assert again(one, present).verdicts == [UNCHANGED]


def test_a_row_with_the_id_of_a_record_need_not_say_the_rest() -> None:
    present = holding(an_activity(id="x1", kind="conference", source="Liste"))
    one = bringing([["id", "Anzahl Teilnehmer", "Link"], ["x1", "30", "example.org"]])
    one = replace(one, present=present)
    (row,) = one.judged
    assert (row.verdict, row.fields) == (CHANGED, ("participants", "source_url"))
    assert row.merged.source == "Liste"


def test_the_same_title_near_in_time_is_probably_there_already() -> None:
    present = holding(an_activity(id="x1", title_de="Besuch in Leeds", start=date(2025, 9, 20)))
    one = replace(trip(LEEDS), present=present)
    (row,) = one.judged
    assert row.verdict is DUPLICATE
    assert row.of is not None
    assert row.of.activity.id == "x1"


@pytest.mark.parametrize(
    ("title", "start", "country"),
    [("Besuch in York", date(2025, 9, 20), "GB"), ("Besuch in Leeds", date(2025, 12, 1), "GB"),
     ("Besuch in Leeds", date(2025, 9, 20), "FR")],
)  # fmt: skip
def test_another_title_time_or_country_is_another_activity(
    title: str, start: date, country: str
) -> None:
    there = an_activity(id="x1", title_de=title, start=start, counterparts=(Counterpart(country),))
    assert replace(trip(LEEDS), present=holding(there)).verdicts == [NEW]


def test_a_duplicate_is_skipped_or_updates_or_is_taken_as_new() -> None:
    present = holding(an_activity(id="x1", title_de="Besuch in Leeds", start=date(2025, 9, 20)))
    plan = replace(trip(LEEDS), present=present).plan
    assert not plan.wanted(Choices()).writes
    (update,) = plan.wanted(Choices(duplicates=Decision.UPDATE)).writes
    assert (update.activity.id, update.activity.start) == ("x1", date(2025, 9, 12))
    (create,) = plan.wanted(Choices(by_row={0: Decision.NEW})).writes
    assert isinstance(create, Create)


@pytest.mark.parametrize("decision", [Decision.UPDATE, Decision.NEW])
def test_a_decided_duplicate_is_not_asked_about_again(decision: Decision) -> None:
    present = holding(an_activity(id="x1", title_de="Besuch in Leeds", start=date(2025, 9, 20)))
    one = replace(trip(LEEDS), present=present, choices=Choices(duplicates=decision))
    assert again(one, one.apply()).verdicts == [UNCHANGED]


def test_the_same_row_twice_in_a_file_is_a_duplicate_within() -> None:
    one = trip(LEEDS, SEOUL, LEEDS)
    assert one.verdicts == [NEW, NEW, DUPLICATE]
    assert one.judged[2].of_row == 2
    assert len(one.apply().records) == 2
    one.choices = Choices(duplicates=Decision.NEW)
    assert len(one.apply().records) == 3
    assert again(one, one.apply()).verdicts == [UNCHANGED] * 3


def test_two_rows_with_one_id_are_never_both_written() -> None:
    head = ["id", "Titel", "Datum"]
    one = bringing([head, ["x", "A", "1.1.2025"], ["x", "B", "1.1.2025"]], **CONSTANTS)
    assert WRONG in one.verdicts
    assert len({write.activity.id for write in one.plan.wanted(Choices()).writes}) <= 1


WRONGS = [
    (["", "12.09.2025", "Leeds", "5", ""], "title_de", Code.TITLE_MISSING),
    (["A", "", "Leeds", "5", ""], "start", Code.VALUE_MISSING),
    (["A", "bald", "Leeds", "5", ""], "start", Code.DATE_INVALID),
    (["A", "Herbst 2025", "Leeds", "5", ""], "start", Code.VALUE_UNCLEAR),
    (["A", "12.09.2025", "Leeds", "viele", ""], "participants", Code.COUNT_INVALID),
    (["A", "12.09.2025", "Leeds", "20-30", ""], "participants", Code.VALUE_UNCLEAR),
    (["A", "12.09.2025", "Leeds", "5", "Bergbau"], "sectors", Code.VALUE_UNCLEAR),
    (["A" * 20_001, "12.09.2025", "Leeds", "5", ""], "title_de", Code.VALUE_TOO_LONG),
    (["A\x01", "12.09.2025", "Leeds", "5", ""], "title_de", Code.VALUE_CONTROL),
]


@pytest.mark.parametrize(("row", "column", "code"), WRONGS)
def test_what_is_wrong_says_why_and_is_never_written(
    row: list[str], column: str, code: Code
) -> None:
    one = trip(LEEDS, row)
    assert one.verdicts == [NEW, WRONG]
    assert (column, code) in {(found.column, found.code) for found in one.judged[1].problems}
    assert not one.plan.may_be_confirmed(Choices())
    assert one.plan.may_be_confirmed(Choices(skip_wrong=True))
    assert len(one.plan.wanted(Choices(skip_wrong=True)).writes) == 1


def test_an_answer_holds_for_all_rows_that_ask() -> None:
    rows = [
        ["A", "Herbst 2025", "Leeds", "", "Bergbau"],
        ["B", "1.1.2025", "Leeds", "", "Bergbau; KI"],
    ]
    one = trip(*rows)
    asked = {(question.kind, question.key): question for question in one.read.questions}
    assert asked["sector", "bergbau"].rows == 2
    one.answers = {("sector", "bergbau"): "materials", ("date", "herbst 2025"): "2025-Q4"}
    assert one.verdicts == [NEW, NEW]
    activities = [row.activity for row in one.judged]
    assert activities[0] is not None
    assert activities[0].start == date(2025, 10, 1)
    assert activities[1] is not None
    assert activities[1].sectors == ("materials", "ai")


def test_an_answer_may_be_to_leave_it_empty() -> None:
    one = trip(["A", "1.1.2025", "Leeds", "20-30", "Bergbau"])
    one.answers = {("sector", "bergbau"): "", ("count", "20-30"): ""}
    (row,) = one.judged
    assert row.activity is not None
    assert (row.activity.sectors, row.activity.participants) == ((), None)


def test_the_order_of_days_is_asked_once_a_column() -> None:
    rows = [["A", "03/04/2025", "Leeds", "", ""], ["B", "05/04/2025", "Leeds", "", ""]]
    one = trip(*rows)
    (question,) = one.read.questions
    assert (question.kind, question.rows) == ("date_order", 2)
    one.answers = {("date_order", question.key): "month_first"}
    starts = [row.activity.start for row in one.judged if row.activity]
    assert starts == [date(2025, 3, 4), date(2025, 5, 4)]


def test_a_clear_row_decides_the_order_of_days_for_the_others() -> None:
    one = trip(["A", "03/04/2025", "Leeds", "", ""], ["B", "15/04/2025", "Leeds", "", ""])
    assert [row.activity.start for row in one.judged if row.activity] == [
        date(2025, 4, 3), date(2025, 4, 15),
    ]  # fmt: skip


def test_a_cell_that_is_written_anew_is_judged_anew() -> None:
    one = trip(["A", "bald", "Leeds", "viele", ""])
    one.fixes = {0: {"start": "12. bis 14. September 2025", "participants": "rund 25 Firmen"}}
    (row,) = one.judged
    assert row.verdict is NEW
    assert row.activity is not None
    assert (row.activity.start, row.activity.end) == (date(2025, 9, 12), date(2025, 9, 14))
    assert row.activity.participants == Participants(25, Qualifier.ABOUT, Unit.ORGANISATIONS)


def test_a_mended_row_of_the_same_file_is_known_again() -> None:
    one = trip(["A", "bald", "Leeds", "", ""], LEEDS)
    one.fixes = {0: {"start": "12.09.2025"}}
    present = one.apply()
    assert len(present.records) == 2
    later = again(trip(["A", "bald", "Leeds", "", ""], LEEDS), present)
    later.fixes = {0: {"start": "12.09.2025"}}
    assert later.verdicts == [UNCHANGED, UNCHANGED]


TITLES = st.sampled_from(["Besuch", "Messe", "", "Forum KI", "=1+1"])
WHEN = st.sampled_from(["12.09.2025", "KW 36/2025", "Sept. 2025", "Herbst 2025", "bald", "2024",
                        "30.09. bis 02.10.2025", ""])  # fmt: skip
WHERE = st.sampled_from(["Leeds", "Seoul", "Xian / China", "Dortmund", "", "Nirgendheim"])
COUNTS = st.sampled_from(["", "50", "ca. 50", "20-30", "viele", "k. A."])
FIELDS = st.sampled_from(["", "KI", "Wasserstoff, KI", "Bergbau"])
ROWS = st.lists(st.tuples(TITLES, WHEN, WHERE, COUNTS, FIELDS), min_size=1, max_size=8)


@settings(max_examples=20)
@given(ROWS, st.sampled_from(Decision))
def test_after_confirming_the_same_file_changes_nothing(
    rows: list[tuple[str, ...]], decision: Decision
) -> None:
    rows = [row for row in rows if sum(map(bool, row)) > 1] or [tuple(LEEDS)]
    one = trip(*rows)
    one.choices = Choices(duplicates=decision, skip_wrong=True)
    plan = one.plan
    assert len(plan.judged) == len(one.table.rows)
    assert sum(plan.counts().values()) == len(plan.judged)
    written = {write.activity.id for write in plan.wanted(one.choices).writes}
    wrong = {row.digest for row in plan.judged if row.verdict is WRONG}
    assert not wrong & set(plan.wanted(one.choices).rows)
    present = applied(plan, one.present, one.choices)
    assert written == set(present.records)
    later = replace(one, present=present).plan
    assert {row.verdict for row in later.judged} <= {UNCHANGED, WRONG, DUPLICATE}
    assert not later.wanted(Choices()).writes
