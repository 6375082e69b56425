"""The icons and words for categories, kinds and stop reasons, and the sign before each factor."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from pmdesk.domain.analysis import Factor
from pmdesk.domain.factors.branches import branch_of
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import CATEGORIES, FactorKind, StopReason, name_of
from pmdesk.itemmodels.factors import FactorRow
from pmdesk.views.theme.glyphs import draw_target
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

_ICONS = {
    "process": "git-pull-request",
    "tooling": "hammer",
    "testing": "flask-conical",
    "monitoring": "radar",
    "design": "shapes",
    "capacity": "gauge",
    "communication": "message-circle",
    "knowledge": "book-open",
    "dependency": "boxes",
}
STOP_ICONS = {
    StopReason.ACTIONABLE: "target",
    StopReason.OUTSIDE_CONTROL: "log-out",
    StopReason.UNKNOWN: "circle-question-mark",
    StopReason.ACCEPTED: "circle-minus",
}
NUDGE_ICON = "message-circle-question-mark"


def category_icon(category: str) -> str:
    """The icon of a category; those of our own making share one."""
    return _ICONS.get(category.casefold(), "tag")


def shown(word: str) -> str:
    """A category or branch in sentence case."""
    return word[:1].upper() + word[1:]


def categories(snapshot: Snapshot) -> list[str]:
    """The suggested categories, and those in use in a postmortem; "human error" is not offered."""
    known = {word.casefold() for word in CATEGORIES}
    used = {f.category for f in snapshot.factors.values() if f.category}
    own = sorted(u for u in used if u.casefold() not in {*known, "human error"})
    return [*CATEGORIES, *own]


def kinds_of(is_root: bool) -> list[FactorKind]:
    """The kinds that a node can be at its place."""
    place = FactorKind.CONTRIBUTING if is_root else FactorKind.WHY
    return [place, FactorKind.TRIGGER, FactorKind.MITIGATING]


def asked_of(factor: Factor) -> str:
    """The question that a factor's line answers while it is typed."""
    branch = branch_of(factor.branch)
    if factor.parent_id is not None:
        return "How did that come about?"
    return branch.question if branch is not None else "What had to be true for this to happen?"


def stop_words(row: FactorRow) -> str:
    """Why a factor has no action, in words; empty where that is not said."""
    stop, note = row.factor.stop, row.factor.stop_note
    if stop is None or stop is StopReason.ACTIONABLE:
        return ""
    name = "Not acting" if stop is StopReason.ACCEPTED else name_of(stop)
    return f"{name}: {note}" if note else name


def has_sign(row: FactorRow) -> bool:
    """Whether a factor carries a sign of its own, besides the arrow that folds."""
    return row.is_actionable or row.is_open or row.factor.stop is not None


def draw_sign(painter: QPainter, row: FactorRow, cx: float, cy: float, size: int) -> None:
    """Draw the state of a factor: target, dashed ring, stop reason, or a plain dot."""
    if row.is_actionable or row.is_open:
        draw_target(painter, not row.is_open, cx, cy, size)
    elif row.factor.stop is not None:
        name = STOP_ICONS[row.factor.stop]
        draw(painter, name, "ink2", round(cx - size / 2), round(cy - size / 2), size)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("ink3"))
        painter.drawEllipse(QPointF(cx, cy), 2.5, 2.5)


def sign_words(row: FactorRow) -> str:
    """What the sign of a factor means, for its tooltip."""
    if row.is_open:
        return "Nothing is being done about this yet. Mark as actionable or not: Ctrl+."
    if row.is_actionable:
        return "Answered by an action"
    return stop_words(row) or "Mark as something we can act on (Ctrl+.)"
