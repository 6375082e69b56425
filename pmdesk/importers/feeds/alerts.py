"""Alerts and pages: Alertmanager, Grafana, PagerDuty and Opsgenie, as they hand them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from pmdesk.importers.feeds.moments import from_epoch, from_iso, offset_in
from pmdesk.importers.feeds.raw import MACHINE, PERSON, RawEvent, Reading, Speaker

Plain = Mapping[str, Any]


def _dict(value: object) -> Plain:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def alert_reader(document: object) -> Callable[[Any], Reading] | None:
    """What reads a JSON document of an alerting tool; None for any other document."""
    if isinstance(document, list):
        first = _dict(document[0]) if document else {}
        if {"time", "text"} <= first.keys() and ("timeEnd" in first or "tags" in first):
            return read_annotations
        if "startsAt" in first and "labels" in first:
            return lambda alerts: read_alerts({"alerts": alerts})
        if _is_pager(first):
            return lambda events: read_pager({"log_entries": events})
        return None
    held = _dict(document)
    if isinstance(held.get("alerts"), list):
        return read_alerts
    if "log_entries" in held or _is_pager(held) or _is_pager(_dict(held.get("event"))):
        return read_pager
    if ("alert" in held and "action" in held) or _is_opsgenie_log(held):
        return read_opsgenie
    return None


def _is_pager(value: Plain) -> bool:
    kind = _text(value.get("type"))
    return kind.endswith("_log_entry") or ("event_type" in value and "occurred_at" in value)


def _is_opsgenie_log(held: Plain) -> bool:
    first = next(iter(_list(held.get("data"))), None)
    return {"log", "createdAt"} <= _dict(first).keys()


def read_alerts(document: Plain) -> Reading:
    """Alertmanager's webhook and Grafana's, which adds to it: spans from firing to resolved."""
    grafana = "orgId" in document or any("panelURL" in _dict(a) for a in _list(document["alerts"]))
    name = "Grafana" if grafana else "Alertmanager"
    reading = Reading(format=f"{name} alerts")
    for number, alert in enumerate(_list(document["alerts"]), start=1):
        held = _dict(alert)
        labels, notes = _dict(held.get("labels")), _dict(held.get("annotations"))
        started, ended = _text(held.get("startsAt")), _text(held.get("endsAt"))
        place, title = f"alert {number}", _text(labels.get("alertname"))
        at, end = from_iso(started), from_iso(ended)
        words = _joined(title, _text(notes.get("summary")), _text(notes.get("description")))
        if at is None or not words:
            reading.refuse(place, words or started, "This alert tells no start or no name.")
            continue
        mark = _text(held.get("fingerprint")) or _text(labels)
        reading.naive |= at.tzinfo is None
        reading.events.append(
            RawEvent(
                words,
                at,
                name,
                name,
                f"{mark} {started}",
                started,
                place,
                MACHINE,
                "alert",
                end if end is not None and end > at else None,
                zone=offset_in(started),
                url=_text(held.get("generatorURL")),
            )
        )
    return reading


def _joined(title: str, *more: str) -> str:
    """A title and what else is told, each said once."""
    parts = [title] if title else []
    for text in more:
        if text and not any(text.casefold() in part.casefold() for part in parts):
            parts.append(text)
    return (
        f"{parts[0]}: {parts[1]}" + "".join(f"\n{p}" for p in parts[2:])
        if len(parts) > 1
        else "".join(parts)
    )


def read_annotations(document: list[Any]) -> Reading:
    """Grafana's annotations: deploys and other notes on graphs, in milliseconds."""
    reading = Reading(format="Grafana annotations")
    for number, part in enumerate(document, start=1):
        held = _dict(part)
        at, end = from_epoch(held.get("time") or ""), from_epoch(held.get("timeEnd") or "")
        text, tags = _text(held.get("text")), [_text(tag) for tag in _list(held.get("tags"))]
        place = f"annotation {number}"
        if at is None or not (text or tags):
            reading.refuse(place, text, "This annotation tells no time or no text.")
            continue
        state = _text(held.get("newState"))
        kind = "alert" if state else "change" if "deploy" in " ".join(tags).lower() else ""
        named = _text(held.get("userName")) or _text(held.get("login"))
        if named:
            reading.people.setdefault(named, Speaker(named))
        shown = f"{text} ({', '.join(tags)})" if text and tags else text or ", ".join(tags)
        reading.events.append(
            RawEvent(
                shown,
                at,
                named or "Grafana",
                "Grafana",
                _text(held.get("id")),
                str(held.get("time")),
                place,
                PERSON if named else MACHINE,
                kind,
                end if end is not None and end > at else None,
                zone="UTC",
            )
        )
    return reading


