"""Slips as the explanation: human error, "accidentally", "our bad", of what really happened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmdesk.domain.wording import vocabulary as v
from pmdesk.domain.wording.context import Context
from pmdesk.domain.wording.grammar import (
    PEOPLE,
    Who,
    denied,
    is_task,
    only_possible,
    subject_of,
    verb_before,
)
from pmdesk.domain.wording.hint import Finding, Pattern, Swap, Watch
from pmdesk.domain.wording.phrases import ends_with, finds, first_words, has
from pmdesk.domain.wording.sentences import Sentence

_CAUSE = Pattern.PERSON_AS_CAUSE

_ERROR = (
    r"(?:human|operator|user|pilot|manual|individual|personal|engineer|admin|administrator)[ -]"
    r"(?:error|errors|mistake|mistakes|failure|failing|oversight)"
    r"|error of (?:the|an?) (?:operator|engineer|admin\w*)|pebkac|layer 8"
)
# In front of it, the words are an aim, a risk or a refusal to use them.
_NOT_SAID = (
    r"(?:reduces?|avoids?|prevents?|eliminates?|against|risk of|prone to|chance of|room for"
    r"|possibility of|potential for|less|removes?|limits?|instead of|rather than|beyond|behind"
    r"|minimi[sz]es?|never|not|no|isn't|wasn't|call it|call this|label|word)(?: \w+)?"
)


def human_error(sentence: Sentence, _context: Context) -> Iterator[Finding]:
    """Human error as the end of the search."""
    if is_task(sentence):
        return
    for found in finds(_ERROR, sentence.text):
        if not ends_with(_NOT_SAID, sentence.text[: found.start()]):
            yield Finding(_CAUSE, "human error", found.start(), found.end())


# These are said of programs too; they count only with a person before a verb of doing.
_WRONGLY = r"erroneously|wrongly|incorrectly|in error"
_SLIP = (
    r"accidentally|accidentially|accidently|mistakenly|inadvertently|unintentionally|unwittingly"
    r"|unknowingly|absent-?mindedly|by mistake|by accident|by oversight"
    r"|(?:due to|because of|through|out of) (?:an? )?(?:oversight|carelessness|inattention"
    rf"|negligence)|{_WRONGLY}"
)
_SLIP_NOUN = r"accidental|mistaken|inadvertent|unintentional|unintended (?:deletion|removal)"
_AIM = r"avoid|prevent|protect|guard|ensure|risk|harder|so that|if|could|can|may|might|possible to"


def slips(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """Accidentally, by mistake: of something that happened and that no machine did."""
    if is_task(sentence):
        return
    text = sentence.text
    for found in finds(_SLIP, text):
        if _slipped(sentence, found, context):
            yield _slip(sentence, found)
    for found in finds(_SLIP_NOUN, text):
        if only_possible(sentence, found.start(), 5) or denied(sentence, found.start(), 2):
            continue
        if found[0] != "mistaken" or _doer(sentence, found, context) in PEOPLE:
            yield _slip(sentence, found)


def _slipped(sentence: Sentence, found: re.Match[str], context: Context) -> bool:
    text, place = sentence.text, found.start()
    if only_possible(sentence, place, 2) or denied(sentence, place, 1):
        return False
    happened = ends_with(r"(?:was|were|had|has|have|been)(?: \w+)?", text[:place])
    if not happened and has(_AIM, text[max(0, place - 60) : place]):
        return False
    if re.fullmatch(_WRONGLY, found[0]):
        return not _passive(text, found) and _doer(sentence, found, context) in PEOPLE
    if _passive(text, found):
        return True
    if has(r"(?:the|this|one|a) (?:user|customer)", text[:place]):
        return True
    return _doer(sentence, found, context) not in (Who.THING, Who.USERS)


def _slip(sentence: Sentence, found: re.Match[str]) -> Finding:
    swap = _without(sentence.text, found.start(), found.end())
    return Finding(_CAUSE, "slip", found.start(), found.end(), (swap,))


def _without(text: str, start: int, end: int) -> Swap:
    """Takes the words out with the space and the comma that belong to them."""
    if text[end : end + 1] == "," and not text[:start].strip():
        end += 1
    if text[end : end + 1] == " ":
        end += 1
    elif start and text[start - 1] == " ":
        start -= 1
        if start and text[start - 1] == ",":
            start -= 1
    return start, end, ""


def _passive(text: str, found: re.Match[str]) -> bool:
    """Whether it colours a passive: "was accidentally deleted", "was deleted by mistake"."""
    near = text[max(0, found.start() - 60) : found.start()]
    if ends_with(r"(?:was|were|is|are|been|being|be|get|got|gets)(?: \w+ly)?", near):
        following = re.match(r"\s+([\w-]+)", text[found.end() :])
        return following is not None and v.is_participle(following[1])
    done = rf"(?:was|were|been|being) (?:\w+ ){{0,2}}?{v.PARTICIPLE}(?: \w+){{0,4}}"
    return ends_with(done, near)


_ACTOR = r"(?:the|an?|our) [\w-]+|@?[\w-]+"


def _doer(sentence: Sentence, found: re.Match[str], context: Context) -> Who:
    """Who did what the adverb colours; it may stand first, before the verb, or after it."""
    text, names = sentence.text, context.names.keys()
    lead = text[: found.start()].strip(" *_(")
    if not lead or lead.endswith((",", " and", " but")):
        after = next(finds(_ACTOR, text[found.end() :]), None)
        if after is not None:
            return subject_of(sentence, found.end() + after.end(), names)
    verb = verb_before(sentence, found.start())
    following = re.match(r"\s+([\w-]+)", text[found.end() :])
    if following is None or verb is None:
        return subject_of(sentence, found.start() if verb is None else verb, names)
    word = following[1]
    next_to_verb = word in v.PASTS or word.endswith(("ed", "ing", "s"))
    return subject_of(sentence, found.start() if next_to_verb else verb, names)


# "Which was an oversight", but not "a mistake in the template".
_WAS_ONE = (
    r"(?:was|were|is|being) (?:an?|our|my|his|her|their|the) (?:\w+ )?(?:mistake|oversight|blunder"
    r"|lapse|miss)(?! (?:in|of) (?:the|an?|our) (?:\w+ )?(?:code|logic|config\w*|template|query"
    r"|script|rule|schema|formula|file|chart|calculation))"
)
_BETTER = r"(?:can|must|should|need to|have to|could|ought to) (?:and \w+ )?do (?:much )?better"
_MADE = (
    r"(?:made|make|making|makes|did|done) (?:an? |the |this |that |some |several )?(?:\w+ )?"
    r"(?:mistakes?|blunders?|errors? of judge?ment)"
)
_BUNGLED = r"botched|bungled|mishandled"
_OWN = (
    r"(?:my|our|his|her|their|your)(?: own)? (?:bad|fault|mistakes?|error|blunder|oversight"
    r"|carelessness|negligence)"
    r"|o+ps|whoops|mea culpa|drop(?:ped|ping)? the ball|(?:mess|screw)(?:ed)? (?:it |this |that"
    r" |things )?up|screw-up|fat[- ]finger(?:ed|s|ing)?|slip(?:ped)? up|slip-up|blunder(?:ed|s)?"
    r"|goofed|typoed|rubber-?stamp(?:ed|ing)?|(?:turned|turning) a blind eye|looked the other way"
    r"|drag(?:ged|ging) (?:its|their|our) feet|waved (?:it|this|the \w+) through|shot ourselves"
    r"|no excuse|asleep at the wheel|let (?:our|the) (?:users|customers|community|team) down"
    r"|let you down|on a whim|inexperience"
    r"|(?:themselves|himself|herself|ourselves|itself|myself) to blame"
    r"|[\w-]+(?:'s|s') (?:lack of|poor|limited) (?:experience|knowledge|skills?|care|attention"
    r"|discipline|training|foresight|judge?ment)"
    r"|mistakes? (?:was|were) made|mistakes? (?:by|of) (?:the|an?|our|one of) \w+"
)


def own_fault(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """Our bad, oops, made a mistake: blame that is taken or given in passing."""
    text, names = sentence.text, context.names.keys()
    for found in finds(_OWN, text):
        yield Finding(_CAUSE, "our bad", found.start(), found.end())
    for found in finds(f"{_WAS_ONE}|{_BETTER}", text):
        if not denied(sentence, found.end() - 1, 3):
            yield Finding(_CAUSE, "our bad", found.start(), found.end())
    for found in finds(_MADE, text):
        if only_possible(sentence, found.start()) or denied(sentence, found.start()):
            continue
        if subject_of(sentence, found.start(), names) is not Who.THING:
            yield Finding(_CAUSE, "our bad", found.start(), found.end())
    for found in finds(_BUNGLED, text):
        if subject_of(sentence, found.start(), names) in PEOPLE:
            yield Finding(_CAUSE, "our bad", found.start(), found.end())


WATCHES = (
    Watch(human_error, first_words(
        "error errors mistake mistakes failure failing oversight human-error pebkac layer"
        " operator-error user-error")),
    Watch(slips, first_words(
        "accidentally accidentially accidently mistakenly inadvertently unintentionally"
        " unwittingly unknowingly mistake accident oversight carelessness inattention negligence"
        " error erroneously wrongly incorrectly accidental mistaken inadvertent unintentional"
        " unintended absent-mindedly absentmindedly")),
    Watch(own_fault, first_words("lapse miss better excuse") | first_words(
        "bad fault mistake mistakes error errors blunder blunders blundered oversight carelessness"
        " negligence oops ooops whoops culpa ball mess messed screw screwed screw-up fat fat-finger"
        " fat-fingered rubber-stamp rubber-stamped rubber-stamping rubberstamped blind dragged"
        " dragging waved looked botched bungled slip slipped slip-up goofed mishandled typoed shot"
        " asleep let whim inexperience"
        " blame experience knowledge skill skills care attention discipline"
        " training foresight judgement judgment")),
)  # fmt: skip
