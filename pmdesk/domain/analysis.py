"""The records of the analysis: contributing factors, whys, and the actions that answer them."""

from __future__ import annotations

from datetime import date, datetime

from pmdesk.domain.record import Record, record
from pmdesk.domain.terms import (
    ActionStatus,
    ActionType,
    Confidence,
    FactorKind,
    Priority,
    StopReason,
)


@record
class Factor(Record):
    """A node of the factor tree: a root is a contributing factor, its children are whys.

    ``position`` orders siblings. ``stop_note`` holds the reason of an accepted stop and
    ``decided_by`` who decided not to act. ``reused_from`` is the id of a factor of an earlier
    postmortem. ``waived`` holds what was answered to pmdesk's questions about the factor, each
    as "what was asked: answer" (see ``domain.factors.answers``): nudges that were looked at and
    kept, and whether an earlier action would have caught this incident.
    """

    parent_id: str | None = None
    position: float = 0.0
    text: str = ""
    kind: FactorKind = FactorKind.CONTRIBUTING
    category: str = ""
    branch: str = ""
    confidence: Confidence | None = None
    stop: StopReason | None = None
    stop_note: str = ""
    decided_by: str = ""
    reused_from: str | None = None
    waived: tuple[str, ...] = ()
    folded: bool = False


@record
class FactorEvidence(Record):
    """The link that says: this event shows that factor."""

    factor_id: str
    event_id: str


@record
class ActionItem(Record):
    """Something that will change, with one owner and a due date.

    ``number`` makes the key AI-1 within the postmortem. ``owner_id`` is a person or team.
    ``closed_at`` is UTC. Won't do needs ``reason``.
    """

    number: int
    text: str = ""
    owner_id: str | None = None
    due: date | None = None
    status: ActionStatus = ActionStatus.OPEN
    type: ActionType | None = None
    priority: Priority | None = None
    done_test: str = ""
    tracker: str = ""
    reason: str = ""
    created_at: datetime | None = None
    closed_at: datetime | None = None
    verified_by: str = ""
    verified_at: datetime | None = None
    reviewed_at: datetime | None = None
    position: float = 0.0

    @property
    def key(self) -> str:
        """The human key within its postmortem, for example AI-1."""
        return f"AI-{self.number}"


@record
class ActionFactor(Record):
    """The link that says: this action answers that factor."""

    action_id: str
    factor_id: str


@record
class DueMove(Record):
    """One slip of a due date: from, to, when (UTC) and why."""

    action_id: str
    before: date | None
    after: date | None
    at: datetime
    reason: str = ""
