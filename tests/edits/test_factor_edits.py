"""The verbs on the factor tree: what they change, what they refuse, what undo brings back."""

from __future__ import annotations

import pytest

from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor, FactorEvidence
from pmdesk.domain.change import Edit
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.postmortem import Runbook
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import FactorKind, StopReason
from pmdesk.edits.factors import (
    add_factor,
    decide_not_to_act,
    delete_factor,
    duplicate_factor,
    fold_factors,
    grow_factors,
    indent_factor,
    link_events,
    move_factor,
    outdent_factor,
    set_category,
    set_kind,
    set_stop,
    shift_factor,
    toggle_actionable,
)
from tests.fakes import sample


def find(snapshot: Snapshot, start: str) -> Factor:
    return next(f for f in snapshot.factors.values() if f.text.startswith(start))


def texts(snapshot: Snapshot, parent_id: str | None) -> list[str]:
    return [f.text for f in FactorTree(snapshot).children(parent_id)]


def done(snapshot: Snapshot, edit: Edit) -> Snapshot:
    after = snapshot.applied(edit.changes)
    assert after.applied(edit.inverse().changes) == snapshot
    return after


def test_a_new_factor_is_born_first_and_stands_where_it_was_asked_for() -> None:
    snapshot = sample()
    root = find(snapshot, "Diagnosis spent")
    made = add_factor(snapshot, "Nobody had the map", root.id, 1)
    after = done(snapshot, made)
    born = made.changes[0].after
    assert isinstance(born, Factor)
    assert born.kind is FactorKind.WHY
    assert texts(after, root.id).index("Nobody had the map") == 1
    assert texts(done(snapshot, add_factor(snapshot, "Last")), None)[-1] == "Last"


def test_a_factor_below_one_that_is_gone_is_refused_with_a_sentence() -> None:
    with pytest.raises(RuleBroken, match="Choose another"):
        add_factor(sample(), "A", "nobody")


def test_a_hundred_insertions_at_one_place_keep_their_order() -> None:
    snapshot = sample()
    root = find(snapshot, "Diagnosis spent")
    last = texts(snapshot, root.id)[-1]
    for number in range(100):
        snapshot = done(snapshot, add_factor(snapshot, f"New {number}", root.id, 1))
    found = texts(snapshot, root.id)
    assert found[1:101] == [f"New {n}" for n in reversed(range(100))]
    assert found[-1] == last
    positions = [f.position for f in FactorTree(snapshot).children(root.id)]
    assert len(set(positions)) == len(positions)


def test_deleting_takes_whys_and_links_along_and_loosens_runbooks() -> None:
    snapshot = sample()
    root = find(snapshot, "A renamed group")
    leaf = find(snapshot, "The start position")
    made = delete_factor(snapshot, root.id)
    after = done(snapshot, made)
    assert made.label == "Delete factor and 2 whys"
    assert root.id not in after.factors
    assert leaf.id not in after.factors
    assert len(after.of(ActionItem)) == len(snapshot.of(ActionItem))
    assert all(x.factor_id != leaf.id for x in after.of(ActionFactor).values())
    assert all(x.factor_id != root.id for x in after.of(FactorEvidence).values())
    loose = [r for r in after.of(Runbook).values() if r.title == "Consumer group renamed"]
    assert loose[0].factor_id is None
    assert len(after.of(Runbook)) == len(snapshot.of(Runbook))


def test_a_factor_never_moves_under_its_own_whys() -> None:
    snapshot = sample()
    root, leaf = find(snapshot, "A renamed group"), find(snapshot, "The start position")
    for target in (leaf.id, root.id):
        with pytest.raises(RuleBroken, match="own whys"):
            move_factor(snapshot, root.id, target)


def test_a_kind_follows_its_place_unless_it_says_something_of_its_own() -> None:
    snapshot = sample()
    root, other = find(snapshot, "The rollback took"), find(snapshot, "The alert measured")
    limited = find(snapshot, "Holds are capped")
    inside = done(snapshot, move_factor(snapshot, root.id, other.id))
    assert inside.factors[root.id].kind is FactorKind.WHY
    outside = done(inside, outdent_factor(inside, root.id))
    assert outside.factors[root.id].kind is FactorKind.CONTRIBUTING
    kept = done(snapshot, move_factor(snapshot, limited.id, other.id))
    assert kept.factors[limited.id].kind is FactorKind.MITIGATING
    assert not set_kind(snapshot, root.id, FactorKind.WHY)


