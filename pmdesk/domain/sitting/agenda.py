"""The facilitated hour as blocks: the steps there are, and ready agendas to begin from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pmdesk.domain.terms import Severity


class Step(StrEnum):
    """What the room does in a block of the agenda."""

    OPEN = "open"
    READ = "read"
    BACKGROUND = "background"
    WALK = "walk"
    AGREE = "agree"
    FACTORS = "factors"
    LESSONS = "lessons"
    IDEAS = "ideas"
    ACTIONS = "actions"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class PlannedBlock:
    """One block of an agenda before it is begun; ``minutes`` of it are planned."""

    step: Step
    minutes: int
    title: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """A ready agenda: its name and its blocks in order."""

    name: str
    blocks: tuple[PlannedBlock, ...]

    @property
    def minutes(self) -> int:
        """How long all of it takes."""
        return sum(block.minutes for block in self.blocks)


TITLES: Mapping[Step, str] = {
    Step.OPEN: "Open",
    Step.READ: "Read",
    Step.BACKGROUND: "Background",
    Step.WALK: "Walk the timeline",
    Step.AGREE: "Agree it",
    Step.FACTORS: "Factors and lessons",
    Step.LESSONS: "Lessons",
    Step.IDEAS: "Parked ideas",
    Step.ACTIONS: "Actions",
    Step.CLOSE: "Close",
}
# The same for a narrow place on the wall.
SHORT: Mapping[Step, str] = {
    **TITLES,
    Step.WALK: "Timeline",
    Step.AGREE: "Agree",
    Step.FACTORS: "Factors",
    Step.IDEAS: "Ideas",
}
# What the room is asked while a block runs; editable for each meeting.
PROMPTS: Mapping[Step, str] = {
    Step.OPEN: "We are here to learn how it made sense at the time.",
    Step.READ: "Read the report in silence. Note what surprises you.",
    Step.BACKGROUND: "What does everybody need to know before we begin?",
    Step.WALK: "What did we know at this moment, and what made sense to do?",
    Step.AGREE: "Is this how it happened? What do we still see differently?",
    Step.FACTORS: "What had to be true for this to happen?",
    Step.LESSONS: "What went well, what went badly, where did we get lucky?",
    Step.IDEAS: "Which of these ideas will somebody really carry out?",
    Step.ACTIONS: "Who will change what, by when, and how will we know?",
    Step.CLOSE: "What did you learn in this hour?",
}
GROUND_RULES = (
    "We look at what made it possible, not at people: everybody acted on what they knew.\n"
    "One voice at a time; every account counts, also where two differ.\n"
    "Ideas for fixes are parked until we agree on what happened.\n"
    "What is said about a person stays in this room."
)


def _agenda(name: str, minutes: Mapping[Step, int]) -> Agenda:
    return Agenda(name, tuple(PlannedBlock(step, count) for step, count in minutes.items()))


S = Step
PRESETS: tuple[Agenda, ...] = (
    _agenda(
        "30 minutes",
        {S.OPEN: 2, S.READ: 2, S.WALK: 16, S.AGREE: 1, S.FACTORS: 5, S.IDEAS: 2, S.CLOSE: 2},
    ),
    _agenda(
        "45 minutes",
        {
            S.OPEN: 3,
            S.READ: 3,
            S.BACKGROUND: 2,
            S.WALK: 24,
            S.AGREE: 2,
            S.FACTORS: 6,
            S.IDEAS: 3,
            S.CLOSE: 2,
        },
    ),
    # Most of the hour belongs to the timeline; the shares are those that debriefing guides give.
    _agenda(
        "60 minutes",
        {
            S.OPEN: 5,
            S.READ: 3,
            S.BACKGROUND: 2,
            S.WALK: 35,
            S.AGREE: 2,
            S.FACTORS: 7,
            S.IDEAS: 4,
            S.CLOSE: 2,
        },
    ),
    _agenda(
        "90 minutes",
        {
            S.OPEN: 5,
            S.READ: 5,
            S.BACKGROUND: 5,
            S.WALK: 45,
            S.AGREE: 4,
            S.FACTORS: 12,
            S.IDEAS: 9,
            S.CLOSE: 5,
        },
    ),
)
# A second sitting, after the ideas have had their time: only what is to be decided.
SECOND_SITTING = _agenda(
    "Second sitting", {S.OPEN: 2, S.FACTORS: 10, S.IDEAS: 12, S.ACTIONS: 4, S.CLOSE: 2}
)
USUAL = PRESETS[2]


def usual_for(severity: Severity | None) -> Agenda:
    """The agenda that is offered first: an hour where a whole postmortem is asked for, half of it
    where a brief note or a metric will do."""
    return PRESETS[0] if severity in (Severity.SEV3, Severity.SEV4) else USUAL


def title_of(step: Step, title: str = "") -> str:
    """What a block is called: its own title, or that of its step."""
    return title or TITLES[step]


def short_title_of(step: Step, title: str = "") -> str:
    """What a block is called where there is little room."""
    return title or SHORT[step]


def prompt_of(step: Step, prompt: str = "") -> str:
    """What the room is asked: the block's own prompt, or that of its step."""
    return prompt or PROMPTS[step]


def step_named(name: str) -> Step:
    """The step stored under a name; one that a later version wrote is taken as background."""
    try:
        return Step(name)
    except ValueError:
        return Step.BACKGROUND
