"""Shows what was read of a chat, alert or table, and lets people choose what becomes an event."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pmdesk.domain.day_names import date_text
from pmdesk.views.controls.buttons import Button, Pill
from pmdesk.views.controls.labels import WrappedLabel
from pmdesk.views.controls.panels import EmptyState, Surface
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.prompts.feed_columns import FeedColumns
from pmdesk.views.prompts.feed_parts import FeedTable
from pmdesk.views.prompts.feed_review import FeedReview, span_words
from pmdesk.views.prompts.feed_rows import FeedRows
from pmdesk.views.prompts.import_parts import PlainTable, QuestionCard
from pmdesk.views.prompts.sheet import Sheet
from pmdesk.views.theme.icons import icon
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.domain.timeline import Lane

ReadAgain = Callable[[FeedReview, Mapping[str, str], Callable[[FeedReview], object]], object]


def _spring() -> QSpacerItem:
    """Room below the words of a card that is higher than they are."""
    return QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)


class FeedSheet(Sheet):
    """``accepted`` carries a list of (raw event, lane id or empty), in the order of the source.

    ``read_again`` is called with the review, all answers so far, and whom it hands the new
    review to when it is ready; until then nothing can be brought in.
    """

    accepted = Signal(object)

    def __init__(
        self,
        window: QWidget,
        review: FeedReview,
        lanes: Sequence[Lane],
        zone: str,
        read_again: ReadAgain | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(window, "Bring in events", 1080, "Bring in events", "file-input")
        self.review, self._lanes, self._zone = review, list(lanes), zone
        self.answers: dict[str, str] = dict(answers or {})
        self._read_again = read_again
        self._waiting = False
        self.rows = FeedRows(review, lanes, zone, self)
        self.table = FeedTable(self.rows)
        self.questions: list[QuestionCard] = []
        self._build()
        self.rows.ticked.connect(self._judge)
        self.table.lane_wanted.connect(self.choose_lane)
        self._show_review()

    # -- what can be done

    def act(self) -> None:
        if not self._may():
            return
        chosen = self.rows.chosen()
        self.dismiss()
        self.accepted.emit(chosen)

    def answer(self, about: str, value: str) -> None:
        """Answer a question, or say which column holds what ("column:time" to its title)."""
        if self.answers.get(about) == value:
            return
        self.answers[about] = value
        self._ask_again(about)

    def forget_columns(self) -> None:
        """Take the columns that the table itself suggests."""
        for about in [a for a in self.answers if a.startswith("column:")]:
            del self.answers[about]
        self._ask_again("")

    def _ask_again(self, about: str) -> None:
        if self._read_again is None:
            self._judge()
            return
        self._waiting = True
        self._judge()
        self._read_again(self.review, dict(self.answers), partial(self._on_read, about))

    def choose_lane(self) -> None:
        """Ask for the lane of the selected rows, or of all chosen ones when none is selected."""
        rows = self.table.selected_rows()
        choices = [Choice(lane.id, lane.name) for lane in self._lanes]
        picker = Picker(choices, self, "Lane of the selected events")
        picker.picked.connect(partial(self._move, rows))
        if rows:
            place = self.table.visualRect(self.rows.index(rows[0], 4))
            picker.open_under(self.table.viewport(), place)
        else:
            picker.open_under(self.lane_button)

    def choose_day(self) -> None:
        """Ask for the day whose events are shown."""
        counted = self.rows.days()
        choices = [Choice(None, "All days", icon="calendar")]
        choices += [Choice(day, f"{date_text(day)}  ·  {number:,}") for day, number in counted]
        picker = Picker(choices, self, "Day")
        picker.picked.connect(self._on_day_picked)
        picker.open_under(self.day_button)

    def open(self, first: QWidget | None = None) -> None:
        super().open(first)
        if first is None and self.questions:
            self.questions[0].focus_answer("")

    def card_size(self) -> tuple[int, int]:
        width, _ = super().card_size()
        return width, self.height() - 96 if self.review.feed is not None else theme().px(300)

    # -- building

    def _build(self) -> None:
        self.head = WrappedLabel("", "ui", "ink2")
        self.asked = QWidget()
        self.asked_grid = QGridLayout(self.asked)
        self.asked_grid.setContentsMargins(0, 0, 0, 0)
        self.asked_grid.setSpacing(8)
        self.columns = FeedColumns()
        self.columns.chosen.connect(self.answer)
        self.columns.reset_wanted.connect(self.forget_columns)
        self.note = WrappedLabel("", "meta_regular", "ink2")
        self.tools = self._make_tools()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.unread = QScrollArea()
        self.unread.setWidgetResizable(True)
        self.unread.viewport().setAutoFillBackground(False)
        self.pages.addWidget(self.unread)
        self.empty = EmptyState("list-filter", "No event passes the filter", "Empty the filter, "
                                "or choose another day.", "Show all", self.show_all)  # fmt: skip
        self.pages.addWidget(self.empty)
        self.pages.setMinimumHeight(theme().px(200))
        for part in (self.head, self.asked, self.columns, self.tools, self.note):
            self.body.addWidget(part)
        self.body.addWidget(self.pages, 1)

    def _make_tools(self) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Filter by words, names or source")
        self.filter.setAccessibleName("Filter by words, names or source")
        self.filter.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.setFont(theme().font("ui"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._on_filter_changed)
        row.addWidget(self.filter, 1)
        self.day_button = Button("All days", "secondary", "calendar", self.choose_day)
        self.lane_button = Button("Lane", "secondary", "layers", self.choose_lane)
        self.all_button = Button("All", "secondary", "", lambda: self._tick_shown(True))
        self.none_button = Button("None", "secondary", "", lambda: self._tick_shown(False))
        self.lane_button.setToolTip("Lane of the selected events, or of all chosen ones (L)")
        self.all_button.setToolTip("Choose every event that is shown")
        self.none_button.setToolTip("Leave out every event that is shown")
        for button in (self.day_button, self.lane_button, self.all_button, self.none_button):
            row.addWidget(button)
        column.addLayout(row)
        pills = QHBoxLayout()
        pills.setSpacing(8)
        self.pills: dict[str, Pill] = {}
        for name, words in (("", "Events"), ("chosen", "Chosen"), ("there", "There already"),
                            ("unread", "Not read")):  # fmt: skip
            pill = Pill(words, alarming=name == "unread")
            pill.clicked.connect(partial(self._show_only, name))
            self.pills[name] = pill
            pills.addWidget(pill)
        pills.addStretch(1)
        column.addLayout(pills)
        return held

    # -- what is shown

    def show_all(self) -> None:
        """Take every filter away."""
        self.filter.clear()
        self._on_day_picked(None)
        self._show_only("")

    def _show_review(self) -> None:
        review = self.review
        feed = review.feed
        for part in (self.columns, self.tools, self.note, self.pages):
            part.setVisible(feed is not None)
        if feed is None:
            self._show_problem(review.problem)
            return
        noun = "event" if len(feed.events) == 1 else "events"
        parts = [review.name, feed.format, f"{len(feed.events):,} {noun}",
                 span_words(review, self.rows.zone), self._zone_words()]  # fmt: skip
        self.head.setText("  ·  ".join(part for part in parts if part))
        self._fill_questions()
        self.columns.show_table(feed.table, any(a.startswith("column:") for a in self.answers))
        self._fill_unread()
        self.pills["there"].setVisible(bool(review.there))
        self.pills["unread"].setVisible(bool(feed.unread))
        self.pills["unread"].set_count(len(feed.unread))
        self.day_button.setVisible(len(self.rows.days()) > 1)
        self._show_only("" if feed.events or not feed.unread else "unread")

    def _zone_words(self) -> str:
        asked = {question.about for question in self.review.questions} - set(self.answers)
        return "" if "zone" in asked else f"shown in {self._zone}"

    def _show_problem(self, problem: str) -> None:
        card = Surface("danger_soft", "danger", 8)
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(WrappedLabel(problem, "ui_medium"))
        self.asked_grid.addWidget(card, 0, 0)
        self.head.setText(self.review.name)
        self.body.addStretch(1)
        self.allow("Nothing can be brought in from this.")

    def _fill_questions(self) -> None:
        for card in self.questions:
            self.asked_grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.questions = []
        asked = self.review.questions
        for number, question in enumerate(asked):
            card = QuestionCard(question, self.answers.get(question.about, ""))
            card.answered.connect(self.answer)
            card.left.connect(self.dismiss)
            self.questions.append(card)
            # Two beside each other leave more room for the rows; a last one alone takes it all.
            alone = number == len(asked) - 1 and number % 2 == 0
            self.asked_grid.addWidget(card, number // 2, number % 2, 1, 2 if alone else 1)
            if (inside := card.layout()) is not None:
                inside.addItem(_spring())
            card.show()
        self.asked.setVisible(bool(self.questions))

    def _fill_unread(self) -> None:
        feed = self.review.feed
        parts = feed.unread if feed is not None else ()
        rows = [(part.place, part.why, part.text) for part in parts]
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(PlainTable(("Where", "Why it was not read", "Words"), (170, 330, 0), rows))
        column.addStretch(1)
        self.unread.setWidget(held)
        held.setAutoFillBackground(False)

    def _judge(self) -> None:
        if self.review.feed is None:
            return
        number = sum(self.rows.ticks)
        events = self.review.events
        self.pills[""].set_count(len(events))
        self.pills["chosen"].set_count(number)
        self.pills["there"].set_count(len(self.review.there))
        noun = "event" if number == 1 else f"{number:,} events"
        if self.button is not None:
            self.button.setText(f"Bring in {noun}" if number else "Bring in events")
        self.note.setText(self.rows.note)
        self.note.setVisible(bool(self.rows.note))
        open_ones = [q for q in self.review.questions if q.about not in self.answers]
        if self._waiting:
            self.allow("Reading again…")
        elif open_ones:
            words = "question waits" if len(open_ones) == 1 else "questions wait"
            self.allow(f"{len(open_ones)} {words} for an answer. Nothing is stored before.")
        elif not events:
            self.allow("No event was found.")
        elif not number:
            self.allow("Choose the events to bring in.")
        else:
            self.allow()
            self.why.setText(self._what_follows())

    def _what_follows(self) -> str:
        people = {
            event.actor
            for number, event in enumerate(self.review.events)
            if self.rows.ticks[number] and event.by == "person" and event.actor
        }
        if not people:
            return "One step: undo takes all of them back."
        shown = "1 person is" if len(people) == 1 else f"{len(people)} people are"
        return f"{shown} shown by role on the timeline. One step: undo takes all of it back."

    def _may(self) -> bool:
        return self.button is not None and self.button.isEnabled()

    # -- what was pressed

    def _on_read(self, about: str, review: FeedReview) -> None:
        self._waiting = False
        self.review = review
        self.rows.renew(review)
        self._show_review()
        self._judge()
        card = next((c for c in self.questions if c.question.about == about), None)
        if self.isVisible():
            self.place()
            if card is not None:
                card.focus_answer(self.answers.get(about, ""))

    def _on_filter_changed(self, text: str) -> None:
        self.rows.narrow(needle=text)
        self._show_page()

    def _on_day_picked(self, day: object) -> None:
        chosen = [day] if isinstance(day, date) else []
        self.day_button.setText(date_text(chosen[0]) if chosen else "All days")
        self.rows.narrow(days=chosen)
        self._show_page()

    def _show_only(self, name: str, _checked: bool = False) -> None:
        for key, pill in self.pills.items():
            pill.setChecked(key == name)
        if name != "unread":
            self.rows.narrow(only=name)
        self._show_page()
        self._judge()

    def _show_page(self) -> None:
        unread = self.pills["unread"].isChecked()
        page: QWidget = self.table if self.rows.shown else self.empty
        self.pages.setCurrentWidget(self.unread if unread else page)

    def _tick_shown(self, on: bool) -> None:
        self.rows.tick(range(len(self.rows.shown)), on)

    def _move(self, rows: Sequence[int], lane_id: object) -> None:
        if not isinstance(lane_id, str):
            return
        if not rows:
            rows = [r for r, n in enumerate(self.rows.shown) if self.rows.ticks[n]]
        self.rows.move(rows, lane_id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
