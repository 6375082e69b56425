"""Published chats, alerts and exports against what was counted in them by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmdesk.importers.feeds.raw import Answers, Feed
from pmdesk.importers.feeds.reading import read_feed, read_feeds, read_folder

FEEDS = Path(__file__).parents[2] / "data" / "feeds"
EXPECTED = json.loads((FEEDS / "expected.json").read_text(encoding="utf-8"))


def read(name: str, answers: Answers | None = None) -> Feed:
    return read_feed(name, (FEEDS / name).read_bytes(), answers)


def slack() -> Feed:
    root = FEEDS / "slack-export"
    names = [path.relative_to(root).as_posix() for path in root.rglob("*.json")]
    return read_folder(names, lambda name: (root / name).read_bytes(), "slack-export")


@pytest.mark.parametrize("name", EXPECTED)
def test_a_published_feed_has_the_events_times_and_questions_that_a_reader_finds(name):
    feed, wanted = read(name), EXPECTED[name]
    times = [event.at for event in feed.events if event.at is not None]
    assert {
        "events": len(feed.events),
        "notices": sum(event.by == "notice" for event in feed.events),
        "first": min(times).isoformat() if times else None,
        "last": max(times).isoformat() if times else None,
        "asks": [question.about for question in feed.questions],
    } == wanted


def test_a_feed_is_known_by_what_it_holds_and_not_by_its_name():
    for name in EXPECTED:
        data = (FEEDS / name).read_bytes()
        assert read_feed("download (1).bin", data).format == read_feed(name, data).format


def test_lines_without_a_head_continue_the_message_above_them():
    texts = [event.text for event in read("whatsapp-dmy-24h.txt").events]
    assert sum("\n" in text for text in texts) == 2
    assert texts[2].endswith("Duis libero.")


def test_a_colon_inside_a_message_does_not_cut_the_name():
    events = read("whatsapp-dmy-24h.txt").events
    assert (events[3].actor, events[3].text) == ("John-John Doe", "Lorem ipsum : dolor sit amet.")


def test_the_time_inside_a_code_block_is_no_message():
    feed = read("slack-paste.txt")
    assert [event.actor for event in feed.events] == ["ana", "bo", "ana", "bo"]
    assert "2025-02-05T08:56:11Z" in feed.events[2].text
    assert feed.events[1].text == "doing a check first"
    assert feed.events[3].text == "rolling back"


def test_a_cell_beyond_the_titles_is_kept_as_not_read():
    feed = read("jira-export.csv")
    assert [(part.place, part.text) for part in feed.unread] == [("row 4", "c")]
    assert feed.table is not None
    assert feed.table.uses["time"] == "Created"
    assert feed.events[0].source_id == "OPS-101"


def test_an_alert_that_still_fires_has_no_end_and_one_that_ended_is_a_span():
    assert read("alertmanager-firing.json").events[0].end is None
    alert = read("grafana-annotations.json").events[1]
    assert (alert.end - alert.at).total_seconds() == 1800


def test_a_slack_export_names_people_as_slack_does_and_keeps_their_other_names():
    feed = slack()
    assert len(feed.events) == 14
    assert sum(event.by == "person" for event in feed.events) == 9
    assert "U0BMQB6JE" not in {event.actor for event in feed.events}
    named = {person.name: person.aliases for person in feed.people}
    assert named["abilinski"] == ("Harry Potter", "U0BMYT2FL")
    times = [event.at for event in feed.events]
    assert times == sorted(times)


def test_several_files_are_read_as_one_feed_with_each_question_asked_once():
    names = ("whatsapp-dmy-24h.txt", "signal.txt", "alertmanager-firing.json")
    feed = read_feeds([(name, (FEEDS / name).read_bytes()) for name in names])
    assert [question.about for question in feed.questions] == ["zone"]
    answered = read_feeds(
        [(name, (FEEDS / name).read_bytes()) for name in names], Answers(zone="Europe/Berlin")
    )
    times = [event.at for event in answered.events]
    assert times == sorted(times)
    assert answered.events[0].at.isoformat() == "2019-01-01T10:25:00+00:00"


def test_a_file_that_cannot_be_read_does_not_stop_the_others():
    feed = read_feeds([("photo.png", b"\x89PNG\x00\x00\x01"), ("a.txt", b"14:32 alert fired")])
    assert [event.text for event in feed.events] == ["alert fired"]
    assert feed.unread[0].place == "photo.png"
