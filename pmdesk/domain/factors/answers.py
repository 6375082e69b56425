"""What was answered to a question that pmdesk asked about a factor, kept in its ``waived``.

Each entry is one text: what was asked, a colon, and the answer in the room's words.
"""

from __future__ import annotations

from pmdesk.domain.analysis import Factor

_MARK = ": "


def answer_of(factor: Factor, asked: str) -> str | None:
    """The answer that was given, or None where nobody answered."""
    for entry in factor.waived:
        key, _, answer = entry.partition(_MARK)
        if key == asked:
            return answer
    return None


def with_answer(factor: Factor, asked: str, answer: str | None) -> tuple[str, ...]:
    """What ``waived`` holds once this answer is given; None takes an answer back."""
    kept = [entry for entry in factor.waived if entry.partition(_MARK)[0] != asked]
    if answer is not None:
        kept.append(f"{asked}{_MARK}{' '.join(answer.split())}")
    return tuple(kept)
