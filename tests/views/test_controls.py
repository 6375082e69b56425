import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pmdesk.domain.terms import Severity
from pmdesk.views.controls import fields
from pmdesk.views.controls.buttons import Button, IconButton, Pill, Segments
from pmdesk.views.controls.fields import GrowingText, LineField, Problem
from pmdesk.views.controls.focus_ring import FocusRing
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, WrappedLabel, tooltip_of
from pmdesk.views.controls.panels import EmptyState, Meter, Tag
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.controls.toast import Toast
from pmdesk.views.theme.theme import install

MARKUP = "<b>5xx</b> & <img src=x>"


@pytest.fixture(autouse=True)
def theme(qapp):
    held = install(qapp)
    held.set_mode("light")
    held.set_text_scale(1)
    yield held
    held.set_mode("light")
    held.set_text_scale(1)


@pytest.fixture
def page(qtbot):
    made = QWidget()
    made.other = QLineEdit(made)
    QVBoxLayout(made).addWidget(made.other)
    made.resize(800, 600)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def put(page, widget):
    page.layout().addWidget(widget)
    widget.show()
    return widget


def told(signal):
    heard = []
    signal.connect(heard.append)
    return heard


@pytest.mark.parametrize("kind", [PlainLabel, ElidedLabel, WrappedLabel])
def test_labels_show_markup_as_it_was_typed(page, kind):
    label = put(page, kind(MARKUP))
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == MARKUP


def test_a_cut_label_tells_all_of_itself_in_an_escaped_tooltip(page):
    label = put(page, ElidedLabel(MARKUP * 20))
    page.resize(200, 100)
    label.grab()
    assert "&lt;b&gt;5xx&lt;/b&gt; &amp;" in label.toolTip()
    label.setText("short")
    label.grab()
    assert label.toolTip() == ""


def test_a_tooltip_of_nothing_is_nothing():
    assert tooltip_of("") == ""
    assert tooltip_of("a<b") == "<qt>a&lt;b</qt>"


def test_a_label_takes_the_colour_and_size_of_a_new_theme(page, theme):
    label = put(page, PlainLabel("words", "ui", "danger"))
    theme.set_mode("dark")
    theme.set_text_scale(1.5)
    assert label.palette().color(label.foregroundRole()) == theme.colour("danger")
    assert label.font().pixelSize() == 20


def test_enter_commits_a_line_once(page):
    field = put(page, LineField())
    heard = told(field.committed)
    field.show_text("old")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "new")
    QTest.keyClick(field, Qt.Key.Key_Return)
    page.other.setFocus()
    assert heard == ["new"]


def test_leaving_a_line_commits_it(page):
    field = put(page, LineField())
    heard = told(field.committed)
    field.setFocus()
    QTest.keyClicks(field, "new")
    page.other.setFocus()
    assert heard == ["new"]


def test_a_rest_in_typing_commits_a_line(page, qtbot, monkeypatch):
    monkeypatch.setattr(fields, "REST_MS", 0)
    field = put(page, LineField())
    field.setFocus()
    with qtbot.waitSignal(field.committed, timeout=2000) as heard:
        QTest.keyClick(field, Qt.Key.Key_X)
    assert heard.args == ["x"]


def test_a_line_that_waits_for_enter_has_no_timer_running(page):
    field = put(page, LineField(rest=False))
    field.setFocus()
    QTest.keyClicks(field, "new")
    assert not field._timer.isActive()


@pytest.mark.parametrize("kind", [LineField, GrowingText])
def test_escape_first_reverts_and_then_leaves(page, kind):
    field = put(page, kind())
    heard, left = told(field.committed), []
    field.left.connect(lambda: left.append(True))
    field.show_text("old")
    field.setFocus()
    QTest.keyClicks(field, "new")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    shown = field.text() if kind is LineField else field.toPlainText()
    assert (shown, left, heard) == ("old", [], [])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert left == [True]


@pytest.mark.parametrize("kind", [LineField, GrowingText])
def test_news_from_outside_does_not_overwrite_what_is_being_typed(page, kind):
    field = put(page, kind())
    field.setFocus()
    QTest.keyClicks(field, "mine")
    field.show_text("theirs")
    assert (field.text() if kind is LineField else field.toPlainText()) == "mine"


