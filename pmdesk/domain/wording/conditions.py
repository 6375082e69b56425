"""Hindsight in openings and single words: "had we", "if only", "obviously", "not soon enough"."""

from __future__ import annotations

from collections.abc import Iterator

from pmdesk.domain.wording import vocabulary as v
from pmdesk.domain.wording.context import Context
from pmdesk.domain.wording.endings import ADVERBS, imagines_better
from pmdesk.domain.wording.grammar import PEOPLE, Who, denied, is_task, subject_of
from pmdesk.domain.wording.hint import Finding, Pattern, Watch
from pmdesk.domain.wording.phrases import ends_with, finds, first_words, has
from pmdesk.domain.wording.sentences import Sentence

_ANY = r"we|i|he|she|they|you|someone|somebody|anyone|this|that|it|there"
_HAD = (
    rf"had (?:{_ANY}|(?:the|our|a|an|his|her|their) (?:[\w-]+ ){{0,3}}?[\w-]+)"
    rf" (not |never )?{ADVERBS}(?:been |had )?{ADVERBS}({v.PARTICIPLE})"
)
_IF_HAD = (
    rf"if (?!only)(?:{_ANY}|(?:the|our|a|an) (?:[\w-]+ ){{0,3}}?[\w-]+)(?: had|'d)"
    rf" (not |never )?{ADVERBS}(?:been )?({v.PARTICIPLE})"
)
_SIGHS = (
    rf"if only (?:{_ANY}|(?:the|our) (?:[\w-]+ )?[\w-]+) (?:had|would|could|knew|were|was)"
    r"|if (?:we|i|he|she|they|someone|the \w+) would(?:n't| not)? have"
    r"|would (?:we|he|she|they) have"
    r"|(?:wish(?:es|ed)?) (?:that )?(?:we|i|he|she|they|somebody|someone) (?:had|would|could)"
)
# Words after which "had we …" can follow without a comma.
_BEFORE_HAD = (
    r"and|but|however|that|avoided|happened|prevented|so|sooner|earlier|faster|detected|better"
    r"|worked|caught|helped"
)

_MORE = r"sooner|earlier|faster|(?:more|better) \w+|properly|carefully"


