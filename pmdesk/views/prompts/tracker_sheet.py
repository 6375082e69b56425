"""Asks which tracker new issues go to: which kind, at what address, where in it. No token."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pmdesk.exporters.trackers.new_issue import (
    TRACKER_NAMES,
    USUAL_ADDRESS,
    Tracker,
    TrackerPlace,
    place_problem,
)
from pmdesk.views.controls.buttons import Segments
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.prompts.sheet import Sheet
from pmdesk.views.theme.theme import theme

_PROJECTS = {
    Tracker.GITHUB: ("Repository", "owner/name"),
    Tracker.GITLAB: ("Project", "group/name"),
    Tracker.JIRA: ("Number of the project", "10100"),
    Tracker.LINEAR: ("Team key, may stay empty", "OPS"),
}


class TrackerSheet(Sheet):
    """``accepted`` carries the place; nothing is stored here and nothing is sent anywhere."""

    accepted = Signal(object)

    def __init__(self, window: QWidget, held: TrackerPlace) -> None:
        super().__init__(window, "Tracker", 520, "Use this tracker", "link")
        self._tracker = held.tracker
        words = (
            "New issues open in your browser with an action filled in. You look it over and create "
            "it there; pmdesk sends nothing itself and needs no token."
        )
        self.body.addWidget(WrappedLabel(words, "ui", "ink2"))
        self.kinds = Segments([(kind, name, "") for kind, name in TRACKER_NAMES.items()])
        self.kinds.setAccessibleName("Kind of tracker")
        self.kinds.choose(held.tracker)
        self.kinds.chosen.connect(self._on_kind_chosen)
        self.body.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignLeft)
        self.address = self._field("Address", held.address)
        self.project_name, self.project = PlainLabel("", "ui_medium"), QLineEdit(held.project)
        self.body.addWidget(self.project_name)
        self.body.addWidget(self.project)
        self.project.setFont(theme().font("ui"))
        self.project.textChanged.connect(lambda _text: self._judge())
        self._show_kind()

    def _field(self, name: str, text: str) -> QLineEdit:
        self.body.addWidget(PlainLabel(name, "ui_medium"))
        field = QLineEdit(text)
        field.setFont(theme().font("ui"))
        field.setAccessibleName(name)
        field.textChanged.connect(lambda _text: self._judge())
        self.body.addWidget(field)
        return field

    def chosen(self) -> TrackerPlace:
        """What the fields say."""
        return TrackerPlace(
            self._tracker, self.address.text().strip(), self.project.text().strip()
        )

    def act(self) -> None:
        place = self.chosen()
        self.dismiss()
        self.accepted.emit(place)

    def _on_kind_chosen(self, value: object) -> None:
        self._tracker = Tracker(str(value))
        self._show_kind()

    def _show_kind(self) -> None:
        name, example = _PROJECTS[self._tracker]
        usual = USUAL_ADDRESS[self._tracker]
        self.address.setPlaceholderText(usual or "https://jira.example.com")
        self.project_name.setText(name)
        self.project.setAccessibleName(name)
        self.project.setPlaceholderText(example)
        self._judge()

    def _judge(self) -> None:
        self.allow(place_problem(self.chosen()))
