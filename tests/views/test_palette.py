import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pmdesk.views.palette.items import GO, PaletteItem
from pmdesk.views.palette.palette import CommandPalette


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.field = QLineEdit(made)
    QVBoxLayout(made).addWidget(made.field)
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.field.setFocus()
    return made


@pytest.fixture
def ran():
    return []


@pytest.fixture
def palette(window, ran):
    def item(name, group="Do", **more):
        return PaletteItem(name.lower(), name, lambda: ran.append(name), group=group, **more)

    def items():
        return [
            item("Add event", shortcut="E"),
            item("Add action"),
            item("Export", enabled=False, reason="Open a postmortem first"),
            item("Timeline", group=GO),
            item("Add a unit test for the worker", group=GO, detail="AI-4"),
        ]

    made = CommandPalette(window, [items])
    made.open_with("Seat holds")
    return made


def test_initials_find_a_command_and_enter_runs_it(palette, ran):
    QTest.keyClicks(palette.field, "ae")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert ran == ["Add event"]
    assert palette.isHidden()


def test_arrows_skip_headings_and_go_round(palette):
    QTest.keyClicks(palette.field, "add")
    first = palette.current().title
    seen = []
    for _ in range(3):
        seen.append(palette.current().title)
        QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert len(set(seen)) == 3
    assert palette.current().title == first
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.current().title == seen[-1]


def test_what_was_run_last_stands_first_next_time(palette):
    QTest.keyClicks(palette.field, "timel")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    palette.open_with()
    assert palette.shown()[:2] == ["Recent", "Timeline"]
    assert palette.current().title == "Timeline"


def test_esc_gives_the_focus_back_where_it_was(palette, window, qtbot):
    qtbot.waitUntil(palette.field.hasFocus)
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.isHidden()
    qtbot.waitUntil(window.field.hasFocus)


def test_what_is_not_possible_now_is_shown_with_its_reason_and_does_not_run(palette, ran):
    QTest.keyClicks(palette.field, "exp")
    assert palette.current().reason == "Open a postmortem first"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert ran == []
    assert palette.isVisible()


def test_tab_fills_in_the_first_name(palette):
    QTest.keyClicks(palette.field, "ev")
    QTest.keyClick(palette.field, Qt.Key.Key_Tab)
    assert palette.field.text() == "Add event"


def test_nothing_found_is_said(palette):
    QTest.keyClicks(palette.field, "qqq")
    assert palette.shown() == []
    assert palette.nothing.isVisible()
    assert "qqq" in palette.nothing.text()


def test_a_press_beside_the_card_closes_it(palette):
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomLeft())
    assert palette.isHidden()


def test_the_card_stays_within_a_small_window(palette, window):
    window.resize(500, 320)
    assert palette.rect().contains(palette.card.geometry())
