from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget

from pmdesk.importers.draft import Draft, DraftEvent, DraftFactor, ImportQuestion, SectionUse
from pmdesk.views.actions import COMMANDS
from pmdesk.views.importing import Importing, read_source
from pmdesk.views.prompts.draft_review import given_by, read_anew, review_of
from pmdesk.views.prompts.import_review import EntryPreview, FileReview, Question, time_shown
from pmdesk.views.prompts.prompts import Prompts
from pmdesk.views.prompts.reason import ReasonPrompt


class FakeFiles:
    """Answers every question for a file at once."""

    def __init__(self, answer):
        self.answer = answer

    def open(self, parent, title, then, kinds=""):
        then(self.answer)

    def save(self, parent, title, start, kinds, then):
        then(self.answer)


@dataclass
class Held:
    theme: str = "light"
    text_scale: float = 1.0
    single_keys: bool = True
    reduced_motion: bool = False
    zone: str = "UTC"
    hints: bool = True
    hints_off: tuple[str, ...] = ()


DAY = Question("date", "Which day is 10/11?", (("2026-10-11", "11 Oct"), ("2026-11-10", "10 Nov")))
ZONE = Question("zone", "In which zone?", (("UTC", "UTC"), ("Europe/Berlin", "Berlin")))


def review(name="a.md", **values):
    return FileReview(name, draft=f"draft of {name}", title="Seat holds", **values)


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(1200, 800)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def prompts(window):
    return Prompts(window)


def test_import_waits_until_every_question_is_answered(prompts):
    taken = []
    prompts.review_import([review(questions=(DAY, ZONE))], taken.extend)
    sheet = prompts.sheet
    assert not sheet.button.isEnabled()
    assert sheet.why.text().startswith("2 questions wait")
    sheet.act()
    assert taken == []
    sheet.questions[0].choices["2026-11-10"].click()
    assert sheet.why.text().startswith("1 question waits")
    sheet.questions[1].choices["Europe/Berlin"].click()
    sheet.button.click()
    assert taken == [("draft of a.md", {"date": "2026-11-10", "zone": "Europe/Berlin"})]


def test_the_enter_that_answers_the_last_question_shows_the_times_before_it_imports(prompts, qtbot):
    taken = []
    day = Question("date", "On which day?", (), "date")
    prompts.review_import(
        [review(questions=(day,))], taken.extend, lambda old, _answers: replace(old)
    )
    sheet = prompts.sheet
    card = sheet.questions[0]
    QTest.keyClicks(card.field, "soon")
    QTest.keyClick(card.field, Qt.Key.Key_Return)
    told = [label.text() for label in card.findChildren(QLabel) if label.isVisible()]
    assert "Type a date such as 2026-04-26." in told
    card.field.selectAll()
    QTest.keyClicks(card.field, "2026-11-20")
    QTest.keyClick(card.field, Qt.Key.Key_Return)
    assert taken == []
    qtbot.waitUntil(lambda: sheet.questions[0] is not card)
    QTest.keyClick(sheet.questions[0].field, Qt.Key.Key_Return)
    assert taken == [("draft of a.md", {"date": "2026-11-20"})]


def test_a_sheet_gives_the_keys_back_when_what_held_them_is_gone(window, prompts):
    held = QLineEdit(window)
    held.show()
    held.setFocus()
    prompts.review_import([review()], list)
    shiboken6.delete(held)
    prompts.sheet.act()
    assert prompts.sheet is None


def test_a_sheet_gives_the_keys_back_to_its_window_after_a_dialog_for_files(window, prompts):
    kept = QLineEdit(window)
    kept.show()
    kept.setFocus()
    dialog = QDialog(window)
    inside = QLineEdit(dialog)
    dialog.open()
    inside.setFocus()
    QTest.qWaitForWindowActive(dialog)
    prompts.review_import([review()], list)
    shiboken6.delete(dialog)
    prompts.sheet.act()
    assert window.focusWidget() is kept


