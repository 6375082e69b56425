"""Typed days are read as meant, and what can't be read is told in a sentence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.domain.date_text import day_text, distance_text, parse_day
from pmdesk.domain.day_names import long_day_text

TUESDAY = date(2026, 4, 14)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fri", date(2026, 4, 17)),
        ("Friday", date(2026, 4, 17)),
        ("tue", date(2026, 4, 21)),
        ("next fri", date(2026, 4, 24)),
        ("by fri", date(2026, 4, 17)),
        ("today", TUESDAY),
        ("tomorrow", date(2026, 4, 15)),
        ("+2w", date(2026, 4, 28)),
        ("+10d", date(2026, 4, 24)),
        ("+1m", date(2026, 5, 14)),
        ("in 2 weeks", date(2026, 4, 28)),
        ("+4 working days", date(2026, 4, 20)),
        ("26 apr", date(2026, 4, 26)),
        ("Apr 26", date(2026, 4, 26)),
        ("26th of April", date(2026, 4, 26)),
        ("26 apr 2027", date(2027, 4, 26)),
        ("2026-04-26", date(2026, 4, 26)),
        ("26.4.", date(2026, 4, 26)),
        ("26.04.2027", date(2027, 4, 26)),
        ("4/26", date(2026, 4, 26)),
        ("26/4/2026", date(2026, 4, 26)),
        ("5/5", date(2026, 5, 5)),
        ("fri 24 apr", date(2026, 4, 24)),
        ("end of week", date(2026, 4, 17)),
        ("end of month", date(2026, 4, 30)),
        ("End of quarter", date(2026, 6, 30)),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, meant: date) -> None:
    assert parse_day(typed, TUESDAY) == meant


@pytest.mark.parametrize("typed", ["soon", "TBD", "asap", "ASAP.", "?", "later"])
def test_a_word_that_is_no_date_is_refused_by_name(typed: str) -> None:
    told = parse_day(typed, TUESDAY)
    assert isinstance(told, str)
    assert told.startswith(f"“{typed}” is no date: ")


def test_two_numbers_that_could_both_be_the_month_are_refused_with_both_readings() -> None:
    told = parse_day("4/5", TUESDAY)
    assert told == "“4/5” can be 4 May or 5 Apr: write the month as a word."


def test_a_weekday_that_does_not_fit_its_date_is_told() -> None:
    assert parse_day("thu 24 apr", TUESDAY) == "24 Apr is a Friday: leave out one of the two."


@pytest.mark.parametrize("typed", ["31 apr", "30.2.", "2027-02-29"])
def test_a_day_that_its_month_lacks_is_told(typed: str) -> None:
    told = parse_day(typed, TUESDAY)
    assert isinstance(told, str)
    assert told.startswith("There is no ")


def test_a_day_without_a_year_is_the_next_that_comes_round() -> None:
    assert parse_day("13 apr", TUESDAY) == date(2027, 4, 13)
    assert parse_day("14 apr", TUESDAY) == TUESDAY


def test_a_month_on_from_its_last_day_is_the_last_day_of_the_next() -> None:
    assert parse_day("+1m", date(2026, 1, 31)) == date(2026, 2, 28)


def test_years_out_of_reach_are_refused() -> None:
    assert parse_day("+9999y", TUESDAY) == "Use a year between 1990 and 2199."
    assert parse_day("1 jan 3000", TUESDAY) == "Use a year between 1990 and 2199."


@given(st.text(max_size=30), st.dates(date(1995, 1, 1), date(2150, 1, 1)))
def test_any_text_gives_a_day_or_a_sentence(typed: str, today: date) -> None:
    found = parse_day(typed, today)
    assert isinstance(found, date) or (len(found) > 10 and found.endswith("."))


@given(st.dates(date(1995, 1, 1), date(2150, 1, 1)), st.integers(0, 360))
def test_what_is_shown_is_read_back_as_the_same_day(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert parse_day(day_text(day, today), today) == day


def test_the_year_is_shown_only_when_it_is_another_one() -> None:
    assert day_text(date(2026, 4, 26), TUESDAY) == "26 Apr"
    assert day_text(date(2027, 4, 26), TUESDAY) == "26 Apr 2027"
    assert day_text(None, TUESDAY) == ""
    assert long_day_text(TUESDAY) == "Tuesday 14 Apr 2026"


def test_a_distance_is_said_in_days() -> None:
    said = [distance_text(TUESDAY + timedelta(days=n), TUESDAY) for n in (-3, -1, 0, 1, 12)]
    assert said == ["3 days ago", "yesterday", "today", "tomorrow", "in 12 days"]
