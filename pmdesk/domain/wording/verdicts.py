"""Verdicts: loaded words, standards nobody stated, a lone vague cause, words that make smaller."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmdesk.domain.wording import vocabulary as v
from pmdesk.domain.wording.context import Context
from pmdesk.domain.wording.grammar import PEOPLE, Who, denied, is_task, only_possible, subject_of
from pmdesk.domain.wording.hint import Finding, Pattern, Watch
from pmdesk.domain.wording.phrases import finds, first_words, has
from pmdesk.domain.wording.sentences import Sentence

_LOADED = (
    r"careless(?:ly|ness)?|sloppy|sloppiness|sloppily|reckless(?:ly|ness)?|negligen(?:t|tly|ce)"
    r"|irresponsibl[ey]|incompeten(?:t|ce)|inept(?:itude)?|unprofessional(?:ly)?|amateur(?:ish)?"
    r"|thoughtless(?:ly)?|complacen(?:t|cy)|shoddy|lackadaisical|ignoran(?:t|ce)|laziness"
    r"|stupid(?:ly|ity)?|dumb|idiot(?:ic|s)?|foolish(?:ly)?|ridiculous(?:ly)?|absurd(?:ly)?"
    r"|embarrassing(?:ly)?|embarrassment|shameful(?:ly)?|inexcusabl[ey]|unforgivabl[ey]"
    r"|unacceptabl[ey]|terribl[ey]|horribl[ey]|horrendous|awful|appalling(?:ly)?|atrocious"
    r"|disgrace(?:ful)?|pathetic|clums(?:y|ily|iness)|half-baked|blindly|hast(?:y|ily)|rookie"
    r"|haphazard(?:ly)?|lax|botch|dismal(?:ly)?|egregious(?:ly)?|unthinking(?:ly)?|naively"
    r"|inconsiderate|abysmal|disastrous(?:ly)?|needlessly|sub-?par|unforced|incorrigible|nonsensical"
)
_LAZY = r"(?:i'm|i am|(?:was|were|is|are|be|being|got|too|am) (?:just |simply |a bit |too )?)(?: )?lazy"
_RUSHED = (
    r"rushed|in a (?:rush|hurry)|cut(?:ting)? corners|corners (?:were|had been) cut"
    r"|took (?:a )?shortcuts?|half-hearted(?:ly)?"
)
_TOO = r"(?:way|far) (?:too|more|longer) ?(?:much|many|long|late|slow|slowly|little|few|often|than)?"
_NOT_GOOD = r"(?:not|isn't|wasn't|n't|never) (?:be )?(?:great(?=[.,!]|$)|acceptable|good enough|excusable|up to (?:par|standard|scratch))"
_BAD_CALL = (
    r"(?:bad|poor|wrong|questionable|misguided|terrible|foolish)"
    r" (?:decisions?|judge?ment|call|choices?|habits?|practices?|idea|discipline|attitude|behaviou?r"
    r"|communications?|planning|preparation|management|leadership|coordination|oversight|handling"
    r"|jobs?|testing|reviews?|documentation|hygiene|teamwork|workmanship|follow-up|response|process|training)"
)
_POORLY = r"(?:poorly|badly|insufficiently|inadequately|improperly) ([\w-]+)"
_FAILURE = r"(?:planning|communication|process|leadership|management|human|judge?ment|team|organi[sz]ational|coordination|people|discipline|review|oversight|cultural|design|testing) failures?"


def loaded(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"Careless", "unacceptable", "bad decision": a verdict in the place of a fact."""
    text = sentence.text
    task = is_task(sentence)
    for found in finds(rf"{_LOADED}|{_LAZY}|{_NOT_GOOD}", text):
        if task and not has(r"be|being", text[: found.start()]):
            continue
        if has(r"(?:feel|feels|felt) (?:\w+ )?$", text[: found.start()]):
            continue
        if denied(sentence, found.start(), 3) and not found[0].startswith(("not", "isn't", "wasn't", "never")):
            continue
        yield Finding(Pattern.LOADED_WORD, "loaded", found.start(), found.end())
    if task:
        return
    for found in finds(rf"{_RUSHED}|{_TOO}|{_BAD_CALL}|{_FAILURE}", text):
        if _verdict(sentence, found, context):
            yield Finding(Pattern.LOADED_WORD, "loaded", found.start(), found.end())
    for found in finds(_POORLY, text):
        if found[1] in v.PRACTISED or found[1] in ("written", "designed", "done", "executed", "chosen"):
            yield Finding(Pattern.LOADED_WORD, "standard", found.start(), found.end())


