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
    field_text,
    parse_time,
    shift_text,
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
    ],
)
def test_a_typed_time_is_read(
    typed: str, at: datetime | None, end: datetime | None, precision: Precision
) -> None:
    assert parse_time(typed, context()) == TypedTime(at, end, precision)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("+4m", 240), ("+4", 240), ("-3m", -180), ("+1h30m", 5400), ("+90s", 90), ("+ 2 min", 120)],
)
def test_a_shift_counts_from_the_reference(typed: str, seconds: int) -> None:
    reference = utc(14, 0)
    found = parse_time(typed, context(reference=reference))
    assert found == TypedTime(reference + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    "typed",
    ["25:10", "14:60", "14:32:99", "noon", "14", "+4m", "2026-02-30 10:00", "14:51-", "~", "0:0",
     "2026-04-12", "14:32 Sunday", "9999-01-01 10:00", "+99999999d"],
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
