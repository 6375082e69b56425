"""One door for every feed: its form is found by what it holds, whatever it is called."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from typing import Any

import msgspec

from pmdesk.domain.day_names import MONTHS, long_day_text
from pmdesk.domain.rules import FIRST_TIME
from pmdesk.importers.draft import ImportProblem, ImportQuestion
from pmdesk.importers.feeds import slack
from pmdesk.importers.feeds.alerts import alert_reader
from pmdesk.importers.feeds.archives import Archive
from pmdesk.importers.feeds.chat_logs import read_log, shape_of
from pmdesk.importers.feeds.chat_paste import is_chat_paste, read_chat_paste
from pmdesk.importers.feeds.decoded_text import text_of
from pmdesk.importers.feeds.git_log import is_git_log, read_git_log
from pmdesk.importers.feeds.messengers import messenger_reader
from pmdesk.importers.feeds.moments import in_zone, twice_shown
from pmdesk.importers.feeds.pasted import read_pasted
from pmdesk.importers.feeds.raw import Answers, Feed, RawEvent, Reading, Unread
from pmdesk.importers.feeds.records import is_json_lines, list_in, read_json_lines, read_list
from pmdesk.importers.feeds.tables import form_of, read_table

_ZONES = ("UTC", "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles",
          "Asia/Tokyo")  # fmt: skip
_MOST_DAYS = 4
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_READABLE = (".json", ".jsonl", ".ndjson", ".txt", ".csv", ".tsv", ".log", ".md")


@contextmanager
def _no_collector() -> Iterator[None]:
    """Many objects are made and none is garbage, so looking for cycles is time lost."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def read_feed(name: str, data: bytes, answers: Answers | None = None) -> Feed:
    """What a file or a pasted text holds. ``name`` is shown and kept as the source, no more.

    Raises ImportProblem with a sentence for what can't be read at all.
    """
    answers = answers or Answers()
    with _no_collector():
        return _feed(name, _read(name, data, answers), answers)


def read_folder(
    paths: Iterable[str], read: Callable[[str], bytes], name: str, answers: Answers | None = None
) -> Feed:
    """A folder of files by relative path: a Slack export, or whatever else in it can be read.

    ``read`` gives the bytes of a path and may raise OSError. Raises ImportProblem likewise.
    """
    answers = answers or Answers()
    with _no_collector():
        return _feed(name, _read_members(list(paths), _told(read), name, answers), answers)


def read_feeds(sources: Sequence[tuple[str, bytes]], answers: Answers | None = None) -> Feed:
    """Several files as one feed in order of time: what they leave open is asked once.

    A file that can't be read is listed among the parts not read; raises ImportProblem only when
    none can.
    """
    answers = answers or Answers()
    if len(sources) == 1:
        return read_feed(*sources[0], answers)
    readings: list[Reading] = []
    unread: list[Unread] = []
    with _no_collector():
        for name, data in sources:
            try:
                readings.append(_prefixed(_read(name, data, answers), name))
            except ImportProblem as problem:
                unread.append(Unread(name, "", problem.message))
        if not readings:
            raise ImportProblem(unread[0].why if unread else "There is nothing to read.")
        whole = _joined(readings)
        whole.unread[:0] = unread
        return _feed(f"{len(sources)} files", whole, answers)


def _told(read: Callable[[str], bytes]) -> Callable[[str], bytes]:
    def reading(path: str) -> bytes:
        try:
            return read(path)
        except OSError as problem:
            raise ImportProblem(f"It can't be read: {problem.strerror or problem}.") from problem

    return reading


def _read(name: str, data: bytes, answers: Answers) -> Reading:
    if data.startswith(_ZIPS):
        archive = Archive(data, name)
        return _read_members(list(archive.names()), archive.read, name, answers)
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"[", b"{")):
        found = _read_json(name, data, answers)
        if found is not None:
            return found
    return _read_text(name, text_of(data, name), answers)


def _read_members(
    paths: list[str], read: Callable[[str], bytes], name: str, answers: Answers
) -> Reading:
    if slack.day_files(paths):
        return slack.read_export(paths, read, name)
    readable = [path for path in paths if PurePath(path).suffix.lower() in _READABLE]
    if not readable:
        raise ImportProblem(f"{name} holds no file that can be read as a chat, log or table.")
    readings, problems = [], []
    for path in sorted(readable)[:500]:
        try:
            readings.append(_prefixed(_read(path, read(path), answers), path))
        except ImportProblem as problem:
            problems.append(Unread(path, "", problem.message))
    if not readings:
        raise ImportProblem(problems[0].why)
    whole = readings[0] if len(readings) == 1 else _joined(readings)
    whole.unread[:0] = problems
    return whole


