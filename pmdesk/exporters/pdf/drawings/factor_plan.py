"""Where the boxes of the factor tree stand: columns from left to right, nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pmdesk.domain.analysis import Factor
from pmdesk.domain.terms import ActionStatus, FactorKind, StopReason, name_of
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import fonts, styles
from pmdesk.exporters.pdf.styles import Ink
from pmdesk.exporters.pdf.typeset import Line, Look, Span, break_lines

COLUMNS = 4
GAP_Y = 7.0
GAP_X = 21.0
PAD_X = 9.0
PAD_Y = 6.5
ICON = 11.0
_MOST_LINES = 7


@dataclass(slots=True)
class Box:
    """One factor with its lines; ``top`` counts downwards from the figure's top."""

    factor: Factor
    column: int
    words: list[Line]
    notes: list[tuple[Line, str]]
    sign: str
    width: float
    top: float = 0.0
    children: list[Box] = field(default_factory=list)

    @property
    def indent(self) -> float:
        """Where the words begin, from the box's left edge."""
        return PAD_X + (ICON if self.sign else 0.0)

    @property
    def height(self) -> float:
        """The box's height."""
        lines = len(self.words) * styles.FIGURE.leading + len(self.notes) * 9.6
        return lines + 2 * PAD_Y

    @property
    def middle(self) -> float:
        """Half way down the box."""
        return self.top + self.height / 2

    def all(self) -> Iterator[Box]:
        """The box itself and all below it."""
        yield self
        for child in self.children:
            yield from child.all()

    def moved(self, by: float) -> None:
        """Move the box and all below it downwards."""
        for box in self.all():
            box.top += by


@dataclass(slots=True)
class TreePlan:
    """One figure: its roots, its height, and whether the incident stands in a column of its own."""

    roots: list[Box]
    height: float
    incident: bool
    x: list[float]


