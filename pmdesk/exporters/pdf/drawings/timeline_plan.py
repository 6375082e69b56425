"""Where everything stands in the timeline figure: pure geometry, nothing is drawn here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.marks import PhaseBand, phase_bands
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import fonts, styles
from pmdesk.exporters.pdf.typeset import Line, Look, Span, break_lines, one_line

MAX_ROWS = 3
MAX_LANES = 16
ROW_HEIGHT = 17.6
LANE_PAD = 5.0
GLYPH = 8.0
LABEL_ROOM = 31 * styles.MM
# A label that finds no room is tried again, shorter.
_LABEL_WIDTHS = (58 * styles.MM, 38 * styles.MM, 26 * styles.MM)
_STEPS_S = (60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800,
            604800, 1209600, 2592000, 7776000, 31536000, 315360000)  # fmt: skip


@dataclass(slots=True)
class Item:
    """One event in its row: where it starts and ends, and where its label begins, if it has one."""

    event: TimelineEvent
    x: float
    end: float
    row: int
    label: Line | None = None
    label_x: float = 0.0


@dataclass(slots=True)
class LanePlan:
    """One lane with its items and the number of rows that they use."""

    lane: Lane
    items: list[Item] = field(default_factory=list)
    rows: int = 1

    @property
    def height(self) -> float:
        """The lane's height in points."""
        return self.rows * ROW_HEIGHT + 2 * LANE_PAD


@dataclass(slots=True)
class Plan:
    """The whole figure; ``x`` of a time is given by ``at``. Times are UTC."""

    start: datetime
    end: datetime
    left: float
    right: float
    bands: list[PhaseBand] = field(default_factory=list)
    lanes: list[LanePlan] = field(default_factory=list)
    ticks: list[tuple[float, str]] = field(default_factory=list)
    outside: int = 0
    unlabelled: int = 0
    left_out: int = 0

    def at(self, time: datetime) -> float:
        """Where a time stands, in points from the left margin."""
        span = (self.end - self.start).total_seconds() or 1.0
        share = (time - self.start).total_seconds() / span
        return self.left + share * (self.right - self.left)


class _Room:
    """Which points of one row are taken, by a sign (1) or by words (2)."""

    def __init__(self, width: float, *, words: bool = True) -> None:
        self.taken = bytearray(int(width) + 2)
        self.words = words

    def free(self, left: float, right: float) -> bool:
        """Whether nothing stands between two places."""
        a, b = max(0, int(left)), min(len(self.taken), int(right) + 1)
        return not any(self.taken[a:b])

    def wordless(self, left: float, right: float) -> bool:
        """Whether no words stand between two places."""
        a, b = max(0, int(left)), min(len(self.taken), int(right) + 1)
        return self.taken.find(2, a, b) < 0

    def take(self, left: float, right: float, by: int = 2) -> None:
        """Mark the points between two places as taken."""
        a, b = max(0, int(left)), min(len(self.taken), int(right) + 1)
        if b > a:
            self.taken[a:b] = bytes([by]) * (b - a)


def _range(facts: Facts, events: Sequence[TimelineEvent]) -> tuple[datetime, datetime] | None:
    bounds = facts.bounds
    if bounds is None:
        return None
    start, end = bounds
    span = max(end - start, timedelta(minutes=1))
    # What lies far from the incident would press it into a corner: it stays in the table.
    near = [
        time
        for event in events
        for time in (event.at, event.end or event.at)
        if time is not None and start - span * 0.5 <= time <= end + span * 0.5
    ]
    first, last = min([start, *near]), max([end, *near])
    return (first, last) if last > first else (first, first + timedelta(minutes=1))


