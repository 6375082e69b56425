"""Sealing from the export sheet and the command line, and the check of what was sealed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.cli.entry import run
from pmdesk.domain.policy import use_policies
from pmdesk.domain.revisions.checking import Finding, Verdict, with_seal
from pmdesk.exporters.seal import refusal
from pmdesk.views.opening import birth_of
from tests.views.review.desk import ready

INSTALLED = refusal.seals_here()
needs_library = pytest.mark.skipif(not INSTALLED, reason="the extra sign is not installed")


@pytest.fixture
def signed(desktop):
    snapshot = ready()
    desktop.window.shelf.add(lambda number: birth_of(snapshot, number, "Import postmortem"))
    desktop.window.open_postmortem(snapshot.pm_id, "review")
    QApplication.processEvents()
    foot = desktop.window.editor._panel("review").foot
    for button in (foot.ask, foot.sign):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        QApplication.processEvents()
    yield desktop
    use_policies({})


def asked(desktop):
    desktop.window.export()
    return desktop.window.prompts.sheet


def tick(sheet) -> None:
    QTest.keyClick(sheet.seal.box, Qt.Key.Key_Space)


def test_a_draft_offers_no_seal_and_says_why(sampled):
    sheet = asked(sampled)
    assert not sheet.seal.box.isEnabled()
    assert sheet.seal.reason.text() == "Only a signed version can be sealed. Sign it off first."
    assert sheet.seal.card.isHidden()


def test_without_the_library_the_choice_says_how_to_get_it(signed, monkeypatch):
    monkeypatch.setattr(refusal, "seals_here", lambda: False)
    sheet = asked(signed)
    assert not sheet.seal.box.isEnabled()
    assert 'pip install "pmdesk[sign]"' in sheet.seal.reason.text()
    assert sheet.button.isEnabled()


def test_what_is_missing_stands_beside_the_button(signed, monkeypatch, tmp_path):
    monkeypatch.setattr(refusal, "seals_here", lambda: True)
    sheet = asked(signed)
    tick(sheet)
    assert sheet.why.text() == "Choose the file of your certificate."
    QTest.keyClicks(sheet.seal.path, str(tmp_path / "gone.p12"))
    assert sheet.why.text() == "There is no such certificate file."
    assert not sheet.button.isEnabled()
    sheet.formats.chosen.emit("md")
    assert sheet.button.isEnabled()
    assert sheet.seal.isHidden()


def sealing(desktop, folder: Path):
    from tests.exporters.seal.certificates import key_file

    (folder / "mine.p12").write_bytes(key_file())
    sheet = asked(desktop)
    tick(sheet)
    sheet.seal.path.setText(str(folder / "mine.p12"))
    sheet.path.setText(str(folder / "sealed.pdf"))
    return sheet


@needs_library
def test_a_wrong_passphrase_keeps_the_sheet_open_and_the_right_one_seals(signed, qtbot, tmp_path):
    from tests.exporters.seal.certificates import SECRET

    window = signed.window
    sheet = sealing(signed, tmp_path)
    QTest.keyClicks(sheet.seal.passphrase, "wrong")
    QTest.mouseClick(sheet.button, Qt.MouseButton.LeftButton)
    assert sheet.why.text() == "Looking at the certificate…"
    qtbot.waitUntil(lambda: "Type it again" in sheet.seal.problem.text(), timeout=20000)
    assert not (tmp_path / "sealed.pdf").exists()
    sheet.seal.passphrase.setText(SECRET)
    QTest.mouseClick(sheet.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.toast.text.startswith("Exported"), timeout=20000)
    assert SECRET.encode() not in b"".join(p.read_bytes() for p in tmp_path.rglob("*.json"))
    window.checking.check(tmp_path / "sealed.pdf")
    qtbot.waitUntil(lambda: hasattr(window.prompts.sheet, "found"), timeout=20000)
    found = window.prompts.sheet.found
    assert found.verdict is Verdict.UNCHANGED
    assert "intact and covers the whole file" in window.prompts.sheet.seal.text()


@needs_library
def test_the_command_line_takes_the_passphrase_from_a_descriptor(signed, tmp_path, capsys):
    from tests.exporters.seal.certificates import SECRET, key_file

    (tmp_path / "mine.p12").write_bytes(key_file())
    target, at = tmp_path / "out.pdf", ["--library", str(signed.library)]
    words = ["export", "PM-1", "--output", str(target), "--seal", str(tmp_path / "mine.p12"), *at]
    reading, writing = os.pipe()
    os.write(writing, f"{SECRET}\n".encode())
    os.close(writing)
    assert run([*words, "--passphrase-fd", str(reading)]) == 0
    os.close(reading)
    assert run(["verify", str(target), *at]) == 0
    assert "The seal is intact" in capsys.readouterr().out
    target.write_bytes(target.read_bytes() + b" ")
    assert run(["verify", str(target), *at]) == 1
    told = capsys.readouterr().out
    assert "Changed: the file is not as it was sealed" in told
    assert "The seal is not intact: something was added" in told


def test_a_draft_is_refused_before_a_passphrase_is_asked_for(sampled, tmp_path, capsys):
    key = sampled.window.editor.document.snapshot.postmortem.key
    words = ["export", key, "--library", str(sampled.library), "--seal", str(tmp_path / "no.p12")]
    assert run([*words, "--output", str(tmp_path / "out.pdf")]) == 2
    assert "Sign it off first" in capsys.readouterr().err
    assert run([*words, "--output", str(tmp_path / "out.md")]) == 2
    assert "Only a PDF can be sealed" in capsys.readouterr().err


def test_a_broken_seal_outweighs_an_unchanged_record():
    whole = Finding(Verdict.UNCHANGED, "Unchanged.")
    assert with_seal(whole, "", intact=True) is whole
    broken = with_seal(whole, "The seal is not intact: it is missing.", intact=False)
    assert broken.verdict is Verdict.CHANGED
    assert broken.seal.startswith("The seal is not intact")
