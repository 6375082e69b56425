"""The minutes of a meeting as Markdown, from what was recorded; roles only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.meeting import (
    AgendaBlock,
    Attendance,
    Meeting,
    MeetingDecision,
    ParkedIdea,
    Question,
)
from pmdesk.domain.role_names import Roles
from pmdesk.domain.sitting.added import Added
from pmdesk.domain.sitting.agenda import step_named, title_of
from pmdesk.domain.sitting.attendance import is_late, opened_at
from pmdesk.domain.sitting.gate import differences_since, latest_gate
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import IdeaState, QuestionState
from pmdesk.domain.time_text import clock_text
from pmdesk.domain.timescale import zone_of

_HEAD = "# Minutes: "
# The sections that a page which shows the meeting's other records does not have already.
_OWN = ("Added", "Still open")


def own_part(minutes: str) -> str:
    """What minutes say beyond the records they were written from; all of it where somebody wrote
    them otherwise."""
    if not minutes.startswith(_HEAD):
        return minutes
    sections = minutes.split("\n## ")[1:]
    return "\n\n".join(f"## {part.strip()}" for part in sections if part.startswith(_OWN))


def minutes_of(
    snapshot: Snapshot,
    meeting: Meeting,
    blocks: Sequence[AgendaBlock],
    added: Added,
    now: datetime,
) -> str:
    """The minutes as Markdown, as the record stands; ``now`` (UTC) is the end if it has none."""
    zone = zone_of(snapshot.postmortem.zone)
    roles = Roles(snapshot)
    began, ended = meeting.started_at or now, meeting.ended_at or now
    day = began.astimezone(zone)
    hours = f"{clock_text(began, zone, False)}–{clock_text(ended, zone, False)}"
    parts = [
        f"{_HEAD}{snapshot.postmortem.title}",
        f"{day_month_text(day)} {day.year}, {hours} ({snapshot.postmortem.zone})",
        _section("Present", _present(snapshot, meeting, roles)),
        _section("Agenda", [_block(block) for block in blocks]),
        _section("Timeline", _gate(snapshot, zone.key)),
        _section("Added", added.told()),
        _section("Decided", _decided(snapshot, meeting)),
        _section("Ideas", _ideas(snapshot, roles)),
        _section("Still open", _open(snapshot)),
        _section("Pulse", _pulse(meeting)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def zone_text(at: datetime, zone: str) -> str:
    """The clock time of a moment in a zone, as the minutes write it."""
    return clock_text(at, zone_of(zone), False)


def _section(title: str, rows: Iterable[str]) -> str:
    lines = [f"- {row}" for row in rows if row]
    return "\n".join([f"## {title}", "", *lines]) if lines else ""


def _present(snapshot: Snapshot, meeting: Meeting, roles: Roles) -> list[str]:
    rows = [a for a in snapshot.of(Attendance).values() if a.meeting_id == meeting.id]
    rows.sort(key=lambda a: (a.arrived_at is None, a.arrived_at, a.id))
    found = []
    opened, zone = opened_at(snapshot, meeting), snapshot.postmortem.zone
    for row in rows:
        late = ""
        if row.arrived_at is not None and is_late(row, opened):
            late = f", since {zone_text(row.arrived_at, zone)}"
        found.append(f"{roles.of(row.person_id) or 'Somebody'}{late}")
    return found


def _block(block: AgendaBlock) -> str:
    title = title_of(step_named(block.step), block.title)
    return f"{title}: {round(block.used_s / 60)} of {round(block.planned_s / 60)} min"


def _gate(snapshot: Snapshot, zone: str) -> list[str]:
    gate = latest_gate(snapshot)
    if gate is None:
        return ["The timeline was not agreed."]
    rows = [f"Agreed at {zone_text(gate.agreed_at, zone)}"]
    rows += [f"Seen differently: {line}" for line in gate.disputed.splitlines() if line.strip()]
    since = differences_since(snapshot, gate)
    return [*rows, f"{len(since)} changed since"] if since else rows


def _decided(snapshot: Snapshot, meeting: Meeting) -> list[str]:
    found = [d for d in snapshot.of(MeetingDecision).values() if d.meeting_id == meeting.id]
    return [d.text for d in sorted(found, key=lambda d: (d.at is None, d.at, d.id))]


def _ideas(snapshot: Snapshot, roles: Roles) -> list[str]:
    actions = {action.id: action for action in snapshot.actions}
    rows = []
    for idea in sorted(snapshot.of(ParkedIdea).values(), key=lambda i: (i.position, i.id)):
        action = actions.get(idea.action_id or "")
        if action is not None:
            owner = roles.of(action.owner_id) or "no owner yet"
            due = day_month_text(action.due) if action.due else "no date yet"
            rows.append(f"{action.key}: {action.text} ({owner}, {due})")
        elif idea.state is IdeaState.DECLINED:
            rows.append(f"Declined: {idea.text} ({idea.reason})")
        elif idea.state is IdeaState.KEPT:
            until = ""
            if idea.soak_until is not None:
                local = idea.soak_until.astimezone(zone_of(snapshot.postmortem.zone))
                until = f" until {day_month_text(local)}"
            rows.append(f"Kept{until}: {idea.text}")
        else:
            rows.append(f"Still parked: {idea.text}")
    return rows


def _open(snapshot: Snapshot) -> list[str]:
    found = sorted(snapshot.of(Question).values(), key=lambda q: (q.position, q.id))
    return [q.text for q in found if q.state is QuestionState.OPEN]


def _pulse(meeting: Meeting) -> list[str]:
    pairs = (
        ("learned something", meeting.learned_count),
        ("would come again", meeting.return_count),
    )
    return [f"{count} {words}" for words, count in pairs if count is not None]
