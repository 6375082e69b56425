import pytest

from pmdesk.importers.stamps import find_day, leading_stamp


@pytest.mark.parametrize(
    ("text", "clock", "zone"),
    [
        ("14:32 - alert", (14, 32, 0), None),
        ("[14:32] alert", (14, 32, 0), None),
        ("**14:32 UTC** - alert", (14, 32, 0), "UTC"),
        ("`07:35` alert", (7, 35, 0), None),
        ("2:32 PM PST: alert", (14, 32, 0), "PST"),
        ("13:55 PM PST alert", (13, 55, 0), "PST"),
        ("12:05 am alert", (0, 5, 0), None),
        ("10:45a alert", (10, 45, 0), None),
        ("~9:00 AM alert", (9, 0, 0), None),
        ("4pm alert", (16, 0, 0), None),
        ("2022-02-02 1625: mail", (16, 25, 0), None),
        ("1915 UTC alert", (19, 15, 0), "UTC"),
        ("14h05 alerte", (14, 5, 0), None),
        ("14時05分 障害", (14, 5, 0), None),
        ("2024-05-03T14:32:10Z up", (14, 32, 10), "Z"),
        ("2024-05-03T14:32:10+02:00 up", (14, 32, 10), "+02:00"),
        ("08:42:33 new account", (8, 42, 33), None),
        ("2023-01-04/11:34 down", (11, 34, 0), None),
    ],
)
def test_a_time_at_the_head_is_read(text, clock, zone):
    stamp = leading_stamp(text)
    assert stamp is not None
    assert (stamp.clock.hour, stamp.clock.minute, stamp.clock.second) == clock
    assert stamp.zone == zone


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-13 up", (2024, 5, 13)),
        ("May 13th, 2024, 10:00 AM", (2024, 5, 13)),
        ("13 May 2024 10:00", (2024, 5, 13)),
        ("13.05.2024 10:00", (2024, 5, 13)),
        ("05/13/24 10:00", (2024, 5, 13)),
        ("7-13th Nov", (None, 11, 7)),
        ("Jan 28 02:34", (None, 1, 28)),
        ("2024年5月13日 10:00", (2024, 5, 13)),
    ],
)
def test_a_day_at_the_head_is_read(text, day):
    stamp = leading_stamp(text)
    assert (stamp.year, stamp.month, stamp.day) == day


@pytest.mark.parametrize(
    "text",
    ["Rolled back at once", "2000 users were hit", "3 of 4 nodes", "1st wave: 1071900", "5xx rate"],
)
def test_other_numbers_are_no_times(text):
    assert leading_stamp(text) is None


def test_ranges_keep_both_ends():
    stamp = leading_stamp("14:20-15:05 restore")
    assert (stamp.clock.hour, stamp.until.hour, stamp.until.minute) == (14, 15, 5)


def test_a_day_that_can_be_read_two_ways_stays_a_pair():
    assert find_day("on 03/04/2024").pair == (3, 4)
