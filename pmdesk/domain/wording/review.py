"""The hints of a whole postmortem that nobody has looked at yet, for the review and for lint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmdesk.domain.analysis import Factor
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.postmortem import HintWaiver, Lesson, Postmortem
from pmdesk.domain.record import Record
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import name_of
from pmdesk.domain.wording.context import context_of
from pmdesk.domain.wording.hint import Hint, Pattern
from pmdesk.domain.wording.hints import hints

# A name or short form is pointed out where it first stands.
_ONCE = frozenset({Pattern.NAMED_PERSON, Pattern.SHORT_FORM})


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


def waived(snapshot: Snapshot, hint: Hint) -> bool:
    """Whether the author has looked at this hint and kept the sentence."""
    return _key(hint.rule, hint.sentence) in _waivers(snapshot)


def open_hints(snapshot: Snapshot) -> list[PlacedHint]:
    """The hints on all prose of a postmortem, without those that were kept."""
    context, kept = context_of(snapshot), _waivers(snapshot)
    found: list[PlacedHint] = []
    said: set[tuple[str, str]] = set()
    for place in prose_fields(snapshot):
        for hint in hints(place.text, context):
            words = (hint.rule.value, place.text[hint.start : hint.end])
            if _key(hint.rule, hint.sentence) in kept or (hint.rule in _ONCE and words in said):
                continue
            said.add(words)
            found.append(PlacedHint(hint, place))
    return found


def _waivers(snapshot: Snapshot) -> set[tuple[str, str]]:
    return {_key(waiver.rule, waiver.sentence) for waiver in snapshot.of(HintWaiver).values()}


def _key(rule: str, sentence: str) -> tuple[str, str]:
    return str(rule), " ".join(sentence.split())
