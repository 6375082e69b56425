"""What is read of chats, alerts and tables: raw events, what could not be read, who spoke."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import msgspec

from pmdesk.importers.draft import ImportQuestion

PERSON, MACHINE, NOTICE = "person", "machine", "notice"


class RawEvent(msgspec.Struct, frozen=True, gc=False):
    """One message, alert or row. A hundred thousand of them are made at once, hence no dataclass.

    ``at`` and ``end`` are aware UTC; naive as long as nobody said in which zone the source writes;
    None where no day is known. ``at_text`` is the time as written, ``zone`` the zone or offset
    that was written with it. ``source_id`` names the event within ``source`` for good; ``place``
    says where it stood ("line 12"). ``by`` is a person, a machine, or a notice of the chat itself
    (somebody joined). ``kind`` is a hint: the value of an EventKind, or empty.
    """

    text: str
    at: datetime | None = None
    actor: str = ""
    source: str = ""
    source_id: str = ""
    at_text: str = ""
    place: str = ""
    by: str = PERSON
    kind: str = ""
    end: datetime | None = None
    precision: str = "exact"
    zone: str = ""
    url: str = ""
    thread: str = ""
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A part that could not be read: where it stands, its first words, and why."""

    place: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person of the source by the name it shows, with the other names it has for them."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What a reader said to the questions of a feed.

    ``second`` is for times that the clock showed twice: whether the later one is meant.
    ``columns`` says for a table which column holds what: "time", "text", "actor" and so on.
    """

    day: date | None = None
    zone: str = ""
    day_first: bool | None = None
    second: bool | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Table:
    """The columns of a table and what each use takes: use to the title of its column."""

    titles: tuple[str, ...]
    uses: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Feed:
    """Everything that was read of one source, in its order; nothing is stored yet.

    ``counts`` are what else the reader should know: (words, number).
    """

    name: str
    format: str
    events: list[RawEvent] = field(default_factory=list)
    unread: tuple[Unread, ...] = ()
    people: tuple[Speaker, ...] = ()
    questions: tuple[ImportQuestion, ...] = ()
    table: Table | None = None


@dataclass(kw_only=True)
class Reading:
    """What a reader gathers, and what it found open on the way.

    ``needs_day`` and ``naive`` say that times without a day or a zone were met; ``pair`` is a
    date whose day and month may swap; ``days`` are days that the text itself offers.
    """

    format: str
    events: list[RawEvent] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    people: dict[str, Speaker] = field(default_factory=dict)
    needs_day: bool = False
    naive: bool = False
    pair: tuple[int, int] | None = None
    days: dict[str, None] = field(default_factory=dict)
    table: Table | None = None

    def offer_day(self, day: str) -> None:
        """Remember a day (ISO) that the text names, for the question on which day it was."""
        self.days.setdefault(day)

    def refuse(self, place: str, text: str, why: str) -> None:
        """Keep a part that can't be read, with its place and the reason."""
        self.unread.append(Unread(place, " ".join(text.split())[:200], why))
