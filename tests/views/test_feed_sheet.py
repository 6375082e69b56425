"""The preview of a feed by mouse and keys, and the way from files to events of the open record."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from pmdesk.config.settings import Settings
from pmdesk.document.document import Document
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.background import Background
from pmdesk.views.bringing_in import BringingIn, Sources, looks_like_feed, review_of
from pmdesk.views.controls.picker import Picker
from pmdesk.views.preferences import Preferences
from pmdesk.views.prompts.feed_rows import Column
from pmdesk.views.prompts.prompts import Prompts
from pmdesk.views.remembered_columns import columns_for, remembering
from tests.fakes import MemoryStorage, SetClock, sample

CHAT = """2026-10-14T18:40:05Z ann: rolling back
2026-10-14T18:41:05Z bo: who watches the queue?
2026-10-14T18:33:10Z cem: Roll back to 3.17
2026-10-14T18:44:00Z ann: rolled back
"""


class Window(QWidget):
    """What the way from files to events asks of the window."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.resize(1200, 800)
        self.storage = MemoryStorage(sample())
        self.document = Document(sample(), self.storage, SetClock(), self)
        self.editor = SimpleNamespace(document=self.document)
        self.desk = SimpleNamespace(path=folder / "library.pmdesk")
        self.background = Background(self)
        self.told: list[str] = []
        self.toast = SimpleNamespace(
            tell=lambda words, *_more: self.told.append(words), text="", hide=lambda: None
        )
        self.preferences = Preferences(Settings(), folder / "settings.json")
        self.prompts = Prompts(self)
        self.sections: list[str] = []
        self.show_section = self.sections.append
        self.bringing = BringingIn(self)

    @property
    def sheet(self):
        return self.prompts.sheet

    def new_events(self) -> list[TimelineEvent]:
        return [e for i, e in self.document.snapshot.events.items() if i not in sample().events]


@pytest.fixture
def window(qtbot, tmp_path):
    made = Window(tmp_path)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.background.stop()


def paste(window, qtbot, text=CHAT):
    window.bringing.paste(text)
    qtbot.waitUntil(lambda: window.sheet is not None)
    return window.sheet


def click(sheet, qtbot, row, column):
    table = sheet.table
    rect = table.visualRect(sheet.rows.index(row, column))
    qtbot.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() - QPoint(2, 0)
    )


def test_what_is_new_is_ticked_and_comes_in_by_one_step(window, qtbot):
    sheet = paste(window, qtbot)
    assert list(sheet.rows.ticks) == [1, 1, 0, 1]
    assert sheet.rows.sign(2) == "There already"
    assert sheet.button.text() == "Bring in 3 events"
    qtbot.mouseClick(sheet.button, Qt.MouseButton.LeftButton)
    assert {e.actor for e in window.new_events()} == {"Responder A", "Responder B"}
    assert window.told == ["Brought in 3 events"]
    assert window.sections == ["timeline"]
    window.document.undo()
    assert window.document.snapshot == sample()


def test_a_click_on_the_tick_and_the_space_key_choose_rows(window, qtbot):
    sheet = paste(window, qtbot)
    click(sheet, qtbot, 0, Column.TICK)
    assert list(sheet.rows.ticks) == [0, 1, 0, 1]
    sheet.table.selectAll()
    QTest.keyClick(sheet.table, Qt.Key.Key_Space)
    assert list(sheet.rows.ticks) == [1, 1, 1, 1]
    QTest.keyClick(sheet.table, Qt.Key.Key_Space)
    assert not any(sheet.rows.ticks)
    assert not sheet.button.isEnabled()
    assert sheet.why.text() == "Choose the events to bring in."


def test_all_and_none_take_only_what_the_filter_shows(window, qtbot):
    sheet = paste(window, qtbot)
    qtbot.mouseClick(sheet.none_button, Qt.MouseButton.LeftButton)
    QTest.keyClicks(sheet.filter, "ANN")
    assert sheet.rows.rowCount() == 2
    qtbot.mouseClick(sheet.all_button, Qt.MouseButton.LeftButton)
    assert list(sheet.rows.ticks) == [1, 0, 0, 1]
    QTest.keyClicks(sheet.filter, " nobody says this")
    assert sheet.pages.currentWidget() is sheet.empty
    qtbot.mouseClick(sheet.empty.button, Qt.MouseButton.LeftButton)
    assert sheet.rows.rowCount() == 4


