"""Questions about the shape of an analysis: the known traps, each explained, none of them binding.

Wording hints look at words; these look at where a factor stands and what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pmdesk.domain.analysis import Factor, FactorEvidence
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.factors.answers import answer_of
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Confidence, FactorKind, StopReason
from pmdesk.domain.wording.hint import Pattern
from pmdesk.domain.wording.hints import hints


class Nudge(StrEnum):
    """The traps, by the word under which a waiver is kept with the factor."""

    LONE_CHAIN = "lone_chain"
    PERSON = "person"
    NO_EVIDENCE = "no_evidence"
    TRIGGER = "trigger"


# Name on screen, one sentence why, and what to ask instead.
_WORDS: dict[Nudge, tuple[str, str, str]] = {
    Nudge.LONE_CHAIN: (
        "One line of whys",
        "A single line makes one thing explain all of it; incidents need several things at once.",
        "What else had to be true at the same moment?",
    ),
    Nudge.PERSON: (
        "Ends at a person",
        "Somebody else in the same place would have done the same; asking stops one step early.",
        "How did the work make this the likely thing to do, and what would have caught it?",
    ),
    Nudge.NO_EVIDENCE: (
        "Deep, and nothing shows it",
        "From here up to its root no event is linked and nobody was sure: a guess under a guess.",
        "Which event shows this? Link it, or say how sure the room is.",
    ),
    Nudge.TRIGGER: (
        "What set it off, not what let it",
        "The next change may set off the same again while what made it possible is still there.",
        "What was already true, so that this could do harm?",
    ),
}
_CHAIN, _DEEP = 3, 2
_NAMING = frozenset({Pattern.PERSON_AS_CAUSE, Pattern.MORE_CARE})
_HUMAN_ERROR = re.compile(r"\b(?:human|operator|user|manual|pilot)[ -]errors?\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:deploy(?:ment|s|ed)?|release[ds]?|rollout|rolled out|upgrade[ds]?|migration|"
    r"config(?:uration)? change|feature flag|restart(?:ed)?|patch(?:ed)?|failover|outage|spike|"
    r"version \d\S*)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 7


@dataclass(frozen=True, slots=True)
class PlacedNudge:
    """A nudge at its factor. ``kept`` is the reason it was waived with, None while it is open."""

    nudge: Nudge
    factor: Factor
    kept: str | None = None

    @property
    def name(self) -> str:
        """The trap in a few words."""
        return _WORDS[self.nudge][0]

    @property
    def why(self) -> str:
        """One sentence on what is wrong with it."""
        return _WORDS[self.nudge][1]

    @property
    def question(self) -> str:
        """What to ask instead."""
        return _WORDS[self.nudge][2]


def nudges(snapshot: Snapshot) -> list[PlacedNudge]:
    """Every nudge in the order of the tree, those that were waived too."""
    tree = FactorTree(snapshot)
    shown = {link.factor_id for link in snapshot.of(FactorEvidence).values()}
    causes = [root for root in tree.roots if root.kind is not FactorKind.MITIGATING]
    found: list[PlacedNudge] = []
    for _, factor in tree.walk():
        if factor.kind is FactorKind.MITIGATING or not factor.text.strip():
            continue
        for nudge in _of(tree, factor, causes, shown):
            found.append(PlacedNudge(nudge, factor, answer_of(factor, nudge)))
    return found


def open_nudges(snapshot: Snapshot) -> list[PlacedNudge]:
    """The nudges that nobody has waived."""
    return [placed for placed in nudges(snapshot) if placed.kept is None]


def _of(
    tree: FactorTree, factor: Factor, causes: list[Factor], shown: set[str]
) -> Iterator[Nudge]:
    if factor.parent_id is None and len(causes) == 1 and _is_chain(tree, factor):
        yield Nudge.LONE_CHAIN
    if tree.is_leaf(factor.id):
        if _names_a_person(factor):
            yield Nudge.PERSON
        if _is_unshown(tree, factor, shown):
            yield Nudge.NO_EVIDENCE
    if _is_trigger_as_cause(tree, factor, causes):
        yield Nudge.TRIGGER


def _is_chain(tree: FactorTree, root: Factor) -> bool:
    """Whether below a root there is one why under another and never two."""
    length, node = 1, root
    while whys := tree.children(node.id):
        if len(whys) > 1:
            return False
        length, node = length + 1, whys[0]
    return length >= _CHAIN


def _names_a_person(leaf: Factor) -> bool:
    if leaf.category.strip().casefold() == "human error":
        return True
    return _reads_as_a_person(leaf.text)


@lru_cache(maxsize=4096)
def _reads_as_a_person(text: str) -> bool:
    """Kept by its text: the tree is looked through after each edit, and words seldom change."""
    if _HUMAN_ERROR.search(text):
        return True
    return any(hint.rule in _NAMING for hint in hints(text))


def _is_unshown(tree: FactorTree, leaf: Factor, shown: set[str]) -> bool:
    if leaf.stop is StopReason.UNKNOWN:
        # "We don't know" claims nothing that would have to be shown.
        return False
    path = tree.path(leaf.id)
    if len(path) <= _DEEP:
        return False
    return not any(f.id in shown or f.confidence is Confidence.CONFIRMED for f in path)


def _is_trigger_as_cause(tree: FactorTree, factor: Factor, causes: list[Factor]) -> bool:
    """A trigger that stands alone or is to be mended, or a change offered as the whole cause."""
    if factor.kind is FactorKind.TRIGGER:
        alone = causes == [factor] and tree.is_leaf(factor.id)
        mended = factor.stop is StopReason.ACTIONABLE or tree.is_answered(factor.id)
        return alone or (mended and tree.is_leaf(factor.id))
    if factor.parent_id is not None or not tree.is_leaf(factor.id):
        return False
    few = len(factor.text.split()) <= _FEW_WORDS
    return few and _CHANGE.search(factor.text) is not None
