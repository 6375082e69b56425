"""A document comes in through the sheet, and goes out as PDF, Markdown and JSON."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pmdesk.config.paths import resources_dir
from pmdesk.exporters.editions import Handout

EXAMPLE = resources_dir() / "sample" / "import-example.md"


def import_file(desktop, qtbot, path: Path) -> None:
    window = desktop.window
    window.import_files([path])
    qtbot.waitUntil(lambda: window.prompts.sheet is not None, timeout=5000)
    window.prompts.sheet.act()
    QApplication.processEvents()


def test_a_document_is_shown_before_it_is_stored(desktop, qtbot):
    desktop.window.import_files([EXAMPLE])
    qtbot.waitUntil(lambda: desktop.window.prompts.sheet is not None, timeout=5000)
    assert desktop.store.size() == 0
    desktop.window.prompts.sheet.dismiss()
    assert desktop.store.size() == 0


def test_an_imported_document_opens_with_its_parts_in_place(desktop, qtbot):
    import_file(desktop, qtbot, EXAMPLE)
    snapshot = desktop.window.editor.document.snapshot
    assert snapshot.postmortem.title == "Parcel labels printed twice"
    assert len(snapshot.events) == 5
    assert len(snapshot.factors) == 3
    assert len(snapshot.actions) == 2
    assert desktop.store.load(snapshot.pm_id) == snapshot


def test_a_file_that_cannot_be_read_is_named_with_the_reason(desktop, qtbot, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    desktop.window.import_files([bad])
    qtbot.waitUntil(lambda: desktop.window.prompts.sheet is not None, timeout=5000)
    review = desktop.window.prompts.sheet.reviews[0]
    assert review.problem
    assert not desktop.window.prompts.sheet.button.isEnabled()


@pytest.mark.parametrize("form", ["pdf", "html", "docx", "md", "json", "upg"])
def test_the_open_postmortem_goes_out_in_every_form(sampled, qtbot, tmp_path, form):
    target = tmp_path / f"out.{form}"
    window = sampled.window
    window.export()
    window.prompts.sheet.dismiss()
    window.exporting._make(window.editor.document.snapshot, form, target, Handout())
    qtbot.waitUntil(lambda: window.toast.text.startswith("Exported"), timeout=20000)
    data = target.read_bytes()
    assert len(data) > 2000
    if form == "pdf":
        assert subprocess.run(["qpdf", "--check", target], check=False).returncode == 0


def test_an_export_over_the_library_is_refused(sampled, qtbot):
    window = sampled.window
    before = sampled.store.journal_head()
    window.exporting._make(window.editor.document.snapshot, "md", sampled.library, Handout())
    qtbot.waitUntil(lambda: "library" in window.toast.text, timeout=5000)
    assert sampled.store.journal_head() == before


def test_an_exported_record_comes_in_again_as_the_same(sampled, qtbot, tmp_path):
    window = sampled.window
    first = window.editor.document.snapshot
    target = tmp_path / "record.json"
    window.exporting._make(first, "json", target, Handout())
    qtbot.waitUntil(lambda: window.toast.text.startswith("Exported"), timeout=20000)
    window.delete_postmortem()
    import_file(sampled, qtbot, target)
    again = window.editor.document.snapshot
    assert again.events == first.events
    assert again.factors == first.factors
