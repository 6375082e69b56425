"""Factors of earlier postmortems: where one stood before, and what became of its actions."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pmdesk.domain.analysis import Factor
from pmdesk.domain.factors.answers import answer_of
from pmdesk.domain.terms import ActionStatus


class Caught(StrEnum):
    """Whether an earlier action would have caught this incident."""

    PREVENTED = "prevented"
    SOFTENED = "softened"
    MISSED = "missed"


CAUGHT_NAMES = {
    Caught.PREVENTED: "Prevented it",
    Caught.SOFTENED: "Softened it",
    Caught.MISSED: "Missed it",
}


class PastAction(NamedTuple):
    """An action that answered a factor of an earlier postmortem."""

    id: str
    key: str
    text: str
    status: ActionStatus
    due: date | None = None


class PastFactor(NamedTuple):
    """A factor of another postmortem; ``day`` is when that incident began, as far as known."""

    id: str
    pm_id: str
    pm_key: str
    pm_title: str
    text: str
    category: str = ""
    kind: str = "contributing"
    day: date | None = None
    actions: tuple[PastAction, ...] = ()


def caught_by(factor: Factor, action_id: str) -> Caught | None:
    """What the room said of an earlier action: would it have caught this one?"""
    answer = answer_of(factor, caught_key(action_id))
    return Caught(answer) if answer in set(Caught) else None


def caught_key(action_id: str) -> str:
    """Under which word the answer about an action is kept."""
    return f"caught {action_id}"
