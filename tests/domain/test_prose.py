"""What is read out of prose: sentences, times of day, Markdown, and zones to choose from."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from pmdesk.domain.digest import done_count, factor_digest
from pmdesk.domain.prose import EventClocks, clocks_in, link_at, marks_in, sentence_count
from pmdesk.domain.zone_names import zone_names, zone_problem
from pmdesk.edits.postmortems import set_head
from pmdesk.edits.timeline import edit_event, move_events
from tests.fakes import sample


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("At 18:09 the alert fired.", ["18:09"]),
        ("at 9:05, then 09:05:30", ["09:05", "09:05:30"]),
        ("18:04–18:09", ["18:04", "18:09"]),
        ("2026-04-12T14:32Z and v1:30.2 and 24:10 and 12:99", []),
        ("ratio 1:10:5:3, port host:80:90", []),
        ("Release 3.18 took 12.30 s", []),
        ("(18:09).", ["18:09"]),
    ],
)
def test_times_of_day_are_found_and_other_numbers_left(text: str, found: list[str]) -> None:
    assert [clock.clock for clock in clocks_in(text)] == found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0), ("One", 1), ("One. Two.", 2), ("Release 3.18 failed. It was rolled back.", 2),
        ("It hit e.g. Berlin and i.e. all of it.", 1), ("Really?! Yes. And more", 3),
        ("止まった。直した。", 2),
    ],
)  # fmt: skip
def test_sentences_are_counted_as_people_count_them(text: str, count: int) -> None:
    assert sentence_count(text) == count


def test_a_typed_time_means_the_first_event_of_that_minute() -> None:
    snapshot = sample()
    clocks = EventClocks(snapshot)
    event = clocks.event("18:09")
    assert event is not None
    assert event.at == min(
        e.at for e in snapshot.events.values() if e.at and f"{e.at:%H:%M}" == "18:09"
    )
    assert clocks.event("03:00") is None


def test_an_event_that_moves_takes_its_time_along() -> None:
    snapshot = sample()
    clocks = EventClocks(snapshot)
    event = clocks.event("18:33")
    assert event is not None
    edit = move_events(snapshot, [event.id], timedelta(hours=5))
    touched = clocks.take(edit.changes, snapshot.applied(edit.changes))
    assert touched is not None
    assert {"18:33", "23:33"} <= touched
    moved = clocks.event("23:33")
    assert moved is not None
    assert moved.id == event.id


def test_another_zone_gives_every_time_another_meaning() -> None:
    snapshot = sample()
    clocks = EventClocks(snapshot)
    event = clocks.event("18:33")
    edit = set_head(snapshot, "Set zone", zone="Asia/Tokyo")
    assert clocks.take(edit.changes, snapshot.applied(edit.changes)) is None
    assert clocks.event("03:33") == event


def test_a_changed_title_leaves_the_meaning_of_times() -> None:
    snapshot = sample()
    clocks = EventClocks(snapshot)
    event = clocks.event("18:33")
    assert event is not None
    edit = edit_event(snapshot, event.id, "Rename event", title="Other")
    clocks.take(edit.changes, snapshot.applied(edit.changes))
    found = clocks.event("18:33")
    assert found is not None
    assert found.title == "Other"


def test_markdown_is_marked_and_its_signs_stand_apart() -> None:
    looks = [(m.look, m.start, m.length) for m in marks_in("A **bold** `code` [x](http://y)")]
    assert ("strong", 2, 8) in looks
    assert ("sign", 2, 2) in looks
    assert ("code", 11, 6) in looks
    assert ("link", 18, 13) in looks
    assert [m.look for m in marks_in("## Then")] == ["heading", "sign"]
    assert [m.look for m in marks_in("- item")] == ["sign"]
    assert marks_in("2 * 3 * 4 and snake_case_name") == []


def test_the_address_under_a_place_is_found_without_its_full_stop() -> None:
    line = "See [log](https://a.example/1) and https://b.example/2."
    assert link_at(line, 6) == "https://a.example/1"
    assert link_at(line, 40) == "https://b.example/2"
    assert link_at(line, 1) == ""


@pytest.mark.parametrize("sign", ["*", "[", "`a", "_a", "1:", "**a", "[](", "a."])
def test_a_hundred_thousand_signs_take_no_more_than_their_length(sign: str) -> None:
    hostile = sign * (100_000 // len(sign))
    started = time.process_time()
    marks_in(hostile)
    list(clocks_in(hostile))
    sentence_count(hostile)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("word", ["CST", "ist", " EST "])
def test_a_short_zone_name_with_several_meanings_is_refused_with_places(word: str) -> None:
    problem = zone_problem(word)
    assert "/" in problem
    assert problem.endswith("choose a place.")


def test_a_place_is_no_problem_and_nonsense_is_told() -> None:
    assert zone_problem("berl") == ""
    assert zone_problem("new york") == ""
    assert "Atlantis" in zone_problem("Atlantis")
    assert zone_names()[0] == "UTC"
    assert "Europe/Berlin" in zone_names()


def test_the_digest_counts_what_is_addressed_and_what_waits() -> None:
    snapshot = sample()
    found = factor_digest(snapshot)
    waiting = sum(line.waiting for line in found.lines)
    assert (found.addressed, found.of) == (6, 7)
    assert waiting == found.of - found.addressed
    assert {a.key for line in found.lines for a in line.actions} == {f"AI-{n}" for n in range(1, 7)}
    assert done_count(snapshot) == 1
