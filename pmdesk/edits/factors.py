"""Verbs on the factor tree: add, write, move, delete, stop, fold, duplicate, link to events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pmdesk.domain.analysis import ActionFactor, Factor, FactorEvidence
from pmdesk.domain.change import Change, Edit, became, born, edit, gone
from pmdesk.domain.factor_tree import FactorTree, position_between
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.kinds import referrers
from pmdesk.domain.record import Record, altered
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import Confidence, FactorKind, StopReason

# What dies with its factor; everything else that refers to one only loses the link.
_PARTS: tuple[type[Record], ...] = (FactorEvidence, ActionFactor)
# These say something of their own; the other two kinds only say where in the tree a node stands.
_OWN_KINDS = (FactorKind.TRIGGER, FactorKind.MITIGATING)


def fitting_kind(kind: FactorKind, is_root: bool) -> FactorKind:
    """The kind that a node of ``kind`` takes as a root or as a why."""
    if kind in _OWN_KINDS:
        return kind
    return FactorKind.CONTRIBUTING if is_root else FactorKind.WHY


def _placed(
    snapshot: Snapshot, parent_id: str | None, index: int | None, without: str = ""
) -> tuple[float, list[Change]]:
    """The position at ``index`` under a parent, and the siblings that must make room for it.

    Positions halve with each insertion between two; once no number lies between them, or two
    siblings share one, all siblings are numbered anew.
    """
    row = [f for f in FactorTree(snapshot).children(parent_id) if f.id != without]
    index = len(row) if index is None else max(0, min(index, len(row)))
    position = position_between(row, index)
    low = row[index - 1].position if index > 0 else None
    high = row[index].position if index < len(row) else None
    if (low is None or low < position) and (high is None or position < high):
        return position, []
    changes: list[Change] = []
    for place, factor in enumerate(row):
        number = float(place + 1 if place < index else place + 2)
        changes.extend(became(factor, altered(factor, position=number)))
    return float(index + 1), changes


def add_factor(
    snapshot: Snapshot,
    text: str = "",
    parent_id: str | None = None,
    index: int | None = None,
    **values: Any,
) -> Edit:
    """A new contributing factor, or a why under ``parent_id``; without ``index`` the last one.

    Further ``values`` are fields of Factor. The factor is the record of the first change.
    Raises RuleBroken when the parent is gone.
    """
    if parent_id is not None and parent_id not in snapshot.factors:
        raise RuleBroken("The factor to ask below is gone. Choose another one.")
    position, room = _placed(snapshot, parent_id, index)
    kind = fitting_kind(values.pop("kind", FactorKind.WHY), parent_id is None)
    factor = Factor(
        id=values.pop("id", "") or fresh_id(),
        pm_id=snapshot.pm_id,
        parent_id=parent_id,
        position=position,
        text=text,
        kind=kind,
        **values,
    )
    return edit("Add factor" if parent_id is None else "Ask why", born(factor), room)


def edit_factor(snapshot: Snapshot, factor_id: str, label: str, **values: Any) -> Edit:
    """Change fields of a factor that do not move it."""
    before = snapshot.need(Factor, factor_id)
    return edit(label, became(before, altered(before, **values)))


def set_text(snapshot: Snapshot, factor_id: str, text: str) -> Edit:
    """Write a factor in other words."""
    return edit_factor(snapshot, factor_id, "Edit factor", text=text.strip())


def set_kind(snapshot: Snapshot, factor_id: str, kind: FactorKind) -> Edit:
    """Say what a node is; root and why follow from its place and can't be swapped."""
    factor = snapshot.need(Factor, factor_id)
    fitting = fitting_kind(kind, factor.parent_id is None)
    return edit_factor(snapshot, factor_id, "Set kind", kind=fitting)


def set_category(snapshot: Snapshot, factor_id: str, category: str) -> Edit:
    """Put a factor into a category, or with an empty text into none."""
    word = " ".join(category.split())
    return edit_factor(snapshot, factor_id, "Set category", category=word)


