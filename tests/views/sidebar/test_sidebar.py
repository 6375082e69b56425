"""The sidebar says how things stand and goes where a row, a key or the next gap leads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.progress import Progress, progress_of
from pmdesk.edits.postmortems import set_head
from pmdesk.views.actions import Actions
from pmdesk.views.sidebar.sidebar import PLACES, SECTIONS, UNTITLED, Sidebar
from pmdesk.views.theme.theme import install
from tests.fakes import sample

Left = Qt.MouseButton.LeftButton


class Bar:
    """A sidebar in a window, and what its rows triggered."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.actions = Actions(self.window)
        self.sidebar = Sidebar(self.actions)
        self.triggered: list[str] = []
        for name in (*PLACES, *SECTIONS, "palette", "next_gap", "sidebar"):
            self.actions.bind(name, lambda n=name: self.triggered.append(n))
        column = QVBoxLayout(self.window)
        column.addWidget(self.sidebar)
        self.window.resize(320, 900)
        self.window.show()
        QApplication.processEvents()

    def open_sample(self) -> None:
        self.sidebar.show_document(sample())
        self.sidebar.show_progress(progress_of(sample()))
        self.sidebar.show_place("report")
        QApplication.processEvents()

    def name(self, row: str) -> str:
        return self.sidebar.rows[row].accessibleName()

    def key(self, key: Qt.Key) -> None:
        focus = self.window.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)


@pytest.fixture
def bar(qapp: QApplication) -> Iterator[Bar]:
    look = install(qapp)
    made = Bar()
    yield made
    look.set_text_scale(1.0)
    made.window.close()


def test_rows_say_their_state_to_screen_readers(bar: Bar):
    bar.open_sample()
    bar.sidebar.show_library(41, 3)
    assert bar.name("library") == "Library, 41 postmortems"
    assert bar.name("followthrough") == "Follow-through, 3 overdue"
    assert bar.name("timeline") == "Timeline, done"
    assert bar.name("actions") == "Actions, 2 missing"
    assert bar.name("review") == "Review, part done"


def test_without_overdue_actions_no_count_is_shown(bar: Bar):
    bar.sidebar.show_library(1, 2)
    bar.sidebar.show_library(1, 0)
    assert bar.name("followthrough") == "Follow-through"
    assert bar.name("library") == "Library, 1 postmortem"


@pytest.mark.parametrize("name", [*PLACES, *SECTIONS])
def test_a_click_on_a_row_triggers_the_command_of_its_name(bar: Bar, name: str):
    bar.open_sample()
    QTest.mouseClick(bar.sidebar.rows[name], Left)
    assert bar.triggered == [name]


def test_a_click_does_not_choose_the_row_until_the_place_is_shown(bar: Bar):
    bar.open_sample()
    QTest.mouseClick(bar.sidebar.rows["actions"], Left)
    chosen = [name for name, row in bar.sidebar.rows.items() if row.isChecked()]
    assert chosen == ["report"]
    bar.sidebar.show_place("actions")
    assert [n for n, row in bar.sidebar.rows.items() if row.isChecked()] == ["actions"]


def test_arrow_keys_walk_the_rows_and_enter_goes_there(bar: Bar):
    bar.open_sample()
    bar.sidebar.setFocus()
    bar.key(Qt.Key.Key_Down)
    bar.key(Qt.Key.Key_Down)
    bar.key(Qt.Key.Key_Return)
    assert bar.triggered == ["factors"]
    for _ in range(5):
        bar.key(Qt.Key.Key_Up)
    assert bar.window.focusWidget() is bar.sidebar.search
    bar.key(Qt.Key.Key_Return)
    assert bar.triggered == ["factors", "palette"]
    bar.key(Qt.Key.Key_Down)
    assert bar.window.focusWidget() is bar.sidebar.rows["library"]


def test_tab_comes_to_one_row_only(bar: Bar):
    bar.open_sample()
    bar.sidebar.setFocus()
    bar.key(Qt.Key.Key_Tab)
    assert bar.window.focusWidget() is bar.sidebar.foot.next


