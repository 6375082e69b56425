"""Lapses of people: failed to, forgot, overlooked, did not check, was not aware, nobody knew."""

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
    only_possible,
    subject_of,
)
from pmdesk.domain.wording.hint import Finding, Pattern, Swap, Watch
from pmdesk.domain.wording.phrases import ends_with, finds, first_words, has
from pmdesk.domain.wording.sentences import Sentence

_CAUSE = Pattern.PERSON_AS_CAUSE

_FAIL = (
    r"(fail(?:ed|s|ing)?|neglect(?:ed|s)?|omit(?:ted|s)?|forgot(?:ten)?|forgets?|missed|refused)"
    r" to (\w+)"
)
_FAILURE = (
    r"(?:failure|inability|refusal|unwillingness) to (\w+)|failure of (?:the|our|an?) (?:\w+ )?"
    r"(?:team|engineer|operator|on-call|staff|admin\w*|management|reviewers?)"
)
# What programs do by themselves; a role that fails in it is blocked rather than at fault.
_MACHINE_TASKS = first_words(
    "reconcile start schedule sync connect load bind mount parse allocate fetch launch boot"
    " compile authenticate log login access reach open join register receive get"
)


def failed_to(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """Failed to, forgot to: where a person, a team or we are the subject."""
    if is_task(sentence):
        return
    text, names = sentence.text, context.names.keys()
    for found in finds(_FAIL, text):
        who = subject_of(sentence, found.start(), names)
        if _failed_flags(who, found[1], found[2]) and not only_possible(sentence, found.start(), 2):
            swaps: tuple[Swap, ...] = ()
            # Of one person, "did not" would be the same reproach in other words.
            helped = ends_with(r"has|have|had|was|were|been|be", text[: found.start()])
            if who is Who.WE and found[1].endswith(("ed", "forgot")) and not helped:
                swaps = ((found.start(1), found.start(2), "did not "),)
            yield _lapse(found, swaps)
    for found in finds(_FAILURE, text):
        owned = ends_with(r"(?:our|his|her|their|my|your|\w+'s|\w+s')", text[: found.start()])
        if not found[1] or found[1] in v.MINDFUL or (owned and found[1] in v.DILIGENT):
            yield _lapse(found)


def _lapse(found: re.Match[str], swaps: tuple[Swap, ...] = ()) -> Finding:
    return Finding(_CAUSE, "failed to", found.start(), found.end(), swaps)


def _failed_flags(who: Who, verb: str, what: str) -> bool:
    forgets = verb.startswith(("forg", "neglect", "omit"))
    if who in PEOPLE:
        return who is Who.WE or forgets or what in v.DILIGENT or what not in _MACHINE_TASKS
    if who in (Who.OUTSIDERS, Who.USERS, Who.NOBODY):
        return forgets or (what in v.MINDFUL and what != "read")
    if who in (Who.THEY, Who.NONE):
        known = who is Who.THEY or verb == "failing"
        return forgets or what in (v.DILIGENT if known else v.MINDFUL)
    if who is Who.POINTER:
        return forgets
    return verb.startswith("forg") and what in v.DILIGENT


# Whoever is the subject, a person, a team or we: it is told as a lapse.
_OF_PEOPLE = (
    r"dismissed|disregarded|neglected|circumvented|mishandled|misconfigured|slept|overslept"
    r"|fell asleep|mistyped|misclicked|mis-clicked|mixed up|confused|fell short"
    r"|refused to listen|took it for granted|couldn't be bothered|did not bother|didn't bother"
    r"|chose not"
    r"|did nothing|lost (?:control|track|sight|the overview)|(?:was|were) asleep"
    r"|left (?:\w+ ){1,4}?(?:open|on|unlocked|enabled|unattended|running)(?! (?:the|a|our))"
    r"|got (?:it|this|that) wrong|panicked|dithered|procrastinated|missed|broke|skipped"
    r"|bypassed|ignored|violated|slacked off"
    r"|sat on (?:(?:the|this|that|a|his|her|their) (?!call|bridge|board|panel|committee)\w+|it)"
    r"|stood (?:idly by|by (?:and|while|as))"
    r"|brushed (?:\w+ ){0,3}?(?:off|aside)|turned a deaf ear|winged it"
    r"|jumped to (?:\w+ )?conclusions?|had no idea"
    r"|let (?:the |a |this |that )?(?:it|bugs?|defects?|errors?|change|mistake|this|that|one)"
    r" (?:through|slip)"
    r"|gave up(?! (?:the|their|his|her)\b)|misled|misinformed|lied"
    r"|fell for|got (?:the|its|his|her|their) (?:\w+ )?\w+ wrong"
    r"|(?:was|were) too (?:proud|eager|scared|timid|shy|keen|afraid|arrogant|junior|tired) to"
    r"|kept (?:on )?(?:guessing|ignoring|arguing|hoping|blaming)"
    r"|(?:hid|concealed|withheld) (?:the |this |a )?(?:risks?|reports?|truth|problems?|issues?"
    r"|failures?|mistakes?|information|facts?|evidence)"
    r"|let (?:it|this|that|things) slide|wasted (?:\w+ ){0,3}?(?:time|hours?|minutes|days?)"
    r"|failed(?= (?:us|our|the|them|badly|miserably|here|at|in|as)\b|[.!,;]|$)"
)
# No machine does these, so an unknown subject is a person too.
_OF_MINDS = (
    r"forgot|(?:had|have|has) forgotten|overlooked|misjudged|underestimated|overestimated|misread"
    r"|misunderstood|misinterpreted"
)
_HIDDEN = (
    r"(?:was|were|been|got) (?:\w+ly |initially |simply )?(?:overlooked|neglected|forgotten"
    r"|mixed up|dismissed|underestimated|misjudged|misunderstood|misread)"
    r"|(?:was|were) \w+ and (?:then |later |subsequently )?(?:forgotten|ignored|overlooked)"
)
_WRONG = (
    rf"(?:{v.PARTICIPLE}|chose|drew|gave|ran|took|wrote|(?:was|were) \w+ing) (?:[^\s,;]+ ){{0,4}}?"
    r"wrong(?:ly)? \w+|made (?:it|this|things|matters|the situation) worse"
    r"|(?:did not|didn't|not|never|hadn't) (?:take|took|taken|taking) [^.;]{1,50}? seriously"
)
_SIGNAL = (
    r"(?:alerts?|alarms?|warnings?|pages?|reviews?|tests?|steps?|checks?|emails?|messages?|this"
    r"|it|that|signals?|reports?|bug|issue) (?:was|were|been|got) (?:\w+ly |simply )?"
    r"(?:missed|ignored|skipped)"
)
_BY_MACHINE = r"by (?:the|our|a|an) (?:\w+ )?(?:parser|server|client|service|code|script|system)"


def lapses(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """Overlooked, ignored, used the wrong one: told as the lapse of somebody."""
    if is_task(sentence):
        return
    text, names = sentence.text, context.names.keys()
    for found in finds(f"{_OF_PEOPLE}|{_OF_MINDS}|{_WRONG}", text):
        if _possible(sentence, found.start()) or text[found.end() :].startswith(" to "):
            continue
        who = subject_of(sentence, found.start(), names)
        minds = re.fullmatch(_OF_MINDS, found[0]) is not None
        others = {Who.THEY, Who.NONE, Who.OUTSIDERS, Who.NOBODY} if minds else set()
        if found[0] in ("dismissed", "disregarded"):
            others = {Who.OUTSIDERS}
        if (who in PEOPLE or who in others) and not _passive(text, found.start()):
            yield _lapse(found)
    for found in finds(f"{_HIDDEN}|{_SIGNAL}", text):
        if not _possible(sentence, found.start()) and not has(_BY_MACHINE, text[found.end() :]):
            yield _lapse(found)


def _passive(text: str, place: int) -> bool:
    return ends_with(r"(?:was|were|been|got|is|are)(?: \w+ly)?", text[:place])


def _possible(sentence: Sentence, place: int) -> bool:
    if denied(sentence, place, 2):
        return True
    blamed = ends_with(r"(?:should|would|from)(?: \w+)?", sentence.text[:place])
    return only_possible(sentence, place, 2) and not blamed


_DID_NOT = (
    r"(did not|didn't|didnt|does not|doesn't|had not|hadn't|has not|hasn't|have not|haven't|never"
    r"|would not|wouldn't)"
    r" (\w+ly |even |really |bother to |think to |yet )?(?:double-)?(\w+)"
)
_KNOWING = first_words("know realise realize understand see think recognise recognize have")
_BASES = {
    "read": "read", "known": "know", "knew": "know", "thought": "think", "told": "tell",
    "understood": "understand", "seen": "see", "paid": "pay", "made": "make", "taken": "take",
}  # fmt: skip


_NOT_DOING = (
    r"(?:was|were)(?:n't| not) (?:\w+ly )?(?:following|checking|reading|watching|monitoring|looking"
    r"|paying|thinking|testing|listening|communicating|reviewing|escalating|documenting)"
)


def did_not(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """Did not check, never asked: of one person or a role; of us only with a reproach."""
    if is_task(sentence) or sentence.asks:
        return
    text, names = sentence.text, context.names.keys()
    for found in finds(_DID_NOT, text):
        if only_possible(sentence, found.start(), 2):
            continue
        who = subject_of(sentence, found.start(), names)
        if _undone_flags(who, found[1], (found[2] or "").strip(), _base(found[3])):
            yield Finding(_CAUSE, "did not", found.start(), found.end())
    for found in finds(_NOT_DOING, text):
        who = subject_of(sentence, found.start(), names)
        people = ends_with(r"people|folks|everyone", text[: found.start()])
        if people or who in RESPONDERS:
            yield Finding(_CAUSE, "did not", found.start(), found.end())
    for found in finds(r"(?:was|were) (?:not able|unable) to (\w+)|wasn't able to (\w+)", text):
        late = has(r"in time|as soon as possible|\w+ enough", text)
        if found.start() == 0 and (found[1] or found[2]) in v.DILIGENT and not late:
            yield Finding(_CAUSE, "did not", found.start(), found.end())


def _base(verb: str) -> str:
    """The plain form of a verb after "did not" or "had not"."""
    for ending, put in (("ied", "y"), ("ed", ""), ("ed", "e")):
        stem = verb.removesuffix(ending) + put
        if verb.endswith(ending) and stem in v.DILIGENT:
            return stem
    return _BASES.get(verb, verb)


def _undone_flags(who: Who, words: str, how: str, verb: str) -> bool:
    perfect = words.startswith(("never", "ha"))
    if who is Who.ONE:
        return verb in v.DILIGENT and not (perfect and verb in _KNOWING)
    if who in (Who.GROUP, Who.OUTSIDERS):
        return verb in v.DILIGENT and verb not in _KNOWING - {"understand"}
    if who is Who.THEY and words == "never":
        return verb in v.DILIGENT and verb not in _KNOWING
    if who not in (Who.WE, Who.THEY):
        return False
    reproach = has(r"properly|adequately|carefully|bother to|think to|even|thoroughly", how)
    return verb in ("bother", "pay", "care") or (reproach and bool(how))


_STATES = r"aware|familiar|qualified|trained|experienced|prepared"
_DISPOSITIONS = (
    r"careful|carefull|thorough|attentive|diligent|cautious|vigilant|paying attention|mindful"
)
_UNAWARE = (
    rf"(?:was not|wasn't|were not|weren't|not|isn't) (?:\w+ly )?(?:{_STATES}|({_DISPOSITIONS}))"
    r"|(?:was|were) (?:\w+ly )?(?:unaware|inexperienced|untrained|unqualified|distracted"
    r"|unprepared|(inattentive|overconfident|complacent))"
    rf"|(without (?:being )?(?:\w+ly )?(?:{_STATES}|{_DISPOSITIONS}))"
)
_WITHOUT = (
    r"without (?:\w+ly |even |first |being |any |to )?(?:test|testing|check|checking|verifying"
    r"|reviewing|validating|reading|asking|informing|telling|notifying|consulting|thinking"
    r"|noticing|reali[sz]ing|knowing|considering|thorough|confirming|understanding|looking"
    r"|coordinating|communicating|double-checking"
    r"|waiting for (?:\w+ ){0,2}?(?:reviews?|approvals?|ci|tests?|sign-off|confirmation|reply)"
    r"|taking (?:an? |any )?(?:\w+ )?(?:copy|backup|snapshot|look)|bothering|caring)"
)

# "Pushed to production without …": this "to" opens no aim.
_SOMEWHERE = (
    r"to (?:production|prod|main|master|live|staging|(?:the|all|our|every|an?) \w+)(?: \w+){0,2}"
)


def unaware(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """Was not aware, without testing: the gap is looked for in a head."""
    if is_task(sentence) or sentence.asks:
        return
    text, names = sentence.text, context.names.keys()
    for found in finds(_UNAWARE, text):
        who = subject_of(sentence, found.start(), names)
        reproach = any(found.groups())
        anybody = who not in (Who.THING, Who.POINTER, Who.USERS)
        if who is Who.ONE or (reproach and anybody):
            yield Finding(_CAUSE, "not aware", found.start(), found.end())
    for found in finds(_WITHOUT, text):
        somewhere = ends_with(_SOMEWHERE, text[: found.start()])
        aim = only_possible(sentence, found.start(), 4) and not somewhere
        if not aim and _deed(sentence, found.start(), context):
            yield Finding(_CAUSE, "did not", found.start(), found.end())


def _deed(sentence: Sentence, place: int, context: Context) -> bool:
    """Whether somebody, named or hidden in a passive, did what stands before a place."""
    lead = sentence.text[:place]
    if not lead.strip(" *_,"):
        return has(r"was|were|been|we|he|she|i|engineer|operator|team", sentence.text[place:])
    if has(rf"(?:was|were|been|being|got) (?:\w+ ){{0,3}}?{v.PARTICIPLE}", lead):
        return True
    for token in sentence.tokens:
        if token.start >= place:
            break
        verbal = token.word in v.PASTS or token.word.endswith("ed")
        if verbal and token.word not in v.HELPERS:
            return subject_of(sentence, token.start, context.names.keys()) in RESPONDERS | {Who.WE}
    return False


_BY_NOBODY = first_words(
    "know knows knew known notice noticed notices check checked checks realise realised realize"
    " realized think thought review reviewed test tested verified verify respond responded look"
    " looks looked looking ask asked own owns owned watch watched watches watching read reads paid"
    " saw seen understood understands questioned bothered cared cares monitored monitoring"
    " remembered considered escalated followed reacted acted communicated informed told documented"
    " updated responsible aware attention answered answers took takes maintained maintains maintain"
)
_PRESENT = ("reads", "watches", "owns", "maintains", "looks", "checks", "knows", "uses")
_NOBODY = (
    r"(?:no one|nobody|no-one|none of (?:us|them|the \w+)|no engineer|no team"
    r"|not a single (?:person|engineer|one|member))"
    r"(?: (?:on|in|of|from|at) (?:the|our|this|that) (?:[\w-]+ ){0,2}?[\w-]+)?"
    r" (?:\w+ly |had |has |even |else |ever |really |was |were |is )*"
    rf"(?:{'|'.join(sorted(_BY_NOBODY))})"
    r"|(?:no one|nobody|no-one)(?: (?:on|in|of|from|at) (?:the|our) (?:[\w-]+ ){0,2}?[\w-]+)? had"
    r" (?:the|any) (?:courage|nerve|guts|sense|idea|clue|presence of mind)"
    r"|(?:everyone|everybody|each team|both teams) (?:assumed|thought|expected) (?:that )?"
    r"(?:someone|somebody|another|others?)"
)


def nobody(sentence: Sentence, _context: Context) -> Iterator[Finding]:
    """Nobody noticed, no one in the team knows."""
    if is_task(sentence):
        return
    for found in finds(_NOBODY, sentence.text):
        # "A channel that nobody reads" tells of the channel.
        if found[0].endswith(_PRESENT) and ends_with("that|which", sentence.text[: found.start()]):
            continue
        yield Finding(_CAUSE, "nobody", found.start(), found.end())


WATCHES = (
    Watch(failed_to, first_words(
        "failed fails fail failing failure inability refusal unwillingness forgot forget forgets"
        " forgotten neglected neglect neglects omit omitted omits missed refused")),
    Watch(lapses, first_words(
        "worse seriously dismissed disregarded neglected circumvented mishandled misconfigured"
        " slept overslept asleep left lost nothing panicked dithered procrastinated mistyped"
        " sat stood slacked brushed deaf winged jumped slide wasted idea hid hidden concealed"
        " withheld let kept misclicked mis-clicked"
        " fell got too gave misled misinformed lied"
        " mixed confused short refused granted bothered bother chose wrong"
        " wrongly missed broke skipped bypassed ignored violated failed forgot forgotten overlooked"
        " misjudged underestimated overestimated misread misunderstood misinterpreted")),
    Watch(did_not, first_words(
        "not didn't didnt doesn't hadn't hasn't haven't never wouldn't unable wasn't weren't")),
    Watch(unaware, first_words(
        "not wasn't weren't isn't without unaware inattentive inexperienced untrained unqualified"
        " distracted overconfident complacent unprepared")),
    Watch(nobody, first_words("no nobody no-one none not everyone everybody assumed")),
)  # fmt: skip
