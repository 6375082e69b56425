"""The table of actions, and the table of runbooks."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlsplit

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.day_names import date_text
from pmdesk.domain.terms import ActionStatus, name_of
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import fonts, styles
from pmdesk.exporters.pdf.drawings.glyphs import status_sign
from pmdesk.exporters.pdf.markup import safe_link
from pmdesk.exporters.pdf.styles import Ink, Page
from pmdesk.exporters.pdf.tables import Para, Row, Rows, Source, columns, para, table
from pmdesk.exporters.pdf.typeset import Look, Span

_STATUS = {
    ActionStatus.OPEN: ("open", Ink.INK2),
    ActionStatus.IN_PROGRESS: ("half", Ink.WARN),
    ActionStatus.DONE: ("done", Ink.OK),
    ActionStatus.WONT_DO: ("stopped", Ink.INK2),
}
_SOFT = Look(fonts.SANS, Ink.INK2)


def _draw_status(sign: str, ink: str, sheet: object, x: float, y: float) -> None:
    status_sign(sheet, sign, x, y, 7.6, ink)  # type: ignore[arg-type]


def status_para(sign: str, ink: str, text: str) -> Para:
    """A status with its sign."""
    style = styles.TABLE._replace(font=fonts.SANS_MEDIUM, colour=ink)
    look = Look(style.font, ink)
    return Para((Span(text, look),), style, 12.0, 0.0, partial(_draw_status, sign, ink))


def _what(facts: Facts, action: ActionItem) -> list[Para]:
    found = [para(action.text.strip() or "Not written yet")]
    spans = []
    if action.type is not None:
        spans.append(Span(name_of(action.type), _SOFT))
    for index, factor in enumerate(facts.factors_of(action.id)):
        joint = ", answers " if spans and not index else "Answers " if not index else ", "
        key = facts.factor_keys[factor.id]
        spans += [Span(joint, _SOFT), Span(key, _SOFT._replace(link=f"#{key}"))]
    if spans:
        found.append(Para(tuple(spans), styles.TABLE_SOFT))
    if action.done_test.strip():
        found.append(para(f"Done when: {action.done_test.strip()}", styles.TABLE_SOFT))
    if action.reason.strip():
        found.append(para(f"Reason: {action.reason.strip()}", styles.TABLE_SOFT))
    if action.verified_at is not None:
        by = facts.roles.shown(action.verified_by.strip())
        when = date_text(facts.clock.day(action.verified_at))
        text = f"Verified effective {when}" + (f" by {by}" if by else "")
        found.append(para(text, styles.TABLE_SOFT))
    return found


def _due(facts: Facts, action: ActionItem) -> list[Para]:
    if action.due is None:
        closed = action.status in (ActionStatus.DONE, ActionStatus.WONT_DO)
        return [] if closed else [_missing("No date yet")]
    found = [para(date_text(action.due), styles.TABLE_BOLD)]
    slips = facts.slips.get(action.id, 0)
    if slips:
        times = "once" if slips == 1 else f"{slips} times"
        found.append(para(f"moved {times}", styles.TABLE_SOFT))
    return found


def _missing(text: str) -> Para:
    return para(text, styles.TABLE._replace(colour=Ink.WARN))


def _row(facts: Facts, action: ActionItem) -> Row:
    owner = facts.roles.of(action.owner_id)
    sign, ink = _STATUS[action.status]
    return Row(
        (
            [para(action.key, styles.TABLE_BOLD)],
            _what(facts, action),
            [para(owner) if owner else _missing("No owner yet")],
            _due(facts, action),
            [status_para(sign, ink, name_of(action.status))],
            _ticket(action.tracker.strip()),
        ),
        key=action.key,
    )


def _ticket(tracker: str) -> list[Para]:
    """A ticket's name; of an address its last part, linked to the whole."""
    mono = styles.CODE._replace(leading=11.6, colour=Ink.INK2)
    target = safe_link(tracker)
    if not target:
        return [para(tracker, mono)] if tracker else []
    parts = urlsplit(target)
    steps = [step for step in parts.path.split("/") if step]
    name = steps[-1] if steps else parts.hostname or target
    if name.isdigit() and len(steps) > 1:
        name = f"{steps[-2]} {name}"
    return [para(name, mono._replace(colour=Ink.ACCENT), target)]


def action_rows(page: Page, facts: Facts) -> Rows:
    """Every action with owner, date, status and ticket."""
    actions = facts.snapshot.actions
    spare = page.measure - (34 + 70 + 66 + 66 + 62)
    starts = [0.0, 34.0, 34 + spare, 104 + spare, 170 + spare, 236 + spare]
    shape = columns(
        (starts[0], 32, "ID"),
        (starts[1], spare - 10, "Action"),
        (starts[2], 66, "Owner"),
        (starts[3], 62, "Due"),
        (starts[4], 64, "Status"),
        (starts[5], 62, "Ticket" if any(a.tracker.strip() for a in actions) else ""),
    )
    return Rows(page, Source(len(actions), lambda i: _row(facts, actions[i]), shape))


def runbook_rows(page: Page, facts: Facts) -> Rows:
    """What the incident did to runbooks."""
    rows = []
    for runbook in facts.runbooks:
        target = safe_link(runbook.link)
        cell = [para(runbook.title.strip() or "Untitled")]
        if runbook.link.strip():
            style = styles.TABLE_SOFT._replace(size=7.4, leading=10.6)
            ink = Ink.ACCENT if target else Ink.INK2
            look = Look(style.font, ink, target)
            cell.append(Para((Span(runbook.link.strip(), look),), style))
        key = facts.factor_keys.get(runbook.factor_id or "", "")
        answers = [para(key, styles.TABLE_SOFT, f"#{key}")] if key else []
        rows.append(Row(([para(name_of(runbook.state), styles.TABLE_BOLD)], cell, answers)))
    shape = columns(
        (0, page.label - 8, "State"),
        (page.label, page.text - 90, "Runbook"),
        (page.measure - 66, 66, "Answers"),
    )
    return table(page, shape, rows)
