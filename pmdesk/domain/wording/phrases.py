"""Patterns written as plain phrases, compiled when they are first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache


@cache
def compiled(phrase: str) -> re.Pattern[str]:
    """A phrase as a pattern of whole words: a space stands for any white space."""
    return re.compile(rf"(?<![\w-])(?:{phrase.replace(' ', chr(92) + 's+')})(?![\w])")


def finds(phrase: str, text: str) -> Iterator[re.Match[str]]:
    """Where a phrase occurs in a text that is in lower case."""
    return compiled(phrase).finditer(text)


def has(phrase: str, text: str) -> bool:
    """Whether a phrase occurs."""
    return compiled(phrase).search(text) is not None


def first_words(*words: str) -> frozenset[str]:
    """The words of several lists, for a rule to wait for."""
    return frozenset(" ".join(words).split())


@cache
def _ending(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{phrase.replace(' ', chr(92) + 's+')})\W*$")


def ends_with(phrase: str, text: str) -> bool:
    """Whether a text ends with a phrase, but for spaces and marks."""
    return _ending(phrase).search(text[-120:]) is not None
