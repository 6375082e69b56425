"""Slack's exports: day files of channels in a zip or folder, and arrays of messages alone."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from pmdesk.importers.draft import ImportProblem
from pmdesk.importers.feeds.moments import from_epoch
from pmdesk.importers.feeds.raw import MACHINE, NOTICE, PERSON, RawEvent, Reading, Speaker

_DAY_FILE = re.compile(r"(?:^|/)([^/]+)/(\d{4}-\d\d-\d\d)\.json$")
_TAG = re.compile(r"<([^<>|]{1,2000})(?:\|([^<>]*))?>")
_OF_PLACES = ("join", "leave", "topic", "purpose", "name", "archive", "unarchive")
_NOTICES = frozenset(f"{place}_{what}" for place in ("channel", "group") for what in _OF_PLACES)
# A person speaks in these too.
_SPOKEN = frozenset({"", "file_share", "me_message", "thread_broadcast"})


class _Attachment(msgspec.Struct):
    fallback: Any = None
    text: Any = None
    title: Any = None


class _File(msgspec.Struct):
    name: Any = None
    title: Any = None


class Message(msgspec.Struct):
    """The parts of a Slack message that are read; all others are skipped while decoding."""

    ts: str = ""
    text: str | None = None
    user: str | None = None
    bot_id: str | None = None
    username: str | None = None
    subtype: str | None = None
    thread_ts: str | None = None
    channel_name: str | None = None
    attachments: list[_Attachment] | None = None
    files: list[_File] | None = None


class _Profile(msgspec.Struct):
    display_name: str | None = None
    real_name: str | None = None


class _User(msgspec.Struct):
    id: str
    name: str | None = None
    real_name: str | None = None
    is_bot: bool = False
    profile: _Profile | None = None


_MESSAGES = msgspec.json.Decoder(list[Message])
_PARTS = msgspec.json.Decoder(list[msgspec.Raw])
_MESSAGE = msgspec.json.Decoder(Message)
_USERS = msgspec.json.Decoder(list[_User])
BAD_JSON = (msgspec.DecodeError, RecursionError, UnicodeDecodeError)


def day_files(names: Iterable[str]) -> list[tuple[str, str, str]]:
    """The day files of an export among paths: (channel, day, path), a channel's days in order."""
    found = [(m[1], m[2], name) for name in names if (m := _DAY_FILE.search(name))]
    return sorted(found)


def read_export(names: Iterable[str], read: Callable[[str], bytes], name: str) -> Reading:
    """A whole export, file by file; ``read`` gives the bytes of a path.

    Raises ImportProblem when no day file is there.
    """
    names = list(names)
    days = day_files(names)
    if not days:
        raise ImportProblem(f"{name} holds no Slack channel: no folder with files by day.")
    reading = Reading(format="Slack export")
    people = _people(names, read, reading)
    for channel, day, path in days:
        try:
            take_messages(reading, read(path), people, channel, f"{channel} {day}")
        except ImportProblem as problem:
            reading.refuse(f"{channel} {day}", "", problem.message)
    reading.events.sort(key=lambda event: event.source_id)
    return reading


def read_messages(data: bytes) -> Reading:
    """Slack messages without the export around them."""
    reading = Reading(format="Slack messages")
    take_messages(reading, data, {}, "", "")
    return reading


def _people(names: list[str], read: Callable[[str], bytes], reading: Reading) -> dict[str, str]:
    """User id to the name that Slack shows; the readers' list of people is filled on the way."""
    shown: dict[str, str] = {}
    for path in names:
        if path.rsplit("/", 1)[-1] not in ("users.json", "org_users.json"):
            continue
        try:
            users = _USERS.decode(read(path))
        except (*BAD_JSON, ImportProblem) as problem:
            reading.refuse(path, "", f"The list of people can't be read: {problem}.")
            continue
        for user in users:
            profile = user.profile or _Profile()
            names_of = [profile.display_name, profile.real_name, user.real_name, user.name, user.id]
            known = [name.strip() for name in names_of if name and name.strip()]
            shown[user.id] = known[0]
            if not user.is_bot:
                aliases = dict.fromkeys(n for n in known[1:] if n != known[0])
                reading.people[known[0]] = Speaker(known[0], tuple(aliases))
    return shown


def take_messages(
    reading: Reading, data: bytes, people: Mapping[str, str], channel: str, place: str
) -> None:
    """The messages of one array; those that can't be read are kept with their place."""
    try:
        messages = _MESSAGES.decode(data)
    except BAD_JSON:
        messages = _one_by_one(reading, data, place)
    shared = f"Slack #{channel}" if channel else ""
    add = reading.events.append
    for number, message in enumerate(messages, start=1):
        at = from_epoch(message.ts)
        words = _words(message, people)
        if at is None:
            why = "It has no time." if not message.ts else f"“{message.ts[:30]}” is no time."
            reading.refuse(f"{place} message {number}".strip(), words, why)
            continue
        by = _author(message)
        actor = ""
        if message.user:
            actor = people.get(message.user) or message.user
            if by == PERSON and actor not in reading.people:
                reading.people[actor] = Speaker(actor)
        if by == MACHINE:
            actor = message.username or people.get(message.user or "") or "Bot"
        source = shared or (f"Slack #{message.channel_name}" if message.channel_name else "Slack")
        add(RawEvent(words, at, actor, source, message.ts, message.ts, place, by,
                     "message" if by == PERSON else "", None, "exact", "UTC", "",
                     message.thread_ts or ""))  # fmt: skip


def _one_by_one(reading: Reading, data: bytes, place: str) -> list[Message]:
    try:
        parts = _PARTS.decode(data)
    except BAD_JSON as problem:
        reading.refuse(place, "", f"This is not a list of messages: {problem}.")
        return []
    found = []
    for number, part in enumerate(parts, start=1):
        try:
            found.append(_MESSAGE.decode(part))
        except BAD_JSON as problem:
            text = bytes(part).decode("utf-8", "replace")
            reading.refuse(f"{place} message {number}".strip(), text, f"{problem}.")
    return found


def _author(message: Message) -> str:
    subtype = message.subtype or ""
    if subtype in _NOTICES:
        return NOTICE
    if subtype == "bot_message" or (message.bot_id and not message.user):
        return MACHINE
    return PERSON if subtype in _SPOKEN else NOTICE


def _words(message: Message, people: Mapping[str, str]) -> str:
    """What a message says; of a bot's often only its attachments, of a file its name."""
    text = message.text or ""
    if message.attachments and not text.strip():
        told = (a.fallback or a.text or a.title or "" for a in message.attachments)
        text = "\n".join(str(part) for part in told if part)
    if message.files:
        named = [str(f.title or f.name) for f in message.files if f.title or f.name]
        text = "\n".join(filter(None, (text, *(f"[{name}]" for name in named))))
    if "<" in text or "&" in text:
        text = plain_words(text, people)
    return text.strip()


def plain_words(text: str, people: Mapping[str, str]) -> str:
    """Slack's marks as words: mentions by name, links with their address, entities decoded."""

    def shown(match: re.Match[str]) -> str:
        target, label = match[1], match[2]
        if target[0] == "@":
            return f"@{label or people.get(target[1:], target[1:])}"
        if target[0] == "#":
            return f"#{label or target[1:]}"
        if target[0] == "!":
            return f"@{label or target[1:].split('^')[0]}".replace("@@", "@")
        return f"{label} ({target})" if label and label != target else target

    return html.unescape(_TAG.sub(shown, text))
