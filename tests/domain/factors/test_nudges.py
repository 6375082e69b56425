"""Nudges: the known traps of an analysis are pointed out where they are, and nowhere else."""

from __future__ import annotations

import pytest

from pmdesk.domain.analysis import Factor
from pmdesk.domain.factors.answers import with_answer
from pmdesk.domain.factors.nudges import Nudge, nudges, open_nudges
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Confidence, FactorKind, StopReason
from pmdesk.edits.factor_groups import delete_factors
from pmdesk.edits.factors import add_factor, edit_factor, link_events
from tests.fakes import sample


def bare() -> Snapshot:
    """The sample without its factors."""
    snapshot = sample()
    return snapshot.applied(delete_factors(snapshot, list(snapshot.factors)).changes)


def grown(snapshot: Snapshot, *texts: str, **values: object) -> tuple[Snapshot, list[str]]:
    """A root and a line of whys below it; the values are the last one's."""
    ids: list[str] = []
    for text in texts:
        more = values if text is texts[-1] else {}
        made = add_factor(snapshot, text, ids[-1] if ids else None, **more)
        snapshot = snapshot.applied(made.changes)
        ids.append(made.changes[0].record.id)
    return snapshot, ids


def found(snapshot: Snapshot) -> list[tuple[Nudge, str]]:
    return [(placed.nudge, placed.factor.id) for placed in nudges(snapshot)]


def test_the_sample_walks_into_no_trap() -> None:
    assert open_nudges(sample()) == []


def test_a_lone_unbranched_chain_is_pointed_out_at_its_root() -> None:
    snapshot, ids = grown(bare(), "Stock ran out", "No order went out", "The job was off")
    assert (Nudge.LONE_CHAIN, ids[0]) in found(snapshot)
    branched = snapshot.applied(add_factor(snapshot, "No alert", ids[0]).changes)
    assert Nudge.LONE_CHAIN not in [nudge for nudge, _ in found(branched)]
    other = snapshot.applied(add_factor(snapshot, "Orders are checked weekly").changes)
    assert Nudge.LONE_CHAIN not in [nudge for nudge, _ in found(other)]


def test_what_limited_the_damage_makes_a_lone_chain_no_less_lone() -> None:
    snapshot, ids = grown(bare(), "Stock ran out", "No order went out", "The job was off")
    made = add_factor(snapshot, "A second depot had some", kind=FactorKind.MITIGATING)
    assert (Nudge.LONE_CHAIN, ids[0]) in found(snapshot.applied(made.changes))


@pytest.mark.parametrize(
    "text", ["Human error", "The engineer forgot the flag", "Engineers should be more careful"]
)
def test_a_leaf_that_ends_at_a_person_is_pointed_out_until_one_asks_further(text: str) -> None:
    snapshot, ids = grown(bare(), text)
    assert (Nudge.PERSON, ids[0]) in found(snapshot)
    asked = snapshot.applied(add_factor(snapshot, "The form hides the flag", ids[0]).changes)
    assert Nudge.PERSON not in [nudge for nudge, _ in found(asked)]


def test_human_error_as_a_category_is_pointed_out() -> None:
    snapshot, ids = grown(bare(), "The wrong group was removed", category="Human error")
    assert (Nudge.PERSON, ids[0]) in found(snapshot)


def test_depth_without_evidence_is_pointed_out_until_something_shows_it() -> None:
    line = ("Stock ran out", "No order went out", "The job was off")
    snapshot, ids = grown(bare(), *line)
    assert (Nudge.NO_EVIDENCE, ids[2]) in found(snapshot)
    event = next(iter(snapshot.events))
    shown = snapshot.applied(link_events(snapshot, ids[1], [event]).changes)
    assert Nudge.NO_EVIDENCE not in [nudge for nudge, _ in found(shown)]
    sure, _ = grown(bare(), *line, confidence=Confidence.CONFIRMED)
    assert Nudge.NO_EVIDENCE not in [nudge for nudge, _ in found(sure)]
    unknown, _ = grown(bare(), *line, stop=StopReason.UNKNOWN)
    assert Nudge.NO_EVIDENCE not in [nudge for nudge, _ in found(unknown)]


def test_a_trigger_alone_or_one_that_is_to_be_mended_is_pointed_out() -> None:
    alone, ids = grown(bare(), "A new price list", kind=FactorKind.TRIGGER)
    assert (Nudge.TRIGGER, ids[0]) in found(alone)
    beside = alone.applied(add_factor(alone, "Prices are not checked").changes)
    assert Nudge.TRIGGER not in [nudge for nudge, _ in found(beside)]
    mended = edit_factor(beside, ids[0], "x", stop=StopReason.ACTIONABLE)
    assert (Nudge.TRIGGER, ids[0]) in found(beside.applied(mended.changes))


def test_a_change_that_stands_for_the_whole_cause_is_pointed_out() -> None:
    snapshot, ids = grown(bare(), "Config change on Tuesday")
    assert (Nudge.TRIGGER, ids[0]) in found(snapshot)
    words = "Nothing checks a config change before it reaches every region at once"
    other, _ = grown(bare(), words)
    assert Nudge.TRIGGER not in [nudge for nudge, _ in found(other)]


def test_a_waived_nudge_stays_with_its_reason_and_is_no_longer_open() -> None:
    snapshot, ids = grown(bare(), "Human error")
    factor = snapshot.need(Factor, ids[0])
    kept = with_answer(factor, Nudge.PERSON, "Quoted: from the\nchat")
    snapshot = snapshot.applied(edit_factor(snapshot, ids[0], "Keep", waived=kept).changes)
    assert [n.kept for n in nudges(snapshot)] == ["Quoted: from the chat"]
    assert open_nudges(snapshot) == []
    assert with_answer(snapshot.need(Factor, ids[0]), Nudge.PERSON, None) == ()
