"""Files, pictures and words become evidence in the real window, and are looked at in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.terms import Audience, EvidenceKind
from pmdesk.domain.timeline import Evidence, TimelineEvent
from pmdesk.views.controls.buttons import Button, IconButton
from pmdesk.views.prompts.feed_sheet import FeedSheet

LOG = "18:41 holds freed\n18:42 error: worker stuck\n18:43 error: again\n"
Copy, Left, No = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def picture(path, colour="#2450c8"):
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    image.setText("Author", "Jane Roe")
    image.save(str(path))
    return path


def urls(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def words(text):
    data = QMimeData()
    data.setText(text)
    return data


class Hands:
    """The timeline of the sample, full height, with one event in view."""

    def __init__(self, desktop, qtbot) -> None:
        self.desktop, self.qtbot, self.window = desktop, qtbot, desktop.window
        self.window.show_section("timeline")
        QApplication.processEvents()
        self.editor = self.window.editor
        self.document = self.editor.document
        self.canvas = self.editor.timeline.canvas
        held = self.document.snapshot.events.values()
        self.event = next(e for e in held if e.title == "On-call acknowledges")
        self.editor.timeline.reveal(self.event.id)
        QApplication.processEvents()

    def drop(self, at, data):
        view = self.canvas.viewport()
        enter = QDragEnterEvent(at.toPoint(), Copy, data, Left, No)
        QApplication.sendEvent(view, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(view, QDropEvent(at, Copy, data, Left, No))

    def on_event(self):
        rect = self.canvas.scene.rect_of(self.event.id)
        return rect.center() + self.canvas.origin()

    def on_nothing(self):
        """A free place in the lane of the event: after its last card."""
        scene = self.canvas.scene
        band = next(b for b in scene.layout.bands if b.index.lane.id == self.event.lane_id)
        x = next(
            x for x in range(20, 900, 8)
            if scene.hit(QPointF(x, band.top + band.height - 6)).item is None
        )  # fmt: skip
        return QPointF(x, band.top + band.height - 6) + self.canvas.origin()

    def evidence(self):
        return self.document.snapshot.evidence_of(self.event.id)

    def attach(self, *paths):
        before = len(self.evidence())
        self.drop(self.on_event(), urls(*paths))
        self.qtbot.waitUntil(lambda: len(self.evidence()) > before, timeout=5000)
        return self.evidence()[before:]

    def stored(self):
        return self.desktop.store.load(self.document.pm_id)


@pytest.fixture
def hands(sampled, qtbot):
    return Hands(sampled, qtbot)


def test_a_picture_dropped_on_an_event_is_its_evidence_without_who_made_it(hands, tmp_path):
    before = hands.document.snapshot
    (row,) = hands.attach(picture(tmp_path / "graph.png"))
    file = hands.document.snapshot.attachments[row.attachment_id]
    assert (row.kind, file.name, file.media_type) == (
        EvidenceKind.ATTACHMENT, "graph.png", "image/png",
    )  # fmt: skip
    data = hands.desktop.store.get_file(file.sha256)
    assert b"Jane Roe" in (tmp_path / "graph.png").read_bytes()
    assert b"Jane Roe" not in data
    assert hands.stored() == hands.document.snapshot
    assert hands.document.undo_stack.undo_text == "Attach file"
    hands.window.news.undo()
    assert hands.document.snapshot == before == hands.stored()


def test_a_picture_dropped_on_a_lane_is_a_new_event_there_in_one_step(hands, tmp_path, qtbot):
    before = hands.document.snapshot
    place = hands.on_nothing()
    aim = hands.editor.timeline.drops.aim_at(place)
    hands.drop(place, urls(picture(tmp_path / "map.png")))
    qtbot.waitUntil(lambda: len(hands.document.snapshot.events) > len(before.events), timeout=5000)
    (made,) = hands.document.snapshot.events.keys() - before.events.keys()
    event = hands.document.snapshot.events[made]
    assert (event.lane_id, event.at, event.title) == (hands.event.lane_id, aim.at, "map")
    assert len(hands.document.snapshot.evidence_of(made)) == 1
    assert hands.stored() == hands.document.snapshot
    hands.window.news.undo()
    assert hands.document.snapshot == before


def test_words_dropped_on_an_event_are_quoted_and_lines_on_a_lane_are_previewed(hands, qtbot):
    hands.drop(hands.on_event(), words("  retry 3 of 3\n"))
    row = hands.evidence()[-1]
    assert (row.kind, row.text) == (EvidenceKind.QUOTE, "  retry 3 of 3")
    hands.drop(hands.on_nothing(), words(LOG))
    qtbot.waitUntil(lambda: hands.window.prompts.sheet is not None, timeout=5000)
    assert isinstance(hands.window.prompts.sheet, FeedSheet)


def test_a_table_dropped_on_a_lane_is_previewed_and_on_an_event_attached(hands, tmp_path, qtbot):
    table = tmp_path / "alerts.csv"
    table.write_text("time,text\n2026-10-14T18:41:00Z,holds freed\n", encoding="utf-8")
    (row,) = hands.attach(table)
    assert hands.document.snapshot.attachments[row.attachment_id].media_type == "text/plain"
    hands.drop(hands.on_nothing(), urls(table))
    qtbot.waitUntil(lambda: hands.window.prompts.sheet is not None, timeout=5000)
    assert isinstance(hands.window.prompts.sheet, FeedSheet)


def test_a_picture_pasted_on_the_canvas_goes_to_the_selected_event(hands, qtbot):
    image = QImage(40, 30, QImage.Format.Format_ARGB32)
    image.fill(QColor("#1c6b45"))
    QApplication.clipboard().setImage(image)
    before = len(hands.evidence())
    hands.canvas.setFocus()
    QTest.keyClick(hands.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(hands.evidence()) == before + 1, timeout=5000)
    file = hands.document.snapshot.attachments[hands.evidence()[-1].attachment_id]
    assert file.name.startswith("Screenshot 2026-11-24")
    assert file.media_type == "image/png"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.png", b"", "is empty"),
        ("broken.png", b"\x89PNG\r\n\x1a\nnothing", "damaged"),
        ("huge.log", b"x" * (25 * 1024 * 1024 + 1), "larger than 25 MB"),
    ],
)
def test_what_can_not_be_attached_is_told_and_stores_nothing(
    hands, tmp_path, qtbot, name, data, said
):
    before = hands.document.snapshot
    (tmp_path / name).write_bytes(data)
    hands.drop(hands.on_event(), urls(tmp_path / name))
    qtbot.waitUntil(lambda: said in hands.window.toast.text, timeout=5000)
    assert hands.document.snapshot == before


def test_the_library_itself_and_a_folder_are_not_attached(hands, tmp_path, qtbot):
    before = hands.document.snapshot
    hands.drop(hands.on_event(), urls(hands.desktop.library, tmp_path))
    qtbot.waitUntil(lambda: "your library" in hands.window.toast.text, timeout=5000)
    assert "is a folder" in hands.window.toast.text
    assert hands.document.snapshot == before


def test_the_same_content_twice_on_one_event_is_told(hands, tmp_path, qtbot):
    hands.attach(picture(tmp_path / "a.png"))
    before = hands.document.snapshot
    hands.drop(hands.on_event(), urls(picture(tmp_path / "b.png")))
    qtbot.waitUntil(lambda: "already" in hands.window.toast.text, timeout=5000)
    assert hands.document.snapshot == before


def viewer(hands):
    hands.qtbot.waitUntil(lambda: hands.window.attaching._viewer is not None)
    return hands.window.attaching._viewer


def test_space_looks_at_the_evidence_arrows_go_on_and_space_comes_back(hands, tmp_path, qtbot):
    log = tmp_path / "worker.log"
    log.write_text(LOG, encoding="utf-8")
    first, second = hands.attach(picture(tmp_path / "graph.png"), log)
    hands.canvas.setFocus()
    QTest.keyClick(hands.canvas, Qt.Key.Key_Space)
    shown = viewer(hands)
    assert shown.evidence_id == hands.evidence()[0].id
    shown.view(first.id)
    qtbot.waitUntil(lambda: shown.stack.currentWidget() is shown.picture, timeout=5000)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert shown.evidence_id == second.id
    qtbot.waitUntil(lambda: shown.text.toPlainText() == LOG, timeout=5000)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), "ERROR")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert shown.count.text() == "2 of 2"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert shown.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert shown.isHidden()
    assert QApplication.focusWidget() is hands.canvas


def test_a_caption_typed_in_the_viewer_is_one_step_with_a_name(hands, tmp_path):
    (row,) = hands.attach(picture(tmp_path / "graph.png"))
    hands.window.attaching.view(row.id)
    shown = viewer(hands)
    shown.caption.setFocus()
    QTest.keyClicks(shown.caption, "Queue depth doubles")
    QTest.keyClick(shown.caption, Qt.Key.Key_Return)
    held = hands.document.snapshot.of(Evidence)[row.id]
    assert held.title == "Queue depth doubles"
    assert hands.document.undo_stack.undo_text == "Edit evidence"
    hands.window.news.undo()
    assert shown.caption.text() == ""
    hands.window.news.undo()
    assert shown.isHidden()


def test_save_as_writes_the_content_and_never_over_the_library(hands, tmp_path, qtbot, monkeypatch):
    log = tmp_path / "worker.log"
    log.write_text(LOG, encoding="utf-8")
    (row,) = hands.attach(log)
    places = [tmp_path / "out.log", hands.desktop.library]
    prompts = hands.window.prompts
    monkeypatch.setattr(prompts, "choose_save", lambda _name, then: then(places.pop(0)))
    hands.window.attaching.save(row.id)
    qtbot.waitUntil(lambda: "Saved out.log" in hands.window.toast.text, timeout=5000)
    assert (tmp_path / "out.log").read_text(encoding="utf-8") == LOG
    hands.window.attaching.save(row.id)
    qtbot.waitUntil(lambda: "library itself" in hands.window.toast.text, timeout=5000)
    assert hands.stored() == hands.document.snapshot


def test_without_evidence_the_command_says_so(hands):
    bare = next(e for e in hands.document.snapshot.events.values()
                if not hands.document.snapshot.evidence_of(e.id))  # fmt: skip
    hands.editor.selection.select(TimelineEvent, bare.id)
    hands.window.actions_["look"].trigger()
    assert "no evidence yet" in hands.window.toast.text


def test_removing_a_file_takes_its_attachment_along_and_undo_brings_both(hands, tmp_path):
    (row,) = hands.attach(picture(tmp_path / "graph.png"))
    held = hands.document.snapshot
    buttons = hands.editor.column.findChildren(IconButton)
    remove = [b for b in buttons if b.accessibleName() == "Remove this evidence"][-1]
    remove.click()
    assert row not in hands.evidence()
    assert not hands.document.snapshot.attachments
    hands.window.news.undo()
    assert hands.document.snapshot == held == hands.stored()


def test_the_menu_of_an_event_leads_to_its_evidence(hands, tmp_path):
    hands.attach(picture(tmp_path / "graph.png"))
    hands.editor.selection.select(TimelineEvent, hands.event.id)
    menu = hands.canvas.menus.event_menu()
    (look,) = (a for a in menu.actions() if a.text().startswith("Look at the evidence"))
    assert any(a.text() == "Attach files…" and a.isEnabled() for a in menu.actions())
    look.trigger()
    assert viewer(hands).isVisible()


def test_files_asked_for_by_the_command_go_to_the_selected_event(hands, tmp_path, monkeypatch):
    path = picture(tmp_path / "graph.png")
    monkeypatch.setattr(hands.window.prompts, "choose_evidence", lambda then: then([path]))
    hands.editor.selection.select(TimelineEvent, hands.event.id)
    before = len(hands.evidence())
    hands.window.actions_["attach"].trigger()
    hands.qtbot.waitUntil(lambda: len(hands.evidence()) == before + 1, timeout=5000)
    hands.editor.selection.clear()
    hands.window.actions_["attach"].trigger()
    assert "Select the event" in hands.window.toast.text


def test_in_a_library_that_is_only_looked_at_nothing_is_taken(hands, tmp_path):
    hands.desktop.store.read_only = "Another window has it."
    before = hands.document.snapshot
    view = hands.canvas.viewport()
    data = urls(picture(tmp_path / "graph.png"))
    enter = QDragEnterEvent(hands.on_event().toPoint(), Copy, data, Left, No)
    enter.ignore()
    QApplication.sendEvent(view, enter)
    hands.window.attaching.paste()
    hands.desktop.store.read_only = ""
    assert hands.document.snapshot == before


def test_a_text_too_long_for_a_quote_is_kept_as_a_file(hands, qtbot):
    before = len(hands.evidence())
    hands.drop(hands.on_event(), words("error at worker\n" * 2000))
    qtbot.waitUntil(lambda: len(hands.evidence()) == before + 1, timeout=5000)
    row = hands.evidence()[-1]
    assert row.kind is EvidenceKind.ATTACHMENT
    assert hands.document.snapshot.attachments[row.attachment_id].name.startswith("Text 2026")


def test_a_file_is_internal_until_it_is_said_that_customers_may_see_it(hands, tmp_path, qtbot):
    (row,) = hands.attach(picture(tmp_path / "graph.png"))

    def audience():
        return hands.document.snapshot.attachments[row.attachment_id].audience

    assert audience() is Audience.INTERNAL
    (button,) = (b for b in hands.editor.column.findChildren(Button) if b.text() == "Internal")
    qtbot.waitUntil(button.isVisible, timeout=5000)
    button.click()
    assert audience() is Audience.EXTERNAL
    assert button.text() == "Customers may see it"
    assert hands.stored() == hands.document.snapshot
    hands.window.news.undo()
    assert audience() is Audience.INTERNAL
