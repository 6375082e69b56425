"""The actions of a draft, and the persons who own them or are named, as records."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.postmortem import Person
from pmdesk.domain.terms import ActionStatus, ActionType, Priority
from pmdesk.importers.draft import DraftAction, DraftPerson
from pmdesk.importers.plain_words import is_nobody, plain, unwrapped

MOST = 1000
_GROUP = re.compile(
    r"\b(?:team|squad|group|guild|ops|sre|on-?call|support|platform|infra\w*|engineering|security"
    r"|devops|backend|frontend|product|management|lead|manager|engineer|owner|commander|dept"
    r"|department|équipe|equipo|monitoring|network|payments?|database|dba|qa|data|mobile|web"
    r"|marketing|legal|finance|everyone|all)\b",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(r"^[A-ZÀ-Þ][\w'’-]+(?: [A-Z]\.?)? [A-ZÀ-Þ][\w'’-]+$")
_SEVERAL = re.compile(r"\s*(?:[,;&+/]|\band\b|\bet\b|\bund\b|\by\b)\s*")
_KEY = re.compile(r"^\W*(?:AI|action)[-\s#]?(\d{1,6})\b\W*", re.IGNORECASE)
_TICK = re.compile(r"^\s*[✅☑✔✓]\ufe0f?\s*")


class Owners:
    """The persons of a postmortem, each once, however often a name stands in the document."""

    def __init__(self, pm_id: str, named: tuple[DraftPerson, ...] = ()) -> None:
        self.people: list[Person] = []
        self._pm_id = pm_id
        self._ids: dict[str, str] = {}
        for person in named:
            self._add(person.name, person.role, participant=True)

    def owner(self, written: str | None) -> str | None:
        """The id of the first one named, who is added where new; None for "TBD" and the like."""
        whole = plain(written or "").strip(" @*_()[]")
        parts = [part.strip(" @*_()[]") for part in _SEVERAL.split(whole)]
        names = [name for name in parts if len(name) > 1 and not is_nobody(name)]
        if not names and whole and not is_nobody(whole):
            names = [whole]
        ids = [self._add(name) for name in names[:8]]
        return ids[0] if ids else None

    def see(self, actors: Iterable[str]) -> None:
        """Take actors of the timeline who are written as a person's name, not as a role."""
        for written in actors:
            name = plain(written).strip(" @*_")
            if _FULL_NAME.match(name) and not _GROUP.search(name) and len(self.people) < MOST:
                self._add(name, participant=True)

    def having(self, role: str) -> str | None:
        """The id of the first person with a role."""
        return next((person.id for person in self.people if person.role == role), None)

    def _add(self, name: str, role: str = "", *, participant: bool = False) -> str:
        key = name.casefold()
        if key not in self._ids:
            group = bool(_GROUP.search(name)) or (name == name.lower() and " " in name)
            person = Person(
                id=fresh_id(),
                pm_id=self._pm_id,
                name=name,
                role=role or (name if group else ""),
                participant=participant,
                position=float(len(self.people) + 1),
            )
            self.people.append(person)
            self._ids[key] = person.id
        return self._ids[key]


def action_records(
    drafts: tuple[DraftAction, ...], pm_id: str, owners: Owners, now: datetime
) -> tuple[list[ActionItem], str]:
    """The actions in the document's order, and as text those beyond the thousandth.

    The number in a key is kept where it is free, so that AI-3 stays AI-3.
    """
    wanted = [_wanted(action) for action in drafts[:MOST]]
    taken = {number for number in wanted if number}
    seen: set[int] = set()
    records: list[ActionItem] = []
    following = 1
    for action, asked in zip(drafts, wanted, strict=False):
        number = asked
        if number is None or number in seen:
            while following in taken or following in seen:
                following += 1
            number = following
        seen.add(number)
        records.append(_record(action, number, pm_id, owners, now))
    rest = "\n".join(f"- {action.text}" for action in drafts[MOST:])
    return records, f"## Further actions\n\n{rest}" if rest else ""


def _record(
    action: DraftAction, number: int, pm_id: str, owners: Owners, now: datetime
) -> ActionItem:
    status = next((s for s in ActionStatus if s.value == action.status), ActionStatus.OPEN)
    return ActionItem(
        id=fresh_id(),
        pm_id=pm_id,
        number=number,
        text=_words(action, number),
        owner_id=owners.owner(action.owner),
        due=action.due,
        status=status,
        type=next((t for t in ActionType if t.value == action.type), None),
        priority=next((p for p in Priority if p.value == action.priority), None),
        tracker=action.tracker or "",
        created_at=now,
        position=float(number),
    )


def _wanted(action: DraftAction) -> int | None:
    found = _KEY.match(action.key or "")
    return int(found[1]) or None if found else None


def _words(action: DraftAction, number: int) -> str:
    """The action's text without the key that its number says."""
    text = unwrapped(plain(action.text))
    if action.status == "done":
        text = _TICK.sub("", text)
    key = _KEY.match(text)
    if key and int(key[1]) == number and text[key.end() :].strip():
        text = text[key.end() :]
    return text.strip() or plain(action.text)
