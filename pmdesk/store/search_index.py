"""The full-text index: a file of its own, made from the library and thrown away at will.

It is not in the library because a search there would hold up every save.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event, Lock
from typing import Any, TypeVar

from pmdesk.config.paths import private_dir
from pmdesk.domain.library import Hit
from pmdesk.store import catalog, search_text
from pmdesk.store.connection import connect
from pmdesk.store.failures import error_name

_VERSION = 1
_BATCH = 100
RANKED = 2000
_FROM = "FROM words CROSS JOIN place p ON p.doc = words.rowid"
_STATE = "CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
_PLACE = """
CREATE TABLE place (doc INTEGER PRIMARY KEY, pm_id TEXT NOT NULL UNIQUE, severity TEXT,
  phase TEXT NOT NULL, tags TEXT NOT NULL, open_actions INTEGER NOT NULL)
"""
_WORDS = """
CREATE VIRTUAL TABLE words USING fts5(key, title, tags, summary, text,
  tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3')
"""
_WEIGHTS = "INSERT INTO words (words, rank) VALUES ('rank', 'bm25(10, 10, 5, 4, 1)')"
_SCHEMA = (_STATE, _PLACE, _WORDS, _WEIGHTS)
_HEADS = """
SELECT p.id, p.number, p.title, p.tags, p.summary, p.description, p.narrative, p.incident_refs,
  p.severity, p.phase,
  (SELECT count(*) FROM action_item a
    WHERE a.pm_id = p.id AND a.status IN ('open', 'in_progress'))
FROM postmortem p WHERE p.id IN ({marks})
"""
# Everything else that has words: the table and its columns.
_PARTS: tuple[tuple[str, str], ...] = (
    ("event", "title || ' ' || text || ' ' || actor"),
    ("factor", "text || ' ' || stop_note"),
    ("action_item", "text || ' ' || done_test || ' ' || tracker"),
    ("lesson", "text"),
    ("impact_figure", "value || ' ' || label"),
    ("runbook", "title"),
    ("question", "text || ' ' || answer"),
    ("parked_idea", "text"),
    ("evidence", "title || ' ' || text"),
)

_T = TypeVar("_T")
Found = tuple[str, str, tuple[tuple[int, int], ...]]


class SearchIndex:
    """Questions and updates, one at a time, from any thread; ``interrupt`` breaks one off."""

    def __init__(self, path: Path, library: Callable[[], sqlite3.Connection]) -> None:
        self.path = path
        self._open_library = library
        self._connection: sqlite3.Connection | None = None
        self._library: sqlite3.Connection | None = None
        self._busy = Lock()
        self._stop = Event()

    def interrupt(self) -> None:
        """Break off what runs now, from any thread."""
        self._stop.set()
        connection = self._connection
        if connection is not None:
            try:
                connection.interrupt()
            except sqlite3.ProgrammingError:
                return  # closed in this very moment

    def close(self) -> None:
        """Close the file and the look into the library; both open again by themselves."""
        self.interrupt()
        with self._busy:
            self._close()
            if self._library is not None:
                self._library.close()
                self._library = None

    def update(self) -> None:
        """Bring the index up to date with the library; raises InterruptedError, sqlite3.Error."""
        with self._working() as index:
            self._catch_up(index, self._reader())

    def ask(self, text: str, conditions: Sequence[str], values: dict[str, Any], ranked: bool,
            limit: int, today: date) -> list[Hit]:  # fmt: skip
        """Entries with a snippet and its marks, newest or best first (of the newest 2,000 hits).

        Without ranking, for each letter that is typed, snippets come from the summary alone.
        ``conditions`` are SQL on the postmortem as ``p``. Raises InterruptedError, StorageProblem,
        sqlite3.Error.
        """
        with self._working() as index:
            library = self._reader()
            self._patiently(lambda: self._catch_up(index, library))
            found = self._answers(index, text, conditions, values, ranked, limit)
            ids = [pm_id for pm_id, *_ in found]
            entries = self._patiently(lambda: catalog.entries(library, ids, today))
            self._look_up()
        return [Hit(entries[i], snippet, marks) for i, snippet, marks in found if i in entries]

    @contextmanager
    def _working(self) -> Iterator[sqlite3.Connection]:
        with self._busy:
            self._stop.clear()
            try:
                try:
                    yield self._index()
                except sqlite3.DatabaseError as error:
                    if error_name(error) == "SQLITE_INTERRUPT" or self._stop.is_set():
                        raise InterruptedError from error
                    if error_name(error).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
                        # Derived data: what is broken is made anew by the next question.
                        self._throw_away()
                    raise
            finally:
                self._roll_back()

    def _roll_back(self) -> None:
        if self._connection is not None and self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _patiently(self, work: Callable[[], _T]) -> _T:
        """Read from the library again where many edits in a row left no gap for two seconds."""
        for _ in range(5):
            try:
                return work()
            except sqlite3.OperationalError as error:
                if not error_name(error).startswith("SQLITE_BUSY"):
                    raise
                self._roll_back()
                self._look_up()
        return work()

    def _reader(self) -> sqlite3.Connection:
        """A look into the library that stays open: it holds no lock between questions."""
        if self._library is None:
            self._library = self._open_library()
        return self._library

    def _index(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                self._connection = self._opened()
            except sqlite3.DatabaseError:
                self._throw_away()
                self._connection = self._opened()
        return self._connection

    def _opened(self) -> sqlite3.Connection:
        private_dir(self.path.parent)
        if not self.path.exists():
            os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))
        connection = connect(self.path, writable=True, any_thread=True)
        try:
            for setting in ("journal_mode=WAL", "synchronous=NORMAL", "temp_store=2",
                            "cache_size=-32768", "secure_delete=1"):  # fmt: skip
                connection.execute(f"PRAGMA {setting}").close()
            if connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                    raise sqlite3.DatabaseError("an index of another version")
                connection.execute("BEGIN IMMEDIATE")
                for statement in (*_SCHEMA, f"PRAGMA user_version={_VERSION}"):
                    connection.execute(statement)
                connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        return connection

    def _close(self) -> None:
        if self._connection is not None:
            # An interrupt that met nothing is remembered and would keep the log from being
            # folded into the file; the next statement forgets it.
            self._connection.execute("SELECT 1").fetchone()
            self._connection.close()
            self._connection = None

    def _throw_away(self) -> None:
        self._close()
        for end in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)

    def _catch_up(self, index: sqlite3.Connection, library: sqlite3.Connection) -> None:
        from pmdesk.store.journal import head

        state = dict(index.execute("SELECT name, value FROM state").fetchall())
        seq, digest = head(library)
        if state.get("seq") == str(seq) and state.get("digest") == digest:
            return
        known = int(state.get("seq", -1))
        held = library.execute("SELECT digest FROM journal WHERE seq = ?", (known,)).fetchone()
        if "seq" in state and (known == 0 or (held and held[0] == state["digest"])):
            changed = library.execute(
                "SELECT pm_id FROM journal WHERE seq > ? AND seq <= ? GROUP BY pm_id "
                "ORDER BY max(seq)",
                (known, seq),
            )
            todo = [pm_id for (pm_id,) in changed]
        else:
            # New, or the library was brought back to an earlier state: everything again.
            ids = library.execute("SELECT id FROM postmortem ORDER BY updated_at, id")
            todo = self._missing(index, [pm_id for (pm_id,) in ids], state, seq, digest)
        for start in range(0, len(todo), _BATCH):
            self._look_up()
            index.execute("BEGIN IMMEDIATE")
            self._write(index, library, todo[start : start + _BATCH])
            index.execute("COMMIT")
        index.execute("BEGIN IMMEDIATE")
        for name, value in (("seq", str(seq)), ("digest", digest)):
            _note(index, name, value)
        index.execute("DELETE FROM state WHERE name IN ('goal', 'goal_digest')")
        index.execute("COMMIT")

    def _missing(self, index: sqlite3.Connection, ids: list[str], state: dict[str, str], seq: int,
                 digest: str) -> list[str]:  # fmt: skip
        """What a whole build still has to do; one that was broken off goes on where it stood."""
        if (state.get("goal"), state.get("goal_digest")) == (str(seq), digest):
            done = {pm_id for (pm_id,) in index.execute("SELECT pm_id FROM place")}
            return [pm_id for pm_id in ids if pm_id not in done]
        index.execute("BEGIN IMMEDIATE")
        for table in ("words", "place", "state"):
            index.execute(f"DROP TABLE {table}")
        for statement in _SCHEMA:
            index.execute(statement)
        _note(index, "goal", str(seq))
        _note(index, "goal_digest", digest)
        index.execute("COMMIT")
        return ids

    def _look_up(self) -> None:
        if self._stop.is_set():
            raise InterruptedError

    def _write(self, index: sqlite3.Connection, library: sqlite3.Connection,
               ids: list[str]) -> None:  # fmt: skip
        marks = ", ".join("?" * len(ids))
        old = index.execute(f"SELECT doc FROM place WHERE pm_id IN ({marks})", ids).fetchall()
        index.executemany("DELETE FROM words WHERE rowid = ?", old)
        index.executemany("DELETE FROM place WHERE doc = ?", old)
        texts = _texts(library, ids, marks)
        heads = {row[0]: row for row in library.execute(_HEADS.format(marks=marks), ids)}
        doc = index.execute("SELECT coalesce(max(doc), 0) FROM place").fetchone()[0]
        # The newest postmortem has the highest number, so that FTS5 gives the newest first.
        for row in (heads[pm_id] for pm_id in ids if pm_id in heads):
            doc += 1
            pm_id, number, title, tags, summary, description, narrative, refs, *facts = row
            text = "\n".join(filter(None, (narrative, description, refs, *texts.get(pm_id, ()))))
            values = (f"PM-{number}", title, tags, summary, text)
            index.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)",
                          (doc, pm_id, facts[0], facts[1], tags, facts[2]))  # fmt: skip
            index.execute(
                "INSERT INTO words (rowid, key, title, tags, summary, text) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (doc, *(search_text.plain_text(value) for value in values)),
            )

    def _answers(self, index: sqlite3.Connection, text: str, conditions: Sequence[str],
                 values: dict[str, Any], ranked: bool, limit: int) -> list[Found]:  # fmt: skip
        match = search_text.match_of(text, typing=not ranked)
        if not match:
            return []
        values = {**values, "match": match, "limit": limit}
        where = " AND ".join(("words MATCH :match", *conditions))
        snippets, order = [_snippet(3)], "words.rowid DESC"
        if ranked:
            # Words out of long texts cost as much as the texts are long: not at each letter.
            snippets.append(_snippet(4))
            order = "rank"
            where += " AND words.rowid >= :oldest"
            values["oldest"] = _oldest(index, match)
        rows = index.execute(
            f"SELECT p.pm_id, {', '.join(snippets)} {_FROM} WHERE {where} "
            f"ORDER BY {order} LIMIT :limit",
            values,
        )
        found: list[Found] = []
        for pm_id, *texts in rows:
            # Of a title that was found the list shows the words already.
            best = next((text for text in texts if search_text.OPENING in text), "")
            found.append((pm_id, *search_text.unmarked(best)))
        return found


def _snippet(column: int) -> str:
    marks = f"'{search_text.OPENING}', '{search_text.CLOSING}', '{search_text.GAP}'"
    return f"snippet(words, {column}, {marks}, 16)"


def _oldest(index: sqlite3.Connection, match: str) -> int:
    """The oldest hit that is ranked: of very many, the order of the newest is enough."""
    row = index.execute(
        "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?",
        (match, RANKED - 1),
    ).fetchone()
    return int(row[0]) if row else 0


def _note(index: sqlite3.Connection, name: str, value: str) -> None:
    index.execute(
        "INSERT INTO state VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def _texts(library: sqlite3.Connection, ids: Iterable[str], marks: str) -> dict[str, list[str]]:
    """The words of the parts of some postmortems, by postmortem."""
    found: dict[str, list[str]] = {}
    for table, columns in _PARTS:
        rows = library.execute(
            f"SELECT pm_id, {columns} FROM {table} WHERE pm_id IN ({marks})", tuple(ids)
        )
        for pm_id, text in rows.fetchall():
            found.setdefault(pm_id, []).append(text)
    return found
