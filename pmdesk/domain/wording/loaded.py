"""Loaded words: a verdict ("careless", "bad decision") or a standard that the text never states."""

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
from pmdesk.domain.wording.hint import Finding, Pattern, Watch
from pmdesk.domain.wording.phrases import ends_with, finds, first_words, has
from pmdesk.domain.wording.sentences import Sentence

_VERDICTS = first_words(
    "careless carelessly carelessness sloppy sloppiness sloppily reckless recklessly recklessness"
    " negligent negligently negligence irresponsible irresponsibly incompetent incompetence inept"
    " ineptitude unprofessional unprofessionally amateur amateurish thoughtless thoughtlessly"
    " complacent complacency shoddy lackadaisical ignorant ignorance laziness stupid stupidly"
    " stupidity dumb idiot idiots idiotic foolish foolishly ridiculous ridiculously absurd absurdly"
    " embarrassing embarrassingly embarrassment shameful shamefully inexcusable inexcusably"
    " unforgivable unforgivably unacceptable unacceptably terrible terribly horrible horribly"
    " horrendous awful appalling appallingly atrocious disgrace disgraceful pathetic clumsy"
    " clumsily clumsiness half-baked hasty hastily rookie haphazard haphazardly dismal dismally"
    " egregious egregiously unthinking unthinkingly naively inconsiderate abysmal disastrous"
    " disastrously needlessly useless worthless hopeless unbelievable unbelievably shocking"
    " shockingly laughable ludicrous dreadful disorganised disorganized sub-par subpar unforced"
    " incorrigible nonsensical stubborn stubbornly stubbornness arrogant arrogantly arrogance"
    " clueless silly foolhardy cavalier impatient impatiently impatience"
)
_LAZY = (
    r"(?:i'm|i am|was|were|is|are|be|being|got)(?: just| simply| a bit| too| so)? lazy"
    r"|(?:was|were|is|are|being)(?: just| simply| a bit| too| so)? naive"
)
_BLINDLY = r"blindly"
_NOT_GOOD = (
    r"(?:not|isn't|wasn't|never) (?:be )?(?:great(?=[.,!]|$)|acceptable|good enough|excusable"
    r"|up to (?:par|standard|scratch))"
)


