"""Hindsight in verbs: should, could, would have; a machine's duty and a risk are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmdesk.domain.wording import vocabulary as v
from pmdesk.domain.wording.context import Context
from pmdesk.domain.wording.endings import (
    BETTER,
    GONE,
    GOOD,
    MODAL,
    Course,
    course_of,
    wished_for,
)
from pmdesk.domain.wording.grammar import PEOPLE, Who, subject_of
from pmdesk.domain.wording.hint import Finding, Pattern, Watch
from pmdesk.domain.wording.phrases import ends_with, finds, first_words, has
from pmdesk.domain.wording.sentences import Sentence

_NO_VERBS = frozenset({"to", "a", "an", "the", "no"})
_TOPICS = {
    "should": "should have", "ought to": "should have", "would": "would have",
    "could": "could have", "might": "could have",
}  # fmt: skip


def hindsight(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """Should have and its kin, judged by the subject and by the ending it imagines."""
    if sentence.asks:
        return
    text = sentence.text
    for found in finds(MODAL, text):
        course = course_of(found)
        if course.verb in _NO_VERBS or not (course.passive or v.is_participle(course.verb)):
            continue
        who = subject_of(sentence, found.start(), context.names.keys())
        lead, rest = text[: found.start()], text[found.end() :]
        if ends_with("never", lead):
            course = course._replace(negative=True)
        easy = who in PEOPLE and "easily" in found[0] and course.verb not in _RISKED
        if easy or _flags(who, course, lead, rest):
            yield Finding(
                Pattern.HINDSIGHT, _TOPICS[course.modal], found.start(), found.end(),
                about=(found.end(), len(text)),
            )  # fmt: skip


def _flags(who: Who, course: Course, lead: str, rest: str) -> bool:
    if _TOPICS[course.modal] == "should have":
        return _should(who, course, rest[:60])
    if who is Who.ATTACKERS:
        return False
    if course.modal == "would":
        return _would(who, course, lead, rest)
    return _could(who, course, lead, rest[:70])


# What people do to a system: "the flag should have been removed" has somebody behind it.
_HANDIWORK = first_words(
    "deployed merged rolled reverted removed added done updated upgraded disabled enabled"
    " escalated written changed communicated rotated renewed taken included investigated declared"
    " announced implemented set configured raised reported closed deleted run checked fixed"
    " replaced kept cancelled canceled paused stopped asked told involved paged called brought"
    " given held made built created tuned scheduled postponed started launched blocked"
)
_NEVER = (
    r"(?:happened|occurred|been (?:possible|allowed|able|necessary|there|merged|deployed|released"
    r"|running|in production|needed|sent|public|exposed)|reached (?:\w+ )?(?:production|prod"
    r"|customers|users)|gone (?:out|live|to)|passed|slipped|made it|had|taken (?:so|this|that))"
)
_OWED = r"by (?:the|our|a|an|its)|automatically|by default|by design|according to"
_GIVEN = first_words("received seen gotten got notified had able")


def _should(who: Who, course: Course, rest: str) -> bool:
    if who is Who.USERS and not course.negative:
        return course.verb not in _GIVEN
    if who in PEOPLE or who in (Who.NOBODY, Who.USERS, Who.OUTSIDERS, Who.THEY):
        return True
    if has(_OWED, rest):
        return False
    if course.verb in GOOD or has(BETTER, rest):
        return True
    if course.negative:
        whole = f"{'been ' if course.passive else ''}{course.verb}{rest}"
        tested = course.passive and course.verb in v.PRACTISED | _HANDIWORK
        return tested or re.match(_NEVER, whole) is not None
    if course.passive and has(r"in place", f"{course.verb}{rest}"):
        return True
    return course.passive and (course.verb in v.PRACTISED or course.verb in _HANDIWORK)


# "We could have lost the data" is a risk.
_HARM = first_words(
    "lost leaked exposed stolen accessed corrupted exploited destroyed suffered crashed caused"
    " resulted led experienced affected impacted broken damaged drained missed seen received hit"
    " run gone brought taken failed lasted been had worked noticed"
)

# "We could easily have lost it" is a risk too.
_RISKED = _HARM - {"seen", "noticed", "received"}


def _could(who: Who, course: Course, lead: str, rest: str) -> bool:
    better = has(BETTER, f"{course.verb}{rest}")
    if (course.negative and not has(BETTER, rest)) or ends_with(r"things(?: that)?|areas", lead):
        return False
    if wished_for(course.verb, rest):
        return who is not Who.USERS or course.verb not in GOOD
    if better:
        return who is not Who.USERS
    if course.passive or course.verb in _HARM:
        return False
    return who in PEOPLE or (who is Who.NONE and not lead.strip(" *_-"))


_INCIDENT = (
    r"(?:this|that|it|which|these|outage|incident|issue|problem|bug|failures?|impact|errors?"
    r"|regression|disruption|downtime|situation|mistake|breach|crash|loss|delay|storm)"
)
_AVERTED = (
    r"had (?:we|i|they|he|she|it|the \w+) not|if (?:we|it|the \w+) (?:hadn't|had not)"
    r"|without (?:the|this|that|these|our)"
)


def _would(who: Who, course: Course, lead: str, rest: str) -> bool:
    if who is Who.USERS:
        return False
    tail = rest[:70]
    if course.negative:
        of_incident = who is Who.POINTER or has(_INCIDENT, lead[-60:])
        trouble = has(r"(?:an? )?(?:issue|problem|incident|outage)", f"{course.verb}{tail}")
        return of_incident and (course.verb in GONE or trouble) and course.verb != "possible"
    if has(_AVERTED, lead):
        return False
    if wished_for(course.verb, tail) or has(BETTER, f"{course.verb}{tail[:40]}"):
        return True
    if who in PEOPLE and has(r"with (?:a (?:bit|little) )?(?:more|better) \w+", lead):
        return True
    return who in PEOPLE and has(r"if (?:we|they|he|she|someone|somebody) had", lead + rest)


WATCHES = (
    Watch(hindsight, first_words(
        "should could would might ought should've could've would've might've shouldn't couldn't"
        " wouldn't shouldve couldve wouldve couldnt shouldnt")),
)  # fmt: skip
