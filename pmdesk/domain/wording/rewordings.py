"""What could stand in a sentence's place, built from the postmortem's own events and roles."""

from __future__ import annotations

import re

from pmdesk.domain.wording.context import Context, KnownEvent, words_of
from pmdesk.domain.wording.hint import Finding, Pattern, Swap
from pmdesk.domain.wording.sentences import Sentence
from pmdesk.domain.wording.vocabulary import past_of

_MOST = 2
_POINTERS = frozenset({"it", "they", "this", "these", "that", "those"})
_SEEING = re.compile(
    r"\b(?:noticed|seen|found|detected|caught|spotted|discovered|identified|realised|realized"
    r"|recognised|recognized|checked|known)$"
)
_WHEN = re.compile(
    r"[\s,]+(?:much |far |a lot |way )?(?:sooner|earlier|faster|immediately|quicker|before|at once"
    r"|right away|in time|more quickly)\b.*$",
    re.DOTALL,
)


def rewordings(sentence: Sentence, finding: Finding, context: Context) -> tuple[str, ...]:
    """Up to two sentences to put in this one's place; none where only a question helps."""
    made: list[str] = []
    if finding.pattern is Pattern.HIDDEN_ACTOR:
        made += _with_role(sentence, finding, context)
    elif finding.pattern is Pattern.HINDSIGHT:
        made += _as_it_was(sentence, finding, context)
    elif finding.pattern is Pattern.VAGUE_AMOUNT:
        made += _with_figure(sentence, finding, context)
    if finding.swaps:
        made.append(swapped(sentence.raw, finding.swaps))
    if finding.pattern is Pattern.PERSON_AS_CAUSE and (event := best_event(sentence, context)):
        made.append(_told(event))
    whole = sentence.flat
    return tuple(dict.fromkeys(text for text in made if text != whole))[:_MOST]


def swapped(raw: str, swaps: tuple[Swap, ...]) -> str:
    """The sentence with stretches exchanged, its first letter kept large where it was."""
    text = raw
    for start, end, words in sorted(swaps, reverse=True):
        text = text[:start] + words + text[end:]
    text = " ".join(text.split())
    if raw[:1].isupper():
        text = text[:1].upper() + text[1:]
    return text


def best_event(sentence: Sentence, context: Context) -> KnownEvent | None:
    """The event that a sentence is about: most words in common, two at least; else None."""
    words = words_of(sentence.text)
    best, most = None, 1
    for event in context.events:
        common = len(words & event.words)
        if common > most:
            best, most = event, common
    return best


def _told(event: KnownEvent) -> str:
    return f"{event.title} at {event.clock}."


def _event_about(about: str, context: Context) -> KnownEvent | None:
    words = words_of(about)
    if not words:
        return None
    best, most = None, 0
    for event in context.events:
        common = len(words & event.words)
        if common > most:
            best, most = event, common
    return best


def _as_it_was(sentence: Sentence, finding: Finding, context: Context) -> list[str]:
    start, end = finding.about
    about = sentence.raw[start:end].strip(" .!*_")
    event = _event_about(about, context) or best_event(sentence, context)
    if event is None:
        return []
    made = [_told(event)]
    thing = " ".join(_WHEN.sub("", about).split(",")[0].split())
    if _SEEING.search(sentence.text[finding.start : finding.end]) and 3 < len(thing) < 60:
        made.insert(0, f"Nothing pointed to {thing} until {event.clock}.")
    return [_among_its_clauses(text, sentence, finding) for text in made]


_CLAUSE_BEFORE = re.compile(r"^.+,\s+(?:and|but)\s", re.DOTALL)
_CLAUSE_AFTER = re.compile(r",\s+(?:and|but)\s(?=(?:\S+\s+){2}).+$", re.DOTALL)


def _among_its_clauses(text: str, sentence: Sentence, finding: Finding) -> str:
    """Keeps what the sentence says besides: ", and the rollback started at 14:55"."""
    before = _CLAUSE_BEFORE.match(sentence.raw[: finding.start])
    after = _CLAUSE_AFTER.search(sentence.raw[finding.end :])
    if before:
        text = f"{before[0]}{text[:1].lower() if text[1:2].islower() else text[:1]}{text[1:]}"
    if after:
        text = f"{text.rstrip('.')}{after[0]}"
    return " ".join(text.split())


def _with_role(sentence: Sentence, finding: Finding, context: Context) -> list[str]:
    """Turned round with the role of the event: "The incident commander rolled back the release"."""
    event = best_event(sentence, context) or _event_about(
        sentence.text[finding.start : finding.end], context
    )
    role = event.actor if event is not None else ""
    if not role or role not in context.roles:
        return []
    start, end = finding.about
    thing = sentence.raw[start:end].strip()
    words = sentence.text[finding.start : finding.end].split()
    while words and words[0] in ("was", "were", "has", "have", "had", "been"):
        words = words[1:]
    adverb = f"{words.pop(0)} " if words and words[0].endswith("ly") else ""
    if not thing or not words or thing.split()[0].lower() in _POINTERS:
        return []
    verb = " ".join([past_of(words[0]), *words[1:]])
    first = sentence.raw[:start].strip() == ""
    if first and not thing.split()[0].isupper():
        thing = thing[:1].lower() + thing[1:]
    who = f"{'The' if first else 'the'} {role[:1].lower()}{role[1:]}"
    lead, rest = sentence.raw[:start], sentence.raw[finding.end :]
    space = "" if not lead or lead[-1].isspace() else " "
    return [" ".join(f"{lead}{space}{who} {adverb}{verb} {thing}{rest}".split())]


def _with_figure(sentence: Sentence, finding: Finding, context: Context) -> list[str]:
    noun = sentence.text[finding.start : finding.end].split()[-1]
    for value, label in context.figures:
        if noun.rstrip("s") in label.lower():
            swap = (finding.start, finding.end, f"{value} {label.split(',')[0]}")
            return [swapped(sentence.raw, (swap,))]
    return []
