"""Makes one whole postmortem of what was merged: nothing points at nothing, no rule is broken.

What had to be mended is told in notes, a sentence each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor, FactorEvidence
from pmdesk.domain.change import Change, became, born, gone
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.meeting import Attendance
from pmdesk.domain.merging.merge import Key, Merge, Rows, Side, chosen_rows, targets
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.record import Record, altered
from pmdesk.domain.revisions.content import content_digest
from pmdesk.domain.revisions.field_words import naming
from pmdesk.domain.revisions.lock import locking_revision
from pmdesk.domain.signoff import Revision
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import MarkKind, RevisionState, name_of
from pmdesk.domain.timeline import Mark

_PAIRS: Mapping[type[Record], tuple[str, ...]] = {
    FactorEvidence: ("factor_id", "event_id"),
    ActionFactor: ("action_id", "factor_id"),
    Attendance: ("meeting_id", "person_id"),
}


@dataclass(frozen=True)
class Settled:
    """What is to be done to ours, the result, and what had to be mended."""

    changes: tuple[Change, ...]
    snapshot: Snapshot
    notes: tuple[str, ...]


def settled(merged: Merge, choices: Mapping[str, Side] | None = None) -> Settled:
    """The result of a merge with each conflict answered by its id, or as its ``held`` says."""
    rows, revived = chosen_rows(merged, choices or {})
    notes: list[str] = []
    _bring_parts_back(merged, rows, revived)
    _hold_what_is_used(merged, rows, notes)
    _once_each(merged, rows)
    _one_mark_a_kind(merged, rows, revived, notes)
    _break_circles(merged, rows, notes)
    _count_on(merged, rows, notes)
    _keep_number(merged, rows)
    _judge_signed(merged, rows, notes)
    result = _snapshot(merged.ours.pm_id, rows)
    return Settled(_changes(merged.ours, result), result, tuple(notes))


def _snapshot(pm_id: str, rows: Rows) -> Snapshot:
    tables: dict[type[Record], dict[str, Record]] = {}
    for kind in KIND_NAMES:
        tables[kind] = {}
    for (kind, key), row in rows.items():
        tables[kind][key] = row
    return Snapshot(pm_id, {kind: table for kind, table in tables.items() if table})


def _changes(ours: Snapshot, result: Snapshot) -> tuple[Change, ...]:
    """Births and changes parents first, then removals children first."""
    found: list[Change] = []
    for kind in KIND_NAMES:
        for key, row in result.of(kind).items():
            held = ours.of(kind).get(key)
            found += (born(row),) if held is None else became(held, row)
    for kind in reversed(tuple(KIND_NAMES)):
        there = result.of(kind)
        found += [gone(row) for key, row in ours.of(kind).items() if key not in there]
    return tuple(found)


def _bring_parts_back(merged: Merge, rows: Rows, revived: set[Key]) -> None:
    """What belongs to a record that came back comes back with it: its evidence, its whys."""
    if not revived:
        return
    chosen = {(c.kind, c.record_id) for c in merged.conflicts if c.is_removal}
    pending = True
    while pending:
        pending = False
        for side in (merged.ours, merged.theirs):
            # A mark stands on its own, and there is one of each.
            for kind in (k for k in KIND_NAMES if k is not Mark):
                for key, row in side.of(kind).items():
                    if (kind, key) in rows or (kind, key) in chosen:
                        continue
                    ends = targets(row)
                    if revived.intersection(ends) and all(end in rows for end in ends):
                        rows[kind, key] = row
                        revived.add((kind, key))
                        pending = True


def _hold_what_is_used(merged: Merge, rows: Rows, notes: list[str]) -> None:
    """A record that one side removed and the other uses stays."""
    pending = list(rows.values())
    while pending:
        for kind, key in targets(pending.pop()):
            if (kind, key) in rows:
                continue
            side = next(s for s in _sides(merged) if key in s.of(kind))
            row = side.of(kind)[key]
            rows[kind, key] = row
            pending.append(row)
            what, title = naming(side, row)
            notes.append(f"{what} “{title}” was removed on one side and is used on the other: "
                         "it stays.")  # fmt: skip


def _sides(merged: Merge) -> list[Snapshot]:
    found = [merged.ours, merged.theirs]
    return found if merged.base is None else [*found, merged.base]


def _once_each(merged: Merge, rows: Rows) -> None:
    """A link that both sides made stands once."""
    for kind, names in _PAIRS.items():
        seen: set[tuple[str, ...]] = set()
        mine = merged.ours.of(kind)
        keys = sorted((k for k in rows if k[0] is kind), key=lambda k: (k[1] not in mine, k[1]))
        for key in keys:
            ends = tuple(getattr(rows[key], name) for name in names)
            if ends in seen and key[1] not in mine:
                del rows[key]
            seen.add(ends)


def _one_mark_a_kind(merged: Merge, rows: Rows, revived: set[Key], notes: list[str]) -> None:
    """A mark that was set anew on one side and came back by an answer stands once: the answer
    holds, else ours."""
    mine = merged.ours.of(Mark)
    marks = [row for row in rows.values() if isinstance(row, Mark)]
    marks.sort(key=lambda m: ((Mark, m.id) not in revived, m.id not in mine, m.id))
    seen: set[MarkKind] = set()
    for mark in marks:
        if mark.kind in seen:
            del rows[Mark, mark.id]
            notes.append(f"{name_of(mark.kind)} was set on both sides: one of them holds.")
        seen.add(mark.kind)


def _break_circles(merged: Merge, rows: Rows, notes: list[str]) -> None:
    """Two moves that would put two factors under each other: ours holds."""
    while True:
        loop = _circle(rows)
        if not loop:
            return
        for key in loop:
            row, held = rows[Factor, key], merged.ours.of(Factor).get(key)
            assert isinstance(row, Factor)
            parent = held.parent_id if held is not None else None
            if parent is not None and (Factor, parent) not in rows:
                parent = None
            if row.parent_id != parent or parent is None:
                rows[Factor, key] = altered(row, parent_id=parent)
        if _circle(rows) == loop:
            rows[Factor, loop[0]] = altered(rows[Factor, loop[0]], parent_id=None)
        title = naming(merged.ours, rows[Factor, loop[0]])[1]
        notes.append(f"Both moved “{title}” so that factors stood under each other: "
                     "it stays where you have it.")  # fmt: skip


def _circle(rows: Rows) -> list[str]:
    parents = {r.id: r.parent_id for r in rows.values() if isinstance(r, Factor)}
    done: set[str] = set()
    for start in parents:
        path: list[str] = []
        at: str | None = start
        while at is not None and at not in done and at not in path:
            path.append(at)
            at = parents.get(at)
        if at is not None and at in path:
            return path[path.index(at) :]
        done.update(path)
    return []


def _count_on(merged: Merge, rows: Rows, notes: list[str]) -> None:
    """Two actions of one number: the one that came in gets the next number."""
    mine = merged.ours.of(ActionItem)
    actions = [row for row in rows.values() if isinstance(row, ActionItem)]
    actions.sort(key=lambda a: (a.id not in mine, a.number, a.id))
    every = (*actions, *mine.values(), *merged.theirs.of(ActionItem).values())
    top = max((action.number for action in every), default=0)
    taken: set[int] = set()
    for action in actions:
        if action.number in taken:
            top += 1
            numbered = altered(action, number=top)
            rows[ActionItem, action.id] = numbered
            notes.append(f"{action.key} of the copy is {numbered.key} here: both had an action of "
                         "that number.")  # fmt: skip
        taken.add(rows[ActionItem, action.id].number)  # type: ignore[attr-defined]


def _keep_number(merged: Merge, rows: Rows) -> None:
    """The number of a postmortem is that of its library."""
    pm_id = merged.ours.pm_id
    head = rows[Postmortem, pm_id]
    rows[Postmortem, pm_id] = altered(head, number=merged.ours.postmortem.number)


def _judge_signed(merged: Merge, rows: Rows, notes: list[str]) -> None:
    """A signature that came in holds only where the text is the one that was signed."""
    came = [
        row
        for row in rows.values()
        if isinstance(row, Revision)
        and row.state is RevisionState.SIGNED
        and merged.ours.of(Revision).get(row.id) != row
    ]
    if not came or content_digest(_snapshot(merged.ours.pm_id, rows)) == came[-1].digest:
        return
    for row in came:
        rows[Revision, row.id] = altered(row, state=RevisionState.LAPSED)
        notes.append(
            f"Version {row.name} was signed in the copy. The text is not the same any more, so it "
            "stands as an earlier version, and what was merged has to be signed anew."
        )
    head, pm_id = merged.ours.postmortem, merged.ours.pm_id
    rows[Postmortem, pm_id] = altered(rows[Postmortem, pm_id], phase=head.phase)


def is_locked(merged: Merge) -> bool:
    """Whether a signature keeps the text of ours as it is."""
    return locking_revision(merged.ours.tables) is not None
