"""A draft becomes a whole postmortem, whatever the document was."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.domain.meeting import Question
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import (
    ActionStatus,
    Detection,
    EventKind,
    FactorKind,
    LessonKind,
    MarkKind,
    Precision,
    Severity,
)
from pmdesk.importers.adopt import adopted
from pmdesk.importers.draft import (
    Draft,
    DraftAction,
    DraftEvent,
    DraftFactor,
    DraftPerson,
    ImportQuestion,
)
from pmdesk.importers.intake import Intake, born_snapshot, read_file
from pmdesk.importers.losses import words_lost_in
from pmdesk.importers.markdown import read_document

SAMPLES = Path(__file__).parents[1] / "data" / "importers"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PST = timezone(timedelta(hours=-8))
DAY = datetime(2025, 3, 3, 10, 0, tzinfo=UTC)


def born(draft: Draft) -> Snapshot:
    return born_snapshot(adopted(draft, 7, NOW))


def events_of(*events: DraftEvent, **values: object) -> list:
    snapshot = born(Draft(timeline=events, **values))
    return sorted(snapshot.events.values(), key=lambda e: e.position)


def test_one_edit_with_a_name_brings_the_head_first() -> None:
    edit = adopted(Draft(title="**Down** again", name="down.md", severity="SEV-2"), 7, NOW)
    head = edit.changes[0].after
    assert isinstance(head, Postmortem)
    assert edit.label == "Import postmortem"
    assert (head.key, head.title, head.source) == ("PM-7", "Down again", "down.md")
    assert (head.severity, head.created_at) == (Severity.SEV2, NOW)


def test_the_standard_lanes_are_there_and_those_the_document_names_follow() -> None:
    snapshot = born(
        Draft(timeline=(DraftEvent(text="a", lane="Grafana"), DraftEvent(text="b", lane="grafana")))
    )
    names = [lane.name for lane in snapshot.lanes]
    assert names == ["Detection", "Response", "System", "Communication", "Grafana"]
    assert {e.lane_id for e in snapshot.events.values()} == {snapshot.lanes[4].id}


def test_too_many_named_lanes_keep_their_words_in_the_text() -> None:
    snapshot = born(Draft(timeline=tuple(DraftEvent(text="x", lane=f"Host{n}") for n in range(40))))
    assert len(snapshot.lanes) == 12
    assert "Host39" in [e.text for e in snapshot.events.values()][-1]


def test_times_are_utc_and_remember_the_zone_they_were_written_in() -> None:
    at = datetime(2025, 1, 5, 9, 5, tzinfo=PST)
    (event,) = events_of(
        DraftEvent(text="x", at=at, written="9:05 AM", precision="about"), zone="PST"
    )
    assert event.at == at
    assert event.at.tzinfo is UTC
    assert (event.zone, event.written) == ("America/Los_Angeles", "9:05 AM")
    assert event.precision is Precision.ABOUT


def test_a_winter_zone_said_in_summer_shows_the_times_as_written() -> None:
    at = datetime(2025, 7, 5, 9, 5, tzinfo=PST)
    assert (
        born(Draft(timeline=(DraftEvent(text="x", at=at),), zone="PST")).postmortem.zone
        == "Etc/GMT+8"
    )


def test_events_keep_the_order_of_the_document() -> None:
    events = events_of(
        DraftEvent(text="late", at=DAY + timedelta(hours=1)),
        DraftEvent(text="none"),
        DraftEvent(text="early", at=DAY),
    )
    assert [e.title for e in events] == ["late", "none", "early"]
    assert (events[1].at, events[1].precision) == (None, Precision.UNKNOWN)


@pytest.mark.parametrize(
    ("at", "end"),
    [
        (DAY, DAY - timedelta(minutes=5)),
        (datetime(1970, 1, 1, tzinfo=UTC), None),
        (datetime(9999, 12, 31, 23, 59, tzinfo=PST), None),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5))), None),
        (None, DAY),
    ],
)
def test_a_time_that_no_rule_allows_is_left_out_and_its_words_stay(
    at: datetime | None, end: datetime | None
) -> None:
    (event,) = events_of(DraftEvent(text="x", at=at, end=end, written="as it was written"))
    assert event.end is None
    assert event.written == "as it was written"


def test_a_long_entry_gives_its_first_sentence_and_keeps_the_rest() -> None:
    (event,) = events_of(DraftEvent(text=f"The queue stopped. {'And then more of it. ' * 20}"))
    assert event.title.startswith("The queue stopped.")
    assert len(event.title) <= 120
    assert event.text.endswith("more of it.")


def test_a_title_that_has_to_be_cut_leaves_the_whole_sentence_in_the_text() -> None:
    words = " ".join(f"word{n}" for n in range(60))
    (event,) = events_of(DraftEvent(text=words))
    assert event.title.endswith("…")
    assert event.text == words


def test_lines_that_were_only_wrapped_are_one_sentence() -> None:
    (event,) = events_of(
        DraftEvent(text="The shop\n  is down [again](https://x.test/1)\n- a detail")
    )
    assert event.title == "The shop is down again"
    assert event.text == "https://x.test/1\n- a detail"


def test_marks_stand_where_entries_or_labels_state_them() -> None:
    draft = read_document(
        b"# A\n\nStart: 2025-03-03 09:50 UTC\n\n## Timeline\n"
        b"- 2025-03-03 10:00 UTC Detected: errors\n- 10:20 UTC **Mitigated**\n"
        b"- 10:30 UTC we detected nothing else\n- 10:40 UTC OUTAGE ENDS\n",
        "a.md",
    )
    snapshot = born(draft)
    assert [(m.kind, m.at.hour * 100 + m.at.minute) for m in snapshot.marks] == [
        (MarkKind.IMPACT_START, 950),
        (MarkKind.DETECTED, 1000),
        (MarkKind.MITIGATED, 1020),
        (MarkKind.RESOLVED, 1040),
    ]
    assert snapshot.marks[0].event_id is None
    assert snapshot.events[snapshot.marks[1].event_id].kind is not EventKind.DECISION


def test_whys_hang_below_their_factor_in_order() -> None:
    tree = DraftFactor(text="disk full", children=(DraftFactor(text="no alert", kind="why"),))
    snapshot = born(Draft(factors=(DraftFactor(text="deploy", kind="trigger"), tree)))
    trigger, root, why = snapshot.factors.values()
    assert (trigger.kind, root.parent_id, why.parent_id) == (FactorKind.TRIGGER, None, root.id)


def test_a_paragraph_as_a_factor_gives_a_sentence_and_stays_whole_in_the_story() -> None:
    words = "The disk was full. " + "Nobody had looked at it. " * 30
    snapshot = born(Draft(factors=(DraftFactor(text=words),)))
    (factor,) = snapshot.factors.values()
    assert len(factor.text) <= 120
    assert words.strip() in snapshot.postmortem.narrative


def test_human_error_is_accepted_and_flagged() -> None:
    intake = Intake(name="a.md", draft=Draft(factors=(DraftFactor(text="Human error by ops"),)))
    (factor,) = born(intake.draft).factors.values()
    assert (factor.text, factor.category) == ("Human error by ops", "human error")
    assert intake.notes() == [
        "A factor names human error: ask what made the action make sense at the time."
    ]


def test_an_owner_is_one_person_however_often_named_and_tbd_is_nobody() -> None:
    snapshot = born(
        Draft(
            actions=(
                DraftAction(text="a", owner="@ann"),
                DraftAction(text="b", owner="Ann", status="wont_do"),
                DraftAction(text="c", owner="TBD"),
                DraftAction(text="d", owner="Platform team"),
            )
        )
    )
    first, second, third, fourth = snapshot.actions
    assert first.owner_id == second.owner_id
    assert (second.status, third.owner_id) == (ActionStatus.WONT_DO, None)
    assert [(p.name, p.role) for p in snapshot.people.values()] == [
        ("ann", ""),
        ("Platform team", "Platform team"),
    ]
    assert fourth.owner_id is not None


def test_numbers_of_actions_are_kept_where_free_and_never_twice() -> None:
    keys = ("AI-3", None, "AI-3", "AI-1", None)
    actions = tuple(DraftAction(text="x", key=key) for key in keys)
    snapshot = born(Draft(actions=actions))
    assert sorted(a.number for a in snapshot.actions) == [1, 2, 3, 4, 5]
    assert next(k for k in snapshot.actions if k.number == 3).text == "x"


def test_named_persons_have_their_part() -> None:
    snapshot = born(Draft(people=(DraftPerson(name="Ann Lee", role="Author"),)))
    (person,) = snapshot.people.values()
    assert snapshot.postmortem.author_id == person.id
    assert person.participant


def test_impact_is_a_figure_where_it_begins_with_one() -> None:
    snapshot = born(
        Draft(
            impact=(
                ("Impact", "1,200 orders were lost"),
                ("Users affected", "22%"),
                ("Impact", "5 hours of waiting"),
                ("Impact", "The shop was slow"),
            )
        )
    )
    assert [(f.value, f.label) for f in snapshot.impact] == [
        ("1,200", "orders were lost"),
        ("22%", "Users affected"),
    ]
    assert "## Impact\n\n- 5 hours of waiting\n- The shop was slow" in snapshot.postmortem.narrative


def test_lessons_summary_and_detection_find_their_places() -> None:
    draft = Draft(
        summary="Short.",
        detection="An alert paged us",
        lessons={"well": ("a",), "badly": ("b",), "lucky": ("c",)},
    )
    snapshot = born(draft)
    assert [lesson.kind for lesson in snapshot.lessons] == list(LessonKind)
    assert snapshot.postmortem.detection is Detection.ALERT
    assert "An alert paged us" in snapshot.postmortem.narrative


def test_what_was_not_answered_stays_an_open_question() -> None:
    asked = ImportQuestion(about="zone", choices=("UTC",), text="No zone is stated.", chosen="UTC")
    snapshot = born(
        Draft(questions=(asked,), timeline=(DraftEvent(text="x", at=DAY.replace(tzinfo=None)),))
    )
    (question,) = snapshot.of(Question).values()
    assert question.text == "No zone is stated. Taken until then: UTC."
    assert next(iter(snapshot.events.values())).at == DAY


@pytest.mark.parametrize(
    "name", ["bullets.md", "headings.md", "bold-list-sections.md", "tables.md"]
)
def test_no_word_of_a_published_report_is_lost(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    draft = read_document(data, name)
    assert words_lost_in(data.decode(), born(draft), draft) == []


_PIECES = st.sampled_from(
    [
        "# A\n",
        "## Timeline\n",
        "- 10:00 UTC down\n",
        "- 25:99 x\n",
        "| a | 2025-13-45 |\n",
        "T+5m x\n",
        "## Action items\n",
        "- [x] AI-1: do (ann, 2025-01-01)\n",
        "## Root cause\n",
        "1. Why? Because\n",
        "**Impact:** 5\n",
        "```\n",
        "Detected: 9999-12-31 23:59 PST\n",
        "\n",
        "> - ** __ `\n",
        "発生日: 1\n",
    ]
)
_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


@given(st.lists(st.one_of(_PIECES, _TEXT), max_size=25))
def test_any_document_becomes_a_postmortem_that_keeps_every_rule(pieces: list[str]) -> None:
    source = "# T\n" + "".join(pieces).encode("utf-8", "ignore").decode()
    draft = read_file(source.encode(), "a.md").draft
    snapshot = born(draft)
    assert snapshot.postmortem.number == 7
    assert len(snapshot.events) == len(draft.timeline)


def test_a_document_without_a_day_asks_for_it() -> None:
    draft = read_document(b"# A\n\n## Timeline\n- 10:00 UTC down\n", "a.md")
    assert [q.about for q in draft.questions] == ["date"]
    again = read_document(b"# A\n\n## Timeline\n- 10:00 UTC down\n", "a.md", date=date(2025, 3, 3))
    assert again.timeline[0].at == DAY
