"""The wording hints of a text: every rule asked of every sentence, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator

from pmdesk.domain.wording import (
    actors,
    care,
    conditions,
    culprits,
    hindsight,
    lapses,
    loaded,
    naming,
    plainness,
    slips,
)
from pmdesk.domain.wording.context import Context
from pmdesk.domain.wording.hint import Finding, Hint, Pattern, Watch
from pmdesk.domain.wording.reasons import REASONS
from pmdesk.domain.wording.rewordings import rewordings
from pmdesk.domain.wording.sentences import Sentence, masked, sentences_of

_WATCHES: tuple[Watch, ...] = (
    *slips.WATCHES,
    *lapses.WATCHES,
    *culprits.WATCHES,
    *care.WATCHES,
    *hindsight.WATCHES,
    *conditions.WATCHES,
    *loaded.WATCHES,
    *plainness.WATCHES,
    *actors.WATCHES,
)
# Which rules wait for a word, by their place above.
_WAITING: dict[str, list[int]] = {}
for _place, _watch in enumerate(_WATCHES):
    for _word in _watch.words:
        _WAITING.setdefault(_word, []).append(_place)
_AWAITED = frozenset(_WAITING)
_BLANK = Context()


def hints(text: str, context: Context = _BLANK) -> list[Hint]:
    """All hints on a text, from its beginning to its end; words are pointed out only once."""
    sentences = sentences_of(text)
    found: list[tuple[int, Finding]] = []
    for index, sentence in enumerate(sentences):
        found += [(index, finding) for finding in _of(sentence, context)]
    found += naming.named_persons(sentences, context)
    found += naming.short_forms(text, sentences, context)
    made = [_hint(sentences[index], finding, context) for index, finding in _apart(found)]
    return sorted(made, key=lambda hint: (hint.start, hint.end))


def short_form_hints(text: str, context: Context = _BLANK) -> list[Hint]:
    """The hints on short forms alone, which are counted over a whole text."""
    sentences = sentences_of(text)
    found = naming.short_forms(text, sentences, context)
    return [_hint(sentences[index], finding, context) for index, finding in found]


def _of(sentence: Sentence, context: Context) -> Iterator[Finding]:
    if said := sentence.words & _AWAITED:
        for place in sorted({place for word in said for place in _WAITING[word]}):
            yield from _WATCHES[place].rule(sentence, context)


def _apart(found: list[tuple[int, Finding]]) -> Iterator[tuple[int, Finding]]:
    """Without what overlaps something found before it: the rules stand in order of weight."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for index, finding in found:
        places = taken.setdefault(index, [])
        if all(finding.end <= start or finding.start >= end for start, end in places):
            places.append((finding.start, finding.end))
            yield index, finding


def _count(sentence: Sentence, like: Finding, context: Context) -> int:
    """How often a sentence shows a pattern: a rewording has to show it less."""
    return sum(1 for finding in _of(sentence, context) if finding.pattern is like.pattern)


def _hint(sentence: Sentence, finding: Finding, context: Context) -> Hint:
    words = " ".join(sentence.raw[finding.start : finding.end].split()).strip("*_ ")
    why, question = REASONS[finding.topic]
    return Hint(
        sentence=sentence.flat,
        start=sentence.start + finding.start,
        end=sentence.start + finding.end,
        rule=finding.pattern,
        why=why.format(words=words),
        question=question.format(words=words),
        rewordings=tuple(
            text
            for text in rewordings(sentence, finding, context)
            if _count(Sentence(text, 0, masked(text)), finding, context)
            < _count(sentence, finding, context)
            or finding.pattern is Pattern.NAMED_PERSON
        ),
        sentence_start=sentence.start,
        sentence_end=sentence.start + len(sentence.raw),
    )
