"""The hints of a whole postmortem that nobody has looked at yet, for the review and for lint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.postmortem import HintWaiver, Lesson, Postmortem
from pmdesk.domain.record import Record
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import name_of
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.wording.context import context_of
from pmdesk.domain.wording.hint import Hint, Pattern
from pmdesk.domain.wording.hints import hints

# A name or short form is pointed out where it first stands.
ONCE = frozenset({Pattern.NAMED_PERSON, Pattern.SHORT_FORM})


@dataclass(frozen=True, slots=True)
class ProseField:
    """A field that holds prose: of which record, under which name on screen, with which text."""

    kind: type[Record]
    record_id: str
    field: str
    label: str
    text: str

    @property
    def name(self) -> str:
        """The field's name for a program: "summary", "narrative", "lesson:…" with the id."""
        if self.kind is Postmortem:
            return self.field
        return f"{KIND_NAMES[self.kind]}:{self.record_id}"


@dataclass(frozen=True, slots=True)
class PlacedHint:
    """A hint and the field it is on; its places count from the beginning of that field."""

    hint: Hint
    place: ProseField


def prose_fields(snapshot: Snapshot) -> Iterator[ProseField]:
    """The fields that are read as prose, in the order of the report."""
    head = snapshot.postmortem
    for field in ("summary", "narrative"):
        yield ProseField(Postmortem, head.id, field, field.capitalize(), getattr(head, field))
    for lesson in snapshot.lessons:
        yield ProseField(Lesson, lesson.id, "text", name_of(lesson.kind), lesson.text)
    factors = sorted(snapshot.factors.values(), key=lambda f: (f.position, f.id))
    for factor in factors:
        yield ProseField(Factor, factor.id, "text", name_of(factor.kind), factor.text)


def short_fields(snapshot: Snapshot) -> Iterator[ProseField]:
    """The fields of events and actions, where a hint helps and is no part of the listing."""
    for event in snapshot.events.values():
        for field, label in (("title", "Event"), ("text", "What happened")):
            if text := getattr(event, field):
                yield ProseField(TimelineEvent, event.id, field, label, text)
    for action in snapshot.actions:
        if action.text:
            yield ProseField(ActionItem, action.id, "text", f"Action {action.key}", action.text)


# What an event or action says in its own fields, or is short by nature.
_SAID_ELSEWHERE = frozenset({Pattern.SHORT_FORM, Pattern.HIDDEN_ACTOR})


def fits(hint: Hint, place: ProseField) -> bool:
    """Whether a hint makes sense in its field: events and actions name their role elsewhere."""
    return place.kind not in (TimelineEvent, ActionItem) or hint.rule not in _SAID_ELSEWHERE


def waived(snapshot: Snapshot, hint: Hint) -> bool:
    """Whether the author has looked at this hint and kept the sentence."""
    return waiver_key(hint.rule, hint.sentence) in waivers_of(snapshot)


def open_hints(snapshot: Snapshot) -> list[PlacedHint]:
    """The hints on all prose of a postmortem, without those that were kept."""
    context, kept = context_of(snapshot), waivers_of(snapshot)
    found: list[PlacedHint] = []
    said: set[tuple[str, str]] = set()
    for place in prose_fields(snapshot):
        for hint in hints(place.text, context):
            words = (hint.rule.value, place.text[hint.start : hint.end])
            said_before = hint.rule in ONCE and words in said
            if said_before or waiver_key(hint.rule, hint.sentence) in kept:
                continue
            said.add(words)
            found.append(PlacedHint(hint, place))
    return found


def waivers_of(snapshot: Snapshot) -> set[tuple[str, str]]:
    """What was kept, by the keys of its hints."""
    return {waiver_key(waiver.rule, waiver.sentence) for waiver in snapshot.of(HintWaiver).values()}


def waiver_key(rule: str, sentence: str) -> tuple[str, str]:
    """What a kept hint is remembered by: its rule, and its sentence on one line."""
    return str(rule), " ".join(sentence.split())
