"""The tree model under random edits and undo, watched by Qt's own tester of models."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from pmdesk.document.document import Document
from pmdesk.domain.analysis import Factor
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.snapshot import Snapshot
from pmdesk.edits.factors import (
    add_factor,
    delete_factor,
    duplicate_factor,
    move_factor,
    set_text,
    shift_factor,
    toggle_actionable,
)
from pmdesk.edits.postmortems import set_head
from pmdesk.itemmodels.factors import FactorModel
from tests.fakes import MemoryStorage, SetClock, sample

Shape = list[tuple[str, "Shape"]]


def make() -> tuple[Document, FactorModel]:
    snapshot = sample()
    document = Document(snapshot, MemoryStorage(snapshot), SetClock())
    return document, FactorModel(document)


def find(document: Document, start: str) -> Factor:
    return next(f for f in document.snapshot.factors.values() if f.text.startswith(start))


def shape(model: FactorModel, parent: QModelIndex | None = None) -> Shape:
    home = parent or QModelIndex()
    rows = [model.index(row, 0, home) for row in range(model.rowCount(home))]
    return [(str(model.data(index)), shape(model, index)) for index in rows]


def wanted(snapshot: Snapshot, parent: str | None = None) -> Shape:
    tree = FactorTree(snapshot)
    return [(f.text, wanted(snapshot, f.id)) for f in tree.children(parent)]


def some_edit(draw: random.Random) -> Callable[[Snapshot], object]:
    def make_edit(snapshot: Snapshot) -> object:
        ids = sorted(snapshot.factors)
        one = draw.choice(ids) if ids else None
        other = draw.choice([None, *ids])
        place = draw.randrange(5)
        verb = draw.randrange(7)
        if one is None or verb == 0:
            return add_factor(snapshot, f"New {draw.random()}", other, place)
        if verb == 1 and len(ids) > 6:
            return delete_factor(snapshot, one)
        if verb == 2:
            return set_text(snapshot, one, f"Text {draw.random()}")
        if verb == 3:
            return shift_factor(snapshot, one, draw.choice([-1, 1]))
        if verb == 4 and len(ids) < 40:
            return duplicate_factor(snapshot, one)
        if verb == 5:
            return toggle_actionable(snapshot, one)
        return move_factor(snapshot, one, other, place)

    return make_edit


@pytest.mark.parametrize("seed", range(6))
def test_rows_follow_random_edits_undo_and_the_filter(qapp: object, seed: int) -> None:
    document, model = make()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    draw = random.Random(seed)
    first = document.snapshot
    resets = QSignalSpy(model.modelReset)
    for _ in range(120):
        roll = draw.random()
        if roll < 0.2:
            document.undo()
        elif roll < 0.3:
            document.redo()
        elif roll < 0.35:
            model.show_unaddressed(not model.unaddressed)
        else:
            document.attempt(some_edit(draw))  # type: ignore[arg-type]
        if not model.unaddressed:
            assert shape(model) == wanted(document.snapshot)
    while document.undo():
        pass
    model.show_unaddressed(False)
    assert document.snapshot == first
    assert shape(model) == wanted(first)
    assert resets.count() == 0


def test_a_held_index_follows_its_factor_to_another_parent(qapp: object) -> None:
    document, model = make()
    moved, target = find(document, "Staging has"), find(document, "The rollback took")
    held = QPersistentModelIndex(model.index_of(moved.id))
    document.push(move_factor(document.snapshot, moved.id, target.id, 0))
    assert held.isValid()
    assert model.id_at(held) == moved.id
    assert model.id_at(held.parent()) == target.id
    document.undo()
    assert model.id_at(held.parent()) == moved.parent_id


def test_moving_one_down_is_one_move(qapp: object) -> None:
    document, model = make()
    first = FactorTree(document.snapshot).roots[0]
    moves = QSignalSpy(model.rowsMoved)
    document.push(move_factor(document.snapshot, first.id, None))
    assert moves.count() == 1
    document.undo()
    assert moves.count() == 2
    document.push(shift_factor(document.snapshot, first.id, 1))
    assert moves.count() == 3


def test_an_edit_elsewhere_moves_nothing(qapp: object) -> None:
    document, model = make()
    news = QSignalSpy(model.refreshed)
    document.push(set_head(document.snapshot, "Rename", title="Other"))
    assert news.count() == 0


def test_the_filter_keeps_what_is_open_and_what_stands_above_it(qapp: object) -> None:
    document, model = make()
    model.show_unaddressed(True)
    leaf = find(document, "The alert does not name")
    assert list(model.walk()) == [leaf.parent_id, leaf.id]
    assert model.row(leaf.id).is_open  # type: ignore[union-attr]
    document.push(toggle_actionable(document.snapshot, leaf.id))
    assert list(model.walk()) == []


def test_a_draft_stands_in_the_tree_and_becomes_the_born_one(qapp: object) -> None:
    document, model = make()
    root = find(document, "The rollback took")
    draft = add_factor(document.snapshot, "", root.id, 0).changes[0].record
    assert isinstance(draft, Factor)
    model.show_draft(draft)
    held = QPersistentModelIndex(model.index_of(draft.id))
    assert model.children_of(root.id)[0] == draft.id
    assert model.open == 1
    document.push(add_factor(document.snapshot, "Written", root.id, 0, id=draft.id))
    assert model.draft is None
    assert held.isValid()
    assert model.data(held) == "Written"


def test_a_draft_whose_parent_goes_becomes_a_root(qapp: object) -> None:
    document, model = make()
    root = find(document, "The rollback took")
    draft = add_factor(document.snapshot, "", root.id, 0).changes[0].record
    assert isinstance(draft, Factor)
    model.show_draft(draft)
    document.push(delete_factor(document.snapshot, root.id))
    assert draft.id in model.children_of()


def test_a_row_says_level_words_and_state(qapp: object) -> None:
    document, model = make()
    leaf = find(document, "The alert does not name")
    role = Qt.ItemDataRole.AccessibleTextRole
    said = str(model.data(model.index_of(leaf.id), role))
    assert said.startswith("Level 2, Why, The alert does not name")
    assert said.endswith("tooling, no action yet")
    answered = find(document, "The service template")
    assert str(model.data(model.index_of(answered.id), role)).endswith("answered by AI-1")
    assert (model.roots, model.actionable, model.open) == (6, 7, 1)
