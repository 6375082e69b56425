"""Disks that are full, files that go away, damage, crashes and signals, met from the window."""

from __future__ import annotations

import resource
import sqlite3
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from pmdesk.config.logs import Problems
from pmdesk.edits.postmortems import set_head
from pmdesk.store.library import open_library
from pmdesk.views.first_moments import settle
from tests.fakes import sample


class FakeFiles:
    """Answers every question for a file at once."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def save(self, _parent, _title, _start, _kinds, then):
        then(self.place)


@contextmanager
def full_disk():
    """No file of this process may grow beyond a page, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Python would cut off the compiled files of what is imported meanwhile.
    compiled, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        sys.dont_write_bytecode = compiled


def press(window, words):
    """Click the button of the notice that says ``words``."""
    found = [b for b in window.notice.buttons if b.isVisible() and b.text() == words]
    assert found, [b.text() for b in window.notice.buttons if b.isVisible()]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def type_title(window, text):
    """Type a title and leave the field."""
    window.editor.header.edit_title()
    field = QApplication.focusWidget()
    field.selectAll()
    QTest.keyClicks(field, text)
    window.commit()
    return field


def head(desktop):
    return desktop.store.load(sample().pm_id).postmortem


def intrude(path):
    """Write to the library as a program would that goes past the lock."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(
            "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = 'generation'"
        )


# -- not saved


def test_what_a_full_disk_did_not_take_stays_on_screen_and_is_saved_once_there_is_room(sampled):
    window = sampled.window
    first = window.editor.document.snapshot
    with full_disk():
        field = type_title(window, "Typed on a full disk")
        assert "Not saved" in window.notice.words.text()
        assert field.text() == "Typed on a full disk"
        press(window, "Try again")
        assert "Not saved" in window.notice.words.text()
    press(window, "Try again")
    assert not window.notice.isVisible()
    assert head(sampled).title == "Typed on a full disk"
    window.actions_["undo"].trigger()
    assert window.editor.document.snapshot == first == sampled.store.load(first.pm_id)


def test_two_fields_typed_in_on_a_full_disk_are_both_saved(sampled):
    window = sampled.window
    window.show_section("report")
    document = window.editor.document
    with full_disk():
        type_title(window, "First")
        document.attempt(lambda s: set_head(s, "Edit summary", summary="Second"))
        assert document.snapshot == sample() == sampled.store.load(document.pm_id)
    type_title(window, "First and last")
    assert (head(sampled).title, head(sampled).summary) == ("First and last", "Second")
    assert not window.notice.isVisible()


def test_the_window_stays_open_while_words_are_not_saved(sampled):
    window = sampled.window
    with full_disk():
        type_title(window, "Not to be lost")
        window.close()
        assert window.isVisible()
        assert "stays open" in window.notice.words.text()
    window.close()
    assert not window.isVisible()
    assert head(sampled).title == "Not to be lost"


def test_what_is_not_saved_can_be_given_up_on_purpose(sampled):
    window = sampled.window
    with full_disk():
        type_title(window, "Given up")
        window.close()
        press(window, "Close without saving")
        assert not window.isVisible()
    assert head(sampled).title == sample().postmortem.title


def test_another_postmortem_waits_until_this_one_is_saved(sampled):
    window = sampled.window
    other = window.shelf.begin("Another")
    with full_disk():
        type_title(window, "Not saved yet")
        window.open_postmortem(other)
        assert window.editor.document.pm_id == sample().pm_id
    window.open_postmortem(other)
    assert window.editor.document.pm_id == other
    assert head(sampled).title == "Not saved yet"


def test_an_undo_on_a_full_disk_is_done_by_try_again(sampled):
    window = sampled.window
    type_title(window, "Other")
    with full_disk():
        window.actions_["undo"].trigger()
        assert "Not saved" in window.notice.words.text()
        assert head(sampled).title == "Other"
    press(window, "Try again")
    assert head(sampled).title == sample().postmortem.title
    assert window.actions_["redo"].isEnabled()
    assert not window.notice.isVisible()


def test_a_copy_elsewhere_holds_what_could_not_be_saved(sampled, tmp_path):
    window = sampled.window
    window.prompts._files = FakeFiles(tmp_path / "copy.pmdesk")
    sampled.library.rename(tmp_path / "moved.pmdesk")
    type_title(window, "Only here")
    assert "no longer where it was" in window.notice.words.text()
    press(window, "Save a copy elsewhere")
    copy = open_library(tmp_path / "copy.pmdesk", backups=tmp_path / "b", search=tmp_path / "s")
    assert copy.load(sample().pm_id).postmortem.title == "Only here"
    copy.close()
    window.close()
    assert not window.isVisible()


# -- the file goes away, or another writes it


def test_a_file_that_is_put_back_takes_what_waited(sampled, tmp_path):
    window = sampled.window
    sampled.library.rename(tmp_path / "away.pmdesk")
    type_title(window, "Typed meanwhile")
    (tmp_path / "away.pmdesk").rename(sampled.library)
    press(window, "Try again")
    assert head(sampled).title == "Typed meanwhile"


def test_a_library_that_was_removed_is_put_back_from_what_is_open(sampled):
    window = sampled.window
    window.prompts._files = FakeFiles(sampled.library)
    for left in sampled.library.parent.glob("library.pmdesk*"):
        left.unlink()
    type_title(window, "Typed without a file")
    press(window, "Save a copy elsewhere")
    assert not window.notice.isVisible()
    assert window.editor.document.snapshot.postmortem.title == "Typed without a file"
    type_title(window, "And on")
    assert head(sampled).title == "And on"
    assert sampled.store.check(whole=True) == sampled.store.verify_journal() == ""


def test_after_an_intruder_the_library_opens_again_with_what_was_typed(sampled):
    window = sampled.window
    intrude(sampled.library)
    type_title(window, "Typed before it was known")
    assert "Another program" in window.notice.words.text()
    press(window, "Open again")
    assert not window.notice.isVisible()
    assert head(sampled).title == "Typed before it was known"
    window.actions_["undo"].trigger()
    assert head(sampled).title == sample().postmortem.title


# -- backups


def backups_sheet(window):
    window.actions_["backups"].trigger()
    QApplication.processEvents()
    return window.prompts.sheet


def test_a_backup_is_made_listed_and_restored_and_the_restore_taken_back(sampled):
    window = sampled.window
    sheet = backups_sheet(window)
    assert not sheet.button.isEnabled()
    QTest.mouseClick(sheet.make, Qt.MouseButton.LeftButton)
    assert sheet.list.count() == 1
    sheet.dismiss()
    type_title(window, "After the backup")
    sheet = backups_sheet(window)
    QTest.mouseClick(sheet.button, Qt.MouseButton.LeftButton)
    assert (window.editor, window.place) == (None, "library")
    assert head(sampled).title == sample().postmortem.title
    assert window.toast.text.startswith("Restored as it was")
    QTest.mouseClick(window.toast._button, Qt.MouseButton.LeftButton)
    assert head(sampled).title == "After the backup"


def test_a_backup_is_restored_with_the_keys_alone(sampled):
    window = sampled.window
    window.actions_["back_up"].trigger()
    type_title(window, "Later")
    sheet = backups_sheet(window)
    assert QApplication.focusWidget() is sheet.list
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    assert head(sampled).title == sample().postmortem.title


def test_backups_of_a_library_for_looking_only_can_be_looked_at(sampled, monkeypatch):
    sampled.store.back_up("asked for")
    monkeypatch.setattr(sampled.store, "read_only", "Only for looking.")
    sheet = backups_sheet(sampled.window)
    assert sheet.list.count() == 1
    assert not sheet.button.isEnabled()
    assert not sheet.make.isEnabled()
    assert "looked at" in sheet.why.text()


def test_a_backup_that_cannot_be_read_is_not_offered(sampled):
    made = sampled.store.back_up("asked for")
    made.write_bytes(b"no library" * 100)
    sheet = backups_sheet(sampled.window)
    assert not sheet.button.isEnabled()
    assert "read" in sheet.why.text()


# -- what nobody foresaw


@pytest.fixture
def problems(sampled, tmp_path, caplog, qtbot):
    """The hooks of the running program, telling the window."""
    held = Problems(tmp_path / "logs", sampled.window.tell)
    held.install()
    yield caplog
    held.remove()


def logged(caplog):
    """How many problems were written down; the log is then clean again."""
    found = [r for r in caplog.records if "not foreseen" in r.getMessage()]
    caplog.clear()
    return len(found)


class Failing(QWidget):
    def paintEvent(self, _event):
        raise ValueError("in painting")


class FailingModel(QAbstractListModel):
    def rowCount(self, _parent=None):
        return 30

    def data(self, _index, _role=0):
        raise ValueError("in the model")


@pytest.mark.qt_no_exception_capture
@pytest.mark.parametrize("place", ["slot", "paint", "data", "worker", "done"])
def test_a_problem_anywhere_is_logged_once_told_in_a_line_and_the_window_goes_on(
    sampled, problems, qtbot, place
):
    window = sampled.window

    def fail(*_):
        raise ValueError("in a slot")

    held = {"paint": Failing(window), "data": QListView(window)}.get(place)
    if place == "slot":
        window.sidebar.objectNameChanged.connect(fail)
        window.sidebar.setObjectName("other")
    elif place == "data":
        held.setModel(FailingModel(held))
    elif place == "worker":
        window.background.run(fail, lambda _: None)
    elif place == "done":
        window.background.run(lambda: 1, fail)
    if held is not None:
        held.resize(200, 200)
        # From the loop, as in life: what is called from Python raises to its caller.
        QTimer.singleShot(0, held.show)
    qtbot.waitUntil(lambda: window.toast.text.startswith("Something went wrong"))
    QApplication.processEvents()
    if held is not None:
        held.hide()
    assert logged(problems) == 1
    type_title(window, "Goes on")
    assert head(sampled).title == "Goes on"


@pytest.mark.qt_no_exception_capture
def test_a_problem_while_closing_keeps_the_window_and_can_be_overruled(
    sampled, problems, monkeypatch, qtbot
):
    window = sampled.window

    whole = window.safety.may_leave

    def fail(*given):
        if window.safety.giving_up:
            return whole(*given)
        raise ValueError("in closing")

    monkeypatch.setattr(window.safety, "may_leave", fail)
    QTimer.singleShot(0, window, window.close)
    qtbot.waitUntil(lambda: "stays open" in window.notice.words.text())
    assert window.isVisible()
    assert logged(problems) == 1
    press(window, "Close anyway")
    assert not window.isVisible()


def test_a_window_with_a_postmortem_open_can_be_destroyed(sampled, caplog):
    window = sampled.window
    window.editor.document.attempt(lambda s: set_head(s, "Rename", title="Other"))
    window.deleteLater()
    QApplication.sendPostedEvents(None, 52)
    assert not caplog.records
    sampled.store.close()
    sampled.begin()


def test_the_note_of_a_crash_is_shown_until_it_is_dismissed_and_can_be_copied(sampled):
    window = sampled.window
    settle(window, lambda: None, lambda: "", "Fatal Python error: Segmentation fault")
    assert "ended unexpectedly" in window.notice.words.text()
    type_title(window, "Saving does not hide it")
    assert window.notice.isVisible()
    press(window, "Copy the note")
    assert "Segmentation fault" in QApplication.clipboard().text()
    assert not window.notice.isVisible()


def test_a_damaged_library_keeps_saying_so_and_offers_the_backups(sampled, qtbot):
    window = sampled.window
    settle(window, lambda: None, lambda: "The library file is damaged.", "")
    qtbot.waitUntil(window.notice.isVisible)
    type_title(window, "Saved all the same")
    assert window.notice.isVisible()
    press(window, "Backups…")
    assert window.prompts.sheet is not None
