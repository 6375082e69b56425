"""Lists what is left in a redacted record and may still tell too much: for a human to pass."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.record import Record
from pmdesk.domain.redaction.fields import FIELDS, Reach
from pmdesk.domain.redaction.secrets import secrets_in
from pmdesk.domain.snapshot import Snapshot


class LeakKind(StrEnum):
    """What a finding looks like."""

    SECRET = "secret"
    MAIL = "mail address"
    ADDRESS = "network address"
    HOST = "host name"
    LINK = "link"
    TICKET = "ticket"
    NAME = "name"


class Leak(NamedTuple):
    """A text that may tell too much: what it looks like, how often, and in which record first."""

    kind: LeakKind
    text: str
    times: int
    place: Record

    @property
    def stand_in(self) -> str:
        """What stands there when it is taken out."""
        return f"[{self.kind.value}]"


_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?![\w-])")
_LINK = re.compile(r"\b(?:https?|ftp|ssh|git|file)://[^\s<>\"'）)\]]{3,2000}")
_IPV4 = re.compile(r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)"
                   r"(?:[:/]\d{1,5})?(?![\w.]*\.\d|\w)")  # fmt: skip
_IPV6 = re.compile(r"(?<![\w:])(?=[0-9a-fA-F:]*[a-fA-F\d]{3})(?:[0-9a-fA-F]{1,4}:){3,7}"
                   r"(?::?[0-9a-fA-F]{1,4}|:)(?![\w:])|(?<![\w:])[0-9a-fA-F]{1,4}"
                   r"(?::[0-9a-fA-F]{1,4}){0,5}::(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){0,5})?"
                   r"(?![\w:])")  # fmt: skip
_MAC = re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}(?![\w:])")
# A last part that makes a dotted word a host; files (app.py, a.log) have others.
_TOPS = (
    "com|org|net|io|dev|app|cloud|internal|intern|local|lan|corp|home|arpa|test|example|invalid|"
    "edu|gov|mil|info|biz|co|ai|tech|online|site|svc|consul|"
    "de|uk|fr|nl|eu|us|ca|au|ch|at|se|no|dk|fi|pl|cz|es|it|pt|jp|cn|in|br|mx|ie|be|nz|za|kr|sg"
)
_HOST = re.compile(
    rf"(?<![\w@./-])(?:[A-Za-z0-9_](?:[\w-]{{0,61}}\w)?\.){{1,8}}(?:{_TOPS})(?::\d{{1,5}})?"
    r"(?![\w-]|\.\w)"
)
# db-03, eu1-web-12, ip-10-0-3-4: a name with a number at its end, as machines have.
_MACHINE = re.compile(r"(?<![\w./-])[a-z][a-z0-9]*(?:-[a-z0-9]+)*-\d{1,4}[a-z]?(?![\w-])")
_TICKET = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{1,9}-\d{1,7}(?![\w-])")
_OUR_KEYS = re.compile(r"(?:PM|AI|SEV|E|F|UTC|GMT|SHA|RFC|ISO|HTTP|TLS|UTF|CVE|IPV|P)-?\d+$")
_HANDLE = re.compile(r"(?<![\w@/.])@[A-Za-z][\w.-]{1,38}\w")
_SPEAKS = (
    "said|says|asked|asks|told|tells|noticed|notices|reported|reports|wrote|writes|replied|"
    "replies|mentioned|suggested|suggests|thought|thinks|believed|decided|decides|saw|sees|found|"
    "finds|called|paged|joined|restarted|deployed|merged|reverted|acknowledged|confirmed|"
    "confirms|proposed|explained|warned|answered|escalated|pushed|ran|logged|fixed|checked"
)
_WORD = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'’-]{2,20}"
_NAMED = re.compile(
    rf"\b({_WORD}(?: {_WORD})?) (?:{_SPEAKS})\b|"
    rf"\b(?:{_SPEAKS}|by|with|from|thanks to|asking|paging|ping(?:ed|s)?) ({_WORD} {_WORD})\b"
)
_IS_WORD = re.compile(_WORD).fullmatch
_PATTERNS = (
    (LeakKind.MAIL, _MAIL),
    (LeakKind.LINK, _LINK),
    (LeakKind.ADDRESS, _MAC),
    (LeakKind.ADDRESS, _IPV4),
    (LeakKind.ADDRESS, _IPV6),
    (LeakKind.HOST, _HOST),
    (LeakKind.HOST, _MACHINE),
    (LeakKind.TICKET, _TICKET),
    (LeakKind.NAME, _HANDLE),
)
_NO_NAMES_LIST = """
    The This That These Those They There Then When While Where Who What Which How Why And
    But For From With Nobody Somebody Someone Everyone Everybody Support Monitoring
    Alerting Operations Platform Engineering Leadership Management Customers Users Buyers
    Clients People Team Service Security Finance Legal Sales Marketing Both Each Some Most
    Many Several Two Three Four Five One None Others Another After Before Until Since Also
    Only Even Still Once Meanwhile Later Nothing Something Participant Responder Engineer
    Engineers Commander Manager Lead Operator Operators Vendor Provider Box Office
    Customer Postmortem She Her His You Our Release Rollback Deploy Deployment Database
    Queue Cache
