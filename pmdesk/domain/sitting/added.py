"""What a meeting added to the postmortem, worked out from the edits made while it ran."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.meeting import MeetingDecision, ParkedIdea, Question
from pmdesk.domain.postmortem import Lesson
from pmdesk.domain.record import Record, RecordT
from pmdesk.domain.sitting.gate import TOLD
from pmdesk.domain.terms import IdeaState
from pmdesk.domain.timeline import TimelineEvent

_NAMES = (
    ("events", "events", "event"),
    ("corrected", "corrected events", "corrected event"),
    ("factors", "contributing factors and whys", "contributing factor or why"),
    ("lessons", "lessons", "lesson"),
    ("ideas", "parked ideas", "parked idea"),
    ("promoted", "promoted ideas", "promoted idea"),
    ("actions", "actions", "action"),
    ("questions", "questions", "question"),
    ("decisions", "decisions", "decision"),
)


@dataclass(frozen=True, slots=True)
class Added:
    """What is there now and was not before, and what was set right. Taken back is not added."""

    events: tuple[TimelineEvent, ...] = ()
    corrected: tuple[TimelineEvent, ...] = ()
    factors: tuple[Factor, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    ideas: tuple[ParkedIdea, ...] = ()
    promoted: tuple[ParkedIdea, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    questions: tuple[Question, ...] = ()
    decisions: tuple[MeetingDecision, ...] = ()

    def __bool__(self) -> bool:
        return any(self.counts().values())

    def counts(self) -> dict[str, int]:
        """How many of each, by what they are called; in the order of a report."""
        return {name: len(getattr(self, field)) for field, name, _ in _NAMES}

    def told(self) -> list[str]:
        """The counts in words, without what there is none of: "2 events"."""
        found = [(len(getattr(self, field)), many, one) for field, many, one in _NAMES]
        return [f"{count} {one if count == 1 else many}" for count, many, one in found if count]


def added_by(edits: Iterable[Edit]) -> Added:
    """What these edits, oldest first, come to in the end."""
    net: dict[tuple[type[Record], str], tuple[Record | None, Record | None]] = {}
    for edit in edits:
        for change in edit.changes:
            key = (change.kind, change.record.id)
            before = net[key][0] if key in net else change.before
            net[key] = (before, change.after)

    def born(kind: type[RecordT]) -> tuple[RecordT, ...]:
        return tuple(
            after for before, after in net.values() if before is None and isinstance(after, kind)
        )

    pairs = list(net.values())
    return Added(
        events=born(TimelineEvent),
        corrected=tuple(
            after
            for before, after in pairs
            if isinstance(before, TimelineEvent)
            and isinstance(after, TimelineEvent)
            and any(getattr(before, name) != getattr(after, name) for name in TOLD)
        ),
        factors=born(Factor),
        lessons=born(Lesson),
        ideas=born(ParkedIdea),
        promoted=tuple(
            after
            for before, after in pairs
            if isinstance(after, ParkedIdea)
            and after.state is IdeaState.PROMOTED
            and not (isinstance(before, ParkedIdea) and before.state is IdeaState.PROMOTED)
        ),
        actions=born(ActionItem),
        questions=born(Question),
        decisions=born(MeetingDecision),
    )
