"""What every exported form says of a postmortem, worked out once: order, numbers and names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property

from pmdesk.domain.analysis import ActionFactor, ActionItem, DueMove, Factor, FactorEvidence
from pmdesk.domain.codec import digest, plain_snapshot
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.marks import incident_bounds, times_of
from pmdesk.domain.meeting import Question
from pmdesk.domain.postmortem import Postmortem, Runbook
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import LessonKind, QuestionState
from pmdesk.domain.timeline import DecisionCard, Evidence, Lane, TimelineEvent
from pmdesk.exporters.clock_text import Clock
from pmdesk.exporters.people import Roles

_DEEPEST_KEY = 5


class Facts:
    """A snapshot with the indexes that exporters need, so that none of them searches twice.

    Factors are numbered F1, F1.2 …; evidence E-01 … in the order of the timeline.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.head: Postmortem = snapshot.postmortem
        self.clock = Clock(self.head.zone)
        self.roles = Roles(snapshot)
        self.tree = FactorTree(snapshot)
        self.lanes: dict[str, Lane] = {lane.id: lane for lane in snapshot.lanes}
        self.marks = times_of(snapshot.marks)

    @cached_property
    def title(self) -> str:
        """The title, or the key where there is none."""
        return self.head.title.strip() or self.head.key

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the whole record's canonical form, in hex."""
        return digest(plain_snapshot(self.snapshot))

    @cached_property
    def bounds(self) -> tuple[datetime, datetime] | None:
        """The incident's start and end in UTC, or None where nothing has a time."""
        return incident_bounds(self.snapshot)

    @cached_property
    def zone_label(self) -> str:
        """The zone's short name during the incident."""
        return self.clock.label(self.bounds[0] if self.bounds else None)

    @cached_property
    def events(self) -> list[TimelineEvent]:
        """All events in order of time; those without one come last, in their own order."""
        return sorted(
            self.snapshot.events.values(),
            key=lambda e: (
                e.at is None,
                e.at.timestamp() if e.at else 0.0,
                e.position,
                e.id,
            ),
        )

    @cached_property
    def evidence(self) -> list[Evidence]:
        """All evidence in the order of its events."""
        rank = {event.id: index for index, event in enumerate(self.events)}
        return sorted(
            self.snapshot.of(Evidence).values(),
            key=lambda e: (rank.get(e.event_id, len(rank)), e.position, e.id),
        )

    @cached_property
    def _evidence_keys(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for number, evidence in enumerate(self.evidence, 1):
            found.setdefault(evidence.event_id, []).append(f"E-{number:02d}")
        return found

    def evidence_keys(self, event_id: str) -> list[str]:
        """The keys of an event's evidence."""
        return self._evidence_keys.get(event_id, [])

    @cached_property
    def cards(self) -> dict[str, DecisionCard]:
        """The decision cards by the id of their event."""
        return {card.event_id: card for card in self.snapshot.of(DecisionCard).values()}

    @cached_property
    def factor_keys(self) -> dict[str, str]:
        """F1, F1.1 … by the id of the factor."""
        keys: dict[str, str] = {}
        stack = [(f"F{n}", root) for n, root in enumerate(self.tree.roots, 1)]
        while stack:
            key, factor = stack.pop()
            keys[factor.id] = key
            children = self.tree.children(factor.id)
            if key.count(".") >= _DEEPEST_KEY:
                # A number for each level would outgrow its column: these are counted instead.
                below = enumerate(self.tree.below(factor.id), 1)
                keys |= {why.id: f"{key}…{n}" for n, why in below}
                continue
            stack += [(f"{key}.{n}", child) for n, child in enumerate(children, 1)]
        return keys

    def factors(self) -> Iterator[tuple[int, Factor]]:
        """All factors with their depth, parents first."""
        return self.tree.walk()

    @cached_property
    def _answers(self) -> tuple[dict[str, list[ActionItem]], dict[str, list[Factor]]]:
        by_factor: dict[str, list[ActionItem]] = {}
        by_action: dict[str, list[Factor]] = {}
        rank = {factor.id: index for index, (_, factor) in enumerate(self.factors())}
        actions = {action.id: action for action in self.snapshot.actions}
        links = [
            link
            for link in self.snapshot.of(ActionFactor).values()
            if link.action_id in actions and link.factor_id in rank
        ]
        for link in sorted(links, key=lambda k: (actions[k.action_id].number, rank[k.factor_id])):
            by_factor.setdefault(link.factor_id, []).append(actions[link.action_id])
            by_action.setdefault(link.action_id, []).append(self.snapshot.factors[link.factor_id])
        return by_factor, by_action

    def actions_of(self, factor_id: str) -> list[ActionItem]:
        """The actions that answer a factor, by number."""
        return self._answers[0].get(factor_id, [])

    def factors_of(self, action_id: str) -> list[Factor]:
        """The factors that an action answers, in tree order."""
        return self._answers[1].get(action_id, [])

    @cached_property
    def _shown_by(self) -> dict[str, list[TimelineEvent]]:
        rank = {event.id: index for index, event in enumerate(self.events)}
        found: dict[str, list[TimelineEvent]] = {}
        for link in self.snapshot.of(FactorEvidence).values():
            if link.event_id in rank:
                found.setdefault(link.factor_id, []).append(self.snapshot.events[link.event_id])
        for shown in found.values():
            shown.sort(key=lambda event: rank[event.id])
        return found

    def events_showing(self, factor_id: str) -> list[TimelineEvent]:
        """The events that show a factor, in order of time."""
        return self._shown_by.get(factor_id, [])

    @cached_property
    def telling_events(self) -> set[str]:
        """The events that start a phase, carry a factor or bear a star."""
        told = {mark.event_id for mark in self.snapshot.marks if mark.event_id}
        told |= {link.event_id for link in self.snapshot.of(FactorEvidence).values()}
        return told | {event.id for event in self.events if event.star}

    def lessons(self, kind: LessonKind) -> list[str]:
        """The lessons of one list, in order, without empty ones."""
        found = [lesson.text for lesson in self.snapshot.lessons if lesson.kind is kind]
        return [text for text in found if text.strip()]

    def questions(self, state: QuestionState) -> list[Question]:
        """The questions in one state, in order."""
        return _in_order(
            q for q in self.snapshot.of(Question).values() if q.state is state and q.text.strip()
        )

    @cached_property
    def runbooks(self) -> list[Runbook]:
        """The runbooks in order."""
        return sorted(self.snapshot.of(Runbook).values(), key=lambda r: (r.position, r.id))

    @cached_property
    def slips(self) -> dict[str, int]:
        """How often each action's date was moved, by the action's id."""
        count: dict[str, int] = {}
        for move in self.snapshot.of(DueMove).values():
            count[move.action_id] = count.get(move.action_id, 0) + 1
        return count

    def lane_of(self, event: TimelineEvent) -> Lane:
        """The event's lane."""
        return self.lanes[event.lane_id]


def _in_order(questions: Iterable[Question]) -> list[Question]:
    return sorted(questions, key=lambda q: (q.position, q.id))
