"""Whom a sentence speaks of: the subject before a verb, and whether something really happened."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from enum import Enum

from pmdesk.domain.wording import vocabulary as v
from pmdesk.domain.wording.phrases import first_words
from pmdesk.domain.wording.sentences import Sentence, Token

_HARD = frozenset(";:—–(")
_JOINS = frozenset({"and", "but", "or", "then", "yet", "nor"})


class Who(Enum):
    """What kind of subject does something."""

    ONE = "one person"
    GROUP = "a team"
    WE = "we"
    NOBODY = "nobody"
    USERS = "those whom it reached"
    OUTSIDERS = "another company"
    ATTACKERS = "an attacker"
    THEY = "they, unknown who"
    POINTER = "this, it"
    THING = "a thing"
    NONE = "left out"


PEOPLE = frozenset({Who.ONE, Who.GROUP, Who.WE})
RESPONDERS = frozenset({Who.ONE, Who.GROUP})


def subject_of(sentence: Sentence, place: int, names: AbstractSet[str] = frozenset()) -> Who:
    """Who does what the verb at a place of the sentence says."""
    return _Reader(sentence, names).subject(sentence.index_at(place))


def noun_at(sentence: Sentence, place: int, names: AbstractSet[str] = frozenset()) -> Who:
    """What the noun that ends at a place means."""
    reader = _Reader(sentence, names)
    at = next((i for i, token in enumerate(sentence.tokens) if token.end >= place), -1)
    if at < 0 or reader.makes_a_thing(at):
        return Who.THING
    return reader.kind(at)


def verb_before(sentence: Sentence, place: int) -> int | None:
    """Where the last verb in the past stands that ends before a place."""
    for token in reversed(sentence.tokens):
        if token.end <= place and (token.word in v.PASTS or token.word.endswith("ed")):
            return token.start
    return None


def role_in(sentence: Sentence, names: AbstractSet[str] = frozenset()) -> bool:
    """Whether a sentence names somebody who acts: a person, a role or we."""
    reader = _Reader(sentence, names)
    for index in range(len(sentence.tokens)):
        if reader.kind(index) in PEOPLE and not reader.makes_a_thing(index):
            return True
    return False


class _Reader:
    def __init__(self, sentence: Sentence, names: AbstractSet[str]) -> None:
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._names = names

    def subject(self, verb: int) -> Who:
        tokens = self._tokens
        at = verb - 1
        while at >= 0 and self._helps(tokens[at]) and not self._hard(at):
            at -= 1
        if at < 0 or self._hard(at):
            return Who.NONE
        word = tokens[at].word
        if not self._comma(at):
            if word == "who":
                return self.kind(at - 1) if at else Who.ONE
            if word in ("that", "which") and at:
                return self._noun(at - 1)
            if self._pronoun(at):
                return self.kind(at)
            if word == "one" and at and tokens[at - 1].word == "no":
                return Who.NOBODY
            kind = self._noun(at)
            if kind is not Who.THING and not self._after_preposition(at):
                return Who.NOBODY if self._denied(at) else kind
        if word in _JOINS:
            at -= 1
        return self._first_noun(at)

    def _helps(self, token: Token) -> bool:
        word = token.word
        return word in v.HELPERS or (word.endswith("ly") and len(word) > 4)

    def _gap(self, index: int) -> str:
        """What stands between a word and the next one."""
        if index + 1 >= len(self._tokens):
            return ""
        return self._sentence.text[self._tokens[index].end : self._tokens[index + 1].start]

    def _hard(self, index: int) -> bool:
        gap = self._gap(index)
        return " - " in gap or not _HARD.isdisjoint(gap)

    def _comma(self, index: int) -> bool:
        return "," in self._gap(index)

    def _pronoun(self, index: int) -> bool:
        word = self._tokens[index].word.split("'")[0]
        return word in ("we", "i", "he", "she", "you", "they", "nobody", "it", "this", "there")

    def kind(self, index: int) -> Who:
        """What the word at an index can mean, by itself."""
        if index < 0:
            return Who.NONE
        whole = self._tokens[index].word
        word = whole.removesuffix("'s").removesuffix("s'")
        head = whole.split("'")[0]
        if head in ("he", "she"):
            return self._meant_by_he(index)
        if head == "support" and self._follows(index, ("for", "of", "in")):
            return Who.THING
        for words, who in (
            (v.WE, Who.WE),
            (v.ONE, Who.ONE),
            (v.GROUP, Who.GROUP),
            (v.USERS, Who.USERS),
            (v.NOBODY, Who.NOBODY),
            (v.OUTSIDERS, Who.OUTSIDERS),
            (v.ATTACKERS, Who.ATTACKERS),
        ):
            if head in words or word in words:
                return who
        if head == "they":
            return self._meant_by_they(index)
        if head in v.POINTERS:
            return Who.POINTER
        if whole.startswith("@") or word in self._names or self._given_name(index, word):
            return Who.ONE
        if word.rstrip("s") in v.NEEDS_COMPANY and index:
            before = self._tokens[index - 1].word
            if before in v.COMPANY:
                return Who.GROUP if word.endswith("s") else Who.ONE
            if before in ("threat", "malicious", "bad"):
                return Who.ATTACKERS
        return Who.THING

    def _follows(self, index: int, words: tuple[str, ...]) -> bool:
        return index + 1 < len(self._tokens) and self._tokens[index + 1].word in words

    def _given_name(self, index: int, word: str) -> bool:
        if word not in v.GIVEN_NAMES:
            return False
        return self._sentence.raw[self._tokens[index].start].isupper()

    def _noun(self, index: int) -> Who:
        kind = self.kind(index)
        # A Prometheus operator is a program.
        if index > 1 and self._tokens[index].word == "operator":
            before = self._sentence.raw[self._tokens[index - 1].start]
            return Who.THING if before.isupper() else kind
        return kind

    def makes_a_thing(self, index: int) -> bool:
        """Whether a further noun follows: "user account", "operator pod", "engineer's laptop"."""
        token = self._tokens[index]
        if token.word.endswith(("'s", "s'")) and token.word not in v.ONE | v.WE:
            return True
        if index + 1 >= len(self._tokens) or self._gap(index).strip():
            return False
        following = self._tokens[index + 1].word
        if self.kind(index + 1) is not Who.THING or self._pronoun(index):
            return False
        return not self._ends_noun(following)

    def _ends_noun(self, word: str) -> bool:
        return (
            word in v.HELPERS
            or word in v.PREPOSITIONS
            or word in v.RELATIVES
            or word in v.SUBORDINATES
            or word in v.PASTS
            or word in v.LEADING
            or word.endswith(("ed", "ing", "ly"))
        )

    def _after_preposition(self, index: int) -> bool:
        """Whether the noun ending at an index hangs on a preposition: "the laptop of the team"."""
        at = index - 1
        while at >= max(0, index - 5) and not self._gap(at).strip():
            word = self._tokens[at].word
            if word in ("of", "by", "for", "from", "with", "to", "in", "on", "at", "between"):
                return at > 0
            if self._ends_noun(word) and word not in v.LEADING:
                return False
            at -= 1
        return False

    def _denied(self, index: int) -> bool:
        before = {token.word for token in self._tokens[max(0, index - 2) : index]}
        return "no" in before or "none" in before

    def _meant_by_they(self, index: int) -> Who:
        """Whom "they" points back to: the last plural before it, in this sentence or the last."""
        reader: _Reader | None = self
        at = index - 1
        while reader is not None:
            while at >= 0:
                word = reader._tokens[at].word
                kind = Who.THING if word.startswith("they") else reader.kind(at)
                if kind not in (Who.THING, Who.POINTER, Who.NONE):
                    return kind
                if kind is Who.THING and len(word) > 3 and word.endswith("s") and word[-2] != "s":
                    return Who.THING
                at -= 1
            before = reader._sentence.before
            if before is None or reader is not self:
                return Who.THEY
            reader = _Reader(before, self._names)
            at = len(reader._tokens) - 1
        return Who.THEY

    def _meant_by_he(self, index: int) -> Who:
        """One person, unless a user or an attacker was spoken of last."""
        before = self._sentence.before
        places = [(self, at) for at in range(index - 1, -1, -1)]
        if before is not None:
            reader = _Reader(before, self._names)
            places += [(reader, at) for at in range(len(reader._tokens) - 1, -1, -1)]
        for reader, at in places:
            if reader._tokens[at].word.split("'")[0] not in ("he", "she"):
                kind = reader.kind(at)
                if kind in (Who.USERS, Who.ATTACKERS, Who.ONE):
                    return kind
        return Who.ONE

    def _first_noun(self, end: int) -> Who:
        """The subject at the beginning of the clause that ends with the word at ``end``."""
        start = self._clause_start(end)
        head = -1
        for index in range(start, end + 1):
            word = self._tokens[index].word
            if self._pronoun(index) or word == "who":
                return self.kind(index - 1 if word == "who" else index)
            if word in v.LEADING or (index == start and self._helps(self._tokens[index])):
                continue
            if index == start and word in v.PREPOSITIONS:
                return self._noun(end)
            if head >= 0 and self._ends_noun(word):
                break
            head = index
            if index > start and self._gap(index).strip():
                break
        if head < 0:
            return Who.NONE
        if self.makes_a_thing(head) and head < end:
            return Who.THING
        return Who.NOBODY if self._denied(head) else self._noun(head)

    def _clause_start(self, end: int) -> int:
        at = end
        while at > 0:
            if self._hard(at - 1):
                return at
            word = self._tokens[at].word
            opens = not self._verbal(at)
            if self._comma(at - 1) and opens and word not in _JOINS:
                return at
            # "That" right before the last word is a pointer: "that night".
            opens = word in v.SUBORDINATES and not (word == "that" and at + 1 == end)
            if opens and at < end and not self._verbal(at + 1):
                return at + 1
            at -= 1
        return 1 if self._tokens[0].word in v.SUBORDINATES and end else 0

    def _verbal(self, index: int) -> bool:
        word = self._tokens[index].word
        return word in v.HELPERS or word in v.PASTS or (word.endswith("ed") and len(word) > 3)


_MAYBE = first_words(
    "to can could may might will would should cannot can't must from if when whenever prevent"
    " prevents prevented preventing avoid avoids avoiding against risk risks harder hard impossible"
    " possible possibility chance ensure guard protect protects reduce reduces eliminate stop less"
    " likely unlikely easy easier case unless never no not without let lets allow allows"
)
_REAL = frozenset({"due", "led", "leading", "resulted"})


def only_possible(sentence: Sentence, place: int, reach: int = 3) -> bool:
    """Whether what stands at a place is a risk, an aim or a rule rather than something past."""
    index = sentence.index_at(place)
    near = [token.word for token in sentence.tokens[max(0, index - reach) : index]]
    if not _REAL.isdisjoint(near):
        return False
    return not _MAYBE.isdisjoint(near)


def denied(sentence: Sentence, place: int, reach: int = 3) -> bool:
    """Whether a word at a place is denied by one of the words before it."""
    index = sentence.index_at(place)
    near = [token.word for token in sentence.tokens[max(0, index - reach) : index]]
    return any(word in v.NEGATIONS or word.endswith("n't") for word in near)


_TASKS = first_words(
    "add make ensure determine document create write move fix remove update change build set use"
    " run test check verify investigate improve review define decide consider replace rotate train"
    " automate introduce implement migrate enable disable alert monitor limit block prevent avoid"
    " stop start keep find get put turn extend include require show split reduce increase develop"
    " establish provide look schedule plan configure deploy allow let give tell ask clarify agree"
    " evaluate explore discuss collect record publish notify rename separate restrict validate"
    " enforce encourage teach share adopt revise refactor upgrade please"
)


def is_task(sentence: Sentence) -> bool:
    """Whether it asks for work to come: it begins with a plain verb."""
    if sentence.task is None:
        sentence.task = _begins_as_task(sentence.tokens)
    return sentence.task


def _begins_as_task(tokens: list[Token]) -> bool:
    if not tokens:
        return False
    first = tokens[0].word
    if first in _TASKS:
        # "Test failed", "Alert fired": a noun in front of what happened.
        for token in tokens[1:5]:
            if token.word in v.RELATIVES or token.word in v.LEADING:
                break
            if token.word in v.HELPERS or token.word in v.PASTS or token.word.endswith("ed"):
                return False
        return True
    return first == "to" and len(tokens) > 3