def test_closing_the_review_imports_nothing(prompts):
    taken = []
    prompts.review_import([review()], taken.extend)
    QTest.keyClick(prompts.sheet, Qt.Key.Key_Escape)
    assert taken == []
    assert prompts.sheet is None


def test_a_file_that_cannot_be_read_is_told_and_left_out(prompts):
    taken = []
    files = [review(), FileReview("photo.png", problem="This is no text.")]
    prompts.review_import(files, taken.extend)
    prompts.sheet.act()
    assert [draft for draft, _ in taken] == ["draft of a.md"]


def test_only_unreadable_files_leave_nothing_to_import(prompts):
    prompts.review_import([FileReview("photo.png", problem="This is no text.")], list)
    assert not prompts.sheet.button.isEnabled()
    assert prompts.sheet.why.text() == "None of these files can be read."


def test_an_answer_shows_the_times_that_will_be_stored(prompts, qtbot):
    seen = []

    def read_again(old, answers):
        seen.append(dict(answers))
        return replace(old, zone=answers.get("zone", ""))

    prompts.review_import([review(questions=(ZONE,))], list, read_again)
    sheet = prompts.sheet
    sheet.questions[0].choices["Europe/Berlin"].click()
    def chosen() -> bool:
        return sheet.questions[0].choices["Europe/Berlin"].isChecked()

    qtbot.waitUntil(chosen)
    assert seen == [{"zone": "Europe/Berlin"}]
    assert sheet.reviews[0].zone == "Europe/Berlin"


def test_the_understood_time_is_shown_in_utc_and_a_missing_one_is_said():
    at = datetime(2026, 10, 14, 18, 4, tzinfo=UTC)
    assert time_shown(EntryPreview("18:04", "x", at)) == "14 Oct 18:04 UTC"
    assert time_shown(EntryPreview("", "x", at, at.replace(hour=19))) == "14 Oct 18:04–19:04 UTC"
    assert time_shown(EntryPreview("later", "x")) == "No time"


def test_export_follows_the_format_with_the_ending(prompts, tmp_path):
    taken = []
    prompts.choose_export(tmp_path, "PM-1", lambda *what: taken.append(what))
    prompts.sheet.formats.chosen.emit("md")
    assert prompts.sheet.button.isEnabled()
    prompts.sheet.button.click()
    assert [what[:2] for what in taken] == [("md", tmp_path / "PM-1.md")]


def test_what_goes_out_redacted_does_not_carry_the_title_in_its_name(prompts, tmp_path):
    prompts.choose_export(tmp_path, "PM-1 Dana breaks it", lambda *_: None)
    sheet = prompts.sheet
    sheet.editions.chosen.emit("redacted")
    assert Path(sheet.path.text()).name == "PM-1 redacted.pdf"
    sheet.editions.chosen.emit("internal")
    assert Path(sheet.path.text()).name == "PM-1 Dana breaks it.pdf"
    sheet.path.setText(str(tmp_path / "mine.pdf"))
    sheet.editions.chosen.emit("external")
    assert Path(sheet.path.text()).name == "mine.pdf"


def test_export_into_a_folder_that_is_not_there_gives_the_reason(prompts, tmp_path):
    prompts.choose_export(tmp_path / "gone", "PM-1", lambda *_: None)
    assert not prompts.sheet.button.isEnabled()
    assert "There is no folder" in prompts.sheet.why.text()


def test_export_says_before_that_a_file_is_replaced(prompts, tmp_path):
    (tmp_path / "PM-1.pdf").write_text("old")
    prompts.choose_export(tmp_path, "PM-1", lambda *_: None)
    assert prompts.sheet.why.text() == "Replaces the file that is there."
    assert prompts.sheet.button.isEnabled()


def test_the_chosen_place_lands_in_the_field(window, tmp_path):
    prompts = Prompts(window, FakeFiles(tmp_path / "other.pdf"))
    prompts.choose_export(tmp_path, "PM-1", lambda *_: None)
    prompts.sheet._choose()
    assert Path(prompts.sheet.path.text()) == tmp_path / "other.pdf"


