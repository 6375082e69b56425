"""Bringing events into the open postmortem: chats, alerts, tables, logs, chosen or pasted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from pmdesk.domain.change import Edit
from pmdesk.domain.day_names import date_text
from pmdesk.domain.snapshot import Snapshot
from pmdesk.views.prompts.feed_review import FeedReview
from pmdesk.views.prompts.import_review import Question

if TYPE_CHECKING:
    from pmdesk.document.document import Document
    from pmdesk.importers.feeds.offered import Offer
    from pmdesk.importers.feeds.raw import Answers, Feed, RawEvent
    from pmdesk.views.background import Task
    from pmdesk.views.main_window import MainWindow
    from pmdesk.views.prompts.feed_choice import Way

PASTED = "Pasted text"
LARGEST = 512 * 1024 * 1024
_MOST_FILES = 5000
_FREE = ("date", "zone")


@dataclass(frozen=True, slots=True)
class Sources:
    """What was chosen, as bytes: files by name, or one folder with its files by relative path."""

    files: tuple[tuple[str, bytes], ...] = ()
    folder: str = ""

    @property
    def name(self) -> str:
        """What the preview calls it."""
        if self.folder:
            return self.folder
        return self.files[0][0] if len(self.files) == 1 else f"{len(self.files)} files"


def looks_like_feed(path: Path) -> bool:
    """Whether a dropped file is one to bring events in from, rather than a whole document."""
    return path.is_dir() or path.suffix.lower() in (
        ".zip", ".csv", ".tsv", ".jsonl", ".ndjson", ".log",
    )  # fmt: skip


def brings_events(paths: Sequence[Path]) -> bool:
    """Whether files dropped on an empty place of the timeline are ones to read events from."""
    readable = (".json", ".txt", ".md")
    return all(looks_like_feed(path) or path.suffix.lower() in readable for path in paths)


def gathered(paths: Sequence[Path], library: Path) -> Sources:
    """The bytes of files, or of one folder. Pure work; raises OSError with a sentence."""
    if len(paths) == 1 and paths[0].is_dir():
        root = paths[0]
        inside = sorted(p for p in root.rglob("*") if p.is_file() and not p.is_symlink())
        if len(inside) > _MOST_FILES:
            raise OSError(f"{root.name} holds more than {_MOST_FILES:,} files")
        held = tuple(
            (path.relative_to(root).as_posix(), _bytes(path, library))
            for path in inside
            if looks_like_feed(path) or path.suffix.lower() in (".json", ".txt", ".md")
        )
        return Sources(held, root.name)
    if any(path.is_dir() for path in paths):
        raise OSError("a folder is brought in alone: choose it without other files")
    return Sources(tuple((path.name, _bytes(path, library)) for path in paths))


def _bytes(path: Path, library: Path) -> bytes:
    if library.exists() and path.samefile(library):
        raise OSError("that is your library, which is open already")
    if path.stat().st_size > LARGEST:
        raise OSError(f"{path.name} is larger than {LARGEST // (1024 * 1024)} MB")
    return path.read_bytes()


def review_of(
    sources: Sources,
    snapshot: Snapshot,
    answers: Mapping[str, str] | None = None,
    asked: tuple[Question, ...] = (),
) -> FeedReview:
    """What the sources hold, beside what the timeline holds already. Pure work for a worker.

    ``asked`` are the questions of an earlier reading, kept in sight so that an answer can be
    changed.
    """
    from pmdesk.edits.feeds import duplicates
    from pmdesk.importers.draft import ImportProblem
    from pmdesk.importers.feeds.offered import Offer
    from pmdesk.importers.feeds.reading import read_feeds, read_folder

    given = _answers(answers or {})
    try:
        if sources.folder:
            held = dict(sources.files)
            feed = read_folder(held, held.__getitem__, sources.folder, given)
        else:
            feed = read_feeds(sources.files, given)
    except ImportProblem as problem:
        return FeedReview(name=sources.name, problem=problem.message)
    questions = _questions(feed, snapshot)
    zone = (answers or {}).get("zone", "")
    # The hour that came twice is that of the zone which is chosen now.
    asked = tuple(q for q in asked if q.about != "clock change" or zone in q.words)
    known = {question.about for question in asked}
    return FeedReview(
        name=sources.name,
        feed=feed,
        offer=Offer(snapshot, feed.people),
        there=duplicates(snapshot, feed.events),
        around=_around(snapshot),
        questions=asked + tuple(q for q in questions if q.about not in known),
    )


def review_as_before(
    sources: Sources, snapshot: Snapshot, remembered: Sequence[str]
) -> tuple[FeedReview, dict[str, str]]:
    """What the sources hold with the columns chosen for such a table before, and these answers."""
    from pmdesk.views.remembered_columns import columns_for

    review = review_of(sources, snapshot)
    table = review.feed.table if review.feed is not None else None
    answers = columns_for(table.titles, remembered) if table is not None else {}
    if answers:
        again = review_of(sources, snapshot, answers)
        # Columns that give no event any more are not worth more than a guess.
        if again.feed is not None and again.feed.events:
            return again, answers
    return review, {}


def _answers(given: Mapping[str, str]) -> Answers:
    from dataclasses import replace

    from pmdesk.importers.feeds.raw import Answers
    from pmdesk.importers.feeds.reading import answers_of

    answers = Answers()
    for about, value in given.items():
        if not about.startswith("column:"):
            answers = answers_of(answers, about, value)
    columns = {
        about.removeprefix("column:"): title
        for about, title in given.items()
        if about.startswith("column:")
    }
    return replace(answers, columns=columns)


def _questions(feed: Feed, snapshot: Snapshot) -> tuple[Question, ...]:
    """The feed's questions, with the day and the zone of the postmortem as the first choices."""
    head = snapshot.postmortem
    first = min((e.at for e in snapshot.events.values() if e.at is not None), default=None)
    day = first.date() if first is not None else head.day
    found = []
    for question in feed.questions:
        choices = list(question.choices)
        if question.about == "zone":
            # A few likely ones, so that there is room for the rows; any other can be typed.
            choices = list(dict.fromkeys(filter(None, (head.zone, head.second_zone, *choices))))[:3]
        elif question.about == "date" and day is not None:
            choices.insert(0, day.isoformat())
        shown = tuple((value, _shown(question.about, value)) for value in dict.fromkeys(choices))
        free = question.about if question.about in _FREE else ""
        found.append(Question(question.about, question.text, shown, free))
    return tuple(found)


