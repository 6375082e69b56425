"""Verbs of wording hints."""

from __future__ import annotations

import pytest

from pmdesk.domain.postmortem import HintWaiver
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.wording.review import PlacedHint, open_hints
from pmdesk.edits.hints import keep_wording, show_again, use_rewording
from pmdesk.edits.postmortems import set_head
from tests.fakes import sample

TEXT = "It was calm. The faulty config reached every zone. 🙂 It was obvious in the logs."


def written() -> Snapshot:
    before = sample()
    return before.applied(set_head(before, "Edit", narrative=TEXT, summary="").changes)


def first(snapshot: Snapshot) -> PlacedHint:
    return open_hints(snapshot)[0]


def test_a_rewording_takes_the_place_of_its_sentence_alone() -> None:
    before = written()
    placed = first(before)
    edit = use_rewording(before, placed, "The config was new.")
    after = before.applied(edit.changes)
    assert after.postmortem.narrative == TEXT.replace(
        "The faulty config reached every zone.", "The config was new."
    )
    assert edit.label == "Use rewording"
    assert after.applied(edit.inverse().changes) == before


def test_a_rewording_finds_its_sentence_after_words_were_put_before_it() -> None:
    before = written()
    placed = first(before)
    moved = before.applied(set_head(before, "Edit", narrative=f"New. {TEXT}").changes)
    after = moved.applied(use_rewording(moved, placed, "Well.").changes)
    assert after.postmortem.narrative.startswith("New. It was calm. Well. 🙂")


def test_a_rewording_of_a_sentence_that_has_changed_is_refused() -> None:
    before = written()
    placed = first(before)
    other = before.applied(set_head(before, "Edit", narrative="Something else.").changes)
    with pytest.raises(RuleBroken, match="changed since"):
        use_rewording(other, placed, "Well.")


def test_a_kept_sentence_is_hinted_at_no_more_and_its_reason_is_remembered() -> None:
    before = written()
    placed = first(before)
    after = before.applied(keep_wording(before, [placed.hint], "  It was  measured ").changes)
    assert placed.hint.rule not in [p.hint.rule for p in open_hints(after)]
    assert [w.reason for w in after.of(HintWaiver).values()] == ["It was measured"]
    assert not keep_wording(after, [placed.hint])


def test_all_hints_are_kept_in_one_step_and_can_be_shown_again() -> None:
    before = written()
    found = open_hints(before)
    assert len(found) > 1
    edit = keep_wording(before, [p.hint for p in found])
    after = before.applied(edit.changes)
    assert edit.label == f"Keep {len(found)} wordings"
    assert open_hints(after) == []
    assert open_hints(after.applied(show_again(after).changes)) == found
