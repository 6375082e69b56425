"""Verbs on several factors: one step each, the order kept, nothing under its own whys."""

from __future__ import annotations

from datetime import date

import pytest

from pmdesk.domain.analysis import Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.factors.answers import answer_of
from pmdesk.domain.factors.nudges import Nudge
from pmdesk.domain.factors.past import Caught, PastFactor, caught_by
from pmdesk.domain.postmortem import RelatedPostmortem
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import StopReason
from pmdesk.edits.factor_groups import (
    categorise,
    delete_factors,
    indent_factors,
    mark_actionable,
    move_factors,
    outdent_factors,
    rename_category,
    shift_factors,
    stop_factors,
    topmost,
)
from pmdesk.edits.factor_learning import (
    judge_past_action,
    reuse_factor,
    take_back_waiver,
    waive_nudge,
)
from pmdesk.edits.factors import add_factor
from tests.fakes import sample

PAST = PastFactor("old-1", "pm-old", "PM-3", "Queue stuck", "No alert on lag", "monitoring",
                  day=date(2025, 3, 1))  # fmt: skip


def row_of(letters: str) -> tuple[Snapshot, str, dict[str, str]]:
    """A root with one why for each letter."""
    snapshot = sample()
    made = add_factor(snapshot, "Root")
    root = made.changes[0].record.id
    snapshot = snapshot.applied(made.changes)
    ids = {}
    for letter in letters:
        made = add_factor(snapshot, letter, root)
        snapshot = snapshot.applied(made.changes)
        ids[letter] = made.changes[0].record.id
    return snapshot, root, ids


def texts(snapshot: Snapshot, parent_id: str | None) -> str:
    return "".join(f.text for f in FactorTree(snapshot).children(parent_id))


def done(snapshot: Snapshot, edit: Edit) -> Snapshot:
    after = snapshot.applied(edit.changes)
    assert after.applied(edit.inverse().changes) == snapshot
    return after


@pytest.mark.parametrize(
    ("chosen", "index", "wanted"),
    [("bd", 0, "bdace"), ("ae", 1, "baecd"), ("ab", None, "cdeab"), ("ca", 9, "bdeac")],
)
def test_moved_factors_land_side_by_side_in_their_order(
    chosen: str, index: int | None, wanted: str
) -> None:
    snapshot, root, ids = row_of("abcde")
    moved = move_factors(snapshot, [ids[c] for c in chosen], root, index)
    assert moved.label == "Move 2 factors"
    assert texts(done(snapshot, moved), root) == wanted


def test_whys_go_along_with_a_factor_that_moves() -> None:
    snapshot, _, ids = row_of("abc")
    snapshot = snapshot.applied(add_factor(snapshot, "below", ids["a"]).changes)
    below = FactorTree(snapshot).children(ids["a"])[0].id
    assert topmost(snapshot, [below, ids["b"], ids["a"]]) == [ids["a"], ids["b"]]
    after = done(snapshot, move_factors(snapshot, [below, ids["a"]], ids["c"]))
    assert texts(after, ids["c"]) == "a"
    assert texts(after, ids["a"]) == "below"


def test_several_are_not_moved_under_one_of_themselves() -> None:
    snapshot, _, ids = row_of("ab")
    with pytest.raises(RuleBroken, match="own whys"):
        move_factors(snapshot, [ids["a"], ids["b"]], ids["b"])


@pytest.mark.parametrize(
    ("chosen", "step", "wanted"),
    [("bc", -1, "bcade"), ("bc", 1, "adbce"), ("bd", 1, "acbed"), ("ab", -1, "abcde"),
     ("de", 1, "abcde"), ("ac", -1, "acbde")],
)  # fmt: skip
def test_a_block_is_shifted_until_it_meets_the_end(chosen: str, step: int, wanted: str) -> None:
    snapshot, root, ids = row_of("abcde")
    after = done(snapshot, shift_factors(snapshot, [ids[c] for c in chosen], step))
    assert texts(after, root) == wanted


