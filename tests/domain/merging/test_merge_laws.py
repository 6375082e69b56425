"""Two authors work on copies offline: random edits on both sides, then the laws of the merge."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.merging.fields import is_quiet, units_of
from pmdesk.domain.merging.merge import Side, merge
from pmdesk.domain.merging.settle import _PAIRS, settled
from pmdesk.domain.merging.trail import common_state
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.snapshot import empty
from pmdesk.domain.timeline import Mark
from pmdesk.edits.merging import merge_copy
from tests.domain.merging.desks import WORK, Desk, born_of
from tests.fakes import sample

LAWS = settings(
    max_examples=50, deadline=None, suppress_health_check=list(HealthCheck)
)


def apart(work_a, work_b):
    """Two desks that parted at the sample and have both gone on."""
    anna, ben = Desk(sample(), 12, "New postmortem"), Desk(sample(), 3)
    anna.work(work_a)
    ben.work(work_b)
    base = common_state(anna.snapshot, anna.edits, ben.snapshot, ben.trail())
    assert base is not None
    return anna, ben, merge(base, anna.snapshot, ben.snapshot)


def values(record, unit):
    return None if record is None else tuple(getattr(record, name) for name in unit)


@LAWS
@given(WORK, WORK)
def test_the_result_keeps_every_rule_and_undo_takes_it_back(work_a, work_b):
    anna, ben, merged = apart(work_a, work_b)
    edit = merge_copy(anna.snapshot, merged.base, ben.snapshot)
    after = anna.snapshot.applied(edit.changes)
    whole = empty(after.pm_id).applied(born_of(after).changes)
    assert whole == after
    assert after.applied(edit.inverse().changes) == anna.snapshot
    assert after.postmortem.number == 12


@LAWS
@given(WORK, WORK)
def test_what_only_one_side_changed_is_there(work_a, work_b):
    anna, ben, merged = apart(work_a, work_b)
    result = settled(merged)
    asked = {(c.kind, c.record_id) for c in merged.conflicts}
    fields = {(c.kind, c.record_id, name) for c in merged.conflicts for name in c.fields}
    for kind in KIND_NAMES:
        for key in {*anna.snapshot.of(kind), *ben.snapshot.of(kind)} & {*result.snapshot.of(kind)}:
            base, here, there = (s.of(kind).get(key) for s in
                                 (merged.base, anna.snapshot, ben.snapshot))  # fmt: skip
            found = result.snapshot.of(kind)[key]
            for unit in units_of(kind):
                before, ours, theirs = (values(r, unit) for r in (base, here, there))
                if unit == ("number",) or None in (ours, theirs) or (kind, key, unit[0]) in fields:
                    continue
                if unit == ("parent_id",) and any("under each other" in n for n in result.notes):
                    continue
                if theirs == before:
                    assert values(found, unit) == ours
                elif ours == before:
                    assert values(found, unit) == theirs
    for kind in KIND_NAMES:
        if kind in _PAIRS or kind is Mark:
            continue
        for side in (anna, ben):
            for key, row in side.snapshot.of(kind).items():
                if key not in merged.base.of(kind):
                    assert key in result.snapshot.of(kind), row
    assert all(kind in KIND_NAMES for kind, _key in asked)


@LAWS
@given(WORK, WORK)
def test_each_conflict_is_shown_once_and_no_other(work_a, work_b):
    anna, ben, merged = apart(work_a, work_b)
    shown = [c.id for c in merged.conflicts]
    assert len(shown) == len(set(shown))
    expected = set()
    for kind, name in KIND_NAMES.items():
        if kind is Mark:
            continue
        for key, base in merged.base.of(kind).items():
            here, there = anna.snapshot.of(kind).get(key), ben.snapshot.of(kind).get(key)
            if base in (here, there) or here == there:
                continue
            if here is None or there is None:
                expected.add(f"{name}:{key}")
                continue
            for unit in units_of(kind):
                before, ours, theirs = (values(r, unit) for r in (base, here, there))
                is_list = len(unit) == 1 and isinstance(ours[0], tuple)
                if before not in (ours, theirs) and ours != theirs and not is_list:
                    expected |= {f"{name}:{key}:{unit[0]}"} - (
                        {f"{name}:{key}:{unit[0]}"} if is_quiet(kind, unit) else set()
                    )
    marks = {c.id for c in merged.conflicts if c.kind is Mark}
    assert set(shown) - marks == expected


@LAWS
@given(WORK, WORK)
def test_both_desks_see_the_same_conflicts(work_a, work_b):
    anna, ben, merged = apart(work_a, work_b)
    turned = merge(merged.base, ben.snapshot, anna.snapshot)
    own = {c.id for c in merged.conflicts if c.kind is not Mark}
    assert own == {c.id for c in turned.conflicts if c.kind is not Mark}
    kinds = {c.ours.kind for c in merged.conflicts if c.kind is Mark and c.ours and c.theirs}
    assert kinds == {c.ours.kind for c in turned.conflicts
                     if c.kind is Mark and c.ours and c.theirs}  # fmt: skip


@LAWS
@given(WORK)
def test_where_only_the_copy_went_on_the_result_is_the_copy(work):
    _anna, ben, merged = apart([], work)
    result = settled(merged).snapshot
    assert merged.conflicts == ()
    for kind in KIND_NAMES:
        if kind is not Postmortem:
            assert result.of(kind) == ben.snapshot.of(kind)


@LAWS
@given(WORK, WORK)
def test_the_same_copy_brings_nothing_a_second_time(work_a, work_b):
    anna, ben, merged = apart(work_a, work_b)
    anna.push(merge_copy(anna.snapshot, merged.base, ben.snapshot))
    base = common_state(anna.snapshot, anna.edits, ben.snapshot, ben.trail())
    again = merge_copy(anna.snapshot, base, ben.snapshot)
    if merge_copy(merged.ours, merged.base, ben.snapshot):
        assert again.changes == ()


@LAWS
@given(WORK, WORK, WORK)
def test_what_is_sent_to_and_fro_ends_the_same_on_both_desks(work_a, work_b, work_c):
    anna, ben, merged = apart(work_a, work_b)
    anna.push(merge_copy(anna.snapshot, merged.base, ben.snapshot))
    anna.work(work_c)
    base = common_state(ben.snapshot, ben.edits, anna.snapshot, anna.trail())
    back = merge(base, ben.snapshot, anna.snapshot)
    if any(e.label.startswith("Merge copy") for e in anna.edits):
        # Ben's own state went into hers, so there is nothing left to ask.
        assert back.conflicts == ()
        result = settled(back).snapshot
        for kind in KIND_NAMES:
            if kind is not Postmortem:
                assert result.of(kind) == anna.snapshot.of(kind)


@LAWS
@given(WORK, WORK)
def test_any_answers_give_a_whole_postmortem(work_a, work_b):
    anna, ben, merged = apart(work_a, work_b)
    for side in Side:
        answers = {c.id: side for c in merged.conflicts if side in c.sides}
        edit = merge_copy(anna.snapshot, merged.base, ben.snapshot, answers)
        after = anna.snapshot.applied(edit.changes)
        assert empty(after.pm_id).applied(born_of(after).changes) == after


def test_a_mark_set_anew_here_and_moved_there_stands_once():
    work_a, work_b = [(9, 0, 0, "a"), (8, 0, 0, "a")], [(8, 0, 0, "a")]
    anna, ben, merged = apart(work_a, work_b)
    for side in Side:
        answers = {c.id: side for c in merged.conflicts if side in c.sides}
        edit = merge_copy(anna.snapshot, merged.base, ben.snapshot, answers)
        marks = anna.snapshot.applied(edit.changes).marks
        assert len({mark.kind for mark in marks}) == len(marks)
