"""More care: a change that consists of people trying harder."""

from __future__ import annotations

from collections.abc import Iterator

from pmdesk.domain.wording.context import Context
from pmdesk.domain.wording.grammar import denied
from pmdesk.domain.wording.hint import Finding, Pattern, Watch
from pmdesk.domain.wording.phrases import finds, first_words, has
from pmdesk.domain.wording.sentences import Sentence

_CAREFUL = r"(?:careful|carefull|vigilant|diligent|mindful|cautious|attentive|thorough|disciplined)"
_CARE = (
    rf"(?:be|being|are|were|have been|been) (?:more|extra|much more|very|far more|way more)"
    rf" (?:{_CAREFUL}|aware)"
    r"|(?:more|greater|better|closer|extra|special|additional|enough|due) (?:care|attention"
    r"|vigilance|diligence|discipline|caution)"
    r"|more (?:careful|carefully|vigilant|diligent|diligently|attentive|attentively|mindful)"
    r"(?= (?:when|with|about|to|in|on|next|and|while|during|before|going|from)\b|[.,;!]|$)"
    r"|(?:try|tries|trying|work|tried) harder"
    r"|(?:must|should|needs? to|have to|has to|will|please|to) (?:always )?(?:double|triple)"
    r"[ -]?check|^(?:always )?(?:double|triple)[ -]?check"
    r"|(?:must|should|need to|needs to|have to|has to|please|always) (?:not forget|never forget"
    r"|remember|be careful|be vigilant|pay attention|take care|think twice)"
    r"|^(?:remember to|don't forget|do not forget|be careful|never forget|be vigilant)"
)
_REMINDED = (
    r"(?:remind|reminded|reminding|tell|told|warn|warned|urge|urged|educate|retrain|re-train)"
    r" (?:all|the|our|every|each|everyone|everybody|them|him|her|staff|people|engineers|developers)"
    r" (?:\w+ ){0,3}?(?:to|of|that|about|on)"
)
_OF_WHAT = (
    r"careful|care|check|remember|attention|follow|aware|forget|verify|read|make sure|importance"
    r"|test|carefully|rules?|policy|vigilant"
)
_STILL_ASKED = r"not enough|must not|do not|don't|should not|never"


def more_care(sentence: Sentence, _context: Context) -> Iterator[Finding]:
    """Be more careful, double-check, remind everyone."""
    text = sentence.text
    for found in finds(_CARE, text):
        near = text[max(0, found.start() - 12) : found.end()]
        if denied(sentence, found.start(), 4) and not has(_STILL_ASKED, near):
            continue
        yield Finding(Pattern.MORE_CARE, "more care", found.start(), found.end())
    for found in finds(_REMINDED, text):
        if has(_OF_WHAT, text[found.end() : found.end() + 60]):
            yield Finding(Pattern.MORE_CARE, "more care", found.start(), found.end())


WATCHES = (
    Watch(more_care, first_words(
        "care careful carefully carefull vigilant vigilance diligent diligently diligence mindful"
        " cautious attentive attentively attention thorough disciplined discipline aware caution"
        " harder double-check doublecheck triple-check double triple remember forget twice remind"
        " reminded reminding tell told warn warned urge urged educate retrain re-train")),
)  # fmt: skip
