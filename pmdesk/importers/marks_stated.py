# ruff: noqa: ISC004 - a table of words reads best unbroken
"""Moments that a document states by name: start of impact, detected, mitigated, resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pmdesk.domain.terms import MarkKind
from pmdesk.importers.days import Calendar, Setting
from pmdesk.importers.draft import DraftEvent
from pmdesk.importers.outline import Line
from pmdesk.importers.stamps import leading_stamp

_WHAT = r"(?:(?:the|user|customer|incident|outage|impact|issue|event|disruption|service)\s+)*"
_NAMES: tuple[tuple[MarkKind, str], ...] = (
    (MarkKind.IMPACT_START, rf"{_WHAT}(?:start(?:s|ed)?|beg[iau]n(?:s|ning)?|onset)"
     r"(?: of (?:the )?(?:incident|impact|outage))?|first impact|d[ée]but(?: de l.incident)?"
     r"|beginn|発生(?:時刻|日時)?|inicio"),
    (MarkKind.DETECTED, rf"(?:first )?{_WHAT}(?:detect(?:ed|ion)|reported|noticed)"
     r"|d[ée]tect(?:ée?|ion)|erkannt|entdeckt|detectado|検知(?:時刻|日時)?"),
    (MarkKind.ACKNOWLEDGED, rf"{_WHAT}(?:acknowledged|acked?|acknowledg?ement)"),
    (MarkKind.CAUSE_IDENTIFIED, r"(?:the )?(?:root )?causes? (?:identified|found|known|isolated)"
     rf"|{_WHAT}(?:diagnosed|identified)|原因特定"),
    (MarkKind.MITIGATED, rf"{_WHAT}(?:mitigated|mitigation|repaired|contained|stabili[sz]ed)"
     r"|impact (?:ends?|ended|over)|att[ée]nué|暫定対応|entschärft|mitigado"),
    (MarkKind.RESOLVED, rf"{_WHAT}(?:fully )?(?:resolved|resolution|ends?|ended|recover(?:ed|y)"
     r"|restored|closed|over)|r[ée]solu(?:tion|e)?|fin(?: de l.incident)?|behoben|ende|resuelto"
     r"|復旧(?:時刻|日時)?|解決"),
)  # fmt: skip
_AFTER = r"(?:\s+(?:at|time|date|on|am|um|à)\b)*"
_AS_LABEL = tuple(
    (kind, re.compile(rf"^(?:time (?:of )?)?(?:{names}){_AFTER}$", re.IGNORECASE))
    for kind, names in _NAMES
)
_LABELLED = re.compile(r"([^:：|\d]{3,44})[:：|](.{4,80})")
_LEADING = re.compile(
    r"^[\s*_\[({#:>🔴🟢✅⚠-]*([^\W\d][^:：\].)*_\n!–—]{2,44}?)\s*(?:[\])*_!]+|[:：.!–—]|$)"
)


@dataclass(frozen=True, kw_only=True)
class StatedMark:
    """A mark with its moment, and the place of the timeline entry that says it, if one does."""

    kind: MarkKind
    at: datetime
    entry: int | None = None


def _kind_of(label: str) -> MarkKind | None:
    words = " ".join(label.strip(" *_").split())
    return next((kind for kind, pattern in _AS_LABEL if pattern.match(words)), None)


def marks_in_lines(
    lines: Iterable[Line], setting: Setting
) -> tuple[tuple[MarkKind, datetime], ...]:
    """Marks of label lines such as "Detected: 2024-05-13 14:32 UTC"; naive without a zone."""
    found: dict[MarkKind, datetime] = {}
    calendar = Calendar(setting)
    for line in lines:
        text = "" if line.fenced else line.text[:400].lstrip(" >|*_#-\t")
        match = _LABELLED.match(text)
        kind = _kind_of(match[1]) if match else None
        if match is None or kind is None or kind in found:
            continue
        stamp = leading_stamp(match[2].lstrip(" *_|"))
        if stamp is None or stamp.clock is None:
            continue
        place = calendar.place(stamp)
        if place.at is not None:
            found[kind] = place.at
    return tuple(found.items())


def marks_stated(
    events: Iterable[DraftEvent], labelled: Iterable[tuple[MarkKind, datetime]]
) -> Mapping[MarkKind, StatedMark]:
    """The marks of a document: entries that open with a mark's name, then label lines.

    The first entry that says so counts, for the end of the incident the last.
    """
    found: dict[MarkKind, StatedMark] = {}
    timed = []
    for number, event in enumerate(events):
        if event.at is None:
            continue
        timed.append((number, event.at))
        match = _LEADING.match(event.text[:120])
        kind = _kind_of(match[1]) if match else None
        if kind and (kind not in found or kind is MarkKind.RESOLVED):
            found[kind] = StatedMark(kind=kind, at=event.at, entry=number)
    for kind, at in labelled:
        entry = next((n for n, moment in timed if moment == at), None)
        found.setdefault(kind, StatedMark(kind=kind, at=at, entry=entry))
    return found
