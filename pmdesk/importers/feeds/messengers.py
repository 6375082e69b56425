"""Chats exported as JSON: Telegram, Teams and Discord."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pmdesk.importers.feeds.moments import from_epoch, from_iso, offset_in
from pmdesk.importers.feeds.raw import MACHINE, NOTICE, PERSON, RawEvent, Reading, Speaker

Plain = Mapping[str, Any]
_TAG = re.compile(r"<[^<>]{0,500}>")
_BREAK = re.compile(r"</p>|<br ?/?>|</div>|</li>", re.IGNORECASE)


def _dict(value: object) -> Plain:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int) else ""


def messenger_reader(document: object) -> Callable[[Any], Reading] | None:
    """What reads a JSON document of a messenger; None for any other document."""
    held = _dict(document)
    messages = held.get("messages")
    first = _dict(messages[0]) if isinstance(messages, list) and messages else {}
    if "date_unixtime" in first or ("from" in first and "text" in first):
        return read_telegram
    if "timestamp" in first and "author" in first:
        return read_discord
    value = held.get("value")
    if isinstance(value, list) and value and "createdDateTime" in _dict(value[0]):
        return read_teams
    return None


def read_telegram(document: Plain) -> Reading:
    """Telegram's export of one chat; times in seconds where they are given, else local."""
    reading = Reading(format="Telegram chat")
    source = f"Telegram {_text(document.get('name'))}".strip()
    for number, part in enumerate(document["messages"], start=1):
        held = _dict(part)
        date = _text(held.get("date"))
        at = from_epoch(_text(held.get("date_unixtime"))) or from_iso(date)
        text = _telegram_text(held.get("text"))
        service = held.get("type") == "service"
        if service and not text:
            text = _text(held.get("action")).replace("_", " ")
        if not text and held.get("media_type"):
            text = f"[{_text(held.get('media_type')).replace('_', ' ')}]"
        name = _text(held.get("from")) or _text(held.get("actor"))
        _add(reading, text, at, name, source, _text(held.get("id")), date or "",
             f"message {number}", NOTICE if service else PERSON)  # fmt: skip
    return reading


def _telegram_text(value: object) -> str:
    """A text, or a list of parts that are texts or carry one."""
    if isinstance(value, list):
        parts = (p if isinstance(p, str) else _text(_dict(p).get("text")) for p in value)
        joined = ""
        for part in parts:
            glued = bool(joined) and joined[-1] == ":" and bool(part) and not part[0].isspace()
            joined += f" {part}" if glued else part
        return joined.strip()
    return _text(value).strip()


def read_discord(document: Plain) -> Reading:
    """What DiscordChatExporter writes; alerts of bots stand in their embeds."""
    reading = Reading(format="Discord chat")
    channel = _text(_dict(document.get("channel")).get("name"))
    source = f"Discord #{channel}" if channel else "Discord"
    for number, part in enumerate(document["messages"], start=1):
        held = _dict(part)
        author, written = _dict(held.get("author")), _text(held.get("timestamp"))
        told = [_text(held.get("content"))]
        embeds = held.get("embeds")
        for embed in embeds if isinstance(embeds, list) else []:
            told += [_text(_dict(embed).get("title")), _text(_dict(embed).get("description"))]
        by = MACHINE if author.get("isBot") else PERSON
        by = by if _text(held.get("type")) in ("", "Default", "Reply") else NOTICE
        name = _text(author.get("nickname")) or _text(author.get("name"))
        _add(reading, "\n".join(filter(None, told)), from_iso(written), name, source,
             _text(held.get("id")), written, f"message {number}", by,
             _text(author.get("name")))  # fmt: skip
    return reading


def read_teams(document: Plain) -> Reading:
    """Messages as Microsoft's interface gives them; the words are HTML."""
    reading = Reading(format="Teams messages")
    for number, part in enumerate(document["value"], start=1):
        held = _dict(part)
        body, sender = _dict(held.get("body")), _dict(held.get("from"))
        text, written = _text(body.get("content")), _text(held.get("createdDateTime"))
        if body.get("contentType") == "html":
            text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text))).strip()
        user, machine = _dict(sender.get("user")), _dict(sender.get("application"))
        by = PERSON if user else MACHINE
        if held.get("messageType") not in (None, "message"):
            by = NOTICE
        name = _text(user.get("displayName")) or _text(machine.get("displayName"))
        place = f"message {number}"
        if held.get("deletedDateTime"):
            reading.refuse(place, f"{name} {written}", "This message was deleted.")
            continue
        _add(reading, text, from_iso(written), name, "Teams", _text(held.get("id")), written,
             place, by)  # fmt: skip
    return reading


def _add(
    reading: Reading, text: str, at: datetime | None, name: str, source: str, ident: str,
    written: str, place: str, by: str, alias: str = "",
) -> None:  # fmt: skip
    if at is None:
        reading.refuse(place, text, "This message tells no time.")
        return
    if not text:
        reading.refuse(place, name, "This message holds no text.")
        return
    reading.naive |= at.tzinfo is None
    if by == PERSON and name:
        aliases = (alias,) if alias and alias != name else ()
        reading.people.setdefault(name, Speaker(name, aliases))
    zone = (offset_in(written) or "UTC") if at.tzinfo is not None else ""
    reading.events.append(
        RawEvent(
            text,
            at,
            name,
            source,
            ident,
            written,
            place,
            by,
            "message" if by == PERSON else "",
            zone=zone,
        )
    )