def conditions(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """Had we tested it, if we had, if only: a story that did not take place."""
    if sentence.asks:
        return
    text, names = sentence.text, context.names.keys()
    for found in finds(_SIGHS, text):
        yield Finding(Pattern.HINDSIGHT, "had we", found.start(), found.end())
    for phrase in (_HAD, _IF_HAD):
        for found in finds(phrase, text):
            lead = text[: found.start()].rstrip()
            opens = not lead or lead[-1] in ",;:—–-(" or ends_with(_BEFORE_HAD, lead)
            if phrase == _HAD and not opens:
                continue
            who = subject_of(sentence, found.start(2), names)
            sooner = who in PEOPLE and has(_MORE, text[found.end() : found.end() + 40])
            wished = _wishes(text, bool(found[1])) and (who in PEOPLE or imagines_better(text))
            if sooner or wished:
                yield Finding(Pattern.HINDSIGHT, "had we", found.start(), found.end())


def _wishes(text: str, undone: bool) -> bool:
    """Whether the imagined ending is better than the real one."""
    if undone or has(r"(?:would|could|might) (?:not|never) have|(?:wouldn't|couldn't) have", text):
        return imagines_better(text)
    return not has(r"attackers?|adversary|exploited|worse|much longer", text)


_KNOWING = (
    r"blatant(?:ly)?|glaring(?:ly)?|unsurprisingly|needless to say|benefit of hindsight"
    r"|(?:in|with|on|from) (?:the benefit of )?(?:hindsight|retrospect)|hindsight is|common sense"
    r"|as any(?:one|body) (?:can|could) see|plain to see|bound to (?:happen|fail|break|go)"
    r"|(?:only )?a matter of time|waiting to happen|time bomb|see (?:it|this|that) coming"
    r"|(?:every|any)(?:one|body) (?:knows|knew|would have|could have|should)|no surprise"
    r"|writing on the wall|warning signs|should have known better|^of course(?=,)"
    r"|(?:was|were|is|are|been|easily|entirely|completely|an|the) (?:avoidable|preventable)"
    r"|(?:was|were|is|entirely|completely|highly) predictable"
    r"|(?:any|every)(?:one|body) (?:\w+ ){1,5}?(?:would|could) (?:have )?(?:see|seen|notice|noticed"
    r"|know|known|spot|spotted|tell|guess|guessed|expect|expected)"
    r"|(?:should|ought to) (?:really )?know better|(?:knew|known) better"
    r"|must have (?:known|noticed|seen|read|been aware|realised|realized)"
)
_OBVIOUS = r"obvious|obviously|inevitabl[ey]|foreseeable|^predictably"
# "So that it is obvious", "it became obvious": an aim, or what was found out at the time.
_FOUND_OUT = (
    r"more|so that it is|(?:make|makes|made) (?:it|this|that)|becomes?|became|to be|an?|any"
)
_CLEARLY = (
    r"^clearly|(?:was|were|is|are|had|has) clearly (?:a |an |not |in)?(?:wrong|mistake\w*|error"
    r"|inadequate|insufficient|fault\w*|failed|enough|tested|caused|visible|broken|missed)"
    r"|clearly (?:should|did not|didn't|failed|missed|knew)"
)


def knowing_words(sentence: Sentence, _context: Context) -> Iterator[Finding]:
    """Obvious, inevitable, in hindsight: words that know the ending."""
    if is_task(sentence) or sentence.asks:
        return
    text = sentence.text
    for found in finds(f"{_KNOWING}|{_CLEARLY}", text):
        yield Finding(Pattern.HINDSIGHT, "obvious", found.start(), found.end())
    for found in finds(_OBVIOUS, text):
        found_out = ends_with(_FOUND_OUT, text[: found.start()])
        if not found_out and not denied(sentence, found.start(), 2):
            yield Finding(Pattern.HINDSIGHT, "obvious", found.start(), found.end())


_NOT_ENOUGH = (
    r"(?:quick|quickly|fast|soon|early|closely|hard|carefully|thoroughly|clearly|proactively"
    r"|promptly) enough|as soon as possible|in time"
)
_TOO_LATE = (
    r"too (?:late|slow|slowly|long)|slow to (?:respond|react|notice|escalate|act|communicate"
    r"|answer|acknowledge)"
)
_ACTED = (
    r"(?:was|were) (?:not |un)able|could not|couldn't|did not|didn't|nor did|wasn't able"
    r"|weren't able|(?:was|were)(?:n't| not)?|took|waited|reacted|responded|acted|escalated"
    r"|noticed|have|has"
)
_OUR_DOING = (
    r"(?:our|the|his|her|their) (?:detection|response|reaction|escalation|communication"
    r"|investigation|diagnosis|roll[ -]?back|mitigation|recovery)"
)


def soon_enough(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """Not quickly enough, too late, of people: a clock that nobody had."""
    if is_task(sentence):
        return
    text = sentence.text
    for found in finds(f"{_NOT_ENOUGH}|{_TOO_LATE}", text):
        lead = text[: found.start()]
        late = found[0].startswith(("too", "slow"))
        if not late and not has(r"not|never|nor|unable|\w+n't|failed to", lead[-70:]):
            continue
        verb = next(finds(_ACTED, lead), None)
        if verb is None:
            continue
        who = subject_of(sentence, verb.start(), context.names.keys())
        if verb[0] == "nor did" and has(r"nor did (?:we|i|he|she|the team)", text):
            who = Who.WE
        unsaid = who is Who.NONE and verb.start() == 0
        others = late and (who is Who.OUTSIDERS or has(_OUR_DOING, lead))
        if who in PEOPLE or unsaid or others:
            yield Finding(Pattern.HINDSIGHT, "soon enough", found.start(), found.end())


WATCHES = (
    Watch(conditions, first_words("had if would wish wishes wished")),
    Watch(knowing_words, first_words(
        "obvious obviously blatant blatantly glaring glaringly inevitable inevitably"
        " unsurprisingly needless hindsight retrospect foreseeable predictable predictably sense"
        " see bound matter waiting bomb coming everyone everybody anyone anybody surprise writing"
        " signs clearly course better avoidable preventable must")),
    Watch(soon_enough, first_words("enough possible time late slow slowly long")),
)  # fmt: skip
