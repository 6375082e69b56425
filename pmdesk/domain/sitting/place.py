"""Where a running meeting stands, as the text that a resumed one is read back from."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

# The name of the edits that only keep a place: no step of work, and not told as one.
KEPT = "Keep the meeting's place"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the room is: the block, the record in focus of each step, and the line being typed.

    ``prompt`` is the question that the facilitator chose. ``zoomed`` shows the minutes around the
    event, ``evidence`` all that shows it, ``accounts`` what others tell of the same minutes,
    ``parking`` the parked ideas, ``blank`` nothing at all.
    ``beat`` is the UTC time up to which the clock has counted. ``paused`` holds it still.
    """

    block_id: str = ""
    event_id: str = ""
    factor_id: str = ""
    idea_id: str = ""
    lessons: bool = False
    zoomed: bool = False
    evidence: bool = False
    accounts: bool = False
    parking: bool = False
    blank: bool = False
    prompt: str = ""
    line: str = ""
    paused: bool = False
    beat: datetime | None = None


def written(place: Place) -> str:
    """The place as JSON text."""
    values: dict[str, Any] = asdict(place)
    values["beat"] = place.beat.isoformat() if place.beat else None
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def read_place(text: str) -> Place:
    """The place that a text holds; what can't be read is left at its start."""
    try:
        values = json.loads(text) if text else {}
        found = dict(values) if isinstance(values, dict) else {}
    except ValueError:
        return Place()
    known: dict[str, Any] = {}
    for field in fields(Place):
        value = found.get(field.name)
        if field.name == "beat":
            known["beat"] = _moment(value)
        elif isinstance(value, type(field.default)):
            known[field.name] = value
    return Place(**known)


def _moment(value: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None
