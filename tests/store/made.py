"""Libraries and edits that the tests of the store start from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pmdesk.domain.change import Edit, born
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.record import Record
from pmdesk.domain.snapshot import Snapshot, empty
from pmdesk.domain.terms import ApprovalDecision, RevisionState
from pmdesk.edits.postmortems import begin_postmortem
from pmdesk.store.library import LibraryStore, open_library
from tests.fakes import SetClock, sample

# That of the body "{}".
DIGEST = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def opened(folder: Path, clock: SetClock | None = None, **values) -> LibraryStore:
    """The library of a test's folder, with its backups and index beside it."""
    places = {"backups": folder / "backups", "search": folder / "search.index"}
    return open_library(
        folder / "lib" / "l.pmdesk", now=(clock or SetClock()).now, **{**places, **values}
    )


def birth(snapshot: Snapshot, label: str = "Import") -> Edit:
    """The edit that brings a whole postmortem."""
    return Edit(label, tuple(born(r) for kind in KIND_NAMES for r in snapshot.of(kind).values()))


def begun(library: LibraryStore, title: str = "Outage", **values) -> Snapshot:
    """A new postmortem in the library."""
    edit = begin_postmortem(library.next_number(), title, NOW, **values)
    pm_id = edit.changes[0].record.id
    library.append(pm_id, edit)
    return empty(pm_id).applied(edit.changes)


def with_sample(library: LibraryStore) -> Snapshot:
    """The sample, brought into the library."""
    snapshot = sample()
    library.append(snapshot.pm_id, birth(snapshot))
    return snapshot


def push(library: LibraryStore, snapshot: Snapshot, edit: Edit) -> Snapshot:
    """Write an edit; the next snapshot."""
    following = snapshot.applied(edit.changes)
    library.append(snapshot.pm_id, edit)
    return following


def _filled(kind: type[Record], snapshot: Snapshot, number: int) -> Record:
    """A record with a telling value in every field, pointing only at records that exist."""
    from dataclasses import fields
    from enum import StrEnum
    from typing import get_args, get_type_hints

    from pmdesk.domain.kinds import REFERENCES

    values: dict[str, object] = {}
    for field in fields(kind):
        hint = get_type_hints(kind)[field.name]
        bare = next((a for a in get_args(hint) if a is not type(None) and a is not Ellipsis), hint)
        target = REFERENCES.get(kind, {}).get(field.name)
        if field.name in ("id", "pm_id"):
            values[field.name] = fresh_id() if field.name == "id" else snapshot.pm_id
        elif target is not None:
            values[field.name] = next(iter(snapshot.of(target)), None)
        elif hint == tuple[str, ...]:
            values[field.name] = ("é", 'a "b", c', "日本")
        elif isinstance(bare, type) and issubclass(bare, StrEnum):
            values[field.name] = list(bare)[-1]
        else:
            values[field.name] = {
                str: "Ünï “quoted” 'x' \n\t;--", int: 1000 + number, float: 0.1 + number,
                bool: True, datetime: NOW + timedelta(microseconds=number), date: NOW.date(),
            }[bare]  # fmt: skip
    return kind(**values)


def every_kind(snapshot: Snapshot) -> Edit:
    """An edit that gives birth to one more record of every kind but the head."""
    changes = []
    for number, kind in enumerate(KIND_NAMES):
        if KIND_NAMES[kind] in ("postmortem", "mark"):
            continue
        record = _filled(kind, snapshot, number)
        # All of them come in one edit, so the rules between them are not asked one by one.
        tables = {**snapshot.tables, kind: {**snapshot.of(kind), record.id: record}}
        snapshot = Snapshot(snapshot.pm_id, tables)
        changes.append(born(record))
    return Edit("Everything", tuple(changes))


def signed(library: LibraryStore) -> tuple[Snapshot, str, str]:
    """A postmortem with a signed revision and its approval; their ids."""
    from pmdesk.domain.signoff import Approval, Revision

    snapshot = begun(library)
    revision = Revision(
        id="rev", pm_id=snapshot.pm_id, name="1.0", state=RevisionState.SIGNED, created_at=NOW,
        signed_at=NOW, digest=DIGEST, body="{}",
    )  # fmt: skip
    approval = Approval(
        id="app", pm_id=snapshot.pm_id, role="Lead", revision_id="rev", decided_at=NOW,
        decision=ApprovalDecision.APPROVED, digest=DIGEST,
    )  # fmt: skip
    edit = Edit("Sign", (born(revision), born(approval)))
    return push(library, snapshot, edit), "rev", "app"
