"""A new action on one line: what is understood leaves the words, what is not stays."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.domain.action_line import ActionLine, parse_action_line

TODAY = date(2026, 4, 14)
OWNERS = [("o1", "Release engineering"), ("o2", "Release captain"), ("o3", "On-call lead")]
FACTORS = [("f1", "No stage for Europe"), ("f2", "Nothing ages holds")]


def read(line: str) -> ActionLine:
    return parse_action_line(line, TODAY, OWNERS, FACTORS)


def test_owner_date_and_factor_leave_the_words() -> None:
    assert read("add EU load-test stage @on !26 apr ^stage") == ActionLine(
        "add EU load-test stage", "o3", date(2026, 4, 26), ("f1",)
    )


def test_a_second_word_decides_between_two_owners() -> None:
    assert read("x @release eng now") == ActionLine("x now", "o1")
    assert read("x @release captain") == ActionLine("x", "o2")


@pytest.mark.parametrize("line", ["x @release", "x @nobody", "x !soon", "x ^no", "x @ ! ^", "x !"])
def test_what_is_open_or_unknown_stays_among_the_words(line: str) -> None:
    assert read(line) == ActionLine(line)


def test_a_date_takes_as_many_words_as_belong_to_it() -> None:
    assert read("ship !end of month then test") == ActionLine(
        "ship then test", None, date(2026, 4, 30)
    )


def test_a_backslash_keeps_a_sign() -> None:
    assert read(r"mention \@on and \!fri") == ActionLine("mention @on and !fri")


def test_only_the_first_owner_and_date_count_and_factors_add_up() -> None:
    found = read("x @on @captain !fri !mon ^stage ^ages ^stage")
    assert found == ActionLine(
        "x @captain !mon", "o3", date(2026, 4, 17), ("f1", "f2")
    )


@given(st.text(alphabet="ab @!^\\fri26 apr", max_size=40))
def test_no_line_loses_a_plain_word(line: str) -> None:
    kept = read(line).text.split()
    plain = [word for word in line.split() if word in {"ab", "b"}]
    assert [word for word in kept if word in {"ab", "b"}] == plain
