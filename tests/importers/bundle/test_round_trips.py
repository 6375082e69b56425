"""Whatever goes out as PDF, bundle or JSON comes back as the same postmortem."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmdesk.exporters.files import rendered
from pmdesk.importers.draft import ImportProblem
from pmdesk.importers.intake import born_snapshot, read_file
from tests.fakes import sample
from tests.importers.bundle.made import random_postmortem, same_after

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DATA = Path(__file__).parents[2] / "data" / "importers"
# A folder with many documents, for a longer look: PMDESK_CORPUS=FOLDER.
CORPUS = os.environ.get("PMDESK_CORPUS", "")
DOCUMENTS = sorted(DATA.rglob("*.md"))


def imported(path):
    """What a document becomes in the library, or None where it is none."""
    try:
        return born_snapshot(read_file(path.read_bytes(), path.name).edit(1, NOW))
    except ImportProblem:
        return None


@pytest.mark.parametrize("form", ["pdf", "bundle", "json"])
def test_the_sample_comes_back_as_it_was(form):
    assert same_after(form, sample(), NOW)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_an_imported_document_comes_back_as_it_was(path):
    snapshot = imported(path)
    assert snapshot is not None
    for form in ("bundle", "json"):
        assert same_after(form, snapshot, NOW)


@pytest.mark.skipif(not CORPUS, reason="no corpus is named")
def test_every_document_of_the_corpus_comes_back_as_it_was():
    found = [s for p in sorted(Path(CORPUS).rglob("*.md")) if (s := imported(p)) is not None]
    assert found
    for snapshot in found:
        for form in ("pdf", "bundle", "json"):
            assert same_after(form, snapshot, NOW)


@pytest.mark.parametrize("seed", range(50))
def test_a_random_postmortem_comes_back_as_it_was(seed):
    snapshot = random_postmortem(seed)
    for form in ("bundle", "json"):
        assert same_after(form, snapshot, NOW)


@pytest.mark.parametrize("seed", range(5))
def test_a_random_postmortem_comes_back_out_of_its_report(seed):
    assert same_after("pdf", random_postmortem(seed), NOW)


def test_the_same_postmortem_gives_the_same_bytes():
    assert rendered(sample(), "bundle", now=NOW) == rendered(sample(), "bundle", now=NOW)
