"""From review to a signed version and on to the next, in the real window on a real library."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.policy import Check, Level, policy_for, use_policies
from pmdesk.domain.revisions.checking import Verdict
from pmdesk.domain.revisions.versions import signed_revision
from pmdesk.domain.terms import ActionStatus, Phase, Severity
from pmdesk.edits.actions import follow_up
from pmdesk.edits.postmortems import set_head
from pmdesk.exporters.record import render_json
from pmdesk.itemmodels.action_items import Column
from pmdesk.views.opening import birth_of
from tests.flows.desktop import Desktop
from tests.views.review.desk import ready


@pytest.fixture
def review(desktop: Desktop):
    """The window with a postmortem that lacks nothing, at its review."""
    snapshot = ready()
    desktop.window.shelf.add(lambda number: birth_of(snapshot, number, "Import postmortem"))
    desktop.window.open_postmortem(snapshot.pm_id, "review")
    QApplication.processEvents()
    yield desktop
    use_policies({})


def panel(desktop: Desktop):
    return desktop.window.editor._panel("review")


def document(desktop: Desktop):
    return desktop.window.editor.document


def press(button) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    QApplication.processEvents()


def sign(desktop: Desktop) -> None:
    press(panel(desktop).foot.ask)
    press(panel(desktop).foot.sign)


def reopen(desktop: Desktop, reason: str = "A log turned up") -> None:
    press(panel(desktop).foot.reopen)
    prompt = panel(desktop).foot.prompt
    QTest.keyClicks(prompt.field, reason)
    QTest.keyClick(prompt.field, Qt.Key.Key_Return)
    QApplication.processEvents()
    QApplication.processEvents()


def test_signing_locks_the_text_in_every_section(review: Desktop):
    sign(review)
    window, held = review.window, document(review).snapshot
    revision = signed_revision(held)
    assert revision is not None
    assert (held.postmortem.phase, revision.name) == (Phase.PUBLISHED, "1.0")
    assert panel(review).signed.isVisible()
    assert window.editor.header.phase.accessibleName() == "Signed 1.0"
    assert window.editor.header.title.isReadOnly()
    window.show_section("report")
    report = window.editor._panel("report")
    assert report.summary.field.isReadOnly()
    assert report.narrative.field.isReadOnly()
    assert not document(review).push(set_head(held, "Rename", title="Forged"))
    assert "Version 1.0 is signed" in window.toast.text
    assert review.store.load(held.pm_id) == held


def test_actions_live_on_after_sign_off_and_nothing_signed_changes(review: Desktop):
    sign(review)
    before = document(review).snapshot
    action = next(a for a in before.actions if a.status is ActionStatus.OPEN)
    done = follow_up(before, action.id, {"status": ActionStatus.DONE}, now=review.clock.now())
    assert document(review).push(done)
    assert signed_revision(document(review).snapshot) == signed_revision(before)
    assert not panel(review).versions.fault.isVisible()


def test_a_sign_off_is_not_undone_and_says_what_to_do(review: Desktop):
    sign(review)
    held = document(review).snapshot
    review.window.news.undo()
    assert document(review).snapshot == held
    assert "Reopen it in Review" in review.window.toast.text


def test_reopening_begins_the_next_version_and_signing_it_keeps_both(review: Desktop):
    sign(review)
    first = signed_revision(document(review).snapshot)
    reopen(review)
    assert document(review).read_only == ""
    assert "nothing changed since 1.0" in panel(review).versions.standing.text()
    held = document(review).snapshot
    assert document(review).push(set_head(held, "Edit summary", summary="It is known now."))
    assert "Version 1.1 draft: changed since 1.0" in panel(review).versions.standing.text()
    for row in list(panel(review).approvers.rows.values()):
        press(row.approve)
    sign(review)
    again = signed_revision(document(review).snapshot)
    assert (again.name, again.replaces_id) == ("1.1", first.id)
    review.reopen()
    loaded = review.store.load(held.pm_id)
    assert {r.name for r in loaded.of(type(first)).values()} == {"1.0", "1.1"}
    assert review.store.check(whole=True) == ""


def test_two_versions_are_compared_by_keys_and_escape_leads_back(review: Desktop):
    sign(review)
    reopen(review)
    held = document(review).snapshot
    words = held.postmortem.summary.replace("56 minutes", "an hour")
    document(review).push(set_head(held, "Edit summary", summary=words, title="Another"))
    review.window.actions_["compare"].trigger()
    QApplication.processEvents()
    shown = panel(review).compare
    assert shown.isVisible()
    assert shown.count.text() == "1 changed"
    before, after = shown.blocks[0].sides[1]
    assert ("56 minutes" in before.text, "an hour" in after.text) == (True, True)
    QTest.keyClick(shown, Qt.Key.Key_N)
    assert shown.window().focusWidget() is shown.blocks[0]
    QTest.keyClick(shown.blocks[0], Qt.Key.Key_Escape)
    assert panel(review).area.isVisible()


def test_a_step_of_the_history_leads_to_what_it_was_about(review: Desktop):
    held = document(review).snapshot
    event = min(held.events.values(), key=lambda e: e.position)
    from pmdesk.edits.report import change_part

    starred = change_part(held, "Edit event", type(event), event.id, star=not event.star)
    document(review).push(starred)
    QApplication.processEvents()
    trail = panel(review).history.trail
    trail.setFocus()
    QTest.keyClick(trail, Qt.Key.Key_Return)
    assert review.window.editor.section == "timeline"
    assert review.window.editor.selection.current_of(type(event)) == event.id


def test_the_history_is_narrowed_to_a_section(review: Desktop):
    card = panel(review).history
    document(review).push(set_head(document(review).snapshot, "Edit summary", summary="Short."))
    QApplication.processEvents()
    card.pick_section()
    QTest.keyClicks(card.picker.field, "Factors")
    QTest.keyClick(card.picker.field, Qt.Key.Key_Return)
    assert card.section == "Factors"
    assert card.nothing.isVisible()


def test_a_returned_record_is_checked_from_the_palette(review: Desktop, tmp_path: Path, qtbot):
    sign(review)
    held = document(review).snapshot
    back = tmp_path / "back.json"
    back.write_bytes(render_json(held))
    review.window.checking.check(back)
    qtbot.waitUntil(lambda: review.window.prompts.sheet is not None)
    assert review.window.prompts.sheet.found.verdict is Verdict.UNCHANGED
    back.write_bytes(render_json(held).replace(b"56 minutes", b"5 minutes"))
    review.window.checking.check(back)
    qtbot.waitUntil(
        lambda: review.window.prompts.sheet.found.verdict is Verdict.CHANGED
    )
    assert any("Summary" in line for line in review.window.prompts.sheet.found.where)
    review.window.prompts.sheet.dismiss()


def test_what_a_severity_asks_for_is_chosen_and_remembered(review: Desktop):
    window = review.window
    window.actions_["policies"].trigger()
    sheet = window.prompts.sheet
    assert sheet.severity is Severity.SEV2
    sheet.levels[Check.IMPACT]._group.button(1).click()
    press(sheet.meeting.more)
    sheet.roles.setFocus()
    QTest.keyClicks(sheet.roles, "Leadership, Legal")
    QTest.keyClick(sheet.roles, Qt.Key.Key_Tab)
    assert policy_for(Severity.SEV2).level(Check.IMPACT) is Level.SHOULD
    assert policy_for(Severity.SEV2).meeting_days == 3
    assert policy_for(Severity.SEV2).roles == ("Leadership", "Legal")
    assert panel(review).checks.rows[Check.IMPACT].level.text() == "Should"
    gaps = panel(review).checks.rows[Check.APPROVALS].point.gaps
    assert [gap.text for gap in gaps] == ["the approval of Leadership", "the approval of Legal"]
    assert "Leadership" in window.preferences.value.policies
    press(sheet.usual)
    assert window.preferences.value.policies == ""
    sheet.dismiss()


def test_what_is_signed_of_an_action_says_so_at_once_and_its_state_goes_on(review: Desktop):
    sign(review)
    window = review.window
    window.show_section("actions")
    QApplication.processEvents()
    actions = window.editor._panel("actions")
    table, before = actions.table, document(review).snapshot
    assert not actions.new.isEnabled()
    assert "Reopen it in Review" in actions.new.toolTip()
    assert not actions.line.isVisible()
    action = actions.model.cells(0).action
    for column in (Column.TEXT, Column.OWNER, Column.FACTORS, Column.TYPE):
        table.go_to(action.id, column)
        table.setFocus()
        window.toast.hide()
        QTest.keyClick(table, Qt.Key.Key_F2)
        assert not table.editor.is_open
        assert table.pickers.last is None
        assert "Version 1.0 is signed" in window.toast.text
    assert document(review).snapshot == before
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert document(review).snapshot.need(ActionItem, action.id).status is not action.status


def test_the_foot_of_the_sidebar_says_which_version_is_signed_and_when(review: Desktop):
    foot = review.window.sidebar.foot
    assert foot.meter.isVisible()
    sign(review)
    assert foot.signed.isVisible()
    assert foot.signed.version.text() == "Version 1.0, 24 Nov 2026"
    assert not foot.meter.isVisible()
    assert not foot.next.isVisible()
    reopen(review)
    assert foot.meter.isVisible()
    assert not foot.signed.isVisible()


def test_a_signed_version_offers_the_ways_to_share_it(review: Desktop):
    assert not panel(review).share.isVisible()
    sign(review)
    assert panel(review).share.isVisible()
    assert list(panel(review).share.rows) == ["export", "preview", "copy_report"]
    asked: list[bool] = []
    review.window.actions_["preview"].triggered.disconnect()
    review.window.actions_["preview"].triggered.connect(lambda: asked.append(True))
    press(panel(review).share.rows["preview"])
    assert asked


def test_before_anything_is_signed_comparing_says_what_is_needed(review: Desktop):
    review.window.actions_["compare"].trigger()
    QApplication.processEvents()
    words = [label.text() for label in panel(review).compare.area.findChildren(QLabel)]
    assert words == ["No version is signed yet. Once one is, it can be compared with the text."]
