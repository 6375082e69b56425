"""Which column of a table holds what, to be changed, and remembered for tables of the same kind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.flow import FlowLayout
from pmdesk.views.controls.labels import ElidedLabel
from pmdesk.views.controls.picker import Choice, Picker

if TYPE_CHECKING:
    from pmdesk.importers.feeds.raw import Table

_USES = {"time": "Time", "text": "What happened", "actor": "Who", "end": "End", "lane": "Lane"}
_NEEDED = ("time", "text")


class FeedColumns(QWidget):
    """A button a use; ``chosen`` carries "column:time" and a title, ``reset_wanted`` asks for the
    columns that the table itself suggests."""

    chosen = Signal(str, str)
    reset_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._table: Table | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QWidget()
        flow = FlowLayout(row)
        self.buttons: dict[str, Button] = {}
        for use in _USES:
            self.buttons[use] = Button(
                "", "secondary", "table", partial(self.choose, use), size="compact"
            )
            flow.addWidget(self.buttons[use])
        self.reset = Button(
            "Guess the columns anew", "link", "rotate-ccw", self.reset_wanted.emit, size="compact"
        )
        self.reset.setToolTip("These columns were chosen by you and are remembered for such tables")
        flow.addWidget(self.reset)
        column.addWidget(row)
        self.unused = ElidedLabel("", "meta_regular", "ink2")
        column.addWidget(self.unused)

    def show_table(self, table: Table | None, by_hand: bool) -> None:
        """Show what the columns of a table are taken for; of what is no table, nothing."""
        self._table = table
        self.setVisible(table is not None)
        if table is None:
            return
        for use, button in self.buttons.items():
            title = table.uses.get(use, "")
            shown = title if len(title) <= 22 else f"{title[:20]}…"
            button.setText(f"{_USES[use]}: {shown or 'none'}")
        left = [title for title in table.titles if title not in table.uses.values()]
        self.unused.setText(f"Not used: {', '.join(left)}")
        self.unused.setVisible(bool(left))
        self.reset.setVisible(by_hand)

    def choose(self, use: str) -> None:
        """Ask which column of the table holds what."""
        if self._table is None:
            return
        choices = [Choice(title, title) for title in self._table.titles]
        if use not in _NEEDED:
            choices.insert(0, Choice("", "No column"))
        picker = Picker(choices, self, f"Column for “{_USES[use]}”")
        picker.picked.connect(lambda title: self.chosen.emit(f"column:{use}", str(title)))
        picker.open_under(self.buttons[use])
