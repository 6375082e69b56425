"""The first page and search as one types, in made-up libraries of 1,000 and 10,000 postmortems.

    python benchmarks/search.py [COUNT]

The floor of a page is its own SQL read into bare tuples; of search, the goal is in milliseconds.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from load import told

from pmdesk.domain.library import Filter
from pmdesk.domain.terms import Severity
from pmdesk.edits.postmortems import begin_postmortem, set_head
from pmdesk.models.texts import stored_time
from pmdesk.store import catalog
from pmdesk.store.library import LibraryStore, open_library

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
COMMON = "queue worker release rollback alert cache deploy pager region traffic".split()  # noqa: SIM905


def words(random_: random.Random, count: int) -> str:
    """Prose of common words and of words that hardly anybody else uses."""
    return " ".join(
        random_.choice(COMMON) if random_.random() < 0.4 else f"w{random_.randrange(30_000):05d}"
        for _ in range(count)
    )


def heads(count: int) -> Iterator[tuple[Any, ...]]:
    """Rows of made-up postmortems, oldest first."""
    random_ = random.Random(7)
    for n in range(2, count + 2):
        at = stored_time(NOW - timedelta(minutes=count - n))
        yield (f"pm{n}", f"pm{n}", n, words(random_, 6), "", "incident",
               list(Severity)[n % 4].value, "draft", None, "UTC", "", words(random_, 30),
               words(random_, 150), None, '["auth"]' if n % 9 else "[]", "[]", at, None, None,
               None, None, None, "", at)  # fmt: skip


def parts(count: int, columns: Callable[[random.Random, int, int], tuple[Any, ...]], each: int
          ) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    """Rows of the parts of those postmortems."""
    random_ = random.Random(8)
    for n in range(2, count + 2):
        for i in range(each):
            yield columns(random_, n, i)


def filled(folder: Path, count: int) -> LibraryStore:
    """A library of so many postmortems; one of them was written as usual."""
    library = open_library(folder / "l.pmdesk", backups=folder / "b", search=folder / "s.index")
    raw = library._main
    raw.execute("PRAGMA synchronous=0")
    raw.execute("BEGIN")

    def fill(table: str, rows: Iterator[tuple[Any, ...]], width: int) -> None:
        raw.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)

    fill("postmortem", heads(count), 24)
    fill("lane", parts(count, lambda _, n, _i: (
        f"l{n}", f"pm{n}", "System", "circle", "", 0, 1.0), 1), 7)  # fmt: skip
    fill("event", parts(count, lambda r, n, i: (
        f"e{n}-{i}", f"pm{n}", f"l{n}", words(r, 6), "", "alert", stored_time(NOW), None, "exact",
        "UTC", "", "", "", "", "internal", 0, 0, None, None, 1.0), 5), 20)  # fmt: skip
    fill("action_item", parts(count, lambda r, n, i: (
        f"a{n}-{i}", f"pm{n}", i + 1, words(r, 6), None, "2026-12-01", "open" if i else "done",
        None, None, "", "", "", None, None, "", None, None, 1.0,
        stored_time(NOW)), 3), 19)  # fmt: skip
    raw.execute("COMMIT")
    raw.execute("PRAGMA synchronous=2")
    begun = begin_postmortem(1, "Seat holds stuck at checkout", NOW, summary="A worker was idle.")
    library.append(begun.changes[0].record.id, begun)
    return library


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
