"""The verb that brings events of chats, alerts and tables in, and how those there are known."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from pmdesk.domain.change import Change, Edit, born, edit
from pmdesk.domain.clock_shift import shifted_by
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.postmortem import Person
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import EventKind, EvidenceKind, Precision
from pmdesk.domain.timeline import Evidence, TimelineEvent

NEAR = timedelta(seconds=90)
REPEATED = ""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """An event that a reader chose to bring in; ``at`` and ``end`` are aware UTC or None.

    ``actor`` is a role or machine, or with ``is_person`` a real name, which becomes a role;
    ``aliases`` are other names of that person.
    """

    lane_id: str
    title: str
    text: str = ""
    kind: EventKind = EventKind.OBSERVATION
    at: datetime | None = None
    end: datetime | None = None
    precision: Precision = Precision.EXACT
    zone: str = ""
    written: str = ""
    actor: str = ""
    is_person: bool = False
    aliases: tuple[str, ...] = ()
    source: str = ""
    source_line: str = ""
    link: str = ""


class Told(Protocol):
    """What is looked at of an event that may be there already."""

    @property
    def source(self) -> str: ...
    @property
    def source_id(self) -> str: ...
    @property
    def at(self) -> datetime | None: ...
    @property
    def text(self) -> str: ...


def bring_in(snapshot: Snapshot, chosen: Sequence[Incoming]) -> Edit:
    """All chosen events in one step, each with its source and, where it has one, its link;
    those of a source whose clock was shifted are shifted as well.

    People are stored once with their names and shown by a role ("Responder A"); somebody the
    postmortem knows by any of the names keeps the role held.
    """
    cast, shifts = Cast(snapshot), shifted_by(snapshot)
    position = max((e.position for e in snapshot.events.values()), default=0.0)
    births: list[Change] = []
    links: list[Change] = []
    for number, each in enumerate(chosen, start=1):
        actor = cast.role_of(each.actor, each.aliases) if each.is_person else each.actor
        # A clock that is known to be wrong is still wrong in what comes later.
        by = shifts.get(each.source, timedelta())
        end = each.end if each.at is not None and each.end and each.end > each.at else None
        event = TimelineEvent(
            id=fresh_id(),
            pm_id=snapshot.pm_id,
            lane_id=each.lane_id,
            title=each.title,
            text=each.text,
            kind=each.kind,
            at=each.at + by if each.at is not None else None,
            end=end + by if end is not None else None,
            precision=each.precision if each.at is not None else Precision.UNKNOWN,
            zone=each.zone or snapshot.postmortem.zone,
            written=each.written,
            actor=actor,
            source=each.source,
            source_line=each.source_line,
            position=position + number,
        )
        births.append(born(event))
        if each.link.startswith(("https://", "http://")):
            links.append(born(_link(event, each)))
    noun = "event" if len(chosen) == 1 else f"{len(chosen)} events"
    return edit(f"Bring in {noun}", cast.changes(), births, links)


def _link(event: TimelineEvent, each: Incoming) -> Evidence:
    return Evidence(
        id=fresh_id(),
        pm_id=event.pm_id,
        event_id=event.id,
        kind=EvidenceKind.LINK,
        title=each.source,
        link=each.link,
        position=1.0,
    )


class Cast:
    """The people of a postmortem by their names, and the roles that new ones are given."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._pm_id = snapshot.pm_id
        self._before = dict(snapshot.people)
        self._people = dict(snapshot.people)
        self._by_name: dict[str, str] = {}
        for person in self._people.values():
            self._know(person)
        self._taken = {person.role.casefold() for person in self._people.values()}
        self._taken |= {event.actor.casefold() for event in snapshot.events.values()}
        self._position = max((p.position for p in self._people.values()), default=0.0)
        self._next = 0

    def role_of(self, name: str, aliases: Iterable[str] = ()) -> str:
        """The role that stands for a person, who is taken in when nobody knows any of the names."""
        names = [n for n in dict.fromkeys(" ".join(n.split()) for n in (name, *aliases)) if n]
        if not names:
            return ""
        known = next((self._by_name[n.casefold()] for n in names if n.casefold() in self._by_name),
                     None)  # fmt: skip
        if known is None:
            self._position += 1
            person = Person(
                id=fresh_id(),
                pm_id=self._pm_id,
                name=names[0],
                role=self._fresh_role(),
                aliases=tuple(names[1:]),
                participant=False,
                position=self._position,
            )
        else:
            person = self._people[known]
            held = {n.casefold() for n in (person.name, *person.aliases)}
            more = tuple(n for n in names if n.casefold() not in held)
            person = altered(
                person,
                role=person.role or self._fresh_role(),
                aliases=person.aliases + more,
            )
        self._people[person.id] = person
        self._know(person)
        return person.role

    def changes(self) -> list[Change]:
        """Those who were taken in, and those who got a role or another name."""
        return [
            Change(self._before.get(id_), person)
            for id_, person in self._people.items()
            if person != self._before.get(id_)
        ]

    def _know(self, person: Person) -> None:
        for name in (person.name, *person.aliases):
            if name.strip():
                self._by_name.setdefault(" ".join(name.split()).casefold(), person.id)

    def _fresh_role(self) -> str:
        while True:
            role = f"Responder {_letters(self._next)}"
            self._next += 1
            if role.casefold() not in self._taken:
                self._taken.add(role.casefold())
                return role


