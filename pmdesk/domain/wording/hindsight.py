"""Hindsight: should have, could have, had we, obvious; risks and what a machine owed stay out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmdesk.domain.wording import vocabulary as v
from pmdesk.domain.wording.context import Context
from pmdesk.domain.wording.grammar import PEOPLE, Who, denied, is_task, only_possible, subject_of
from pmdesk.domain.wording.hint import Finding, Pattern, Watch
from pmdesk.domain.wording.phrases import finds, first_words, has
from pmdesk.domain.wording.sentences import Sentence

_ADVERBS = r"(?:(?:\w+ly|also|then|simply|just|even|still|perhaps|never|always|instead|either|long|at least|in theory)[ ,]+){0,2}"
_MODAL = (
    rf"(should|could|would|might|ought to)(n't| not| never)?,? {_ADVERBS}(?:have|'ve|of) "
    rf"(not )?{_ADVERBS}(been )?{_ADVERBS}([\w-]+)"
    rf"|(should|could|would|might)(n't|not)?'?ve (not )?{_ADVERBS}(been )?{_ADVERBS}([\w-]+)"
)
# Endings that one wishes for, whoever would have brought them about.
_GOOD = first_words(
    "detected discovered caught noticed spotted prevented avoided averted mitigated reduced"
    " minimised minimized shortened helped saved alerted warned sped accelerated resolved solved"
    " fixed identified recognised recognized anticipated foreseen flagged uncovered eliminated"
    " paged informed found worked succeeded"
)
# These are wished for only where their object is.
_GOOD_WITH_OBJECT = first_words(
    "stopped blocked limited contained enabled allowed made given revealed shown surfaced rejected"
    " restored protected highlighted kept told let cut led required taken gotten got known seen"
    " triggered raised reverted exposed recovered handled improved"
)
_GOOD_OBJECTS = (
    r"(?:us|the team|teams?|engineers?|on-call|responders?) |earlier|sooner|faster|quicker|quickly"
    r"|rapid|fast|immediately|easier|clear(?:er)?|visible|roll ?back|recovery|detection|diagnosis"
    r"|(?:the|this|that) (?:\w+ )?(?:incident|outage|issue|problem|bug|impact|rollout|deploy\w*"
    r"|release|change|damage|failure|regression|error|blast radius)|blast radius|downtime|impact"
)
_BETTER = (
    r"better|sooner|earlier|faster|quicker|more (?:quickly|carefully|closely|clearly|thoroughly"
    r"|proactive\w*|effective\w*|smooth\w*)|differently|shorter|easier|easy|simple|simpler"
    r"|easily|right away|straight away|smoother|less (?:severe|painful|impact)"
)
_BAD_THINGS = (
    r"(?:this|that|it|which|these|outage|incident|issue|problem|bug|failure|failures|impact|error"
    r"|errors|regression|disruption|downtime|situation|mistake|breach|crash|loss|delay|alert storm)"
)
_GONE = first_words(
    "happened occurred lasted escalated spread reached mattered taken arisen affected impacted failed"
    " gone slipped noticed existed started begun broken"
)
_HARM = first_words(
    "lost leaked exposed stolen accessed corrupted exploited destroyed suffered crashed caused"
    " resulted led experienced affected impacted broken damaged drained missed seen received hit"
    " run gone brought taken failed lasted been had worked noticed"
)
_NEVER = (
    r"(?:happened|occurred|been (?:possible|allowed|able|necessary|there|merged|deployed|released"
    r"|running|in production|needed|sent|public|exposed)|reached (?:\w+ )?(?:production|prod"
    r"|customers|users)|gone (?:out|live|to)|passed|slipped|made it|had|taken (?:so|this|that))"
)
_MACHINE_OWED = r"by (?:the|our|a|an|its) |automatically|by default|by design|according to"


def hindsight(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"Should have" and its kin, by whom it speaks of and which ending it imagines."""
    if sentence.asks:
        return
    text = sentence.text
    for found in finds(_MODAL, text):
        modal, verb, been, negative = _parts(found)
        if verb in ("to", "a", "the", "no") or not (been or v.is_participle(verb)):
            continue
        who = subject_of(sentence, found.start(), context.names.keys())
        rest = text[found.end() :]
        flagged = {
            "should": _should_flags, "ought to": _should_flags, "would": _would_flags,
        }.get(modal, _could_flags)(who, verb, been, negative, rest, text[: found.start()])  # fmt: skip
        if flagged:
            topic = "could have" if modal == "might" else f"{modal.split()[0]} have"
            topic = "should have" if modal == "ought to" else topic
            yield Finding(
                Pattern.HINDSIGHT, topic, found.start(), found.end(),
                about=(found.end(), len(text)),
            )  # fmt: skip


