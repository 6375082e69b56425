"""Loading one postmortem of 1,301 rows into records, against its rows as bare tuples.

    python benchmarks/load.py

Floor and product alternate in one process; printed are medians and the ratio to the goal.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.change import Change, Edit, born
from pmdesk.domain.ids import counted_ids, fresh_id
from pmdesk.domain.terms import EventKind, Severity
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.postmortems import begin_postmortem
from pmdesk.store.library import LibraryStore, open_library
from pmdesk.store.reading import plans

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
START = datetime(2026, 10, 14, 18, tzinfo=UTC)
WORDS = [
    "queue",
    "worker",
    "holds",
    "the",
    "seat",
    "map",
    "cache",
    "while",
    "release",
    "groups",
    "roll",
    "back",
    "and",
    "buyers",
    "wait",
]


def sentence(seed: int, count: int = 12) -> str:
    """A text that is the same for the same seed."""
    return " ".join(WORDS[(seed * 5 + i * 3) % len(WORDS)] for i in range(count))


def made(number: int, events: int, factors: int, actions: int) -> Edit:
    """An edit that brings a postmortem with so many parts."""
    begun = begin_postmortem(
        number, sentence(number, 6), NOW, severity=Severity.SEV2, summary=sentence(number, 40)
    )
    pm_id = begun.changes[0].record.id
    lane = begun.changes[1].record.id
    rows: list[Change] = list(begun.changes)
    rows += [
        born(
            TimelineEvent(
                id=fresh_id(), pm_id=pm_id, lane_id=lane, title=sentence(i, 8),
                text=sentence(i + 1), kind=list(EventKind)[i % 10],
                at=START + timedelta(seconds=37 * i), position=float(i),
            )
        )
        for i in range(events)
    ]  # fmt: skip
    rows += [
        born(Factor(id=fresh_id(), pm_id=pm_id, text=sentence(i), position=float(i)))
        for i in range(factors)
    ]
    rows += [
        born(ActionItem(id=fresh_id(), pm_id=pm_id, number=i + 1, text=sentence(i)))
        for i in range(actions)
    ]
    return Edit("Made up", tuple(rows))


def filled(folder: Path, events: int, factors: int, actions: int) -> tuple[LibraryStore, str]:
    """A library with one postmortem in it, and its id."""
    library = open_library(folder / "l.pmdesk", backups=folder / "b", search=folder / "s.index")
    with counted_ids():
        edit = made(1, events, factors, actions)
    pm_id = edit.changes[0].record.id
    library.append(pm_id, edit)
    return library, pm_id


def told(name: str, floor: list[float], product: list[float], goal: float) -> None:
    """One line: medians in ms and their ratio against the goal."""
    a, b = statistics.median(floor) * 1000, statistics.median(product) * 1000
    fit = "ok" if b / a <= goal else "OVER"
    print(f"{name}: floor {a:.2f} ms, product {b:.2f} ms, {b / a:.2f} x (goal {goal} x) {fit}")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library, pm_id = filled(folder, 1000, 196, 100)
        raw = sqlite3.connect(folder / "l.pmdesk", cached_statements=256)
        selects = [select for select, _ in plans().values()]
        floor, product = [], []
        for _ in range(60):
            begun = time.perf_counter()
            rows = [raw.execute(select, (pm_id,)).fetchall() for select in selects]
            middle = time.perf_counter()
            snapshot = library.load(pm_id)
            product.append(time.perf_counter() - middle)
            floor.append(middle - begun)
        count = sum(len(part) for part in rows)
        assert count == sum(len(t) for t in snapshot.tables.values())
        told(f"G9 load of {count} rows", floor, product, 3.0)
        raw.close()
        library.close()


if __name__ == "__main__":
    main()
