"""What the marks tell: durations, phases and a wrong order; nothing of it is ever typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import MarkKind, name_of
from pmdesk.domain.timeline import Mark

_ORDER = tuple(MarkKind)


class PhaseName(StrEnum):
    """The stretches between marks, in order."""

    UNDETECTED = "Undetected"
    DIAGNOSING = "Diagnosing"
    MITIGATING = "Mitigating"
    VERIFYING = "Verifying"


# Each phase runs from its mark to the next boundary that is present.
_BOUNDARIES = (
    (MarkKind.IMPACT_START, PhaseName.UNDETECTED),
    (MarkKind.DETECTED, PhaseName.DIAGNOSING),
    (MarkKind.CAUSE_IDENTIFIED, PhaseName.MITIGATING),
    (MarkKind.MITIGATED, PhaseName.VERIFYING),
    (MarkKind.RESOLVED, None),
)


@dataclass(frozen=True, slots=True)
class PhaseBand:
    """A phase with its bounds in UTC."""

    name: PhaseName
    start: datetime
    end: datetime

    @property
    def minutes(self) -> float:
        """How long it took, in minutes."""
        return (self.end - self.start).total_seconds() / 60


@dataclass(frozen=True, slots=True)
class Durations:
    """Times from the start of impact; None where a mark is missing or stands before the start."""

    detect: timedelta | None = None
    acknowledge: timedelta | None = None
    identify: timedelta | None = None
    mitigate: timedelta | None = None
    resolve: timedelta | None = None

    @property
    def impact(self) -> timedelta | None:
        """Total impact: until resolved, or until mitigated where no resolution is marked."""
        return self.resolve if self.resolve is not None else self.mitigate


def times_of(marks: Iterable[Mark]) -> dict[MarkKind, datetime]:
    """The UTC time of each mark that is present."""
    return {mark.kind: mark.at for mark in marks}


def durations(snapshot: Snapshot) -> Durations:
    """The derived durations of a postmortem."""
    return durations_of(snapshot.marks)


def durations_of(marks: Iterable[Mark]) -> Durations:
    """The durations that some marks tell."""
    at = times_of(marks)
    start = at.get(MarkKind.IMPACT_START)

    def since(kind: MarkKind) -> timedelta | None:
        end = at.get(kind)
        return end - start if start is not None and end is not None and end >= start else None

    return Durations(
        detect=since(MarkKind.DETECTED),
        acknowledge=since(MarkKind.ACKNOWLEDGED),
        identify=since(MarkKind.CAUSE_IDENTIFIED),
        mitigate=since(MarkKind.MITIGATED),
        resolve=since(MarkKind.RESOLVED),
    )


def phase_bands(marks: Iterable[Mark], until: datetime | None = None) -> list[PhaseBand]:
    """The phases between the marks that are present, in order of time; wrong order leaves gaps.

    With ``until`` (UTC) it is what could be told then: later marks are not known, and the phase
    that was under way runs up to it.
    """
    at = times_of(mark for mark in marks if until is None or mark.at <= until)
    present: list[tuple[datetime, PhaseName | None]]
    present = [(at[kind], name) for kind, name in _BOUNDARIES if kind in at]
    if until is not None:
        present.append((until, None))
    bands: list[PhaseBand] = []
    for (start, name), (end, _) in pairwise(present):
        if name is not None and end > start:
            bands.append(PhaseBand(name, start, end))
    return bands


def order_faults(marks: Iterable[Mark]) -> list[str]:
    """A sentence for each mark that stands before one that should come first."""
    faults = []
    for earlier, later in _out_of_order(marks):
        faults.append(f"{name_of(later)} stands before {name_of(earlier)}.")
    return faults


def _out_of_order(marks: Iterable[Mark]) -> list[tuple[MarkKind, MarkKind]]:
    """Pairs of marks in the wrong order: the one that should come first, and the other."""
    at = times_of(marks)
    pairs: list[tuple[MarkKind, MarkKind]] = []
    latest: MarkKind | None = None
    for kind in _ORDER:
        if kind not in at:
            continue
        if latest is not None and at[kind] < at[latest]:
            pairs.append((latest, kind))
        else:
            latest = kind
    return pairs


def misplaced(marks: Iterable[Mark]) -> dict[MarkKind, str]:
    """The marks that stand before one that should come first, each with its sentence."""
    held = list(marks)
    found = zip(_out_of_order(held), order_faults(held), strict=True)
    return {later: sentence for (_, later), sentence in found}


def incident_range(snapshot: Snapshot) -> tuple[datetime, datetime] | None:
    """First and last known time (UTC) of marks and events, or None where nothing has a time."""
    times = [mark.at for mark in snapshot.marks]
    for event in snapshot.events.values():
        if event.at is not None:
            times.append(event.at)
            times.append(event.end or event.at)
    return (min(times), max(times)) if times else None


def incident_bounds(snapshot: Snapshot) -> tuple[datetime, datetime] | None:
    """The incident's own start and end (UTC): by the marks that are set, else by all times."""
    at = times_of(snapshot.marks)
    whole = incident_range(snapshot)
    if whole is None:
        return None
    start = at.get(MarkKind.IMPACT_START, whole[0])
    end = at.get(MarkKind.RESOLVED) or at.get(MarkKind.MITIGATED) or whole[1]
    return (start, end) if end >= start else whole


def span_text(span: timedelta) -> str:
    """A duration for people: "48 min", "3 h 05 min", "2 d 4 h", "40 s"; of a few minutes the
    seconds are told too: "2 min 06 s"."""
    seconds = round(span.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 300 and seconds % 60:
        return f"{seconds // 60} min {seconds % 60:02d} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes:02d} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"
