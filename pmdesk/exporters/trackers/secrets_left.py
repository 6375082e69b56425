"""What in actions that are handed out looks like a key or a password, for a human to look at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pmdesk.domain.redaction.secrets import secrets_in
from pmdesk.exporters.trackers.item import Item, one_line

_SHOWN = 4


class SecretLeft(NamedTuple):
    """One finding: the action's key, what it looks like, and the line with the secret covered."""

    key: str
    name: str
    line: str

    @property
    def words(self) -> str:
        """The finding on one line."""
        return f"{self.key}, {self.name}: {self.line}"


def secrets_left(items: Iterable[Item]) -> list[SecretLeft]:
    """The secrets in what leaves with each action, in the order of the actions."""
    found: dict[SecretLeft, None] = {}
    for item in items:
        for text in (item.text, item.done_test, item.tracker, item.pm_title, *item.factors):
            for line in text.splitlines():
                for secret in secrets_in(line):
                    # Enough to find it, too little to use it.
                    head = line[secret.start : secret.start + _SHOWN]
                    shown = one_line(f"{line[: secret.start]}{head}…{line[secret.end :]}")
                    found[SecretLeft(item.key, secret.name, shown)] = None
    return [*found]
