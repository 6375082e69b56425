"""Two desks with copies of one postmortem, and the random work that is done on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.change import Edit, born
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.merging.trail import IMPORTED, Trail, trail_of
from pmdesk.domain.postmortem import Lesson, Person
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import RuleBroken, Snapshot, empty
from pmdesk.domain.terms import ActionStatus, EvidenceKind, LessonKind, MarkKind
from pmdesk.domain.timeline import Evidence, Lane, TimelineEvent
from pmdesk.edits import actions, factors, postmortems, report, timeline, timeline_lanes

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
# (verb, which record, another number, a text): small enough for Hypothesis to shrink.
WORK = st.lists(
    st.tuples(
        st.integers(0, 17), st.integers(0, 5), st.integers(0, 40), st.sampled_from("abcde")
    ),
    max_size=12,
)


def born_of(snapshot: Snapshot, label: str = IMPORTED) -> Edit:
    """The birth of a whole postmortem."""
    return Edit(label, tuple(born(r) for kind in KIND_NAMES for r in snapshot.of(kind).values()))


class Desk:
    """One copy with its journal."""

    def __init__(self, snapshot: Snapshot, number: int = 1, label: str = IMPORTED) -> None:
        head = altered(snapshot.postmortem, number=number)
        tables = {**snapshot.tables, type(head): {head.id: head}}
        self.snapshot = empty(snapshot.pm_id)
        self.edits: list[Edit] = []
        self.push(born_of(Snapshot(snapshot.pm_id, tables), label))

    def push(self, edit: Edit) -> None:
        if edit.changes:
            self.snapshot = self.snapshot.applied(edit.changes)
            self.edits.append(edit)

    def trail(self) -> Trail:
        return trail_of(self.snapshot, self.edits)

    def work(self, steps: Iterable[tuple[int, int, int, str]]) -> None:
        for verb, place, other, text in steps:
            try:
                self.push(_edit(self.snapshot, verb, place, other, text))
            except (RuleBroken, LookupError):
                continue


def _one(snapshot: Snapshot, kind, place: int) -> str:
    ids = sorted(snapshot.of(kind))
    return ids[place % len(ids)]


def _edit(s: Snapshot, verb: int, place: int, other: int, text: str) -> Edit:
    def one(kind, at: int = place) -> str:
        return _one(s, kind, at)

    at = NOW + timedelta(minutes=other)
    verbs = (
        lambda: postmortems.set_head(s, "Head", title=text, summary=text * other),
        lambda: postmortems.set_head(s, "Tags", tags=tuple("abcdef"[place % 5 : other % 7])),
        lambda: timeline.add_event(s, one(Lane), at, title=text),
        lambda: timeline.move_events(s, [one(TimelineEvent)], timedelta(minutes=other + 1)),
        lambda: timeline.edit_event(s, one(TimelineEvent), "Text", text=text),
        lambda: timeline.delete_events(s, [one(TimelineEvent)]),
        lambda: timeline.add_evidence(s, one(TimelineEvent), EvidenceKind.QUOTE, text=text),
        lambda: timeline.remove_evidence(s, one(Evidence)),
        lambda: timeline_lanes.set_mark(s, list(MarkKind)[place % 6], at),
        lambda: timeline_lanes.clear_mark(s, list(MarkKind)[place % 6]),
        lambda: timeline_lanes.delete_lane(s, one(Lane), move_to=one(Lane, other)),
        lambda: factors.add_factor(s, text, one(Factor)),
        lambda: factors.move_factor(s, one(Factor), one(Factor, other), 0),
        lambda: factors.delete_factor(s, one(Factor)),
        lambda: actions.add_action(s, text, factor_ids=[one(Factor)], now=NOW),
        lambda: actions.set_status(
            s, [one(ActionItem)], list(ActionStatus)[other % 4], now=NOW, reason=text
        ),
        lambda: actions.edit_action(s, one(ActionItem), "Due", due=date(2027, 1, 1 + other % 28))
        if other % 3
        else actions.delete_actions(s, [one(ActionItem)]),
        lambda: report.add_lesson(s, LessonKind.WELL, text)
        if other % 2
        else report.change_part(s, "Lesson", Lesson, one(Lesson), text=text)
        if other % 4
        else report.remove_person(s, one(Person)),
    )
    return verbs[verb % len(verbs)]()
