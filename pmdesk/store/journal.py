"""The journal: every edit with its link in a chain of digests, which shows what was altered."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from pmdesk.domain.change import Edit
from pmdesk.domain.codec import canonical, changes_from_plain, plain_changes
from pmdesk.models.texts import stored_time, time_of

START = "0" * 64
# A payload longer than this is an import: it is about everything, and not worth reading for a list.
_LONGEST_READ = 64 * 1024


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One edit as the history lists it; ``at`` is UTC.

    ``kind`` and ``record_id`` name the record that it changed first; both are empty where its
    content was blanked.
    """

    seq: int
    at: datetime
    label: str
    digest: str
    kind: str = ""
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry ready to be written, with its payload."""

    seq: int
    pm_id: str
    at: datetime
    label: str
    salt: str
    body: str
    payload_digest: str
    digest: str


def payload_digest(salt: str, body: str) -> str:
    """The digest of an edit's changes; the salt keeps short secrets from being guessed."""
    text = salt + body
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def link(before: str, seq: int, pm_id: str, at: str, label: str, payload: str) -> str:
    """The digest of an entry: of the one before it and of everything the entry says."""
    said = {"seq": seq, "pm_id": pm_id, "at": at, "label": label, "payload": payload}
    return hashlib.sha256(before.encode("ascii") + canonical(said)).hexdigest()


def new_entry(head: tuple[int, str], pm_id: str, at: datetime, edit: Edit) -> NewEntry:
    """The entry that follows ``head`` (sequence and digest)."""
    seq = head[0] + 1
    salt = token_hex(16)
    body = canonical(plain_changes(edit.changes)).decode("utf-8", "surrogatepass")
    payload = payload_digest(salt, body)
    chained = link(head[1], seq, pm_id, stored_time(at), edit.label, payload)
    return NewEntry(seq, pm_id, at, edit.label, salt, body, payload, chained)


def head(connection: sqlite3.Connection) -> tuple[int, str]:
    """Sequence and digest of the last entry; 0 and zeros in a new library."""
    row = connection.execute("SELECT seq, digest FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, START)


def history(connection: sqlite3.Connection, pm_id: str, limit: int) -> list[JournalEntry]:
    """The last edits of a postmortem, newest first."""
    rows = connection.execute(
        "SELECT j.seq, j.at, j.label, j.digest, "
        "CASE WHEN length(p.body) <= ? THEN p.body END FROM journal j "
        "LEFT JOIN journal_payload p ON p.seq = j.seq WHERE j.pm_id = ? "
        "ORDER BY j.seq DESC LIMIT ?",
        (_LONGEST_READ, pm_id, limit),
    )
    return [
        JournalEntry(seq, time_of(at), label, digest, *_first_record(body or ""))
        for seq, at, label, digest, body in rows
    ]


def edits_since(connection: sqlite3.Connection, pm_id: str, at: datetime) -> list[Edit]:
    """The edits of a postmortem from a time (UTC) on, oldest first; blanked ones are left out."""
    rows = connection.execute(
        "SELECT j.label, p.body FROM journal j JOIN journal_payload p ON p.seq = j.seq "
        "WHERE j.pm_id = ? AND j.at >= ? AND p.body <> '' ORDER BY j.seq",
        (pm_id, stored_time(at)),
    )
    found: list[Edit] = []
    for label, body in rows:
        try:
            found.append(Edit(label, changes_from_plain(json.loads(body))))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def _first_record(body: str) -> tuple[str, str]:
    """Kind and id of the record that a payload changes first, as far as it says so."""
    try:
        changes = json.loads(body) if body else []
        first = changes[0] if changes else {}
        record = first.get("after") or first.get("before") or {}
        return str(first.get("kind", "")), str(record.get("id", ""))
    except (ValueError, AttributeError, LookupError, RecursionError):
        return "", ""


def first_fault(connection: sqlite3.Connection) -> str:
    """A sentence that names the first entry that does not fit its chain, or an empty text."""
    rows = connection.execute(
        "SELECT j.seq, j.pm_id, j.at, j.label, j.payload_digest, j.digest, p.salt, p.body "
        "FROM journal j LEFT JOIN journal_payload p ON p.seq = j.seq ORDER BY j.seq"
    )
    before, expected = START, 1
    for seq, pm_id, at, label, payload, digest, salt, body in rows:
        if seq != expected:
            return f"The journal lacks entry {expected}: it was removed outside pmdesk."
        if link(before, seq, pm_id, at, label, payload) != digest:
            return f"Journal entry {seq} (“{label}”) was altered outside pmdesk."
        # A redacted payload is blank; its digest stays and is still chained.
        if (salt or body) and payload_digest(salt, body) != payload:
            return f"The content of journal entry {seq} (“{label}”) was altered outside pmdesk."
        if salt is None:
            return f"The content of journal entry {seq} (“{label}”) was removed outside pmdesk."
        before, expected = digest, seq + 1
    return ""
