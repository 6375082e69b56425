"""Captured lines: what each says, and that nothing typed is ever refused or lost."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.domain.capture.line import VERBS, CaptureContext, CaptureKind, Part, verb_of
from pmdesk.domain.capture.parse import as_kind, format_capture, parse_capture
from pmdesk.domain.terms import Precision
from pmdesk.domain.time_text import TimeContext

START = datetime(2026, 4, 12, 14, 30, tzinfo=UTC)
CONTEXT = CaptureContext(
    TimeContext(
        date(2026, 4, 12),
        ZoneInfo("UTC"),
        datetime(2026, 4, 14, 9, 5, tzinfo=UTC),
        datetime(2026, 4, 12, 14, 51, tzinfo=UTC),
        START,
    ),
    date(2026, 4, 14),
    lanes=(("l1", "Detection"), ("l2", "Response"), ("l3", "System"), ("l4", "Auth service")),
    people=(("p1", "Release engineer"), ("p2", "On-call engineer"), ("p3", "Approver A")),
    factors=(("f1", "A regression passed every check"), ("f2", "The breaker kept logins off")),
)
K = CaptureKind
TABLE = [
    # line, kind, words, clock of the start or None
    ("14:32 alert fired #detection", K.EVENT, "alert fired", "14:32"),
    ("1432 alert fired", K.EVENT, "alert fired", "14:32"),
    ("14:32:07 alert fired", K.EVENT, "alert fired", "14:32"),
    ("~14:32 alert fired", K.EVENT, "alert fired", "14:32"),
    ("14:38-14:51 chased the cache", K.EVENT, "chased the cache", "14:38"),
    ("14:38 - 14:51 chased the cache", K.EVENT, "chased the cache", "14:38"),
    ("+5 paged the lead", K.EVENT, "paged the lead", "14:56"),
    ("+4m paged the lead", K.EVENT, "paged the lead", "14:55"),
    ("now we know", K.EVENT, "we know", "09:05"),
    ("yesterday 23:50 a flag was set", K.EVENT, "a flag was set", "23:50"),
    ("before 14:30 a deploy", K.EVENT, "a deploy", "14:30"),
    ("between 14:30 and 14:40 it began", K.EVENT, "it began", "14:30"),
    ("2026-04-13 01:10 pages stop", K.EVENT, "pages stop", "01:10"),
    ("00:10 pages stop", K.EVENT, "pages stop", "00:10"),
    ("dashboards looked normal", K.EVENT, "dashboards looked normal", None),
    ("dashboards looked normal #res", K.EVENT, "dashboards looked normal", None),
    ("paged again @on", K.EVENT, "paged again", None),
    ("paged again @on-call engineer", K.EVENT, "paged again", None),
    ("5 users wrote", K.EVENT, "5 users wrote", None),
    ("9:99 is no time", K.EVENT, "9:99 is no time", None),
    ("\\14:32 is the build", K.EVENT, "14:32 is the build", None),
    ("\\why not", K.EVENT, "why not", None),
    ("mail to \\#general", K.EVENT, "mail to #general", None),
    ("mail to #general", K.EVENT, "mail to #general", None),
    ("why the template has no runbook field", K.WHY, "the template has no runbook field", None),
    ("c one region has no load test", K.FACTOR, "one region has no load test", None),
    ("do add EU load-test stage @release !26 apr ^C1", K.ACTION, "add EU load-test stage", None),
    ("do tell @nobody !someday", K.ACTION, "tell @nobody !someday", None),
    ("park wording guide", K.PARKED, "wording guide", None),
    ("?wording guide", K.PARKED, "wording guide", None),
    ("? wording guide @release !fri", K.PARKED, "wording guide @release !fri", None),
    ("ask who looks after it @app", K.QUESTION, "who looks after it", None),
    ("well 14:32 the page came fast", K.WELL, "14:32 the page came fast", None),
    ("bad no breaker check", K.BADLY, "no breaker check", None),
    ("luck quiet hour", K.LUCKY, "quiet hour", None),
    ("WHY it was slow", K.WHY, "it was slow", None),
    ("why", K.WHY, "", None),
    ("14:32", K.EVENT, "", "14:32"),
    ("", K.EVENT, "", None),
]


@pytest.mark.parametrize(("line", "kind", "text", "clock"), TABLE, ids=[row[0] for row in TABLE])
def test_a_line_says_what_it_was_typed_for(
    line: str, kind: CaptureKind, text: str, clock: str | None
):
    captured = parse_capture(line, CONTEXT)
    at = captured.time.at if captured.time is not None else None
    assert (captured.kind, captured.text) == (kind, text)
    assert (at and f"{at:%H:%M}") == clock
    assert captured.is_complete == bool(text)


def test_tokens_name_lane_owner_date_and_factor():
    captured = parse_capture("do add a stage @release eng !+2w ^C2 ^regression", CONTEXT)
    assert captured.person_id == "p1"
    assert captured.due == date(2026, 4, 28)
    assert captured.factor_ids == ("f2", "f1")
    assert parse_capture("it slowed #auth service", CONTEXT).lane_id == "l4"


def test_a_time_early_in_the_night_is_the_next_day():
    captured = parse_capture("00:10 pages stop", CONTEXT)
    assert captured.time is not None
    assert captured.time.at == datetime(2026, 4, 13, 0, 10, tzinfo=UTC)


def test_about_and_spans_keep_what_was_typed():
    about = parse_capture("~14:32 alert", CONTEXT).time
    span = parse_capture("14:38-14:51 chased", CONTEXT).time
    assert about is not None
    assert about.precision is Precision.ABOUT
    assert span is not None
    assert span.end == datetime(2026, 4, 12, 14, 51, tzinfo=UTC)


def test_where_factors_are_the_talk_a_time_or_a_lane_still_makes_an_event():
    context = CaptureContext(
        CONTEXT.time, CONTEXT.today, K.FACTOR, CONTEXT.lanes, CONTEXT.people, CONTEXT.factors
    )
    assert parse_capture("one region has no load test", context).kind is K.FACTOR
    assert parse_capture("14:32 alert", context).kind is K.EVENT
    assert parse_capture("alert #det", context).kind is K.EVENT
    assert parse_capture("why alert #det", context).kind is K.WHY


def test_as_another_kind_no_word_is_lost():
    captured = parse_capture("14:32 alert fired #det @on", CONTEXT)
    parked = as_kind(captured, K.PARKED)
    assert parked.text == "14:32 alert fired #det @on"
    assert (parked.time, parked.lane_id, parked.person_id) == (None, None, None)
    assert as_kind(captured, K.EVENT).lane_id == "l1"


ATOMS = st.sampled_from(
    [
        "14:32", "~14:32", "1432", "+5", "now", "before", "between", "and", "yesterday", "14:99",
        "#det", "#auth", "service", "#nope", "@on", "@release", "eng", "!fri", "!26", "apr",
        "!never", "^C1", "^C9", "^breaker", "\\#det", "\\\\#det", "\\why", "\\", "#", "?", "?x",
        "-", "–", "2026-04-12", "alert", "ünïcode", "日本", "\u202e", *VERBS,
    ]
)  # fmt: skip
LINES = st.one_of(
    st.lists(ATOMS, max_size=8).map(" ".join), st.text(max_size=60), st.text("0123:+-~ #@!^\\?")
)
USUAL = st.sampled_from(list(CaptureKind))


def context_for(usual: CaptureKind) -> CaptureContext:
    return CaptureContext(
        CONTEXT.time, CONTEXT.today, usual, CONTEXT.lanes, CONTEXT.people, CONTEXT.factors
    )


@given(LINES, USUAL)
def test_nothing_typed_is_refused_or_lost(line: str, usual: CaptureKind):
    captured = parse_capture(line, context_for(usual))
    covered = "".join(line[s.start : s.end] for s in captured.stretches)
    assert "".join(covered.split()) == "".join(line.split())
    words = [line[s.start : s.end] for s in captured.stretches if s.part is Part.WORDS]
    kept = captured.text.split()
    assert len(words) == len(kept)
    assert all(word in (left, f"\\{left}") for word, left in zip(words, kept, strict=True))


@given(LINES, USUAL)
def test_a_line_written_one_way_reads_the_same_and_stays(line: str, usual: CaptureKind):
    context = context_for(usual)
    captured = parse_capture(line, context)
    written = format_capture(captured, context)
    assert parse_capture(written, context) == captured
    assert format_capture(parse_capture(written, context), context) == written


def test_every_kind_has_a_verb_that_names_it():
    assert all(VERBS[verb_of(kind)] is kind for kind in CaptureKind)
