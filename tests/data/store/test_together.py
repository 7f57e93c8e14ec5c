"""Many write at once, and some end in the middle: nothing acknowledged is lost, nothing torn."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from data.store.records import Store
from data.store.writes import ChangedMeanwhile, Create, Update
from tests.builders import an_activity
from tests.conftest import ROOT

WRITERS = 8
EACH = 12
KILLED_AFTER = (1, 2, 3, 5, 7, 9, 11, 12)
"""acknowledged writes; the process is somewhere in the next one by then"""
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
    for kill, lines in enumerate(KILLED_AFTER):
        name = f"k{kill}"
        with subprocess.Popen(
            [sys.executable, "-c", _WRITE_ON, url, name],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        ) as writer:
            assert writer.stdout
            acknowledged = [int(writer.stdout.readline()) for _ in range(lines)]
            writer.kill()
            rest = writer.stdout.read().splitlines()
        acknowledged += [int(line) for line in rest if line.isdigit()]
        for number in acknowledged:
            stored = store.get(f"{name}-{number}")
            assert stored
            assert (stored.activity.title_de, stored.version) == ("geändert", 2)
            assert stored.activity.sectors == ("health", "digital")
            assert len(store.history(f"{name}-{number}")) == 2
    number, present, _ = store.everything()
    versions = [stored.version for one in present if (stored := store.get(one.id))]
    assert sum(versions) == number == sum(len(store.history(one.id)) for one in present)