def test_shifting_indenting_and_outdenting_walk_one_place() -> None:
    snapshot = sample()
    root = find(snapshot, "Diagnosis spent")
    first, second, third = FactorTree(snapshot).children(root.id)
    down = done(snapshot, shift_factor(snapshot, first.id, 1))
    assert texts(down, root.id) == [second.text, first.text, third.text]
    assert not shift_factor(snapshot, first.id, -1)
    assert not shift_factor(snapshot, third.id, 1)
    inner = done(snapshot, indent_factor(snapshot, second.id))
    assert texts(inner, first.id) == [second.text]
    assert not indent_factor(snapshot, first.id)
    outer = done(snapshot, outdent_factor(snapshot, second.id))
    roots = texts(outer, None)
    assert roots[roots.index(root.text) + 1] == second.text
    assert not outdent_factor(snapshot, root.id)


def test_moving_to_where_it_stands_is_no_step() -> None:
    snapshot = sample()
    root = find(snapshot, "Diagnosis spent")
    first, second, third = FactorTree(snapshot).children(root.id)
    assert not move_factor(snapshot, second.id, root.id, 1)
    assert not move_factor(snapshot, third.id, root.id)
    assert move_factor(snapshot, first.id, root.id, 1)


def test_deciding_not_to_act_needs_a_reason_and_keeps_who_decided() -> None:
    snapshot = sample()
    leaf = find(snapshot, "The alert does not name")
    with pytest.raises(RuleBroken, match="why nothing"):
        decide_not_to_act(snapshot, leaf.id, "  ")
    after = done(snapshot, decide_not_to_act(snapshot, leaf.id, " Too rare ", "Holds team lead"))
    held = after.factors[leaf.id]
    assert (held.stop, held.stop_note) == (StopReason.ACCEPTED, "Too rare")
    assert held.decided_by == "Holds team lead"
    opened = done(after, set_stop(after, leaf.id, None))
    assert opened.factors[leaf.id].stop_note == ""


def test_actionable_goes_on_and_off() -> None:
    snapshot = sample()
    factor = find(snapshot, "Last week's cache")
    on = done(snapshot, toggle_actionable(snapshot, factor.id))
    assert on.factors[factor.id].stop is StopReason.ACTIONABLE
    assert on.factors[factor.id].stop_note == ""
    off = done(on, toggle_actionable(on, factor.id))
    assert off.factors[factor.id].stop is None


def test_a_copy_brings_its_whys_and_leaves_links_behind() -> None:
    snapshot = sample()
    root = find(snapshot, "A renamed group")
    made = duplicate_factor(snapshot, root.id)
    after = done(snapshot, made)
    copy = made.changes[0].record
    tree = FactorTree(after)
    assert [f.text for f in tree.below(copy.id)] == [f.text for f in tree.below(root.id)]
    roots = [f.id for f in tree.roots]
    assert roots.index(copy.id) == roots.index(root.id) + 1
    assert len(after.of(FactorEvidence)) == len(snapshot.of(FactorEvidence))


def test_events_link_once_and_grow_factors_in_their_words() -> None:
    snapshot = sample()
    root = find(snapshot, "The rollback took")
    event = next(e for e in snapshot.events.values() if not snapshot.factors_shown_by(e.id))
    linked = done(snapshot, link_events(snapshot, root.id, [event.id, event.id, "nobody"]))
    assert event in linked.events_showing(root.id)
    assert not link_events(linked, root.id, [event.id])
    made = grow_factors(snapshot, [event.id], root.id)
    grown = done(snapshot, made)
    born = made.changes[0].record
    assert grown.factors[born.id].text == event.title
    assert grown.factors_shown_by(event.id) == [born]


def test_folding_and_categories_are_steps_only_when_they_differ() -> None:
    snapshot = sample()
    root = find(snapshot, "The rollback took")
    assert done(snapshot, fold_factors(snapshot, [root.id], True)).factors[root.id].folded
    assert not fold_factors(snapshot, [root.id], False)
    assert not set_category(snapshot, root.id, " tooling ")
    assert done(snapshot, set_category(snapshot, root.id, "on  call")).factors[
        root.id
    ].category == "on call"
