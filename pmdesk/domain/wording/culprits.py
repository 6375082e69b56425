"""Culprits: whoever is to blame, what a person has caused, the newcomer, "although he knew"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmdesk.domain.wording import vocabulary as v
from pmdesk.domain.wording.context import Context
from pmdesk.domain.wording.grammar import (
    PEOPLE,
    RESPONDERS,
    Who,
    denied,
    is_task,
    noun_at,
    only_possible,
    subject_of,
)
from pmdesk.domain.wording.hint import Finding, Pattern, Watch
from pmdesk.domain.wording.phrases import finds, first_words
from pmdesk.domain.wording.sentences import Sentence

_IS_TO_BLAME = (
    r"(?:is|was|were|are|be|been) (?:the one |solely |entirely |partly |all )?(?:to blame|at fault"
    r"|guilty|the culprit|responsible for (?:the|this|that|causing) \w+)"
)
_BLAMED = (
    r"blam(?:ed|es|ing) (?:the|him|her|them|our|on)|fault (?:lies|lay) with"
    r"|(?:his|her|someone's|somebody's|(?!it|that|there|what|page|let)\w+'s) (?:fault|negligence"
    r"|carelessness|incompetence|mistake|oversight)"
    r"|(?:lacks?|lacked|without) (?:of )?(?:the )?(?:necessary |required |proper |enough )?(?:care"
    r"|attention|diligence|discipline|thoroughness|foresight|professionalism|competence"
    r"|common sense|due diligence|accountability|judge?ment)"
)


def blame(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """To blame, at fault, somebody's negligence, lack of care."""
    if is_task(sentence):
        return
    text, names = sentence.text, context.names.keys()
    somebody = PEOPLE | {Who.OUTSIDERS, Who.USERS}
    for found in finds(_IS_TO_BLAME, text):
        if not _refused(sentence, found) and subject_of(sentence, found.start(), names) in somebody:
            yield _found(found)
    for found in finds(_BLAMED, text):
        if not _refused(sentence, found):
            yield _found(found)


def _refused(sentence: Sentence, found: re.Match[str]) -> bool:
    return denied(sentence, found.start()) or denied(sentence, found.end() - 1, 1)


def _found(found: re.Match[str]) -> Finding:
    return Finding(Pattern.PERSON_AS_CAUSE, "blame", found.start(), found.end())


_BY = (
    r"(?:(?:errors?|mistakes?|slips?) (?:was|were|had been) made|caused|broken"
    r"|triggered|introduced|skipped|ignored|missed|overlooked|forgotten|neglected"
    r"|misconfigured|messed up|brought down|taken down) by"
    r" ((?:the|an?|one of|our|some) (?:[\w-]+ ){0,3}[\w-]+|@?\w+)"
    r"|(?:because of|due to|thanks to) (?:the|an?|our|one) ((?:[\w-]+ ){0,2}[\w-]+)"
)


_FURTHER = re.compile(r"\s(?:of|from|in|on|at|who|that|which|during|and|while|when)\s")


_WRONG_BY = rf"wrong [\w-]+ (?:was|were) (?:\w+ly )?{v.PARTICIPLE} by ((?:[\w-]+ ){{0,3}}[\w-]+)"


def by_somebody(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """Caused by the engineer, skipped by the developer."""
    names = context.names.keys()
    for found in (*finds(_BY, sentence.text), *finds(_WRONG_BY, sentence.text)):
        group = 1 if found[1] else 2
        noun = _FURTHER.split(found[group])[0]
        if noun_at(sentence, found.start(group) + len(noun), names) in RESPONDERS:
            yield _found(found)


_PEOPLE = (
    r"(?:engineers?|developers?|operators?|admin\w*|team|staff|shift|dbas?|sres?|contractors?"
    r"|colleagues?|employees?|reviewers?|vendor|management|person|responders?|on-call|members?"
    r"|ours|mine)"
)
_MISTAKE_OF = (
    r"(?:fault|negligence|carelessness|mistake|error|oversight|failure|blunder|slip|lapse"
    r"|misconfiguration|mishandling|misuse|misjudge?ment|misunderstanding"
    r"|ignorance|inattention) (?:of|by|from|on the part of)"
    rf" (?:(?:the|our|an?|one of|his|her|their|some|that) (?:[\w-]+ ){{0,3}}?)?{_PEOPLE}"
)
_UNFIT = (
    r"(?:inexperienced|untrained|unqualified|clueless|overconfident|distracted|inattentive)"
    rf" (?:\w+ )?{_PEOPLE}"
)
_KNEW = (
    r"(?:although|though|even though|even if|while) (?:\w+ ){1,3}?"
    r"(knew|was aware|were aware|had been (?:told|warned|informed))"
)
_WARNED = (
    r"despite (?:being|having been|repeated|several|clear|the|our|his|her|their|multiple)"
    r" (?:\w+ )?(?:warned|told|warnings?|instructions?|reminders?)"
    r"|had been (?:warned|reminded|told (?:twice|repeatedly|before|several times))"
)
_NOVICE = (
    r"(?:(?:new|junior|green) (?:[\w-]+ )?(?:engineers?|developers?|operators?|admin\w*"
    r"|employees?|hires?|colleagues?|sres?|dbas?|staff|team members?|joiners?)"
    r"|interns?|trainees?|apprentices?|newcomers?|juniors?|rookies?)"
)
_NOVICE_DID = (
    rf"(?:an?|the|our|one of our|some|by) (?:very |rather )?{_NOVICE} (?:has |had |have |\w+ly )*"
    r"(?:\w{2,}ed|ran|did|made|took|broke|wrote|put|set|sent|hit|forgot|chose)"
)


def singled_out(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """The mistake of the operator, an inexperienced engineer, although he knew."""
    if is_task(sentence):
        return
    text, names = sentence.text, context.names.keys()
    for phrase in (_MISTAKE_OF, _UNFIT):
        for found in finds(phrase, text):
            if noun_at(sentence, found.end(), names) in PEOPLE | {Who.OUTSIDERS}:
                yield _found(found)
    for found in finds(_KNEW, text):
        if subject_of(sentence, found.start(1), names) in PEOPLE:
            yield _found(found)
    for found in finds(f"{_WARNED}|{_NOVICE_DID}", text):
        if not only_possible(sentence, found.start(), 3):
            yield _found(found)


WATCHES = (
    Watch(blame, first_words(
        "blame blamed blames blaming fault guilty culprit responsible negligence carelessness"
        " incompetence mistake oversight lack lacks lacked without")),
    Watch(by_somebody, first_words("by because due thanks")),
    Watch(singled_out, first_words(
        "misconfiguration mishandling misuse misjudgment misjudgement misunderstanding fault"
        " negligence carelessness mistake error oversight failure blunder slip lapse ignorance"
        " inattention inexperienced untrained unqualified clueless overconfident distracted"
        " inattentive although though even while despite warned reminded told new junior green"
        " intern interns trainee trainees apprentice apprentices newcomer newcomers juniors rookie"
        " rookies")),
)  # fmt: skip
