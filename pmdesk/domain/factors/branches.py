"""The ready branches of an analysis: where else to ask, each with its question in how and what."""

from __future__ import annotations

from dataclasses import dataclass

from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Branch:
    """A direction to ask in: its word in records, its name on screen, and its question."""

    word: str
    name: str
    question: str


BRANCHES: tuple[Branch, ...] = (
    Branch("cause", "Cause", "What had to be true for this to begin?"),
    Branch("detection", "Detection", "What kept us from noticing it sooner?"),
    Branch("response", "Response", "What made it hard to understand or to act?"),
    Branch("recovery", "Recovery", "What made getting back to normal take this long?"),
    Branch("prevention", "Prevention", "How did it get past the guards that were there?"),
)
_BY_WORD = {branch.word: branch for branch in BRANCHES}


def branch_of(word: str) -> Branch | None:
    """The ready branch of a word, whatever its capitals."""
    return _BY_WORD.get(word.strip().casefold())


def branches_left(snapshot: Snapshot) -> tuple[Branch, ...]:
    """The ready branches in which no contributing factor stands yet.

    A root without a branch says what let it begin.
    """
    taken = {f.branch.strip().casefold() or "cause" for f in FactorTree(snapshot).roots}
    return tuple(branch for branch in BRANCHES if branch.word not in taken)
