"""The library: figures, search, filters and the list of postmortems, or the first start page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pmdesk.itemmodels.library import LibraryModel
from pmdesk.views.background import Background
from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel
from pmdesk.views.controls.panels import EmptyState, Hairline, Surface
from pmdesk.views.library.columns import ColumnHeads
from pmdesk.views.library.entries import EntryList
from pmdesk.views.library.figures import Figures
from pmdesk.views.library.filters import FilterPills
from pmdesk.views.library.search import TypeAhead
from pmdesk.views.theme.icons import icon
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from pmdesk.document.library_port import Library
    from pmdesk.domain.library import Filter, Hit, LibraryFigures
    from pmdesk.views.library.first_start import FirstStart


class LibraryView(QWidget):
    """Shows a library; what is asked for leaves as a signal, nothing is changed here."""

    open_requested = Signal(str)
    new_requested = Signal()
    import_requested = Signal(object)
    export_requested = Signal(str)
    delete_requested = Signal(str)
    sample_requested = Signal()
    paste_requested = Signal(str)

    def __init__(
        self,
        library: Library,
        background: Background,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._today = today
        self._size = 0
        self.setAcceptDrops(True)
        self.model = LibraryModel(library, self)
        self.search = TypeAhead(library, background, self)
        self.search.found.connect(self._on_search_found)
        self.search.failed.connect(self._on_search_failed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(Hairline())
        self._pages = QStackedWidget()
        column.addWidget(self._pages, 1)
        self._shelf = self._make_shelf()
        self._pages.addWidget(self._shelf)
        self.first_start: FirstStart | None = None
        self.setFocusProxy(self.field)

    def refresh(self, with_figures: bool = True) -> None:
        """Read the library again; what was searched, filtered and chosen stays.

        Without its figures it is quicker: ``show_figures`` may bring them later.
        """
        self._size = self._library.size()
        if self._size == 0:
            self._show_first_start()
            return
        self._pages.setCurrentWidget(self._shelf)
        self._set_head_buttons(True)
        self.setFocusProxy(self.field)
        if with_figures:
            self.show_figures(self._library.figures(self._today()))
        self._look()

    def show_figures(self, held: LibraryFigures) -> None:
        """Show the figures of the whole library."""
        self.figures.show_figures(held, self._today())

    def focus_search(self) -> None:
        """Put the caret into the search field and select what is there."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def current_id(self) -> str:
        """The postmortem that is chosen in the list, or an empty text."""
        index = self.list.currentIndex()
        return self.model.hit(index.row()).entry.id if index.isValid() else ""

    def _header(self) -> QWidget:
        bar = self._bar = Surface("canvas")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 0, 20, 0)
        row.setSpacing(8)
        row.addWidget(PlainLabel("Library", "heading"))
        row.addStretch(1)
        self.import_button = Button(
            "Import", icon_name="file-input", on_click=lambda: self.import_requested.emit([])
        )
        self.new_button = Button(
            "New postmortem", "primary", "plus", on_click=self.new_requested.emit
        )
        row.addWidget(self.import_button)
        row.addWidget(self.new_button)
        return bar

    def _make_shelf(self) -> QWidget:
        shelf = QWidget()
        column = QVBoxLayout(shelf)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        ground = Surface("surface")
        held = QVBoxLayout(ground)
        held.setContentsMargins(0, 0, 0, 0)
        self.figures = Figures()
        held.addWidget(self.figures)
        column.addWidget(ground)
        column.addWidget(self._make_tools())
        column.addWidget(Hairline())
        self.list = EntryList(self.model)
        column.addWidget(ColumnHeads(self.list))
        column.addSpacing(3)
        self.list.open_requested.connect(self.open_requested)
        self.list.delete_requested.connect(self.delete_requested)
        self.list.left_upwards.connect(self.focus_search)
        self.list.menu_requested.connect(self._on_menu_requested)
        self._results = QStackedWidget()
        self._results.addWidget(self.list)
        column.addWidget(self._results, 1)
        return shelf

    @cached_property
    def nothing(self) -> EmptyState:
        """What is shown where no row is left."""
        made = EmptyState(
            "search", "Nothing found", "Other words, or fewer filters, may find it.",
            "Show everything", self.show_everything,
        )  # fmt: skip
        self._results.addWidget(made)
        return made

    def _make_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(12)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Search titles, events, factors and actions")
        self.field.setAccessibleName("Search the library")
        glass = QAction(icon("search", "ink3"), "", self.field)
        self.field.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.clear_act = QAction(icon("x", "ink2"), "Clear the search", self.field)
        self.clear_act.triggered.connect(self.field.clear)
        self.field.textChanged.connect(self._on_field_text_changed)
        self.field.installEventFilter(self)
        self.pills = FilterPills(self._library.tags)
        self.pills.changed.connect(lambda _shown: self._look())
        self.count = ElidedLabel("", "meta", "ink2")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.field, 3)
        row.addWidget(self.pills)
        row.addWidget(self.count, 2)
        theme().changed.connect(self._restyle)
        self._restyle()
        return tools

    def _restyle(self) -> None:
        self.field.setFont(theme().font("ui"))
        self.field.setMinimumWidth(theme().px(200))
        self.field.setMaximumWidth(theme().px(400))
        self._bar.setFixedHeight(theme().px(52))

    def show_everything(self) -> None:
        """Drop the search and every filter."""
        self.field.clear()
        self.pills.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field or event.type() != QEvent.Type.KeyPress:
            return False
        from PySide6.QtGui import QKeyEvent

        if not isinstance(event, QKeyEvent):
            return False
        rows = self.model.rowCount()
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
            return True
        if event.key() == Qt.Key.Key_Down and rows:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and rows:
            self.open_requested.emit(self.current_id() or self.model.hit(0).entry.id)
            return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.import_requested.emit(files)

    def _show_first_start(self) -> None:
        if self.first_start is None:
            from pmdesk.views.library.first_start import FirstStart

            self.first_start = FirstStart()
            self.first_start.paste_requested.connect(self.paste_requested)
            self.first_start.new_requested.connect(self.new_requested)
            self.first_start.sample_requested.connect(self.sample_requested)
            self.first_start.import_requested.connect(lambda: self.import_requested.emit([]))
            self._pages.addWidget(self.first_start)
        self._pages.setCurrentWidget(self.first_start)
        self._set_head_buttons(False)
        self.setFocusProxy(self.first_start)

    def _set_head_buttons(self, shown: bool) -> None:
        self.import_button.setVisible(shown)
        self.new_button.setVisible(shown)

    def _on_field_text_changed(self, text: str) -> None:
        if not text:
            self.field.removeAction(self.clear_act)
        elif self.clear_act not in self.field.actions():
            self.field.addAction(self.clear_act, QLineEdit.ActionPosition.TrailingPosition)
        self._look()

    def _look(self) -> None:
        text, shown = self.field.text().strip(), self.pills.shown
        if text:
            self.search.ask(text, shown)
            return
        self.search.forget()
        chosen = self.current_id()
        self.model.browse(shown)
        self._settle(chosen)
        self._tell_count(shown)

    def _tell_count(self, shown: Filter) -> None:
        rows = self.model.rowCount()
        if shown.is_empty:
            noun = "postmortem" if self._size == 1 else "postmortems"
            self.count.setText(f"{self._size:,} {noun}, last changed first")
        else:
            more = "+" if self.model.has_more else ""
            self.count.setText(f"{rows}{more} shown, last changed first")

    def _on_search_found(self, hits: Sequence[Hit]) -> None:
        chosen = self.current_id()
        self.model.show_hits(hits)
        self._settle(chosen)
        noun = "result" if len(hits) == 1 else "results"
        self.count.setText(f"{len(hits)} {noun}")

    def _on_search_failed(self, sentence: str) -> None:
        self.count.setText(sentence)

    def _settle(self, chosen: str) -> None:
        row = self.model.row_of(chosen) if chosen else -1
        self.list.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())
        self._results.setCurrentWidget(self.list if self.model.rowCount() else self.nothing)

    def _on_menu_requested(self, pm_id: str, place: QPoint) -> None:
        self.menu = QMenu(self)
        for name, words, signal in (
            ("arrow-right", "Open", self.open_requested),
            ("file-down", "Export…", self.export_requested),
            ("trash-2", "Delete", self.delete_requested),
        ):
            if words == "Delete":
                self.menu.addSeparator()
            act = self.menu.addAction(icon(name), words)
            act.triggered.connect(lambda _on=False, s=signal: s.emit(pm_id))
        self.menu.popup(place)