def _balanced(text: str, look: Look, size: float, room: float) -> list[Line]:
    """Lines of about the same length, as many as the widest setting needs."""
    lines = break_lines([Span(text, look)], size, room, _MOST_LINES)
    if not 1 < len(lines) <= _MOST_LINES:
        return lines
    narrow, wide = room * 0.5, room
    for _ in range(7):
        middle = (narrow + wide) / 2
        if len(break_lines([Span(text, look)], size, middle)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return break_lines([Span(text, look)], size, wide)


def _sign(facts: Facts, factor: Factor) -> str:
    if facts.actions_of(factor.id) or factor.stop is StopReason.ACTIONABLE:
        return "target"
    return "open" if factor.stop is not None else ""


def _notes(facts: Facts, factor: Factor) -> list[tuple[str, str]]:
    notes = []
    if factor.parent_id is None:
        special = factor.kind in (FactorKind.TRIGGER, FactorKind.MITIGATING)
        kind = name_of(factor.kind) if special else ""
        parts = (facts.factor_keys[factor.id], kind, factor.category.strip().capitalize())
        notes.append((" · ".join(part for part in parts if part), Ink.INK2))
    keys = [a.key for a in facts.actions_of(factor.id) if a.status is not ActionStatus.WONT_DO]
    if keys:
        notes.append((", ".join(keys), Ink.OK))
    elif factor.stop is StopReason.ACTIONABLE:
        notes.append(("No action yet", Ink.WARN))
    elif factor.stop is not None:
        reason = factor.stop_note.strip() or {
            StopReason.OUTSIDE_CONTROL: "Outside our control",
            StopReason.UNKNOWN: "Not known further",
            StopReason.ACCEPTED: "Accepted",
        }.get(factor.stop, "")
        notes.append((reason, Ink.INK2))
    return notes


def _box(facts: Facts, factor: Factor, column: int, width: float, hidden: int) -> Box:
    sign = _sign(facts, factor)
    room = width - 2 * PAD_X - (ICON if sign else 0.0) + 3
    font = fonts.SANS_SEMI if factor.parent_id is None else fonts.SANS
    look = Look(font, Ink.INK)
    words = _balanced(factor.text.strip() or "Not written yet", look, styles.FIGURE.size, room)
    if len(words) > _MOST_LINES:
        dots = break_lines([Span("… the list has the rest", look)], styles.FIGURE.size, room)
        words = words[: _MOST_LINES - 1] + dots[:1]
    notes: list[tuple[Line, str]] = []
    texts = _notes(facts, factor)
    if hidden:
        texts.append((f"{hidden} more below: see the list", Ink.INK2))
    for text, ink in texts:
        name = fonts.SANS_SEMI if ink != Ink.INK2 else fonts.SANS
        lines = break_lines([Span(text, Look(name, ink))], 6.8, room, 3)
        notes += [(line, ink) for line in lines[:3]]
    return Box(factor, column, words, notes, sign, width)


def _grow(facts: Facts, factor: Factor, column: int, width: float) -> Box:
    last = column == COLUMNS - 1
    hidden = len(facts.tree.below(factor.id)) if last else 0
    box = _box(facts, factor, column, width, hidden)
    if not last:
        for child in facts.tree.children(factor.id):
            box.children.append(_grow(facts, child, column + 1, width))
    return box


def _set(box: Box, top: float) -> float:
    """Place a box beside its children, from ``top`` down; gives the bottom of them all."""
    box.top = top
    if not box.children:
        return top + box.height
    bottom = top
    for child in box.children:
        bottom = _set(child, bottom) + GAP_Y
    bottom -= GAP_Y
    box.top = (box.children[0].middle + box.children[-1].middle) / 2 - box.height / 2
    if box.top < top:
        by = top - box.top
        box.moved(by)
        bottom += by
    return max(bottom, box.top + box.height)


def _columns(width: float, incident: bool, used: int) -> list[float]:
    """The left edges of the columns; the last value is a box's width."""
    lead = 29 * styles.MM + GAP_X * 0.85 if incident else 9 * styles.MM
    count = max(used, 3)
    box = (width - lead - (count - 1) * GAP_X) / count
    return [lead + i * (box + GAP_X) for i in range(COLUMNS)] + [box]


def _depth(facts: Facts, root: Factor) -> int:
    return 1 + max((depth + 1 for depth, _ in facts.tree.walk(root.id)), default=0)


def plan_trees(facts: Facts, width: float, room: float) -> list[TreePlan]:
    """The figures of the whole tree, none higher than ``room``.

    Up to three levels stand beside the incident's own column; with four the incident is a bar at
    the edge. What is deeper is left to the list. A root too high for a page is cut between its
    children.
    """
    roots = facts.tree.roots
    if not roots:
        return []
    deepest = max(_depth(facts, root) for root in roots)
    incident = deepest < COLUMNS
    x = _columns(width, incident, min(deepest, COLUMNS))
    figures: list[TreePlan] = []
    pending: list[Box] = []
    for root in roots:
        for box in _cut(_grow(facts, root, 0, x[-1]), room):
            if pending and _stack([*pending, box]) > room:
                figures.append(TreePlan(pending, _stack(pending), incident, x))
                pending = []
            pending.append(box)
    figures.append(TreePlan(pending, _stack(pending), incident, x))
    for figure in figures:
        _stack(figure.roots)
    return figures


def _stack(roots: Sequence[Box]) -> float:
    top = 0.0
    for root in roots:
        top = _set(root, top) + GAP_Y + 4
    return top - GAP_Y - 4


def _cut(root: Box, room: float) -> Iterator[Box]:
    """The box, or copies of it that share out its children, each at most ``room`` high."""
    if _set(root, 0.0) <= room or not root.children:
        yield root
        return
    pending: list[Box] = []
    pieces = [piece for child in root.children for piece in _cut(child, room)]
    for child in pieces:
        trial = _copy(root, [*pending, child])
        if pending and _set(trial, 0.0) > room:
            yield _copy(root, pending)
            pending = []
        pending.append(child)
    yield _copy(root, pending)


def _copy(box: Box, children: list[Box]) -> Box:
    return Box(box.factor, box.column, box.words, box.notes, box.sign, box.width, children=children)
