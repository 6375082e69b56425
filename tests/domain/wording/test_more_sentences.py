"""Sentences of ordinary postmortems that the rules were not written for at first."""

from __future__ import annotations

import json
from pathlib import Path

from pmdesk.domain.wording.hints import hints

HELD = json.loads(Path(__file__).with_name("more_sentences.json").read_text(encoding="utf-8"))


def test_nine_in_ten_of_the_blaming_sentences_are_found() -> None:
    missed = [text for text in HELD["blame"] if not hints(text)]
    assert len(missed) <= len(HELD["blame"]) // 10, missed


def test_nine_in_ten_of_what_is_found_is_blaming() -> None:
    found = sum(bool(hints(text)) for text in HELD["blame"])
    wrong = [text for text in HELD["plain"] if hints(text)]
    assert len(wrong) <= (found + len(wrong)) // 10, wrong


def test_crew_that_stands_by_and_a_model_with_limits_are_not_blamed() -> None:
    for text in (
        "The team stood by for the failover.",
        "The lead sat on the call for three hours.",
        "The model's limited understanding of dates was known.",
        "The engineer restarted the service without waiting for the drain.",
    ):
        assert hints(text) == []
