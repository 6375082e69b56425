"""Attachments are kept by content: small ones in the library, large ones beside it."""

from __future__ import annotations

import hashlib

import pytest

from pmdesk.domain.problems import StorageProblem
from pmdesk.store import files
from pmdesk.store.files import LARGEST_INSIDE
from tests.store.made import opened


@pytest.mark.parametrize("size", [0, 1, LARGEST_INSIDE, LARGEST_INSIDE + 1, 3_000_000])
def test_a_file_comes_back_by_its_digest(library, tmp_path, size):
    data = bytes(i % 251 for i in range(size))
    name = library.put_file(data)
    assert name == hashlib.sha256(data).hexdigest()
    assert library.put_file(data) == name
    library.close()
    again = opened(tmp_path)
    assert again.get_file(name) == data
    beside = tmp_path / "lib" / "l.pmdesk.files" / name
    assert beside.exists() is (size > LARGEST_INSIDE)
    again.close()


@pytest.mark.parametrize("name", ["", "x", "../../etc/passwd", "A" * 64, "0" * 64])
def test_an_unknown_or_unsafe_name_gives_nothing(library, name):
    assert library.get_file(name) is None


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_damaged_file_gives_nothing_and_can_be_put_again(library, harm):
    data = b"x" * (LARGEST_INSIDE + 1)
    name = library.put_file(data)
    path = library.path.with_name("l.pmdesk.files") / name
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(b"y" + data[1:])
    assert library.get_file(name) is None
    library.put_file(data)
    assert library.get_file(name) == data


def test_damaged_content_inside_the_library_gives_nothing(library):
    name = library.put_file(b"small")
    library._main.execute("UPDATE stored_file SET data = x'00'")
    assert library.get_file(name) is None
    library.put_file(b"small")
    assert library.get_file(name) == b"small"


def test_a_full_disk_while_putting_a_large_file_leaves_nothing(library, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(StorageProblem):
        library.put_file(b"x" * (LARGEST_INSIDE + 1))
    monkeypatch.undo()
    assert list((library.path.parent / "l.pmdesk.files").iterdir()) == []
    assert library.size() == 0


def test_a_read_only_library_takes_no_file(library, tmp_path):
    second = opened(tmp_path)
    with pytest.raises(StorageProblem, match="Another pmdesk window"):
        second.put_file(b"x")
    second.close()