def test_another_lane_is_chosen_by_key_for_the_selected_rows(window, qtbot):
    sheet = paste(window, qtbot)
    sheet.table.selectRow(0)
    QTest.keyClick(sheet.table, Qt.Key.Key_L)
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, Picker)
    QTest.keyClicks(picker.field, "detection")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert sheet.rows.lane(0).name == "Detection"
    QTest.keyClick(sheet.table, Qt.Key.Key_Return)
    lanes = window.document.snapshot.lanes
    event = next(e for e in window.new_events() if e.title == "rolling back")
    assert next(lane.name for lane in lanes if lane.id == event.lane_id) == "Detection"


def test_day_and_zone_are_asked_before_anything_is_stored(window, qtbot):
    sheet = paste(window, qtbot, "18:40 rolling back\n18:44 rolled back\n")
    assert sheet.rows.index(0, Column.TIME).data() == "18:40, no day"
    QTest.keyClick(sheet.table, Qt.Key.Key_Return)
    assert window.new_events() == []
    for about in ("date", "zone"):
        card = next(c for c in sheet.questions if c.question.about == about)
        qtbot.mouseClick(next(iter(card.choices.values())), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not sheet._waiting)
    assert sheet.rows.index(0, Column.TIME).data() == "14 Oct 18:40"
    assert [card.question.about for card in sheet.questions] == ["date", "zone"]
    qtbot.mouseClick(sheet.button, Qt.MouseButton.LeftButton)
    assert len(window.new_events()) == 2


def test_what_was_unticked_by_hand_stays_so_when_a_question_is_answered(window, qtbot):
    sheet = paste(window, qtbot, "18:40 rolling back\n18:44 rolled back\n")
    click(sheet, qtbot, 1, Column.TICK)
    sheet.answer("zone", "UTC")
    qtbot.waitUntil(lambda: not sheet._waiting)
    assert list(sheet.rows.ticks) == [1, 0]


def test_parts_that_were_not_read_are_shown_with_their_place(window, qtbot):
    sheet = paste(window, qtbot, '{"ts":"2026-10-14T18:40:05Z","msg":"up"}\nnot json\n')
    assert sheet.pills["unread"].isVisible()
    qtbot.mouseClick(sheet.pills["unread"], Qt.MouseButton.LeftButton)
    assert sheet.pages.currentWidget() is sheet.unread
    table = sheet.unread.widget().layout().itemAt(0).widget()
    assert "line 2" in table.accessibleDescription()


def test_another_column_can_be_chosen_for_what_happened(window, qtbot):
    text = "time,summary,remark\n2026-10-14T18:40Z,down,by hand\n2026-10-14T18:41Z,up,by itself\n"
    sheet = paste(window, qtbot, text)
    assert sheet.columns.unused.text() == "Not used: remark"
    qtbot.mouseClick(sheet.columns.buttons["text"], Qt.MouseButton.LeftButton)
    picker = QApplication.activePopupWidget()
    QTest.keyClicks(picker.field, "remark")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not sheet._waiting)
    assert sheet.rows.index(0, Column.WHAT).data() == "by hand"
    assert sheet.columns.unused.text() == "Not used: summary"


TABLE = "time,summary,remark\n2026-10-14T18:40Z,down,by hand\n2026-10-14T18:41Z,up,by itself\n"


def test_chosen_columns_are_offered_for_the_next_table_with_these_titles(window, qtbot):
    sheet = paste(window, qtbot, TABLE)
    assert not sheet.columns.reset.isVisible()
    sheet.answer("column:text", "remark")
    qtbot.waitUntil(lambda: not sheet._waiting)
    sheet.act()
    assert [e.title for e in window.new_events()] == ["by hand", "by itself"]
    again = paste(window, qtbot, TABLE.replace("by", "again by"))
    assert again.rows.index(0, Column.WHAT).data() == "again by hand"
    again.dismiss()
    other = paste(window, qtbot, TABLE.replace("remark", "note"))
    assert other.rows.index(0, Column.WHAT).data() == "down"


def test_the_guess_can_be_taken_again_and_then_nothing_is_remembered(window, qtbot):
    window.preferences.change("table_columns", remembering((), TITLES, {"column:text": "remark"}))
    sheet = paste(window, qtbot, TABLE)
    assert sheet.rows.index(0, Column.WHAT).data() == "by hand"
    qtbot.mouseClick(sheet.columns.reset, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not sheet._waiting)
    assert sheet.rows.index(0, Column.WHAT).data() == "down"
    assert not sheet.columns.reset.isVisible()
    sheet.act()
    assert window.preferences.value.table_columns == ()


TITLES = ("time", "summary", "remark")


@pytest.mark.parametrize(
    "line", ["", "no json", "3", "[1, 2]", '[["time"], {"text": "gone"}]', "[]", '[["time"], 7]']
)
def test_what_was_remembered_and_fits_nothing_is_left_out(line):
    assert columns_for(("time",), (line,)) == {}
    assert remembering((line,), ("x", "y"), {}) == (line,)


