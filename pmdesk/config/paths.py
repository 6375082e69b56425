"""Where things lie: the program's own resources, and the user's library, backups and logs."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

_APP = "pmdesk"


@lru_cache(maxsize=1)
def resources_dir() -> Path:
    """The folder of fonts, icons and the sample; in a frozen program it lies beside it."""
    frozen = getattr(sys, "_MEIPASS", None)
    base = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return base / "resources"


def home_dir() -> Path:
    """The user's data folder; the variable PMDESK_HOME overrides it."""
    override = os.environ.get("PMDESK_HOME")
    if override:
        return Path(override)
    import platformdirs

    return platformdirs.user_data_path(_APP, appauthor=False)


def private_dir(folder: Path) -> Path:
    """The folder, made with its parents and open to the user alone."""
    # ``parents=True`` would leave the folders above open to others.
    for part in (*reversed(folder.parents), folder):
        part.mkdir(exist_ok=True, mode=0o700)
    return folder


def default_library() -> Path:
    """The library file that opens when no other is named."""
    return home_dir() / "library.pmdesk"


def backups_dir(library_id: str) -> Path:
    """The folder of the backups of one library, by its id so that two files never mix."""
    return home_dir() / "backups" / library_id


def search_dir() -> Path:
    """The folder of search indexes, which can be thrown away and made again."""
    return home_dir() / "search"


def logs_dir() -> Path:
    """The folder of the log and of crash notes."""
    return home_dir() / "logs"


def settings_file() -> Path:
    """The file of the user's settings."""
    return home_dir() / "settings.json"
