"""The closed lists of the field: severities, phases, kinds, states, with their names on screen."""

from __future__ import annotations

from enum import StrEnum


class PostmortemKind(StrEnum):
    """Whether harm was done or only nearly."""

    INCIDENT = "incident"
    NEAR_MISS = "near_miss"


class Severity(StrEnum):
    """How bad it was; each has its own policy."""

    SEV1 = "SEV-1"
    SEV2 = "SEV-2"
    SEV3 = "SEV-3"
    SEV4 = "SEV-4"


class Phase(StrEnum):
    """Where a postmortem stands on its way to publication."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    ARCHIVED = "archived"


# draft never jumps to published; published and archived may reopen to draft.
PHASE_MOVES: dict[Phase, frozenset[Phase]] = {
    Phase.DRAFT: frozenset({Phase.REVIEW}),
    Phase.REVIEW: frozenset({Phase.DRAFT, Phase.PUBLISHED}),
    Phase.PUBLISHED: frozenset({Phase.DRAFT, Phase.ARCHIVED}),
    Phase.ARCHIVED: frozenset({Phase.DRAFT}),
}


class Detection(StrEnum):
    """How the incident came to notice."""

    MONITORING = "monitoring"
    ALERT = "alert"
    CUSTOMER_REPORT = "customer_report"
    INTERNAL_REPORT = "internal_report"
    AUTOMATED = "automated"


class Precision(StrEnum):
    """How exactly an event's time is known."""

    EXACT = "exact"
    ABOUT = "about"
    BEFORE = "before"
    AFTER = "after"
    BETWEEN = "between"
    UNKNOWN = "unknown"


class EventKind(StrEnum):
    """What sort of thing happened."""

    OBSERVATION = "observation"
    ALERT = "alert"
    MESSAGE = "message"
    CHANGE = "change"
    ACTION_TAKEN = "action_taken"
    HYPOTHESIS = "hypothesis"
    DECISION = "decision"
    STATE_OF_MIND = "state_of_mind"
    QUESTION = "question"
    SURPRISE = "surprise"


class HypothesisState(StrEnum):
    """What became of a belief held during the incident."""

    OPEN = "open"
    SUPPORTED = "supported"
    RULED_OUT = "ruled_out"
    REVISED = "revised"


class Audience(StrEnum):
    """Who may read a part of the record outside the team."""

    INTERNAL = "internal"
    EXTERNAL = "external"


class MarkKind(StrEnum):
    """A moment that bounds a phase; the order here is the expected order in time."""

    IMPACT_START = "impact_start"
    DETECTED = "detected"
    ACKNOWLEDGED = "acknowledged"
    CAUSE_IDENTIFIED = "cause_identified"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"


class EvidenceKind(StrEnum):
    """What an event's evidence is."""

    LINK = "link"
    QUOTE = "quote"
    ATTACHMENT = "attachment"


class LaneShape(StrEnum):
    """The glyph that tells a lane apart without colour."""

    DIAMOND = "diamond"
    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    PENTAGON = "pentagon"
    CROSS = "cross"
    RING = "ring"


class FactorKind(StrEnum):
    """What a node of the factor tree says."""

    TRIGGER = "trigger"
    CONTRIBUTING = "contributing"
    WHY = "why"
    MITIGATING = "mitigating"


class Confidence(StrEnum):
    """How sure the room is of a factor."""

    HYPOTHESISED = "hypothesised"
    LIKELY = "likely"
    CONFIRMED = "confirmed"


class StopReason(StrEnum):
    """Why nobody asks further below a leaf of the factor tree."""

    ACTIONABLE = "actionable"
    OUTSIDE_CONTROL = "outside_control"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"


class ActionStatus(StrEnum):
    """How far an action has come."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    WONT_DO = "wont_do"


class ActionType(StrEnum):
    """What an action is to achieve."""

    DETECT = "detect"
    MITIGATE = "mitigate"
    PREVENT = "prevent"
    REPAIR = "repair"
    PROCESS = "process"


class Priority(StrEnum):
    """How soon an action matters."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class LessonKind(StrEnum):
    """Which of the three lists a lesson stands in."""

    WELL = "well"
    BADLY = "badly"
    LUCKY = "lucky"


class LessonArea(StrEnum):
    """What part of the response a lesson is about."""

    DETECTION = "detection"
    RESPONSE = "response"
    COMMUNICATION = "communication"
    RECOVERY = "recovery"


class RunbookState(StrEnum):
    """What the incident did to a runbook."""

    PRODUCED = "produced"
    CHANGED = "changed"
    MISSING = "missing"
    NOT_FOLLOWED = "not_followed"


class ImpactArea(StrEnum):
    """What an impact figure measures."""

    USERS = "users"
    SLO = "slo"
    REVENUE = "revenue"
    TRUST = "trust"
    OTHER = "other"


class IdeaState(StrEnum):
    """What became of a parked fix idea."""

    PARKED = "parked"
    PROMOTED = "promoted"
    DECLINED = "declined"
    KEPT = "kept"


class QuestionState(StrEnum):
    """Whether a question of the room still waits for an answer."""

    OPEN = "open"
    ANSWERED = "answered"


class ApprovalDecision(StrEnum):
    """What an approver said of a revision."""

    ASKED = "asked"
    APPROVED = "approved"
    CHANGES = "changes"
    DECLINED = "declined"


class RevisionState(StrEnum):
    """Whether a revision is being written, signed, or signed once and replaced since."""

    OPEN = "open"
    SIGNED = "signed"
    LAPSED = "lapsed"


# Suggested and editable; "human error" is not offered, and is flagged when imported.
CATEGORIES: tuple[str, ...] = (
    "process",
    "tooling",
    "testing",
    "monitoring",
    "design",
    "capacity",
    "communication",
    "knowledge",
    "dependency",
)

_NAMES: dict[StrEnum, str] = {
    PostmortemKind.INCIDENT: "Incident",
    PostmortemKind.NEAR_MISS: "Near miss",
    Phase.DRAFT: "Draft",
    Phase.REVIEW: "In review",
    Phase.PUBLISHED: "Published",
    Phase.ARCHIVED: "Archived",
    MarkKind.IMPACT_START: "Impact",
    MarkKind.CAUSE_IDENTIFIED: "Cause identified",
    ActionStatus.WONT_DO: "Won't do",
    FactorKind.CONTRIBUTING: "Contributing factor",
    FactorKind.MITIGATING: "Mitigating factor",
    StopReason.OUTSIDE_CONTROL: "Outside our control",
    LessonKind.WELL: "Went well",
    LessonKind.BADLY: "Went badly",
    LessonKind.LUCKY: "Got lucky",
    RunbookState.NOT_FOLLOWED: "Found but not followed",
    ImpactArea.SLO: "Service level",
    ApprovalDecision.CHANGES: "Asked for changes",
}


def name_of(term: StrEnum) -> str:
    """The term's name on screen, in sentence case."""
    return _NAMES.get(term) or term.value.replace("_", " ").capitalize()