def _parts(found: re.Match[str]) -> tuple[str, str, bool, bool]:
    if found[1]:
        return found[1], found[5], bool(found[4]), bool(found[2] or found[3]) or "never" in found[0]
    return found[6], found[10], bool(found[9]), bool(found[7] or found[8]) or "never" in found[0]


def _should_flags(
    who: Who, verb: str, been: bool, negative: bool, rest: str, before: str
) -> bool:
    tail = rest[:60]
    if "never" in before[-12:]:
        negative = True
    whole = f"{'been ' if been else ''}{verb}{tail}"
    if who is Who.USERS and not negative:
        return verb not in ("received", "seen", "gotten", "got", "notified", "had", "able")
    if who in PEOPLE or who in (Who.NOBODY, Who.USERS, Who.OUTSIDERS, Who.THEY):
        return True
    if has(_MACHINE_OWED, tail):
        return False
    if verb in _GOOD or has(_BETTER, tail):
        return True
    if negative:
        return re.match(_NEVER, whole) is not None or (been and verb in v.PRACTISED)
    human = verb in v.PRACTISED or verb in _HANDIWORK
    return been and human


# What people do to a system: "the flag should have been removed" has somebody behind it.
_HANDIWORK = first_words(
    "deployed merged rolled reverted removed added done updated upgraded disabled enabled escalated"
    " written changed communicated rotated renewed taken included investigated declared announced"
    " implemented set configured raised reported closed deleted run checked fixed replaced kept"
    " cancelled canceled paused stopped asked told involved paged called brought given held made"
    " built created tuned scheduled postponed"
)


def _could_flags(who: Who, verb: str, been: bool, negative: bool, rest: str, before: str) -> bool:
    tail = rest[:70]
    if who is Who.ATTACKERS or (negative and not has(_BETTER, tail)):
        return False
    if has(r"(?:things|what|areas) (?:that |which )?", before[-12:]):
        return False
    if verb in _GOOD and not _keeps_users_from(verb, tail):
        return who is not Who.USERS
    if verb in _GOOD_WITH_OBJECT and has(_GOOD_OBJECTS, tail):
        return not has(r"attackers?|an adversary|malicious|anyone|anybody", tail)
    if re.search(rf"\b(?:{_BETTER})\b", f"{verb}{tail}"):
        return who is not Who.USERS
    if who in PEOPLE:
        return not been and verb not in _HARM
    return who is Who.NONE and not before.strip(" *_-") and verb not in _HARM and not been


def _would_flags(who: Who, verb: str, been: bool, negative: bool, rest: str, before: str) -> bool:
    tail = rest[:70]
    if who in (Who.ATTACKERS, Who.USERS):
        return False
    if negative or "never" in before[-12:]:
        bad = has(_BAD_THINGS, before[-60:]) or who is Who.POINTER
        wished = verb in _GONE or has(r"(?:an? )?(?:issue|problem|incident|outage)", f"{verb}{tail}")
        return bad and wished and not verb.startswith("possible")
    if has(r"had (?:we|i|they|he|she|it|the \w+) not|if (?:we|it|the \w+) (?:hadn't|had not)", before):
        return False
    if has(r"without (?:the|this|that|these|our)", before[:40]):
        return False
    if verb in _GOOD and not _keeps_users_from(verb, tail):
        return True
    if verb in _GOOD_WITH_OBJECT and has(_GOOD_OBJECTS, tail):
        return not has(r"attackers?|an adversary|malicious|anyone|anybody", tail)
    if has(_BETTER, f"{verb}{tail[:40]}"):
        return True
    return who in PEOPLE and has(r"if (?:we|they|he|she|someone|somebody) had", before + rest)