def set_confidence(snapshot: Snapshot, factor_id: str, confidence: Confidence | None) -> Edit:
    """Say how sure the room is, or with None that nobody said."""
    return edit_factor(snapshot, factor_id, "Set confidence", confidence=confidence)


def set_branch(snapshot: Snapshot, factor_id: str, branch: str) -> Edit:
    """Put a factor into one of the ready branches (detection, response, …), or into none."""
    return edit_factor(snapshot, factor_id, "Set branch", branch=branch.strip())


def set_stop(
    snapshot: Snapshot,
    factor_id: str,
    stop: StopReason | None,
    note: str = "",
    decided_by: str = "",
) -> Edit:
    """Say why nobody asks further below a factor; None says that the question is open again.

    Raises RuleBroken for an acceptance without a reason.
    """
    note = note.strip()
    if stop is StopReason.ACCEPTED and not note:
        raise RuleBroken("Write down why nothing will be done about it.")
    label = {StopReason.ACCEPTED: "Decide not to act", None: "Open the question again"}.get(
        stop, "Set stop reason"
    )
    return edit_factor(
        snapshot, factor_id, label, stop=stop, stop_note=note, decided_by=decided_by.strip()
    )


def decide_not_to_act(
    snapshot: Snapshot, factor_id: str, reason: str, decided_by: str = ""
) -> Edit:
    """Accept a factor as it is; raises RuleBroken without a reason."""
    return set_stop(snapshot, factor_id, StopReason.ACCEPTED, reason, decided_by)


def toggle_actionable(snapshot: Snapshot, factor_id: str) -> Edit:
    """Mark a factor as one that something can be done about, or take that mark off."""
    marked = snapshot.need(Factor, factor_id).stop is StopReason.ACTIONABLE
    stop = None if marked else StopReason.ACTIONABLE
    label = "Mark as not actionable" if marked else "Mark as actionable"
    return edit_factor(snapshot, factor_id, label, stop=stop, stop_note="", decided_by="")


def move_factor(
    snapshot: Snapshot,
    factor_id: str,
    parent_id: str | None,
    index: int | None = None,
    label: str = "Move factor",
) -> Edit:
    """Move a factor with its whys under another parent (None: to the roots), or among siblings.

    ``index`` counts the other siblings there, without the factor itself; None is the end. The
    kind adapts to the new place. Raises RuleBroken under itself or under an own why.
    """
    before = snapshot.need(Factor, factor_id)
    tree = FactorTree(snapshot)
    if parent_id is not None:
        snapshot.need(Factor, parent_id)
        if any(node.id == factor_id for node in tree.path(parent_id)):
            raise RuleBroken("A factor can't move under itself or one of its own whys.")
    row = [f.id for f in tree.children(parent_id)]
    if before.parent_id == parent_id:
        last = len(row) - 1
        wanted = last if index is None else max(0, min(index, last))
        if row.index(factor_id) == wanted:
            return Edit(label)
    position, room = _placed(snapshot, parent_id, index, without=factor_id)
    after = altered(
        before,
        parent_id=parent_id,
        position=position,
        kind=fitting_kind(before.kind, parent_id is None),
    )
    return edit(label, became(before, after), room)


def _place(tree: FactorTree, factor: Factor) -> int:
    return [f.id for f in tree.children(factor.parent_id)].index(factor.id)


def shift_factor(snapshot: Snapshot, factor_id: str, step: int) -> Edit:
    """Move a factor up (-1) or down (1) among its siblings; at the end nothing happens."""
    factor = snapshot.need(Factor, factor_id)
    tree = FactorTree(snapshot)
    index = _place(tree, factor) + step
    if not 0 <= index < len(tree.children(factor.parent_id)):
        return Edit("Move factor")
    return move_factor(snapshot, factor_id, factor.parent_id, index)


def indent_factor(snapshot: Snapshot, factor_id: str) -> Edit:
    """Put a factor under the sibling above it, as the last why; a first sibling stays."""
    factor = snapshot.need(Factor, factor_id)
    tree = FactorTree(snapshot)
    place = _place(tree, factor)
    if place == 0:
        return Edit("Move factor in")
    above = tree.children(factor.parent_id)[place - 1]
    return move_factor(snapshot, factor_id, above.id, label="Move factor in")


