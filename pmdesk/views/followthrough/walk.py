"""The way through a monthly review: which action is asked about, what was decided, what is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from pmdesk.domain.library import OpenAction


class Outcome(StrEnum):
    """What became of an action in the review, in the order of the summary."""

    DATE = "New date"
    DONE = "Done"
    WONT_DO = "Won't do"
    KEPT = "Kept as it is"
    SKIPPED = "Skipped"


class Step(NamedTuple):
    """One decision; ``take_back`` undoes what was stored, None where nothing was. ``before`` is
    the one on the same action that it took the place of."""

    action: OpenAction
    outcome: Outcome
    detail: str = ""
    take_back: Callable[[], object] | None = None
    before: Step | None = None


class Walk:
    """Stands at one action after the other; past the last one it is over."""

    def __init__(self, actions: Sequence[OpenAction]) -> None:
        self.actions = tuple(actions)
        self.at = 0
        # In the order in which they were taken: the last one is undone first.
        self.steps: dict[str, Step] = {}

    @property
    def current(self) -> OpenAction | None:
        """The action that is asked about, or None when the walk is over."""
        return self.actions[self.at] if self.at < len(self.actions) else None

    @property
    def place(self) -> str:
        """Where it stands, "4 of 17"."""
        return f"{min(self.at + 1, len(self.actions))} of {len(self.actions)}"

    @property
    def decided(self) -> list[Step]:
        """What was decided and stored, oldest first."""
        return [s for s in self.steps.values() if s.outcome is not Outcome.SKIPPED]

    def step_of(self, action: OpenAction) -> Step | None:
        """What was decided about an action already."""
        return self.steps.get(action.action_id)

    def take(self, step: Step) -> None:
        """Note a decision about the current action and go on to the next one."""
        old = self.steps.pop(step.action.action_id, None)
        kept = old if old is not None and old.take_back is not None else None
        self.steps[step.action.action_id] = step._replace(before=kept)
        self.at += 1

    def skip(self) -> None:
        """Leave the current action for another time; a decision that was taken stays."""
        action = self.current
        if action is not None:
            if action.action_id not in self.steps:
                self.steps[action.action_id] = Step(action, Outcome.SKIPPED)
            self.at += 1

    def back(self) -> None:
        """Go to the action before."""
        self.at = max(0, self.at - 1)

    def go_to(self, action_id: str) -> None:
        """Stand at an action again; nothing happens for an unknown one."""
        for place, action in enumerate(self.actions):
            if action.action_id == action_id:
                self.at = place

    def forget(self, action_id: str) -> None:
        """An action's last decision was undone: the one before it holds again, if there was one."""
        step = self.steps.pop(action_id, None)
        if step is not None and step.before is not None:
            self.steps[action_id] = step.before

    def counts(self) -> Mapping[Outcome, int]:
        """How many of each outcome there are."""
        found = dict.fromkeys(Outcome, 0)
        for step in self.steps.values():
            found[step.outcome] += 1
        return found
