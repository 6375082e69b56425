"""Verbs on several factors at once, each one step: move, delete, categorise, stop, rename."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pmdesk.domain.analysis import Factor
from pmdesk.domain.change import Change, Edit, became, edit
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import StopReason
from pmdesk.edits.factors import (
    delete_factor,
    indent_factor,
    move_factor,
    outdent_factor,
    set_stop,
    shift_factor,
)


def topmost(snapshot: Snapshot, factor_ids: Iterable[str]) -> list[str]:
    """The factors in the order of the tree, without those that stand under another of them."""
    ids = set(factor_ids)
    tree = FactorTree(snapshot)
    return [
        factor.id
        for _, factor in tree.walk()
        if factor.id in ids and not any(above.id in ids for above in tree.path(factor.id)[:-1])
    ]


def counted(verb: str, count: int) -> str:
    """The label of a step on one factor or on several."""
    return f"{verb} factor" if count == 1 else f"{verb} {count} factors"


def _in_turn(
    label: str, snapshot: Snapshot, ids: Sequence[str], make: Callable[[Snapshot, str], Edit]
) -> Edit:
    """One edit of a verb done to each in turn, each on what the ones before left."""
    changes: list[Change] = []
    for factor_id in ids:
        made = make(snapshot, factor_id)
        snapshot = snapshot.applied(made.changes)
        changes.extend(made.changes)
    return Edit(label, tuple(changes))


def move_factors(
    snapshot: Snapshot, factor_ids: Sequence[str], parent_id: str | None, index: int | None = None
) -> Edit:
    """Move factors with their whys, side by side, under a parent (None: to the roots).

    ``index`` counts the siblings there that do not move; None is the end. Raises RuleBroken when
    the place lies under one of them.
    """
    ids = topmost(snapshot, factor_ids)
    row = [f.id for f in FactorTree(snapshot).children(parent_id) if f.id not in set(ids)]
    place = len(row) if index is None else max(0, min(index, len(row)))
    following = row[place] if place < len(row) else None

    def make(now: Snapshot, factor_id: str) -> Edit:
        siblings = [f.id for f in FactorTree(now).children(parent_id) if f.id != factor_id]
        at = siblings.index(following) if following is not None else None
        return move_factor(now, factor_id, parent_id, at)

    return _in_turn(counted("Move", len(ids)), snapshot, ids, make)


def shift_factors(snapshot: Snapshot, factor_ids: Sequence[str], step: int) -> Edit:
    """Move factors up (-1) or down (1), each among its siblings; at the end none of them moves."""
    ids = topmost(snapshot, factor_ids)
    tree, chosen = FactorTree(snapshot), set(ids)
    for factor_id in ids:
        row = [f.id for f in tree.children(snapshot.need(Factor, factor_id).parent_id)]
        edge = row[: sum(i in chosen for i in row)] if step < 0 else (
            row[len(row) - sum(i in chosen for i in row) :]
        )
        if factor_id in edge and all(i in chosen for i in edge):
            # The block of this level stands at the end already.
            return Edit(counted("Move", len(ids)))
    order = ids if step < 0 else ids[::-1]
    label = counted("Move", len(ids))
    return _in_turn(label, snapshot, order, lambda s, i: shift_factor(s, i, step))


def indent_factors(snapshot: Snapshot, factor_ids: Sequence[str]) -> Edit:
    """Put factors under the sibling above the first of them."""
    ids = topmost(snapshot, factor_ids)
    if len(ids) == 1:
        return indent_factor(snapshot, ids[0])
    tree = FactorTree(snapshot)
    first = snapshot.need(Factor, ids[0])
    row = [f.id for f in tree.children(first.parent_id)]
    place = row.index(first.id)
    if place == 0:
        return Edit(f"Move {len(ids)} factors in")
    moved = move_factors(snapshot, ids, row[place - 1])
    return Edit(f"Move {len(ids)} factors in", moved.changes)


def outdent_factors(snapshot: Snapshot, factor_ids: Sequence[str]) -> Edit:
    """Put factors one level up, in their order right after their parent; roots stay."""
    ids = topmost(snapshot, factor_ids)
    if len(ids) == 1:
        return outdent_factor(snapshot, ids[0])
    # The last first: each lands right after the parent, before those that came later.
    return _in_turn(f"Move {len(ids)} factors out", snapshot, ids[::-1], outdent_factor)


def delete_factors(snapshot: Snapshot, factor_ids: Sequence[str]) -> Edit:
    """Remove factors with their whys; actions, events and runbooks stay."""
    ids = topmost(snapshot, factor_ids)
    if len(ids) == 1:
        return delete_factor(snapshot, ids[0])
    return _in_turn(f"Delete {len(ids)} factors", snapshot, ids, delete_factor)


def categorise(snapshot: Snapshot, factor_ids: Iterable[str], category: str) -> Edit:
    """Put factors into a category, or with an empty text into none."""
    word = " ".join(category.split())
    changes: list[Change] = []
    for factor_id in factor_ids:
        factor = snapshot.need(Factor, factor_id)
        changes.extend(became(factor, altered(factor, category=word)))
    return edit("Set category", changes)


def rename_category(snapshot: Snapshot, before: str, after: str) -> Edit:
    """Give a category another name wherever it is used in this postmortem.

    Raises RuleBroken for a name without letters.
    """
    word = " ".join(after.split())
    if not word:
        raise RuleBroken("Write the category's new name.")
    ids = [
        f.id for f in snapshot.factors.values() if f.category.casefold() == before.casefold()
    ]
    return Edit("Rename category", categorise(snapshot, ids, word).changes)


def stop_factors(
    snapshot: Snapshot,
    factor_ids: Sequence[str],
    stop: StopReason | None,
    note: str = "",
    decided_by: str = "",
) -> Edit:
    """Say of factors why nobody asks further below them, or with None ask again.

    Raises RuleBroken for an acceptance without a reason.
    """
    label = "Set stop reason"
    changes: list[Change] = []
    for factor_id in factor_ids:
        made = set_stop(snapshot, factor_id, stop, note, decided_by)
        label = made.label
        changes.extend(made.changes)
    return edit(label, changes)


def mark_actionable(snapshot: Snapshot, factor_ids: Sequence[str]) -> Edit:
    """Mark factors as actionable; where all are marked already, take the marks off."""
    held = [snapshot.need(Factor, factor_id) for factor_id in factor_ids]
    marked = all(factor.stop is StopReason.ACTIONABLE for factor in held)
    stop = None if marked else StopReason.ACTIONABLE
    ids = [f.id for f in held if (f.stop is StopReason.ACTIONABLE) is marked]
    made = stop_factors(snapshot, ids, stop)
    return Edit("Mark as not actionable" if marked else "Mark as actionable", made.changes)