def _letters(number: int) -> str:
    """A, B … Z, AA, AB …"""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def duplicates(snapshot: Snapshot, told: Sequence[Told]) -> dict[int, str]:
    """Which of ``told`` are there already: its place in the row to the id of the event.

    The same id within the same source is the same event, however its words or time were changed.
    Where there is none, nearly the same words within 90 seconds are, of what its source wrote
    where its clock was shifted. What is told twice in the row itself has ``REPEATED`` for its
    later places.
    """
    found = _by_id(snapshot, told)
    dated = sorted(
        (each.at, i)
        for i, each in enumerate(told)
        if each.at is not None and each.at.tzinfo is not None
    )
    times = [at for at, _ in dated]
    words: dict[int, frozenset[str]] = {}
    shifts = shifted_by(snapshot)
    for event in snapshot.events.values():
        if event.at is None:
            continue
        by = shifts.get(event.source)
        near: list[tuple[datetime, int]] = []
        for shown in (event.at,) if by is None else (event.at, event.at - by):
            near += dated[bisect_left(times, shown - NEAR) : bisect_right(times, shown + NEAR)]
        if not near:
            continue
        held = words_of(f"{event.title} {event.text}")
        for _, at in near:
            if at in found:
                continue
            if at not in words:
                words[at] = words_of(told[at].text)
            if alike(held, words[at]):
                found[at] = event.id
    return found


def _by_id(snapshot: Snapshot, told: Sequence[Told]) -> dict[int, str]:
    known = {
        (event.source, event.source_line): event.id
        for event in snapshot.events.values()
        if event.source and event.source_line
    }
    seen: set[tuple[str, str]] = set()
    found: dict[int, str] = {}
    for i, each in enumerate(told):
        if not each.source_id:
            continue
        key = (each.source, each.source_id)
        if key in known:
            found[i] = known[key]
        elif key in seen:
            found[i] = REPEATED
        seen.add(key)
    return found


def words_of(text: str) -> frozenset[str]:
    """The different words of a text in small letters; of a long one those at its head."""
    return frozenset(_WORD.findall(text[:600].casefold()))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts say nearly the same: most of the shorter one stands in the longer.

    A single word says too little: it has to be the whole text of both.
    """
    small, large = sorted((len(one), len(other)))
    if small < 2:
        return small == 1 and one == other
    shared = len(one & other)
    return shared >= 2 and shared * 4 >= small * 3 and shared * 4 >= large
