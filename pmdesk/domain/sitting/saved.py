"""An own agenda as text in the settings."""

from __future__ import annotations

import json

from pmdesk.domain.sitting.agenda import Agenda, PlannedBlock, Step

_LONGEST = 600


def agenda_text(agenda: Agenda) -> str:
    """The agenda as JSON text."""
    blocks = [[b.step.value, b.minutes, b.title, b.prompt] for b in agenda.blocks]
    return json.dumps({"name": agenda.name, "blocks": blocks}, ensure_ascii=False)


def agenda_from(text: str) -> Agenda | None:
    """The agenda that a text holds; None where it holds none."""
    try:
        held = json.loads(text)
        blocks = tuple(
            PlannedBlock(Step(step), max(1, min(_LONGEST, int(minutes))), str(title), str(prompt))
            for step, minutes, title, prompt in held["blocks"]
        )
        return Agenda(str(held["name"]), blocks) if blocks else None
    except (ValueError, KeyError, TypeError):
        return None
