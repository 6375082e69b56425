"""Whether a record that came back in a file is one that the library knows: word for word, or not.

It needs no network: the file carries its record, the library its signed versions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from pmdesk.domain.codec import BadForm
from pmdesk.domain.revisions.compare import Comparison, compare
from pmdesk.domain.revisions.content import content_digest, content_of, snapshot_of_body
from pmdesk.domain.revisions.versions import closed_revisions, fault_of, version_words
from pmdesk.domain.snapshot import Snapshot

_SHOWN = 12


class Verdict(StrEnum):
    """What the check found."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict in one sentence; ``where`` names what differs, ``version`` what it was held
    against ("1.0", or "now" for the text as the library holds it). ``seal`` is a sentence on the
    seal of the file, empty where it has none."""

    verdict: Verdict
    sentence: str
    key: str = ""
    title: str = ""
    version: str = ""
    where: tuple[str, ...] = ()
    seal: str = ""


def with_seal(found: Finding, sentence: str, *, intact: bool) -> Finding:
    """What was found together with what is known of the file's seal, if it has one.

    A seal that does not hold means that the file was changed, whatever its record says.
    """
    if not sentence:
        return found
    if intact:
        return replace(found, seal=sentence)
    return replace(
        found, verdict=Verdict.CHANGED, seal=sentence,
        sentence="Changed: the file is not as it was sealed. Ask for it again."
        if found.verdict is Verdict.UNCHANGED
        else found.sentence,
    )  # fmt: skip


def checked(
    record: Snapshot, load: Callable[[str], Snapshot | None], stated: str = "", own: str = ""
) -> Finding:
    """Hold a record against the library.

    ``load`` gives the library's postmortem of an id, or None. ``stated`` is the digest that the
    file prints and ``own`` that of the record inside; where both are known they must agree.
    """
    head = record.postmortem
    if stated and own and stated != own:
        return Finding(
            Verdict.CHANGED,
            "The record inside the file is not the one whose digest the file states: one of the "
            "two was altered after the export.",
            head.key, head.title, where=("The record inside the file",),
        )  # fmt: skip
    held = load(record.pm_id)
    if held is None:
        return Finding(
            Verdict.UNKNOWN,
            "This library does not hold that postmortem, so there is nothing to check it against.",
            head.key, head.title,
        )  # fmt: skip
    return _held_against(record, held)


def _held_against(record: Snapshot, held: Snapshot) -> Finding:
    head = held.postmortem
    digest = content_digest(record)
    closed = closed_revisions(held)
    for revision in reversed(closed):
        broken = fault_of(revision)
        if broken and revision.digest == digest:
            return Finding(Verdict.CHANGED, broken, head.key, head.title, revision.name)
        if revision.digest == digest:
            newer = "" if revision is closed[-1] else f" Version {closed[-1].name} came after it."
            words = f"Unchanged: word for word version {revision.name} as it was signed.{newer}"
            return Finding(Verdict.UNCHANGED, words, head.key, head.title, revision.name)
    if content_digest(held) == digest:
        words = "Unchanged: word for word what the library holds now. It is not signed."
        return Finding(Verdict.UNCHANGED, words, head.key, head.title, "now")
    return _changed(record, held)


def _changed(record: Snapshot, held: Snapshot) -> Finding:
    """Say where, against the version that the file says it is, else the last signed, else now."""
    head = held.postmortem
    closed = closed_revisions(held)
    wanted = version_words(record).removeprefix("Version ")
    named = [r for r in closed if r.name == wanted] or closed[-1:]
    version, base = "now", content_of(held)
    if named:
        try:
            version, base = named[0].name, snapshot_of_body(named[0].body)
        except BadForm:
            return Finding(
                Verdict.CHANGED, fault_of(named[0]), head.key, head.title, named[0].name
            )
    against = f"version {version} as it was signed" if named else "what the library holds now"
    found = compare(base, content_of(record))
    return Finding(
        Verdict.CHANGED, f"Changed: it differs from {against} ({found.words}).", head.key,
        head.title, version, tuple(where_words(found)),
    )  # fmt: skip


def where_words(found: Comparison) -> list[str]:
    """The places that differ, a line each: "Timeline: Event “Alert fired” changed (Time)"."""
    lines = []
    for change in found.changes[:_SHOWN]:
        labels = ", ".join(part.label for part in change.parts[:3])
        more = f" ({labels})" if labels and change.before and change.after else ""
        lines.append(
            f"{change.section}: {change.what} “{change.title}” {change.sign.value}{more}"
        )
    rest = len(found.changes) - _SHOWN
    return [*lines, f"and {rest} more"] if rest > 0 else lines
