"""The factors in the real window: forms, find and reuse by command, and where one was seen."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pmdesk.domain.analysis import Factor
from pmdesk.domain.postmortem import RelatedPostmortem
from pmdesk.domain.snapshot import empty
from pmdesk.edits.factors import add_factor
from pmdesk.edits.postmortems import begin_postmortem
from pmdesk.views.factors.panel import FactorsPanel
from pmdesk.views.main_window import MainWindow

WORDS = "No signal counts freed holds per minute"


def earlier(window: MainWindow) -> str:
    """A postmortem in the library that has a factor in the words of one of the sample."""
    now = datetime(2026, 3, 1, tzinfo=UTC)
    begun = begin_postmortem(window.desk.next_number(), "Refunds delayed", now)
    pm_id = begun.changes[0].record.id
    window.desk.append(pm_id, begun)
    snapshot = empty(pm_id).applied(begun.changes)
    window.desk.append(pm_id, add_factor(snapshot, WORDS))
    return pm_id


def factors(window: MainWindow) -> FactorsPanel:
    assert window.editor is not None
    panel = window.editor.stack.currentWidget()
    assert isinstance(panel, FactorsPanel)
    return panel


def test_commands_lead_to_each_form_and_ctrl_f_finds_there(desktop) -> None:
    window = desktop.window
    window.open_sample()
    for form in ("tree", "coverage", "outline"):
        window.actions_[f"factors_{form}"].trigger()
        assert factors(window).form == form
    window.actions_["find"].trigger()
    QTest.keyClicks(factors(window).find_bar.field, "runbook")
    assert len(factors(window).find_bar.found) >= 2


def test_ctrl_f_opens_the_palette_where_a_section_has_no_find_of_its_own(desktop) -> None:
    window = desktop.window
    window.open_sample()
    for section in ("report", "actions", "review"):
        window.show_section(section)
        window.actions_["find"].trigger()
        assert window.command_palette.isVisible()
        QTest.keyClick(window.command_palette, Qt.Key.Key_Escape)


def test_an_earlier_factor_is_reused_by_command_and_both_are_related(desktop, qtbot) -> None:
    window = desktop.window
    pm_id = earlier(window)
    window.open_sample()
    window.actions_["reuse_factor"].trigger()
    picker = factors(window).picker
    qtbot.waitUntil(lambda: picker.list.count() == 1)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    snapshot = window.editor.document.snapshot
    taken = next(f for f in snapshot.factors.values() if f.reused_from)
    assert taken.text == WORDS
    assert window.desk.load(snapshot.pm_id) == snapshot
    assert pm_id in {r.other_id for r in snapshot.of(RelatedPostmortem).values()}
    assert pm_id in {f.pm_id for f in window.desk.seen_before(taken)}


def test_the_inspector_opens_the_postmortem_where_it_was_seen(desktop, qtbot) -> None:
    window = desktop.window
    pm_id = earlier(window)
    window.open_sample()
    window.show_section("factors")
    editor = window.editor
    factor = next(f for f in editor.document.snapshot.factors.values() if f.text == WORDS)
    factors(window).reveal(factor.id)
    editor.toggle_inspector()
    seen = editor.column.focusProxy().seen
    qtbot.waitUntil(lambda: bool(seen.rows))
    QTest.mouseClick(seen.rows[0], Qt.MouseButton.LeftButton)
    assert window.editor.document.pm_id == pm_id
    assert factors(window).isVisible()
    assert window.editor.selection.current_of(Factor) is None
