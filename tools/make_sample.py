"""Writes the sample postmortem that the program opens: invented systems, roles only."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pmdesk.domain.analysis import ActionFactor, ActionItem, DueMove, Factor, FactorEvidence
from pmdesk.domain.change import born, edit
from pmdesk.domain.codec import plain_snapshot
from pmdesk.domain.ids import counted_ids, fresh_id
from pmdesk.domain.meeting import ParkedIdea, Question
from pmdesk.domain.postmortem import ImpactFigure, Lesson, Person, Postmortem, Runbook
from pmdesk.domain.record import Record
from pmdesk.domain.signoff import Approval
from pmdesk.domain.snapshot import Snapshot, empty
from pmdesk.domain.terms import (
    ActionStatus,
    ActionType,
    ApprovalDecision,
    Audience,
    Confidence,
    Detection,
    EventKind,
    EvidenceKind,
    FactorKind,
    HypothesisState,
    ImpactArea,
    LaneShape,
    LessonArea,
    LessonKind,
    MarkKind,
    Priority,
    QuestionState,
    RunbookState,
    Severity,
    StopReason,
)
from pmdesk.domain.timeline import DecisionCard, Evidence, Lane, Mark, TimelineEvent

TARGET = Path(__file__).parents[1] / "resources" / "sample" / "sample.json"
DAY = date(2026, 10, 14)


def at(clock: str) -> datetime:
    """A time of the incident's day, in UTC."""
    return datetime.fromisoformat(f"{DAY.isoformat()}T{clock}").replace(tzinfo=UTC)


class Sample:
    """Collects the records of the sample in the order they are told."""

    def __init__(self) -> None:
        self.pm_id = fresh_id()
        self.records: list[Record] = []
        self.events: dict[str, TimelineEvent] = {}
        self.factors: dict[str, Factor] = {}
        self.people: dict[str, Person] = {}
        self.lanes: dict[str, Lane] = {}
        self.count = 0

    def add(self, record_type: type[Any], /, **values: Any) -> Any:
        """Bring in one record."""
        self.count += 1
        if "position" in record_type.__dataclass_fields__ and "position" not in values:
            values["position"] = float(self.count)
        made = record_type(id=fresh_id(), pm_id=self.pm_id, **values)
        self.records.append(made)
        return made

    def event(self, name: str, lane: str, clock: str, title: str, **values: Any) -> None:
        """An event named for later links; an empty clock leaves it without a time."""
        values.setdefault("source", values.get("actor", ""))
        self.events[name] = self.add(
            TimelineEvent,
            lane_id=self.lanes[lane].id,
            at=at(clock) if clock else None,
            written=clock,
            title=title,
            **values,
        )

    def factor(
        self, name: str, under: str, text: str, category: str, *shown: str, **v: Any
    ) -> None:
        """A factor under another (or none), with the events that show it."""
        parent = self.factors.get(under)
        v.setdefault("kind", FactorKind.WHY if parent else FactorKind.CONTRIBUTING)
        made = self.add(
            Factor, parent_id=parent.id if parent else None, text=text, category=category, **v
        )
        self.factors[name] = made
        for event in shown:
            self.add(FactorEvidence, factor_id=made.id, event_id=self.events[event].id)

    def action(
        self, number: int, text: str, owner: str, due: date | None, *answers: str, **v: Any
    ) -> Any:
        """An action with the factors it answers."""
        made = self.add(
            ActionItem,
            number=number,
            text=text,
            owner_id=self.people[owner].id if owner else None,
            due=due,
            created_at=at("19:40"),
            **v,
        )
        for name in answers:
            self.add(ActionFactor, action_id=made.id, factor_id=self.factors[name].id)
        return made


def tell_people_and_lanes(s: Sample) -> None:
    """Who took part, by role, and the rows of the timeline."""
    for role, team in (
        ("On-call engineer", "Holds"),
        ("Incident commander", "Platform"),
        ("Box office lead", "Venues"),
        ("Comms lead", "Support"),
        ("Holds team lead", "Holds"),
        ("Release engineering", "Platform"),
        ("Platform lead", "Platform"),
        ("Facilitator", "Reliability"),
    ):
        s.people[role] = s.add(Person, name=role, role=role, team=team)
    for name, shape in (
        ("Detection", LaneShape.DIAMOND),
        ("Response", LaneShape.CIRCLE),
        ("System", LaneShape.SQUARE),
        ("Communication", LaneShape.TRIANGLE),
    ):
        s.lanes[name] = s.add(Lane, name=name, shape=shape, colour=name.lower())


