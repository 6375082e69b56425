"""Quiet hints on an action that will be hard to finish or to check; never a block."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.terms import ActionStatus

# Past about eight actions, fewer get done: then it is asked which ones really will be.
MANY = 8


@dataclass(frozen=True, slots=True)
class ActionHint:
    """One hint: the name of its rule and a sentence with what to try instead."""

    rule: str
    text: str


_CARE = re.compile(
    r"^(?:please )?(?:be (?:more )?(?:careful|vigilant|aware|mindful|cautious)"
    r"|pay (?:more )?attention|take (?:more )?care|try harder|remember to|don't forget"
    r"|double[- ]check|make sure)\b"
)
_SEARCH = re.compile(
    r"^(?:investigate|look into|look at|explore|research|consider|think about|discuss|evaluate"
    r"|analy[sz]e|assess|find out|check (?:if|whether))\b"
)
_OPEN_ENDED = re.compile(r"^(?:improve|enhance|optimi[sz]e|strengthen|better|increase|reduce)\b")
# First words that no task begins with: articles, pronouns, comparatives, names of things.
_NO_VERBS = frozenset(
    ("a", "an", "the", "our", "we", "they", "he", "she", "it", "this", "that", "these",
     "those", "there", "all", "more", "better", "new", "no", "some", "every", "should", "must",
     "need", "needs", "would", "could", "lack", "lacks", "missing", "training",
     "documentation", "runbook", "runbooks", "dashboard", "dashboards", "awareness",
     "communication", "ownership", "process", "processes", "policy", "bug", "issue", "tests",
     "alerts", "alerting", "monitoring", "testing", "tooling")
)  # fmt: skip
_NO_VERB_ENDINGS = ("ing", "tion", "ment", "ness", "ility")
# Verbs that end as things do.
_VERBS = frozenset(
    ("bring", "document", "implement", "ring", "string", "ping", "mention", "supplement",
     "position", "partition", "provision", "section", "condition", "experiment", "augment",
     "instrument", "sling", "cement", "complement", "comment", "increment", "decrement",
     "segment", "function", "transition", "version", "question", "caution", "spring", "swing",
     "requisition")
)  # fmt: skip


def _starts_with_verb(text: str) -> bool:
    first = re.split(r"[\s:,;.–—-]", text, maxsplit=1)[0]
    if first in _VERBS:
        return True
    return first not in _NO_VERBS and not first.endswith(_NO_VERB_ENDINGS)


def action_hints(action: ActionItem) -> list[ActionHint]:
    """What could make an action clearer, the weightiest first; nothing for what is closed."""
    text = " ".join(action.text.casefold().replace("’", "'").split())
    if action.status in (ActionStatus.DONE, ActionStatus.WONT_DO):
        return []
    hints: list[ActionHint] = []
    if not text:
        return [ActionHint("empty", "Say what will change, starting with a verb.")]
    if _CARE.search(text):
        hints.append(
            ActionHint("care", "Care runs out. What could make the slip impossible, or harmless?")
        )
    elif _SEARCH.search(text):
        hints.append(
            ActionHint("search", "When is this over? Say what will be decided or built by then.")
        )
    elif not _starts_with_verb(text):
        hints.append(ActionHint("verb", "Start with a verb, so that it says what somebody does."))
    elif _OPEN_ENDED.search(text) and not re.search(r"\d", text):
        hints.append(ActionHint("bound", "How far is far enough? A figure gives it an end."))
    if not action.done_test.strip():
        hints.append(ActionHint("done_test", "How will we know that it is done? Add a done-test."))
    return hints


def many_actions(open_count: int) -> str:
    """The question that stands beside a long list, or an empty text."""
    if open_count <= MANY:
        return ""
    return f"{open_count} are open: which of them will really be done?"