def outdent_factor(snapshot: Snapshot, factor_id: str) -> Edit:
    """Put a factor one level up, right after its parent; a root stays."""
    factor = snapshot.need(Factor, factor_id)
    if factor.parent_id is None:
        return Edit("Move factor out")
    parent = snapshot.need(Factor, factor.parent_id)
    index = _place(FactorTree(snapshot), parent) + 1
    return move_factor(snapshot, factor_id, parent.parent_id, index, "Move factor out")


def delete_factor(snapshot: Snapshot, factor_id: str) -> Edit:
    """Remove a factor with its whys, children first; actions, events and runbooks stay."""
    below = FactorTree(snapshot).below(factor_id)
    doomed = [*reversed(below), snapshot.need(Factor, factor_id)]
    ids = {factor.id for factor in doomed}
    changes: list[Change] = []
    for kind, field in referrers(Factor):
        for row in snapshot.of(kind).values() if kind is not Factor else ():
            if getattr(row, field) in ids:
                loose = gone(row) if kind in _PARTS else Change(row, altered(row, **{field: None}))
                changes.append(loose)
    count = len(below)
    whys = "" if not count else f" and {count} why{'s' if count > 1 else ''}"
    return edit(f"Delete factor{whys}", changes, [gone(factor) for factor in doomed])


def duplicate_factor(snapshot: Snapshot, factor_id: str) -> Edit:
    """A copy of a factor with its whys right below it; links to events and actions stay behind.

    The copy is the record of the first change.
    """
    factor = snapshot.need(Factor, factor_id)
    tree = FactorTree(snapshot)
    position, room = _placed(snapshot, factor.parent_id, _place(tree, factor) + 1)
    top = altered(factor, id=fresh_id(), position=position)
    ids = {factor_id: top.id}
    births = [born(top)]
    for why in tree.below(factor_id):
        ids[why.id] = fresh_id()
        births.append(born(altered(why, id=ids[why.id], parent_id=ids[why.parent_id or ""])))
    return edit("Duplicate factor", births, room)


def fold_factors(snapshot: Snapshot, factor_ids: Iterable[str], folded: bool) -> Edit:
    """Hide or show the whys of factors."""
    changes: list[Change] = []
    for factor_id in factor_ids:
        factor = snapshot.need(Factor, factor_id)
        changes.extend(became(factor, altered(factor, folded=folded)))
    return edit("Fold" if folded else "Unfold", changes)


def _links(snapshot: Snapshot, factor_id: str, event_ids: Iterable[str]) -> list[Change]:
    held = {
        row.event_id
        for row in snapshot.of(FactorEvidence).values()
        if row.factor_id == factor_id
    }
    return [
        born(
            FactorEvidence(
                id=fresh_id(), pm_id=snapshot.pm_id, factor_id=factor_id, event_id=event_id
            )
        )
        for event_id in dict.fromkeys(event_ids)
        if event_id in snapshot.events and event_id not in held
    ]


def link_events(snapshot: Snapshot, factor_id: str, event_ids: Sequence[str]) -> Edit:
    """Say that events show a factor; unknown events and links that are there are passed over."""
    snapshot.need(Factor, factor_id)
    label = "Link event" if len(event_ids) == 1 else "Link events"
    return edit(label, _links(snapshot, factor_id, event_ids))


def grow_factors(
    snapshot: Snapshot,
    event_ids: Sequence[str],
    parent_id: str | None = None,
    index: int | None = None,
) -> Edit:
    """A factor for each event, in the words of its title and linked to it.

    The first factor is the record of the first change.
    """
    births: list[Change] = []
    links: list[Change] = []
    current = snapshot
    for number, event_id in enumerate(i for i in event_ids if i in snapshot.events):
        place = None if index is None else index + number
        event = snapshot.events[event_id]
        made = add_factor(current, event.title or event.text, parent_id, place)
        births.extend(made.changes)
        current = current.applied(made.changes)
        links.extend(_links(current, made.changes[0].record.id, [event_id]))
    return edit("Add factor from event", births, links)
