"""What one captured line says, and what it is read against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pmdesk.domain.time_text import TimeContext, TypedTime


class CaptureKind(StrEnum):
    """What a captured line becomes."""

    EVENT = "event"
    FACTOR = "factor"
    WHY = "why"
    WELL = "well"
    BADLY = "badly"
    LUCKY = "lucky"
    ACTION = "action"
    PARKED = "parked"
    QUESTION = "question"


# The verb that a line may begin with; the first of a kind is the one that is written back.
VERBS: dict[str, CaptureKind] = {
    "event": CaptureKind.EVENT,
    "e": CaptureKind.EVENT,
    "c": CaptureKind.FACTOR,
    "why": CaptureKind.WHY,
    "well": CaptureKind.WELL,
    "bad": CaptureKind.BADLY,
    "luck": CaptureKind.LUCKY,
    "do": CaptureKind.ACTION,
    "park": CaptureKind.PARKED,
    "ask": CaptureKind.QUESTION,
}


def verb_of(kind: CaptureKind) -> str:
    """The verb that a line of a kind begins with."""
    return next(verb for verb, meant in VERBS.items() if meant is kind)


class Part(StrEnum):
    """What a stretch of the line was understood as."""

    VERB = "verb"
    TIME = "time"
    LANE = "lane"
    ROLE = "role"
    DATE = "date"
    FACTOR = "factor"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``start`` to ``end`` of the line, and what they were understood as."""

    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CaptureContext:
    """What a line is read against.

    ``usual`` is what a line without verb, time and lane becomes. ``lanes``, ``people`` and
    ``factors`` are (id, name); factors are the contributing factors in their order, so that ^C1
    is the first of them. ``today`` is the day that dates count from.
    """

    time: TimeContext
    today: date
    usual: CaptureKind = CaptureKind.EVENT
    lanes: Sequence[tuple[str, str]] = ()
    people: Sequence[tuple[str, str]] = ()
    factors: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Captured:
    """What a line says. ``text`` has the words that are left; ``typed_tokens`` are the tokens as
    typed, by what they mean, in the order in which they are written back. ``stretches`` cover
    every word of the line."""

    kind: CaptureKind
    text: str = ""
    time: TypedTime | None = None
    time_text: str = ""
    lane_id: str | None = None
    person_id: str | None = None
    due: date | None = None
    factor_ids: tuple[str, ...] = ()
    typed_tokens: tuple[tuple[Part, str], ...] = ()
    stretches: tuple[Stretch, ...] = field(default=(), compare=False)

    @property
    def is_complete(self) -> bool:
        """Whether there are words to keep: a verb or a time alone says nothing yet."""
        return bool(self.text)
