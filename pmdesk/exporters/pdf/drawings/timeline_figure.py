"""Draws the timeline figure: phases above, lanes with their events, the axis below."""

from __future__ import annotations

from pmdesk.domain.marks import PhaseBand, span_text
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import fonts, styles
from pmdesk.exporters.pdf.drawings.glyphs import lane_sign
from pmdesk.exporters.pdf.drawings.timeline_plan import (
    GLYPH,
    LANE_PAD,
    ROW_HEIGHT,
    Item,
    LanePlan,
    Plan,
    plan_timeline,
)
from pmdesk.exporters.pdf.flow import Part, lines_of
from pmdesk.exporters.pdf.structure import Element
from pmdesk.exporters.pdf.styles import LANES, OTHER_LANE, PHASES, Ink, LaneInk, Page, faded
from pmdesk.exporters.pdf.typeset import Look, Span, break_lines

_BAND = 18.0
_AXIS = 18.0


def lane_ink(colour: str) -> LaneInk:
    """A lane's colours on paper; lanes without an own colour take the inks."""
    return LANES.get(colour, OTHER_LANE)


class TimelineFigure(Part):
    """The figure with its caption; it stays on one page."""

    def __init__(self, page: Page, facts: Facts, plan: Plan, number: int) -> None:
        super().__init__(page)
        self.facts, self.plan, self.number = facts, plan, number
        bold = Look(fonts.SANS_SEMI, Ink.INK)
        plain = Look(fonts.SANS, Ink.INK2)
        spans = [Span(f"Figure {number}. ", bold), Span(_caption(facts, plan), plain)]
        self.caption = break_lines(spans, styles.CAPTION.size, page.measure)
        self.lanes_height = sum(lane.height for lane in plan.lanes)
        self.height = _BAND + self.lanes_height + _AXIS
        self.height += len(self.caption) * styles.CAPTION.leading + 16

    def wrap(self, _width: float, _room: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        count = sum(len(lane.items) for lane in self.plan.lanes)
        words = f"Timeline of {count} events in {len(self.plan.lanes)} lanes; the table has them."
        with self.canv.figure(Element("Figure", alt=words), self.width, self.height):
            bottom = self._draw_figure()
        with self.canv.reading(Element("P")):
            self.canv.lines(self.caption, 0, bottom - _AXIS - 2, styles.CAPTION)

    def _draw_figure(self) -> float:
        sheet, plan = self.canv, self.plan
        top = self.height - 4
        bottom = top - _BAND - self.lanes_height
        for band in plan.bands:
            self._draw_band(band, top, bottom)
        y = top - _BAND
        for index, lane in enumerate(plan.lanes):
            self._draw_lane(lane, y)
            y -= lane.height
            if index < len(plan.lanes) - 1:
                sheet.rule(0, y, self.width, Ink.RULE, 0.5)
        sheet.rule(0, bottom, self.width, Ink.INK, 1.2)
        grey = styles.FIGURE._replace(colour=Ink.INK3)
        for x, text in plan.ticks:
            sheet.setLineWidth(0.6)
            sheet.setStrokeColor(styles.colour(Ink.EDGE))
            sheet.line(x, bottom, x, bottom - 3)
            sheet.words(text, x, bottom - 4, grey, align="middle")
        return bottom

    def _draw_band(self, band: PhaseBand, top: float, bottom: float) -> None:
        sheet, plan = self.canv, self.plan
        left = plan.at(max(band.start, plan.start))
        right = plan.at(min(band.end, plan.end))
        if right <= left:
            return
        ground, ink = PHASES[band.name]
        tint = faded(ground, 0.42)
        sheet.box(left, bottom, right - left, top - bottom, fill=tint)
        sheet.box(left, top - _BAND, right - left, _BAND, fill=ground)
        sheet.setStrokeColor(styles.colour(faded(ink, 0.5)))
        sheet.setLineWidth(0.6)
        if band.start > plan.start:
            sheet.line(left, bottom, left, top)
        style = styles.FIGURE._replace(font=fonts.SANS_SEMI, colour=ink)
        for text in (f"{band.name} {span_text(band.end - band.start)}", band.name):
            width = fonts.width_of(text, style.font) * style.size / 1000
            if width + 4 <= right - left:
                sheet.words(text, (left + right) / 2, top - 4, style, align="middle")
                return
            if band is plan.bands[0] and width + 4 <= left:
                sheet.words(text, left - 4, top - 4, style, align="right")
                return

    def _draw_lane(self, lane: LanePlan, top: float) -> None:
        sheet, ink = self.canv, lane_ink(lane.lane.colour)
        middle = top - LANE_PAD - ROW_HEIGHT / 2
        lane_sign(sheet, lane.lane.shape, 5.5, middle, GLYPH, ink.fill)
        name = styles.FIGURE._replace(font=fonts.SANS_SEMI, colour=ink.text)
        room = self.plan.left - 20
        rows = lines_of(lane.lane.name, name, room, lane.rows + 1)
        sheet.lines(rows, 14.5, middle + name.leading / 2, name)
        for item in lane.items:
            self._draw_bar(item, top, ink)
        for item in lane.items:
            self._draw_item(item, top, lane, ink)

    def _row_middle(self, item: Item, top: float) -> float:
        return top - LANE_PAD - (item.row + 0.5) * ROW_HEIGHT

    def _draw_bar(self, item: Item, top: float, ink: LaneInk) -> None:
        if item.end - item.x < 1:
            return
        half = GLYPH / 2 + 1.6
        y = self._row_middle(item, top)
        width = item.end - item.x + 2 * half
        self.canv.box(item.x - half, y - half, width, 2 * half, fill=ink.soft, radius=half)

    def _draw_item(self, item: Item, top: float, lane: LanePlan, ink: LaneInk) -> None:
        sheet, y = self.canv, self._row_middle(item, top)
        lane_sign(sheet, lane.lane.shape, item.x, y, GLYPH, ink.fill)
        if item.end - item.x >= 1:
            lane_sign(sheet, lane.lane.shape, item.end, y, GLYPH, ink.fill)
        if item.label is not None:
            sheet.lines([item.label], item.label_x, y + styles.FIGURE.leading / 2, styles.FIGURE)


def _caption(facts: Facts, plan: Plan) -> str:
    parts = ["Events by lane over the phases of the incident."]
    if not plan.bands:
        parts = ["Events by lane."]
    parts.append(f"All times {facts.zone_label}.")
    if plan.outside:
        parts.append(f"{_events(plan.outside)} far outside the incident: see the table.")
    missing = plan.unlabelled + plan.left_out
    if missing:
        parts.append(f"{_events(missing)} without a label here; the table has all.")
    return " ".join(parts)


def _events(count: int) -> str:
    return "1 event stands" if count == 1 else f"{count} events stand"


def timeline_figure(page: Page, facts: Facts, number: int) -> TimelineFigure | None:
    """The figure of a postmortem; None where no event has a time."""
    plan = plan_timeline(facts, page.measure)
    return TimelineFigure(page, facts, plan, number) if plan else None