def _keeps_users_from(verb: str, tail: str) -> bool:
    people = r"(?:\w+ ){0,2}(?:users?|customers?|clients|farmers|people|anyone|everyone|nodes?|pods?)"
    return verb in ("prevented", "stopped", "blocked") and has(rf"{people} from", tail)


_HAD = (
    r"(?:had (?:we|i|he|she|they|you|someone|somebody|anyone|this|that|it|there"
    r"|(?:the|our|a|an|his|her|their) (?:[\w-]+ ){0,3}?[\w-]+)) "
    rf"(not |never )?{_ADVERBS}(been |had )?{_ADVERBS}({v.PARTICIPLE})"
)
_IF = (
    r"if (?!only)(we|i|he|she|they|you|someone|somebody|anyone|this|that|it|there"
    rf"|(?:the|our|a|an) (?:[\w-]+ ){{0,3}}?[\w-]+)(?: had|'d) (not |never )?{_ADVERBS}(been )?({v.PARTICIPLE})"
)
_ONLY = (
    r"if only (?:we|i|he|she|they|you|someone|somebody|there|this|that|it|(?:the|our) (?:[\w-]+ )?[\w-]+)"
    r" (?:had|would|could|knew|were|was)"
)
_WOULD_IF = r"if (?:we|i|he|she|they|someone|the \w+) would(?:n't| not)? have|would (?:we|he|she|they) have"
_WISH = r"(?:wish(?:es|ed)?) (?:that )?(?:we|i|he|she|they|somebody|someone) (?:had|would|could)"


