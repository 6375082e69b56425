"""Draws the factor tree from left to right: incident, contributing factors, whys."""

from __future__ import annotations

from pmdesk.domain.terms import StopReason
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import fonts, styles
from pmdesk.exporters.pdf.canvas import Sheet
from pmdesk.exporters.pdf.drawings.factor_plan import (
    PAD_X,
    PAD_Y,
    Box,
    TreePlan,
    plan_trees,
)
from pmdesk.exporters.pdf.drawings.glyphs import status_sign
from pmdesk.exporters.pdf.flow import Part, lines_of
from pmdesk.exporters.pdf.structure import Element
from pmdesk.exporters.pdf.styles import Ink, Page, colour
from pmdesk.exporters.pdf.typeset import Line, Look, Span, break_lines, one_line

_HEADS = 16.0
_INCIDENT = 29 * styles.MM
_WHITE = styles.FIGURE._replace(font=fonts.SANS_SEMI, colour=Ink.PAPER)


def _incident_names(facts: Facts) -> tuple[list[Line], float]:
    """The incident's title in its box, and the height of the box."""
    rows = lines_of(facts.title, _WHITE, _INCIDENT - 2 * PAD_X, 7)
    return rows, len(rows) * _WHITE.leading + 2 * PAD_Y


class TreeFigure(Part):
    """One figure of the tree with its caption; it stays on one page."""

    def __init__(
        self, page: Page, facts: Facts, plan: TreePlan, number: int, *, more: bool
    ) -> None:
        super().__init__(page)
        self.facts, self.plan, self.number = facts, plan, number
        text = "Contributing factors and their whys."
        if more:
            keys = [facts.factor_keys[box.factor.id] for box in plan.roots]
            which = keys[0] if keys[0] == keys[-1] else f"{keys[0]} to {keys[-1]}"
            text = f"Contributing factors and their whys: {which}."
        signs = "A target marks something that can be changed, with the action that changes it."
        spans = [
            Span(f"Figure {number}. ", Look(fonts.SANS_SEMI, Ink.INK)),
            Span(f"{text} {signs}", Look(fonts.SANS, Ink.INK2)),
        ]
        self.caption = break_lines(spans, styles.CAPTION.size, page.measure)
        self.names, self.names_height = _incident_names(facts) if plan.incident else ([], 0.0)
        self.tree_height = max(plan.height, self.names_height)
        self.height = _HEADS + self.tree_height + 8
        self.height += len(self.caption) * styles.CAPTION.leading + 10

    def wrap(self, _width: float, _room: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        count = sum(1 for root in self.plan.roots for _ in root.all())
        words = f"Tree of {count} contributing factors and whys; the list has them."
        with self.canv.figure(Element("Figure", alt=words), self.width, self.height):
            self._draw_figure()
        bottom = self.height - _HEADS - self.tree_height
        with self.canv.reading(Element("P")):
            self.canv.lines(self.caption, 0, bottom - 8, styles.CAPTION)

    def _draw_figure(self) -> None:
        sheet, plan = self.canv, self.plan
        top = self.height - _HEADS
        self._draw_heads(self.height)
        sheet.setLineWidth(0.9)
        middle = self._incident(top)
        for root in plan.roots:
            start = _INCIDENT if plan.incident else 6 * styles.MM
            source = middle if plan.incident else top - root.middle
            self._joint(start, source, plan.x[0], top - root.middle)
        for root in plan.roots:
            for box in root.all():
                for child in box.children:
                    right = plan.x[box.column] + box.width
                    self._joint(right, top - box.middle, plan.x[child.column], top - child.middle)
        for root in plan.roots:
            for box in root.all():
                self._draw_box(box, top)

    def _draw_heads(self, top: float) -> None:
        used = max(box.column for root in self.plan.roots for box in root.all())
        if self.plan.incident:
            self.canv.words("Incident", 0, top, styles.TABLE_HEAD)
        for column in range(used + 1):
            text = "Why?" if column else "Contributing factor"
            self.canv.words(text, self.plan.x[column], top, styles.TABLE_HEAD)

    def _incident(self, top: float) -> float:
        sheet, plan = self.canv, self.plan
        white = _WHITE
        if not plan.incident:
            width = 6 * styles.MM
            sheet.box(0, top - plan.height, width, plan.height, fill=Ink.INK, radius=2.5)
            sheet.saveState()
            sheet.translate(width / 2 + white.leading / 2, top - plan.height / 2)
            sheet.rotate(90)
            look = Look(white.font, white.colour)
            line = one_line(self.facts.title, look, white.size, plan.height - 12)
            sheet.lines([line], 0, white.leading, white, "middle")
            sheet.restoreState()
            return top - plan.height / 2
        height = self.names_height
        joints = [root.middle for root in plan.roots]
        middle = min(
            max(top - (joints[0] + joints[-1]) / 2, top - self.tree_height + height / 2),
            top - height / 2,
        )
        sheet.box(0, middle - height / 2, _INCIDENT, height, fill=Ink.INK, radius=2.5)
        sheet.lines(self.names, PAD_X, middle + height / 2 - PAD_Y, white)
        return middle

    def _joint(self, x1: float, y1: float, x2: float, y2: float) -> None:
        sheet = self.canv
        sheet.setStrokeColor(colour(Ink.EDGE))
        sheet.setDash()
        half = (x1 + x2) / 2
        path = sheet.beginPath()
        path.moveTo(x1, y1)
        if abs(y1 - y2) < 0.3:
            path.lineTo(x2, y2)
        else:
            path.curveTo(half, y1, half, y2, x2, y2)
        sheet.drawPath(path, stroke=1, fill=0)

    def _draw_box(self, box: Box, top: float) -> None:
        sheet = self.canv
        x, y = self.plan.x[box.column], top - box.top
        edge, thick, ink = _edge(box)
        if box.sign == "open":
            sheet.setDash(2.2, 1.8)
        bottom = y - box.height
        sheet.box(
            x, bottom, box.width, box.height, fill=Ink.PAPER, edge=edge, thick=thick, radius=3
        )
        sheet.setDash()
        if box.sign:
            middle = y - PAD_Y - styles.FIGURE.leading / 2
            status_sign(sheet, box.sign, x + PAD_X + 3, middle, 7.4, ink)
        left = x + box.indent
        used = sheet.lines(box.words, left, y - PAD_Y, styles.FIGURE)
        small = styles.FIGURE._replace(size=6.8, leading=9.6)
        sheet.lines([line for line, _ in box.notes], left, y - PAD_Y - used, small)


def _edge(box: Box) -> tuple[str, float, str]:
    """A box's edge, how thick it is, and the colour of its sign."""
    if box.sign == "target":
        unanswered = box.factor.stop is StopReason.ACTIONABLE and any(
            ink == Ink.WARN for _, ink in box.notes
        )
        return (Ink.EDGE, 0.9, Ink.WARN) if unanswered else (Ink.OK_LINE, 1.1, Ink.OK)
    if box.sign == "open":
        return Ink.EDGE, 0.9, Ink.EDGE
    if box.factor.parent_id is None:
        return Ink.EDGE, 1.0, Ink.EDGE
    return Ink.RULE, 0.7, Ink.EDGE


def tree_figures(page: Page, facts: Facts, number: int) -> list[TreeFigure]:
    """The figures of the tree, numbered from ``number``; none where there is no factor."""
    plans = plan_trees(facts, page.measure, page.room - 138)
    more = len(plans) > 1
    return [
        TreeFigure(page, facts, plan, number + index, more=more) for index, plan in enumerate(plans)
    ]


def target_sign(sheet: Sheet, x: float, y: float) -> None:
    """The sign of something that can be changed."""
    status_sign(sheet, "target", x, y, 7.0, Ink.OK)
