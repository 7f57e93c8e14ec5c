"""Work beside the pages: it rests while one is drawn, and ends where somebody cancels it."""

from __future__ import annotations

from threading import Event

import pytest

from ui import background
from ui.background import Cancelled, Step, Work, page_first


@pytest.fixture(autouse=True)
def _rests_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Longer than any test waits: whatever ends, did not end because the time was over."""
    monkeypatch.setattr(background, "_REST", 600.0)


def _stepping(began: Event, went_on: Event) -> Work[str]:
    def do(step: Step) -> str:
        began.set()
        step(0.5)
        went_on.set()
        return "done"

    return Work(do)


def test_work_rests_while_pages_are_drawn_and_goes_on_after_the_last() -> None:
    began, went_on = Event(), Event()
    with page_first():
        with page_first():
            work = _stepping(began, went_on)
            assert began.wait(30)
        assert not went_on.is_set()
    assert work.result() == "done"
    assert work.done == 0.5


def test_a_page_that_waits_for_the_work_is_not_in_its_way() -> None:
    with page_first():
        assert _stepping(Event(), Event()).is_over(seconds=30)
        resting = _stepping(began := Event(), went_on := Event())
        assert began.wait(30)
        assert not went_on.is_set()
    assert resting.result() == "done"


def test_a_page_that_fails_is_no_longer_in_the_way() -> None:
    with pytest.raises(ZeroDivisionError), page_first():
        raise ZeroDivisionError
    assert _stepping(Event(), Event()).result() == "done"


def test_cancelled_work_ends_at_its_next_step() -> None:
    began, cancelled = Event(), Event()

    def do(step: Step) -> str:
        began.set()
        assert cancelled.wait(30)
        step(0.5)
        return "done"

    work = Work(do)
    assert began.wait(30)
    work.cancel()
    cancelled.set()
    with pytest.raises(Cancelled):
        work.result()
    assert work.is_over()
