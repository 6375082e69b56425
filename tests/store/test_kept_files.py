"""Large attachments are in the backups too: restore brings them, and nothing needed is thinned."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from pmdesk.edits.evidence import StoredFile, attach_files
from pmdesk.edits.postmortems import set_head
from pmdesk.store.files import LARGEST_INSIDE
from pmdesk.store.library import LibraryStore
from tests.store.made import opened, push, with_sample

LARGE = b"x" * (LARGEST_INSIDE + 1)
SMALL = b"small"


def beside(library: LibraryStore) -> Path:
    return library.path.with_name("l.pmdesk.files")


def kept(library: LibraryStore) -> list[str]:
    folder = library.backups_folder / "attachments"
    return sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []


def attached(library: LibraryStore, snapshot, data: bytes):
    """A file attached to the first event; the snapshot then and the digest of the file."""
    sha256 = library.put_file(data)
    event_id = next(iter(snapshot.events))
    file = StoredFile(sha256, "trace.log", "text/plain", len(data))
    return push(library, snapshot, attach_files(snapshot, event_id, [file])), sha256


def test_restoring_brings_a_large_attachment_that_is_gone_from_beside_the_library(library):
    snapshot, sha256 = attached(library, with_sample(library), LARGE)
    backup = library.back_up("now")
    shutil.rmtree(beside(library))
    push(library, snapshot, set_head(snapshot, "Rename", title="Later"))
    library.restore(backup)
    assert library.load(snapshot.pm_id) == snapshot
    assert (beside(library) / sha256).read_bytes() == LARGE
    assert library.get_file(sha256) == LARGE


def test_a_large_attachment_that_is_gone_is_read_from_the_backups(library):
    _, sha256 = attached(library, with_sample(library), LARGE)
    library.back_up("now")
    (beside(library) / sha256).unlink()
    assert library.get_file(sha256) == LARGE
    (library.backups_folder / "attachments" / sha256).write_bytes(b"y" * len(LARGE))
    assert library.get_file(sha256) is None


def test_each_content_lies_once_beside_the_backups_and_small_ones_not_at_all(library):
    snapshot, sha256 = attached(library, with_sample(library), LARGE)
    attached(library, snapshot, SMALL)
    assert kept(library) == []
    for _ in range(3):
        library.back_up("now")
    assert kept(library) == [sha256]


def test_a_content_goes_with_the_last_backup_that_needs_it(library, clock):
    _, sha256 = attached(library, with_sample(library), LARGE)
    library.back_up("now")
    library._main.execute("DELETE FROM stored_file WHERE sha256 = ?", (sha256,))
    for _ in range(2):
        clock.advance(timedelta(days=400))
        library.back_up("now")
        assert kept(library) == [sha256]
    clock.advance(timedelta(days=400))
    library.back_up("now")
    assert kept(library) == []


def test_a_missing_attachment_does_not_keep_a_backup_from_being_made(library, caplog):
    _, sha256 = attached(library, with_sample(library), LARGE)
    (beside(library) / sha256).unlink()
    assert library.back_up("now").exists()
    assert kept(library) == []
    assert "attachments missing or damaged: 1" in caplog.text
    caplog.clear()


def test_a_copy_saved_elsewhere_has_the_large_attachments_with_it(library, tmp_path):
    snapshot, sha256 = attached(library, with_sample(library), LARGE)
    place = tmp_path / "elsewhere" / "lib"
    place.mkdir(parents=True)
    library.save_copy(place / "l.pmdesk")
    copy = opened(tmp_path / "elsewhere")
    assert copy.load(snapshot.pm_id) == snapshot
    assert copy.get_file(sha256) == LARGE
    copy.close()
