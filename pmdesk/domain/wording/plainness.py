"""Plain facts are missing: a lone vague cause, a word that makes smaller, an amount unsaid."""

from __future__ import annotations

from collections.abc import Iterator

from pmdesk.domain.wording.context import Context
from pmdesk.domain.wording.grammar import denied, is_task, only_possible
from pmdesk.domain.wording.hint import Finding, Pattern, Watch
from pmdesk.domain.wording.phrases import ends_with, finds, first_words
from pmdesk.domain.wording.sentences import Sentence

_FAULTY = (
    r"(bad|faulty|botched|sloppy|dodgy) (?:\w+ )?(?:deploys?|deployments?|releases?|configs?"
    r"|configurations?|changes?|commits?|push|pushes|merges?|migrations?|rollouts?|upgrades?"
    r"|patch(?:es)?|prs?|pull request|code|settings?|hot[ -]?fix)"
)
_AS_CAUSE = (
    r"(?:caused by|due to|because of|cause was|cause is|cause|reason was|blame|was|is|were"
    r"|result of|triggered by)(?: an?| the| one| another)?"
)
_ONLY_CAUSE = (
    r"(?:only|sole|single|one true|one) (?:root )?(?:cause|reason) (?:of|for|was|is|behind)"
    r"|(?:caused|explained) (?:solely|only|entirely|simply|purely) by"
    r"|(?:solely|entirely|purely|simply) (?:caused by|due to|because)"
)


def causes(sentence: Sentence, _context: Context) -> Iterator[Finding]:
    """A bad deploy, the only cause: one thing explains all of it."""
    if is_task(sentence):
        return
    text = sentence.text
    for found in finds(_FAULTY, text):
        if only_possible(sentence, found.start(), 3) or denied(sentence, found.start(), 2):
            continue
        last = len(text[found.end() :].strip(" .!*_)")) < 12
        if last and ends_with(_AS_CAUSE, text[: found.start()]):
            yield Finding(Pattern.SINGLE_CAUSE, "single cause", found.start(), found.end())
        else:
            drop = (found.start(1), found.end(1) + 1, "")
            yield Finding(Pattern.LOADED_WORD, "faulty", found.start(), found.end(), (drop,))
    for found in finds(_ONLY_CAUSE, text):
        if not denied(sentence, found.start(), 3):
            yield Finding(Pattern.SINGLE_CAUSE, "single cause", found.start(), found.end())


_SOFT = (
    r"hiccups?|hick-ups?|glitch(?:es|y)?|blips?|growing pains|less[ -]than[ -]ideal"
    r"|teething (?:problems|troubles|issues)|sub-?optimal(?:ly)?|minor inconveniences?"
    r"|slight (?:issue|problem|inconvenience)|a bit of (?:an? )?(?:issue|trouble|problem)"
    r"|service event|learning opportunity"
)


def soft_words(sentence: Sentence, _context: Context) -> Iterator[Finding]:
    """Hiccup, glitch: smaller than what people went through."""
    if is_task(sentence):
        return
    for found in finds(_SOFT, sentence.text):
        yield Finding(Pattern.SOFT_WORD, "soft", found.start(), found.end())


_COUNTLESS = (
    r"((?:some|many|several|a few|a lot of|lots of|a number of|a small number of|a handful of|most"
    r"|various|numerous|countless|a significant (?:number|portion|amount) of)"
    r" (?:of (?:our|the) )?(?:\w+ )?(?:users|customers|clients|people|requests|orders|payments"
    r"|sessions|buyers|visitors|merchants|tenants|students)) (?:\w+ly )?(?:were|was|could|couldn't"
    r"|can|cannot|had|have|has|experienced|saw|lost|received|failed|got|noticed|reported"
    r"|complained)"
)


def amounts(sentence: Sentence, _context: Context) -> Iterator[Finding]:
    """Some users could not: impact without a figure."""
    text = sentence.text
    if sentence.terse or is_task(sentence):
        return
    for found in finds(_COUNTLESS, text):
        figure = any(sign.isdigit() for sign in text[: found.end() + 40])
        if not figure and not only_possible(sentence, found.start(), 2):
            yield Finding(Pattern.VAGUE_AMOUNT, "vague amount", found.start(1), found.end(1))


WATCHES = (
    Watch(causes, first_words(
        "bad faulty botched sloppy dodgy only sole single one solely entirely simply purely")),
    Watch(soft_words, first_words(
        "hiccup hiccups hick-up hick-ups glitch glitches glitchy blip blips growing teething less"
        " less-than-ideal suboptimal sub-optimal suboptimally minor slight bit event learning")),
    Watch(amounts, first_words(
        "users customers clients people requests orders payments sessions buyers visitors"
        " merchants tenants students")),
)  # fmt: skip