"""
_NO_NAMES = frozenset(_NO_NAMES_LIST.split())


def leaks(snapshot: Snapshot) -> list[Leak]:
    """What of a redacted record's texts looks like something to keep inside, the worst first."""
    found: dict[tuple[LeakKind, str], tuple[int, Record]] = {}
    roles = _role_words(snapshot)
    for record, text, is_role in texts_of(snapshot):
        for kind, words in _found_in(text, roles, is_role=is_role):
            count, first = found.get((kind, words), (0, record))
            found[kind, words] = (count + 1, first)
    order = {kind: rank for rank, kind in enumerate(LeakKind)}
    rows = [Leak(kind, text, count, place) for (kind, text), (count, place) in found.items()]
    return sorted(rows, key=lambda leak: (order[leak.kind], -leak.times, leak.text))


def stand_ins(found: list[Leak]) -> Mapping[str, str]:
    """The words to take out and what stands there instead, for ``redact``."""
    return {leak.text: leak.stand_in for leak in found}


def texts_of(snapshot: Snapshot) -> Iterator[tuple[Record, str, bool]]:
    """Every text that goes out, with its record, and whether it should say a role."""
    for kind in KIND_NAMES:
        reach = FIELDS.get(kind, {})
        named = [n for n, r in reach.items() if r in (Reach.WORDS, Reach.ROLE)]
        for record in snapshot.of(kind).values():
            for name in named:
                value = getattr(record, name)
                for text in value if isinstance(value, tuple) else (value,):
                    if text:
                        yield record, text, reach[name] is Reach.ROLE


def _role_words(snapshot: Snapshot) -> frozenset[str]:
    words = {word for p in snapshot.people.values() for word in p.role.split()}
    return frozenset(words | _NO_NAMES)


class _Found:
    """What was found in one text so far: no two findings overlap."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[tuple[int, int]] = []
        self.rows: list[tuple[LeakKind, str]] = []

    def add(self, kind: LeakKind, start: int, end: int) -> None:
        """Keep a finding, unless a part of it was found already."""
        if any(start < other_end and other < end for other, other_end in self.spans):
            return
        self.spans.append((start, end))
        self.rows.append((kind, self.text[start:end]))


def _found_in(text: str, roles: frozenset[str], *, is_role: bool) -> list[tuple[LeakKind, str]]:
    found = _Found(text)
    for secret in secrets_in(text):
        found.add(LeakKind.SECRET, secret.start, secret.end)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if kind is not LeakKind.TICKET or not _OUR_KEYS.match(match[0]):
                found.add(kind, *match.span())
    if is_role:
        words = text.split()
        if len(words) <= 3 and not roles.intersection(words) and all(map(_IS_WORD, words)):
            found.add(LeakKind.NAME, 0, len(text))
        return found.rows
    for match in _NAMED.finditer(text):
        start, end = match.span(1 if match[1] else 2)
        words = text[start:end].split()
        if words[0] in roles:  # the first word of a sentence, before the name
            start += len(words.pop(0)) + 1
        if words and not roles.intersection(words):
            found.add(LeakKind.NAME, start, end)
    return found.rows
