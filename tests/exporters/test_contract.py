"""The command line's form of a postmortem."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.exporters.contract import contract_json
from tests.fakes import sample

KEYS = [
    "id", "key", "title", "date", "severity", "zone", "summary", "timeline", "factors", "actions",
    "lessons", "sections", "questions",
]  # fmt: skip


def test_it_has_the_promised_names_and_is_plain_json() -> None:
    made = contract_json(sample())
    assert list(made) == KEYS
    assert json.loads(json.dumps(made)) == made
    assert (made["key"], made["date"], made["severity"]) == ("PM-1", "2026-10-14", "SEV-2")


def test_entries_keep_their_order_and_those_without_a_time_have_null() -> None:
    made = contract_json(sample())["timeline"]
    assert [entry["at"] is None for entry in made] == [False] * 17 + [True]
    assert made[0]["lane"] == "System"
    assert made[0]["kind"] == "change"
    assert made[0]["written"] == "18:04"


def test_times_carry_the_offset_of_the_zone_they_were_written_in() -> None:
    snapshot = sample()
    first = next(iter(snapshot.events.values()))
    moved = {**snapshot.events, first.id: replace(first, zone="Europe/Berlin")}
    made = contract_json(Snapshot(snapshot.pm_id, {**snapshot.tables, TimelineEvent: moved}))
    entry = next(e for e in made["timeline"] if e["text"].startswith(first.title))
    assert entry["at"] == "2026-10-14T20:04:00+02:00"
    assert datetime.fromisoformat(entry["at"]) == first.at


def test_whys_are_children_in_their_order() -> None:
    factor = contract_json(sample())["factors"][0]
    assert [child["text"] for child in factor["children"]] == [
        "Healthy meant connected, not consuming",
        "Staging has too few holds for any to expire",
    ]
    assert factor["kind"] == "contributing"


def test_actions_and_lessons_are_listed_by_their_names() -> None:
    made = contract_json(sample())
    assert made["actions"][0]["owner"] == "Platform lead"
    assert made["actions"][4]["owner"] is None
    assert made["actions"][5]["due"] is None
    assert made["lessons"]["lucky"] == ["No premiere on sale that hour"]


def test_what_an_import_found_is_passed_on() -> None:
    made = contract_json(
        sample(),
        sections=[{"heading": "Impact", "used_as": "impact"}],
        questions=[{"about": "zone", "choices": ["UTC"]}],
    )
    assert made["sections"] == [{"heading": "Impact", "used_as": "impact"}]
    assert made["questions"] == [{"about": "zone", "choices": ["UTC"]}]
