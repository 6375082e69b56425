"""What a report shows that the record itself does not hold: files, and the head of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pmdesk.domain.merging.trail import Trail
from pmdesk.exporters.seal.wish import SealMark


@dataclass(frozen=True)
class Extras:
    """``files`` are contents by their SHA-256 in hex; ``journal`` is the digest of the last entry
    of the journal, or empty where it is not known; ``trail`` is what a bundle says of the states
    that led to the record; ``seal`` is the certificate that the file will be sealed with."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    journal: str = ""
    seal: SealMark | None = None
    trail: Trail | None = None
