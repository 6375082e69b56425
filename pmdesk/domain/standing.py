"""How far a postmortem has come, as it is shown; what computes it is a module of its own.

The sidebar needs these before anything of a postmortem is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pmdesk.domain.record import Record


class State(StrEnum):
    """How a section stands."""

    NOTHING = "nothing yet"
    PART = "part done"
    DONE = "done"
    MISSING = "missing"


class Standing(NamedTuple):
    """A section's state; ``share`` (0 to 1) says how much of it is there, ``missing`` how many
    things lack something that they must have."""

    state: State = State.NOTHING
    share: float = 0.0
    missing: int = 0

    @property
    def words(self) -> str:
        """The state as it is read out: "part done", "2 missing"."""
        return f"{self.missing} missing" if self.state is State.MISSING else self.state.value


class NextGap(NamedTuple):
    """What is missing first: "an owner for AI-5", in which section, and of which record.

    ``part`` names the place where there is no record (summary, impact, marks, factors, …).
    """

    text: str
    section: str
    part: str
    record: Record | None = None


_NONE: Mapping[str, Standing] = MappingProxyType({})


class Progress(NamedTuple):
    """The state of each section by its name in lower case, and the checks met ``of`` all.

    ``signed`` is the version that locks the text with its day, "Version 1.0, 17 Apr 2026".
    """

    sections: Mapping[str, Standing] = _NONE
    met: int = 0
    of: int = 0
    next_gap: NextGap | None = None
    signed: str = ""
