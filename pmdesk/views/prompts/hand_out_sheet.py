"""Asks which actions go out, in which form and where; shows exactly what would leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from pmdesk.exporters.trackers.files import FORMS, handed_out, note_of
from pmdesk.exporters.trackers.item import Item
from pmdesk.exporters.trackers.secrets_left import secrets_left
from pmdesk.views.controls.buttons import Button, Segments
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.prompts.files import Files
from pmdesk.views.prompts.sheet import Sheet
from pmdesk.views.theme.theme import theme

# The preview is to be looked over, not read through.
_PREVIEWED = 40
_SECRETS = 4
_COPIED = ("md", "csv", "jira", "gitlab", "linear")


class HandOutSheet(Sheet):
    """``accepted`` carries the items, the form and the path; ``copied`` how many went to the
    clipboard. Nothing is written here."""

    accepted = Signal(object, str, object)
    copied = Signal(int)

    def __init__(
        self,
        window: QWidget,
        files: Files,
        scopes: Mapping[str, Sequence[Item]],
        folder: Path,
        name: str,
        now: datetime,
    ) -> None:
        super().__init__(window, "Hand out actions", 700, "Save", "file-down")
        self._files, self._scopes, self._now = files, scopes, now
        self.form = "md"
        self._items: Sequence[Item] = next(iter(scopes.values()))
        if len(scopes) > 1:
            choices = [(key, f"{key} {len(rows)}", "") for key, rows in scopes.items()]
            self.scope = Segments(choices)
            self.scope.setAccessibleName("Which actions")
            self.scope.choose(next(iter(scopes)))
            self.scope.chosen.connect(self._on_scope_chosen)
            self.body.addWidget(self.scope, 0, Qt.AlignmentFlag.AlignLeft)
        self.forms = Segments([(key, form.name, "") for key, form in FORMS.items()])
        self.forms.setAccessibleName("Form")
        self.forms.choose("md")
        self.forms.chosen.connect(self._on_form_chosen)
        self.body.addWidget(self.forms, 0, Qt.AlignmentFlag.AlignLeft)
        self.words = WrappedLabel("", "meta_regular", "ink2")
        self.body.addWidget(self.words)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("What leaves", "ui_medium"), 1)
        self.copy_button = Button("Copy", "ghost", "copy", self._copy, size="compact")
        head.addWidget(self.copy_button)
        self.body.addLayout(head)
        self._add_preview()
        self.secrets = WrappedLabel("", "ui", "warn")
        self.secrets.setAccessibleName("What looks like a secret")
        self.body.addWidget(self.secrets)
        self.body.addWidget(PlainLabel("Save as", "ui_medium"))
        row = QHBoxLayout()
        self.path = QLineEdit(str(folder / f"{name}.md"))
        self.path.setFont(theme().font("ui"))
        self.path.setAccessibleName("Save as")
        self.path.textChanged.connect(lambda _text: self._judge())
        row.addWidget(self.path, 1)
        row.addWidget(Button("Choose…", on_click=self._choose))
        self.body.addLayout(row)
        self._show()

    def _add_preview(self) -> None:
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setProperty("field", "true")
        self.preview.setAccessibleName("What leaves")
        self.preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.preview.setTabChangesFocus(True)
        self.preview.setFont(theme().font("mono"))
        self.preview.setFixedHeight(theme().px(170))
        self.body.addWidget(self.preview)

    def act(self) -> None:
        target = Path(self.path.text()).expanduser()
        self.dismiss()
        self.accepted.emit(self._items, self.form, target)

    def _on_scope_chosen(self, value: object) -> None:
        self._items = self._scopes[str(value)]
        self._show()

    def _on_form_chosen(self, value: object) -> None:
        self.form = str(value)
        held = Path(self.path.text())
        if held.name:
            self.path.setText(str(held.with_suffix(FORMS[self.form].suffix)))
        self._show()

    def _text(self, items: Sequence[Item]) -> str:
        data = handed_out(items, self.form, self._now)
        return data.decode("utf-8-sig").replace("\r\n", "\n")

    def _show(self) -> None:
        note = note_of(self.form, self._items)
        self.words.setText(f"{FORMS[self.form].words} {note}".strip())
        text = self._text(self._items[:_PREVIEWED]).rstrip("\n")
        left = len(self._items) - _PREVIEWED
        self.preview.setPlainText(f"{text}\n… and {left} more" if left > 0 else text)
        self.copy_button.setVisible(self.form in _COPIED)
        self._show_secrets()
        self._judge()
        if self.isVisible():
            # The note of another form is longer or shorter.
            self.place()

    def _show_secrets(self) -> None:
        """Name what looks like a secret; whether it goes out is for the user to say."""
        found = secrets_left(self._items)
        lines = [secret.words for secret in found[:_SECRETS]]
        if len(found) > _SECRETS:
            lines.append(f"… and {len(found) - _SECRETS} more")
        head = "Looks like a secret; take it out of the action unless it may be read:"
        self.secrets.setText("\n".join([head, *lines]) if lines else "")
        self.secrets.setVisible(bool(lines))

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._text(self._items))
        self.copied.emit(len(self._items))
        self.dismiss()

    def _choose(self) -> None:
        form = FORMS[self.form]
        self._files.save(
            self, "Hand out actions", Path(self.path.text()), f"{form.name} (*{form.suffix})",
            lambda path: self.path.setText(str(path)),
        )  # fmt: skip

    def _judge(self) -> None:
        text = self.path.text().strip()
        target = Path(text).expanduser()
        if not self._items:
            self.allow("There is no action to hand out.")
        elif not text or not target.name:
            self.allow("Choose where the file goes.")
        elif not target.parent.is_dir():
            self.allow(f"There is no folder {target.parent}.")
        elif target.is_dir():
            self.allow("That is a folder. Add a file name.")
        else:
            self.allow()
            if target.exists():
                self.why.setText("Replaces the file that is there.")
