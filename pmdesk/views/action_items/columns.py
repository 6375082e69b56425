"""How wide the columns of the actions are in a given width, and which of them give way."""

from __future__ import annotations

from pmdesk.itemmodels.action_items import Column

MARGIN, GAP = 24, 16
_FIXED = {Column.STATUS: MARGIN + 32, Column.KEY: 52, Column.OWNER: 180, Column.DUE: 112}
_TYPE, _TRACKER = 84, 108
# The text and its factors share what is left; below these widths a column gives way.
_LEAST_WITH_TYPE, _LEAST_WITH_TRACKER, _LEAST_WITH_FACTORS = 1080, 920, 560
_NARROW_OWNER = 156


def column_widths(width: int, scale: float) -> dict[Column, int]:
    """Widths in pixels that add up to ``width``; 0 where a column gives way.

    ``scale`` is that of the text, and all lengths grow with it. The margins belong to the first
    and the last column, so that a selected row is tinted from edge to edge.
    """
    room = width / scale
    wide = dict.fromkeys(Column, 0.0) | {c: float(v) for c, v in _FIXED.items()}
    if room >= _LEAST_WITH_TYPE:
        wide[Column.TYPE] = _TYPE
    if room >= _LEAST_WITH_TRACKER:
        wide[Column.TRACKER] = _TRACKER
    else:
        wide[Column.OWNER] = _NARROW_OWNER
    left = room - sum(wide.values()) - MARGIN
    wide[Column.FACTORS] = left * 0.45 if room >= _LEAST_WITH_FACTORS else 0.0
    wide[Column.TEXT] = max(120.0, left - wide[Column.FACTORS])
    found = {column: round(value * scale) for column, value in wide.items()}
    last = last_column(found)
    found[last] += round(MARGIN * scale)
    found[Column.TEXT] += max(0, width - sum(found.values()))
    return found


def last_column(widths: dict[Column, int]) -> Column:
    """The rightmost column that is shown."""
    return max(column for column, value in widths.items() if value)