def test_of_many_remembered_tables_the_latest_stay():
    held: tuple[str, ...] = ()
    for number in range(40):
        held = remembering(held, (f"t{number}", "x"), {"column:text": "x"})
    assert len(held) == 30
    assert columns_for(("T39", "x"), held) == {"column:text": "x"}
    assert columns_for(("t3", "x"), held) == {}


def test_reading_that_was_given_up_shows_nothing(window, qtbot):
    window.bringing.paste(CHAT)
    window.bringing.cancel()
    done = []
    window.background.run(lambda: 1, done.append)
    qtbot.waitUntil(lambda: done == [1])
    assert window.sheet is None
    assert paste(window, qtbot) is not None


def test_of_a_large_feed_only_what_lies_around_the_incident_is_ticked(window, qtbot):
    lines = [f"2026-{month:02}-14T18:{m:02}:00Z ann: word{month} word{m}"
             for month in (9, 10) for m in range(60)] * 2  # fmt: skip
    sheet = paste(window, qtbot, "\n".join(lines))
    ticked = {event.at.month for event, _ in sheet.rows.chosen()}
    assert ticked == {10}
    assert "within an hour" in sheet.note.text()
    qtbot.mouseClick(sheet.day_button, Qt.MouseButton.LeftButton)
    picker = QApplication.activePopupWidget()
    QTest.keyClicks(picker.field, "14 Sep")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert sheet.rows.rowCount() == 120


def test_what_cannot_be_read_is_said_and_cannot_be_brought_in(window, qtbot):
    sheet = paste(window, qtbot, '{"a": 1}')
    assert not sheet.button.isEnabled()
    assert sheet.why.text() == "Nothing can be brought in from this."
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert window.sheet is None
    assert window.new_events() == []


def test_words_that_look_like_markup_are_shown_as_they_are(window, qtbot):
    sheet = paste(window, qtbot, "2026-10-14T18:40:05Z ann: <b>bold</b> & <img src=x>\n")
    tip = sheet.rows.index(0, Column.WHAT).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;bold" in tip
    assert "<img" not in tip


def test_files_and_a_folder_of_an_export_are_read_in_the_background(window, qtbot, tmp_path):
    day = tmp_path / "export" / "ops"
    day.mkdir(parents=True)
    messages = [{"ts": "1792003205.000100", "user": "U1", "text": "rolling back"}]
    (day / "2026-10-14.json").write_text(json.dumps(messages))
    window.bringing.start([tmp_path / "export"])
    qtbot.waitUntil(lambda: window.sheet is not None)
    assert window.sheet.review.feed.format == "Slack export"
    assert window.sheet.review.events[0].source == "Slack #ops"


def test_a_file_that_is_gone_and_the_library_itself_are_refused(window, qtbot, tmp_path):
    window.bringing.start([tmp_path / "gone.txt"])
    qtbot.waitUntil(lambda: bool(window.told))
    window.desk.path.write_text("library")
    window.bringing.start([window.desk.path])
    qtbot.waitUntil(lambda: len(window.told) == 2)
    assert "No such file" in window.told[0]
    assert "is your library" in window.told[1]
    assert window.sheet is None


def test_nothing_is_brought_into_what_may_not_be_changed(window, qtbot):
    window.storage.read_only = "This library is open elsewhere."
    window.bringing.paste(CHAT)
    window.storage.read_only = ""
    window.bringing.paste("  ")
    window.editor = None
    window.bringing.start([])
    assert window.told == [
        "This library is open elsewhere.", "There is no text on the clipboard",
        "Open a postmortem first",
    ]  # fmt: skip


def test_a_second_time_everything_is_there_already(window, qtbot):
    sheet = paste(window, qtbot)
    qtbot.mouseClick(sheet.button, Qt.MouseButton.LeftButton)
    review = review_of(Sources((("Pasted text", CHAT.encode()),)), window.document.snapshot)
    assert set(review.there) == {0, 1, 2, 3}


def test_which_dropped_files_hold_events_is_told_by_their_ending(tmp_path):
    assert looks_like_feed(Path("export.zip"))
    assert looks_like_feed(tmp_path)
    assert not looks_like_feed(Path("report.md"))


def test_tab_goes_through_the_sheet_and_stays_in_it(window, qtbot):
    sheet = paste(window, qtbot)
    sheet.filter.setFocus()
    seen = set()
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        held = QApplication.focusWidget()
        assert sheet.isAncestorOf(held)
        seen.add(type(held))
    assert type(sheet.table) in seen
    assert QLineEdit in seen
