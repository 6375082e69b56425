"""What hints may know of the postmortem: roles, names, the events with their times, figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import tzinfo

from pmdesk.domain.postmortem import Person
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Precision
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timescale import zone_of
from pmdesk.domain.wording.phrases import first_words

_WORD = re.compile(r"[a-z0-9][\w-]+")
_COMMON = first_words(
    "the and for with that this from was were are has have had not but into than then there their"
    " our its all any can could should would will been being when which while who what after before"
    " during because only also more most some such very just over about again still at to of on in"
    " is it as by or an be we they he she did does do team engineer on-call sooner earlier later"
    " faster time minutes hours noticed found detected issue problem incident"
)


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event as a rewording may quote it: its title, the time of day, the role that acted."""

    title: str
    clock: str
    actor: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Context:
    """What is known around a text; an empty one is right for a text by itself.

    ``names`` gives the role for each name or alias in lower case (an empty text where a person
    has none). ``short_forms`` are capitals that are explained elsewhere. ``figures`` are impact
    figures as (value, what it counts).
    """

    roles: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    events: tuple[KnownEvent, ...] = ()
    short_forms: frozenset[str] = frozenset()
    figures: tuple[tuple[str, str], ...] = ()


def context_of(snapshot: Snapshot, events: tuple[KnownEvent, ...] | None = None) -> Context:
    """The context that a postmortem gives to its own texts; ``events`` are those to know of,
    where they were looked at before."""
    people = sorted(snapshot.people.values(), key=lambda p: (p.position, p.id))
    names: dict[str, str] = {}
    for person in people:
        for name in _names_of(person):
            names.setdefault(name.casefold(), person.role.strip())
    head = snapshot.postmortem
    texts = [head.title, head.description, head.summary, head.narrative]
    return Context(
        roles=tuple(dict.fromkeys(p.role.strip() for p in people if p.role.strip())),
        names=names,
        events=_events(snapshot) if events is None else events,
        short_forms=frozenset(s for text in texts for s in explained_in(text)),
        figures=tuple((f.value, f.label) for f in snapshot.impact if f.value and f.label),
    )


def words_of(text: str) -> frozenset[str]:
    """The words of a text that tell what it is about, cut to their stems."""
    found = (word for word in _WORD.findall(text.lower()) if word not in _COMMON)
    return frozenset(_stem(word) for word in found if len(word) > 2)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


_INITIALS = re.compile(r"\(([A-Z][A-Z0-9]{1,6})s?\)|\b([A-Z][A-Z0-9]{1,6})s?\s*(?:\(|[—–=:-]\s)")


def explained_in(text: str) -> list[str]:
    """The short forms that a text spells out: "hold-age service (HAS)" or "HAS (hold-age …)"."""
    return [found[1] or found[2] for found in _INITIALS.finditer(text)]


def _names_of(person: Person) -> list[str]:
    """How a person may be called in a text; roles and teams in the place of a name are none."""
    name = person.name.strip()
    taken = {person.role.strip().casefold(), person.team.strip().casefold(), ""}
    given = [n.strip() for n in (name, *person.aliases) if n.strip().casefold() not in taken]
    found: list[str] = []
    for each in given:
        parts = each.split()
        if len(parts) > 3 or not all(part[:1].isupper() or len(parts) == 1 for part in parts):
            continue
        found.append(each)
        # A first name by itself is how people write of each other.
        if len(parts) > 1 and len(parts[0]) > 2 and person.team.strip() != name:
            found.append(parts[0])
    return [each for each in found if len(each) > 2]


def _events(snapshot: Snapshot) -> tuple[KnownEvent, ...]:
    zone = zone_of(snapshot.postmortem.zone)
    found = (known_event(event, zone) for event in told_events(snapshot))
    return tuple(event for event in found if event is not None)


def told_events(snapshot: Snapshot) -> list[TimelineEvent]:
    """The events that may be quoted, by their time."""
    timed = [e for e in snapshot.events.values() if e.at is not None and not e.hidden]
    return sorted(timed, key=lambda e: (e.at, e.position, e.id))


def known_event(event: TimelineEvent, zone: tzinfo) -> KnownEvent | None:
    """An event as a rewording may quote it, None where it has no title or no time."""
    title = " ".join(event.title.split()).rstrip(".")
    if not title or event.at is None or event.precision is Precision.UNKNOWN:
        return None
    clock = f"{event.at.astimezone(zone):%H:%M}"
    actor = event.actor.strip()
    return KnownEvent(title, clock, actor, words_of(f"{title} {event.text[:200]}"))
