"""Draws every control of the program on one sheet, in each theme, to be looked at.

Run with a folder; it receives gallery-light.png, gallery-dark.png and so on.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from pmdesk.config.paths import resources_dir
from pmdesk.domain.terms import ActionStatus, LaneShape, Severity
from pmdesk.views.controls.buttons import Button, IconButton, KeyHints, Pill, Segments
from pmdesk.views.controls.fields import GrowingText, LineField, Problem
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel
from pmdesk.views.controls.panels import EmptyState, Meter, Surface, Tag
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.controls.toast import Toast
from pmdesk.views.theme.fonts import ROLES
from pmdesk.views.theme.glyphs import (
    draw_avatar,
    draw_check,
    draw_lane,
    draw_ring,
    draw_status,
    draw_target,
)
from pmdesk.views.theme.icons import draw, icon
from pmdesk.views.theme.theme import install, theme

LANES = ("detection", "response", "system", "communication", "extra", "extra", "extra")


class Glyphs(QWidget):
    """Lane shapes, states, rings, avatars and all icons."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(theme().px(330))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for i, shape in enumerate(LaneShape):
            fill = theme().tokens.lane(LANES[i % len(LANES)], "fill")
            draw_lane(painter, shape, fill, 12 + i * 30, 12, 13)
        for i, status in enumerate(ActionStatus):
            draw_status(painter, status, 12 + i * 30, 42, 16)
        draw_target(painter, True, 140, 42, 16)
        draw_target(painter, False, 170, 42, 16)
        draw_check(painter, 200, 42, 16)
        draw_check(painter, 230, 42, 16, filled=False)
        draw_ring(painter, 0.7, 260, 42, 14)
        for i, role in enumerate(("Release engineering", "On-call", "Auth lead", "Product", "")):
            draw_avatar(painter, role, 14 + i * 32, 74, 24)
        names = sorted(p.stem for p in (resources_dir() / "icons").glob("*.svg"))
        for i, name in enumerate(names):
            draw(painter, name, "ink2", 4 + i % 15 * 27, 100 + i // 15 * 27, theme().px(16))


def row(*widgets: QWidget) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(10)
    for widget in widgets:
        made.addWidget(widget)
    made.addStretch(1)
    return made


def buttons(column: QVBoxLayout) -> None:
    asleep = Button("Sign off", "primary", "lock")
    asleep.setEnabled(False)
    column.addLayout(row(Button("Start meeting", "primary", "play"),
                         Button("Export", icon_name="file-down"),
                         Button("Add event", "ghost", "plus")))
    focused = Button("Keyboard", icon_name="keyboard")
    focused.setObjectName("focused")
    column.addLayout(row(focused, asleep, Button("Delete event", "danger", "trash-2")))
    column.addLayout(row(Button("Compact", size="compact"), Button("Dialog", size="dialog"),
                         Button("Link", "link"), IconButton("undo-2", "Undo"),
                         IconButton("redo-2", "Redo")))
    column.addLayout(row(Button("Set a date", "missing", "calendar-plus"),
                         Button("Add an action", "missing", "plus")))


def fields(column: QVBoxLayout) -> None:
    combo = QComboBox()
    combo.addItems(["Auth service log", "Status page"])
    wrong = LineField(check=lambda _text: "Use a time from 00:00 to 23:59")
    wrong.setText("25:10")
    wrong.commit()
    prose = GrowingText(bare=False)
    prose.show_text("Several lines of text\nthat grow with what they hold.")
    column.addWidget(combo)
    column.addWidget(LineField(placeholder="Add an end time"))
    column.addWidget(wrong)
    column.addWidget(Problem(wrong))
    column.addWidget(prose)
    ticked, empty = QCheckBox("Evidence excerpts"), QCheckBox("Review comments")
    ticked.setChecked(True)
    column.addLayout(row(ticked, empty))


def chips(column: QVBoxLayout) -> None:
    tags = [Tag(parent=column.parentWidget()) for _ in Severity]
    for tag, severity in zip(tags, Severity, strict=True):
        tag.show_severity(severity)
    column.addLayout(row(*tags, Tag("deploy", parent=column.parentWidget())))
    every = Pill("All", 6)
    every.setChecked(True)
    column.addLayout(row(every, Pill("Needs an owner", 1, alarming=True), Pill("Open", 4)))
    segments = Segments([(1, "Outline", "list-tree"), (2, "Tree", "network")])
    segments.choose(1)
    column.addLayout(row(segments))
    meter = Meter()
    meter.show_share(6, 8)
    column.addWidget(meter)


def sheet() -> QWidget:
    """The whole sheet."""
    page = Surface("canvas")
    grid = QGridLayout(page)
    grid.setContentsMargins(36, 32, 36, 32)
    grid.setHorizontalSpacing(40)
    columns = [QVBoxLayout() for _ in range(3)]
    for i, column in enumerate(columns):
        column.setSpacing(12)
        grid.addLayout(column, 0, i)
        grid.setColumnStretch(i, 1)
    for title, fill in (("Buttons", buttons), ("Fields", fields), ("Chips and tags", chips)):
        columns[0].addWidget(PlainLabel(title, "section"))
        fill(columns[0])
    columns[1].addWidget(PlainLabel("Signs and icons", "section"))
    columns[1].addWidget(Glyphs())
    columns[1].addWidget(KeyHints([("Ctrl+K", "Search"), ("Enter", "Edit")]))
    columns[1].addWidget(PlainLabel("Empty panel", "section"))
    empty = Surface("sunken", radius=8)
    inner = QVBoxLayout(empty)
    inner.setContentsMargins(24, 24, 24, 24)
    inner.addWidget(EmptyState("list-tree", "No factors yet",
                               "Ask what had to be true for this to happen.", "Add a factor"))
    columns[1].addWidget(empty)
    columns[2].addWidget(PlainLabel("Type", "section"))
    for role in ROLES:
        columns[2].addWidget(ElidedLabel(f"{role} 14:32 <b>as typed</b>", role))
    for column in columns:
        column.addStretch(1)
    return page


def shoot(mode: str, scale: float, target: Path) -> None:
    theme().set_mode(mode)
    theme().set_text_scale(scale)
    page = sheet()
    page.resize(1440, 980)
    toast = Toast(page)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    page.findChild(Button, "focused").setFocus(Qt.FocusReason.TabFocusReason)
    toast.tell("Event deleted", "Undo", lambda: None)
    QApplication.processEvents()
    menu = QMenu(page)
    for name, words, keys in (("pencil", "Edit", "Return"), ("copy", "Duplicate", "Ctrl+D")):
        menu.addAction(icon(name), words).setShortcut(keys)
    menu.addSeparator()
    menu.addAction(icon("trash-2", "danger"), "Delete").setShortcut("Del")
    menu.setActiveAction(menu.actions()[1])
    picker = Picker([Choice(1, "Release engineering", "Owns 2 actions", avatar=True),
                     Choice(2, "On-call", avatar=True)], page, new_words="New role")
    picker.setFixedSize(260, 220)
    shot = page.grab()
    painter = QPainter(shot)
    painter.drawPixmap(950, 690, menu.grab())
    painter.drawPixmap(1150, 690, picker.grab())
    painter.end()
    shot.save(str(target / f"gallery-{mode}-{round(scale * 100)}.png"))
    picker.close()
    page.close()
    page.deleteLater()


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    install(app)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for look, size in (("light", 1.0), ("dark", 1.0), ("contrast", 1.0), ("light", 1.5)):
        shoot(look, size, folder)
