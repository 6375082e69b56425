"""Shows what was understood of files and asks what is not clear, before anything is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.domain.day_names import date_text
from pmdesk.views.controls.buttons import Pill
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel, tooltip_of
from pmdesk.views.controls.panels import Surface, Tag
from pmdesk.views.prompts.import_parts import PlainTable, QuestionCard, entries_table
from pmdesk.views.prompts.import_review import FileReview
from pmdesk.views.prompts.sheet import Sheet
from pmdesk.views.theme.theme import theme

ReadAgain = Callable[[FileReview, Mapping[str, str]], FileReview]


class ImportSheet(Sheet):
    """``accepted`` carries a list of (draft, answers), one for each file that can be read.

    ``read_again`` gives the review of a file under the answers so far, so that the times shown
    are those that will be stored.
    """

    accepted = Signal(object)

    def __init__(
        self, window: QWidget, reviews: Sequence[FileReview], read_again: ReadAgain | None = None
    ) -> None:
        self._count = sum(1 for review in reviews if not review.problem)
        words = f"Import {self._count} postmortems" if self._count > 1 else "Import"
        super().__init__(window, "Import: what was understood", 860, words, "file-input")
        self.reviews = list(reviews)
        self.answers: list[dict[str, str]] = [{} for _ in self.reviews]
        self._read_again = read_again
        self._at = self._first_open()
        self._page = QWidget()
        self._tabs: list[Pill] = []
        if len(self.reviews) > 1:
            self._add_tabs()
        self.questions: list[QuestionCard] = []
        self.body.addWidget(self._page)
        self.body.addStretch(1)
        self._show_file(self._at)

    def act(self) -> None:
        if self._open_count():
            return
        taken = [
            (review.draft, dict(answers))
            for review, answers in zip(self.reviews, self.answers, strict=True)
            if not review.problem
        ]
        self.dismiss()
        self.accepted.emit(taken)

    def card_size(self) -> tuple[int, int]:
        width, high = super().card_size()
        return width, max(high, theme().px(420))

    def answer(self, about: str, value: str) -> None:
        """Answer a question of the file that is shown."""
        self.answers[self._at][about] = value
        if self._read_again is not None:
            self.reviews[self._at] = self._read_again(
                self.reviews[self._at], self.answers[self._at]
            )
            # The card that was pressed goes with the old page, so wait until its click is over.
            QTimer.singleShot(0, self, lambda: self._show_answered(about))
        self._judge()

    def _show_answered(self, about: str) -> None:
        """Show the file under its answers, with sight and keys where they were."""
        bar = self.area.verticalScrollBar()
        seen = bar.value()
        self._show_file(self._at)
        bar.setValue(seen)
        card = next((card for card in self.questions if card.question.about == about), None)
        if card is not None:
            card.focus_answer(self.answers[self._at].get(about, ""))

    def _first_open(self) -> int:
        for i, review in enumerate(self.reviews):
            if review.questions or review.problem:
                return i
        return 0

    def _open_count(self) -> int:
        return sum(
            len(review.open_questions(answers))
            for review, answers in zip(self.reviews, self.answers, strict=True)
        )

    def _judge(self) -> None:
        missing = self._open_count()
        if not self._count:
            self.allow("None of these files can be read.")
        elif missing:
            noun = "question waits" if missing == 1 else "questions wait"
            self.allow(f"{missing} {noun} for an answer. Nothing is stored before.")
        else:
            self.allow()
            self.why.setText("Text that was not understood is kept in the narrative.")
        for i, tab in enumerate(self._tabs):
            open_here = len(self.reviews[i].open_questions(self.answers[i]))
            tab.set_count(open_here or None)
            tab.setChecked(i == self._at)

    def _add_tabs(self) -> None:
        line: QHBoxLayout | None = None
        for i, review in enumerate(self.reviews):
            if i % 4 == 0:
                line = QHBoxLayout()
                line.setSpacing(8)
                self.body.addLayout(line)
            name = review.name if len(review.name) <= 24 else f"{review.name[:22]}…"
            tab = Pill(f"{name}: can't be read" if review.problem else name, alarming=True)
            tab.setToolTip(tooltip_of(review.name))
            tab.clicked.connect(lambda _on=False, n=i: self._show_file(n))
            self._tabs.append(tab)
            if line is not None:
                line.addWidget(tab)
                if i % 4 == 3 or i == len(self.reviews) - 1:
                    line.addStretch(1)

    def _show_file(self, number: int) -> None:
        self._at = number
        old, review = self._page, self.reviews[number]
        self._page = QWidget()
        self.questions = []
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        if review.problem:
            card = Surface("danger_soft", "danger", 8)
            held = QVBoxLayout(card)
            named = review.problem.startswith(review.name)
            words = review.problem if named else f"{review.name}: {review.problem}"
            held.addWidget(WrappedLabel(words, "ui_medium"))
            column.addWidget(card)
        else:
            self._fill_page(column, review)
        self.body.replaceWidget(old, self._page)
        old.hide()
        old.deleteLater()
        # A widget that is not shown yet has no size for the layout, and the card would shrink.
        self._page.show()
        self._judge()
        if self.isVisible():
            self.place()

    def _fill_page(self, column: QVBoxLayout, review: FileReview) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        title = PlainLabel(review.title or "No title found", "section")
        title.setWordWrap(True)
        head.addWidget(title, 1)
        tag = Tag(parent=self._page)
        tag.show_severity(review.severity)
        head.addWidget(tag)
        column.addLayout(head)
        facts = [date_text(review.day) or "no date yet", review.zone or "no zone yet", review.name]
        column.addWidget(PlainLabel("  ·  ".join(facts), "meta", "ink2"))
        counted = [f"{number} {name}" for name, number in review.counts if number]
        column.addWidget(WrappedLabel(", ".join(counted) or "Only text", "ui"))
        for question in review.questions:
            card = QuestionCard(question, self.answers[self._at].get(question.about, ""))
            card.answered.connect(self.answer)
            card.left.connect(self.dismiss)
            self.questions.append(card)
            column.addWidget(card)
        if review.entries:
            column.addSpacing(4)
            column.addWidget(PlainLabel("Timeline", "ui_semibold"))
            column.addWidget(entries_table(review.entries))
        if review.sections:
            column.addSpacing(4)
            column.addWidget(PlainLabel("Headings of the file", "ui_semibold"))
            column.addWidget(PlainTable(("Heading", "Used as"), (0, 300), review.sections))
