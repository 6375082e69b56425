"""Made-up libraries of many postmortems, written past the store because that is much quicker."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from pmdesk.domain.terms import Severity
from pmdesk.edits.postmortems import begin_postmortem
from pmdesk.models.texts import stored_time
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
