"""Takes names and chosen words out of a text; what stands there instead never tells more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from pmdesk.domain.postmortem import Person
from pmdesk.domain.role_names import Roles
from pmdesk.domain.snapshot import Snapshot

_PART = re.compile(r"[^\W\d_][\w'’-]*")
_SHORTEST_PART = 3
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co"))
TAKEN_OUT = "[redacted]"
# Parts of names that are no names, and short words that are everyday words as well.
_COMMON_LIST = """
    the and team lead von van der den del dos das des ten bin ibn mac engineer manager
    support service desk office operations platform duty call owner commander
"""
_COMMON = frozenset(_COMMON_LIST.split())


def _is_role(person: Person) -> bool:
    """Whether the name says a role or team already: then nothing of it is to be hidden."""
    name = person.name.strip().casefold()
    return name in {person.role.strip().casefold(), person.team.strip().casefold()}


def _bounded(text: str) -> str:
    """A pattern for a whole word, where its ends are word characters at all."""
    start = r"(?<!\w)" if text[:1].isalnum() or text[:1] == "_" else ""
    end = r"(?!\w)" if text[-1:].isalnum() or text[-1:] == "_" else ""
    return start + re.escape(text) + end


class Scrub:
    """Replaces every name of every person by the role, and chosen words by what is given.

    Names and aliases count in any case; their single parts (first and family name) as they are
    written, in capitals, and with a possessive. A part that two persons share, becomes
    "somebody".
    """

    def __init__(self, snapshot: Snapshot, words: Mapping[str, str] | None = None) -> None:
        roles = Roles(snapshot)
        whole: dict[str, str] = {}
        written: list[str] = []
        parts: dict[str, set[str]] = {}
        self.roles: dict[str, str] = {}
        people = sorted(snapshot.people.values(), key=lambda p: (p.position, p.id))
        for person in people:
            shown = roles.of(person.id)
            self.roles[person.id] = shown
            if _is_role(person):
                continue
            for name in (person.name, *person.aliases):
                bare = " ".join(clean(name).split())
                if bare:
                    written.append(bare)
                    whole[_folded(bare)] = shown
                    whole.setdefault(_folded(f"@{bare.lstrip('@')}"), shown)
            for part in _PART.findall(clean(person.name)):
                if len(part) >= _SHORTEST_PART and part.casefold() not in _COMMON:
                    parts.setdefault(part, set()).add(shown)
        self._whole = whole
        self._parts = {
            form: found.copy().pop() if len(found) == 1 else "somebody"
            for part, found in parts.items()
            for form in (part, part.upper(), part.capitalize())
        }
        given = {clean(word): text for word, text in (words or {}).items() if word.strip()}
        self._words = {_folded(word): text for word, text in given.items()}
        self._first = _any_of([*given, *self._words], any_case=True)
        self._names = _any_of([*written, *self._whole], any_case=True)
        self._single = _any_of(list(self._parts), any_case=False)
        # A role may be named after its holder ("Dana's deputy").
        for person in people:
            self.roles[person.id] = self(self.roles[person.id])

    def __call__(self, text: str) -> str:
        """The text as it may go out."""
        text = clean(text)
        if not text:
            return text
        if self._first is not None:
            text = self._first.sub(lambda m: self._words.get(_folded(m[0]), TAKEN_OUT), text)
        if self._names is not None:
            text = self._names.sub(lambda m: self._whole.get(_folded(m[0]), "somebody"), text)
        if self._single is not None:
            text = self._single.sub(lambda m: self._parts[m[0]], text)
        return text

    def all(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Each of the texts."""
        return tuple(self(text) for text in texts)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def clean(text: str) -> str:
    """The text in composed form without characters that nobody sees: they could hide a name."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        char for char in composed if char in "\n\t" or unicodedata.category(char) not in _UNSEEN
    )


def _any_of(words: Sequence[str], *, any_case: bool) -> re.Pattern[str] | None:
    if not words:
        return None
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    # A name may be broken over lines; case folding changes lengths of a few letters only.
    spaced = [_bounded(word).replace(r"\ ", r"\s+") for word in longest]
    return re.compile("|".join(spaced), re.IGNORECASE if any_case else 0)