def test_settings_are_told_one_by_one_as_they_are_chosen(prompts, tmp_path):
    told, backups = [], []
    prompts.settings(
        Held(), tmp_path / "l", tmp_path / "b",
        lambda *what: told.append(what), lambda: backups.append(1),
    )  # fmt: skip
    sheet = prompts.sheet
    sheet.themes.chosen.emit("dark")
    sheet.larger.click()
    sheet.single.click()
    sheet.back_up.click()
    assert told == [("theme", "dark"), ("text_scale", 1.1), ("single_keys", False)]
    assert backups == [1]


def test_the_text_size_stops_at_its_bounds(prompts, tmp_path):
    prompts.settings(Held(text_scale=1.5), tmp_path, tmp_path, lambda *_: None, lambda: None)
    prompts.sheet.larger.click()
    assert prompts.sheet.scale == 1.5


def test_about_copies_versions_and_places(prompts, tmp_path):
    prompts.about([("Library", tmp_path / "library.pmdesk")])
    prompts.sheet.button.click()
    copied = QGuiApplication.clipboard().text()
    assert f"Library: {tmp_path / 'library.pmdesk'}" in copied
    assert "SQLite: 3." in copied


def test_the_shortcut_sheet_lists_every_command_that_has_a_key(prompts):
    prompts.shortcuts()
    shown = prompts.sheet.shown()
    assert [c.text for c in COMMANDS if c.keys and c.text not in shown] == []


def test_the_shortcut_sheet_narrows_down_by_key(prompts):
    prompts.shortcuts()
    QTest.keyClicks(prompts.sheet.field, "ctrl+k")
    assert "Search or run" in prompts.sheet.shown()
    assert "Quit" not in prompts.sheet.shown()


def test_tab_stays_within_the_sheet(prompts, tmp_path, qtbot):
    prompts.choose_export(tmp_path, "PM-1", lambda *_: None)
    sheet = prompts.sheet
    qtbot.waitUntil(lambda: sheet.isAncestorOf(QApplication.focusWidget() or sheet.parent()))
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(QApplication.focusWidget())


def test_opening_a_sheet_closes_the_one_before(prompts):
    prompts.about([])
    first = prompts.sheet
    prompts.shortcuts()
    assert first.isHidden()
    assert prompts.sheet is not first


def test_a_reason_can_be_typed_and_given_with_enter(prompts, window):
    given = []
    prompts.reason(window, "Why?", "Keep it", given.append)
    prompt = QApplication.activePopupWidget()
    QTest.keyClicks(prompt.field, "Because it is so")
    QTest.keyClick(prompt.field, Qt.Key.Key_Return)
    assert given == ["Because it is so"]


def test_a_typed_answer_is_taken_only_when_it_is_a_date(prompts):
    missing = Question("date", "On which day?", (), "date")
    prompts.review_import([review(questions=(missing,))], list)
    field = prompts.sheet.questions[0].field
    field.setText("soon")
    field.commit()
    assert not prompts.sheet.button.isEnabled()
    field.setText("2026-10-14")
    field.commit()
    assert prompts.sheet.button.isEnabled()
    assert prompts.sheet.answers == [{"date": "2026-10-14"}]


def test_a_time_without_a_zone_is_not_shown_as_utc():
    naive = datetime(2026, 10, 14, 18, 4)  # noqa: DTZ001 - that is the point
    assert time_shown(EntryPreview("18:04", "x", naive)) == "14 Oct 18:04, no zone"
    berlin = naive.replace(tzinfo=ZoneInfo("Europe/Berlin"))
    assert time_shown(EntryPreview("18:04", "x", berlin)) == "14 Oct 16:04 UTC"