def conditions(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"Had we tested it", "if we had", "if only": openings of a story that did not take place."""
    if sentence.asks:
        return
    text = sentence.text
    for phrase in (_ONLY, _WOULD_IF, _WISH):
        for found in finds(phrase, text):
            yield Finding(Pattern.HINDSIGHT, "had we", found.start(), found.end())
    for found in finds(_HAD, text):
        lead = text[: found.start()].rstrip()
        opens = not lead or lead[-1] in ",;:—–-(" or has(r"(?:and|but|however|that|avoided|happened|prevented|so|sooner|earlier|faster|detected|better|worked|caught|helped)", lead[-14:].split(" ")[-1])
        who = subject_of(sentence, found.start(2) if found[2] else found.start(3), context.names.keys())
        if opens and _wishes(text, bool(found[1])) and (who in PEOPLE or _good_ending(text)):
            yield Finding(Pattern.HINDSIGHT, "had we", found.start(), found.end())
    for found in finds(_IF, text):
        who = subject_of(sentence, found.end(1), context.names.keys())
        if _wishes(text, bool(found[2])) and (who in PEOPLE or _good_ending(text)):
            yield Finding(Pattern.HINDSIGHT, "had we", found.start(), found.end())


def _wishes(text: str, not_done: bool) -> bool:
    """Whether the imagined ending is better than the real one."""
    if has(r"(?:would|could|might) (?:not|never) have|(?:wouldn't|couldn't) have", text):
        return _good_ending(text)
    if not_done:
        return _good_ending(text)
    return not has(r"attackers?|adversary|exploited|worse|much longer", text)


def _good_ending(text: str) -> bool:
    for found in finds(_MODAL, text):
        _, verb, _, negative = _parts(found)
        if not negative and (verb in _GOOD or has(_BETTER, text[found.end() : found.end() + 60])):
            return True
        if not negative and verb in _GOOD_WITH_OBJECT and has(_GOOD_OBJECTS, text[found.end() :]):
            return True
        if negative and verb in _GONE:
            return True
    return False


_PLAIN = (
    r"obvious|obviously|blatant(?:ly)?|glaring(?:ly)?|inevitabl[ey]|unsurprisingly|needless to say"
    r"|(?:in|with|on|from) (?:the benefit of )?(?:hindsight|retrospect)|benefit of hindsight|hindsight is"
    r"|foreseeable|predictabl[ey]|common sense|as any(?:one|body) (?:can|could) see|plain to see"
    r"|bound to (?:happen|fail|break|go)|(?:only )?a matter of time|waiting to happen|time bomb"
    r"|see (?:it|this|that) coming|(?:every|any)(?:one|body) (?:knows|knew|would have|could have|should)"
    r"|(?:was|were|is|are|been|easily|entirely|completely|an|the) (?:avoidable|preventable)|must have (?:known|noticed|seen|read|been aware|realised|realized)"
    r"|no surprise|writing on the wall|warning signs|should have known better|of course(?=,)"
)
_CLEARLY = r"^clearly|(?:was|were|is|are|had|has) clearly (?:a |an |not |in)?(?:wrong|mistake\w*|error|inadequate|insufficient|fault\w*|failed|enough|tested|caused|visible|broken|missed)|clearly (?:should|did not|didn't|failed|missed|knew)"


def plain_words(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"Obvious", "inevitable", "in hindsight": words that know the ending."""
    if is_task(sentence) or sentence.asks:
        return
    text = sentence.text
    for found in finds(_PLAIN, text):
        word = found[0]
        near = text[max(0, found.start() - 40) : found.start()]
        if word.startswith(("obvious", "predictab", "foreseeable", "inevitabl")):
            if denied(sentence, found.start(), 2) or has(r"more|so that it is|make it|makes it|made it|became|become|becomes|to be|any|an", near[-18:]):
                continue
        if word.startswith("predictabl") and not has(r"(?:was|were|is|entirely|completely|highly)", near[-14:]):
            continue
        yield Finding(Pattern.HINDSIGHT, "obvious", found.start(), found.end())
    for found in finds(_CLEARLY, text):
        yield Finding(Pattern.HINDSIGHT, "obvious", found.start(), found.end())


_LATE = (
    r"(?:quick|quickly|fast|soon|early|closely|hard|carefully|thoroughly|clearly|proactively|promptly) enough"
    r"|as soon as possible|in time|too (?:late|slow|slowly|long)|slow to (?:respond|react|notice|escalate|act|communicate|answer|acknowledge)"
)


def soon_enough(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"Not quickly enough", "too late", of people: a clock that nobody had."""
    if is_task(sentence):
        return
    text = sentence.text
    for found in finds(_LATE, text):
        lead = text[: found.start()]
        blames = found[0].startswith(("too", "slow"))
        if not blames and not has(r"not|n't|never|nor|unable|\w+n't|failed to", lead[-70:]):
            continue
        verb = next(finds(r"(?:was|were) (?:not |un)able|could not|couldn't|did not|didn't|nor did|wasn't able|weren't able|(?:was|were)(?:n't| not)?|took|waited|reacted|responded|acted|escalated|noticed|have|has", lead), None)
        if verb is None:
            continue
        who = subject_of(sentence, verb.start(), context.names.keys())
        if verb[0] == "nor did":
            who = Who.WE if has(r"nor did (?:we|i|he|she|the team)", text) else who
        practice = has(r"(?:our|the|his|her|their) (?:detection|response|reaction|escalation|communication|investigation|diagnosis|roll ?back|mitigation|recovery)", lead)
        if who in PEOPLE or (who is Who.NONE and verb.start() == 0) or (blames and practice):
            yield Finding(Pattern.HINDSIGHT, "soon enough", found.start(), found.end())


WATCHES = (
    Watch(hindsight, first_words("should could would might ought should've could've would've"
          " might've shouldn't couldn't wouldn't shouldve couldve wouldve couldnt shouldnt")),
    Watch(conditions, first_words("had hadn't if would wish wishes wished we'd they'd he'd she'd i'd")),
    Watch(plain_words, first_words(
        "obvious obviously blatant blatantly glaring glaringly inevitable inevitably unsurprisingly"
        " needless hindsight retrospect foreseeable predictable predictably sense see bound matter"
        " waiting bomb coming everyone everybody anyone anybody surprise writing signs clearly"
        " course better avoidable preventable must")),
    Watch(soon_enough, first_words("enough possible time late slow slowly long")),
)  # fmt: skip
