"""Many write at once, and some end in the middle: nothing acknowledged is lost, nothing torn."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from data.store import engine
from data.store.engine import Busy
from data.store.records import Store
from data.store.revision import next_revision
from data.store.writes import ChangedMeanwhile, Create, Update
from tests.builders import an_activity
from tests.conftest import ROOT

WRITERS = 8
EACH = 12
KILLED_AFTER = (59, 95, 247, 97)
"""Acknowledged pairs of writes, a thousand writes in all; the process is somewhere in the next one
by then."""
_WRITE_ON = """
import dataclasses, sys
from data.store.records import Store
from data.store.writes import Create, Update
from tests.builders import an_activity

store, name = Store(sys.argv[1]), sys.argv[2]
for number in range(100_000):
    one = an_activity(id=f"{name}-{number}", sectors=("health", "digital"))
    store.write([Create(one)], by=name)
    store.write([Update(dataclasses.replace(one, title_de="geändert"), 1)], by=name)
    print(number, flush=True)
"""


def test_eight_writers_at_once(url: str, store: Store) -> None:
    store.write([Create(an_activity(id="shared"))], by="test")

    def write(name: str) -> int:
        """Own records, and now and then the one that all want: who was late looks and goes on."""
        mine = Store(url)
        changed = 0
        for number in range(EACH):
            mine.write([Create(an_activity(id=f"{name}-{number}"))], by=name)
            stored = mine.get("shared")
            assert stored
            try:
                mine.write([Update(stored.activity, stored.version)], by=name)
                changed += 1
            except ChangedMeanwhile:
                continue
        mine.close()
        return changed

    with ThreadPoolExecutor(WRITERS) as pool:
        changed = sum(pool.map(write, [f"w{number}" for number in range(WRITERS)]))
    number, present, _ = store.everything()
    assert len(present) == 1 + WRITERS * EACH
    assert number == 1 + WRITERS * EACH + changed
    shared = store.get("shared")
    assert shared
    assert shared.version == 1 + changed == len(store.history("shared"))


def test_what_was_acknowledged_outlives_a_killed_process(url: str, store: Store) -> None:
    acknowledged: list[str] = []
    for kill, lines in enumerate(KILLED_AFTER):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITE_ON, url, f"k{kill}"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        ) as writer:
            assert writer.stdout
            heard = [writer.stdout.readline().strip() for _ in range(lines)]
            writer.kill()
            heard += writer.stdout.read().split("\n")
        acknowledged += [f"k{kill}-{number}" for number in heard if number.isdigit()]
    number, present, _ = store.everything()
    records, versions = {one.id: one for one in present}, store.versions()
    told = {one: len(store.history(one)) for one in records}
    assert len(acknowledged) >= sum(KILLED_AFTER)
    for one in acknowledged:
        assert (records[one].title_de, records[one].sectors) == ("geändert", ("health", "digital"))
        assert versions[one] == told[one] == 2
    assert sum(versions.values()) == number == sum(told.values())


def test_who_waits_in_vain_is_told(url: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_BUSY_SECONDS", 0.05)
    late = Store(url)
    with engine.writing(store.engine) as connection:
        next_revision(connection)
        with pytest.raises(Busy):
            late.write([Create(an_activity(id="late"))], by="Bo")
    late.write([Create(an_activity(id="late"))], by="Bo")
    late.close()
    assert [one.id for one in store.everything()[1]] == ["late"]


def test_others_write_while_many_records_are_laid_down(store: Store) -> None:
    wrote: list[int] = []

    def step(_done: float) -> None:
        if not wrote:
            wrote.append(store.write([Create(an_activity(id="between"))], by="Bo"))

    new = [Create(an_activity(id=f"m{number}")) for number in range(3)]
    assert store.write_many(new, {}, {}, by="Ada", step=step) == wrote[0] + 1
    assert len(store.everything()[1]) == 4