def test_a_draft_is_shown_with_its_counts_sections_and_questions():
    draft = Draft(
        title="Seat holds",
        severity="SEV-2",
        timeline=(DraftEvent(text="alert fired", written="18:04"),),
        factors=(DraftFactor(text="a", children=(DraftFactor(text="b"),)),),
        sections=(SectionUse(heading="Appendix", used_as="narrative"),),
        questions=(ImportQuestion(about="date", choices=("2026-10-11", "2026-11-10")),),
    )
    shown = review_of("a.md", draft)
    assert dict(shown.counts) == {
        "event": 1, "impact figures": 0, "factors": 2, "actions": 0, "lessons": 0,
    }  # fmt: skip
    assert shown.sections == (("Appendix", "Narrative"),)
    assert shown.questions[0].free == "date"
    assert shown.draft is draft


def test_an_answered_question_stays_in_sight_when_the_file_is_read_again():
    asked = review_of("a.md", Draft(questions=(ImportQuestion(about="zone", choices=("UTC",)),)))
    again = read_anew(asked, Draft(zone="UTC"))
    assert [question.about for question in again.questions] == ["zone"]
    assert again.zone == "UTC"


def _undated() -> bytes:
    return b"# Down\n\n## Timeline\n- 03/04/2025 10:00 down\n- 03/04/2025 10:30 up\n"


def test_answers_reach_the_reader_and_the_times_follow(window, prompts, qtbot):
    reviews = [read_source("notes.txt", _undated())]
    assert [q.about for q in reviews[0].questions] == ["zone", "date order"]
    taken = []
    prompts.review_import(reviews, taken.extend, Importing._read_again)
    sheet = prompts.sheet
    for about, value in (("zone", "Europe/Berlin"), ("date order", "day first")):
        card = next(c for c in sheet.questions if c.question.about == about)
        qtbot.mouseClick(card.choices[value], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda v=value: _checked(sheet, v))
    sheet.act()
    ((source, answers),) = taken
    assert answers == {"zone": "Europe/Berlin", "date order": "day first"}
    assert source.found.timeline[0].at.isoformat() == "2025-04-03T10:00:00+02:00"
    assert source.found.questions == ()


def _checked(sheet, value):
    pills = [c.choices.get(value) for c in sheet.questions]
    return any(pill is not None and pill.isChecked() for pill in pills)


def test_an_answer_keeps_the_height_of_the_sheet_and_the_keys_on_the_choice(window, prompts, qtbot):
    prompts.review_import([read_source("notes.txt", _undated())], list, Importing._read_again)
    sheet = prompts.sheet
    before = sheet.card.height()
    pill = sheet.questions[0].choices["UTC"]
    pill.setFocus()
    qtbot.keyClick(pill, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: sheet.questions[0].choices["UTC"] is not pill)
    assert sheet.card.height() == before
    assert sheet.questions[0].choices["UTC"].hasFocus()


def test_an_answer_that_is_no_date_leaves_the_question_open():
    assert given_by({"date": "soon", "zone": "UTC"}) == {"zone": "UTC"}


def test_entries_are_shown_without_marks():
    entry = b"- 2025-03-03 10:00 UTC **[down](https://x.test)**\n"
    read = read_source("a.md", b"# A\n\n## Timeline\n" + entry)
    assert [entry.text for entry in read.entries] == ["down"]


def test_a_prompt_is_as_high_as_what_it_says_to_a_wrong_answer(qtbot):
    anchor = QWidget()
    qtbot.addWidget(anchor)
    anchor.show()
    long = "Type a day such as 26 apr, fri, +2w, end of month or 2026-04-26. " * 2
    prompt = ReasonPrompt("New date", "Set", anchor, check=lambda line: long if line else "No.")
    prompt.open_at(anchor)
    before = prompt.height()
    QTest.keyClicks(prompt.field, "32")
    QApplication.processEvents()
    assert prompt.height() > before
    assert prompt.why.height() >= prompt.why.heightForWidth(prompt.why.width())
    prompt.close()
