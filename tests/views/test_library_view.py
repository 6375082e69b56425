import threading

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.terms import Severity
from pmdesk.views.background import Background
from pmdesk.views.library import search
from pmdesk.views.library.columns import columns_of
from pmdesk.views.library.library_view import LibraryView
from pmdesk.views.theme.theme import theme
from tests.views.fake_library import TODAY, FakeLibrary


@pytest.fixture
def place(qtbot):
    background = Background()

    def make(library):
        view = LibraryView(library, background, lambda: TODAY)
        qtbot.addWidget(view)
        view.resize(1216, 900)
        view.refresh()
        view.show()
        return view

    yield make
    background.stop()


def titles(view):
    return [view.model.hit(row).entry.title for row in range(view.model.rowCount())]


def test_opening_shows_the_newest_page_at_once(place):
    library = FakeLibrary()
    view = place(library)
    assert titles(view) == [e.title for e in library.entries]
    assert library.asked == []


def test_large_text_in_a_narrow_window_cuts_no_filter_and_leaves_room_for_titles(place):
    view = place(FakeLibrary())
    theme().set_text_scale(1.5)
    try:
        view.resize(904, 600)
        view.layout().activate()
        for pill in (view.pills.severity, view.pills.tag, view.pills.open_actions):
            assert pill.width() >= pill.sizeHint().width()
        columns = columns_of(view.list.viewport().width())
        assert columns.title_end - columns.title > 150
        assert "last changed first" in view.count.text()
    finally:
        theme().set_text_scale(1.0)


def test_typing_searches_in_the_worker_and_ranks_after_a_rest(place, qtbot):
    library = FakeLibrary()
    view = place(library)
    view.search._rest.setInterval(0)
    QTest.keyClicks(view.field, "mail")
    qtbot.waitUntil(lambda: ("mail", True) in library.asked)
    qtbot.waitUntil(lambda: titles(view) == ["Password reset mail delayed"])
    assert threading.get_ident() not in library.search_threads
    assert view.count.text() == "1 result"
    assert search.RANK_AFTER_MS == 120


def test_a_newer_keystroke_interrupts_the_older_search(place, qtbot):
    library = FakeLibrary()
    view = place(library)
    QTest.keyClicks(view.field, "au")
    assert library.interrupts >= 1
    qtbot.waitUntil(lambda: ("au", True) in library.asked)


def test_clearing_the_search_with_esc_shows_everything_again(place, qtbot):
    library = FakeLibrary()
    view = place(library)
    QTest.keyClicks(view.field, "zzz")
    qtbot.waitUntil(lambda: view.model.rowCount() == 0)
    assert view._results.currentWidget() is view.nothing
    QTest.keyClick(view.field, Qt.Key.Key_Escape)
    assert len(titles(view)) == len(library.entries)


def test_a_search_that_fails_says_so_and_keeps_the_list(place, qtbot):
    library = FakeLibrary(fail_with=OSError("The search index can't be read."))
    view = place(library)
    QTest.keyClicks(view.field, "a")
    qtbot.waitUntil(lambda: view.count.text() == "The search index can't be read.")
    assert len(titles(view)) == len(library.entries)


def test_filters_narrow_the_list_and_can_be_dropped_together(place):
    library = FakeLibrary()
    view = place(library)
    view.pills.severity.choose(Severity.SEV3)
    view.pills.changed.emit(view.pills.shown)
    assert titles(view) == [e.title for e in library.entries if e.severity is Severity.SEV3]
    view.pills.open_actions.click()
    assert titles(view) == ["Clock skew in us-east"]
    view.show_everything()
    assert len(titles(view)) == len(library.entries)


def test_arrows_enter_and_del_work_without_a_mouse(place, qtbot):
    library = FakeLibrary()
    view = place(library)
    view.field.setFocus()
    QTest.keyClick(view.field, Qt.Key.Key_Down)
    QTest.keyClick(view.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.open_requested) as opened:
        QTest.keyClick(view.list, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.delete_requested) as deleted:
        QTest.keyClick(view.list, Qt.Key.Key_Delete)
    assert opened.args == deleted.args == [library.entries[1].id]


def test_the_chosen_row_stays_chosen_when_the_library_is_read_again(place):
    library = FakeLibrary()
    view = place(library)
    view.list.setCurrentIndex(view.model.index(2))
    chosen = view.current_id()
    library.entries.insert(0, library.entries.pop())
    view.refresh()
    assert view.current_id() == chosen
    assert view.list.currentIndex().row() == 3


def test_files_dropped_anywhere_are_asked_to_be_imported(place, qtbot, tmp_path):
    view = place(FakeLibrary())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.md")), QUrl("https://example.org/b.md")])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    with qtbot.waitSignal(view.import_requested) as asked:
        view.dropEvent(event)
    assert asked.args == [[tmp_path / "a.md"]]


def test_an_empty_library_leads_with_the_paste_box(place, qtbot):
    view = place(FakeLibrary(entries=[], actions=[]))
    start = view.first_start
    assert start is not None
    assert start.isVisible()
    assert not view.new_button.isVisible()
    QTest.keyClicks(start.paste.field, "14:32 alert fired")
    with qtbot.waitSignal(view.paste_requested) as pasted:
        QTest.mouseClick(start.paste.button, Qt.MouseButton.LeftButton)
    assert pasted.args == ["14:32 alert fired"]
    with qtbot.waitSignal(view.sample_requested):
        start.sample.button.click()


def test_the_first_postmortem_turns_the_start_page_into_the_list(place):
    library = FakeLibrary(entries=[], actions=[])
    view = place(library)
    library.entries = FakeLibrary().entries
    view.refresh()
    assert view.list.isVisible()
    assert view.new_button.isVisible()


def test_a_figure_that_cannot_be_computed_is_not_shown(place):
    library = FakeLibrary()
    library.figures = lambda today: type(FakeLibrary().figures(today))()
    view = place(library)
    assert view.figures.open_actions.figure == "0"
    assert not view.figures.in_time.isVisible()
    assert not view.figures.days.isVisible()


def test_the_row_under_the_pointer_is_raised_until_the_pointer_leaves(place, qtbot):
    view = place(FakeLibrary())
    ground = view.list.viewport()
    row = view.list.visualRect(view.model.index(1))

    def colour():
        return ground.grab().toImage().pixelColor(row.left() + 20, row.center().y()).name()

    still = colour()
    QTest.mouseMove(ground, row.center())
    QTest.mouseMove(ground, row.center() + QPoint(3, 0))
    qtbot.waitUntil(lambda: colour() == theme().colour("hover").name())
    QApplication.sendEvent(ground, QEvent(QEvent.Type.Leave))
    assert colour() == still


def test_the_first_picture_can_come_before_the_figures(place):
    library = FakeLibrary()
    view = place(library)
    shown = view.figures.open_actions.figure
    other = LibraryView(library, view.search._background, lambda: TODAY, view)
    other.refresh(with_figures=False)
    assert (other.model.rowCount(), other.figures.open_actions.figure) == (len(library.entries), "")
    other.show_figures(library.figures(TODAY))
    assert other.figures.open_actions.figure == shown
