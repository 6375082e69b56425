"""Choosing the second zone of a postmortem from the timeline."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pmdesk.document.document import Document
from pmdesk.domain.zone_names import zone_names, zone_problem
from pmdesk.edits.postmortems import set_head
from pmdesk.views.controls.picker import Choice, Picker


def pick_second_zone(anchor: QWidget, document: Document) -> Picker | None:
    """Ask for the second zone below a widget; None where nothing may be changed."""
    if document.read_only:
        return None
    head = document.snapshot.postmortem
    choices = [Choice(name, name) for name in zone_names() if name != (head.zone or "UTC")]
    if head.second_zone:
        choices.insert(0, Choice("", f"No second zone, {head.zone or 'UTC'} alone", icon="x"))
    picker = Picker(choices, anchor, "A second zone beside each time", explain=zone_problem)

    def picked(value: object) -> None:
        document.attempt(lambda s: set_head(s, "Set second zone", second_zone=str(value)))
        anchor.setFocus()

    picker.picked.connect(picked)
    picker.open_under(anchor)
    return picker
