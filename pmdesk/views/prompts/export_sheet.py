"""Asks in which form and where a postmortem is to be exported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from pmdesk.views.controls.buttons import Button, Segments
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.prompts.files import Files
from pmdesk.views.prompts.sheet import Sheet
from pmdesk.views.theme.theme import theme

FORMATS: dict[str, tuple[str, str, str]] = {
    "pdf": ("PDF", ".pdf", "One page for busy readers, then everything, with the timeline drawn."),
    "md": ("Markdown", ".md", "Plain text for a wiki or repository; can be imported again."),
    "json": ("JSON", ".json", "Every record, for other programs and as a full copy."),
}


class ExportSheet(Sheet):
    """``accepted`` carries the format ("pdf", "md", "json") and the path; nothing is written here.

    A file that is there already is replaced: the sheet says so before.
    """

    accepted = Signal(str, object)

    def __init__(self, window: QWidget, files: Files, folder: Path, name: str) -> None:
        super().__init__(window, "Export", 560, "Export", "file-down")
        self._files = files
        self.format = "pdf"
        self.formats = Segments([(key, words, "") for key, (words, _, _) in FORMATS.items()])
        self.formats.choose("pdf")
        self.formats.chosen.connect(self._on_format_chosen)
        self.body.addWidget(self.formats)
        self.words = WrappedLabel(FORMATS["pdf"][2], "meta_regular", "ink2")
        self.body.addWidget(self.words)
        self.body.addSpacing(4)
        self.body.addWidget(PlainLabel("Save as", "ui_medium"))
        row = QHBoxLayout()
        self.path = QLineEdit(str(folder / f"{name}.pdf"))
        self.path.setFont(theme().font("ui"))
        self.path.setAccessibleName("Save as")
        self.path.textChanged.connect(lambda _text: self._judge())
        row.addWidget(self.path, 1)
        row.addWidget(Button("Choose…", on_click=self._choose))
        self.body.addLayout(row)
        self._judge()

    def act(self) -> None:
        target = Path(self.path.text()).expanduser()
        self.dismiss()
        self.accepted.emit(self.format, target)

    def _on_format_chosen(self, value: object) -> None:
        self.format = str(value)
        _, suffix, words = FORMATS[self.format]
        self.words.setText(words)
        self.path.setText(str(Path(self.path.text()).with_suffix(suffix)))

    def _choose(self) -> None:
        words, suffix, _ = FORMATS[self.format]
        self._files.save(
            self, "Export", Path(self.path.text()), f"{words} (*{suffix})",
            lambda path: self.path.setText(str(path)),
        )  # fmt: skip

    def _judge(self) -> None:
        text = self.path.text().strip()
        target = Path(text).expanduser()
        if not text or not target.name:
            self.allow("Choose where the file goes.")
        elif not target.parent.is_dir():
            self.allow(f"There is no folder {target.parent}.")
        elif target.is_dir():
            self.allow("That is a folder. Add a file name.")
        else:
            self.allow()
            if target.exists():
                self.why.setText("Replaces the file that is there.")


