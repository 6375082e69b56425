"""Whether the signed versions of a library are still what was signed, whoever touched the file."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import Any

_Row = tuple[Any, ...]
_Plain = dict[str, dict[str, Any]]
_CLOSED = ("signed", "lapsed")
_TABLE = (
    "SELECT r.id, r.pm_id, r.name, r.digest, r.body, p.number FROM revision r "
    "LEFT JOIN postmortem p ON p.id = r.pm_id WHERE r.state IN ('signed', 'lapsed')"
)
_APPROVALS = (
    "SELECT a.role, r.name, p.number FROM approval a JOIN revision r ON r.id = a.revision_id "
    "LEFT JOIN postmortem p ON p.id = r.pm_id "
    "WHERE r.state IN ('signed', 'lapsed') AND a.decision = 'approved' "
    "AND a.digest != '' AND a.digest != r.digest"
)
_HELD_APPROVALS = (
    "SELECT a.id, a.role, a.decision, a.comment, a.digest FROM approval a JOIN revision r "
    "ON r.id = a.revision_id WHERE r.state IN ('signed', 'lapsed')"
)
# Only entries that may speak of a revision or an approval are read whole.
_SIGNINGS = (
    "SELECT p.body FROM journal j JOIN journal_payload p ON p.seq = j.seq "
    "WHERE p.body LIKE '%\"kind\":\"revision\"%' OR p.body LIKE '%\"kind\":\"approval\"%' "
    "ORDER BY j.seq"
)


def faults(connection: sqlite3.Connection) -> list[str]:
    """What of the signed versions is not as it was signed, a sentence each.

    Each body is held against its digest, each approval against its revision, and all of them
    against what the journal says was signed; a forger would have to alter the three alike.
    """
    found: list[str] = []
    rows = {row[0]: row for row in connection.execute(_TABLE)}
    for _, _, name, digest, body, number in rows.values():
        made = hashlib.sha256(str(body).encode("utf-8", "surrogatepass")).hexdigest()
        # What is no digest at all can only be held against the journal, below.
        if made != digest and len(str(digest)) == len(made):
            found.append(
                f"Version {name} of PM-{number} is not as it was signed: its text or its digest "
                "was altered outside pmdesk."
            )
    for role, name, number in connection.execute(_APPROVALS):
        found.append(
            f"The approval of {role} is not of version {name} of PM-{number}: it was altered "
            "outside pmdesk."
        )
    if not found:
        found += _against_journal(connection, rows)
    return found


def _against_journal(connection: sqlite3.Connection, rows: dict[str, _Row]) -> list[str]:
    found = []
    revisions, approvals = _by_journal(connection)
    for key, signed in revisions.items():
        row, name = rows.get(key), signed["name"]
        if row is None:
            found.append(
                f"Version {name}, which was signed, is gone: it was taken out outside pmdesk."
            )
        elif (row[2], row[3]) != (name, signed["digest"]):
            found.append(
                f"Version {name} of PM-{row[5]} is not the one that the journal says was signed: "
                "it was replaced outside pmdesk."
            )
    held = {row[0]: row[1:] for row in connection.execute(_HELD_APPROVALS)}
    for key, given in approvals.items():
        said = tuple(given[name] for name in ("role", "decision", "comment", "digest"))
        if given["revision_id"] in revisions and held.pop(key, None) != said:
            found.append(
                f"The approval of {given['role']} is not what the journal says was signed: it was "
                "altered outside pmdesk."
            )
    known = approvals.keys() if revisions else held.keys()
    found += [
        f"An approval of {row[0]} stands by a signed version that it was not signed with: it was "
        "put in outside pmdesk."
        for key, row in held.items()
        if key not in known
    ]
    return found


def _by_journal(connection: sqlite3.Connection) -> tuple[_Plain, _Plain]:
    """The revisions that the journal left signed, and the approvals of any, by id."""
    revisions: _Plain = {}
    approvals: _Plain = {}
    for (body,) in connection.execute(_SIGNINGS):
        try:
            changes = json.loads(body)
        except ValueError:
            continue  # the chain of the journal finds that
        for change in changes:
            before, after = change.get("before"), change.get("after")
            if change.get("kind") == "revision":
                if after is not None and after.get("state") in _CLOSED:
                    revisions[after["id"]] = after
                elif before is not None:
                    revisions.pop(before["id"], None)
            elif change.get("kind") == "approval":
                if after is not None:
                    approvals[after["id"]] = after
                else:
                    approvals.pop(before["id"], None)
    return revisions, approvals
