"""Who a report is for: the whole of it inside, a redacted record, or one page for outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pmdesk.domain.redaction.redact import Redacted, redact
from pmdesk.domain.snapshot import Snapshot


class Edition(StrEnum):
    """The readers that a report is made for."""

    INTERNAL = "internal"
    REDACTED = "redacted"
    EXTERNAL = "external"

    @property
    def words(self) -> str:
        """The edition's name on the page."""
        return f"{self.value.capitalize()} edition"


EDITIONS: Mapping[Edition, tuple[str, str]] = {
    Edition.INTERNAL: (
        "Internal",
        "Everything, with roles on the page. The record travels inside and holds the names.",
    ),
    Edition.REDACTED: (
        "Redacted",
        "Roles for people; internal events, evidence, tickets and the meeting stay out.",
    ),
    Edition.EXTERNAL: (
        "One-page summary",
        "What happened, its impact and what will change, for readers outside. No record inside.",
    ),
}


@dataclass(frozen=True)
class Handout:
    """What a person decided about an export.

    ``words`` are taken out of redacted editions, with what stands there instead; with
    ``inside_events`` events marked internal go out too. ``with_record`` puts the record inside
    a PDF.
    """

    edition: Edition = Edition.INTERNAL
    words: Mapping[str, str] = field(default_factory=dict)
    inside_events: bool = False
    with_record: bool = True


def redacted_for(snapshot: Snapshot, handout: Handout) -> Redacted | None:
    """The record that an edition for others is made of; None for the internal one."""
    if handout.edition is Edition.INTERNAL:
        return None
    return redact(snapshot, handout.words, inside_events=handout.inside_events)
