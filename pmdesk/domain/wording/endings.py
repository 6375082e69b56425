"""Endings of a course that was not taken: a better one is hindsight, a worse one is a risk."""

from __future__ import annotations

import re
from typing import NamedTuple

from pmdesk.domain.wording.phrases import finds, first_words, has

ADVERBS = (
    r"(?:(?:\w+ly|also|then|just|even|still|perhaps|never|always|instead|either|long|at least"
    r"|in theory)[ ,]+){0,2}"
)
MODAL = (
    rf"(should|could|would|might|ought to)(n't| not| never)?,? {ADVERBS}(?:have|'ve|of) "
    rf"(not )?{ADVERBS}(been )?{ADVERBS}([\w-]+)"
    rf"|(should|could|would|might)(n't|not)?'?ve (not )?{ADVERBS}(been )?{ADVERBS}([\w-]+)"
)
# One wishes for these whoever would have brought them about.
GOOD = first_words(
    "detected discovered caught noticed spotted prevented avoided averted mitigated reduced"
    " minimised minimized shortened helped saved alerted warned sped accelerated resolved solved"
    " fixed identified recognised recognized anticipated foreseen flagged uncovered eliminated"
    " paged informed found worked succeeded"
)
# One wishes for these only where their object is one of the things below.
_GOOD_WITH = first_words(
    "stopped blocked limited contained enabled allowed made given revealed shown surfaced rejected"
    " restored protected highlighted kept told let cut led required taken gotten got known seen"
    " triggered raised reverted exposed recovered handled improved"
)
_GOOD_OBJECTS = (
    r"(?:us|the team|teams?|engineers?|on-call|responders?) |earlier|sooner|faster|quicker|quickly"
    r"|rapid|fast|immediately|easier|clear(?:er)?|visible|roll[ -]?back|recovery|detection"
    r"|diagnosis"
    r"|(?:the|this|that) (?:\w+ )?(?:incident|outage|issue|problem|bug|impact|rollout|deploy\w*"
    r"|release|change|damage|failure|regression|error|blast radius)|blast radius|downtime|impact"
)
BETTER = (
    r"better|sooner|earlier|faster|quicker|more (?:quickly|carefully|closely|clearly|thoroughly"
    r"|proactive\w*|effective\w*|smooth\w*)|differently|shorter|easier|easy|simple|simpler"
    r"|easily|right away|straight away|smoother|less (?:severe|painful|impact)"
)
# "Would not have" of these wishes the incident away.
GONE = first_words(
    "happened occurred lasted escalated spread reached mattered taken arisen affected impacted"
    " failed gone slipped noticed existed started begun broken shipped grown crashed"
    " filled piled stalled leaked"
)
_ATTACKER = r"attackers?|an adversary|malicious|anyone|anybody"
_KEPT_FROM = (
    r"(?:\w+ ){0,2}(?:users?|customers?|clients|farmers|people|anyone|everyone|nodes?|pods?) from"
)


class Course(NamedTuple):
    """The parts of "would not have been noticed": modal, verb, whether passive and negative."""

    modal: str
    verb: str
    passive: bool
    negative: bool


def course_of(found: re.Match[str]) -> Course:
    """The parts of what MODAL has found."""
    first = 1 if found[1] else 6
    modal, denial, denied, been, verb = found.groups()[first - 1 : first + 4]
    return Course(modal, verb, bool(been), bool(denial or denied) or "never" in found[0])


def wished_for(verb: str, rest: str) -> bool:
    """Whether a verb and what follows it are an ending that one wishes for."""
    if verb in GOOD:
        return not (verb == "prevented" and has(_KEPT_FROM, rest))
    if verb in _GOOD_WITH and has(_GOOD_OBJECTS, rest):
        return not has(_ATTACKER, rest) and not has(_KEPT_FROM, rest)
    return False


def imagines_better(text: str) -> bool:
    """Whether a sentence tells somewhere of an ending that is better than the real one."""
    for found in finds(MODAL, text):
        course, rest = course_of(found), text[found.end() :]
        if course.negative:
            if course.verb in GONE:
                return True
        elif wished_for(course.verb, rest[:70]) or has(BETTER, rest[:60]):
            return True
    return False
