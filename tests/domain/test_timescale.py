"""Ticks stand on usual times of the zone, also in nights on which clocks change."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.domain.timescale import HOUR, TimeScale, tick_step, ticks, width_text

BERLIN = ZoneInfo("Europe/Berlin")


def at(*parts: int) -> float:
    return datetime(*parts, tzinfo=UTC).timestamp()  # type: ignore[arg-type,misc]


def test_the_night_clocks_go_back_shows_its_hour_twice() -> None:
    found = ticks(at(2026, 10, 24, 23), at(2026, 10, 25, 3), 50, BERLIN, 64)
    assert [t.text for t in found] == ["01:00", "02:00 CEST", "02:00 CET", "03:00", "04:00"]
    gaps = {b.at - a.at for a, b in pairwise(found)}
    assert gaps == {3600.0}


def test_the_night_clocks_go_forward_leaves_its_hour_out() -> None:
    found = ticks(at(2026, 3, 29, 0), at(2026, 3, 29, 3), 50, BERLIN, 64)
    assert [t.text for t in found] == ["01:00", "03:00 CEST", "04:00", "05:00"]


def test_days_begin_at_local_midnight() -> None:
    found = ticks(at(2026, 10, 23, 12), at(2026, 10, 27), 1200, BERLIN, 64)
    assert [t.text for t in found if t.at > at(2026, 10, 23, 12)] == [
        "24 Oct", "25 Oct", "26 Oct", "27 Oct",
    ]  # fmt: skip
    lengths = [b.at - a.at for a, b in pairwise(found)]
    assert 25 * 3600 in lengths


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "Australia/Lord_Howe"])
@pytest.mark.parametrize("per_px", [0.05, 1.0, 4.0, 60.0, 600.0, 8000.0])
def test_ticks_are_ordered_and_apart(zone: str, per_px: float) -> None:
    first = at(2026, 4, 12, 14)
    found = ticks(first, first + per_px * 1000, per_px, ZoneInfo(zone), 64)
    assert len(found) >= 2
    step = tick_step(per_px, 64)
    for a, b in pairwise(found):
        assert (b.at - a.at) / per_px >= 64 * 0.4 or b.at - a.at >= step / 2


@given(st.floats(0, 2e9), st.floats(0.01, 20000), st.floats(0.2, 5), st.floats(0, 1600))
def test_the_time_under_the_pointer_stays_while_zooming(
    start: float, per_px: float, factor: float, x: float
) -> None:
    scale = TimeScale(start, per_px)
    zoomed = scale.zoomed(factor, x)
    assert zoomed.x(scale.time(x)) == pytest.approx(x, abs=0.01 + 1e-6 / zoomed.per_px)


def test_a_fitted_window_shows_both_ends() -> None:
    scale = TimeScale.fitted(1000, 2000, 600, 50)
    assert scale.x(1000) == pytest.approx(50)
    assert scale.x(2000) == pytest.approx(550)


def test_widths_are_told_in_words() -> None:
    told = [width_text(s) for s in (40, 1560, 3600, 11 * 3600, 86400 * 3, 86400 * 21)]
    assert told == ["40 s", "26 min", "1 hour", "11 hours", "3 days", "3 weeks"]


def _texts(first: datetime, hours: int, zone: str, step: float = HOUR) -> list[str]:
    start = first.timestamp()
    found = ticks(start, start + hours * HOUR, step / 64, ZoneInfo(zone))
    return [tick.text for tick in found]


def test_an_hour_that_comes_twice_is_labelled_twice() -> None:
    berlin = _texts(datetime(2026, 10, 24, 23, tzinfo=UTC), 4, "Europe/Berlin")
    assert berlin == ["01:00", "02:00 CEST", "02:00 CET", "03:00", "04:00"]
    york = _texts(datetime(2026, 11, 1, 4, tzinfo=UTC), 4, "America/New_York")
    assert york == ["Sun 1 Nov", "01:00 EDT", "01:00 EST", "02:00", "03:00"]


def test_an_hour_that_clocks_leap_over_has_no_tick() -> None:
    berlin = _texts(datetime(2026, 3, 29, 0, tzinfo=UTC), 3, "Europe/Berlin")
    assert berlin == ["01:00", "03:00 CEST", "04:00", "05:00"]
    york = _texts(datetime(2026, 3, 8, 6, tzinfo=UTC), 3, "America/New_York")
    assert york == ["01:00", "03:00 EDT", "04:00", "05:00"]


def test_the_night_of_the_change_keeps_true_lengths() -> None:
    first = datetime(2026, 10, 24, 23, 30, tzinfo=UTC).timestamp()
    found = ticks(first, first + 3 * HOUR, 1800 / 64, ZoneInfo("Europe/Berlin"))
    assert [b.at - a.at for a, b in pairwise(found)] == [1800.0] * 6
    words = [tick.text for tick in found]
    assert words[:5] == ["01:30", "02:00 CEST", "02:30 CEST", "02:00 CET", "02:30 CET"]


def test_a_day_without_a_midnight_begins_where_clocks_go_on() -> None:
    found = ticks(
        datetime(2026, 4, 23, 21, tzinfo=UTC).timestamp(),
        datetime(2026, 4, 24, 0, tzinfo=UTC).timestamp(),
        HOUR / 64,
        ZoneInfo("Africa/Cairo"),
    )
    days = [tick for tick in found if tick.day]
    assert [tick.text for tick in days] == ["Fri 24 Apr"]
    assert days[0].at == datetime(2026, 4, 23, 22, tzinfo=UTC).timestamp()