def _verdict(sentence: Sentence, found: re.Match[str], context: Context) -> bool:
    words = found[0]
    if denied(sentence, found.start(), 2) and "failure" not in words:
        return False
    if words.startswith(("rush", "in a")):
        who = subject_of(sentence, found.start(), context.names.keys())
        return who in PEOPLE or re.search(r"\b(?:was|were|been|a|the)\s+$", sentence.text[: found.start()]) is not None or words.startswith("in a")
    if words.startswith(("way", "far")):
        if words.rstrip().endswith((" more", " longer", " than", "too")) and "too" not in words:
            return False
        who = subject_of(sentence, _verb_before(sentence, found.start()), context.names.keys())
        return who in PEOPLE or who in (Who.POINTER, Who.NONE, Who.OUTSIDERS)
    if words.endswith("idea") or words.endswith(("process", "response", "behavior", "behaviour")):
        return has(r"(?:was|were|is) (?:an? )?", sentence.text[max(0, found.start() - 12) : found.start()] ) or "idea" not in words and has(r"(?:our|due to|because of|by)", sentence.text[max(0, found.start() - 14) : found.start()])
    return not only_possible(sentence, found.start(), 2)


def _verb_before(sentence: Sentence, place: int) -> int:
    lead = [t for t in sentence.tokens if t.end <= place]
    verb = next((t for t in reversed(lead) if t.word in v.PASTS or t.word.endswith("ed")), None)
    return verb.start if verb else place


_UNPROPERLY = (
    r"(?:not|n't|wasn't|weren't|isn't|never|hasn't been|hadn't been|haven't been) (?:been |being )?"
    r"(?:sufficiently|adequately|properly|thoroughly|carefully|appropriately|diligently|rigorously|well"
    r"|fully|correctly) (?:been )?([\w-]+)"
    r"|not ([\w-]+) (?:sufficiently|adequately|properly|thoroughly|carefully|well|enough)"
)
_TOO_LITTLE = r"(?:insufficient|inadequate|lax|deficient|substandard|not enough|too little|improper) (?:\w+ )?([\w-]+)"


