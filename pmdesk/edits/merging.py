"""The verb that merges a copy which came back: one step that undo takes back whole."""

from __future__ import annotations

from collections.abc import Mapping

from pmdesk.domain.change import Change, Edit, born
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.meeting import Question
from pmdesk.domain.merging.merge import Merge, Side, merge
from pmdesk.domain.merging.settle import settled
from pmdesk.domain.merging.trail import merge_label, state_of
from pmdesk.domain.merging.words import question_about
from pmdesk.domain.snapshot import Snapshot


def merge_copy(
    snapshot: Snapshot,
    base: Snapshot | None,
    copy: Snapshot,
    choices: Mapping[str, Side] | None = None,
    *,
    ask: bool = True,
) -> Edit:
    """Take in what a copy changed since ``base``, the state from which the two parted.

    ``choices`` answer conflicts by their id. Where one is not answered, what ``held`` says stands,
    and with ``ask`` both sides are put into an open question, so that neither is lost.
    """
    merged = merge(base, snapshot, copy)
    given = dict(choices or {})
    result = settled(merged, given)
    asked = _questions(merged, given, result.snapshot) if ask else ()
    return Edit(merge_label(state_of(copy)), (*result.changes, *asked))


def _questions(
    merged: Merge, given: Mapping[str, Side], result: Snapshot
) -> tuple[Change, ...]:
    open_ones = [c for c in merged.conflicts if c.id not in given]
    last = max((q.position for q in result.of(Question).values()), default=0.0)
    there = {question.text for question in result.of(Question).values()}
    texts = [question_about(merged, conflict, conflict.held) for conflict in open_ones]
    return tuple(
        born(Question(id=fresh_id(), pm_id=merged.ours.pm_id, text=text, position=last + place))
        for place, text in enumerate(texts, start=1)
        if text not in there
    )
