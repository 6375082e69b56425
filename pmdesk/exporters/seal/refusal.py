"""Why a report can't be sealed, in a sentence for the user."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from pmdesk.exporters.editions import Edition, Handout


class SealRefused(ValueError):
    """The text is a sentence that says what is wrong and what to do; it holds no secret."""


def seals_here() -> bool:
    """Whether the library that seals is installed; it is looked for, not loaded."""
    try:
        return find_spec("pyhanko.sign") is not None and find_spec("cryptography") is not None
    except ImportError:
        return False


def how_to_get() -> str:
    """The sentence for where it is not installed."""
    if getattr(sys, "frozen", False):
        return "This build came without pyHanko, so it can't seal. pmdesk installed by pip can."
    return 'Sealing needs pyHanko. Get it with: pip install "pmdesk[sign]"'


def refusal_of(handout: Handout, *, signed: bool) -> str:
    """Why this report carries no seal, or an empty text: drafts never do."""
    if not signed:
        return "Only a signed version can be sealed. Sign it off first."
    if handout.edition is Edition.EXTERNAL:
        return "The one-page summary carries no seal. Choose another edition."
    return ""
