"""Who did it is not said: steps without an actor, and a role behind "somebody"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmdesk.domain.wording import vocabulary as v
from pmdesk.domain.wording.context import Context
from pmdesk.domain.wording.grammar import is_task, only_possible, role_in
from pmdesk.domain.wording.hint import Finding, Pattern, Watch
from pmdesk.domain.wording.phrases import finds, first_words, has
from pmdesk.domain.wording.sentences import Sentence

# Steps that somebody decided on: here the role, and what it went by, is what a reader lacks.
_STEPS = (
    r"rolled back|reverted|restarted|rebooted|deleted|disabled|turned off|switched off|shut down"
    r"|deployed|redeployed|merged|upgraded|downgraded|scaled (?:up|down|out|in)|drained|cordoned"
    r"|failed over|cancelled|canceled|silenced|muted|snoozed|overridden|approved|decided|chosen"
    r"|postponed|escalated|declared|reopened|run manually|rotated|pushed|taken down|taken offline"
)
_PASSIVE = rf"(?:was|were|has been|have been) (?:(?:\w+ly|then|also|later) )?(?:{_STEPS})"
_AGENT = re.compile(
    r"\bby\s+(?!\d|(?:mistake|accident|then|default|hand|noon|midnight|about|using|\w+ing)\b)"
)
_BY_ITSELF = (
    r"automatically|automatic|by itself|by design|autoscal\w+|self-heal\w*|via automation|cron"
    r"|scheduled|pipeline|script|controller"
)
# A reason tells what it went by; a slip is pointed out as one.
_GIVEN_REASON = r"because|due to|as a result|since|by mistake|by accident|in error"
# In a clause that only gives the time or the aim, the actor is not what it is about.
_BELOW = (
    r"after|before|once|until|when|whenever|while|if|because|since|that|which|who|as|where|whether"
    r"|unless|how|than|what|though|although|so|for|verify|ensure|confirm|check|see|to"
)
_CLAUSE = re.compile(r"[,;:—(]|\b(?:and|but)\b")
_DENIAL = re.compile(r"\b(?:not|never|no)\b")


def hidden_actor(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """The deploy was rolled back: by which role?"""
    text = sentence.text
    if sentence.terse or sentence.asks or is_task(sentence):
        return
    found = next(finds(_PASSIVE, text), None)
    if found is None:
        return
    lead, rest = text[: found.start()], text[found.end() :]
    clause = _CLAUSE.split(lead)[-1]
    if has(_BELOW, clause) or _AGENT.search(rest) or has(_BY_ITSELF, text):
        return
    if has(_GIVEN_REASON, rest) or _DENIAL.search(lead[-30:]):
        return
    if role_in(sentence, context.names.keys()):
        return
    yield Finding(
        Pattern.HIDDEN_ACTOR, "hidden actor", found.start(), found.end(),
        about=(len(lead) - len(clause), found.start()),
    )  # fmt: skip


_SOMEONE = (
    r"(?:someone|somebody|some[ -]?one|an unknown person|a person)"
    r"(?: (?:from|in|on|of|at) (?:the|our) (?:[\w-]+ ){0,2}?[\w-]+)?"
    rf" (?:had |has |\w+ly )?({v.PARTICIPLE}|ran|took|broke|chose|wrote|gave|drove)"
)
_KINDLY = first_words(
    "noticed reported found asked suggested said mentioned fixed joined told saw pointed"
    " discovered spotted remembered offered posted confirmed raised observed wondered detected"
    " realised realized helped answered replied shared had compromised stole stolen gained"
    " exploited used"
)


def somebody(sentence: Sentence, _context: Context) -> Iterator[Finding]:
    """Somebody left a flag on: a role is hidden behind a pronoun."""
    if is_task(sentence) or sentence.asks:
        return
    for found in finds(_SOMEONE, sentence.text):
        if found[1] not in _KINDLY and not only_possible(sentence, found.start(), 3):
            yield Finding(Pattern.HIDDEN_ACTOR, "hidden actor", found.start(), found.end())


WATCHES = (
    Watch(hidden_actor, first_words("was were been")),
    Watch(somebody, first_words("someone somebody some person")),
)
