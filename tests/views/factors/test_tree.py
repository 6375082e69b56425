"""The tree of factors: the same rows and selection as the outline, with keys, drags and zoom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from pmdesk.domain.analysis import Factor
from pmdesk.views.factors.tree import TreeCanvas
from pmdesk.views.factors.tree_layout import Sizes, TreeLayout
from pmdesk.views.theme.theme import install
from tests.views.factors.desk import Alt, Control, Desk, Key, without_factors

SIZES = Sizes(140, 200, 30, 8, 14)
TREE = {"": ["a", "b"], "a": ["a1", "a2"], "a2": ["a21"], "b": []}


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    install(qapp)
    made = Desk(form="tree")
    yield made
    made.close()


def canvas(desk: Desk) -> TreeCanvas:
    return desk.panel.tree


def card(desk: Desk, start: str) -> QPoint:
    rect = canvas(desk).rect_of(desk.find(start).id)
    assert rect is not None
    return rect.center().toPoint()


def laid_out(folded: str = "", high: str = "") -> TreeLayout:
    return TreeLayout(
        lambda i: TREE.get(i, []), lambda i: 200.0 if i == high else 40.0, lambda i: i == folded,
        SIZES,
    )  # fmt: skip


@pytest.mark.parametrize("high", ["", "a", "a2", "b"])
def test_no_two_cards_overlap_and_parents_stand_beside_their_whys(high: str) -> None:
    layout = laid_out(high=high)
    boxes = list(layout.boxes.values())
    for depth in (0, 1, 2):
        column = sorted((b for b in boxes if b.depth == depth), key=lambda b: b.y)
        for above, below in pairwise(column):
            assert above.y + above.height + SIZES.down <= below.y + 1e-6
    for parent, whys in TREE.items():
        if whys:
            first, last = layout.boxes[whys[0]], layout.boxes[whys[-1]]
            middle = layout.boxes[parent].middle
            assert first.middle - 1e-6 <= middle <= last.middle + 1e-6
    assert max(b.y + b.height for b in boxes) == pytest.approx(layout.height)
    assert min(b.y for b in boxes) >= 0


def test_a_folded_card_counts_what_it_hides() -> None:
    layout = laid_out(folded="a")
    assert set(layout.boxes) == {"", "a", "b"}
    assert layout.boxes["a"].hidden == 3
    assert layout.boxes["b"].hidden == 0


def test_arrows_walk_along_the_lines_and_the_columns(desk: Desk) -> None:
    desk.select("Diagnosis spent")
    desk.key(Key.Key_Right)
    assert desk.current.startswith("Last week")
    desk.key(Key.Key_Down)
    assert desk.current.startswith("The hold-age")
    desk.key(Key.Key_Left)
    assert desk.current.startswith("Diagnosis")
    desk.key(Key.Key_Home)
    assert desk.current.startswith("A worker")


def test_tab_and_enter_write_into_the_tree(desk: Desk) -> None:
    factor = desk.select("The hold-age runbook")
    desk.key(Key.Key_Tab)
    desk.type("Nobody was asked")
    desk.key(Key.Key_Return)
    desk.type("Nobody had time")
    desk.key(Key.Key_Return, Control)
    assert desk.texts(factor) == ["Nobody was asked", "Nobody had time"]
    assert canvas(desk).rect_of(desk.find("Nobody had time").id) is not None


def test_a_click_on_the_round_button_asks_why(desk: Desk) -> None:
    factor = desk.select("No signal counts")
    rect = canvas(desk).rect_of(factor.id)
    assert rect is not None
    desk.click(QPointF(rect.right(), rect.center().y()).toPoint())
    desk.type("It was never asked for")
    desk.key(Key.Key_Return, Control)
    assert desk.texts(factor) == ["It was never asked for"]


def test_a_card_dragged_onto_another_is_asked_below_it_in_one_step(desk: Desk) -> None:
    before = desk.document.snapshot
    moved = desk.find("Staging has")
    desk.drag(card(desk, "Staging has"), card(desk, "The start position"))
    assert desk.texts(desk.find("The start position")) == [moved.text]
    assert desk.steps == ["Move factor"]
    desk.document.undo()
    assert desk.document.snapshot == before


def test_a_card_on_the_incident_becomes_a_contributing_factor(desk: Desk) -> None:
    incident = canvas(desk).rect_of("")
    assert incident is not None
    desk.drag(card(desk, "Staging has"), incident.center().toPoint())
    assert desk.texts()[-1].startswith("Staging has")


def test_a_card_is_not_let_go_on_its_own_whys(desk: Desk) -> None:
    before = desk.document.snapshot
    desk.drag(card(desk, "A renamed group"), card(desk, "The start position"))
    assert desk.document.snapshot == before


def test_the_wheel_with_control_zooms_at_the_pointer(desk: Desk) -> None:
    view = canvas(desk)
    at = QPointF(400, 300)
    fixed = view.to_tree(at)
    wheel = QWheelEvent(
        at, QPointF(view.viewport().mapToGlobal(at.toPoint())), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Control, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.zoom == pytest.approx(1.15)
    assert desk.panel.foot.zoom.text() == "115%"
    # Up to the edge of the drawing the point stays where it is.
    assert abs(view.to_tree(at).y() - fixed.y()) < 1.5


def test_0_shows_the_whole_tree(desk: Desk) -> None:
    view = canvas(desk)
    desk.key(Key.Key_0)
    assert view.zoom < 1
    assert view.verticalScrollBar().maximum() == 0
    assert view.horizontalScrollBar().maximum() == 0
    for box in view.tree.boxes:
        rect = view.rect_of(box)
        assert rect is not None
        assert view.viewport().rect().contains(rect.toAlignedRect())


def test_outline_and_tree_show_the_same_selection_and_edits(desk: Desk) -> None:
    desk.select("No signal counts")
    desk.panel.header.forms.chosen.emit("outline")
    assert desk.panel.outline.hasFocus()
    assert desk.panel.outline.currentIndex() == desk.panel.model.index_of(
        desk.selection.current_of(Factor) or ""
    )
    desk.view = desk.panel.outline
    desk.key(Key.Key_Up, Alt)
    desk.key(Key.Key_Delete)
    desk.panel.header.forms.chosen.emit("tree")
    assert len(canvas(desk).tree.boxes) == len(desk.document.snapshot.factors) + 1


def test_dropped_events_link_to_a_card_and_grow_one_beside_it(desk: Desk) -> None:
    snapshot = desk.document.snapshot
    event = next(e for e in snapshot.events.values() if not snapshot.factors_shown_by(e.id))
    desk.drop_events([event.id], card(desk, "Staging has"))
    assert event in desk.document.snapshot.events_showing(desk.find("Staging has").id)
    desk.drop_events([event.id], QPoint(1100, 500))
    assert desk.texts()[-1] == event.title


def test_what_is_typed_when_the_form_changes_is_kept(desk: Desk) -> None:
    factor = desk.select("No signal counts")
    desk.key(Key.Key_Tab)
    desk.type("Kept")
    desk.panel.header.forms.chosen.emit("outline")
    assert desk.texts(factor) == ["Kept"]


def test_an_empty_tree_begins_with_enter(qapp: QApplication) -> None:
    install(qapp)
    desk = Desk(without_factors(), form="tree")
    assert desk.panel.empty.isVisible()
    desk.key(Key.Key_Return)
    desk.type("The first")
    desk.key(Key.Key_Return, Control)
    assert desk.texts() == ["The first"]
    desk.close()


# -- the bar beside the selected card


def test_the_bar_stands_beside_a_card_that_nobody_asked_below_and_covers_none(desk: Desk) -> None:
    bar = canvas(desk).bar
    desk.select("The alert does not")
    assert bar.isVisible()
    others = [canvas(desk).rect_of(i) for i in canvas(desk).tree.boxes]
    assert not any(r is not None and r.toRect().intersects(bar.geometry()) for r in others)
    desk.select("Diagnosis spent")
    assert not bar.isVisible()


def test_the_bar_does_what_its_signs_say(desk: Desk) -> None:
    factor = desk.select("The alert does not")
    bar = canvas(desk).bar
    bar.act.click()
    assert desk.find("The alert does not").stop is None
    bar.tag.click()
    picker = desk.view.menus.last
    picker.picked.emit("design")
    assert desk.find("The alert does not").category == "design"
    bar.why.click()
    assert not bar.isVisible()
    desk.type("Nobody was asked")
    desk.key(Key.Key_Return, Control)
    assert desk.texts(factor) == ["Nobody was asked"]


def test_the_bar_is_away_while_several_are_chosen_or_one_is_dragged(desk: Desk) -> None:
    desk.select("The alert does not")
    bar = canvas(desk).bar
    desk.click(card(desk, "The hold-age"), Control)
    assert not bar.isVisible()
    desk.click(card(desk, "The hold-age"))
    assert bar.isVisible()
    desk.press(card(desk, "The hold-age"))
    desk.move(card(desk, "The hold-age") + QPoint(30, 30))
    assert not bar.isVisible()
    desk.release(card(desk, "The hold-age"))


def test_a_tree_that_may_not_be_edited_has_no_bar(qapp: QApplication) -> None:
    install(qapp)
    desk = Desk(read_only="This version is signed.", form="tree")
    desk.select("The alert does not")
    assert not canvas(desk).bar.isVisible()
    desk.close()
