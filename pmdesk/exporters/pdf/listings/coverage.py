"""The matrix of factors against the actions that answer them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.factors.coverage import ANSWER_NAMES, Coverage, CoverageRow
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import fonts, styles
from pmdesk.exporters.pdf.drawings.glyphs import status_sign
from pmdesk.exporters.pdf.styles import Ink, Page
from pmdesk.exporters.pdf.tables import Column, Para, Row, Rows, para, table
from pmdesk.exporters.pdf.typeset import Look, Span

# More columns would leave no room for the factor's words.
_MOST_COLUMNS = 9
_COLUMN = 27.0
_STATE = 92.0


def coverage_rows(page: Page, facts: Facts, found: Coverage) -> Rows:
    """A matrix, or a list with the actions named where there are too many for columns."""
    if len(found.actions) <= _MOST_COLUMNS:
        return _matrix(page, facts, found, found.actions)
    keys = {action.id: action.key for action in found.actions}
    rank = {action.id: number for number, action in enumerate(found.actions)}
    rows = []
    for row in found.rows:
        ids = sorted((i for i in row.action_ids if i in rank), key=lambda i: rank[i])
        named = [para(", ".join(keys[i] for i in ids))] if ids else []
        whole = _row(facts, row, ())
        rows.append(Row([*whole.cells[:2], named, whole.cells[-1]]))
    shape = [
        Column(0, 40, "Factor"),
        Column(44, page.measure - _STATE - 134, ""),
        Column(page.measure - _STATE - 80, 74, "Actions"),
        Column(page.measure - _STATE + 4, _STATE - 4, "How it stands"),
    ]
    return table(page, shape, rows)


def _matrix(page: Page, facts: Facts, found: Coverage, actions: Sequence[ActionItem]) -> Rows:
    room = page.measure - _STATE - _COLUMN * len(actions) - 44
    shape = [Column(0, 40, "Factor"), Column(44, room - 10, "")]
    shape += [
        Column(44 + room + _COLUMN * n, _COLUMN - 3, action.key) for n, action in enumerate(actions)
    ]
    shape.append(Column(page.measure - _STATE + 4, _STATE - 4, "How it stands"))
    rows = [_row(facts, row, actions) for row in found.rows]
    return table(page, shape, rows)


def _row(facts: Facts, row: CoverageRow, actions: Sequence[ActionItem]) -> Row:
    key = facts.factor_keys[row.factor.id]
    words = row.factor.text.strip() or "Not written yet"
    style = styles.TABLE_BOLD if row.depth == 0 else styles.TABLE
    spans = (Span(words, Look(style.font, style.colour)),)
    indent = 7.0 * min(row.depth, 4)
    cells: list[list[Para]] = [
        [para(key, styles.TABLE_BOLD if row.depth == 0 else styles.TABLE_SOFT)],
        [Para(spans, style, indent)],
    ]
    cells += [[_answered()] if action.id in row.action_ids else [] for action in actions]
    ink = Ink.WARN if row.is_left_over else Ink.INK2
    state = [para(ANSWER_NAMES[row.answer], styles.TABLE._replace(colour=ink))]
    why = row.reason
    if row.decided_by:
        by = facts.roles.shown(row.decided_by)
        why = f"{why}, {by}" if why else by
    if why:
        state.append(para(why, styles.TABLE_SOFT._replace(size=7.4, leading=10.4)))
    return Row([*cells, state])


def _answered() -> Para:
    """A sign, with a word for those who do not see it."""
    look = Look(fonts.SANS, Ink.OK)
    style = styles.TABLE._replace(size=6.8, colour=Ink.OK)
    return Para((Span("yes", look),), style, 11.0, 0.0, partial(_draw, "done"))


def _draw(sign: str, sheet: object, x: float, y: float) -> None:
    status_sign(sheet, sign, x, y, 6.8, Ink.OK)  # type: ignore[arg-type]
