"""Typed times are read as people mean them, and told back the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pmdesk.domain.terms import Precision
from pmdesk.domain.time_text import (
    TimeContext,
    TypedTime,
    card_time,
    clock_text,
    end_for,
    field_text,
    parse_end,
    parse_time,
    shift_text,
    spoken_time,
)
from pmdesk.domain.timeline import TimelineEvent

DAY = date(2026, 4, 12)
NOW = datetime(2026, 4, 13, 9, 0, 12, tzinfo=UTC)


def context(zone: str = "UTC", **values: datetime) -> TimeContext:
    return TimeContext(day=DAY, zone=ZoneInfo(zone), now=NOW, **values)


def utc(hour: int, minute: int, second: int = 0, day: int = 12) -> datetime:
    return datetime(2026, 4, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "at", "end", "precision"),
    [
        ("14:32", utc(14, 32), None, Precision.EXACT),
        ("1432", utc(14, 32), None, Precision.EXACT),
        ("143207", utc(14, 32, 7), None, Precision.EXACT),
        ("14.32", utc(14, 32), None, Precision.EXACT),
        ("9:05", utc(9, 5), None, Precision.EXACT),
        ("14:32:07", utc(14, 32, 7), None, Precision.EXACT),
        (" ~14:30 ", utc(14, 30), None, Precision.ABOUT),
        ("about 14:30", utc(14, 30), None, Precision.ABOUT),
        ("before 14:30", utc(14, 30), None, Precision.BEFORE),
        (">14:30", utc(14, 30), None, Precision.AFTER),
        ("14:38-14:51", utc(14, 38), utc(14, 51), Precision.EXACT),
        ("14:38–14:51", utc(14, 38), utc(14, 51), Precision.EXACT),
        ("14:38 to 14:51", utc(14, 38), utc(14, 51), Precision.EXACT),
        ("1438-1451", utc(14, 38), utc(14, 51), Precision.EXACT),
        ("14:38 - +13m", utc(14, 38), utc(14, 51), Precision.EXACT),
        ("23:50-00:10", utc(23, 50), utc(0, 10, day=13), Precision.EXACT),
        ("yesterday 23:50", utc(23, 50, day=11), None, Precision.EXACT),
        ("tomorrow 1:00", utc(1, 0, day=13), None, Precision.EXACT),
        ("2026-04-12 14:32", utc(14, 32), None, Precision.EXACT),
        ("2026-04-12T14:32", utc(14, 32), None, Precision.EXACT),
        ("2026-04-12 14:32Z", utc(14, 32), None, Precision.EXACT),
        ("16:32+02:00", utc(14, 32), None, Precision.EXACT),
        ("now", NOW, None, Precision.EXACT),
        ("", None, None, Precision.UNKNOWN),
        ("?", None, None, Precision.UNKNOWN),
        ("unknown", None, None, Precision.UNKNOWN),
        ("14:32:07-14:32:40", utc(14, 32, 7), utc(14, 32, 40), Precision.EXACT),
        ("14:38 for 13m", utc(14, 38), utc(14, 51), Precision.EXACT),
        ("14:38 for 1h30m", utc(14, 38), utc(16, 8), Precision.EXACT),
        ("14:38-14:38", utc(14, 38), None, Precision.EXACT),
        ("~14:38-14:51", utc(14, 38), utc(14, 51), Precision.ABOUT),
        ("<14:30", utc(14, 30), None, Precision.BEFORE),
        ("after 14:30", utc(14, 30), None, Precision.AFTER),
        ("Before 14:30:15", utc(14, 30, 15), None, Precision.BEFORE),
        ("between 14:30 and 14:40", utc(14, 30), utc(14, 40), Precision.BETWEEN),
        ("Between 14:30 AND 14:40", utc(14, 30), utc(14, 40), Precision.BETWEEN),
        ("between 14:30-14:40", utc(14, 30), utc(14, 40), Precision.BETWEEN),
        ("between 23:50 and 00:10", utc(23, 50), utc(0, 10, day=13), Precision.BETWEEN),
        ("between 14:30 and +10m", utc(14, 30), utc(14, 40), Precision.BETWEEN),
        ("2:32 pm", utc(14, 32), None, Precision.EXACT),
        ("2pm", utc(14, 0), None, Precision.EXACT),
        ("12:05 am", utc(0, 5), None, Precision.EXACT),
        ("today 14:32", utc(14, 32), None, Precision.EXACT),
        ("yesterday at 23:50", utc(23, 50, day=11), None, Precision.EXACT),
        ("~yesterday 23:50", utc(23, 50, day=11), None, Precision.ABOUT),
        ("14 apr 14:32", utc(14, 32, day=14), None, Precision.EXACT),
        ("14. April 2026, 14:32", utc(14, 32, day=14), None, Precision.EXACT),
        ("2026-04-13 01:10 - 2026-04-14 02:20", utc(1, 10, day=13), utc(2, 20, day=14),
         Precision.EXACT),
        ("14:32 UTC", utc(14, 32), None, Precision.EXACT),
        ("14:32Z", utc(14, 32), None, Precision.EXACT),
        ("16:32 +0200", utc(14, 32), None, Precision.EXACT),
        ("16:32 UTC+2", utc(14, 32), None, Precision.EXACT),
        ("14:32 GMT", utc(14, 32), None, Precision.EXACT),
        ("16:32 Europe/Berlin", utc(14, 32), None, Precision.EXACT),
        ("10:32 America/New_York", utc(14, 32), None, Precision.EXACT),
        ("2026-04-12 16:32:07+02:00", utc(14, 32, 7), None, Precision.EXACT),
        ("2026-04-12T14:32:07.250Z", utc(14, 32, 7), None, Precision.EXACT),
        ("2026-04-12T09:32:00-05:00", utc(14, 32), None, Precision.EXACT),
        ("16:32-16:40 Europe/Berlin", utc(14, 32), utc(14, 40), Precision.EXACT),
    ],
)
def test_a_typed_time_is_read(
    typed: str, at: datetime | None, end: datetime | None, precision: Precision
) -> None:
    assert parse_time(typed, context()) == TypedTime(at, end, precision)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("+4m", 240), ("+4", 240), ("-3m", -180), ("+1h30m", 5400), ("+90s", 90), ("+ 2 min", 120),
     ("+5", 300), ("+1:30", 5400), ("-0:01:30", -90), ("+1 hr", 3600), ("+2d", 172800)],
)
def test_a_shift_counts_from_the_reference(typed: str, seconds: int) -> None:
    reference = utc(14, 0)
    found = parse_time(typed, context(reference=reference))
    assert found == TypedTime(reference + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    "typed",
    ["25:10", "14:60", "14:32:99", "noon", "14", "+4m", "2026-02-30 10:00", "14:51-", "~", "0:0",
     "2026-04-12", "14:32 Sunday", "9999-01-01 10:00", "+99999999d", "between 14:30",
     "before 14:30-14:40", "between 14:40 and 14:30", "14:32 PST", "14:32 Moon/Base",
     "13:20 pm", "30 feb 14:00", "14:32 +30:00", "14:32 UTC+99"],
)  # fmt: skip
def test_what_cannot_be_read_gives_a_sentence(typed: str) -> None:
    found = parse_time(typed, context())
    if isinstance(found, TypedTime):
        assert typed == "~"
        return
    assert found.endswith(".")
    assert len(found) > 20


def test_an_unreadable_hour_is_told_as_the_range_of_a_day() -> None:
    assert parse_time("25:10", context()) == "Use a time from 00:00 to 23:59."


def test_clock_times_are_of_the_incident_zone() -> None:
    assert parse_time("14:32", context("Europe/Berlin")) == TypedTime(utc(12, 32))


def test_a_time_long_before_the_start_is_of_the_next_day() -> None:
    found = parse_time("00:20", context(start=utc(22, 0)))
    assert found == TypedTime(utc(0, 20, day=13))


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    found = parse_time("14:51-14:38", context())
    assert isinstance(found, str)
    assert "before the start" in found


def event(at: datetime | None, precision: Precision = Precision.EXACT) -> TimelineEvent:
    return TimelineEvent(id="e", pm_id="p", lane_id="l", at=at, precision=precision)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Kathmandu"])
@pytest.mark.parametrize("precision", [Precision.EXACT, Precision.ABOUT, Precision.BEFORE])
def test_a_field_reads_back_what_it_shows(zone: str, precision: Precision) -> None:
    for at in (utc(14, 32), utc(3, 1, 9, day=14)):
        shown = field_text(event(at, precision), context(zone))
        assert parse_time(shown, context(zone)) == TypedTime(at, None, precision)


def test_cards_show_seconds_close_by_and_days_far_away() -> None:
    held = event(utc(14, 32, 7), Precision.ABOUT)
    zone = ZoneInfo("UTC")
    assert card_time(held, zone, 0.1) == "~14:32:07"
    assert card_time(held, zone, 4) == "~14:32"
    assert card_time(held, zone, 3600) == "~12 Apr"


def test_shifts_are_told_in_the_largest_units() -> None:
    told = [shift_text(s) for s in (0, -180, 40, 3600 * 25, -3660)]
    assert told == [
        "same time", "3 min earlier", "40 s later", "1 d 1 h later", "1 h 1 min earlier",
    ]  # fmt: skip


BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("zone", "typed", "words"),
    [
        (BERLIN, "2026-03-29 02:30", "from 02:00 to 03:00"),
        (NEW_YORK, "2026-03-08 02:30", "from 02:00 to 03:00"),
        (BERLIN, "2026-10-25 02:30", "type 02:30 CEST for the first or 02:30 CET"),
        (NEW_YORK, "2026-11-01 01:15", "type 01:15 EDT for the first or 01:15 EST"),
        (BERLIN, "between 2026-10-25 02:30 and 2026-10-25 04:00", "came twice"),
    ],
)
def test_a_time_that_was_not_or_was_twice_is_asked_about(
    zone: ZoneInfo, typed: str, words: str
) -> None:
    found = parse_time(typed, TimeContext(day=DAY, zone=zone, now=NOW))
    assert isinstance(found, str)
    assert words in found


@pytest.mark.parametrize(
    ("zone", "typed", "at"),
    [
        (BERLIN, "2026-10-25 02:30 CEST", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (BERLIN, "2026-10-25 02:30 CET", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (BERLIN, "2026-10-25 02:30 +01:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (NEW_YORK, "2026-11-01 01:15 edt", datetime(2026, 11, 1, 5, 15, tzinfo=UTC)),
        (NEW_YORK, "2026-11-01 01:15 EST", datetime(2026, 11, 1, 6, 15, tzinfo=UTC)),
        (BERLIN, "2026-03-29 01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (BERLIN, "2026-03-29 03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
    ],
)
def test_the_answer_to_such_a_question_is_read(zone: ZoneInfo, typed: str, at: datetime) -> None:
    held = TimeContext(day=DAY, zone=zone, now=NOW)
    assert parse_time(typed, held) == TypedTime(at)


@pytest.mark.parametrize("hour", [0, 1, 5, 6])
def test_the_field_of_a_time_that_came_twice_reads_back_the_same(hour: int) -> None:
    for zone, day in ((BERLIN, date(2026, 10, 25)), (NEW_YORK, date(2026, 11, 1))):
        at = datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)
        held = TimeContext(day=day, zone=zone, now=NOW, reference=at)
        assert parse_time(field_text(event(at), held), held) == TypedTime(at)


def test_a_time_between_two_reads_back_and_gives_its_bound_up_for_an_exact_one() -> None:
    held = TimelineEvent(id="e", pm_id="p", lane_id="l", at=utc(14, 30), end=utc(14, 40),
                         precision=Precision.BETWEEN)  # fmt: skip
    shown = field_text(held, context())
    assert shown == spoken_time(held, ZoneInfo("UTC")) == "between 14:30 and 14:40"
    assert parse_time(shown, context()) == TypedTime(held.at, held.end, Precision.BETWEEN)
    assert end_for(held, TypedTime(utc(14, 35))) is None


def test_a_span_keeps_its_length_where_one_time_is_typed() -> None:
    held = TimelineEvent(id="e", pm_id="p", lane_id="l", at=utc(14, 30), end=utc(14, 40))
    assert end_for(held, TypedTime(utc(15, 0))) == utc(15, 10)
    assert end_for(held, TypedTime(None, None, Precision.UNKNOWN)) is None


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("14:51", utc(14, 51)), ("+13m", utc(14, 51)), ("14:38", utc(14, 38)),
        ("00:10", utc(0, 10, day=13)), ("2026-04-14 02:00", utc(2, 0, day=14)),
    ],
)  # fmt: skip
def test_an_end_is_read_from_its_start(typed: str, end: datetime) -> None:
    assert parse_end(typed, utc(14, 38), context()) == end


@pytest.mark.parametrize("typed", ["14:37", "-1m", "2026-04-12 14:00", "soon", ""])
def test_an_end_before_its_start_is_refused(typed: str) -> None:
    found = parse_end(typed, utc(14, 38), context())
    assert isinstance(found, str)
    assert found.endswith(".")


@pytest.mark.parametrize(
    ("zone", "first", "label"),
    [
        ("Asia/Tehran", datetime(2021, 9, 21, 18, 30, tzinfo=UTC), "23:00"),
        ("America/Havana", datetime(2026, 11, 1, 4, 30, tzinfo=UTC), "00:30"),
        ("Europe/Berlin", datetime(2026, 10, 25, 0, 15, tzinfo=UTC), "02:15"),
    ],
)
def test_an_hour_that_comes_twice_is_told_apart_where_midnight_is_near_too(
    zone: str, first: datetime, label: str
) -> None:
    where = ZoneInfo(zone)
    both = [clock_text(first + timedelta(hours=n), where) for n in (0, 1)]
    assert both[0] != both[1]
    assert all(text.startswith(f"{label} ") for text in both)
    for away in (-25, -2, 3, 26):
        assert " " not in clock_text(first + timedelta(hours=away), where)