def tell_timeline(s: Sample) -> None:
    """What happened, in the order it happened."""
    kind = EventKind
    s.event("deploy", "System", "18:04", "Release 3.18 of holds begins", kind=kind.CHANGE,
            actor="Deploy pipeline", text="The release renames the queue consumer group of the "
            "expiry worker. All checks were green.", star=True)
    s.event("stuck", "System", "18:06", "Expired holds stop being freed", kind=kind.OBSERVATION,
            actor="Expiry worker", text="Seats whose ten minutes had run out stayed reserved.",
            star=True, audience=Audience.EXTERNAL)
    s.event("alert", "Detection", "18:09", "Alert: hold age above 15 min", kind=kind.ALERT,
            actor="Monitoring", star=True)
    s.event("ack", "Response", "18:11", "On-call acknowledges", kind=kind.ACTION_TAKEN,
            actor="On-call engineer")
    s.event("channel", "Communication", "18:12", "Incident channel opened", kind=kind.MESSAGE,
            actor="On-call engineer")
    s.event("soldout", "System", "18:13", "Open shows appear sold out", kind=kind.OBSERVATION,
            actor="Seat map", audience=Audience.EXTERNAL)
    s.event("cache", "Response", "18:15", "First hypothesis: stale seat map", end=at("18:29"),
            kind=kind.HYPOTHESIS, hypothesis=HypothesisState.REVISED, actor="On-call engineer",
            text="The seat map had been moved to a new cache the week before, so a stale copy was "
            "the likeliest story.")
    s.event("calls", "Detection", "18:17", "Box office calls rising", kind=kind.OBSERVATION,
            actor="Box office lead")
    s.event("page1", "Communication", "18:21", "Status page: investigating", kind=kind.MESSAGE,
            actor="Comms lead", audience=Audience.EXTERNAL)
    s.event("flush", "Response", "18:24", "Cache flushed, no change", kind=kind.SURPRISE,
            actor="On-call engineer")
    s.event("worker", "Response", "18:29", "Hypothesis revised: worker idle",
            kind=kind.HYPOTHESIS, hypothesis=HypothesisState.SUPPORTED, actor="Holds team lead",
            text="The queue was growing while the worker reported healthy and did nothing.")
    s.event("group", "System", "18:31", "Worker reads an empty group", kind=kind.OBSERVATION,
            actor="Expiry worker log")
    s.event("rollback", "Response", "18:33", "Roll back to 3.17", end=at("18:46"),
            kind=kind.DECISION, actor="Incident commander", star=True)
    s.event("page2", "Communication", "18:36", "Status page: fix under way", kind=kind.MESSAGE,
            actor="Comms lead", audience=Audience.EXTERNAL)
    s.event("back", "System", "18:46", "Rollback complete, holds freed again",
            kind=kind.CHANGE, actor="Deploy pipeline", star=True, audience=Audience.EXTERNAL)
    s.event("page3", "Communication", "18:55", "Status page: monitoring", kind=kind.MESSAGE,
            actor="Comms lead", audience=Audience.EXTERNAL)
    s.event("closed", "Response", "19:02", "Verified clean, closed", kind=kind.ACTION_TAKEN,
            actor="Incident commander")
    s.event("venue", "Detection", "", "A venue asks about sold-out shows", kind=kind.MESSAGE,
            actor="Box office lead", text="Somebody remembers this from the venue chat, before "
            "the alert. The exact minute is not known.")
    for mark, clock, event in (
        (MarkKind.IMPACT_START, "18:06", "stuck"),
        (MarkKind.DETECTED, "18:09", "alert"),
        (MarkKind.ACKNOWLEDGED, "18:11", "ack"),
        (MarkKind.CAUSE_IDENTIFIED, "18:31", "group"),
        (MarkKind.MITIGATED, "18:46", "back"),
        (MarkKind.RESOLVED, "19:02", "closed"),
    ):
        s.add(Mark, kind=mark, at=at(clock), event_id=s.events[event].id)