def _read_json(name: str, data: bytes, answers: Answers) -> Reading | None:
    """The reading of a JSON document; None where the bytes are no JSON or no known form."""
    try:
        document: Any = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    reader = alert_reader(document) or messenger_reader(document)
    if reader is not None:
        return reader(document)
    if _is_slack(document):
        return slack.read_messages(data.removeprefix(b"\xef\xbb\xbf"))
    parts = list_in(document)
    if parts is None:
        raise ImportProblem(
            f"{name} is JSON, but no list of messages, alerts or events was found in it."
        )
    return read_list(parts, _source(name), answers)


def _is_slack(document: object) -> bool:
    if not isinstance(document, list):
        return False
    first = next((part for part in document if isinstance(part, dict)), {})
    ts = first.get("ts")
    return isinstance(ts, str) and ts.replace(".", "", 1).isdigit() and "text" in first


def _read_text(name: str, text: str, answers: Answers) -> Reading:
    source = _source(name)
    if is_json_lines(text):
        return read_json_lines(text, source, answers)
    if is_git_log(text):
        return read_git_log(text)
    if shape := shape_of(text):
        return read_log(text, shape, source, answers)
    if is_chat_paste(text):
        return read_chat_paste(text, source, answers)
    if form := form_of(text):
        return read_table(text, form, source, answers)
    return read_pasted(text, source, answers)


def _source(name: str) -> str:
    return PurePath(name).name or name


def _prefixed(reading: Reading, name: str) -> Reading:
    reading.unread = [
        Unread(f"{name}, {part.place}" if part.place else name, part.text, part.why)
        for part in reading.unread
    ]
    return reading


def _joined(readings: list[Reading]) -> Reading:
    formats = dict.fromkeys(reading.format for reading in readings)
    whole = Reading(format=next(iter(formats)) if len(formats) == 1 else "Several forms")
    for reading in readings:
        whole.events += reading.events
        whole.unread += reading.unread
        for name, speaker in reading.people.items():
            whole.people.setdefault(name, speaker)
        whole.days.update(reading.days)
        whole.needs_day |= reading.needs_day
        whole.naive |= reading.naive
        whole.pair = whole.pair or reading.pair
    return whole


def _feed(name: str, reading: Reading, answers: Answers) -> Feed:
    questions = list(_questions(reading, answers))
    events = reading.events
    if reading.naive and answers.zone:
        twice = twice_shown(events, answers.zone)
        if twice and answers.second is None:
            questions.append(_clock_change(twice, answers.zone))
        events = in_zone(events, answers.zone, second=bool(answers.second))
    if reading.format == "Several forms" and not any(e.at is None for e in events):
        events = _by_time(events)
    return Feed(
        name=name,
        format=reading.format,
        events=events,
        unread=tuple(reading.unread),
        people=tuple(reading.people.values()),
        questions=tuple(questions),
        table=reading.table,
    )


def _by_time(events: list[RawEvent]) -> list[RawEvent]:
    if any(e.at is not None and e.at.tzinfo is None for e in events):
        return events
    return sorted(events, key=lambda event: event.at or FIRST_TIME)


def _questions(reading: Reading, answers: Answers) -> Iterator[ImportQuestion]:
    if reading.needs_day and answers.day is None:
        yield ImportQuestion(
            about="date",
            choices=tuple(list(reading.days)[:_MOST_DAYS]),
            text="The times carry no day. On which day did it begin?",
        )
    if reading.pair is not None and answers.day_first is None:
        one, two = reading.pair
        yield ImportQuestion(
            about="date order",
            choices=("month first", "day first"),
            text=f"“{one}/{two}” can be {two} {MONTHS[one - 1]} (month first) "
            f"or {one} {MONTHS[two - 1]} (day first).",
        )
    if (reading.naive or reading.needs_day) and not answers.zone:
        yield ImportQuestion(
            about="zone",
            choices=_ZONES,
            text="The times carry no zone. In which zone were they written?",
        )


def _clock_change(twice: list[datetime], zone: str) -> ImportQuestion:
    first = min(twice)
    when = long_day_text(first)
    number = "One time lies" if len(twice) == 1 else f"{len(twice)} times lie"
    return ImportQuestion(
        about="clock change",
        choices=("first", "second"),
        text=f"{number} in the hour that clocks in {zone} showed twice on {when}, such as "
        f"{first:%H:%M}. Which of the two hours is meant?",
    )


def answers_of(given: Answers, about: str, value: str) -> Answers:
    """The answers with one more, as the preview gives it; what can't be read changes nothing."""
    from datetime import date

    if about == "date":
        try:
            return replace(given, day=date.fromisoformat(value))
        except ValueError:
            return given
    if about == "zone":
        return replace(given, zone=value)
    if about == "date order":
        return replace(given, day_first=value == "day first")
    if about == "clock change":
        return replace(given, second=value == "second")
    return given
