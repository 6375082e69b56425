"""One call: a command goes to the command line, everything else opens the window."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

# The names stand here too, so that opening the window loads nothing of the command line.
COMMANDS = frozenset(
    ("import", "export", "check", "lint", "list", "show", "search", "actions", "verify", "doctor",
     "help")
)  # fmt: skip
_TOLD = frozenset({"-h", "--help", "--version"})


class _Refused(Exception):
    """Says in one sentence what is wrong with the words after ``pmdesk``."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run pmdesk; the exit code (0 done, 1 not ready, 2 refused with a sentence)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words == ["--make-export"]:  # the program as its own helper, where there is no python
        from pmdesk.exporters.worker import main as make_export

        return make_export()
    if any(word in COMMANDS or word in _TOLD for word in words) and not _opens_window(words):
        from pmdesk.cli.entry import run

        return run(words)
    try:
        library, sample, screens, safe = _window_options(words)
        _need_a_display(screens)
    except _Refused as problem:
        print(f"pmdesk: {problem}", file=sys.stderr)  # noqa: T201 - there is no window yet
        return 2
    try:
        run_window = _load_window()
    except ImportError as problem:
        print(  # noqa: T201 - there is no window yet
            f"pmdesk: The window can't open: {problem}. See what is missing with pmdesk doctor.",
            file=sys.stderr,
        )
        return 2
    return run_window(library=library, sample=sample, screens=screens, safe=safe)


def _load_window() -> Callable[..., int]:
    """What opens the window; raises ImportError. A process that called this is the window's."""
    # Until the first picture hardly anything is thrown away, so nobody needs to look for it.
    gc.set_threshold(100_000)
    from pmdesk.views.plain_imports import import_plainly

    import_plainly()
    from pmdesk.app import run_window

    return run_window


def _opens_window(words: Sequence[str]) -> bool:
    """Whether a command's name is only the value of an option of the window."""
    first = next((at for at, w in enumerate(words) if w in COMMANDS or w in _TOLD), 0)
    return first > 0 and words[first - 1] in ("--screens", "--library") and first == len(words) - 1


def _window_options(words: Sequence[str]) -> tuple[Path | None, bool, Path | None, bool]:
    library: Path | None = None
    screens: Path | None = None
    sample = safe = False
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        name, given, value = word.partition("=")
        if word == "--sample":
            sample = True
        elif word == "--safe":
            safe = True
        elif name in ("--library", "--screens"):
            if not given:
                value = waiting.pop(0) if waiting else ""
            if not value:
                raise _Refused(f"{name} needs a {'file' if name == '--library' else 'folder'}.")
            if name == "--library":
                library = Path(value)
            else:
                screens = Path(value)
        elif not word.startswith("-") and library is None and word.endswith(".pmdesk"):
            library = Path(word)
        else:
            raise _Refused(f"“{word}” means nothing here. See pmdesk --help.")
    return library, sample, screens, safe


def _need_a_display(screens: Path | None) -> None:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return
    if screens is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return
    raise _Refused(
        "There is no screen here to open a window on. The commands work without one: "
        "see pmdesk --help."
    )


if __name__ == "__main__":
    sys.exit(main())
