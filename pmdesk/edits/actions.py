"""Verbs on actions: add, change, give an owner, a date and a state, link to factors, delete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pmdesk.domain.analysis import ActionFactor, ActionItem, DueMove, Factor
from pmdesk.domain.change import Change, Edit, became, born, edit, gone
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.kinds import referrers
from pmdesk.domain.meeting import ParkedIdea
from pmdesk.domain.postmortem import Person
from pmdesk.domain.record import Record, altered
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import ActionStatus, IdeaState, name_of

# What dies with its action; everything else that refers to one only loses the link.
_PARTS: tuple[type[Record], ...] = (ActionFactor, DueMove)
# Who is named so has not been found yet.
_NOBODY = frozenset(
    ("tbd", "tba", "tbc", "?", "n/a", "none", "no one", "nobody", "unknown", "someone", "somebody",
     "anyone", "anybody", "everyone", "everybody", "all", "unassigned")
)  # fmt: skip
_CLOSED = (ActionStatus.DONE, ActionStatus.WONT_DO)


def _counted(verb: str, count: int) -> str:
    return f"{verb} action" if count == 1 else f"{verb} {count} actions"


def _next_number(snapshot: Snapshot) -> int:
    """One more than the highest: a number in the middle that became free is not given again."""
    return max((action.number for action in snapshot.of(ActionItem).values()), default=0) + 1


def _last_position(snapshot: Snapshot) -> float:
    return max((action.position for action in snapshot.of(ActionItem).values()), default=0.0)


def _link(snapshot: Snapshot, action_id: str, factor_id: str) -> Change:
    return born(
        ActionFactor(
            id=fresh_id(), pm_id=snapshot.pm_id, action_id=action_id, factor_id=factor_id
        )
    )


def add_action(
    snapshot: Snapshot,
    text: str = "",
    *,
    now: datetime,
    factor_ids: Sequence[str] = (),
    owner_id: str | None = None,
    due: date | None = None,
    owner_role: str = "",
    **values: Any,
) -> Edit:
    """A new action with the next number that answers these factors; ``now`` is aware UTC.

    The first change is the action's birth, unless ``owner_role`` names a role that nobody has:
    then a person of that role is born before it. Further ``values`` are fields of ActionItem.
    Raises RuleBroken for an owner such as "TBD".
    """
    people: list[Change] = []
    if owner_role.strip():
        owner_id, people = _person_of(snapshot, owner_role)
    action = ActionItem(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        number=_next_number(snapshot),
        text=text,
        owner_id=owner_id,
        due=due,
        created_at=now,
        position=_last_position(snapshot) + 1,
        **values,
    )
    links = [_link(snapshot, action.id, factor_id) for factor_id in dict.fromkeys(factor_ids)]
    return edit("Add action", people, born(action), links)


def edit_action(snapshot: Snapshot, action_id: str, label: str, **values: Any) -> Edit:
    """Change plain fields of one action; state and date have verbs of their own."""
    return edit_actions(snapshot, [action_id], label, **values)


def edit_actions(snapshot: Snapshot, action_ids: Iterable[str], label: str, **values: Any) -> Edit:
    """Give the same plain fields of several actions the same values."""
    changes: list[Change] = []
    for action_id in action_ids:
        before = snapshot.need(ActionItem, action_id)
        changes.extend(became(before, altered(before, **values)))
    return edit(label, changes)


def set_status(
    snapshot: Snapshot,
    action_ids: Sequence[str],
    status: ActionStatus,
    *,
    now: datetime,
    reason: str = "",
) -> Edit:
    """Bring actions to a state and note when (UTC) they were closed.

    ``reason`` is why an action won't be done, or what shows that it is done. An action that is
    opened again is no longer verified. Raises RuleBroken for won't do without a reason.
    """
    changes: list[Change] = []
    for action_id in action_ids:
        before = snapshot.need(ActionItem, action_id)
        if before.status is status and not reason.strip():
            continue
        kept = reason.strip() or (before.reason if status in _CLOSED else "")
        if before.status is ActionStatus.WONT_DO and status is not ActionStatus.WONT_DO:
            kept = reason.strip()
        if status is ActionStatus.WONT_DO and not kept:
            raise RuleBroken(f"Say why {before.key} won't be done: the reason stays with it.")
        closed = before.closed_at if before.status is status else now
        done = status is ActionStatus.DONE
        after = altered(
            before,
            status=status,
            reason=kept,
            closed_at=closed if status in _CLOSED else None,
            verified_by=before.verified_by if done else "",
            verified_at=before.verified_at if done else None,
        )
        changes.extend(became(before, after))
    words = name_of(status).lower()
    label = "Set action to" if len(action_ids) == 1 else f"Set {len(action_ids)} actions to"
    return edit(f"{label} {words}", changes)


def set_due(
    snapshot: Snapshot,
    action_ids: Sequence[str],
    due: date | None,
    *,
    now: datetime,
    reason: str = "",
) -> Edit:
    """Give actions a due date, or take it away; a date that moves leaves its history (UTC)."""
    changes: list[Change] = []
    for action_id in action_ids:
        before = snapshot.need(ActionItem, action_id)
        if before.due == due:
            continue
        changes.extend(became(before, altered(before, due=due)))
        if before.due is not None:
            move = DueMove(
                id=fresh_id(),
                pm_id=snapshot.pm_id,
                action_id=action_id,
                before=before.due,
                after=due,
                at=now,
                reason=reason.strip(),
            )
            changes.append(born(move))
    return edit("Set date" if due is not None else "Clear date", changes)


def assign(snapshot: Snapshot, action_ids: Iterable[str], owner_id: str | None) -> Edit:
    """Give actions one owner, or none."""
    label = "Set owner" if owner_id is not None else "Clear owner"
    return edit_actions(snapshot, action_ids, label, owner_id=owner_id)


def assign_role(snapshot: Snapshot, action_ids: Iterable[str], role: str) -> Edit:
    """Give actions to a role or team; one that nobody has yet is made in the same step.

    Raises RuleBroken for a role of no letters, and for "TBD" and its like.
    """
    if not role.strip():
        raise RuleBroken("Name a role or a team to give the action to.")
    owner_id, people = _person_of(snapshot, role)
    return edit("Set owner", people, assign(snapshot, action_ids, owner_id).changes)


def _person_of(snapshot: Snapshot, role: str) -> tuple[str, list[Change]]:
    """The person who has a role, name or alias, or the birth of one."""
    wanted = " ".join(role.split())
    if wanted.casefold().strip(".") in _NOBODY:
        raise RuleBroken(f"“{wanted}” is no owner: name the role or team that takes it.")
    for person in snapshot.people.values():
        names = (person.role, person.name, *person.aliases)
        if wanted.casefold() in {" ".join(name.split()).casefold() for name in names}:
            return person.id, []
    last = max((person.position for person in snapshot.people.values()), default=0.0)
    # No participant: who owns an action need not have been at the incident.
    person = Person(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        name=wanted,
        role=wanted,
        participant=False,
        position=last + 1,
    )
    return person.id, [born(person)]


def link_action(snapshot: Snapshot, action_id: str, factor_id: str) -> Edit:
    """Say that an action answers a factor; nothing happens where that is said already."""
    snapshot.need(ActionItem, action_id)
    snapshot.need(Factor, factor_id)
    if _links(snapshot, action_id, factor_id):
        return Edit("Link to factor")
    return edit("Link to factor", _link(snapshot, action_id, factor_id))


def link_actions(snapshot: Snapshot, action_ids: Iterable[str], factor_id: str) -> Edit:
    """Say of several actions that they answer a factor, in one step."""
    parts = [link_action(snapshot, action_id, factor_id).changes for action_id in action_ids]
    return edit("Link to factor", *parts)


def unlink_action(snapshot: Snapshot, action_id: str, factor_id: str) -> Edit:
    """Take back that an action answers a factor."""
    return edit("Unlink from factor", [gone(x) for x in _links(snapshot, action_id, factor_id)])


def unlink_actions(snapshot: Snapshot, action_ids: Iterable[str], factor_id: str) -> Edit:
    """Take back of several actions that they answer a factor, in one step."""
    parts = [unlink_action(snapshot, action_id, factor_id).changes for action_id in action_ids]
    return edit("Unlink from factor", *parts)


def _links(snapshot: Snapshot, action_id: str, factor_id: str) -> list[ActionFactor]:
    return [
        link
        for link in snapshot.of(ActionFactor).values()
        if (link.action_id, link.factor_id) == (action_id, factor_id)
    ]


def verify(snapshot: Snapshot, action_id: str, by: str, *, now: datetime) -> Edit:
    """Note who saw that a done action has its effect, and when (UTC); nobody takes it back.

    Raises RuleBroken for an action that is not done.
    """
    before = snapshot.need(ActionItem, action_id)
    who = by.strip()
    if who and before.status is not ActionStatus.DONE:
        raise RuleBroken(f"{before.key} can be verified when it is done.")
    at = (before.verified_at if who == before.verified_by else now) if who else None
    label = "Verify action" if who else "Clear verification"
    return edit(label, became(before, altered(before, verified_by=who, verified_at=at)))


def follow_up(
    snapshot: Snapshot, action_id: str, values: Mapping[str, Any], *, now: datetime
) -> Edit:
    """What the follow-through asks for: a new ``due``, or a ``status``, each with its ``reason``.

    The action counts as looked at today. Raises RuleBroken for won't do without a reason.
    """
    reason = str(values.get("reason", ""))
    parts: list[Change] = []
    label = "Review action"
    if "due" in values:
        step = set_due(snapshot, [action_id], values["due"], now=now, reason=reason)
        parts, label = list(step.changes), step.label
    elif "status" in values:
        status = ActionStatus(values["status"])
        step = set_status(snapshot, [action_id], status, now=now, reason=reason)
        parts, label = list(step.changes), step.label
    before = snapshot.need(ActionItem, action_id)
    held = next((c.after for c in parts if isinstance(c.after, ActionItem)), before)
    others = [change for change in parts if change.kind is not ActionItem]
    return edit(label, became(before, altered(held, reviewed_at=now)), others)


def duplicate_actions(snapshot: Snapshot, action_ids: Sequence[str], *, now: datetime) -> Edit:
    """Open copies with numbers of their own that answer the same factors.

    The tracker's link, the state and the history belong to the first one and stay behind.
    """
    births: list[Change] = []
    links: list[Change] = []
    number, position = _next_number(snapshot), _last_position(snapshot)
    for step, action_id in enumerate(action_ids):
        action = snapshot.need(ActionItem, action_id)
        copy = altered(
            action,
            id=fresh_id(),
            number=number + step,
            position=position + step + 1,
            status=ActionStatus.OPEN,
            tracker="",
            reason="",
            created_at=now,
            closed_at=None,
            verified_by="",
            verified_at=None,
            reviewed_at=None,
        )
        births.append(born(copy))
        links.extend(_link(snapshot, copy.id, f.id) for f in snapshot.factors_of(action_id))
    return edit(_counted("Duplicate", len(action_ids)), births, links)


def delete_actions(snapshot: Snapshot, action_ids: Iterable[str]) -> Edit:
    """Remove actions with their links and history; a fix idea that became one is parked again."""
    ids = set(action_ids)
    changes: list[Change] = []
    for kind, field in referrers(ActionItem):
        for row in snapshot.of(kind).values():
            if getattr(row, field) not in ids:
                continue
            if kind in _PARTS:
                changes.append(gone(row))
            elif isinstance(row, ParkedIdea):
                after = altered(row, action_id=None, state=IdeaState.PARKED)
                changes.append(Change(row, after))
            else:
                changes.append(Change(row, altered(row, **{field: None})))
    # In the order of the text, so that the same edit always looks the same.
    removed = [gone(snapshot.need(ActionItem, i)) for i in sorted(ids)]
    return edit(_counted("Delete", len(ids)), changes, removed)
