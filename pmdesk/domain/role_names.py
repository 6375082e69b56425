"""Persons as roles: what is shown and handed out instead of a name."""

from __future__ import annotations

from pmdesk.domain.postmortem import Person
from pmdesk.domain.snapshot import Snapshot

# What stands for a person of whom neither role nor team is known.
NAMELESS = "Participant"


def letters(number: int) -> str:
    """A, B … Z, AA, AB … for 0, 1 … 25, 26, 27 …"""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


class Roles:
    """The role that stands for each person of a postmortem.

    Persons who share a role get letters in the order they are listed, which is the order in
    which they were first named and is stored: two reports agree. One without a role is shown by
    the team, or as "Participant A".
    """

    def __init__(self, snapshot: Snapshot) -> None:
        people = sorted(snapshot.people.values(), key=lambda p: (p.position, p.id))
        bases = {person.id: _base(person) for person in people}
        count: dict[str, int] = {}
        for base in bases.values():
            count[base] = count.get(base, 0) + 1
        seen: dict[str, int] = {}
        self._shown: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        for person in people:
            base = bases[person.id]
            shown = base
            if count[base] > 1 or base == NAMELESS:
                shown = f"{base} {letters(seen.get(base, 0))}"
                seen[base] = seen.get(base, 0) + 1
            self._shown[person.id] = shown
            for name in (person.name, *person.aliases):
                if name.strip():
                    self._by_name[name.strip().casefold()] = shown

    def of(self, person_id: str | None) -> str:
        """The role of a person, or an empty text for nobody."""
        return self._shown.get(person_id or "", "")

    def shown(self, text: str) -> str:
        """A field meant for a role; where it holds exactly a person's name, the role instead."""
        return self._by_name.get(text.strip().casefold(), text)


def _base(person: Person) -> str:
    return base_role(person.role, person.team)


def base_role(role: str, team: str) -> str:
    """What stands for a person before letters tell those apart who share it."""
    return role.strip() or team.strip() or NAMELESS
