"""Bringing documents in: chosen, dropped or pasted, read aside, shown, stored when agreed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pmdesk.domain.change import Edit
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.importers.draft import Draft, ImportProblem
from pmdesk.views.prompts.draft_review import given_by, read_anew, review_of
from pmdesk.views.prompts.import_review import FileReview

if TYPE_CHECKING:
    from pmdesk.importers.bundle.reading import Bundle
    from pmdesk.views.main_window import MainWindow

PASTED = "Pasted text"
_LARGEST = 64 * 1024 * 1024
_LARGEST_BUNDLE = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read, with what was understood of it: a draft or a whole record, which
    a bundle may have brought."""

    name: str
    data: bytes
    found: Draft | Snapshot
    bundle: Bundle | None = None


def read_source(name: str, data: bytes, answers: Mapping[str, str] | None = None) -> FileReview:
    """What a file holds, for the import sheet; a file that can't be read says so. Pure work.

    ``answers`` are a "date" (ISO), a "zone" (IANA name) and a "date order" for what it leaves open.
    """
    from pmdesk.domain.codec import BadForm
    from pmdesk.domain.merging.form import SUFFIX
    from pmdesk.importers.bundle.parts import is_bundle
    from pmdesk.importers.bundle.reading import read_bundle
    from pmdesk.importers.markdown import read_document
    from pmdesk.importers.record_file import holds_record, read_record

    answers = answers or {}
    try:
        if name.lower().endswith(SUFFIX) or is_bundle(data):
            bundle = read_bundle(data)
            return _review_of_record(name, Source(name, b"", bundle.record, bundle))
        if holds_record(name, data):
            snapshot = read_record(data)
            return _review_of_record(name, Source(name, data, snapshot))
        draft = read_document(data, name, **given_by(answers))
    except ImportProblem as problem:
        return FileReview(name, problem=problem.message)
    except BadForm as problem:
        return FileReview(name, problem=f"{str(problem)[:1].upper()}{str(problem)[1:]}.")
    return replace(review_of(name, draft), draft=Source(name, data, draft))


def read_files(files: Sequence[Path], library: Path) -> list[FileReview]:
    """What each file holds; the library itself is never opened. Pure work for a worker thread."""
    reviews = []
    for path in files:
        try:
            if library.exists() and path.samefile(library):
                raise OSError("that is your library, which is open already")
            most = _LARGEST_BUNDLE if path.suffix.lower() == ".pmbundle" else _LARGEST
            if path.stat().st_size > most:
                raise OSError(f"it is larger than {most // (1024 * 1024)} MB")
            data = path.read_bytes()
        except OSError as problem:
            why = problem.strerror or str(problem)
            reviews.append(FileReview(path.name, problem=f"The file can't be read: {why}."))
        else:
            reviews.append(read_source(path.name, data))
    return reviews


class Importing:
    """The way from files to postmortems; nothing is stored before the sheet is agreed to."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def start(self, paths: Sequence[Path]) -> None:
        """Import files, which are asked for when none are given."""
        if self._window.desk.read_only:
            self._window.toast.tell(self._window.desk.read_only)
        elif paths:
            self._read(list(paths))
        else:
            self._window.prompts.choose_files(self._read)

    def paste(self, text: str) -> None:
        """Import text from the clipboard."""
        if self._window.desk.read_only:
            self._window.toast.tell(self._window.desk.read_only)
        elif text.strip():
            work = partial(read_source, PASTED, text.encode("utf-8", "replace"))
            self._window.background.run(work, lambda review: self._review([review]))
        else:
            self._window.toast.tell("There is no text on the clipboard")

    def _read(self, paths: Sequence[Path]) -> None:
        self._window.background.run(
            partial(read_files, tuple(paths), self._window.desk.path), self._review
        )

    def _review(self, reviews: Sequence[FileReview]) -> None:
        source = reviews[0].draft if len(reviews) == 1 else None
        bundle = source.bundle if isinstance(source, Source) else None
        if bundle is not None and self._window.desk.entry(bundle.record.pm_id) is not None:
            self._window.merging.start(
                reviews[0].name, bundle, partial(self._store, [(source, {})])
            )
            return
        self._window.prompts.review_import(reviews, self._on_accepted, self._read_again)

    @staticmethod
    def _read_again(review: FileReview, answers: Mapping[str, str]) -> FileReview:
        source = review.draft
        assert isinstance(source, Source)
        again = read_source(source.name, source.data, answers)
        held = again.draft
        if not isinstance(held, Source) or not isinstance(held.found, Draft):
            return review
        return replace(read_anew(review, held.found), draft=held)

    def _on_accepted(self, accepted: Sequence[tuple[object, Mapping[str, str]]]) -> None:
        known = self._known(accepted)
        if known is None:
            self._store(accepted)
            return
        # A record that comes back: the one that is there, or a second one beside it.
        head = known.postmortem
        here = self._window.desk.find(known.pm_id) or known.pm_id
        entry = self._window.desk.entry(here)
        self._window.prompts.known_record(
            entry.key if entry else head.key,
            entry.title if entry else head.title,
            partial(self._window.open_postmortem, here),
            partial(self._store, accepted),
            partial(self._check, accepted[0][0]),
        )

    def _check(self, source: object) -> None:
        assert isinstance(source, Source)
        self._window.checking.check_data(source.name, source.data)

    def _known(self, accepted: Sequence[tuple[object, Mapping[str, str]]]) -> Snapshot | None:
        """The record that is in the library already, where it comes alone."""
        if len(accepted) != 1:
            return None
        source = accepted[0][0]
        found = source.found if isinstance(source, Source) else None
        if isinstance(found, Snapshot) and self._window.desk.find(found.pm_id) is not None:
            return found
        return None

    def _store(self, accepted: Sequence[tuple[object, Mapping[str, str]]]) -> None:
        window = self._window
        now = window.clock.now()
        made = []
        for source, _answers in accepted:
            assert isinstance(source, Source)
            if source.bundle is not None and not self._keep_files(source.bundle):
                return
            held = isinstance(source.found, Snapshot) and window.desk.find(source.found.pm_id)
            pm_id = window.shelf.add(partial(_birth, source, now, bool(held)))
            if not pm_id:
                return
            made.append(pm_id)
        if len(made) == 1:
            window.open_postmortem(made[0])
        else:
            window.show_library()
        noun = "postmortem" if len(made) == 1 else "postmortems"
        window.toast.tell(f"Imported {len(made)} {noun}")

    def _keep_files(self, bundle: Bundle) -> bool:
        """Store the files of a bundle; False, and told, where that can't be done."""
        try:
            for data in bundle.files.values():
                self._window.desk.put_file(data)
        except StorageProblem as problem:
            self._window.toast.tell(str(problem))
            return False
        return True


def _birth(source: Source, now: datetime, fresh_ids: bool, number: int) -> Edit:
    from pmdesk.importers.adopt import adopted
    from pmdesk.importers.adopt_record import adopted_record

    if isinstance(source.found, Draft):
        return adopted(source.found, number, now)
    return adopted_record(source.found, number, fresh_ids=fresh_ids)


def _review_of_record(name: str, source: Source) -> FileReview:
    assert isinstance(source.found, Snapshot)
    head = source.found.postmortem
    parts = (
        ("events", len(source.found.events)),
        ("factors", len(source.found.factors)),
        ("actions", len(source.found.actions)),
        ("lessons", len(source.found.lessons)),
    )
    return FileReview(
        name,
        draft=source,
        title=head.title,
        day=head.day,
        zone=head.zone,
        severity=head.severity,
        counts=parts,
    )
