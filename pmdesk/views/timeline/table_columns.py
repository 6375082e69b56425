"""How wide the columns of the events are in a given width, and which of them give way."""

from __future__ import annotations

from pmdesk.itemmodels.timeline_events import Column
from pmdesk.views.theme.theme import theme

MARGIN, GAP = 24, 14
_WIDTHS = {
    Column.LANE: 132, Column.KIND: 108, Column.ACTOR: 124, Column.EVIDENCE: 74,
    Column.SOURCE: 104, Column.AUDIENCE: 84, Column.STAR: 44, Column.MARKS: 112,
}  # fmt: skip
_TIME, _TIME_WITH_DAY = 104, 150
# In this order columns give way until the words have their room.
_GIVE_WAY = (
    Column.SOURCE, Column.AUDIENCE, Column.ACTOR, Column.MARKS, Column.KIND, Column.LANE,
    Column.EVIDENCE, Column.STAR,
)  # fmt: skip
# Those that tell most stay even where words get short.
_LAST = (Column.LANE, Column.EVIDENCE, Column.STAR)
_WORDS, _FEW_WORDS = 240, 130


def margin() -> int:
    """The room at both sides of the rows, in pixels: that of the head over them."""
    return theme().px(MARGIN)


def column_widths(width: int, scale: float, with_day: bool) -> dict[Column, int]:
    """Widths in pixels that add up to ``width``; 0 where a column gives way.

    ``scale`` is that of the text, ``with_day`` says that times tell their day. The margins belong
    to the first and the last column, so that a selected row is tinted from edge to edge.
    """
    room = width / scale - 2 * MARGIN
    wide: dict[Column, float] = {**_WIDTHS, Column.TIME: _TIME_WITH_DAY if with_day else _TIME}
    for column in _GIVE_WAY:
        least = _WORDS if column not in _LAST else _FEW_WORDS
        if room - sum(wide.values()) >= least:
            break
        wide[column] = 0
    found = {column: round(wide.get(column, 0) * scale) for column in Column}
    found[Column.TIME] += round(MARGIN * scale)
    found[last_column(found)] += round(MARGIN * scale)
    found[Column.TEXT] = max(round(100 * scale), width - sum(found.values()))
    return found


def last_column(widths: dict[Column, int]) -> Column:
    """The rightmost column that is shown."""
    return max(column for column, value in widths.items() if value)
