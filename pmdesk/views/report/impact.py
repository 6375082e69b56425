"""The impact as figures: big values with what they count; the duration comes from the marks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.change import Edit
from pmdesk.domain.marks import durations, span_text, times_of
from pmdesk.domain.postmortem import ImpactFigure, Postmortem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Audience, ImpactArea, MarkKind, name_of
from pmdesk.domain.time_text import clock_text
from pmdesk.domain.timeline import Mark
from pmdesk.domain.timescale import zone_of
from pmdesk.edits.report import add_impact, change_part, move_impact
from pmdesk.views.controls.buttons import IconButton, PaintedButton
from pmdesk.views.controls.fields import LineField
from pmdesk.views.controls.flow import FlowLayout
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.report.dragging import RowDrag
from pmdesk.views.report.part import INSET, Part
from pmdesk.views.report.record_list import RecordList
from pmdesk.views.report.row import GUTTER, Row
from pmdesk.views.theme.theme import theme

WIDEST = 300


class _CountedField(LineField):
    """What a value counts; while nobody writes in it, words too long for it end in an ellipsis."""

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme()
        room = self.width() - 2 * INSET
        whole = t.fonts.metrics("meta_regular", t.scale).horizontalAdvance(self.text()) <= room
        if self.hasFocus() or whole:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(t.colour("ink2"))
        words = t.elided(self.text(), "meta_regular", room)
        place = self.rect().adjusted(INSET - 1, 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)


class FigureRow(Row[ImpactFigure]):
    """A value over what it counts, as wide as its words."""

    def __init__(self) -> None:
        super().__init__()
        self.value = LineField("figure", "+", bare=True)
        self.value.setAccessibleName("Value, for example 38,000")
        self.label = _CountedField("meta_regular", "add a figure", bare=True)
        self.label.setProperty("quiet", "true")
        self.label.setAccessibleName("What the value counts")
        self.fields = {"value": self.value, "label": self.label}
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self.value)
        words.addWidget(self.label)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.grip, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        # Over the end of the value, which is short: figures stand close together.
        self.more.setParent(self)
        for field in (self.value, self.label):
            field.textChanged.connect(self._fit)
        theme().changed.connect(self._fit)
        self._fit()

    def show_record(self, record: ImpactFigure) -> None:
        self.value.setPlaceholderText("Value")
        self.label.setPlaceholderText("what it counts")
        self.value.show_text(record.value)
        self.label.show_text(record.label)
        inside = "inside only" if record.audience is Audience.INTERNAL else ""
        about = ", ".join(filter(None, (name_of(record.area), inside)))
        self.value.setAccessibleDescription(about)
        self._fit()

    def _fit(self) -> None:
        t = theme()
        high = {self.value: t.px(34), self.label: t.px(22)}
        widths = []
        for field, role in ((self.value, "figure"), (self.label, "meta_regular")):
            words = field.text() or field.placeholderText()
            widths.append(t.fonts.metrics(role, t.scale).horizontalAdvance(words))
            field.setFixedHeight(high[field])
        wide = min(t.px(WIDEST), round(max(widths)) + 2 * INSET + 4)
        for field in (self.value, self.label):
            field.setFixedWidth(wide)
        cut = widths[1] > wide - 2 * INSET
        self.label.setToolTip(tooltip_of(self.label.text()) if cut else "")
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.more.sizeHint()
        self.more.setGeometry(self.width() - side.width(), 5, side.width(), side.height())
        self.more.raise_()


class DurationFigure(PaintedButton):
    """How long the impact lasted, read from the marks; a click goes to where they are set."""

    def __init__(self) -> None:
        super().__init__()
        self._value, self._label, self._known = "", "", False

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the duration of a postmortem, or what is missing for it."""
        span = durations(snapshot).impact
        at = times_of(snapshot.marks)
        self._known = span is not None
        if span is not None:
            zone = zone_of(snapshot.postmortem.zone)
            start = at[MarkKind.IMPACT_START]
            end = at.get(MarkKind.RESOLVED) or at[MarkKind.MITIGATED]
            self._value = span_text(span)
            clocks = f"{clock_text(start, zone, False)}–{clock_text(end, zone, False)}"
            self._label = f"{clocks} {start.astimezone(zone):%Z}"
        else:
            self._value, self._label = "—", "Set start and end on the timeline"
        self.setAccessibleName(f"Duration: {self._value}, {self._label}")
        self.setToolTip(tooltip_of("The duration comes from the marks on the timeline"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        t = theme()
        value = t.fonts.metrics("figure", t.scale).horizontalAdvance(self._value)
        label = t.fonts.metrics("meta_regular", t.scale).horizontalAdvance(self._label)
        return QSize(round(max(value, label)) + 2 * INSET + GUTTER, t.px(56))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(GUTTER, 0, 0, 0)
        if self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("hover"))
            painter.drawRoundedRect(box, 6, 6)
        self.draw_focus_ring(painter, box, 6)
        left = GUTTER + INSET - 1
        wide = box.right() - left + 1
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(t.colour("ink1" if self._known else "ink3"))
        painter.setFont(t.font("figure"))
        painter.drawText(QRectF(left, 1, wide, t.px(34)), middle, self._value)
        painter.setPen(t.colour("ink2" if self._known else "danger"))
        painter.setFont(t.font("meta_regular"))
        painter.drawText(QRectF(left, t.px(34) - 1, wide, t.px(22)), middle, self._label)


class FigureList(RecordList[ImpactFigure]):
    """The figures in a row that wraps, the duration behind the first one."""

    noun = "impact figure"
    kind = ImpactFigure
    labels = {"value": "Edit impact", "label": "Edit impact"}
    sideways = True
    shy = True

    def __init__(self, document: Document) -> None:
        self.duration = DurationFigure()
        super().__init__(document)
        self._arrange()
        self.setAccessibleName("Impact figures")

    def make_layout(self) -> QLayout:
        return FlowLayout(self, gap=0, line_gap=8)

    def records(self, snapshot: Snapshot) -> list[ImpactFigure]:
        return snapshot.impact

    def make_row(self) -> FigureRow:
        return FigureRow()

    def add(self, snapshot: Snapshot, texts: dict[str, str], after_id: str | None) -> Edit:
        return add_impact(snapshot, texts["value"], texts["label"], after_id)

    def refresh(self) -> None:
        super().refresh()
        self.duration.show_snapshot(self.document.snapshot)

    def _arrange(self) -> None:
        super()._arrange()
        if isinstance(self._box, FlowLayout):
            self._box.put(min(1, len(self.rows)), self.duration)

    def move_row(self, row: Row[ImpactFigure], by: int) -> None:
        place = list(self.rows).index(row.record_id) + by
        if 0 <= place < len(self.rows):
            self.document.attempt(lambda s: move_impact(s, row.record_id, place))

    def shift_row(self, row: Row[ImpactFigure], by: int) -> None:
        self.move_row(row, by)

    def fill_menu(self, menu: QMenu, row: Row[ImpactFigure]) -> None:
        figure = self.document.snapshot.need(ImpactFigure, row.record_id)
        areas = menu.addMenu("Measures")
        for area in ImpactArea:
            setting = partial(self._set, figure.id, "Set what is measured", area=area)
            action = self.act(areas, name_of(area), "", setting)
            action.setCheckable(True)
            action.setChecked(figure.area is area)
        readers = menu.addMenu("Readers")
        for audience, words in (
            (Audience.EXTERNAL, "Customers may read it"), (Audience.INTERNAL, "Inside only"),
        ):  # fmt: skip
            setting = partial(self._set, figure.id, "Set readers", audience=audience)
            action = self.act(readers, words, "", setting)
            action.setCheckable(True)
            action.setChecked(figure.audience is audience)

    def _set(self, figure_id: str, label: str, **values: object) -> None:
        self.document.attempt(lambda s: change_part(s, label, ImpactFigure, figure_id, **values))

    def stops(self) -> list[QWidget]:
        return [*super().stops(), self.duration]


class Impact(Part):
    """The figures. ``marks_requested`` asks to see where the duration comes from."""

    key = "impact"
    title = "Impact"
    kinds = frozenset({ImpactFigure, Mark, Postmortem})
    marks_requested = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.list = FigureList(document)
        self.list.left.connect(self.left)
        self.list.rows_changed.connect(self.stops_changed)
        self.add = IconButton("plus", "Add an impact figure", self.list.open_draft, side=24)
        self._head.insertWidget(1, self.add)
        self.add.setVisible(bool(self.list.rows) and not document.read_only)
        self.list.duration.clicked.connect(lambda _on=False: self.marks_requested.emit())
        self.column.addWidget(self.list)
        self.drag = RowDrag(self, [self.list], self._drop)

    def refresh(self) -> None:
        self.list.refresh()
        self.add.setVisible(bool(self.list.rows) and not self.document.read_only)

    def stops(self) -> list[QWidget]:
        return [*self.list.stops(), self.add]

    def widget_of(self, record_id: str) -> QWidget | None:
        row = self.list.row_of(record_id)
        return row.fields["value"] if row is not None else None

    def _drop(self, figure_id: str, _onto: RecordList[ImpactFigure], index: int) -> None:
        self.document.attempt(lambda s: move_impact(s, figure_id, index))
