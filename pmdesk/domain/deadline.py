"""The deadline clock: by when the severity's policy wants the meeting held and the rest done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.marks import times_of
from pmdesk.domain.meeting import Meeting
from pmdesk.domain.policy import policy_for, working_days_after
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import MarkKind, Phase

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ENDS = (MarkKind.RESOLVED, MarkKind.MITIGATED)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day by which something is due; ``what`` begins the sentence ("Meeting")."""

    what: str
    day: date
    left: int

    @property
    def is_over(self) -> bool:
        """Whether the day has passed."""
        return self.left < 0

    @property
    def short(self) -> str:
        """In few words: "Meeting due Fri 27 Nov"."""
        verb = "was due" if self.is_over else "due"
        return f"{self.what} {verb} {_DAYS[self.day.weekday()]} {day_month_text(self.day)}"

    @property
    def words(self) -> str:
        """The whole sentence: "Meeting due Fri 27 Nov, in 2 working days"."""
        if self.left == 0:
            return f"{self.short}, today"
        count = abs(self.left)
        days = "1 working day" if count == 1 else f"{count} working days"
        return f"{self.short}, {days} ago" if self.is_over else f"{self.short}, in {days}"


def end_day(snapshot: Snapshot) -> date | None:
    """The day the incident ended, in its zone; else the day that the document states."""
    held = times_of(snapshot.marks)
    head = snapshot.postmortem
    for kind in _ENDS:
        if kind in held:
            return _day_in(held[kind], head.zone)
    return head.day


def _day_in(at: datetime, zone: str) -> date:
    try:
        return at.astimezone(ZoneInfo(zone)).date()
    except (KeyError, ValueError, OSError):
        return at.astimezone(UTC).date()


def deadlines(snapshot: Snapshot, today: date) -> list[Deadline]:
    """What is still to come, the meeting first; nothing once the postmortem is published.

    A date set in the postmortem itself goes before the policy's.
    """
    head = snapshot.postmortem
    if head.phase in (Phase.PUBLISHED, Phase.ARCHIVED):
        return []
    policy, end = policy_for(head.severity), end_day(snapshot)
    met = any(meeting.ended_at for meeting in snapshot.of(Meeting).values())
    found = []
    for what, stated, days, is_done in (
        ("Meeting", head.meeting_due, policy.meeting_days, met),
        ("Sign-off", head.finish_due, policy.finish_days, False),
    ):
        day = stated
        if day is None and end is not None and days is not None:
            day = working_days_after(end, days)
        if day is not None and not is_done:
            found.append(Deadline(what, day, working_days_between(today, day)))
    return found


def working_days_between(start: date, day: date) -> int:
    """How many working days lie from ``start`` to ``day``; negative where it has passed.

    A weekend day that has passed counts as one: it is over, and so is not zero.
    """
    if day == start:
        return 0
    sign = 1 if day > start else -1
    first, last = min(start, day), max(start, day)
    span = (last - first).days
    weeks, rest = divmod(span, 7)
    count = weeks * 5 + sum(
        (first + timedelta(days=weeks * 7 + i)).weekday() < 5 for i in range(1, rest + 1)
    )
    return sign * max(count, 1)