_PAGER_KINDS = {
    "trigger": "alert", "acknowledge": "action_taken", "resolve": "action_taken",
    "annotate": "message", "escalate": "action_taken", "assign": "action_taken",
    "reassign": "action_taken", "delegate": "action_taken", "snooze": "action_taken",
}  # fmt: skip
_PAGER_VERBS = {"acknowledgement": "acknowledge", "acknowledged": "acknowledge",
                "triggered": "trigger", "resolved": "resolve", "annotated": "annotate",
                "escalated": "escalate", "reassigned": "reassign", "delegated": "delegate",
                "unacknowledged": "unacknowledge", "reopened": "reopen"}  # fmt: skip


def read_pager(document: Plain) -> Reading:
    """PagerDuty's log entries and webhooks; pages to single persons are told as notices."""
    reading = Reading(format="PagerDuty log")
    for number, held in enumerate(_pager_parts(document), start=1):
        _take_page(reading, held, f"entry {number}")
    return reading


def _pager_parts(document: Plain) -> Iterator[Plain]:
    if "log_entries" in document:
        yield from (_dict(part) for part in _list(document["log_entries"]))
    elif "event" in document:
        yield _dict(document["event"])
    else:
        yield document


def _take_page(reading: Reading, held: Plain, place: str) -> None:
    data = _dict(held.get("data"))
    kind = _text(held.get("type")) or _text(held.get("event_type")).removeprefix("incident.")
    word = kind.removesuffix("_log_entry").split(".")[-1]
    verb = _PAGER_VERBS.get(word, word)
    written = _text(held.get("occurred_at")) or _text(held.get("created_at"))
    at = from_iso(written)
    note = _text(data.get("content")) or _text(_dict(held.get("channel")).get("content"))
    note = note or _text(held.get("note"))
    about = _dict(held.get("incident")) or _dict(data.get("incident")) or data
    title = _text(about.get("title")) or _text(about.get("summary"))
    told = note or _text(held.get("summary"))
    if not told:
        told = f"{word.replace('_', ' ').capitalize()}: {title}" if title else word
    if at is None:
        reading.refuse(place, told, "This entry tells no time.")
        return
    agent = _dict(held.get("agent"))
    name, person = _text(agent.get("summary")), _text(agent.get("type")).startswith("user")
    if person and name:
        reading.people.setdefault(name, Speaker(name))
    reading.naive |= at.tzinfo is None
    reading.events.append(
        RawEvent(
            told,
            at,
            name or "PagerDuty",
            "PagerDuty",
            _text(held.get("id")),
            written,
            place,
            _pager_by(verb, person=person),
            _PAGER_KINDS.get(verb, ""),
            zone=offset_in(written),
            url=_text(about.get("html_url")),
        )
    )


def _pager_by(verb: str, *, person: bool) -> str:
    from pmdesk.importers.feeds.raw import NOTICE

    return NOTICE if verb.startswith("notify") else PERSON if person else MACHINE


def read_opsgenie(document: Plain) -> Reading:
    """Opsgenie's webhook and its alert log; a note is told at the time of its update."""
    reading = Reading(format="Opsgenie")
    for number, part in enumerate(_list(document.get("data")), start=1):
        held = _dict(part)
        _take_opsgenie(reading, _text(held.get("log")), held.get("createdAt"),
                       _text(held.get("owner")), _text(held.get("offset")), f"entry {number}",
                       "")  # fmt: skip
    alert = _dict(document.get("alert"))
    if alert:
        action = _text(document.get("action"))
        created = action.lower() == "create"
        note, message = _text(alert.get("note")), _text(alert.get("message"))
        told = message if created else note or f"{action}: {message}"
        time = alert.get("createdAt") if created else alert.get("updatedAt")
        ident = f"{_text(alert.get('alertId'))} {action} {_text(time)}"
        _take_opsgenie(reading, told, time or alert.get("createdAt"),
                       _text(alert.get("username")), ident, "alert 1",
                       "alert" if created else "message" if note else "action_taken")  # fmt: skip
    return reading


def _take_opsgenie(
    reading: Reading, told: str, time: object, name: str, ident: str, place: str, kind: str
) -> None:
    at: datetime | None = None
    if isinstance(time, str):
        at = from_iso(time) or from_epoch(time)
    elif isinstance(time, int | float):
        at = from_epoch(time)
    if at is None or not told:
        reading.refuse(place, told, "This entry tells no time or no words.")
        return
    person = bool(name) and name.lower() != "system"
    if person:
        reading.people.setdefault(name, Speaker(name))
    reading.events.append(
        RawEvent(
            told,
            at,
            name if person else "Opsgenie",
            "Opsgenie",
            ident,
            _text(time) or "",
            place,
            PERSON if person and kind != "alert" else MACHINE,
            kind,
            zone="UTC",
        )
    )
