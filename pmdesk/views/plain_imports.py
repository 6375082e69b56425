"""Imports as Python itself does them, without the detour that PySide makes."""

from __future__ import annotations

import builtins


def import_plainly() -> None:
    """Load Qt and take PySide's hook out of every later import.

    The hook is there for ``from __feature__ import …``, which pmdesk never uses. To find it, the
    hook reads the source of each module once more: a tenth of the time to the first picture.
    """
    import PySide6.QtCore  # noqa: F401 - brings the hook with it

    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain
