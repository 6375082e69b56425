"""What the factors of one postmortem ask the library about those of the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pmdesk.domain.analysis import Factor
    from pmdesk.domain.factors.past import PastFactor


class FactorHistory(Protocol):
    """A library that is looked through for factors; may be asked from any thread."""

    def past_factors(self, text: str, own: str, limit: int = 50) -> Sequence[PastFactor]:
        """Factors of postmortems other than ``own`` that hold all words of a text, the newest
        first; raises StorageProblem."""
        ...

    def seen_before(self, factor: Factor) -> Sequence[PastFactor]:
        """Where else a factor came up, by reuse or in the same words; raises StorageProblem."""
        ...
