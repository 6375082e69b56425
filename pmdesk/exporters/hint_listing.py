"""What the command line tells of wording hints: as JSON, and as lines to read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pmdesk.domain.wording.review import PlacedHint


def hints_as_json(found: Sequence[PlacedHint]) -> str:
    """The hints as a list of objects; "field" is there only for the fields of a postmortem."""
    return json.dumps([_plain(placed) for placed in found], ensure_ascii=False, indent=1)


def _plain(placed: PlacedHint) -> dict[str, Any]:
    hint, place = placed.hint, placed.place
    row: dict[str, Any] = {
        "sentence": hint.sentence,
        "start": hint.start,
        "end": hint.end,
        "rule": hint.rule.value,
        "why": hint.why,
        "suggestions": list(hint.suggestions),
    }
    if place.record_id:
        row["field"] = place.name
    return row


def hints_as_text(found: Sequence[PlacedHint]) -> str:
    """The hints as lines: where, the pattern, the sentence, why, and what to write or ask."""
    lines: list[str] = []
    for placed in found:
        hint, place = placed.hint, placed.place
        line = 1 + place.text.count("\n", 0, hint.start)
        where = place.label if place.record_id else f"Line {line}"
        lines += [f"{where}: {hint.name}", f"    {hint.sentence}"]
        lines += [f"    {hint.why} {hint.question}"]
        lines += [f"    → {text}" for text in hint.rewordings]
    return "\n".join(lines) or "No hints."
