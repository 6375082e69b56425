"""How wide the columns of the actions are in a given width, and which of them give way."""

from __future__ import annotations

from pmdesk.itemmodels.action_items import Column

# The margin is that of every section and does not grow with the text; all else does.
MARGIN, GAP = 24, 16
_STATUS, _KEY, _OWNER, _DUE, _TYPE, _TRACKER = 32, 52, 180, 112, 84, 108
_NARROW_OWNER, _NARROWEST_OWNER = 156, 124
# Below these widths a column gives way to the words.
_WITH_TYPE, _WITH_TRACKER, _WITH_FACTORS, _WITH_KEY = 1032, 872, 680, 480


def column_widths(width: int, scale: float) -> dict[Column, int]:
    """Widths in pixels that add up to ``width``; 0 where a column gives way.

    ``scale`` is that of the text. The margins belong to the first and the last column, so that a
    selected row is tinted from edge to edge.
    """
    room = (width - 2 * MARGIN) / scale
    wide = dict.fromkeys(Column, 0.0)
    wide[Column.STATUS], wide[Column.DUE] = _STATUS, _DUE
    wide[Column.KEY] = _KEY if room >= _WITH_KEY else 0
    wide[Column.OWNER] = _OWNER if room >= _WITH_TRACKER else _NARROW_OWNER
    if room < _WITH_KEY:
        wide[Column.OWNER] = _NARROWEST_OWNER
    wide[Column.TYPE] = _TYPE if room >= _WITH_TYPE else 0
    wide[Column.TRACKER] = _TRACKER if room >= _WITH_TRACKER else 0
    # The words and the factors share what the others leave.
    left = room - sum(wide.values())
    wide[Column.FACTORS] = left * 0.45 if room >= _WITH_FACTORS else 0
    found = {column: round(value * scale) for column, value in wide.items()}
    found[Column.STATUS] += MARGIN
    found[last_column(found)] += MARGIN
    found[Column.TEXT] = max(round(100 * scale), width - sum(found.values()))
    return found


def last_column(widths: dict[Column, int]) -> Column:
    """The rightmost column that is shown."""
    return max(column for column, value in widths.items() if value)