def standards(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"Not properly tested", "insufficient review": a measure that the text does not state."""
    if is_task(sentence):
        return
    text = sentence.text
    for found in finds(_UNPROPERLY, text):
        if (found[1] or found[2]) in v.PRACTISED and not only_possible(sentence, found.start(), 2):
            yield Finding(Pattern.LOADED_WORD, "standard", found.start(), found.end())
    for found in finds(_TOO_LITTLE, text):
        if found[1] in v.PRACTICES or set(found[0].split()) & {"testing", "review", "reviews", "planning", "training", "communication", "care", "attention"}:
            yield Finding(Pattern.LOADED_WORD, "standard", found.start(), found.end())


_FAULTY = (
    r"(bad|faulty|botched|sloppy|dodgy) (?:\w+ )?(deploys?|deployments?|releases?|configs?|configurations?"
    r"|changes?|commits?|push|pushes|merges?|migrations?|rollouts?|upgrades?|patch(?:es)?|prs?|pull request"
    r"|code|setting|settings|hot ?fix)"
)
_AS_CAUSE = r"(?:caused by|due to|because of|cause was|cause is|cause:|reason was|blame|was|is|were|result of|triggered by)"
_ONLY_CAUSE = r"(?:only|sole|single|one true|one|actual real) (?:root )?(?:cause|reason) (?:of|for|was|is|behind)|(?:caused|explained) (?:solely|only|entirely|simply|purely) by|(?:solely|entirely|purely|simply) (?:caused by|due to|because)"


def causes(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"A bad deploy", "the only cause": one thing that explains all of it."""
    if is_task(sentence):
        return
    text = sentence.text
    for found in finds(_FAULTY, text):
        lead = text[max(0, found.start() - 24) : found.start()]
        lone = re.search(rf"\b{_AS_CAUSE}\s+(?:an?|the|one|another)?\s*$", lead) is not None
        if only_possible(sentence, found.start(), 3) or denied(sentence, found.start(), 2):
            continue
        drop = (found.start(1), found.end(1) + 1, "")
        if lone and len(text[found.end() :].strip(" .!*_)")) < 12:
            yield Finding(Pattern.SINGLE_CAUSE, "single cause", found.start(), found.end())
        else:
            yield Finding(Pattern.LOADED_WORD, "faulty", found.start(), found.end(), (drop,))
    for found in finds(_ONLY_CAUSE, text):
        if not denied(sentence, found.start(), 3):
            yield Finding(Pattern.SINGLE_CAUSE, "single cause", found.start(), found.end())


_SOFT = r"hiccups?|hick-ups?|glitch(?:es|y)?|blips?|growing pains|teething (?:problems|troubles|issues)|less than ideal|less-than-ideal|sub-?optimal(?:ly)?|minor inconveniences?|slight (?:issue|problem|inconvenience)|a bit of (?:an? )?(?:issue|trouble|problem)|unplanned downtime event|service event|learning opportunity|performance opportunity"


def soft_words(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"Hiccup", "glitch": smaller than what people went through."""
    if is_task(sentence):
        return
    for found in finds(_SOFT, sentence.text):
        yield Finding(Pattern.SOFT_WORD, "soft", found.start(), found.end())


_COUNTLESS = (
    r"((?:some|many|several|a few|a lot of|lots of|a number of|a small number of|a handful of|most|various"
    r"|numerous|countless|a significant (?:number|portion|amount) of) (?:of (?:our|the) )?(?:\w+ )?"
    r"(?:users|customers|clients|people|requests|orders|payments|sessions|buyers|visitors|merchants|tenants|students))"
    r" (?:\w+ly )?(?:were|was|could|couldn't|can|cannot|had|have|has|experienced|saw|lost|received|failed|got|noticed|reported|complained)"
)


def amounts(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"Some users could not …": impact without a figure."""
    text = sentence.text
    if sentence.terse or is_task(sentence):
        return
    for found in finds(_COUNTLESS, text):
        if any(ch.isdigit() for ch in text[: found.end() + 40]) or only_possible(sentence, found.end(), 1):
            continue
        yield Finding(Pattern.VAGUE_AMOUNT, "vague amount", found.start(1), found.end(1))


WATCHES = (
    Watch(loaded, frozenset()),
    Watch(standards, first_words(
        "sufficiently adequately properly thoroughly carefully appropriately diligently rigorously"
        " well fully correctly enough insufficient inadequate lax deficient substandard little"
        " improper")),
    Watch(causes, first_words("bad faulty botched sloppy dodgy only sole single one solely entirely"
                              " simply purely actual")),
    Watch(soft_words, first_words(
        "hiccup hiccups hick-up hick-ups glitch glitches glitchy blip blips growing teething less"
        " less-than-ideal suboptimal sub-optimal suboptimally minor slight bit unplanned service"
        " learning performance")),
    Watch(amounts, first_words(
        "some many several few lot lots number handful most various numerous countless significant")),
)  # fmt: skip