def verdicts(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """Careless, unacceptable, lazy: a word that judges and tells nothing."""
    text = sentence.text
    for token in sentence.tokens:
        if token.word not in _VERDICTS or denied(sentence, token.start, 3):
            continue
        wanted = is_task(sentence) and not has(r"be|being", text[: token.start])
        if not wanted and not ends_with(r"(?:feel|feels|felt)(?: \w+)?", text[: token.start]):
            yield _verdict(token.start, token.end)
    for found in finds(_NOT_GOOD, text):
        yield _verdict(found.start(), found.end())
    for found in finds(_LAZY, text):
        if not denied(sentence, found.start(), 2):
            yield _verdict(found.start(), found.end())
    for found in finds(_BLINDLY, text):
        if subject_of(sentence, found.start(), context.names.keys()) is not Who.THING:
            yield _verdict(found.start(), found.end())


def _verdict(start: int, end: int) -> Finding:
    return Finding(Pattern.LOADED_WORD, "loaded", start, end)


_RUSHED = (
    r"rushed|in a (?:rush|hurry)|cut(?:ting)? corners|corners (?:were|had been) cut"
    r"|took (?:a )?shortcuts?|half-hearted(?:ly)?"
)
_TOO = r"(?:way|far) too (?:much|many|long|late|slow|slowly|little|few|often)"
_DOINGS = (
    r"(?:decisions?|judge?ment|call|choices?|habits?|practices?|discipline|attitude|jobs?"
    r"|communications?|planning|preparation|management|leadership|coordination|oversight|handling"
    r"|testing|reviews?|documentation|hygiene|teamwork|workmanship|follow-up|training)"
)
_BAD = r"(?:bad|poor|wrong|questionable|misguided|foolish)"
_FAILURES = (
    r"(?:planning|communication|process|leadership|management|human|judge?ment|team"
    r"|organi[sz]ational|coordination|people|discipline|review|oversight|cultural|design|testing)"
    r" failures?"
)
_WAS_POOR = (
    r"(?:communications?|planning|coordination|testing|documentation|reviews?|hand-?over|training"
    r"|(?:our|their|incident) (?:response|reaction|monitoring|process)|(?:response|reaction) to"
    r" (?:the|this) (?:incident|outage)) (?:\w+ ){0,4}?(?:was|were|is|are) (?:too |very |quite "
    r"|simply |rather |also |just |far )*(?:poor|bad|chaotic|inadequate|insufficient|lacking|slow"
    r"|weak|confusing|messy|late|inconsistent|patchy)"
)
_BAD_CALL = (
    rf"{_BAD} {_DOINGS}|{_FAILURES}"
    rf"|(?:was|were|is) (?:an? )?{_BAD} (?:idea|response|process|behaviou?r)"
    rf"|{_WAS_POOR}"
    rf"|(?:our|due to|because of|by) {_BAD} (?:response|process|behaviou?r)"
)


def bad_calls(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """A bad decision, rushed, far too long: how well somebody did."""
    if is_task(sentence):
        return
    text, names = sentence.text, context.names.keys()
    for found in finds(_BAD_CALL, text):
        said_not = denied(sentence, found.start(), 2) and "failure" not in found[0]
        if not said_not and not only_possible(sentence, found.start(), 3):
            yield _verdict(found.start(), found.end())
    for found in finds(_RUSHED, text):
        who = subject_of(sentence, found.start(), names)
        of_work = ends_with(r"was|were|been|a|the", text[: found.start()]) or found[0] != "rushed"
        if (who in PEOPLE or of_work) and not denied(sentence, found.start(), 2):
            yield _verdict(found.start(), found.end())
    for found in finds(_TOO, text):
        verb = verb_before(sentence, found.start())
        who = subject_of(sentence, found.start() if verb is None else verb, names)
        if who in PEOPLE or who in (Who.POINTER, Who.NONE, Who.OUTSIDERS):
            yield _verdict(found.start(), found.end())


_POORLY = (
    r"(?:poorly|badly|insufficiently|inadequately|improperly)"
    rf" (?:{'|'.join(sorted(v.PRACTISED))}|written|designed|done|executed|chosen)"
)
_PROPERLY = (
    r"(?:sufficiently|adequately|properly|thoroughly|carefully|appropriately|diligently"
    r"|rigorously|well|fully|correctly)"
)
_UNPROPERLY = (
    r"(?:not|never|wasn't|weren't|isn't|hasn't been|hadn't been|haven't been) (?:been |being )?"
    rf"{_PROPERLY} (?:been )?([\w-]+)|not ([\w-]+) (?:{_PROPERLY}|enough)"
)
_TOO_LITTLE = (
    r"(?:insufficient|inadequate|lax|deficient|substandard|not enough|too little)"
    rf" (?:\w+ )?(?:{'|'.join(sorted(v.PRACTICES))})"
)


def standards(sentence: Sentence, _context: Context) -> Iterator[Finding]:
    """Not properly tested, insufficient review: a measure that stands nowhere."""
    if is_task(sentence):
        return
    for found in finds(_UNPROPERLY, sentence.text):
        if (found[1] or found[2]) in v.PRACTISED and not only_possible(sentence, found.start(), 2):
            yield _standard(found)
    for found in finds(f"{_TOO_LITTLE}|{_POORLY}", sentence.text):
        yield _standard(found)


def _standard(found: re.Match[str]) -> Finding:
    return Finding(Pattern.LOADED_WORD, "standard", found.start(), found.end())


WATCHES = (
    Watch(verdicts, _VERDICTS | first_words(
        "lazy naive blindly great acceptable good excusable par standard scratch")),
    Watch(bad_calls, first_words(
        "rushed rush hurry cut cutting corners shortcut shortcuts half-hearted half-heartedly way"
        " inadequate insufficient lacking slow weak confusing messy late inconsistent patchy"
        " chaotic far bad poor wrong questionable misguided foolish failure failures")),
    Watch(standards, first_words(
        "poorly badly insufficiently inadequately improperly sufficiently adequately properly"
        " thoroughly carefully appropriately diligently rigorously well fully correctly enough"
        " insufficient inadequate lax deficient substandard little")),
)  # fmt: skip
