"""The small drawn signs: lane shapes, action states, targets and progress rings."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from pmdesk.domain.terms import ActionStatus, LaneShape
from pmdesk.views.theme.theme import theme


def _polygon(cx: float, cy: float, radius: float, corners: int, turn: float) -> QPolygonF:
    step = 2 * math.pi / corners
    return QPolygonF(
        [
            QPointF(
                cx + radius * math.sin(turn + i * step), cy - radius * math.cos(turn + i * step)
            )
            for i in range(corners)
        ]
    )


def lane_path(shape: LaneShape, cx: float, cy: float, size: float) -> QPainterPath:
    """The outline of a lane's shape, ``size`` pixels high around a centre."""
    path = QPainterPath()
    half = size / 2
    if shape is LaneShape.DIAMOND:
        path.addPolygon(_polygon(cx, cy, half * 1.12, 4, 0))
    elif shape is LaneShape.SQUARE:
        path.addRoundedRect(
            QRectF(cx - half * 0.88, cy - half * 0.88, size * 0.88, size * 0.88), 1.5, 1.5
        )
    elif shape is LaneShape.TRIANGLE:
        points = [(cx, cy - half), (cx + half, cy + half * 0.9), (cx - half, cy + half * 0.9)]
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    elif shape is LaneShape.PENTAGON:
        path.addPolygon(_polygon(cx, cy, half * 1.05, 5, 0))
    elif shape is LaneShape.CROSS:
        third = size / 3
        path.addRect(QRectF(cx - third / 2, cy - half, third, size))
        path.addRect(QRectF(cx - half, cy - third / 2, size, third))
        path.setFillRule(Qt.FillRule.WindingFill)
    else:
        path.addEllipse(QPointF(cx, cy), half, half)
        if shape is LaneShape.RING:
            path.addEllipse(QPointF(cx, cy), half * 0.5, half * 0.5)
    path.closeSubpath()
    return path


def draw_lane(
    painter: QPainter, shape: LaneShape, colour: QColor, cx: float, cy: float, size: float
) -> None:
    """Fill a lane's shape."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPath(lane_path(shape, cx, cy, size))
    painter.restore()


def _tick(
    painter: QPainter, cx: float, cy: float, size: float, colour: QColor, width: float
) -> None:
    painter.setPen(
        QPen(
            colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        )
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = [(-0.22, 0.02), (-0.06, 0.18), (0.24, -0.16)]
    painter.drawPolyline(QPolygonF([QPointF(cx + x * size, cy + y * size) for x, y in points]))


def draw_status(painter: QPainter, status: ActionStatus, cx: float, cy: float, size: float) -> None:
    """The state of an action: open ring, half disc, tick disc, minus disc."""
    t = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = size / 2 - 0.8
    token = {
        ActionStatus.OPEN: "ink2", ActionStatus.IN_PROGRESS: "warn",
        ActionStatus.DONE: "ok", ActionStatus.WONT_DO: "danger",
    }[status]  # fmt: skip
    colour = t.colour(token)
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if status in (ActionStatus.DONE, ActionStatus.WONT_DO):
        painter.setBrush(colour)
    painter.drawEllipse(QPointF(cx, cy), radius, radius)
    if status is ActionStatus.IN_PROGRESS:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        inner = radius - 2.2
        painter.drawPie(QRectF(cx - inner, cy - inner, 2 * inner, 2 * inner), -90 * 16, 180 * 16)
    elif status is ActionStatus.DONE:
        _tick(painter, cx, cy, size, t.colour("surface"), 1.8)
    elif status is ActionStatus.WONT_DO:
        painter.setPen(QPen(t.colour("surface"), 1.8, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(cx - size * 0.2, cy), QPointF(cx + size * 0.2, cy))
    painter.restore()


def draw_target(painter: QPainter, addressed: bool, cx: float, cy: float, size: float) -> None:
    """A factor that something can be done about: a target when addressed, else a dashed ring."""
    t = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = t.colour("ok" if addressed else "danger")
    radius = size / 2 - 0.8
    pen = QPen(colour, 1.5)
    if not addressed:
        pen.setDashPattern([2.2, 2.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(cx, cy), radius, radius)
    if addressed:
        painter.setPen(QPen(colour, 1.3))
        painter.drawEllipse(QPointF(cx, cy), radius * 0.58, radius * 0.58)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(cx, cy), 1.6, 1.6)
    painter.restore()


def draw_check(painter: QPainter, cx: float, cy: float, size: float, filled: bool = True) -> None:
    """A tick in a disc or ring: done, met."""
    t = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(t.colour("ok"), 1.5))
    painter.setBrush(t.colour("ok") if filled else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(cx, cy), size / 2 - 0.8, size / 2 - 0.8)
    _tick(painter, cx, cy, size, t.colour("surface" if filled else "ok"), 1.7)
    painter.restore()


def draw_ring(painter: QPainter, share: float, cx: float, cy: float, size: float) -> None:
    """A ring of which ``share`` (0 to 1) is drawn in ink."""
    t = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = size / 2 - 1.2
    rect = QRectF(cx - radius, cy - radius, 2 * radius, 2 * radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # In high contrast every line is ink: only its weight tells the track from the share.
    painter.setPen(QPen(t.colour("line2"), 0.8 if t.tokens.flat else 2))
    painter.drawEllipse(rect)
    if share > 0:
        painter.setPen(QPen(t.colour("ink2"), 2, c=Qt.PenCapStyle.FlatCap))
        painter.drawArc(rect, 90 * 16, -round(share * 360 * 16))
    painter.restore()


_AVATAR_LANES = ("system", "communication", "response", "detection")


def draw_avatar(painter: QPainter, name: str, cx: float, cy: float, size: float) -> None:
    """The initials of a role in a soft disc; no name gives a dashed ring with a question mark."""
    t = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(cx - size / 2, cy - size / 2, size, size)
    font = t.font("meta_semibold")
    small = font.__class__(font)
    small.setPixelSize(max(11, round(size * 0.42)))
    painter.setFont(small)
    if not name:
        pen = QPen(t.colour("danger"), 1.3)
        pen.setDashPattern([2.4, 2])
        painter.setPen(pen)
        painter.setBrush(t.colour("danger_soft"))
        painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "?")
    else:
        lane = _AVATAR_LANES[sum(map(ord, name)) % len(_AVATAR_LANES)]
        painter.setPen(QColor(t.tokens.lane(lane)) if t.tokens.flat else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.tokens.lane(lane, "soft")))
        painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5) if t.tokens.flat else rect)
        painter.setPen(QColor(t.tokens.lane(lane)))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


def initials(name: str) -> str:
    """Two letters for a role: of its first two words, or the first two of its only one."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalnum()]
    if len(words) >= 2:
        return (words[0][0] + words[1][0]).upper()
    return name.strip()[:2].upper()
