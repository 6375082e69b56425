"""What a part of a row tells on hover: cut texts whole, and what a click there would do."""

from __future__ import annotations

from pmdesk.domain.terms import name_of
from pmdesk.views.factors.folds import Folds
from pmdesk.views.factors.geometry import RowLayout, text_role
from pmdesk.views.factors.rows import cut
from pmdesk.views.factors.signs import shown, sign_words, stop_words


def _row_words(place: RowLayout) -> str:
    row = place.row
    parts = []
    if cut(row.factor.text, text_role(row), place.text.width()) != row.factor.text:
        parts.append(row.factor.text)
    reason = "" if row.actions else stop_words(row)
    if cut(reason, "ui", place.answer().width()) != reason:
        parts.append(reason)
    return "  ·  ".join(parts)


def tip_of(place: RowLayout, part: str, folds: Folds) -> str:
    """The tooltip of a part of a row, as plain text; empty where all is said already."""
    row = place.row
    if part == "arrow":
        return "Show its whys (→)" if folds.is_folded(row.factor.id) else "Hide its whys (←)"
    if part == "sign":
        return sign_words(row)
    if part == "nudge":
        return "Worth asking: " + "; ".join(nudge.name for nudge in row.nudges)
    if part == "category":
        return f"Category: {shown(row.factor.category) or 'none yet'}"
    if part == "add":
        return "Add an action that answers this (A)"
    if part == "row":
        return _row_words(place)
    action = next((a for a in row.actions if a.id == part), None)
    if action is None:
        return ""
    owner = action.owner or "nobody yet"
    return f"{action.key} {action.text}. {name_of(action.status)}, owned by {owner}"