def test_a_wrong_text_is_explained_and_not_committed(page):
    def check(text):
        return "" if text.isdigit() else "Use digits"

    field = put(page, LineField(check=check))
    sentence = put(page, Problem(field))
    sentence.setVisible(bool(sentence.text()))
    heard = told(field.committed)
    field.setFocus()
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard == []
    assert field.property("wrong") == "true"
    assert field.accessibleDescription() == "Use digits"
    assert (sentence.text(), sentence.isVisible()) == ("Use digits", True)
    field.selectAll()
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard == ["7"]
    assert not sentence.isVisible()


def test_a_field_undoes_its_own_typing_while_focused(page):
    field = put(page, LineField())
    field.show_text("old")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "new")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "old"


def test_a_text_grows_with_its_lines_and_commits_when_left(page):
    field = put(page, GrowingText())
    heard = told(field.committed)
    low = field.height()
    field.setFocus()
    QTest.keyClicks(field, "one")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "two")
    assert field.height() > low
    page.other.setFocus()
    assert heard == ["one\ntwo"]


def test_what_is_being_typed_can_be_committed_at_once(page):
    field = put(page, GrowingText())
    heard = told(field.committed)
    field.setFocus()
    QTest.keyClicks(field, "last words")
    field.commit()
    assert heard == ["last words"]


