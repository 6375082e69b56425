"""Whether every word of a source is still somewhere in its draft."""

from __future__ import annotations

import re

from pmdesk.importers.draft import Draft, all_factors

_WORD = re.compile(r"\w+")
_TAG = re.compile(
    r"</?(?:table|thead|tbody|tr|td|th|ul|ol|li|p|h[1-6])(?:\s[^<>]{0,200})?>", re.IGNORECASE
)


def words_of(text: str) -> list[str]:
    """The words of a text, marks aside."""
    return _WORD.findall(_TAG.sub(" ", text).replace("_", " ").casefold())


def draft_words(draft: Draft) -> set[str]:
    """Every word that a draft holds in any of its fields."""
    texts = [draft.title, draft.summary, draft.narrative, draft.detection, draft.severity or ""]
    texts += [f"{label} {value}" for label, value in draft.impact]
    texts += [f"{event.written} {event.text}" for event in draft.timeline]
    texts += [factor.text for factor in all_factors(draft.factors)]
    texts += [action.text for action in draft.actions]
    texts += [lesson for lessons in draft.lessons.values() for lesson in lessons]
    texts += [section.heading for section in draft.sections]
    return {word for text in texts for word in words_of(text)}


def words_lost(source: str, draft: Draft) -> list[str]:
    """The words of the source that no field of the draft holds, each once, in their order."""
    kept = draft_words(draft)
    return list(dict.fromkeys(word for word in words_of(source) if word not in kept))
