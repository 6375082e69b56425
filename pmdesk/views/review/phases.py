"""Where the postmortem stands on its way to publication, and the buttons that move it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.policy import Level
from pmdesk.domain.readiness import ReadinessPoint, is_ready
from pmdesk.domain.revisions.versions import next_name
from pmdesk.domain.signoff import PhaseMove
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Phase, name_of
from pmdesk.edits.approvals import ask_for_review
from pmdesk.edits.postmortems import move_phase
from pmdesk.edits.revisions import reopen, sign_off
from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import WrappedLabel
from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.review.card import Card
from pmdesk.views.review.recorded_as import RecordedAs
from pmdesk.views.review.times import moment_text
from pmdesk.views.review.trail import Trail
from pmdesk.views.theme.glyphs import draw_check
from pmdesk.views.theme.theme import theme

_GAP, _LINE = 10, 26


class PhasePath(QWidget):
    """Draft, in review, published, and archived where it is: past ones ticked, this one filled."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._phase = Phase.DRAFT
        theme().changed.connect(self.updateGeometry)

    def show_phase(self, phase: Phase) -> None:
        """Show another phase as the present one."""
        self._phase = phase
        self.setAccessibleName(f"Phase: {name_of(phase)}")
        self.updateGeometry()
        self.update()

    def _shown(self) -> list[Phase]:
        steps = [Phase.DRAFT, Phase.REVIEW, Phase.PUBLISHED]
        return [*steps, Phase.ARCHIVED] if self._phase is Phase.ARCHIVED else steps

    def _width_of(self, phase: Phase) -> int:
        role = "ui_semibold" if phase is self._phase else "ui"
        metrics = theme().fonts.metrics(role, theme().scale)
        return round(metrics.horizontalAdvance(name_of(phase))) + 2 + theme().px(22)

    def sizeHint(self) -> QSize:
        between = 2 * _GAP + theme().px(_LINE)
        shown = self._shown()
        wide = sum(map(self._width_of, shown)) + between * (len(shown) - 1)
        return QSize(wide, theme().px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, middle = 0.0, self.height() / 2
        shown = self._shown()
        at = shown.index(self._phase)
        for i, phase in enumerate(shown):
            if i:
                painter.setPen(QPen(t.colour("line2"), 2))
                painter.drawLine(
                    QPointF(x + _GAP, middle), QPointF(x + _GAP + t.px(_LINE), middle)
                )
                x += 2 * _GAP + t.px(_LINE)
            self._paint_sign(painter, i - at, x + t.px(8), middle)
            painter.setFont(t.font("ui_semibold" if i == at else "ui"))
            painter.setPen(t.colour("ink1" if i == at else "ink2"))
            box = QRectF(x + t.px(22), 0, self._width_of(phase), self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name_of(phase))
            x += self._width_of(phase)

    @staticmethod
    def _paint_sign(painter: QPainter, ahead: int, x: float, y: float) -> None:
        t = theme()
        radius = t.px(15) / 2 - 0.8
        if ahead < 0:
            draw_check(painter, x, y, t.px(15))
            return
        painter.setPen(QPen(t.colour("accent" if ahead == 0 else "line3"), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x, y), radius, radius)
        if ahead == 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("accent"))
            painter.drawEllipse(QPointF(x, y), radius * 0.52, radius * 0.52)


def still_open(points: list[ReadinessPoint], must: bool = False) -> str:
    """How many checks are open: "2 checks are still open", or an empty text; ``must`` counts
    only those that have to be met."""
    count = sum(not p.met and (p.level is Level.MUST or not must) for p in points)
    if not count:
        return ""
    which = " that must be met" if must else ""
    if count == 1:
        return f"One check{which} is still open"
    return f"{count} checks{which} are still open"


RING = 4


class _Wider(QVBoxLayout):
    """A column whose part reaches ``RING`` beyond it, which no negative margin can do."""

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect.adjusted(-RING, 0, RING, 0))


