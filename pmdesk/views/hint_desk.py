"""Joins the wording hints of an open postmortem to its window: right column, places, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from pmdesk.domain.postmortem import HintWaiver, Lesson, Postmortem
from pmdesk.views.controls.hint_state import HintState
from pmdesk.views.right_column import WIDTH
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pmdesk.domain.record import Record
    from pmdesk.domain.wording.review import PlacedHint
    from pmdesk.views.editor import Editor
    from pmdesk.views.preferences import Preferences

# With less beside the column it lies over the section.
ROOM = 856


class HintDesk(QObject):
    """Opens the card for the hint at the caret, and leads to the place of any hint."""

    def __init__(self, editor: Editor, preferences: Preferences) -> None:
        super().__init__(editor)
        self._editor, self._preferences = editor, preferences
        self.state = HintState.of(editor.document)
        self.state.walked = self.in_report
        editor.column.allow(HintWaiver, self._make_column)
        editor.column.instead = self.instead
        self.state.changed.connect(editor._show_inspector)
        self.state.opened.connect(self._on_opened)
        self.state.wanted.connect(self.go_to)
        self.state.switched.connect(lambda on: preferences.change("hints", on))
        editor.selection.changed.connect(self._on_selection_changed)
        editor.section_changed.connect(self._on_section_changed)
        preferences.changed.connect(self._on_preference_changed)
        self._take_preferences()

    def _make_column(self) -> QWidget:
        from pmdesk.views.controls.hint_column import HintColumn

        return HintColumn(self._editor.document)

    def in_report(self) -> list[PlacedHint]:
        """The hints on the report's own text, which the card counts and Alt+Down walks."""
        return [p for p in self.state.watch.placed if p.place.kind in (Postmortem, Lesson)]

    def instead(self, kind: type[Record] | None) -> type[Record] | None:
        """The card in the place of an inspector; where it lies over the text, only if asked."""
        editor = self._editor
        if self.state.current is None or editor.section != "report":
            return kind
        fits = editor.width() - theme().px(WIDTH) >= ROOM
        return HintWaiver if self.state.asked or fits else kind

    def go_to(self, placed: PlacedHint) -> None:
        """Show the field of a hint; in the report the caret goes on its words."""
        place, editor = placed.place, self._editor
        if place.kind is Postmortem:
            editor.go_to_part(place.field)
        else:
            editor.go_to(place.kind, place.record_id)
        if place.kind not in (Postmortem, Lesson):
            editor._on_inspector_requested()
            return
        report = editor._panels.get("report")
        if report is not None:
            report.go_to_hint(placed)  # type: ignore[attr-defined]

    def go_to_next(self) -> None:
        """Go to the next hint of the report and open its card."""
        self.state.step(1)
        self.state.open()

    # -- news

    def _on_opened(self) -> None:
        # Later: the column that was just opened has no place yet.
        QTimer.singleShot(0, self, self._focus_card)

    def _focus_card(self) -> None:
        column = self._editor.column
        if column.kind is HintWaiver:
            column.setFocus()

    def _on_selection_changed(self) -> None:
        if self._editor.selection.kind not in (None, Lesson):
            self.state.leave()

    def _on_section_changed(self, _section: str) -> None:
        self.state.leave()

    def _on_preference_changed(self, name: str) -> None:
        if name in ("hints", "hints_off"):
            self._take_preferences()

    def _take_preferences(self) -> None:
        held = self._preferences.value
        self.state.watch.switch(held.hints, held.hints_off)