def tell_evidence(s: Sample) -> None:
    """What shows that it happened so."""
    def shows(event: str, kind: EvidenceKind, title: str, text: str = "", **v: Any) -> None:
        s.add(Evidence, event_id=s.events[event].id, kind=kind, title=title, text=text, **v)

    shows("alert", EvidenceKind.QUOTE, "Alert text", "hold_age_p95 18m > 15m for 3m",
          speaker="Monitoring", at=at("18:09:12"))
    shows("stuck", EvidenceKind.QUOTE, "Expiry worker log",
          "poll group=holds-expiry-v2 records=0\npoll group=holds-expiry-v2 records=0",
          speaker="Expiry worker", at=at("18:06:08"))
    shows("group", EvidenceKind.QUOTE, "Broker listing",
          "holds-expiry     lag 6120\nholds-expiry-v2  lag 0", speaker="On-call engineer",
          at=at("18:31:40"))
    shows("group", EvidenceKind.LINK, "Queue depth, expiry topic",
          link="https://graphs.marquee.example/queue/expiry")
    shows("calls", EvidenceKind.LINK, "Call volume, evening shift",
          link="https://graphs.marquee.example/box-office/calls")
    shows("cache", EvidenceKind.QUOTE, "Incident channel", "Looks like the map is behind again, "
          "same as last week?", speaker="On-call engineer", at=at("18:15:20"))
    shows("flush", EvidenceKind.QUOTE, "Incident channel", "Flushed. Still sold out everywhere.",
          speaker="On-call engineer", at=at("18:24:45"))
    shows("rollback", EvidenceKind.LINK, "Deploy 3.17",
          link="https://deploys.marquee.example/holds/3.17")
    shows("deploy", EvidenceKind.LINK, "Deploy 3.18",
          link="https://deploys.marquee.example/holds/3.18")
    s.add(DecisionCard, event_id=s.events["rollback"].id,
          cues="Queue lag rose from the minute of the release; the cache flush changed nothing.",
          belief="The release and the idle worker belong together, cause not yet read.",
          goal="Free the seats before the evening shows start selling at 19:00.",
          options="Rename the group by hand; restart the worker; roll back the release.",
          pressure="Two sold-out looking shows were about to open their doors.",
          normal="A release is rolled back when two checks in a row stay red.")


def tell_factors(s: Sample) -> None:
    """What had to be true for this to happen."""
    actionable = {"stop": StopReason.ACTIONABLE, "confidence": Confidence.CONFIRMED}
    s.factor("checks", "", "A worker that did nothing passed every check", "testing", "deploy",
             "stuck", confidence=Confidence.CONFIRMED)
    s.factor("healthy", "checks", "Healthy meant connected, not consuming", "monitoring", "worker")
    s.factor("copied", "healthy", "The health check was copied from a service without a queue",
             "design")
    s.factor("probe", "copied", "The service template offers no check for consumers", "tooling",
             **actionable)
    s.factor("staging", "checks", "Staging has too few holds for any to expire", "testing")
    s.factor("traffic", "staging", "Nothing ages holds in the release test", "testing",
             **actionable)
    s.factor("rename", "", "A renamed group starts from nothing, silently", "design", "deploy",
             "group", confidence=Confidence.CONFIRMED)
    s.factor("offset", "rename", "New groups begin at the end of the queue by default", "design",
             "group")
    s.factor("reset", "offset", "The start position is nowhere set in our configuration",
             "design", **actionable)
    s.factor("diagnosis", "", "Diagnosis spent 14 min on the seat map", "knowledge", "cache",
             "flush")
    s.factor("recent", "diagnosis", "Last week's cache move made it the likeliest story",
             "knowledge", "cache", stop=StopReason.ACCEPTED,
             stop_note="A fair reading of what was known at the time")
    s.factor("runbook", "diagnosis", "The hold-age runbook has no step for the worker",
             "knowledge", "worker", **actionable)
    s.factor("link", "diagnosis", "The alert does not name the worker or link the runbook",
             "tooling", "alert", **actionable)
    s.factor("symptom", "", "The alert measured age, not whether holds are freed", "monitoring",
             "alert", confidence=Confidence.LIKELY)
    s.factor("rate", "symptom", "No signal counts freed holds per minute", "monitoring",
             **actionable)
    s.factor("slow", "", "The rollback took 13 min from start to finish", "tooling", "rollback",
             "back")
    s.factor("warm", "slow", "Each instance warms its seat maps one venue at a time", "capacity",
             **actionable)
    s.factor("limit", "", "Holds are capped at four seats a buyer", "design", "soldout",
             kind=FactorKind.MITIGATING, stop=StopReason.ACCEPTED,
             stop_note="Kept the damage small; nothing to change")


def tell_actions(s: Sample) -> None:
    """What will change."""
    s.action(1, "Add a consumer check to the service template", "Platform lead",
             date(2026, 12, 4), "probe", status=ActionStatus.IN_PROGRESS,
             type=ActionType.PREVENT, priority=Priority.HIGH, tracker="MRQ-2114",
             done_test="A worker on an empty group fails its health check in staging")
    s.action(2, "Add a worker step to the hold-age runbook", "On-call engineer",
             date(2026, 10, 21), "runbook", status=ActionStatus.DONE, type=ActionType.MITIGATE,
             tracker="MRQ-2115", closed_at=datetime(2026, 10, 20, 14, 5, tzinfo=UTC))
    moved = s.action(3, "Set the start position of every consumer group", "Holds team lead",
                     date(2026, 11, 27), "reset", type=ActionType.PREVENT, tracker="MRQ-2116")
    s.add(DueMove, action_id=moved.id, before=date(2026, 11, 13), after=date(2026, 11, 27),
          at=datetime(2026, 11, 12, 9, 30, tzinfo=UTC), reason="Broker upgrade comes first")
    s.action(4, "Age holds artificially in the release test", "Release engineering",
             date(2026, 12, 11), "traffic", type=ActionType.DETECT, tracker="MRQ-2117")
    s.action(5, "Alert when no holds are freed for five minutes", "", date(2026, 12, 1), "rate",
             type=ActionType.DETECT, priority=Priority.HIGH, tracker="MRQ-2119")
    s.action(6, "Warm seat maps of all venues in parallel", "Release engineering", None, "warm",
             type=ActionType.MITIGATE)


