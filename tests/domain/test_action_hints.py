"""Hints on actions speak up for what is hard to finish and keep quiet for what is well said."""

from __future__ import annotations

from typing import Any

import pytest

from pmdesk.domain.action_hints import action_hints, many_actions
from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.terms import ActionStatus
from pmdesk.domain.tracker_link import tracker_address, tracker_label


def rules(text: str, done_test: str = "seen", **values: Any) -> list[str]:
    action = ActionItem(id="a", pm_id="p", number=1, text=text, done_test=done_test, **values)
    return [hint.rule for hint in action_hints(action)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Be more careful with renames", "care"),
        ("Pay attention to the queue", "care"),
        ("Don’t forget the runbook", "care"),
        ("Investigate", "search"),
        ("Look into the retry storm", "search"),
        ("Better monitoring", "verb"),
        ("Monitoring of the queue", "verb"),
        ("The team should own it", "verb"),
        ("Improve alerting", "bound"),
        ("", "empty"),
    ],
)
def test_an_action_that_is_hard_to_finish_gets_one_hint(text: str, rule: str) -> None:
    assert rules(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "Add a consumer check to the service template",
        "Alert when no holds are freed for five minutes",
        "Age holds artificially in the release test",
        "Document the restart order",
        "Reduce the breaker timeout from 60 s to 15 s",
        "Bring the queue depth onto the dashboard",
    ],
)
def test_a_well_said_action_gets_none(text: str) -> None:
    assert rules(text) == []


def test_a_done_test_is_asked_for_while_the_action_is_open() -> None:
    assert rules("Add a check", done_test=" ") == ["done_test"]
    assert rules("Be careful", done_test="", status=ActionStatus.DONE) == []


def test_more_than_eight_open_actions_raise_a_question() -> None:
    assert many_actions(8) == ""
    assert many_actions(9) == "9 are open: which of them will really be done?"


@pytest.mark.parametrize(
    ("tracker", "address", "label"),
    [
        ("https://tracker.example/browse/OPS-1842", True, "OPS-1842"),
        ("https://forge.example/team/app/issues/17", True, "#17"),
        ("https://tracker.example", True, "tracker.example"),
        ("OPS-12", False, "OPS-12"),
        ("javascript:alert(1)", False, "javascript:alert(1)"),
        ("file:///etc/passwd", False, "file:///etc/passwd"),
        ("https://[broken", False, "https://[broken"),
        ("https:// spaced.example/x", False, "https:// spaced.example/x"),
    ],
)
def test_only_web_addresses_are_links(tracker: str, address: bool, label: str) -> None:
    assert bool(tracker_address(tracker)) is address
    assert tracker_label(tracker) == label
