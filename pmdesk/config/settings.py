"""What the user has chosen: one frozen value, kept in a small file of its own."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from pmdesk.config import paths


class Settings(NamedTuple):
    """The settings with their defaults.

    ``theme`` is system, light, dark or contrast; ``text_scale`` is 0.9 to 1.5; ``zone`` is the
    IANA name for new postmortems. ``geometry`` is the window's place as hexadecimal text,
    ``spine`` the height of the timeline over the report ("strip" or "normal") and
    ``spine_height`` the height in pixels that was dragged to, or 0 for as high as needed;
    ``timeline_view`` says how the Timeline section shows events ("canvas" or "table").
    ``tracker`` is where new issues go (github, gitlab, jira, linear, or none yet) and its
    ``tracker_project`` a repository, a project's number or a team; no token is ever kept.
    ``wall_screen`` is the screen that a meeting's audience window goes to, ``wall_look`` its look
    and ``agenda`` the own agenda last used, as JSON text. ``hints`` says whether wording is hinted
    at, ``hints_off`` names the patterns that are not.
    """

    theme: str = "system"
    text_scale: float = 1.0
    single_keys: bool = True
    reduced_motion: bool = False
    zone: str = "UTC"
    sidebar_collapsed: bool = False
    spine: str = "normal"
    spine_height: int = 0
    timeline_view: str = "canvas"
    geometry: str = ""
    policies: str = ""
    recent_commands: tuple[str, ...] = ()
    table_columns: tuple[str, ...] = ()
    tracker: str = ""
    tracker_address: str = ""
    tracker_project: str = ""
    wall_screen: str = ""
    wall_look: str = "light"
    agenda: str = ""
    hints: bool = True
    hints_off: tuple[str, ...] = ()


def load(path: Path | None = None) -> Settings:
    """The settings as stored; what can't be read falls back to its default."""
    path = path or paths.settings_file()
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(held, dict):
        return Settings()
    kept: dict[str, Any] = {}
    for name, usual in Settings()._asdict().items():
        value = held.get(name)
        if isinstance(usual, tuple) and isinstance(value, list):
            kept[name] = tuple(item for item in value if isinstance(item, str))
        elif isinstance(usual, float) and isinstance(value, int) and not isinstance(value, bool):
            kept[name] = float(value)
        elif type(value) is type(usual):
            kept[name] = value
    return Settings(**kept)


def save(settings: Settings, path: Path | None = None) -> None:
    """Store the settings; raises OSError."""
    path = path or paths.settings_file()
    paths.private_dir(path.parent)
    part = path.with_suffix(".part")
    # Made for the user alone before anything is in it.
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(settings._asdict(), file, indent=1)
    part.replace(path)
