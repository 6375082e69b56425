"""The settings in use: changed one at a time, stored at once, heard by whoever needs them."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from pmdesk.config import settings as stored
from pmdesk.config.settings import Settings
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.views.main_window import MainWindow

_log = logging.getLogger(__name__)


class Preferences(QObject):
    """``changed`` carries the name of the setting; ``value`` holds all of them."""

    changed = Signal(str)

    def __init__(self, value: Settings | None = None, path: Path | None = None) -> None:
        super().__init__()
        self._path = path
        self.value = value if value is not None else stored.load(path)
        # The usual ones need nothing, and nothing is loaded for them.
        if self.value.policies:
            take_policies(self.value.policies)

    def change(self, name: str, value: object) -> None:
        """Set one setting and store them; raises ValueError for a name that there isn't."""
        values: dict[str, Any] = {name: value}
        following = self.value._replace(**values)
        if following == self.value:
            return
        self.value = following
        try:
            stored.save(following, self._path)
        except OSError as problem:
            # The choice holds for this session; losing it is no reason to stop anybody.
            _log.info("settings not stored: %s", problem.strerror)
        self.changed.emit(name)


def take_policies(text: str) -> None:
    """Let the policies of a settings text be in force."""
    from pmdesk.domain.policy import use_policies
    from pmdesk.domain.policy_text import policies_of

    use_policies(policies_of(text))


def apply_preference(window: MainWindow, name: str) -> None:
    """Let a window follow a setting that was just changed."""
    held = window.preferences.value
    if name == "theme":
        theme().set_mode(held.theme)
    elif name == "text_scale":
        theme().set_text_scale(held.text_scale)
    elif name == "reduced_motion":
        theme().reduced_motion = held.reduced_motion
    elif name == "sidebar_collapsed":
        window.fit_sidebar()
    elif name == "policies":
        take_policies(held.policies)
        if window.editor is not None:
            from pmdesk.views.lock_watch import follow_policies

            follow_policies(window.editor)
    elif name == "single_keys":
        window.single_keys.allow(held.single_keys)
