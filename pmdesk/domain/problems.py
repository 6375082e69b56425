"""What can go wrong with the world outside, said in sentences for the user."""

from __future__ import annotations


class StorageProblem(Exception):
    """An edit or a library could not be stored or read; the text is a sentence for the user:
    what happened, what is safe, what to do."""


class Unstorable(StorageProblem):
    """It is the edit itself that no library takes: trying it again later would not help."""
