"""Edits that could not be written yet: kept in their order and fitted to what is there now."""

from __future__ import annotations

from dataclasses import fields

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.change import Change, Edit
from pmdesk.domain.record import Record, altered
from pmdesk.domain.snapshot import RuleBroken, Snapshot, StaleChange

_Held = dict[tuple[type[Record], str], Record | None]


def fitted(edit: Edit, snapshot: Snapshot) -> Edit:
    """The same step for what the postmortem holds now, without what is there already.

    Two edits made of one snapshot may touch the same record: of the later one only the fields
    that it meant to change are carried over. Raises StaleChange where its record is gone.
    """
    try:
        snapshot.applied(edit.changes)
    except (StaleChange, RuleBroken):
        held: _Held = {}
        found = [_fitted(change, snapshot, held) for change in edit.changes]
        return Edit(edit.label, tuple(change for change in found if change is not None))
    return edit


def _fitted(change: Change, snapshot: Snapshot, held: _Held) -> Change | None:
    key = (change.kind, change.record.id)
    now = held[key] if key in held else snapshot.tables.get(change.kind, {}).get(key[1])
    after = change.after
    if change.before is None and after is not None:
        if now is None and isinstance(after, ActionItem):
            after = _numbered(after, snapshot, held)
    elif after is not None:
        if now is None:
            raise StaleChange("What this is about was removed meanwhile.")
        after = altered(now, **_meant(change))
    held[key] = after
    return None if now == after else Change(now, after)


def _meant(change: Change) -> dict[str, object]:
    before, after = change.before, change.after
    assert before is not None
    return {
        field.name: getattr(after, field.name)
        for field in fields(before)
        if getattr(before, field.name) != getattr(after, field.name)
    }


def _numbered(action: ActionItem, snapshot: Snapshot, held: _Held) -> ActionItem:
    """The action with the next free number if its own was given away meanwhile."""
    taken = {a.number for a in snapshot.of(ActionItem).values()}
    taken |= {a.number for a in held.values() if isinstance(a, ActionItem)}
    if action.number not in taken:
        return action
    return altered(action, number=max(taken) + 1)


def is_repeated(edit: Edit, before: Edit) -> bool:
    """Whether a step is the one before it, done once more because nothing seemed to happen."""
    return edit.label == before.label and _without_ids(edit) == _without_ids(before)


def _without_ids(edit: Edit) -> str:
    text = repr(edit.changes)
    births = [change.record.id for change in edit.changes if change.before is None]
    for count, record_id in enumerate(births):
        text = text.replace(record_id, f"#{count}")
    return text