def _ticks(plan: Plan, facts: Facts) -> list[tuple[float, str]]:
    span = (plan.end - plan.start).total_seconds()
    step = next((s for s in _STEPS_S if span / s <= 7), _STEPS_S[-1])
    offset = facts.clock.local(plan.start).utcoffset() or timedelta()
    first = plan.start.timestamp() + offset.total_seconds()
    count = -(-first // step)
    ticks: list[tuple[float, str]] = []
    while True:
        seconds = count * step - offset.total_seconds()
        time = datetime.fromtimestamp(seconds, UTC)
        if time > plan.end:
            return ticks
        local = facts.clock.local(time)
        text = facts.clock.time(time)
        if step >= 86400:
            text = day_month_text(local.date())
        ticks.append((plan.at(time), text))
        count += 1


def plan_timeline(facts: Facts, width: float) -> Plan | None:
    """The figure of a postmortem, ``width`` points wide; None where no event has a time.

    Each lane has at most three rows. Events that start a phase or carry a factor get their
    labels first; what finds no room for one keeps its glyph.
    """
    timed = [e for e in facts.events if e.at is not None and not e.hidden]
    span = _range(facts, timed)
    if span is None or not timed:
        return None
    plan = Plan(span[0], span[1], LABEL_ROOM, width - 6 * styles.MM)
    plan.bands = phase_bands(facts.snapshot.marks)
    plan.ticks = _ticks(plan, facts)
    inside = [e for e in timed if e.at is not None and plan.start <= e.at <= plan.end]
    plan.outside = len(timed) - len(inside)
    by_lane: dict[str, list[TimelineEvent]] = {}
    for event in inside:
        by_lane.setdefault(event.lane_id, []).append(event)
    shown = [lane for lane in facts.lanes.values() if lane.id in by_lane and not lane.hidden]
    plan.left_out = sum(len(by_lane[lane.id]) for lane in shown[MAX_LANES:])
    most = MAX_ROWS if len(shown) <= 8 else 2 if len(shown) <= 12 else 1
    if len(shown) <= 5 and len(inside) <= 30:
        most += 1  # a small picture may grow until every event has its words
    for lane in shown[:MAX_LANES]:
        plan.lanes.append(_plan_lane(plan, facts, lane, by_lane[lane.id], most, width))
    return plan if plan.lanes else None


def _plan_lane(
    plan: Plan, facts: Facts, lane: Lane, events: list[TimelineEvent], most: int, width: float
) -> LanePlan:
    found = LanePlan(lane)
    crowded = len(events) > 40
    # In a crowd the last row is left to signs without words.
    rooms = [_Room(width, words=not crowded or row < most - 1) for row in range(most)]
    told = facts.telling_events
    for important in (True, False):
        for event in events:
            if (event.id in told) is important:
                labelled = important or not crowded
                item = _place(plan, facts, event, rooms, width, labelled=labelled)
                if item is not None:
                    found.items.append(item)
    found.items.sort(key=lambda item: (item.x, item.row))
    found.rows = max((item.row for item in found.items), default=0) + 1
    return found


def _label(facts: Facts, event: TimelineEvent, room: float) -> Line:
    assert event.at is not None
    bold = Look(fonts.SANS_SEMI, styles.Ink.INK)
    plain = Look(fonts.SANS, styles.Ink.INK)
    title = event.title.strip() or event.text.strip()
    size = styles.FIGURE.size
    time = break_lines([Span(facts.clock.time(event.at)[:5], bold)], size, room)[0]
    gap = 2.2 * 1000 / size
    words = one_line(title, plain, size, room - (time.width + gap) * size / 1000)
    if not words.pieces:
        return time
    first = time.pieces[0]
    spaced = first._replace(text=first.text + " ", width=first.width + _space(first.font))
    line = (spaced, *words.pieces)
    return Line(line, sum(piece.width for piece in line))


def _space(font: str) -> float:
    return fonts.width_of(" ", font)


def _place(
    plan: Plan,
    facts: Facts,
    event: TimelineEvent,
    rooms: list[_Room],
    width: float,
    *,
    labelled: bool,
) -> Item | None:
    assert event.at is not None
    x = plan.at(event.at)
    last = event.end if event.end is not None and event.end > event.at else event.at
    end = plan.at(min(last, plan.end))
    half = GLYPH / 2 + 1
    if labelled:
        for most in _LABEL_WIDTHS:
            item = _labelled(plan, event, (x, end), rooms, width, _label(facts, event, most))
            if item is not None:
                return item
    plan.unlabelled += 1
    for row, room in enumerate(rooms):
        if room.free(x - half + 1, end + half - 1):
            room.take(x - half + 1, end + half - 1, 1)
            return Item(event, x, end, row)
    if labelled:
        # Two signs at the same place look like one; over words there is none.
        for row in reversed(range(len(rooms))):
            if rooms[row].wordless(x - half, end + half):
                return Item(event, x, end, row)
    return None


def _labelled(
    plan: Plan,
    event: TimelineEvent,
    bar: tuple[float, float],
    rooms: list[_Room],
    width: float,
    label: Line,
) -> Item | None:
    """The event with its label inside its bar, to the right of it or to the left, where free."""
    x, end = bar
    half = GLYPH / 2 + 1
    long = label.width * styles.FIGURE.size / 1000
    inside = long + 2 * half + 6 < end - x
    right = (x if inside else end) + half + 3
    reach = max(end + half, right + long + 4)
    if right + long <= width:
        for row, room in enumerate(rooms):
            if room.words and room.free(x - half, reach):
                room.take(x - half, reach)
                return Item(event, x, end, row, label, right)
    left = x - half - 3 - long
    if left > plan.left - 4:
        for row, room in enumerate(rooms):
            if room.words and room.free(left - 4, end + half):
                room.take(left - 4, end + half)
                return Item(event, x, end, row, label, left)
    return None
