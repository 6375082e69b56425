"""What each severity asks for: which checks must be met, who reviews, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from pmdesk.domain.terms import Severity


class Level(StrEnum):
    """How much a readiness check weighs: it must be met, should be, or is not asked for."""

    MUST = "must"
    SHOULD = "should"
    OFF = "off"


class Check(StrEnum):
    """The readiness checks, in the order they are shown."""

    ACTIONS = "actions_owned_and_dated"
    ANSWERED = "factors_answered"
    SUMMARY = "summary"
    IMPACT = "impact"
    MARKS = "marks"
    FACTORS = "factors"
    QUESTIONS = "questions"
    APPROVALS = "approvals"


_ALL = MappingProxyType(dict.fromkeys(Check, Level.MUST))


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules for one severity; days are working days counted from the incident's end.

    ``roles`` are those who have to approve, beside whoever is asked in the postmortem itself.
    """

    form: str
    reviewers: str
    meeting_days: int | None = 2
    finish_days: int | None = 5
    levels: Mapping[Check, Level] = field(default_factory=lambda: _ALL)
    roles: tuple[str, ...] = ()

    def level(self, check: Check) -> Level:
        """How much a check weighs here."""
        return self.levels.get(check, Level.MUST)


def _with(**levels: Level) -> Mapping[Check, Level]:
    changed = {Check[name.upper()]: level for name, level in levels.items()}
    return MappingProxyType({**_ALL, **changed})


USUAL: Mapping[Severity | None, Policy] = MappingProxyType(
    {
        Severity.SEV1: Policy("Full postmortem", "Leadership reviews"),
        Severity.SEV2: Policy("Postmortem", "The team reviews"),
        Severity.SEV3: Policy(
            "Postmortem or brief note",
            "The team decides",
            levels=_with(impact=Level.SHOULD, approvals=Level.SHOULD),
        ),
        Severity.SEV4: Policy(
            "Counted only",
            "Nobody has to review",
            meeting_days=None,
            finish_days=None,
            levels=_with(
                impact=Level.SHOULD,
                answered=Level.SHOULD,
                factors=Level.SHOULD,
                approvals=Level.OFF,
            ),
        ),
        None: Policy("Postmortem", "The team reviews"),
    }
)


# The policies in force: the usual ones until the settings say otherwise.
_in_force: dict[Severity | None, Policy] = dict(USUAL)


def policy_for(severity: Severity | None) -> Policy:
    """The policy of a severity; without one, that of an ordinary postmortem."""
    return _in_force[severity]


def policies() -> Mapping[Severity | None, Policy]:
    """The policies in force."""
    return dict(_in_force)


def use_policies(chosen: Mapping[Severity | None, Policy]) -> None:
    """Let other policies be in force; what is not named has its usual one."""
    _in_force.update({**USUAL, **chosen})


def working_days_after(day: date, count: int) -> date:
    """The day ``count`` working days (Monday to Friday) after ``day``."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5:
            count -= 1
    return day
