"""Verbs that carry learning on: keep what was nudged at, reuse a factor, judge its actions."""

from __future__ import annotations

from pmdesk.domain.analysis import Factor
from pmdesk.domain.change import Change, Edit, became, born, edit
from pmdesk.domain.factors.answers import with_answer
from pmdesk.domain.factors.nudges import Nudge
from pmdesk.domain.factors.past import Caught, PastFactor, caught_key
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.postmortem import RelatedPostmortem
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import FactorKind
from pmdesk.edits.factors import add_factor

SHARED = "A contributing factor came up in both"


def waive_nudge(snapshot: Snapshot, factor_id: str, nudge: Nudge, reason: str) -> Edit:
    """Keep a factor as it is, with the reason; raises RuleBroken without one."""
    if not reason.strip():
        raise RuleBroken("Write down why it stays as it is.")
    factor = snapshot.need(Factor, factor_id)
    after = altered(factor, waived=with_answer(factor, nudge, reason))
    return edit("Keep as it is", became(factor, after))


def take_back_waiver(snapshot: Snapshot, factor_id: str, nudge: Nudge) -> Edit:
    """Show a nudge again that was waived."""
    factor = snapshot.need(Factor, factor_id)
    after = altered(factor, waived=with_answer(factor, nudge, None))
    return edit("Show the nudge again", became(factor, after))


def judge_past_action(
    snapshot: Snapshot, factor_id: str, action_id: str, caught: Caught | None
) -> Edit:
    """Say whether an earlier action would have caught this incident; None takes it back."""
    factor = snapshot.need(Factor, factor_id)
    answer = None if caught is None else caught.value
    after = altered(factor, waived=with_answer(factor, caught_key(action_id), answer))
    return edit("Judge earlier action", became(factor, after))


def reuse_factor(
    snapshot: Snapshot, past: PastFactor, parent_id: str | None = None, index: int | None = None
) -> Edit:
    """A factor in the words of an earlier one that stays linked to it; the postmortems are
    related from now on.

    The factor is the record of the first change. Raises RuleBroken when the parent is gone.
    """
    own = {kind.value: kind for kind in (FactorKind.TRIGGER, FactorKind.MITIGATING)}
    values = {"category": past.category, "reused_from": past.id}
    kind = own.get(past.kind, FactorKind.WHY)
    made = add_factor(snapshot, past.text, parent_id, index, kind=kind, **values)
    related: list[Change] = []
    known = {row.other_id for row in snapshot.of(RelatedPostmortem).values()}
    if past.pm_id not in known and past.pm_id != snapshot.pm_id:
        link = RelatedPostmortem(
            id=fresh_id(), pm_id=snapshot.pm_id, other_id=past.pm_id, reason=SHARED
        )
        related.append(born(link))
    return edit("Reuse factor", made.changes, related)


def forget_origin(snapshot: Snapshot, factor_id: str) -> Edit:
    """Take back that a factor comes from an earlier postmortem."""
    factor = snapshot.need(Factor, factor_id)
    return edit("Unlink earlier factor", became(factor, altered(factor, reused_from=None)))
