"""Asks for whom, in which form and where a postmortem is to be exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from shiboken6 import isValid

from pmdesk.views.controls.buttons import Button, Segments
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.prompts.export_leaks import LeakPart, tick_box
from pmdesk.views.prompts.export_seal import SealPart, TryKey
from pmdesk.views.prompts.files import Files
from pmdesk.views.prompts.sheet import Sheet
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.domain.redaction.leaks import Leak
    from pmdesk.exporters.editions import Handout

FORMATS: dict[str, tuple[str, str, str]] = {
    "pdf": ("PDF", ".pdf", "One page for busy readers, then everything, with the timeline drawn."),
    "html": ("Web page", ".html", "One file that needs nothing else, for a wiki or a browser."),
    "docx": ("Word", ".docx", "Headings, lists and tables to go on writing in."),
    "md": ("Markdown", ".md", "Plain text for a wiki or repository; can be imported again."),
    "json": ("JSON", ".json", "Every record, for other programs and as a full copy."),
    "upg": ("Graph", ".upg.json", "Incident, factors and runbooks as a product graph in JSON."),
    "bundle": (
        "Bundle", ".pmbundle",
        "Record, versions and files for another desk, which merges it with its own changes.",
    ),
}
# Asks for the findings of a handout; they are given to the second function later.
FindLeaks = Callable[["Handout", Callable[[Sequence["Leak"]], object]], object]


class ExportSheet(Sheet):
    """``accepted`` carries the format, the path and the handout; nothing is written here.

    ``sealing`` instead carries the path, the handout, the certificate's path and its passphrase.
    ``preview_requested`` and ``copy_requested`` carry the handout. A file that is there already
    is replaced: the sheet says so before.
    """

    accepted = Signal(str, object, object)
    sealing = Signal(object, object, object, str)
    preview_requested = Signal(object)
    copy_requested = Signal(object)

    def __init__(
        self,
        window: QWidget,
        files: Files,
        folder: Path,
        name: str,
        find_leaks: FindLeaks | None = None,
        inside_events: int = 0,
    ) -> None:
        from pmdesk.exporters.editions import EDITIONS, Edition

        super().__init__(window, "Export", 640, "Export", "file-down")
        self._refusal: Callable[[Handout], str] = lambda _handout: ""
        self._try_key: TryKey | None = None
        self._files, self._find_leaks = files, find_leaks
        self.format, self.edition = "pdf", Edition.INTERNAL
        self.editions = Segments([(e, words, "") for e, (words, _) in EDITIONS.items()])
        self.editions.choose(self.edition)
        self.editions.chosen.connect(self._on_edition_chosen)
        self.body.addWidget(PlainLabel("For", "ui_medium"))
        self.body.addWidget(self.editions)
        self.edition_words = WrappedLabel(EDITIONS[self.edition][1], "meta_regular", "ink2")
        self.body.addWidget(self.edition_words)
        noun = "the event" if inside_events == 1 else f"the {inside_events} events"
        self.inside = tick_box(f"Also hand out {noun} marked internal", on=False)
        self.inside.toggled.connect(lambda _on: self._look_for_leaks())
        self._has_inside = inside_events > 0
        self.body.addWidget(self.inside)
        self.leaks = LeakPart()
        self.leaks.changed.connect(self._judge)
        self.body.addWidget(self.leaks)
        self._add_formats()
        key = name.partition(" ")[0]
        self._names = {
            "internal": name, "redacted": f"{key} redacted", "external": f"{key} summary",
        }  # fmt: skip
        self._add_place(folder, name)
        self._show_parts()
        self._judge()

    def handout(self) -> Handout:
        """What was decided so far."""
        from pmdesk.exporters.editions import Handout

        words = self.leaks.stand_ins() if self._is_for_others else {}
        return Handout(
            self.edition,
            words,
            inside_events=self._is_for_others and self.inside.isChecked(),
            with_record=self.record.isChecked(),
        )

    def offer_seal(
        self, refusal: Callable[[Handout], str], try_key: TryKey, last: Path | None = None
    ) -> None:
        """Offer the seal; ``refusal`` says why a handout can't carry one, ``last`` is the
        certificate of the time before."""
        self._refusal, self._try_key = refusal, try_key
        self.seal.path.setText(str(last) if last is not None else "")
        self._show_parts()

    def act(self) -> None:
        if self._wants_seal and self._try_key is not None:
            self.seal.tried(self._try_key, self._seal)
            return
        target = Path(self.path.text()).expanduser()
        handout = self.handout()
        self.dismiss()
        self.accepted.emit(self.format, target, handout)

    def dismiss(self) -> None:
        self.seal.forget()
        super().dismiss()

    def _seal(self, key: Path, passphrase: str) -> None:
        target = Path(self.path.text()).expanduser()
        handout = self.handout()
        self.dismiss()
        self.sealing.emit(target, handout, key, passphrase)

    @property
    def _wants_seal(self) -> bool:
        return self.format == "pdf" and self.seal.is_wanted

    @property
    def _is_for_others(self) -> bool:
        return self.edition.value != "internal"

    def _add_formats(self) -> None:
        self.formats = Segments([(key, words, "") for key, (words, _, _) in FORMATS.items()])
        self.formats.choose("pdf")
        self.formats.chosen.connect(self._on_format_chosen)
        self.body.addWidget(PlainLabel("As", "ui_medium"))
        self.body.addWidget(self.formats)
        self.words = WrappedLabel(FORMATS["pdf"][2], "meta_regular", "ink2")
        self.body.addWidget(self.words)
        self.record = tick_box("Carry the record inside: pmdesk opens the PDF again", on=True)
        self.body.addWidget(self.record)
        self.seal = SealPart(self._files)
        self.seal.changed.connect(self._on_seal_changed)
        self.body.addWidget(self.seal)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.preview = Button("Preview", "secondary", "eye", on_click=self._preview)
        self.copy = Button("Copy as rich text", "secondary", "copy", on_click=self._copy)
        row.addWidget(self.preview)
        row.addWidget(self.copy)
        row.addStretch(1)
        self.body.addLayout(row)

    def _add_place(self, folder: Path, name: str) -> None:
        self.body.addWidget(PlainLabel("Save as", "ui_medium"))
        row = QHBoxLayout()
        self.path = QLineEdit(str(folder / f"{name}.pdf"))
        self.path.setFont(theme().font("ui"))
        self.path.setAccessibleName("Save as")
        self.path.textChanged.connect(lambda _text: self._judge())
        row.addWidget(self.path, 1)
        row.addWidget(Button("Choose…", on_click=self._choose))
        self.body.addLayout(row)

    def _on_edition_chosen(self, value: object) -> None:
        from pmdesk.exporters.editions import EDITIONS, Edition

        before = self._names[self.edition.value]
        self.edition = Edition(str(value))
        # A title may tell what the pages leave out, so it stands in no name of what goes out.
        path, suffix = Path(self.path.text()), FORMATS[self.format][1]
        if path.name == before + suffix:
            self.path.setText(str(path.with_name(self._names[self.edition.value] + suffix)))
        self.edition_words.setText(EDITIONS[self.edition][1])
        self._show_parts()
        self._look_for_leaks()

    def _on_format_chosen(self, value: object) -> None:
        before = FORMATS[self.format][1]
        self.format = str(value)
        suffix = FORMATS[self.format][1]
        held = self.path.text().removesuffix(before)
        self.path.setText(held + suffix)
        self._show_parts()

    def _show_parts(self) -> None:
        alone = self.format == "pdf" and self.edition.value == "external"
        words = FORMATS[self.format][2]
        self.words.setText("A single page that needs no other." if alone else words)
        self.leaks.setVisible(self._is_for_others)
        self.inside.setVisible(self._is_for_others and self._has_inside)
        self.record.setVisible(self.format == "pdf" and self.edition.value != "external")
        self.seal.setVisible(self.format == "pdf" and self._try_key is not None)
        self.seal.allow(self._refusal(self.handout()))
        self.preview.setVisible(self.format == "pdf")
        self._judge()
        self._make_room()

    def _on_seal_changed(self) -> None:
        self._judge()
        self._make_room()

    def _make_room(self) -> None:
        """As high as what is shown now; without it the card keeps the height of before."""
        for part in (self.leaks, self.seal.card, self.seal, self._held):
            layout = part.layout()
            if layout is not None:
                layout.invalidate()
                layout.activate()
        if self.isVisible():
            self.place()

    def _look_for_leaks(self) -> None:
        if not self._is_for_others:
            self._judge()
            return
        self.leaks.show_waiting()
        asked = (self.edition, self.inside.isChecked())
        if self._find_leaks is None:
            self._on_leaks_found(asked, ())
        else:
            self._find_leaks(self.handout(), lambda found: self._on_leaks_found(asked, found))
        self._judge()

    def _on_leaks_found(self, asked: object, found: Sequence[Leak]) -> None:
        if not isValid(self) or asked != (self.edition, self.inside.isChecked()):
            return
        self.leaks.show_found(found)
        self._judge()
        self._make_room()

    def _preview(self) -> None:
        self.preview_requested.emit(self.handout())

    def _copy(self) -> None:
        handout = self.handout()
        self.dismiss()
        self.copy_requested.emit(handout)

    def _choose(self) -> None:
        words, suffix, _ = FORMATS[self.format]
        self._files.save(
            self, "Export", Path(self.path.text()), f"{words} (*{suffix})",
            lambda path: self.path.setText(str(path)),
        )  # fmt: skip

    def _judge(self) -> None:
        if not hasattr(self, "path"):
            return
        text = self.path.text().strip()
        target = Path(text).expanduser()
        redacts = self._is_for_others and bool(self.leaks.stand_ins())
        if self.button is not None:
            words = "seal and export" if self._wants_seal else "export"
            if redacts:
                words = f"redact, {words}" if self._wants_seal else f"redact and {words}"
            self.button.setText(words.capitalize())
        if self._is_for_others and self.leaks.is_waiting:
            self.allow("The words are being looked through.")
        elif not text or not target.name:
            self.allow("Choose where the file goes.")
        elif not target.parent.is_dir():
            self.allow(f"There is no folder {target.parent}.")
        elif target.is_dir():
            self.allow("That is a folder. Add a file name.")
        elif self.format == "bundle" and self._is_for_others:
            self.allow("A bundle is the whole record: choose Internal, or another form.")
        elif self._wants_seal and self.seal.lack():
            self.allow(self.seal.lack())
        else:
            self.allow()
            self.why.setText(self._remark(target))

    def _remark(self, target: Path) -> str:
        left = self.leaks.left_in() if self._is_for_others else 0
        if left:
            return f"{left} of the findings will stay in." if left > 1 else "One finding stays in."
        return "Replaces the file that is there." if target.exists() else ""
