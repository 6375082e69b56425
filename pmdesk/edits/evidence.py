"""Verbs on what shows that an event happened: files attached, words quoted, taken away again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pmdesk.domain.change import Change, Edit, became, born, edit, gone
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.postmortem import Attachment
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import Audience, EvidenceKind
from pmdesk.domain.timeline import Evidence, TimelineEvent
from pmdesk.edits.timeline import add_event, files_left


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file whose content the library has under its SHA-256; ``size`` is in bytes."""

    sha256: str
    name: str
    media_type: str
    size: int


def attach_files(snapshot: Snapshot, event_id: str, files: Sequence[StoredFile]) -> Edit:
    """Show files as evidence of an event, in their order, at the end of its list.

    A content that the event shows already is left out; raises RuleBroken when nothing is left.
    """
    snapshot.need(TimelineEvent, event_id)
    there = snapshot.evidence_of(event_id)
    held = {
        file.sha256
        for row in there
        if (file := snapshot.attachments.get(row.attachment_id or "")) is not None
    }
    fresh = [kept for kept in dict.fromkeys(files) if kept.sha256 not in held]
    if not fresh:
        raise RuleBroken("This event shows that file already.")
    last = max((row.position for row in there), default=0.0)
    return edit(_counted(len(fresh)), _births(snapshot, event_id, fresh, last))


def event_with_files(
    snapshot: Snapshot, lane_id: str, at: datetime, files: Sequence[StoredFile]
) -> Edit:
    """A new event at a time (UTC) with files as its evidence; named after the first of them."""
    made = add_event(snapshot, lane_id, at, _plain_name(files[0].name) if files else "")
    event = made.changes[0].record
    return edit("Add event", made.changes, _births(snapshot, event.id, files, 0.0))


def quote(snapshot: Snapshot, event_id: str, text: str) -> Edit:
    """Quote words as evidence of an event; raises RuleBroken for a text without any."""
    snapshot.need(TimelineEvent, event_id)
    if not text.strip():
        raise RuleBroken("There are no words in it.")
    row = Evidence(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        event_id=event_id,
        kind=EvidenceKind.QUOTE,
        text=text.strip("\r\n").rstrip(),
        position=max((e.position for e in snapshot.evidence_of(event_id)), default=0.0) + 1,
    )
    return edit("Add quote", born(row))


def take_away(snapshot: Snapshot, evidence_id: str) -> Edit:
    """Remove a piece of evidence, and the attachment that nothing else shows with it."""
    row = snapshot.need(Evidence, evidence_id)
    return edit("Remove evidence", gone(row), files_left(snapshot, [row]))


def turn_audience(snapshot: Snapshot, file_id: str) -> Edit:
    """Let a file go into what customers get, or keep it inside again."""
    before = snapshot.need(Attachment, file_id)
    internal = before.audience is Audience.INTERNAL
    after = altered(before, audience=Audience.EXTERNAL if internal else Audience.INTERNAL)
    return edit("Set readers of a file", became(before, after))


def _counted(count: int) -> str:
    return "Attach file" if count == 1 else f"Attach {count} files"


def _plain_name(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and stem and len(ending) <= 5 else name


def _births(
    snapshot: Snapshot, event_id: str, files: Sequence[StoredFile], last: float
) -> list[Change]:
    changes: list[Change] = []
    for number, file in enumerate(files, start=1):
        kept = Attachment(
            id=fresh_id(),
            pm_id=snapshot.pm_id,
            sha256=file.sha256,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
        )
        row = Evidence(
            id=fresh_id(),
            pm_id=snapshot.pm_id,
            event_id=event_id,
            kind=EvidenceKind.ATTACHMENT,
            attachment_id=kept.id,
            position=last + number,
        )
        changes += [born(kept), born(row)]
    return changes
