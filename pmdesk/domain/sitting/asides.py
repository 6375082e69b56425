"""Lines that do something to what is in focus instead of adding a record: at, yes, no, keep."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum

from pmdesk.domain.capture.line import CaptureContext, Captured
from pmdesk.domain.capture.parse import parse_capture
from pmdesk.domain.time_text import TypedTime, parse_time


class AsideKind(StrEnum):
    """What such a line does."""

    RETIME = "at"
    PROMOTE = "yes"
    DECLINE = "no"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Aside:
    """A line about what is in focus. ``words`` are the new words of a promoted idea, or the
    reason of a declined one; ``until`` is a UTC time."""

    kind: AsideKind
    time: TypedTime | None = None
    words: str = ""
    done_test: str = ""
    captured: Captured | None = None
    until: datetime | None = None


def read_aside(
    line: str, context: CaptureContext, *, on_event: bool, on_idea: bool
) -> Aside | None:
    """What a line says about the event or idea in focus; None where it is an ordinary line.

    ``at 14:36`` gives the event another time. ``yes [words] [@role] [!date] [^factor] [; how we
    will know]`` makes the idea an action, ``no reason`` declines it, ``keep [!date]`` leaves it
    for later.
    """
    verb, _, rest = line.strip().partition(" ")
    verb, rest = verb.casefold(), rest.strip()
    if on_event and verb == AsideKind.RETIME and rest:
        typed = parse_time(rest, context.time)
        if isinstance(typed, TypedTime) and typed.at is not None:
            return Aside(AsideKind.RETIME, time=typed)
        return None
    if not on_idea or verb not in (AsideKind.PROMOTE, AsideKind.DECLINE, AsideKind.KEEP):
        return None
    reader: dict[str, Callable[[str, CaptureContext], Aside]] = {
        AsideKind.PROMOTE: _promoted,
        AsideKind.DECLINE: lambda words, _context: Aside(AsideKind.DECLINE, words=words),
        AsideKind.KEEP: _kept,
    }
    return reader[verb](rest, context)


def _promoted(rest: str, context: CaptureContext) -> Aside:
    words, _, done_test = rest.partition(";")
    captured = parse_capture(f"do {words.strip()}", context)
    return Aside(
        AsideKind.PROMOTE, words=captured.text, done_test=done_test.strip(), captured=captured
    )


def _kept(rest: str, context: CaptureContext) -> Aside:
    captured = parse_capture(f"do {re.sub(r'^!?', '!', rest)}" if rest else "do", context)
    until = None
    if captured.due is not None:
        until = datetime.combine(captured.due, time(9), context.time.zone).astimezone(UTC)
    return Aside(AsideKind.KEEP, until=until, captured=captured)


def completed(text: str, context: CaptureContext) -> Captured:
    """A parked idea read as the action it may become: its tokens name owner, date and factor."""
    return parse_capture(text if text.startswith("do ") else f"do {text}", context)
