"""The part of the export sheet that lists what may tell too much, with ticks to take it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.domain.redaction.leaks import Leak
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel, tooltip_of
from pmdesk.views.controls.panels import Surface
from pmdesk.views.theme.theme import theme

_MOST_ROWS = 40
_LONGEST = 52


def tick_box(words: str, *, on: bool) -> QCheckBox:
    """A tick with words that are shown as they are."""
    box = QCheckBox(words.replace("&", "&&"))
    box.setChecked(on)
    box.setFont(theme().font("ui"))
    box.setAccessibleName(words)
    return box


class LeakPart(Surface):
    """``changed`` is told when a tick changes. What is not listed for want of room is taken out."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sunken", "line", 8, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        self.title = PlainLabel("", "ui_medium")
        column.addWidget(self.title)
        self.words = WrappedLabel("", "meta_regular", "ink2")
        column.addWidget(self.words)
        self._rows = QWidget()
        self._list = QVBoxLayout(self._rows)
        self._list.setContentsMargins(0, 4, 0, 0)
        self._list.setSpacing(5)
        column.addWidget(self._rows)
        self.found: Sequence[Leak] = ()
        self.boxes: list[QCheckBox] = []
        self.is_waiting = False
        self.show_waiting()

    def show_waiting(self) -> None:
        """Say that the texts are being looked through."""
        self._clear()
        self.is_waiting = True
        self.title.setText("Looking for names, hosts, addresses and secrets…")
        self.words.hide()

    def show_found(self, found: Sequence[Leak]) -> None:
        """List the findings, all ticked."""
        self._clear()
        self.is_waiting, self.found = False, found
        self.words.setVisible(bool(found))
        if not found:
            self.title.setText("No name, host, address or secret was found in the words")
            return
        count = len(found)
        self.title.setText(
            "One thing may tell too much" if count == 1 else f"{count} things may tell too much"
        )
        words = "What is ticked is taken out of this export. The postmortem keeps its words."
        if count > _MOST_ROWS:
            words += f" The last {count - _MOST_ROWS} are not listed; they are taken out too."
        self.words.setText(words)
        for leak in found[:_MOST_ROWS]:
            self._add(leak)

    def stand_ins(self) -> Mapping[str, str]:
        """What is to be taken out, with what stands there instead."""
        ticked = {box for box in self.boxes if box.isChecked()}
        kept = [
            leak
            for number, leak in enumerate(self.found)
            if number >= len(self.boxes) or self.boxes[number] in ticked
        ]
        return {leak.text: leak.stand_in for leak in kept}

    def left_in(self) -> int:
        """How many findings stay in the export."""
        return sum(not box.isChecked() for box in self.boxes)

    def _add(self, leak: Leak) -> None:
        text = " ".join(leak.text.split())
        shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        box = tick_box(shown, on=True)
        box.setAccessibleName(f"Take out the {leak.kind.value} {shown}")
        box.setToolTip(tooltip_of(text[:600]) if shown != text else "")
        box.toggled.connect(lambda _on: self.changed.emit())
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(box, 1)
        times = "" if leak.times == 1 else f", {leak.times} times"
        kind = PlainLabel(f"{leak.kind.value}{times}", "meta_regular", "ink2")
        row.addWidget(kind)
        self._list.addLayout(row)
        # Seen at once, so that the sheet can be measured: by itself that would happen later.
        box.setVisible(True)
        kind.setVisible(True)
        self.boxes.append(box)

    def _clear(self) -> None:
        self.found, self.boxes = (), []
        while (item := self._list.takeAt(0)) is not None:
            layout = item.layout()
            while layout is not None and (inner := layout.takeAt(0)) is not None:
                widget = inner.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