def _shown(about: str, value: str) -> str:
    from datetime import date

    if about == "date":
        return date_text(date.fromisoformat(value))
    words = {"first": "The first", "second": "The second"}.get(value, value)
    return words if about == "zone" else words[:1].upper() + words[1:]


def _around(snapshot: Snapshot) -> tuple[datetime, datetime] | None:
    """The time of the incident by its marks, or else by its events; None while unknown."""
    times = [mark.at for mark in snapshot.marks]
    if len(times) < 2:
        times += [event.at for event in snapshot.events.values() if event.at is not None]
    return (min(times), max(times)) if times else None


def edit_of(snapshot: Snapshot, offer: Offer, chosen: Sequence[tuple[RawEvent, str]]) -> Edit:
    """The edit that brings chosen rows in; a lane that has gone meanwhile gives way."""
    from pmdesk.edits.feeds import bring_in
    from pmdesk.importers.feeds.offered import Offer

    there = {lane.id for lane in snapshot.lanes}
    now = Offer(snapshot, offer.people)
    return bring_in(
        snapshot,
        [now.incoming(raw, lane if lane in there else "") for raw, lane in chosen],
    )


class BringingIn:
    """The way from files or text to events; nothing is stored before the sheet is agreed to."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._task: Task | None = None
        self._told = ""
        self._patience = QTimer(window, singleShot=True, interval=300)
        self._patience.timeout.connect(self._tell_progress)

    def offer(self, paths: Sequence[Path]) -> None:
        """Ask what is to become of files that were dropped where no postmortem is in sight."""
        window = self._window
        ways: list[Way] = []
        editor = window.editor
        if editor is not None and not editor.document.read_only:
            title = editor.document.snapshot.postmortem.title or "the open postmortem"
            words = f"Bring events into “{title[:48]}”"
            detail = "It is open. You choose what is brought in."
            ways.append((words, detail, partial(self._bring_into_open, paths)))
        ways += [
            ("Begin a postmortem with its events", "You choose what is brought in.",
             partial(self._begin_with, paths)),
            ("Import it as a document", "For a record that was written as a table or a text.",
             partial(window.importing.start, paths)),
        ]  # fmt: skip
        name = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
        window.prompts.choose_way(name, ways)

    def _bring_into_open(self, paths: Sequence[Path]) -> None:
        self._window.show_section("timeline")
        self.start(paths)

    def _begin_with(self, paths: Sequence[Path]) -> None:
        self._window.new_postmortem()
        if self._window.editor is not None:
            self.start(paths)

    def start(self, paths: Sequence[Path] = ()) -> None:
        """Bring in from files or a folder, which are asked for when none are given."""
        if self._document() is None:
            return
        if paths:
            self._read(list(paths))
        else:
            self._window.prompts.choose_feeds(self._read)

    def paste(self, text: str) -> None:
        """Bring in from text of the clipboard."""
        if self._document() is None:
            return
        if text.strip():
            self._review(Sources(((PASTED, text.encode("utf-8", "replace")),)))
        else:
            self._window.toast.tell("There is no text on the clipboard")

    def _document(self) -> Document | None:
        """The open postmortem where it may be changed; says why not otherwise."""
        editor = self._window.editor
        if editor is None:
            self._window.toast.tell("Open a postmortem first")
            return None
        if editor.document.read_only:
            self._window.toast.tell(editor.document.read_only)
            return None
        return editor.document

    def _read(self, paths: Sequence[Path]) -> None:
        work = partial(gathered, tuple(paths), self._window.desk.path)
        name = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
        self._run(name, work, self._review, self._on_unreadable)

    def _run(
        self,
        name: str,
        work: Callable[[], object],
        done: Callable[..., object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Work in the worker; when it takes a while that is told, with a way out."""

        def finished(act: Callable[..., object], result: object) -> None:
            self._stop_telling()
            act(result)

        self._told = f"Reading {name}…"
        self._patience.start()
        self._task = self._window.background.run(
            work, partial(finished, done), partial(finished, failed) if failed else None
        )

    def _tell_progress(self) -> None:
        self._window.toast.tell(self._told, "Cancel", self.cancel)

    def _stop_telling(self) -> None:
        self._patience.stop()
        self._task = None
        if self._told and self._window.toast.text == self._told:
            self._window.toast.hide()
        self._told = ""

    def cancel(self) -> None:
        """Give up what is being read; nothing of it is shown any more."""
        if self._task is not None:
            self._task.cancel()
        self._stop_telling()

    def _on_unreadable(self, problem: Exception) -> None:
        if not isinstance(problem, OSError):
            raise problem
        why = problem.strerror or str(problem)
        self._window.toast.tell(f"It can't be read: {why}")

    def _review(self, sources: Sources) -> None:
        document = self._document()
        if document is None:
            return
        remembered = self._window.preferences.value.table_columns
        work = partial(review_as_before, sources, document.snapshot, remembered)
        self._run(sources.name, work, partial(self._show, sources, document))

    def _show(
        self, sources: Sources, document: Document, found: tuple[FeedReview, dict[str, str]]
    ) -> None:
        review, said = found
        head = document.snapshot.postmortem
        if self._document() is not document:
            return

        def again(
            shown: FeedReview, answers: Mapping[str, str], then: Callable[[FeedReview], object]
        ) -> None:
            said.clear()
            said.update(answers)
            if self._task is not None:
                # The answers before these are of no interest any more.
                self._task.cancel()
            work = partial(review_of, sources, document.snapshot, answers, shown.questions)
            self._task = self._window.background.run(work, then)

        self._window.prompts.review_feed(
            review,
            document.snapshot.lanes,
            head.zone,
            partial(self._on_accepted, document, review, said),
            again,
            said,
        )

    def _on_accepted(
        self,
        document: Document,
        review: FeedReview,
        said: Mapping[str, str],
        chosen: Sequence[tuple[RawEvent, str]],
    ) -> None:
        offer = review.offer
        if offer is None or not chosen:
            return
        if document.attempt(lambda snapshot: edit_of(snapshot, offer, chosen)):
            self._remember(review, said)
            noun = "event" if len(chosen) == 1 else "events"
            self._window.show_section("timeline")
            self._window.toast.tell(f"Brought in {len(chosen)} {noun}", "Undo", document.undo)

    def _remember(self, review: FeedReview, said: Mapping[str, str]) -> None:
        from pmdesk.views.remembered_columns import remembering

        table = review.feed.table if review.feed is not None else None
        if table is not None:
            held = self._window.preferences.value.table_columns
            self._window.preferences.change("table_columns", remembering(held, table.titles, said))
