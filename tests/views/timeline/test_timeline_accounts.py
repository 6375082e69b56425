"""Accounts of the same minutes stand side by side below the timeline, by keys and by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from pmdesk.domain.terms import EvidenceKind
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.timeline import add_evidence, edit_event
from pmdesk.views.timeline.accounts import AccountsFoot
from tests.views.timeline.hands import Desk

Key = Qt.Key


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.selection.select(TimelineEvent, desk.event("On-call ack").id)
    desk.key(Key.Key_S)
    return desk


def foot(desk: Desk) -> AccountsFoot:
    found = desk.panel.accounts.foot
    assert found is not None
    return found


def words(desk: Desk) -> list[str]:
    return [label.text() for c in foot(desk).columns for label in c.findChildren(QLabel)]


def test_an_event_stands_first_and_others_beside_it_in_their_own_words(opened: Desk) -> None:
    tellers = [column.account.teller for column in foot(opened).columns]
    assert tellers[0] == "On-call engineer"
    assert len(tellers) > 1
    shown = words(opened)
    assert "On-call acknowledges" in shown
    assert "Alert: hold age above 15 min" in shown
    assert any("2 min earlier" in text for text in shown)


def test_what_is_written_and_quoted_is_shown_as_it_is(opened: Desk) -> None:
    event = opened.event("On-call ack")
    document = opened.document
    document.push(edit_event(document.snapshot, event.id, "Edit", text="<b>Seen</b> at once"))
    document.push(add_evidence(document.snapshot, event.id, EvidenceKind.QUOTE,
                               text="on it", speaker="On-call engineer"))  # fmt: skip
    QApplication.processEvents()
    assert "<b>Seen</b> at once" in words(opened)
    assert "“On-call engineer: on it”" in words(opened)
    labels = [x for c in foot(opened).columns for x in c.findChildren(QLabel)]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_the_accounts_follow_the_selection(opened: Desk) -> None:
    ids = [opened.event("Alert:").id, opened.event("Verified").id]
    opened.selection.select(TimelineEvent, *ids)
    assert [c.account.events[0].id for c in foot(opened).columns] == ids
    assert foot(opened).title.text() == "2 accounts side by side"
    opened.selection.select(TimelineEvent, ids[1])
    assert len(foot(opened).columns) == 1
    assert foot(opened).alone.isVisible()


def test_esc_closes_the_accounts_first_and_keeps_the_selection(opened: Desk) -> None:
    ids = opened.selection.ids_of(TimelineEvent)
    opened.key(Key.Key_Escape)
    assert not foot(opened).isVisible()
    assert opened.selection.ids_of(TimelineEvent) == ids
    opened.key(Key.Key_S)
    assert foot(opened).isVisible()
    opened.key(Key.Key_S)
    assert not foot(opened).isVisible()


@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_an_account_leads_to_its_event(opened: Desk, by: str) -> None:
    other = foot(opened).columns[1]
    row = next(x for x in other.findChildren(QLabel) if x.text() == "Alert: hold age above 15 min")
    target = row.parentWidget()
    assert target is not None
    if by == "mouse":
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(target, Key.Key_Return)
    assert opened.selection.ids_of(TimelineEvent) == (opened.event("Alert:").id,)


def test_while_walking_no_later_account_is_shown(desk: Desk) -> None:
    desk.selection.select(TimelineEvent, desk.event("On-call ack").id)
    desk.key(Key.Key_W)
    desk.key(Key.Key_S)
    now = desk.panel.walking.now
    assert now is not None
    held = [e for column in foot(desk).columns for e in column.account.events]
    assert len(held) > 1
    assert all(e.at is not None and e.at <= now for e in held)
