"""Reasons, questions and rewordings, built from the postmortem's own events, roles and figures."""

from __future__ import annotations

import pytest

from pmdesk.domain.change import Change
from pmdesk.domain.postmortem import HintWaiver, Lesson, Person, Postmortem
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import LessonKind
from pmdesk.domain.wording.context import context_of
from pmdesk.domain.wording.hint import PATTERNS, Hint, Pattern
from pmdesk.domain.wording.hints import hints
from pmdesk.domain.wording.reasons import REASONS
from pmdesk.domain.wording.review import open_hints, waived
from tests.fakes import sample


def only(text: str, snapshot: Snapshot | None = None) -> Hint:
    (hint,) = hints(text, context_of(snapshot or sample()))
    return hint


def with_person(**values: object) -> Snapshot:
    snapshot = sample()
    person = next(iter(snapshot.people.values()))
    new = altered(person, **values)
    return snapshot.applied([Change(before=person, after=new)])


def test_a_step_is_given_to_the_role_of_its_event() -> None:
    hint = only("The release was rolled back and seats were free at 18:46.")
    assert hint.rewordings == (
        "The incident commander rolled back the release and seats were free at 18:46.",
    )


def test_hindsight_is_answered_with_what_the_timeline_holds() -> None:
    hint = only("The engineer should have noticed the idle worker sooner.")
    assert hint.rewordings == (
        "Nothing pointed to the idle worker until 18:29.",
        "Hypothesis revised: worker idle at 18:29.",
    )
    assert hint.suggestions == hint.rewordings


def test_without_a_matching_event_there_is_a_question() -> None:
    hint = only("The engineer should have asked the vendor.")
    assert hint.rewordings == ()
    assert hint.suggestions == ("What would have made it visible at the time?",)


@pytest.mark.parametrize(
    ("text", "reworded"),
    [
        ("The table was accidentally dropped.", "The table was dropped."),
        ("By mistake, we ran it twice.", "We ran it twice."),
        ("We ran it on production by mistake.", "We ran it on production."),
        ("The faulty config reached every zone.", "The config reached every zone."),
        ("We failed to consider leap days.", "We did not consider leap days."),
        ("Some buyers could not pay.", "6,200 buyers could not pay."),
    ],
)
def test_the_judging_words_are_taken_out_or_made_plain(text: str, reworded: str) -> None:
    assert only(text).rewordings[0] == reworded


def test_a_rewording_does_not_say_the_same_reproach_again() -> None:
    assert only("The engineer failed to check the lease.").rewordings == ()


def test_the_words_of_an_event_are_not_offered_where_they_reproach_as_well() -> None:
    snapshot = sample()
    event = next(e for e in snapshot.events.values() if e.title.endswith("worker idle"))
    blaming = altered(event, title="Team overlooked the idle worker")
    told = snapshot.applied([Change(before=event, after=blaming)])
    text = "The operator overlooked the idle worker."
    assert only(text).rewordings == ("Hypothesis revised: worker idle at 18:29.",)
    assert only(text, told).rewordings == ()


def test_a_name_becomes_the_role_and_is_said_once() -> None:
    snapshot = with_person(name="Priya Raman", role="On-call engineer", aliases=("praman",))
    text = "At 18:11 Priya acknowledged the page. Priya Raman opened the channel."
    hint = only(text, snapshot)
    assert hint.rule is Pattern.NAMED_PERSON
    assert hint.rewordings == ("At 18:11 the on-call engineer acknowledged the page.",)
    assert hints("The May release will follow.", context_of(snapshot)) == []


def test_a_role_in_the_place_of_a_name_is_no_name() -> None:
    assert context_of(sample()).names == {}


def test_every_pattern_and_reason_can_be_shown() -> None:
    assert set(PATTERNS) == set(Pattern)
    for why, question in REASONS.values():
        assert why.endswith(".")
        assert question.endswith("?")
        assert "{" not in why.format(words="x") + question.format(words="x")


def test_a_waiver_holds_for_its_sentence_and_its_rule_only() -> None:
    text = "We should have seen it. We should have known it."
    first, second = hints(text)
    waiver = HintWaiver(id="w", pm_id=sample().pm_id, rule=first.rule, sentence=first.sentence)
    snapshot = sample().applied([Change(before=None, after=waiver)])
    assert waived(snapshot, first)
    assert not waived(snapshot, second)
    other = altered(waiver, rule=Pattern.LOADED_WORD.value)
    assert not waived(sample().applied([Change(before=None, after=other)]), first)


def test_open_hints_are_on_all_prose_without_those_that_were_kept() -> None:
    snapshot = sample()
    head = snapshot.postmortem
    text = "We should have\nseen it."
    lesson = Lesson(id="l", pm_id=head.id, kind=LessonKind.BADLY, text="The cause was human error.")
    waiver = HintWaiver(
        id="w",
        pm_id=head.id,
        rule="hindsight",
        sentence="We should have seen it.",
        reason="a quote",
    )
    told = snapshot.applied(
        [
            Change(before=head, after=altered(head, narrative=text)),
            Change(before=None, after=lesson),
        ]
    )
    assert open_hints(snapshot) == []
    found = [(p.place.kind, p.place.record_id, p.hint.rule.value) for p in open_hints(told)]
    assert found == [
        (Postmortem, head.id, "hindsight"), (Lesson, "l", "person_as_cause"),
    ]  # fmt: skip
    kept = told.applied([Change(before=None, after=waiver)])
    assert [p.place.name for p in open_hints(kept)] == ["lesson:l"]


def test_two_persons_of_one_name_field_do_not_break_the_context() -> None:
    snapshot = with_person(name="*[odd](name)", role="")
    assert hints("All was well.", context_of(snapshot)) == []
    assert isinstance(next(iter(snapshot.people.values())), Person)


def test_a_rewording_keeps_the_other_clauses_of_its_sentence() -> None:
    hint = only(
        "The engineer should have noticed the idle worker sooner, and calls rose until 18:36."
    )
    assert hint.rewordings
    assert all(text.endswith(", and calls rose until 18:36.") for text in hint.rewordings)
