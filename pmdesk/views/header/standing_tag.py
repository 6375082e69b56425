"""What the tag beside the title says: the phase, or the version that was signed."""

from __future__ import annotations

from pmdesk.domain.revisions.versions import lock_of, version_words
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import name_of


def standing_tag(snapshot: Snapshot) -> tuple[str, str, str]:
    """Words, ink and fill: "Signed 1.0", "In review", "Version 1.1 draft"."""
    locked = lock_of(snapshot)
    if locked is not None:
        return f"Signed {locked.name}", "ok", "ok_soft"
    version = version_words(snapshot)
    phase = name_of(snapshot.postmortem.phase)
    if not version:
        return phase, "ink2", "hover"
    number = version.removeprefix("Version ").removesuffix(" draft")
    return f"{phase} · {number}", "ink2", "hover"
