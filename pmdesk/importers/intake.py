"""One door for every file that can be imported: a document, or a record exported by pmdesk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from pmdesk.domain.change import Edit
from pmdesk.domain.codec import BadForm
from pmdesk.domain.merging.form import SUFFIX
from pmdesk.domain.snapshot import Snapshot, empty
from pmdesk.importers.adopt import adopted
from pmdesk.importers.adopt_factors import human_errors
from pmdesk.importers.adopt_record import adopted_record
from pmdesk.importers.bundle.parts import is_bundle
from pmdesk.importers.draft import Draft, ImportProblem
from pmdesk.importers.markdown import read_document

if TYPE_CHECKING:
    from pmdesk.importers.bundle.reading import Bundle


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What was read of one file: a draft, or a whole record, which a bundle may have brought."""

    name: str
    draft: Draft = field(default_factory=Draft)
    record: Snapshot | None = None
    bundle: Bundle | None = None

    def edit(self, number: int, now: datetime, *, fresh_ids: bool = False) -> Edit:
        """The birth of the postmortem under a number; ``now`` is aware UTC.

        ``fresh_ids`` is for a record whose id the library holds already.
        """
        if self.record is not None:
            return adopted_record(self.record, number, fresh_ids=fresh_ids)
        return adopted(self.draft, number, now)

    def notes(self) -> list[str]:
        """What a reader of the report should know, a sentence each."""
        count = human_errors(self.draft.factors)
        if not count:
            return []
        named = "A factor names" if count == 1 else f"{count} factors name"
        return [f"{named} human error: ask what made the action make sense at the time."]


def born_snapshot(edit: Edit) -> Snapshot:
    """The postmortem that an edit gives birth to."""
    return empty(edit.changes[0].record.pm_id).applied(edit.changes)


def read_file(
    data: bytes,
    name: str,
    *,
    date: date | None = None,
    zone: str | None = None,
    day_first: bool | None = None,
) -> Intake:
    """What a file holds; date, zone and order of days answer what a document leaves open.

    Raises ImportProblem with a sentence for a file that can't be read.
    """
    if name.lower().endswith(SUFFIX) or is_bundle(data):
        bundle = _bundle(data, name)
        return Intake(name=name, record=bundle.record, bundle=bundle)
    head = data[:400].lstrip(b"\xef\xbb\xbf \r\n\t")
    named = name.lower().endswith((".json", ".pdf")) or head.startswith(b"%PDF-")
    if named or (head.startswith(b"{") and b'"pmdesk record"' in head):
        return Intake(name=name, record=_record(data, name))
    return Intake(
        name=name, draft=read_document(data, name, date=date, zone=zone, day_first=day_first)
    )


def _bundle(data: bytes, name: str) -> Bundle:
    from pmdesk.importers.bundle.reading import read_bundle

    try:
        return read_bundle(data)
    except BadForm as problem:
        raise ImportProblem(f"{name} can't be imported: {problem}.") from problem


def _record(data: bytes, name: str) -> Snapshot:
    from pmdesk.importers.record_file import read_record

    if not data.strip():
        raise ImportProblem(f"{name} is empty.")
    try:
        return read_record(data)
    except BadForm as problem:
        raise ImportProblem(f"{name} can't be imported: {problem}.") from problem
