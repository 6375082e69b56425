"""JSON objects without a form of their own: log lines and lists, read by the names of keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from pmdesk.importers.feeds.moments import Written, from_epoch, offset_in
from pmdesk.importers.feeds.raw import MACHINE, PERSON, Answers, RawEvent, Reading, Speaker

_TIMES = (
    "ts", "time", "timestamp", "@timestamp", "eventTime", "__REALTIME_TIMESTAMP", "created_at",
    "createdAt", "occurred_at", "lastTimestamp", "started_at", "startsAt", "date", "datetime", "at",
)  # fmt: skip
_TEXTS = (
    "msg", "message", "log", "event", "text", "MESSAGE", "summary", "title", "description", "body",
    "name",
)  # fmt: skip
_LEVELS = ("level", "severity", "levelname", "PRIORITY")
_PERSONS = ("user", "author", "actor", "who", "username", "login", "sender")
_PARTS = (
    "service", "logger", "app", "unit", "SYSLOG_IDENTIFIER", "_SYSTEMD_UNIT", "component", "source",
)  # fmt: skip
_IDS = ("id", "_id", "uuid", "event_id", "eventId", "__CURSOR", "sha")
_ENDS = ("end", "ended_at", "endsAt", "end_time", "resolved_at")
_LISTS = ("items", "events", "data", "records", "entries", "logs", "messages", "results", "value")
# journald counts severities.
_NUMBERED = ("emergency", "alert", "critical", "error", "warning", "notice", "info", "debug")
_OBJECT = msgspec.json.Decoder(dict[str, Any])
_BAD = (msgspec.DecodeError, RecursionError, UnicodeDecodeError)


def list_in(document: object) -> list[Any] | None:
    """The list of objects that a JSON document is, or holds under one of its keys."""
    if isinstance(document, list):
        return document if any(isinstance(part, dict) for part in document[:20]) else None
    if isinstance(document, dict):
        for key in _LISTS:
            if isinstance(document.get(key), list) and list_in(document[key]) is not None:
                found: list[Any] = document[key]
                return found
        if _first(document, _TIMES) and _first(document, _TEXTS):
            return [document]
    return None


def is_json_lines(text: str) -> bool:
    """Whether one of the first lines is a whole JSON object, and the first begins like one."""
    lines = [line for line in text[:100_000].split("\n") if line.strip()][:10]
    if not lines or not lines[0].lstrip().startswith("{"):
        return False
    return any(_object(line) is not None for line in lines)


def _object(line: str) -> dict[str, Any] | None:
    try:
        return _OBJECT.decode(line)
    except _BAD:
        return None


def read_json_lines(text: str, source: str, answers: Answers) -> Reading:
    """One object a line; lines that are none are kept with their place."""
    reading = Reading(format="JSON lines")
    taker = _Taker(reading, source, answers)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            taker.take(_OBJECT.decode(line), f"line {number}")
        except _BAD as problem:
            reading.refuse(f"line {number}", line, f"This is no JSON object: {problem}.")
    taker.close()
    return reading


def read_list(parts: Iterable[Any], source: str, answers: Answers) -> Reading:
    """A list of objects."""
    reading = Reading(format="JSON list")
    taker = _Taker(reading, source, answers)
    for number, part in enumerate(parts, start=1):
        if isinstance(part, dict):
            taker.take(part, f"item {number}")
        else:
            reading.refuse(f"item {number}", str(part)[:200], "This is no object with names.")
    taker.close()
    return reading


def _first(held: Mapping[str, Any], keys: Iterable[str]) -> str:
    for key in keys:
        value = held.get(key)
        if isinstance(value, dict):
            value = value.get("login") or value.get("name") or value.get("summary")
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return repr(value)
    return ""


class _Taker:
    """Makes an event of each object."""

    def __init__(self, reading: Reading, source: str, answers: Answers) -> None:
        self._reading, self._source = reading, source
        self._written = Written(answers.day, day_first=bool(answers.day_first))
        self._answered = answers.day_first is not None

    def take(self, held: Mapping[str, Any], place: str) -> None:
        """Make an event of an object, or keep it as not read."""
        time, text = _first(held, _TIMES), _first(held, _TEXTS)
        shown = text or ", ".join(str(value) for value in list(held.values())[:6])
        if not text:
            self._reading.refuse(place, shown, "No key such as “message” tells what happened.")
            return
        before = self._written.needs_day
        at = self._written.moment(time) if time else None
        if at is None and time:
            at = from_epoch(time)
        if at is None and self._written.needs_day == before:
            why = f"“{time[:40]}” can't be read as a time." if time else "No key tells a time."
            self._reading.refuse(place, shown, why)
            return
        person, part = _first(held, _PERSONS), _first(held, _PARTS)
        if person:
            self._reading.people.setdefault(person, Speaker(person))
        level = _first(held, _LEVELS)
        if level.isdigit() and int(level) < len(_NUMBERED):
            level = _NUMBERED[int(level)]
        words = f"{level.upper()}: {text}" if level.isalpha() and not person else text
        end = self._written.moment(_first(held, _ENDS)) if _first(held, _ENDS) else None
        if end is None or at is None or (end.tzinfo is None) != (at.tzinfo is None) or end <= at:
            end = None
        self._reading.naive |= at is not None and at.tzinfo is None
        zone = (offset_in(time) or "UTC") if at is not None and at.tzinfo is not None else ""
        self._reading.events.append(
            RawEvent(
                words,
                at,
                person or part,
                self._source,
                _first(held, _IDS),
                time,
                place,
                PERSON if person else MACHINE,
                "",
                end,
                "exact" if at else "unknown",
                zone,
                _first(held, ("url", "html_url", "link")),
            )
        )

    def close(self) -> None:
        """Hand over what was found open."""
        self._reading.needs_day = self._written.needs_day and self._written.setting.day is None
        if not self._answered:
            self._reading.pair = self._written.pair
