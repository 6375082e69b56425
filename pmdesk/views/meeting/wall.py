"""What may stand on the wall: no person's name, roles instead; no addresses, nothing hidden."""

from __future__ import annotations

from pmdesk.domain.redaction.scrub import Scrub
from pmdesk.domain.role_names import Roles
from pmdesk.domain.snapshot import Snapshot


class Wall:
    """Turns what the record holds into what the room sees."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._roles, self._scrub = Roles(snapshot), Scrub(snapshot)

    def text(self, words: str) -> str:
        """Words without any person's name."""
        return self._scrub(words) if words else ""

    def role(self, words: str) -> str:
        """A field meant for a role; a name typed into it becomes the role."""
        return self.text(self._roles.shown(words))

    def of(self, person_id: str | None) -> str:
        """The role of a person, or an empty text."""
        return self._roles.of(person_id)