def test_several_go_in_and_out_again_in_their_order() -> None:
    snapshot, root, ids = row_of("abcd")
    inside = done(snapshot, indent_factors(snapshot, [ids["b"], ids["c"]]))
    assert (texts(inside, root), texts(inside, ids["a"])) == ("ad", "bc")
    outside = done(inside, outdent_factors(inside, [ids["b"], ids["c"]]))
    assert texts(outside, root) == "abcd"


def test_several_are_deleted_and_come_back_in_one_step() -> None:
    snapshot, root, ids = row_of("abc")
    removed = delete_factors(snapshot, [root, ids["a"]])
    assert removed.label == "Delete factor and 3 whys"
    several = delete_factors(snapshot, [ids["a"], ids["c"]])
    assert several.label == "Delete 2 factors"
    assert texts(done(snapshot, several), root) == "b"


def test_several_get_a_category_a_reason_and_a_mark() -> None:
    snapshot, _, ids = row_of("ab")
    both = list(ids.values())
    snapshot = done(snapshot, categorise(snapshot, both, " night  shift "))
    assert {snapshot.need(Factor, i).category for i in both} == {"night shift"}
    renamed = done(snapshot, rename_category(snapshot, "Night shift", "Handover"))
    assert {renamed.need(Factor, i).category for i in both} == {"Handover"}
    with pytest.raises(RuleBroken, match="new name"):
        rename_category(snapshot, "night shift", " ")
    marked = done(snapshot, mark_actionable(snapshot, both))
    assert {marked.need(Factor, i).stop for i in both} == {StopReason.ACTIONABLE}
    assert {done(marked, mark_actionable(marked, both)).need(Factor, i).stop for i in both} == {
        None
    }
    with pytest.raises(RuleBroken, match="why nothing"):
        stop_factors(snapshot, both, StopReason.ACCEPTED)


def test_one_unmarked_among_marked_ones_is_marked_not_the_others_unmarked() -> None:
    snapshot, _, ids = row_of("ab")
    snapshot = snapshot.applied(mark_actionable(snapshot, [ids["a"]]).changes)
    after = done(snapshot, mark_actionable(snapshot, list(ids.values())))
    assert {after.need(Factor, i).stop for i in ids.values()} == {StopReason.ACTIONABLE}


def test_a_nudge_is_waived_with_a_reason_only_and_can_come_back() -> None:
    snapshot, root, _ = row_of("")
    with pytest.raises(RuleBroken, match="why it stays"):
        waive_nudge(snapshot, root, Nudge.PERSON, "  ")
    kept = done(snapshot, waive_nudge(snapshot, root, Nudge.PERSON, "A quote"))
    assert answer_of(kept.need(Factor, root), Nudge.PERSON) == "A quote"
    assert done(kept, take_back_waiver(kept, root, Nudge.PERSON)) == snapshot


def test_a_reused_factor_keeps_its_link_and_relates_the_postmortems_once() -> None:
    snapshot = sample()
    made = reuse_factor(snapshot, PAST)
    after = done(snapshot, made)
    factor = after.need(Factor, made.changes[0].record.id)
    assert (factor.text, factor.category, factor.reused_from) == (
        PAST.text, "monitoring", "old-1",
    )  # fmt: skip
    again = done(after, reuse_factor(after, PAST, factor.id))
    others = [r.other_id for r in again.of(RelatedPostmortem).values()]
    assert others.count("pm-old") == 1


def test_what_the_room_says_of_an_earlier_action_is_kept_beside_waivers() -> None:
    snapshot, root, _ = row_of("")
    snapshot = snapshot.applied(waive_nudge(snapshot, root, Nudge.PERSON, "A quote").changes)
    for caught in Caught:
        snapshot = done(snapshot, judge_past_action(snapshot, root, "act-1", caught))
        assert caught_by(snapshot.need(Factor, root), "act-1") is caught
    snapshot = done(snapshot, judge_past_action(snapshot, root, "act-1", None))
    assert caught_by(snapshot.need(Factor, root), "act-1") is None
    assert answer_of(snapshot.need(Factor, root), Nudge.PERSON) == "A quote"
