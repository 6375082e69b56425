"""People as the explanation: human error, slips, somebody who failed to, blame, more care."""

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
from pmdesk.domain.wording.hint import Finding, Pattern, Swap, Watch
from pmdesk.domain.wording.phrases import finds, first_words, has
from pmdesk.domain.wording.sentences import Sentence

_CAUSE = Pattern.PERSON_AS_CAUSE
_ERROR = (
    r"(?:human|operator|user|pilot|manual|individual|personal|engineer|admin|administrator|people)"
    r"[ -](?:error|errors|mistake|mistakes|failure|failing|oversight)|error of (?:the|an?) (?:operator|engineer|admin\w*)"
    r"|pebkac|layer 8"
)
_LESS = (
    r"(?:reduce|reduces|avoid|avoids|prevent|prevents|eliminate|eliminates|against|risk of|prone to|chance of"
    r"|room for|possibility of|potential for|less|remove|limit|instead of|rather than|beyond|behind|minimi[sz]e"
    r"|never|not|no|isn't|wasn't|call it|call this|label|word)(?: \w+)?"
)


def human_error(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"Human error" as the end of the search."""
    if is_task(sentence):
        return
    for found in finds(_ERROR, sentence.text):
        if not has(rf"{_LESS} $", sentence.text[max(0, found.start() - 26) : found.start()] + "$"):
            if re.search(rf"\b{_LESS.replace(' ', '[ ]')}\s*$", sentence.text[: found.start()]):
                continue
            yield Finding(_CAUSE, "human error", found.start(), found.end())


_SLIP = (
    r"accidentally|accidentially|accidently|mistakenly|inadvertently|unintentionally|unwittingly|unknowingly|absent-?mindedly"
    r"|by mistake|by accident|by oversight|(?:due to|because of|through|out of) (?:an? )?(?:oversight|carelessness|inattention|negligence)"
    r"|in error|erroneously|wrongly|incorrectly"
)
_SOFT_SLIPS = ("erroneously", "wrongly", "incorrectly", "in error")


def slips(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"Accidentally", "by mistake" of something that happened and that no machine did."""
    if is_task(sentence):
        return
    text = sentence.text
    for found in finds(_SLIP, text):
        word = found[0]
        if only_possible(sentence, found.start(), 2) or denied(sentence, found.start(), 1):
            continue
        if has(r"(?:avoid|prevent|protect|guard|ensure|risk|harder|so that|if|could|can|may|might)", text[max(0, found.start() - 60) : found.start()]) and not _happened(text, found):
            continue
        if word in _SOFT_SLIPS:
            if _doer(sentence, found, context) in PEOPLE and not _passive(text, found):
                yield _slip(sentence, found)
        elif _passive(text, found) or _doer(sentence, found, context) not in (Who.THING, Who.USERS):
            yield _slip(sentence, found)
    for found in finds(r"accidental|mistaken|inadvertent|unintentional|unintended (?:deletion|removal)", text):
        if not only_possible(sentence, found.start(), 5) and not denied(sentence, found.start(), 2):
            if found[0] == "mistaken" and not _doer(sentence, found, context) in PEOPLE:
                continue
            yield _slip(sentence, found)


def _happened(text: str, found: re.Match[str]) -> bool:
    return has(r"(?:was|were|had|has|have|been)", text[max(0, found.start() - 12) : found.start()])


def _slip(sentence: Sentence, found: re.Match[str]) -> Finding:
    return Finding(_CAUSE, "slip", found.start(), found.end(), (_without(sentence, found),))


def _without(sentence: Sentence, found: re.Match[str]) -> Swap:
    """Takes the words out with the space and comma that belong to them."""
    start, end, text = found.start(), found.end(), sentence.text
    if end < len(text) and text[end] == "," and not text[:start].strip():
        end += 1
    if end < len(text) and text[end] == " ":
        end += 1
    elif start and text[start - 1] == " ":
        start -= 1
        if start and text[start - 1] == ",":
            start -= 1
    return start, end, ""


def _passive(text: str, found: re.Match[str]) -> bool:
    """Whether the adverb stands in a passive: "was accidentally deleted", "deleted by mistake"."""
    near = text[max(0, found.start() - 40) : found.start()]
    if re.search(r"\b(?:was|were|is|are|been|being|be|get|got|gets)\s+(?:\w+ly\s+)?$", near):
        following = re.match(r"\s+([\w-]+)", text[found.end() :])
        return following is not None and v.is_participle(following[1])
    return re.search(r"\b(?:was|were|been|being)\s+(?:\w+\s+){0,2}\w+ed\s+(?:\w+\s+){0,4}$", near) is not None


def _doer(sentence: Sentence, found: re.Match[str], context: Context) -> Who:
    """Who did what the adverb colours; the adverb may stand first, before or after the verb."""
    text = sentence.text
    if not text[: found.start()].strip(" ,*_(") or text[: found.start()].rstrip().endswith((",", "and", "but")):
        after = next(finds(r"(?:we|i|he|she|they|you|the [\w-]+|an? [\w-]+|@\w+|\w+)", text[found.end() :]), None)
        if after is not None:
            head = after.end() + found.end()
            return subject_of(sentence, head, context.names.keys())
    lead = [t for t in sentence.tokens if t.end <= found.start()]
    verb = next((t for t in reversed(lead) if t.word in v.PASTS or t.word.endswith("ed")), None)
    following = re.match(r"\s+([\w-]+)", text[found.end() :])
    if following and (following[1] in v.PASTS or following[1].endswith(("ed", "ing", "s")) or verb is None):
        return subject_of(sentence, found.start(), context.names.keys())
    return subject_of(sentence, verb.start if verb else found.start(), context.names.keys())


_OWN = (
    r"(?:my|our|his|her|their|your|my own|our own) (?:bad|fault|mistake|mistakes|error|blunder|oversight|carelessness|negligence)"
    r"|o+ps|whoops|mea culpa|drop(?:ped|ping)? the ball|mess(?:ed)? (?:it |this |that |things )?up|screw(?:ed)? (?:it |this |that |things )?up"
    r"|screw-up|fat[- ]finger(?:ed|s|ing)?|botched|bungled|slip(?:ped)? up|slip-up|blunder(?:ed|s)?|goofed|mishandled|typoed"
    r"|shot ourselves|asleep at the wheel|let (?:our|the) (?:users|customers|community|team) down|let you down"
    r"|(?:made|make|making|makes|did|done) (?:an? |the |this |that |some |several )?(?:\w+ )?(?:mistakes?|blunders?|errors? of judge?ment)"
    r"|mistakes? (?:was|were) made|mistakes? (?:by|of) (?:the|an?|our|one of) \w+"
)


def own_fault(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"Our bad", "oops", "made a mistake": blame that is taken or given in passing."""
    for found in finds(_OWN, sentence.text):
        if found[0].startswith(("made", "make", "making", "makes", "did", "done")):
            if only_possible(sentence, found.start()) or denied(sentence, found.start()):
                continue
            if subject_of(sentence, found.start(), context.names.keys()) is Who.THING:
                continue
        elif found[0].startswith(("botched", "mishandled")):
            following = re.match(r"\s+(the|an?|our|his|her|it|this)\b", sentence.text[found.end() :])
            who = subject_of(sentence, found.start(), context.names.keys())
            if who is Who.THING or not (following or who in PEOPLE):
                continue
        yield Finding(_CAUSE, "our bad", found.start(), found.end())


_CULPRIT = (
    r"(?:is|was|were|are|be|been) (?:the one |solely |entirely |partly |all )?(?:to blame|at fault|guilty|the culprit|responsible for (?:the|this|that|causing) \w+)"
    r"|blam(?:ed|es|ing) (?:the|him|her|them|our|on)|(?:his|her|someone's|somebody's|\w+'s) (?:fault|negligence|carelessness|incompetence|mistake|oversight)"
    r"|fault (?:lies|lay) with|(?:lack|lacks|lacked|without) (?:of )?(?:the )?(?:necessary |required |proper |enough )?(?:care|attention|diligence|discipline|thoroughness|foresight|professionalism|competence|common sense|due diligence|accountability|judge?ment)"
)
_BY = r"(?:caused|broken|triggered|introduced|created|brought down|taken down) by ((?:the|an?|one of|our|some) (?:[\w-]+ ){0,3}[\w-]+|\w+)|(?:because of|due to|thanks to) (?:the|an?|our|one) ((?:[\w-]+ ){0,2}[\w-]+)"


def culprits(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """Somebody is made the culprit, or an incident is caused by a person."""
    text = sentence.text
    if is_task(sentence):
        return
    for found in finds(_CULPRIT, text):
        if denied(sentence, found.start()) or denied(sentence, found.end() - 1, 1):
            continue
        who = subject_of(sentence, found.start(), context.names.keys())
        of_person = has(r"(?:lack|lacks|lacked|without|fault|blam\w+)", found[0].split(" ")[0])
        owner = re.match(r"(\w+)'s ", found[0])
        if owner is not None and owner[1] in ("it", "that", "there", "what", "page", "let"):
            continue
        if owner or of_person or who in PEOPLE or who in (Who.OUTSIDERS, Who.USERS):
            yield Finding(_CAUSE, "blame", found.start(), found.end())
    for found in finds(_BY, text):
        group = 1 if found[1] else 2
        last = found.end(group)
        if noun_at(sentence, last, context.names.keys()) in RESPONDERS:
            yield Finding(_CAUSE, "blame", found.start(), found.end())


_FAIL = r"(fail(?:ed|s|ing)?|neglect(?:ed|s)?|omit(?:ted|s)?|forgot|forgets?|missed|fail(?:ed)? also) to (\w+)"
_FAILURE = r"(?:failure|inability|refusal|unwillingness) to (\w+)|failure of (?:the|our|an?) (?:\w+ )?(?:team|engineer|operator|on-call|staff|admin\w*|management|reviewers?)"
# Done by people only, so the subject need not be known to be one.
_LAPSES = r"forgot|had forgotten|overlooked|underestimated|overestimated|misjudged|misunderstood|misread|misinterpreted|neglected|disregarded|dismissed|ignored|skipped|bypassed|mishandled|misconfigured|missed|violated|circumvented|broke|couldn't be bothered|did not bother|didn't bother|chose not"


def lapses(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"Failed to", "forgot", "overlooked", where a person or a team is the subject."""
    if is_task(sentence):
        return
    text = sentence.text
    for found in finds(_FAIL, text):
        who = subject_of(sentence, found.start(), context.names.keys())
        if _failed_flags(who, found[1], found[2]) and not only_possible(sentence, found.start(), 2):
            swap = (found.start(1), found.start(2), "did not ")
            swaps = (swap,) if found[1] not in ("failing", "fails", "forget", "forgets") else ()
            yield Finding(_CAUSE, "failed to", found.start(), found.end(), swaps)
    for found in finds(_FAILURE, text):
        owner = text[max(0, found.start() - 14) : found.start()]
        owned = re.search(r"(?:\b(?:our|his|her|their|my|your)|'s|s')\s*$", owner) is not None
        if not found[1] or found[1] in v.MINDFUL or (owned and found[1] in v.DILIGENT):
            yield Finding(_CAUSE, "failed to", found.start(), found.end())
    for found in finds(_LAPSES, text):
        if text[found.end() : found.end() + 3] == " to" and found[0] in ("forgot", "neglected", "missed"):
            continue
        if _lapse_flags(sentence, found, context):
            yield Finding(_CAUSE, "failed to", found.start(), found.end())


_NAMED_AFTER_PEOPLE = first_words("operator owner author admin user users customer customers provider")


def _failed_flags(who: Who, verb: str, what: str) -> bool:
    forgets = verb.startswith(("forg", "neglect", "omit"))
    if who in PEOPLE:
        return what in v.DILIGENT or who is Who.WE or forgets or what not in _MACHINE_TASKS
    if who in (Who.OUTSIDERS, Who.USERS, Who.NOBODY):
        return (what in v.MINDFUL and what != "read") or forgets
    if who in (Who.THEY, Who.NONE):
        return what in v.MINDFUL or forgets or (who is Who.THEY and what in v.DILIGENT)
    if who is Who.POINTER:
        return forgets
    return forgets and verb.startswith("forg") and what in v.DILIGENT


_MACHINE_TASKS = first_words(
    "reconcile start schedule sync connect load bind mount parse allocate fetch launch boot compile"
    " authenticate log login access reach open join register receive get"
)


def _lapse_flags(sentence: Sentence, found: re.Match[str], context: Context) -> bool:
    text, word = sentence.text, found[0]
    place = found.start()
    if only_possible(sentence, place, 2) and not has(r"(?:should|would|from)", text[max(0, place - 8) : place]):
        return False
    if denied(sentence, place, 2) or word == "ignored" and "had to be" in text:
        return False
    lead = text[max(0, place - 30) : place]
    if re.search(r"\b(?:was|were|been|got)\s+(?:\w+ly\s+|initially\s+)?$", lead):
        if word in ("overlooked", "neglected", "forgotten", "dismissed", "underestimated", "misjudged", "misunderstood", "misread"):
            return not has(r"by (?:the|our|a) (?:\w+ )?(?:parser|server|client|service|code|script|system)", text)
        return word in ("missed", "ignored", "skipped") and has(r"(?:alerts?|alarms?|warnings?|pages?|reviews?|tests?|steps?|checks?|emails?|messages?|this|it|that|signals?|reports?|bug|issue)", lead) and not has(r"by (?:the|our|a) ", text[found.end() : found.end() + 8])
    who = subject_of(sentence, place, context.names.keys())
    if word in ("missed", "broke", "skipped", "bypassed", "ignored", "violated"):
        return (who in RESPONDERS or who is Who.WE) and not re.match(r"\s+(?:proofs|blocks|you|calls)", text[found.end() :])
    if word in ("dismissed", "disregarded"):
        return who in PEOPLE or who is Who.OUTSIDERS
    if word in ("had forgotten", "forgot", "overlooked", "misjudged", "underestimated", "overestimated", "misread", "misunderstood", "misinterpreted"):
        return who in PEOPLE or who in (Who.THEY, Who.NONE, Who.OUTSIDERS, Who.NOBODY)
    return who in PEOPLE


_DID_NOT = r"(?:did not|didn't|does not|doesn't|had not|hadn't|has not|hasn't|have not|never|would not|wouldn't|didnt) (?:\w+ly |even |really |bother to |think to |fully |yet )?(\w+)"
_UNABLE = r"(?:was not|wasn't|were not|weren't) able to (\w+)|(?:was|were) unable to (\w+)"
_UNAWARE = r"(?:was not|wasn't|were not|weren't|not|isn't|without(?: being)?) (?:\w+ly )?(?:aware|careful|carefull|thorough|attentive|diligent|cautious|vigilant|paying attention|mindful|familiar|qualified|trained|experienced|prepared)|(?:was|were) (?:\w+ly )?(?:unaware|inattentive|inexperienced|untrained|unqualified|distracted|overconfident|complacent|unprepared)"
_WITHOUT = r"without (?:\w+ly |even |first |being |any |to )?(?:test|testing|check|checking|verifying|reviewing|validating|reading|asking|informing|telling|notifying|consulting|thinking|noticing|reali[sz]ing|knowing|considering|thorough|confirming|understanding|looking|coordinating|communicating|double-checking)"


def left_undone(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"Did not check", "was not aware", "without testing", of one person or a role."""
    if is_task(sentence) or sentence.asks:
        return
    text, names = sentence.text, context.names.keys()
    for found in finds(_DID_NOT, text):
        who = subject_of(sentence, found.start(), names)
        verb = _base(found[1])
        if (_undone_flags(who, found[0], verb)) and not only_possible(sentence, found.start(), 2):
            yield Finding(_CAUSE, "did not", found.start(), found.end())
    for found in finds(_UNABLE, text):
        if found.start() == 0 and (found[1] or found[2]) in v.DILIGENT and not has(r"in time|as soon as possible|\w+ enough", text):
            yield Finding(_CAUSE, "did not", found.start(), found.end())
    for found in finds(_UNAWARE, text):
        who = subject_of(sentence, found.start(), names)
        alone = found[0].startswith("without") or not has(r"aware|familiar|prepared|trained|unaware|unprepared|distracted", found[0])
        if who is Who.ONE or (alone and who not in (Who.THING, Who.POINTER, Who.USERS)):
            yield Finding(_CAUSE, "not aware", found.start(), found.end())
    for found in finds(_WITHOUT, text):
        if not only_possible(sentence, found.start(), 4) and _deed(sentence, found.start(), context):
            yield Finding(_CAUSE, "did not", found.start(), found.end())


def _base(verb: str) -> str:
    """The plain form of a verb after "did not" or "had not"."""
    for ending, put in (("ied", "y"), ("ed", ""), ("ed", "e"), ("d", "")):
        if verb.endswith(ending) and verb[: -len(ending)] + put in v.DILIGENT:
            return verb[: -len(ending)] + put
    return {"read": "read", "known": "know", "knew": "know", "thought": "think", "understood": "understand", "told": "tell", "seen": "see", "paid": "pay", "made": "make", "taken": "take"}.get(verb, verb)


_KNOWING = first_words("know realise realize understand see think recognise recognize have")


def _undone_flags(who: Who, words: str, verb: str) -> bool:
    if who is Who.ONE:
        return verb in v.DILIGENT and not (words.startswith(("never", "ha")) and verb in _KNOWING)
    if who in (Who.GROUP, Who.OUTSIDERS):
        return verb in v.DILIGENT and verb not in _KNOWING
    if who in (Who.WE, Who.THEY):
        return has(r"properly|adequately|carefully|bother to|think to|even|thoroughly|sufficiently", words) or verb in ("bother", "pay", "care", "think") and who is Who.WE and "think to" in words
    return False


def _deed(sentence: Sentence, place: int, context: Context) -> bool:
    """Whether somebody, named or hidden in a passive, did what stands before a place."""
    lead = sentence.text[:place]
    if not lead.strip(" *_,"):
        rest = sentence.text[place:]
        return has(r"(?:was|were|been|we|he|she|i|engineer|operator|team)", rest)
    if re.search(r"\b(?:was|were|been|being|got)\s+(?:\w+\s+){0,3}\w+(?:ed|en|t|n)\b", lead):
        return True
    for token in sentence.tokens:
        if token.start >= place:
            break
        if (token.word in v.PASTS or token.word.endswith("ed")) and token.word not in v.HELPERS:
            return subject_of(sentence, token.start, context.names.keys()) in PEOPLE
    return False


_SEEN_BY_NOBODY = first_words(
    "know knows knew known notice noticed notices check checked checks realise realised realize"
    " realized think thought review reviewed test tested verified verify respond responded look"
    " looked looking ask asked own owns owned watched watching paid saw seen understood understands"
    " questioned bothered cared monitored monitoring remembered considered escalated followed read"
    " reacted acted communicated informed told documented updated responsible aware attention"
)
_NOBODY = (
    r"(?:no one|nobody|no-one|none of (?:us|them|the \w+)|not a single (?:person|engineer|one|member)|no engineer|no team)(?: (?:on|in|of|from|at) (?:the|our|this|that) (?:[\w-]+ ){0,2}[\w-]+)? (?:\w+ly |had |has |even |else |ever |really |was |were |is )*("
    + "|".join(sorted(_SEEN_BY_NOBODY))
    + ")"
)


def nobody(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"Nobody noticed", "no one in the team knows"."""
    if is_task(sentence):
        return
    for found in finds(_NOBODY, sentence.text):
        yield Finding(_CAUSE, "nobody", found.start(), found.end())


_CARE = (
    r"(?:be|being|are|were|have been|been) (?:more|extra|much more|very|far more) (?:careful|carefull|vigilant|diligent|mindful|cautious|attentive|thorough|disciplined|aware)"
    r"|(?:more|greater|better|closer|extra|special|additional|enough|due) (?:care|attention|vigilance|diligence|discipline|caution)"
    r"|(?:more|much more) (?:careful|carefully|vigilant|diligent|diligently|attentive|attentively|mindful)(?= (?:when|with|about|to|in|on|next|and|while|during|before|going|from)|[.,;!]|$)"
    r"|(?:try|tries|trying|work|tried|must try) harder|(?:must|should|needs? to|have to|has to|will|please|to) (?:always )?(?:double|triple)-?[ -]?check|^(?:always )?(?:double|triple)-?[ -]?check"
    r"|(?:must|should|need to|needs to|have to|please|always) (?:not forget|never forget|remember|be careful|be vigilant|pay attention|take care|think twice)|^(?:remember to|don't forget|do not forget|be careful|never forget|be vigilant|pay attention)"
    r"|(?:remind|reminded|reminding|tell|told|warn|warned|urge|urged|educate|retrain|re-train) (?:all |the |our |every |each |everyone|everybody|them|him|her|staff|people)(?:\w+ )*?(?:to|of|that|about|on)"
)


def more_care(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"Be more careful", "double-check", "remind everyone": a change that is only effort."""
    text = sentence.text
    for found in finds(_CARE, text):
        if denied(sentence, found.start(), 4) and not has(r"not enough|must not|do not|don't|should not|never", text[max(0, found.start() - 12) : found.end()]):
            continue
        if has(r"(?:remind|tell|told|warn|remain|educat|urge|retrain|re-train)\w*", found[0]) and not has(r"(?:careful|care|check|remember|attention|follow|aware|forget|verify|read|make sure|importance|test|carefully|rules?|policy)", text[found.end() : found.end() + 60]):
            continue
        if "due" in found[0].split() and "due to" in text[found.start() : found.end() + 4]:
            continue
        yield Finding(Pattern.MORE_CARE, "more care", found.start(), found.end())


WATCHES = (
    Watch(human_error, first_words(
        "error errors mistake mistakes failure failing oversight human-error pebkac layer"
        " operator-error user-error")),
    Watch(slips, first_words(
        "accidentally accidentially accidently mistakenly inadvertently unintentionally unwittingly"
        " unknowingly mistake accident oversight carelessness inattention negligence error"
        " erroneously wrongly incorrectly accidental mistaken inadvertent unintentional unintended"
        " absent-mindedly absentmindedly")),
    Watch(own_fault, first_words(
        "bad fault mistake mistakes error errors blunder blunders blundered oversight carelessness"
        " negligence oops ooops whoops culpa ball mess messed screw screwed screw-up fat fat-finger"
        " fat-fingered botched bungled slip slipped slip-up goofed mishandled typoed shot asleep let")),
    Watch(culprits, frozenset()),
    Watch(lapses, first_words(
        "failed fails fail failing failure inability refusal unwillingness forgot forget forgets"
        " forgotten overlooked underestimated overestimated misjudged misunderstood misread"
        " misinterpreted neglected neglect neglects omit omitted omits disregarded dismissed ignored"
        " skipped bypassed mishandled misconfigured missed violated circumvented broke bothered"
        " bother chose")),
    Watch(left_undone, first_words(
        "not didn't didnt doesn't hadn't hasn't wasn't weren't isn't never without unaware unable"
        " inattentive inexperienced untrained unqualified distracted overconfident complacent"
        " unprepared wouldn't")),
    Watch(nobody, first_words("no nobody no-one none not")),
    Watch(more_care, first_words(
        "care careful carefully carefull vigilant vigilance diligent diligently diligence mindful cautious"
        " attentive attentively attention thorough disciplined discipline aware caution harder"
        " double-check doublecheck triple-check double triple check remember forget twice remind"
        " reminded reminding tell told warn warned urge urged educate retrain re-train")),
)  # fmt: skip
