"""Where the parts of a row of the outline lie, for painting, clicking and typing alike."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from pmdesk.domain.factors.branches import branch_of
from pmdesk.domain.terms import FactorKind, name_of
from pmdesk.itemmodels.factors import FactorRow
from pmdesk.views.factors.signs import has_sign
from pmdesk.views.theme.theme import theme

LINE = 33
STEP = 28
_ROOT_GAP = 6
_OWN_KINDS = (FactorKind.TRIGGER, FactorKind.MITIGATING)


@dataclass(frozen=True, slots=True)
class Columns:
    """The left edges of the columns at a width, in pixels; ``wide`` is false where the category
    is an icon only."""

    left: float
    category: float
    answers: float
    right: float
    wide: bool


def columns_of(width: float) -> Columns:
    """The columns of an outline of a width."""
    t = theme()
    left, right = t.px(24), width - t.px(24)
    wide = width >= t.px(760)
    # Where there is little room, the words of an action give way to those of the factor.
    answers = right - (max(t.px(230), 0.365 * width) if wide else t.px(160))
    category = answers - t.px(140 if wide else 34)
    return Columns(left, category, answers, right, wide)


def height_of(row: FactorRow, is_first: bool) -> int:
    """The height of a row: a line for each action, and a gap before each root but the first."""
    t = theme()
    gap = t.px(_ROOT_GAP) if row.depth == 0 and not is_first else 0
    return max(1, len(row.actions)) * t.px(LINE) + gap


def guide_x(depth: int) -> float:
    """The middle of the arrows at a depth."""
    t = theme()
    return t.px(24) + t.px(13) + depth * t.px(STEP)


def text_role(row: FactorRow) -> str:
    """The font of a factor's words: roots are heaviest, what can be acted on stands out."""
    if row.depth == 0:
        return "body_semibold"
    return "ui_medium" if row.is_actionable or row.is_open else "ui"


class RowLayout:
    """The rectangles of one row in the coordinates of the viewport."""

    def __init__(self, rect: QRectF, row: FactorRow, has_whys: bool) -> None:
        t = theme()
        self.rect, self.row, self.has_whys = rect, row, has_whys
        self.columns = columns_of(rect.right())
        lines = max(1, len(row.actions)) * t.px(LINE)
        self.top = rect.bottom() - lines
        self.cy = self.top + t.px(LINE) / 2
        self.cx = guide_x(row.depth)
        both = has_whys and has_sign(row)
        self.sign_x = self.cx + (t.px(24) if both else 0)
        self.text_x = self.sign_x + t.px(17)

    def _box(self, cx: float, side: float = 24) -> QRectF:
        side = theme().px(side)
        return QRectF(cx - side / 2, self.cy - side / 2, side, side)

    @property
    def arrow(self) -> QRectF:
        """Where a click folds; empty where there is nothing to fold."""
        return self._box(self.cx) if self.has_whys else QRectF()

    @property
    def sign(self) -> QRectF:
        """Where the state is drawn; empty where only the arrow stands."""
        if self.has_whys and not has_sign(self.row):
            return QRectF()
        return self._box(self.sign_x)

    @property
    def tag_words(self) -> str:
        """What stands behind the text: a kind of its own, or the branch of a root."""
        kind, branch = self.row.factor.kind, branch_of(self.row.factor.branch)
        if kind in _OWN_KINDS:
            return name_of(kind).split(" ")[0]
        return branch.name if branch is not None and self.row.depth == 0 else ""

    @property
    def tag_width(self) -> float:
        """The room for the tag, or 0."""
        if not self.tag_words:
            return 0.0
        t = theme()
        wide = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(self.tag_words)
        return wide + t.px(12) + t.px(8)

    @property
    def text(self) -> QRectF:
        """The room for the words of the factor."""
        room = self.columns.category - theme().px(16) - self.text_x - self.tag_width
        room -= theme().px(26) if self.row.nudges else 0
        return QRectF(self.text_x, self.top, max(20.0, room), theme().px(LINE))

    @property
    def nudge(self) -> QRectF:
        """The sign behind the words that something is worth asking; empty without a nudge."""
        if not self.row.nudges:
            return QRectF()
        t, text = theme(), self.text
        wide = t.fonts.metrics(text_role(self.row), t.scale).horizontalAdvance(self.row.factor.text)
        x = text.left() + min(text.width(), wide) + self.tag_width + t.px(3)
        return QRectF(x, self.cy - t.px(12), t.px(24), t.px(24))

    @property
    def category(self) -> QRectF:
        """The cell of the category."""
        end = self.columns.answers - theme().px(8)
        x = self.columns.category
        return QRectF(x, self.top, end - x, theme().px(LINE))

    def answer(self, number: int = 0) -> QRectF:
        """The line of an action, across its column."""
        line, x = theme().px(LINE), self.columns.answers
        return QRectF(x, self.top + number * line, self.columns.right - x, line)

    @property
    def add(self) -> QRectF:
        """The button that adds an action, where none is there."""
        if self.row.actions or self.row.is_draft:
            return QRectF()
        t = theme()
        wide = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance("Add an action")
        box = self.answer()
        return QRectF(box.left(), self.cy - t.px(12), wide + t.px(44), t.px(24))

    def part_at(self, at: QPointF) -> str:
        """What lies at a point: "arrow", "sign", "nudge", "category", "add", an action's id,
        or "row"."""
        if self.arrow.contains(at):
            return "arrow"
        if self.sign.contains(at):
            return "sign"
        if self.nudge.contains(at):
            return "nudge"
        if self.category.contains(at):
            return "category"
        for number, action in enumerate(self.row.actions):
            if self.answer(number).contains(at):
                return action.id
        if self.add.contains(at) and (self.row.is_open or self.row.factor.stop is None):
            return "add"
        return "row"
