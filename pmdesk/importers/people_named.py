"""Persons whom a document names with their part: author, incident commander, scribe."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pmdesk.importers.draft import DraftPerson
from pmdesk.importers.outline import Line
from pmdesk.importers.plain_words import is_nobody, plain

_FIRST_LINES = 80
_ROLES = (
    ("Author", r"authors?|auteurs?|autor(?:en|es)?|written by|prepared by|作成者"),
    ("Postmortem owner", r"(?:post-?mortem|report|document|incident) owner|owners?"),
    ("Incident commander", r"incident (?:commander|manager|lead|coordinator)|ic"),
    ("Facilitator", r"facilitators?|moderator"),
    ("Scribe", r"scribes?|note ?taker"),
    ("Communications lead", r"comm(?:unication)?s (?:lead|manager)"),
    ("Responder", r"responders?|on-?call(?: engineers?)?|response team"),
    ("Participant", r"participants?|attendees|involved|people involved|teilnehmer"),
)
_LABELS = tuple((role, re.compile(rf"^(?:{words})$", re.IGNORECASE)) for role, words in _ROLES)
_LINE = re.compile(r"([^:：|]{2,40})[:：|](.{2,300})")
_SPLIT = re.compile(r"\s*(?:[,;&、|]|\band\b|\bund\b|\bet\b|\by\b)\s*")
_NAME = re.compile(r"^@?[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}$")
_ASIDE = re.compile(r"\s*[(<][^()<>]{0,80}[)>]")


def people_named(lines: Iterable[Line]) -> tuple[DraftPerson, ...]:
    """The persons of label lines at the head of a document ("Authors: A. Novak, B. Lind")."""
    found: dict[str, DraftPerson] = {}
    for line in lines:
        if line.number > _FIRST_LINES:
            break
        match = None if line.fenced else _LINE.match(line.text[:400].lstrip(" >|*_#-\t"))
        label = match[1].strip(" *_") if match else ""
        role = next((role for role, pattern in _LABELS if pattern.match(label)), "")
        if match is None or not role:
            continue
        for part in _SPLIT.split(_ASIDE.sub("", plain(match[2]))):
            name = part.strip(" @*_.|")
            if _NAME.match(name) and not is_nobody(name):
                found.setdefault(name.casefold(), DraftPerson(name=name, role=role))
    return tuple(found.values())