def test_the_sentence_at_the_foot_leads_to_the_next_gap(bar: Bar):
    bar.open_sample()
    foot = bar.sidebar.foot
    assert foot.next.text() == "Next: an owner for AI-5"
    assert foot.count.text() == "5 of 8"
    QTest.mouseClick(foot.next, Left)
    assert bar.triggered == ["next_gap"]


def test_a_finished_postmortem_misses_nothing(bar: Bar):
    bar.open_sample()
    bar.sidebar.show_progress(Progress(met=8, of=8))
    assert bar.sidebar.foot.next.text() == "Nothing is missing"


def test_sections_and_meter_are_there_only_while_a_postmortem_is_open(bar: Bar):
    parts = [bar.sidebar.rows["report"], bar.sidebar.foot.next, bar.sidebar.foot.meter]
    assert not any(part.isVisible() for part in parts)
    bar.open_sample()
    assert all(part.isVisible() for part in parts)
    bar.sidebar.show_document(None)
    assert not any(part.isVisible() for part in parts)


def test_a_long_title_is_cut_and_its_tooltip_has_all_of_it(bar: Bar):
    long = "Seats <b>stuck</b> at checkout for every buyer in the northern region"
    snapshot = sample()
    bar.sidebar.show_document(snapshot.applied(set_head(snapshot, "x", title=long).changes))
    bar.sidebar.grab()
    assert "&lt;b&gt;stuck" in bar.sidebar.title.toolTip()
    assert bar.sidebar.width() == 224


def test_a_postmortem_without_a_title_is_called_untitled(bar: Bar):
    snapshot = sample()
    bar.sidebar.show_document(snapshot.applied(set_head(snapshot, "x", title=" ").changes))
    assert snapshot.of(Postmortem)
    assert bar.sidebar.title.text() == UNTITLED


def test_what_could_not_be_saved_is_said_in_red(bar: Bar):
    bar.sidebar.show_saved("Saved on this laptop", False)
    assert not bar.sidebar.foot.dot.wrong
    bar.sidebar.show_saved("Not saved: the disk is full.", True)
    assert bar.sidebar.foot.dot.wrong
    assert bar.sidebar.foot.saved.text() == "Not saved: the disk is full."


def test_the_rail_has_icons_with_tooltips_that_say_name_and_state(bar: Bar):
    bar.open_sample()
    bar.sidebar.set_collapsed(True)
    QApplication.processEvents()
    assert bar.sidebar.width() == 56
    assert "Actions, 2 missing" in bar.sidebar.rows["actions"].toolTip()
    assert "an owner for AI-5" in bar.sidebar.foot.next.toolTip()
    assert not bar.sidebar.title.isVisible()
    QTest.mouseClick(bar.sidebar.rows["actions"], Left)
    assert bar.triggered == ["actions"]
    bar.sidebar.set_collapsed(False)
    assert bar.sidebar.width() == 224


def test_a_button_folds_the_sidebar_and_another_opens_it(bar: Bar):
    QTest.mouseClick(bar.sidebar.fold_button, Left)
    bar.sidebar.set_collapsed(True)
    QApplication.processEvents()
    assert not bar.sidebar.fold_button.isVisible()
    QTest.mouseClick(bar.sidebar.unfold_button, Left)
    assert bar.triggered == ["sidebar", "sidebar"]


def test_a_row_whose_command_is_disabled_can_not_be_pressed(bar: Bar):
    bar.open_sample()
    bar.actions["timeline"].setEnabled(False)
    QTest.mouseClick(bar.sidebar.rows["timeline"], Left)
    assert bar.triggered == []


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.5])
def test_every_target_is_at_least_24_pixels_high(bar: Bar, scale: float):
    bar.open_sample()
    install(QApplication.instance()).set_text_scale(scale)  # type: ignore[arg-type]
    QApplication.processEvents()
    rows = [*bar.sidebar.rows.values(), bar.sidebar.search, bar.sidebar.foot.next]
    assert min(row.height() for row in rows) >= 24
