"""What of a text is read as prose, where its sentences begin, and what is left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmdesk.domain.wording.hints import hints
from pmdesk.domain.wording.sentences import masked, sentences_of

BLAME = "The engineer should have noticed it."


def raws(text: str) -> list[str]:
    return [sentence.raw for sentence in sentences_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        f"`{BLAME}`",
        f"He wrote “{BLAME}” in the channel.",
        f'He wrote "{BLAME}" in the channel.',
        f"> {BLAME}",
        f"# {BLAME}",
        f"**{BLAME}**",
        f"```\n{BLAME}\n```",
        f"~~~ text\n{BLAME}\n\n{BLAME}\n~~~",
        f"A command:\n\n    {BLAME}",
        f"<!-- {BLAME}\n{BLAME} -->",
        "See [the note](https://example.org/we-should-have-noticed).",
        "https://example.org/human-error",
        f"2026-04-12T14:32:05Z ERROR {BLAME}",
        f"[error] {BLAME}",
        f"---\ntitle: {BLAME}\n---\nAll was well.",
        f"{BLAME}\n=====",
    ],
)
def test_code_quotes_headings_links_and_logs_are_left_alone(text: str) -> None:
    assert hints(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"- {BLAME}",
        f"1. [ ] {BLAME}",
        f"| 14:32 | {BLAME} |",
        f"    - {BLAME}",
        f"*{BLAME}*",
        f"14:32 {BLAME}",
        "See [The engineer should have noticed it](https://example.org).",
        f"The log said `ok`. {BLAME}",
        f"```\nlog\n```\n{BLAME}",
    ],
)
def test_lists_cells_and_the_words_of_links_are_read(text: str) -> None:
    (hint,) = hints(text)
    assert text[hint.start : hint.end] == "should have noticed"


def test_sentences_end_at_stops_and_not_at_short_forms() -> None:
    text = "It took approx. 3.5 s, e.g. at 9 a.m. on Monday. Then it ended! Did it? Yes…"
    assert raws(text) == [
        "It took approx. 3.5 s, e.g. at 9 a.m. on Monday.", "Then it ended!", "Did it?", "Yes…",
    ]  # fmt: skip


def test_a_paragraph_filled_to_a_width_is_one_and_lines_of_their_own_are_many() -> None:
    wrapped = (
        "The engineer on call was looking at the graph of the cache, and at that time\n"
        "nobody had told the team that the worker of the queue had stopped a while ago"
    )
    assert len(raws(wrapped)) == 1
    assert len(raws("The queue grew\nThe worker had stopped\nErrors rose")) == 3


@given(st.text(alphabet='aİßﬁ .!?\n`"“”*_|#>-<:@1é’\t', max_size=60))
def test_places_are_those_of_the_text_whatever_it_holds(text: str) -> None:
    assert len(masked(text)) == len(text)
    last = 0
    for sentence in sentences_of(text):
        assert text[sentence.start :].startswith(sentence.raw)
        assert sentence.start >= last
        last = sentence.start + len(sentence.raw)


def test_a_sentence_over_two_lines_is_found_whole() -> None:
    text = (
        "We checked the graph of the queue twice on that day, and the engineer should\n"
        "have noticed it."
    )
    (hint,) = hints(text)
    assert text[hint.start : hint.end] == "should\nhave noticed"
    assert hint.sentence == text.replace("\n", " ")


@pytest.mark.parametrize("data", ["a=" * 300 + " x y", "we should have seen it " * 400])
def test_a_line_of_data_is_no_sentence_and_holds_nothing_up(data: str) -> None:
    began = time.thread_time()
    assert hints(data) == []
    assert time.thread_time() - began < 2
