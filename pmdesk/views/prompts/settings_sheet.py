"""The settings; each is applied as it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from pmdesk.views.controls.buttons import Button, IconButton, Segments
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.prompts.files import Files
from pmdesk.views.prompts.sheet import Sheet
from pmdesk.views.theme.theme import LARGEST_SCALE, SMALLEST_SCALE, theme

STEP = 0.1


class SettingsShape(Protocol):
    """The settings that the sheet shows; ``text_scale`` is 0.9 to 1.5, ``zone`` an IANA name."""

    @property
    def theme(self) -> str: ...
    @property
    def text_scale(self) -> float: ...
    @property
    def single_keys(self) -> bool: ...
    @property
    def reduced_motion(self) -> bool: ...
    @property
    def zone(self) -> str: ...
    @property
    def hints(self) -> bool: ...
    @property
    def hints_off(self) -> tuple[str, ...]: ...


def zone_names() -> list[str]:
    """All zone names, UTC first."""
    from zoneinfo import available_timezones

    return ["UTC", *sorted(available_timezones() - {"UTC"})]


class SettingsSheet(Sheet):
    """``chosen`` carries the name of a setting and its value, at once; there is no OK."""

    chosen = Signal(str, object)
    back_up_requested = Signal()
    backups_requested = Signal()

    def __init__(
        self,
        window: QWidget,
        settings: SettingsShape,
        library: Path,
        backups: Path,
        files: Files | None = None,
        zones: Callable[[], list[str]] = zone_names,
    ) -> None:
        super().__init__(window, "Settings", 560, other="Close")
        self._files = files or Files()
        self._zones = zones
        self.scale = settings.text_scale
        self.section("Look")
        self.themes = Segments(
            [("system", "System", "monitor"), ("light", "Light", "sun"),
             ("dark", "Dark", "moon"), ("contrast", "Contrast", "eye")]
        )  # fmt: skip
        self.themes.choose(settings.theme)
        self.themes.chosen.connect(lambda value: self.chosen.emit("theme", value))
        self.row("Theme", self.themes)
        self.row("Text size", self._sizes(), "Ctrl+= and Ctrl+- do the same.")
        self.motion = self._check(settings.reduced_motion, "reduced_motion")
        self.row("Reduce motion", self.motion, "Nothing slides or fades.")
        self.section("Work")
        self.single = self._check(settings.single_keys, "single_keys")
        words = "E adds an event, A an action, while a list or the timeline has the focus."
        self.row("Single-key commands", self.single, words)
        self.zone = Button(settings.zone or "UTC", icon_name="clock", on_click=self._pick_zone)
        self.row("Zone of new postmortems", self.zone)
        self._hint_rows(settings)
        self.section("Your data")
        self._place("Library", library)
        self._place("Backups", backups)
        words = "Made by itself after half an hour of work, and before anything risky."
        self.row("Backup", self._backups(), words)

    def _hint_rows(self, settings: SettingsShape) -> None:
        # Not above: the patterns are no part of the first picture.
        from pmdesk.views.prompts.hint_patterns import HintPatterns

        self.section("Wording")
        self.hints = self._check(settings.hints, "hints")
        self.row("Hints where people write", self.hints, "Never on the wall, never a block.")
        self.patterns = HintPatterns(settings.hints_off)
        self.patterns.setEnabled(settings.hints)
        self.hints.toggled.connect(self.patterns.setEnabled)
        self.patterns.changed.connect(lambda off: self.chosen.emit("hints_off", off))
        self.body.addWidget(self.patterns)

    def _sizes(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.smaller = IconButton("minus", "Smaller text", on_click=lambda: self._step(-STEP))
        self.larger = IconButton("plus", "Larger text", on_click=lambda: self._step(STEP))
        self.size_text = PlainLabel(f"{round(self.scale * 100)}%", "ui_semibold")
        for part in (self.smaller, self.size_text, self.larger):
            row.addWidget(part)
        return box

    def _backups(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.show_backups = Button(
            "Backups…", icon_name="history", on_click=self.backups_requested.emit
        )
        self.back_up = Button(
            "Back up now", icon_name="archive", on_click=self.back_up_requested.emit
        )
        row.addWidget(self.show_backups)
        row.addWidget(self.back_up)
        return box

    def _step(self, by: float) -> None:
        self.scale = min(LARGEST_SCALE, max(SMALLEST_SCALE, round(self.scale + by, 2)))
        self.size_text.setText(f"{round(self.scale * 100)}%")
        self.chosen.emit("text_scale", self.scale)
        self.place()

    def _check(self, on: bool, name: str) -> QCheckBox:
        box = QCheckBox()
        box.setChecked(on)
        box.toggled.connect(lambda value: self.chosen.emit(name, value))
        return box

    def _place(self, name: str, path: Path) -> None:
        line = QHBoxLayout()
        line.setSpacing(16)
        name_label = PlainLabel(name, "ui_medium")
        name_label.setFixedWidth(theme().px(80))
        line.addWidget(name_label)
        line.addWidget(ElidedLabel(str(path), "meta_regular", "ink2"), 1)
        self.body.addLayout(line)

    def _pick_zone(self) -> None:
        picker = Picker([Choice(name, name) for name in self._zones()], self.zone)
        picker.picked.connect(self._on_zone_picked)
        picker.open_under(self.zone)

    def _on_zone_picked(self, name: object) -> None:
        self.zone.setText(str(name))
        self.chosen.emit("zone", name)
