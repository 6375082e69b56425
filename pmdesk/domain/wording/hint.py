"""What a wording hint is: the words it is about, the pattern, why, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmdesk.domain.wording.context import Context
    from pmdesk.domain.wording.sentences import Sentence


class Pattern(StrEnum):
    """The patterns, by the name that stands on the card; stored in waivers by its value."""

    HINDSIGHT = "hindsight"
    LOADED_WORD = "loaded_word"
    PERSON_AS_CAUSE = "person_as_cause"
    MORE_CARE = "more_care"
    HIDDEN_ACTOR = "hidden_actor"
    NAMED_PERSON = "named_person"
    SINGLE_CAUSE = "single_cause"
    VAGUE_AMOUNT = "vague_amount"
    SOFT_WORD = "soft_word"
    SHORT_FORM = "short_form"


# What settings and the card say of a pattern: its name and what it looks for.
PATTERNS: dict[Pattern, tuple[str, str]] = {
    Pattern.HINDSIGHT: (
        "Hindsight", "Judges or imagines another ending with what is known only now."
    ),
    Pattern.LOADED_WORD: ("Loaded word", "A verdict where a fact would tell more."),
    Pattern.PERSON_AS_CAUSE: ("Person as cause", "A slip or lapse of somebody as the explanation."),
    Pattern.MORE_CARE: ("More care", "Asks people to try harder instead of changing the work."),
    Pattern.HIDDEN_ACTOR: ("Hidden actor", "A step was taken, and the text does not say by whom."),
    Pattern.NAMED_PERSON: ("Named person", "A name where a role is enough."),
    Pattern.SINGLE_CAUSE: ("Single cause", "One thing is made to explain all of it."),
    Pattern.VAGUE_AMOUNT: ("Vague amount", "An amount of impact without a figure."),
    Pattern.SOFT_WORD: ("Soft word", "A word that makes smaller what happened."),
    Pattern.SHORT_FORM: ("Short form", "Capitals that the text leans on and never spells out."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint on a text.

    ``start`` and ``end`` are the places of the words in the text, ``sentence_start`` and
    ``sentence_end`` those of their sentence; ``sentence`` is it on one line. ``why`` is one
    sentence. ``rewordings`` are up to two texts to put in the sentence's place, and ``question``
    is what to ask where there are none.
    """

    sentence: str
    start: int
    end: int
    rule: Pattern
    why: str
    question: str
    rewordings: tuple[str, ...] = ()
    sentence_start: int = 0
    sentence_end: int = 0

    @property
    def suggestions(self) -> tuple[str, ...]:
        """The rewordings, or the question where there are none."""
        return self.rewordings or (self.question,)

    @property
    def name(self) -> str:
        """The pattern's name on screen."""
        return PATTERNS[self.rule][0]


# Replaces a stretch of the sentence, by its places in the sentence.
Swap = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found in one sentence: the pattern, the words' places, what to say of them.

    ``topic`` names the reason (see ``reasons.py``). ``swaps`` is a rewording by exchanging
    stretches of the sentence. ``about`` is a stretch that says what it is about.
    """

    pattern: Pattern
    topic: str
    start: int
    end: int
    swaps: tuple[Swap, ...] = ()
    about: tuple[int, int] = (0, 0)


Rule = Callable[["Sentence", "Context"], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Watch:
    """A rule and the words without which it has nothing to say."""

    rule: Rule
    words: frozenset[str]