class PhaseFoot(QWidget):
    """The moves that are possible from here; a disabled one has its reason under it.

    It is ``RING`` wider at each side than what it holds: room for the ring of the keyboard, for
    which ``wider`` is the layout.
    """

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._points: list[ReadinessPoint] = []
        self.prompt: ReasonPrompt | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(RING, 14, RING, 0)
        column.setSpacing(8)
        self.recorded_as = RecordedAs(document)
        column.addWidget(self.recorded_as)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.ask = self._button(row, "Ask for review", "primary", "users", self._on_ask)
        self.sign = self._button(row, "Sign off and lock", "primary", "lock", self._on_sign)
        self.back = self._button(row, "Back to draft", "secondary", "", self._on_back)
        self.archive = self._button(row, "Archive", "secondary", "archive", self._on_archive)
        self.reopen = self._button(row, "Reopen…", "secondary", "rotate-ccw", self._on_reopen)
        column.addLayout(row)
        self.why = WrappedLabel("", "meta_regular", "ink2")
        column.addWidget(self.why)

    def wider(self) -> QVBoxLayout:
        """A layout that lets what this holds stand flush with what is above it."""
        held = _Wider()
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(self)
        return held

    @staticmethod
    def _button(
        row: QHBoxLayout, words: str, variant: str, icon_name: str, act: object
    ) -> Button:
        made = Button(words, variant, icon_name, on_click=act, size="dialog")  # type: ignore[arg-type]
        row.addWidget(made, 2 if variant == "primary" else 1)
        return made

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [self.recorded_as.link, *self._buttons()]

    def _buttons(self) -> list[Button]:
        return [self.ask, self.sign, self.back, self.archive, self.reopen]

    def refresh(self, points: list[ReadinessPoint]) -> None:
        """Show what can be done now."""
        self._points = points
        phase = self._document.snapshot.postmortem.phase
        locked = self._document.unwritable
        shown = {
            Phase.DRAFT: [self.ask],
            Phase.REVIEW: [self.sign, self.back],
            Phase.PUBLISHED: [self.archive, self.reopen],
            Phase.ARCHIVED: [self.reopen],
        }[phase]
        held = any(button.hasFocus() for button in self._buttons())
        for button in self._buttons():
            button.setEnabled(not locked and button in shown)
            button.setVisible(button in shown)
        self.sign.setEnabled(not locked and is_ready(points))
        self.why.setText(locked or self._sentence(phase))
        self.recorded_as.refresh()
        if held and not any(button.hasFocus() for button in shown):
            first = next((button for button in shown if button.isEnabled()), None)
            (first or self.recorded_as.link).setFocus(Qt.FocusReason.OtherFocusReason)

    def _sentence(self, phase: Phase) -> str:
        still = still_open(self._points)
        if phase is Phase.DRAFT:
            more = f"{still}; what is missing can follow while others read." if still else ""
            return more or "Every check is met."
        if phase is Phase.REVIEW:
            must = still_open(self._points, must=True)
            signing = f"Signing locks version {next_name(self._document.snapshot)}."
            return f"{must or still or 'Every check is met'}. {signing}"
        if phase is Phase.PUBLISHED:
            following = next_name(self._document.snapshot)
            return f"Reopening starts version {following} and asks the approvers again."
        return "An archived postmortem is kept as it is until it is reopened."

    # -- moves

    def _move(self, phase: Phase) -> None:
        now, by = self._document.clock.now(), self.recorded_as.role
        self._document.attempt(lambda s: move_phase(s, phase, now, by))

    def _on_ask(self) -> None:
        now, by = self._document.clock.now(), self.recorded_as.role
        self._document.attempt(lambda s: ask_for_review(s, now, by))

    def _on_sign(self) -> None:
        now, by = self._document.clock.now(), self.recorded_as.role
        self._document.attempt(lambda s: sign_off(s, now, by))

    def _on_back(self) -> None:
        self._move(Phase.DRAFT)

    def _on_archive(self) -> None:
        self._move(Phase.ARCHIVED)

    def _on_reopen(self) -> None:
        self.prompt = ReasonPrompt(
            "Why is it reopened?", "Reopen", self, placeholder="What has to change"
        )
        self.prompt.answered.connect(self._on_reopen_answered)
        self.prompt.open_at(self.reopen)

    def _on_reopen_answered(self, reason: str) -> None:
        now, by = self._document.clock.now(), self.recorded_as.role
        self._document.attempt(lambda s: reopen(s, now, reason, by))


class MovesCard(Card):
    """Every move between phases: which, who, why and when; hidden while there was none."""

    def __init__(self, document: Document) -> None:
        super().__init__("Moves")
        self._document = document
        self.trail = Trail("Moves between phases")
        self.body.addWidget(self.trail)

    def refresh(self) -> None:
        """Show the moves, the latest first."""
        snapshot = self._document.snapshot
        now, zone = self._document.clock.now(), snapshot.postmortem.zone
        rows = []
        for move in moves_of(snapshot):
            who = ": ".join(part for part in (move.by, move.reason) if part)
            words = f"{name_of(move.before)} → {name_of(move.after)}"
            rows.append((words, who, moment_text(move.at, now, zone)))
        self.trail.show_rows(rows)
        self.setVisible(bool(rows))


def moves_of(snapshot: Snapshot) -> list[PhaseMove]:
    """The moves between phases, the latest first."""
    return sorted(snapshot.of(PhaseMove).values(), key=lambda m: (m.at, m.id), reverse=True)
