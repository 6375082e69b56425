"""Wording is judged by whom it speaks of: people against machines, past against what is to come."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmdesk.domain.wording.hints import hints

SENTENCES = json.loads(Path(__file__).with_name("sentences.json").read_text(encoding="utf-8"))


def rules(text: str) -> list[str]:
    return [hint.rule.value for hint in hints(text)]


def test_nine_of_ten_sentences_that_blame_are_pointed_out() -> None:
    missed = [text for text in SENTENCES["blame"] if not hints(text)]
    assert len(SENTENCES["blame"]) > 150
    assert len(missed) <= 0.1 * len(SENTENCES["blame"]), missed


def test_nine_of_ten_hints_are_on_sentences_that_blame() -> None:
    right = sum(1 for text in SENTENCES["blame"] if hints(text))
    wrong = [text for text in SENTENCES["fine"] if hints(text)]
    assert len(SENTENCES["fine"]) > 150
    assert len(wrong) <= 0.1 * (right + len(wrong)), wrong


@pytest.mark.parametrize(
    ("of_people", "of_machines"),
    [
        ("The engineer failed to check the disk.", "The probe failed to check the disk."),
        ("The operator forgot to renew the lease.", "The scheduler forgot the lease."),
        ("Our team ignored the warning.", "The parser ignored the warning."),
        ("The reviewer should have seen it.", "The alert should have fired at 14:30."),
        ("The vendor failed to inform us.", "The vendor's router failed to start."),
        ("We could have rolled back sooner.", "An attacker could have read the tokens."),
        ("He was not aware of the limit.", "The client was not aware of the limit."),
        ("The on-call missed the page.", "The worker missed a heartbeat."),
        ("The outage was caused by the intern.", "The outage was caused by the controller."),
        ("The table was accidentally dropped.", "The parser accidentally took two bytes."),
        ("She didn't read the runbook.", "The script didn't read the file."),
        ("They blindly restarted it.", "The client blindly retries."),
    ],
)
def test_the_same_words_of_people_and_of_machines(of_people: str, of_machines: str) -> None:
    assert hints(of_people)
    assert hints(of_machines) == []


@pytest.mark.parametrize(
    "text",
    [
        "failed to fetch manifest: not found",
        "Fault detected 2020-04-15 13:45",
        "The pager should alert when the queue holds more than 100 jobs.",
        "The job failed.",
        "Add a check that nobody can delete a volume by mistake.",
        "What should we have seen at that moment?",
        "Had we not been watching, the chain would have advanced.",
        "Users could not log in for 38 minutes.",
        "It is not obvious which cluster is meant.",
        "It was not human error: both clusters had the same name.",
        "Some entries would be skipped (if only the index is updated).",
        "An operator may have accidentally started two of them at once.",
        "An operator might mistakenly pick the other cluster.",
        "An attacker would have found the tokens of other tenants.",
        "Remove the stupid retry from the importer.",
    ],
)
def test_facts_tasks_risks_and_questions_are_left_alone(text: str) -> None:
    assert hints(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("We should have seen it.", "hindsight"),
        ("If only we had tested it.", "hindsight"),
        ("The cause was human error.", "person_as_cause"),
        ("The rollout was careless.", "loaded_word"),
        ("The faulty config reached every zone.", "loaded_word"),
        ("The cause was a bad deploy.", "single_cause"),
        ("The deploy was rolled back.", "hidden_actor"),
        ("Somebody changed the DNS record.", "hidden_actor"),
        ("Some users were logged out.", "vague_amount"),
        ("There was a hiccup in the queue.", "soft_word"),
        ("Be more careful with migrations.", "more_care"),
        ("Yesterday @jane restarted the queue.", "named_person"),
        ("The HXQ fell. The HXQ rose. The HXQ stayed.", "short_form"),
    ],
)
def test_each_pattern_has_its_name(text: str, rule: str) -> None:
    assert rules(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "The deploy was rolled back by the incident commander.",
        "The on-call engineer saw the errors and the deploy was rolled back.",
        "The deploy was rolled back because errors rose.",
        "After the deploy was rolled back, errors fell.",
        "The pods were restarted automatically.",
        "The deploy was never rolled back.",
        "14:55 Deploy was rolled back",
    ],
)
def test_a_step_whose_actor_or_reason_is_told_hides_nobody(text: str) -> None:
    assert rules(text) == []


def test_they_and_he_mean_whom_the_text_spoke_of() -> None:
    assert hints("The pods crashed because they failed to check the lease.") == []
    assert hints("The engineers crashed it because they failed to check the lease.")
    assert hints("A user wrote to us. He does not remember the time.") == []
    assert hints("An engineer wrote to us. He did not check the time.")


def test_a_short_form_is_said_once_and_not_where_it_is_spelled_out() -> None:
    text = "The HXQ fell. Later the HXQ rose. At last the HXQ stayed."
    assert [(hint.start, hint.end) for hint in hints(text)] == [(4, 7)]
    assert hints(f"{text} The HXQ (hold exchange queue) is old.") == []
    assert hints("The API fell. The API rose. The API stayed.") == []