def test_the_focus_ring_is_for_the_keyboard(page):
    button = put(page, Button("Export"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not page.findChildren(FocusRing)
    page.other.setFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = page.findChildren(FocusRing)
    assert ring.isVisible()
    assert ring.geometry().contains(button.geometry().adjusted(-2, -2, 2, 2))


def test_heights_of_buttons_follow_their_class_and_the_text_scale(page, theme):
    made = {size: put(page, Button("Export", size=size)) for size in ("compact", "", "dialog")}
    assert [b.sizeHint().height() for b in made.values()] == [28, 32, 40]
    theme.set_text_scale(1.5)
    assert made[""].sizeHint().height() == 47


@pytest.mark.parametrize("kind", [Button, IconButton])
def test_a_button_follows_its_action(page, kind):
    action = QAction("Export", page, shortcut="Ctrl+E")
    ran = []
    action.triggered.connect(lambda: ran.append(True))
    button = put(page, Button("Export") if kind is Button else IconButton("file-down", "Export"))
    button.follow(action)
    assert "Ctrl+E" in button.toolTip()
    button.click()
    action.setEnabled(False)
    button.click()
    assert ran == [True]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_an_icon_button_has_words_and_answers_keys(page, key):
    ran = []
    button = put(page, IconButton("undo-2", "Undo", lambda: ran.append(True)))
    button.setFocus()
    QTest.keyClick(button, key)
    assert (button.accessibleName(), ran) == ("Undo", [True])
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= 24


def test_a_pill_tells_its_count_to_those_who_listen(page):
    pill = put(page, Pill("Open", 4))
    assert pill.accessibleName() == "Open, 4"
    pill.setFocus()
    QTest.keyClick(pill, Qt.Key.Key_Space)
    assert pill.isChecked()
    wide = pill.sizeHint().width()
    pill.set_count(None)
    assert pill.accessibleName() == "Open"
    assert pill.sizeHint().width() < wide


def test_segments_tell_a_choice_of_the_user_and_not_one_of_the_program(page):
    segments = put(page, Segments([("a", "Outline", ""), ("b", "Tree", "")]))
    heard = told(segments.chosen)
    segments.choose("b")
    assert heard == []
    QTest.mouseClick(segments._group.button(0), Qt.MouseButton.LeftButton)
    assert heard == ["a"]


def test_a_tag_without_text_is_hidden(page):
    tag = Tag(parent=page)
    tag.show_severity(Severity.SEV2)
    assert (tag.accessibleName(), tag.isVisible()) == ("SEV-2", True)
    tag.show_severity(None)
    assert not tag.isVisible()


def test_the_meter_says_its_share(page):
    meter = put(page, Meter())
    meter.show_share(6, 8)
    assert meter.accessibleName() == "6 of 8 checks met"
    meter.show_share(0, 0)
    assert not meter.grab().isNull()


def test_an_empty_state_offers_its_one_action(page):
    ran = []
    made = put(page, EmptyState("list-tree", "None", "Words", "Add", lambda: ran.append(True)))
    made.button.click()
    assert ran == [True]


CHOICES = [Choice("r", "Release engineering"), Choice("o", "On-call"), Choice("a", "Auth lead")]


@pytest.fixture
def picker(page, qtbot):
    made = Picker(CHOICES, page, new_words="New role")
    made.open_under(page.other)
    qtbot.waitUntil(made.isVisible)
    return made


def test_a_picker_is_driven_by_keys(picker):
    heard = told(picker.picked)
    QTest.keyClick(picker.field, Qt.Key.Key_Down)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert heard == ["o"]


def test_the_rows_of_a_picker_go_round(picker):
    heard = told(picker.picked)
    QTest.keyClick(picker.field, Qt.Key.Key_Up)
    assert picker.list.currentItem().text().startswith("Auth")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert heard == ["a"]


def test_typing_narrows_a_picker(picker):
    heard = told(picker.picked)
    QTest.keyClicks(picker.field, "eng rel")
    assert picker.list.item(0).text() == "Release engineering"
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert heard == ["r"]


def test_a_picker_is_no_higher_than_its_rows_and_never_higher_than_a_short_list(page, picker):
    many = Picker([Choice(n, f"Role {n}") for n in range(80)], page)
    many.open_under(page.other)
    assert picker.height() < many.height() == 300
    assert not picker.list.verticalScrollBar().maximum()
    many.close()


def test_a_new_text_can_be_made_in_a_picker(picker):
    picked, made = told(picker.picked), told(picker.made)
    QTest.keyClicks(picker.field, "Database")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert (picked, made) == ([], ["Database"])


def test_escape_closes_a_picker_and_picks_nothing(picker):
    picked = told(picker.picked)
    QTest.keyClick(picker.field, Qt.Key.Key_Escape)
    assert (picked, picker.isVisible()) == ([], False)


def test_a_click_in_a_picker_picks(picker):
    picked = told(picker.picked)
    place = picker.list.visualItemRect(picker.list.item(2)).center()
    QTest.mouseClick(picker.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked == ["a"]


def test_a_toast_undoes_once_and_goes(page):
    ran = []
    toast = Toast(page)
    toast.tell("Event deleted", "Undo", lambda: ran.append(True))
    assert (toast.text, toast.isVisible(), toast._shadow.isVisible()) == (
        "Event deleted", True, True,
    )  # fmt: skip
    QTest.mouseClick(toast._button, Qt.MouseButton.LeftButton)
    assert (ran, toast.isVisible(), toast._shadow.isVisible()) == ([True], False, False)


def test_a_toast_without_an_act_has_no_button(page):
    toast = Toast(page)
    toast.tell("Saved")
    assert not toast._button.isVisible()
    assert not toast._key.isVisible()


def test_a_toast_shows_markup_as_it_was_typed_and_takes_the_place_of_the_one_before(page):
    toast = Toast(page)
    toast.tell("first", "Undo", lambda: None)
    toast.tell(MARKUP)
    assert toast.text == MARKUP
    assert toast._text.textFormat() == Qt.TextFormat.PlainText


def test_a_toast_stays_while_it_has_the_focus_and_goes_after(page):
    toast = Toast(page)
    toast.tell("Event deleted", "Undo", lambda: None)
    toast._button.setFocus()
    toast._timer.timeout.emit()
    assert toast.isVisible()
    page.other.setFocus()
    toast._timer.timeout.emit()
    assert not toast.isVisible()


def test_a_toast_keeps_within_its_window(page):
    toast = Toast(page)
    toast.tell("Event deleted", "Undo", lambda: None)
    page.resize(420, 300)
    assert page.rect().contains(toast.geometry())


def test_hover_shows_on_a_painted_button(page):
    button = put(page, IconButton("undo-2", "Undo"))
    plain = button.grab().toImage()
    point = QPointF(QPoint(5, 5))
    button.enterEvent(QEnterEvent(point, point, point))
    assert button.grab().toImage() != plain
    button.leaveEvent(QEvent(QEvent.Type.Leave))
    assert button.grab().toImage() == plain


def test_a_picker_is_as_high_as_what_is_found(picker):
    before = picker.height()
    QTest.keyClicks(picker.field, "zz")
    assert picker.height() < before
    picker.field.clear()
    assert picker.height() >= before


def test_enter_presses_the_button_that_has_the_focus_and_no_other(qtbot):
    pressed = []
    held = QWidget()
    column = QVBoxLayout(held)
    for words in ("Cancel", "Import"):
        column.addWidget(Button(words, on_click=lambda w=words: pressed.append(w)))
    qtbot.addWidget(held)
    held.show()
    QTest.keyClick(held.findChildren(Button)[0], Qt.Key.Key_Return)
    assert pressed == ["Cancel"]
