"""Whether every word of a source is still somewhere in its draft."""

from __future__ import annotations

import re
from dataclasses import fields

from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.snapshot import Snapshot
from pmdesk.importers.draft import Draft, DraftAction, all_factors
from pmdesk.importers.html_page import is_page, page_as_markdown

_WORD = re.compile(r"\w+")
# The number of a list item and the name of the title's property are said by their places.
_MARKER = re.compile(r"^\s*(?:\d{1,3}[.)]\s|title\s*[:=])", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(
    r"</?(?:table|thead|tbody|tr|td|th|ul|ol|li|p|h[1-6]|details|summary|div|span|section|br|b|i"
    r"|strong|em|code|sup|sub|u|center|small|font|colgroup|col|time)(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)


def words_of(text: str) -> list[str]:
    """The words of a text, marks aside."""
    bare = _MARKER.sub(" ", _TAG.sub(" ", text))
    return _WORD.findall(bare.replace("_", " ").casefold())


def draft_words(draft: Draft) -> set[str]:
    """Every word that a draft holds in any of its fields."""
    texts = [draft.title, draft.summary, draft.narrative, draft.detection, draft.severity or ""]
    texts += [f"{label} {value}" for label, value in draft.impact]
    texts += [f"{e.written} {e.lane} {e.actor} {e.text}" for e in draft.timeline]
    texts += [factor.text for factor in all_factors(draft.factors)]
    texts += [" ".join(map(str, _action_parts(action))) for action in draft.actions]
    texts += [lesson for lessons in draft.lessons.values() for lesson in lessons]
    texts += [section.heading for section in draft.sections]
    return {word for text in texts for word in words_of(text)}


def _action_parts(action: DraftAction) -> list[object]:
    parts = (action.key, action.text, action.owner, action.due, action.tracker, action.status,
             action.type, action.priority)  # fmt: skip
    return [part for part in parts if part]


def words_lost(source: str, draft: Draft) -> list[str]:
    """The words of the source that no field of the draft holds, each once, in their order."""
    kept = draft_words(draft)
    return list(dict.fromkeys(word for word in words_of(as_read(source)) if word not in kept))


def as_read(source: str) -> str:
    """What of a source is meant to be read: of a page of HTML only its words."""
    return page_as_markdown(source) if is_page(source) else source


def stored_words(snapshot: Snapshot) -> set[str]:
    """Every word of every record of a postmortem, dates and numbers included."""
    found: set[str] = set()
    for kind in KIND_NAMES:
        names = [f.name for f in fields(kind) if f.name not in ("id", "pm_id")]
        for record in snapshot.of(kind).values():
            for name in names:
                value = getattr(record, name)
                if value not in (None, "", ()):
                    found.update(words_of(str(value)))
    return found


def words_lost_in(source: str, snapshot: Snapshot, draft: Draft) -> list[str]:
    """The words of the source that are neither stored nor in the report of its sections."""
    kept = stored_words(snapshot)
    for section in draft.sections:
        kept.update(words_of(section.heading))
    return list(dict.fromkeys(word for word in words_of(as_read(source)) if word not in kept))
