"""The small drawn signs: lane shapes, status rings, the target of something that can change."""

from __future__ import annotations

import math

from pmdesk.exporters.pdf.canvas import Sheet
from pmdesk.exporters.pdf.styles import Ink, colour


def lane_sign(sheet: Sheet, shape: str, x: float, y: float, size: float, ink: str) -> None:
    """A lane's shape centred on (x, y), about ``size`` across."""
    r = size / 2
    sheet.setFillColor(colour(ink))
    sheet.setStrokeColor(colour(ink))
    if shape == "circle":
        sheet.circle(x, y, r, stroke=0, fill=1)
    elif shape == "square":
        sheet.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8, stroke=0, fill=1)
    elif shape == "ring":
        sheet.setLineWidth(size * 0.22)
        sheet.circle(x, y, r * 0.8, stroke=1, fill=0)
    elif shape == "cross":
        sheet.setLineWidth(size * 0.28)
        k = r * 0.72
        sheet.line(x - k, y - k, x + k, y + k)
        sheet.line(x - k, y + k, x + k, y - k)
    else:
        sheet.drawPath(_polygon(sheet, shape, x, y, r), stroke=0, fill=1)


def _polygon(sheet: Sheet, shape: str, x: float, y: float, r: float) -> object:
    points = {
        "diamond": [(0.0, 1.16), (1.16, 0.0), (0.0, -1.16), (-1.16, 0.0)],
        "triangle": [(0.0, 1.0), (1.08, -0.86), (-1.08, -0.86)],
    }.get(shape)
    if points is None:  # pentagon
        turns = [math.pi / 2 + i * 2 * math.pi / 5 for i in range(5)]
        points = [(1.1 * math.cos(turn), 1.1 * math.sin(turn)) for turn in turns]
    path = sheet.beginPath()
    path.moveTo(x + points[0][0] * r, y + points[0][1] * r)
    for dx, dy in points[1:]:
        path.lineTo(x + dx * r, y + dy * r)
    path.close()
    return path


def _tick(sheet: Sheet, x: float, y: float, r: float) -> None:
    sheet.setStrokeColor(colour(Ink.PAPER))
    sheet.setLineWidth(r * 0.34)
    sheet.setLineCap(1)
    path = sheet.beginPath()
    path.moveTo(x - r * 0.45, y - r * 0.02)
    path.lineTo(x - r * 0.1, y - r * 0.4)
    path.lineTo(x + r * 0.48, y + r * 0.38)
    sheet.drawPath(path, stroke=1, fill=0)
    sheet.setLineCap(0)


def status_sign(sheet: Sheet, sign: str, x: float, y: float, size: float, ink: str) -> None:
    """A status centred on (x, y): done, half, open, stopped, target."""
    r = size / 2
    sheet.setFillColor(colour(ink))
    sheet.setStrokeColor(colour(ink))
    sheet.setLineWidth(size * 0.13)
    sheet.setDash()
    if sign == "done":
        sheet.circle(x, y, r, stroke=0, fill=1)
        _tick(sheet, x, y, r)
        return
    sheet.circle(x, y, r * 0.87, stroke=1, fill=0)
    if sign == "half":
        sheet.wedge(x - r * 0.6, y - r * 0.6, x + r * 0.6, y + r * 0.6, 90, -180, stroke=0, fill=1)
    elif sign == "stopped":
        sheet.line(x - r * 0.5, y, x + r * 0.5, y)
    elif sign == "target":
        sheet.circle(x, y, r * 0.42, stroke=1, fill=0)