def tell_the_rest(s: Sample) -> None:
    """Impact, lessons, runbooks, questions, approvers."""
    for area, value, label in (
        (ImpactArea.USERS, "6,200", "buyers, about 9% of the evening"),
        (ImpactArea.SLO, "31%", "of the month's error budget"),
        (ImpactArea.TRUST, "128", "calls to the box office"),
    ):
        s.add(ImpactFigure, area=area, value=value, label=label)
    for kind, text, area, event in (
        (LessonKind.WELL, "Alerted within 3 minutes", LessonArea.DETECTION, "alert"),
        (LessonKind.WELL, "Three clear status updates", LessonArea.COMMUNICATION, "page2"),
        (LessonKind.BADLY, "No worker check in the runbook", LessonArea.RESPONSE, "cache"),
        (LessonKind.BADLY, "Rollback slower than the fault", LessonArea.RECOVERY, "rollback"),
        (LessonKind.LUCKY, "No premiere on sale that hour", LessonArea.RESPONSE, "soldout"),
    ):
        s.add(Lesson, kind=kind, text=text, area=area, event_id=s.events[event].id)
    s.add(Runbook, state=RunbookState.CHANGED, title="Hold age above limit",
          link="https://runbooks.marquee.example/hold-age", factor_id=s.factors["runbook"].id)
    s.add(Runbook, state=RunbookState.MISSING, title="Consumer group renamed",
          factor_id=s.factors["reset"].id)
    s.add(Question, text="How many holds were lost for good?", state=QuestionState.ANSWERED,
          answer="None: all 9,400 were freed or bought by 18:52.", asked_by="Box office lead")
    s.add(ParkedIdea, text="Page the box office lead together with on-call", created_at=at("19:20"))
    for role, decision, decided in (
        ("Holds team lead", ApprovalDecision.APPROVED, datetime(2026, 10, 19, 11, 4, tzinfo=UTC)),
        ("Incident commander", ApprovalDecision.ASKED, None),
        ("Platform lead", ApprovalDecision.ASKED, None),
    ):
        s.add(Approval, role=role, person_id=s.people[role].id, decision=decision,
              asked_at=datetime(2026, 10, 19, 9, 30, tzinfo=UTC), decided_at=decided)


def make_sample() -> Snapshot:
    """The sample as a snapshot; every rule is checked on the way."""
    with counted_ids(start=0x5A0000):
        s = Sample()
        tell_people_and_lanes(s)
        tell_timeline(s)
        tell_evidence(s)
        tell_factors(s)
        tell_actions(s)
        tell_the_rest(s)
        head = Postmortem(
            id=s.pm_id, pm_id=s.pm_id, number=1, title="Seat holds stuck at checkout",
            description="A sample to edit, present and throw away.", severity=Severity.SEV2,
            day=DAY, detection=Detection.ALERT, tags=("holds", "deploy"),
            incident_refs=("INC-482",), created_at=at("19:30"),
            facilitator_id=s.people["Facilitator"].id,
            author_id=s.people["Holds team lead"].id,
            summary="Buyers could not get seats for 56 minutes after release 3.18 reached the "
            "holds service. A renamed queue group left the expiry worker without work, so seats "
            "stayed reserved after their time was up. Rolling back freed them.",
            narrative="The release began at 18:04 and finished without a red check. At 18:09 the "
            "hold-age alert fired. The on-call engineer first suspected the seat map 18:15 "
            "because of last week's cache move, and after 14 minutes the holds team noticed that "
            "the worker was idle 18:29 while its queue grew. The runbook did not mention the "
            "worker.\n\nFrom the moment the group listing was on screen the decision to roll back "
            "took two minutes 18:33. Warming the instances took eleven more. By 18:46 seats were "
            "free again.",
        )
        return empty(s.pm_id).applied(edit("Sample", born(head), map(born, s.records)).changes)


if __name__ == "__main__":
    text = json.dumps(plain_snapshot(make_sample()), ensure_ascii=False, indent=1)
    TARGET.write_text(text + "\n", encoding="utf-8")
