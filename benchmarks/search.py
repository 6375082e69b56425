"""The first page and search as one types, in made-up libraries of 1,000 and 10,000 postmortems.

    python benchmarks/search.py [COUNT]

The floor of a page is its own SQL read into bare tuples; of search, the goal is in milliseconds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from libraries import filled
from load import told

from pmdesk.domain.library import Filter
from pmdesk.edits.postmortems import set_head
from pmdesk.store import catalog
from pmdesk.store.library import LibraryStore


def medians(work: Callable[[], Any], rounds: int = 25) -> list[float]:
    """The seconds of some calls."""
    found = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return found


def pages(library: LibraryStore) -> tuple[list[float], list[float]]:
    """Seconds of bare pages and of ours, in turn."""
    raw = library._main
    sql = f"{catalog._ENTRY} ORDER BY p.updated_at DESC, p.id DESC LIMIT 50"
    today = {"today": date(2026, 11, 24).isoformat()}
    floor, product = [], []
    for _ in range(40):
        floor += medians(lambda: raw.execute(sql, today).fetchall(), 1)
        product += medians(lambda: library.page(None, 50, Filter()), 1)
    return floor, product


def typed(library: LibraryStore, text: str, ranked: bool) -> float:
    """The slowest of the answers while a text is typed letter by letter, as a median, in ms."""
    worst = 0.0
    for end in range(2, len(text) + 1):
        part = text[:end]
        work = partial(library.search, part, Filter(), ranked, 50)
        worst = max(worst, statistics.median(medians(work, 5)))
    return worst * 1000


def told_search(library: LibraryStore, size: int) -> None:
    """Search as one types, and what follows an edit."""
    begun = time.perf_counter()
    library.search("worker", Filter(), False, 50)
    print(f"    index built in {time.perf_counter() - begun:.1f} s")
    for text in ("worker", "w01234", "rollback alert"):
        first, ranked = typed(library, text, False), typed(library, text, True)
        fit = "ok" if first <= 5 and ranked <= 250 else "OVER"
        print(f"G12 “{text}” at {size}: first {first:.2f} ms (goal 5), "
              f"ranked {ranked:.1f} ms (goal 250) {fit}")  # fmt: skip
    pm_id = library.find("1") or ""
    library.append(pm_id, set_head(library.load(pm_id), "Rename", title="Renamed"))
    again = medians(partial(library.search, "renamed", Filter(), False, 50), 1)[0]
    print(f"    after an edit, one postmortem indexed again: {again * 1000:.2f} ms")
    tags, count = (statistics.median(medians(x)) * 1000 for x in (library.tags, library.size))
    print(f"    tags {tags:.2f} ms, size {count:.2f} ms")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        small, big = filled(Path(one), count // 10), filled(Path(other), count)
        # In turn, so that a machine that changes its speed is the same for both.
        rounds = [(pages(small), pages(big)) for _ in range(5)]
        median = [
            [statistics.median([t for r in rounds for t in r[i][j]]) for j in (0, 1)]
            for i in (0, 1)
        ]
        for size, (floor, product) in zip((count // 10, count), median, strict=True):
            told(f"G11 page of 50 out of {size}", [floor], [product], 2.0)
        ratio = median[1][1] / median[0][1]
        fit = "ok" if ratio <= 1.2 else "OVER"
        print(f"G11 page at {count} against {count // 10}: {ratio:.2f} x (goal 1.2 x) {fit}")
        last = big.page(None, 50, Filter())[-1]
        second = statistics.median(medians(partial(big.page, last, 50, Filter())))
        print(f"    second page by key {second * 1000:.2f} ms")
        for size, library in ((count // 10, small), (count, big)):
            told_search(library, size)
            library.close()


if __name__ == "__main__":
    main()
