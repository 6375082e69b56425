"""The clock of a meeting: how much of a block is used and left, and when all of it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pmdesk.domain.meeting import AgendaBlock

# A longer silence between two beats means that the computer slept or the program was ended:
# the room did not meet meanwhile, as far as the clock knows.
LONGEST_BEAT = 60.0
_WARN_AT = 0.25


@dataclass(frozen=True, slots=True)
class Tempo:
    """How a block stands; all in seconds. ``left`` is negative once the time is over."""

    planned: float
    used: float

    @property
    def left(self) -> float:
        """What is left of the planned time."""
        return self.planned - self.used

    @property
    def is_over(self) -> bool:
        """Whether all of the planned time is used."""
        return self.left <= 0

    @property
    def warns(self) -> bool:
        """Whether a quarter or less is left."""
        return not self.is_over and self.left <= self.planned * _WARN_AT

    @property
    def share(self) -> float:
        """How much is used, from 0 to 1."""
        return min(1.0, self.used / self.planned) if self.planned > 0 else 1.0

    @property
    def text(self) -> str:
        """The figure that the room sees: "6:42" left, or "+1:10" over."""
        seconds = int(-self.left) if self.left < 0 else -int(-self.left // 1)
        sign = "+" if self.left < 0 else ""
        return f"{sign}{seconds // 60}:{seconds % 60:02d}"


def beat_seconds(last: datetime | None, now: datetime) -> float:
    """How many seconds count since the last beat (both UTC): none after a sleep or a restart, and
    none where the clock was set back."""
    if last is None:
        return 0.0
    seconds = (now - last).total_seconds()
    return seconds if 0 <= seconds <= LONGEST_BEAT else 0.0


def tempo_of(block: AgendaBlock, running: float = 0.0) -> Tempo:
    """How a block stands, with ``running`` seconds that are not stored yet."""
    return Tempo(float(block.planned_s), block.used_s + running)


def end_of(
    blocks: Sequence[AgendaBlock], current_id: str, now: datetime, running: float
) -> datetime:
    """When the meeting ends (UTC) if every block from here on takes what is left of its time."""
    ids = [block.id for block in blocks]
    at = ids.index(current_id) if current_id in ids else 0
    left = sum(
        max(0.0, tempo_of(block, running if block.id == current_id else 0.0).left)
        for block in blocks[at:]
    )
    return now + timedelta(seconds=left)
