"""The part of the export sheet that asks for a certificate and its passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Surface
from pmdesk.views.prompts.export_leaks import tick_box
from pmdesk.views.prompts.files import Files
from pmdesk.views.theme.theme import theme

_KINDS = "Certificates with their key (*.p12 *.pfx);;All files (*)"
_WORDS = (
    "The passphrase is asked each time and kept nowhere. The report names the owner of the "
    "certificate, whatever the edition. One that you made yourself shows as an unknown signer "
    "elsewhere; its fingerprint is printed beside the sign-off."
)
# Looks at a certificate file with a passphrase; what is wrong with it (or an empty text) is given
# to the last one later.
TryKey = Callable[[Path, str, Callable[[str], object]], object]


class SealPart(QWidget):
    """``changed`` is told when what is asked for, or whether it is enough, may be another."""

    changed = Signal()

    def __init__(self, files: Files, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._problem = ""
        self.is_trying = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.box = tick_box("Seal it with a certificate: every later change shows", on=False)
        self.box.toggled.connect(self._on_ticked)
        column.addWidget(self.box)
        self.reason = WrappedLabel("", "meta_regular", "ink2")
        column.addWidget(self.reason)
        self.card = Surface("sunken", "line", 8)
        column.addWidget(self.card)
        inner = QVBoxLayout(self.card)
        inner.setContentsMargins(14, 12, 14, 12)
        inner.setSpacing(6)
        self.path = self._field("Certificate file", "A .p12 or .pfx file")
        row = QHBoxLayout()
        row.addWidget(self.path, 1)
        self.choose = Button("Choose…", on_click=self._choose)
        row.addWidget(self.choose)
        inner.addWidget(PlainLabel("Certificate file", "ui_medium"))
        inner.addLayout(row)
        self.passphrase = self._field("Passphrase", "")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        inner.addWidget(PlainLabel("Passphrase", "ui_medium"))
        inner.addWidget(self.passphrase)
        self.problem = WrappedLabel("", "ui", "danger")
        inner.addWidget(self.problem)
        inner.addWidget(WrappedLabel(_WORDS, "meta_regular", "ink2"))
        self._show_parts()

    @property
    def is_wanted(self) -> bool:
        """Whether the report is to be sealed."""
        return self.box.isEnabled() and self.box.isChecked()

    def allow(self, reason: str) -> None:
        """Let a seal be chosen, or say why not."""
        self.box.setEnabled(not reason)
        self.reason.setText(reason)
        self._show_parts()

    def lack(self) -> str:
        """What is missing before the export may begin, or an empty text."""
        text = self.path.text().strip()
        if not self.is_wanted:
            return ""
        if self.is_trying:
            return "Looking at the certificate…"
        if not text:
            return "Choose the file of your certificate."
        if not Path(text).expanduser().is_file():
            return "There is no such certificate file."
        return ""

    def tried(self, try_key: TryKey, then: Callable[[Path, str], object]) -> None:
        """Have the key looked at; ``then`` is called with path and passphrase where it is good."""
        path, secret = Path(self.path.text().strip()).expanduser(), self.passphrase.text()
        self.is_trying = True
        self.changed.emit()

        def judged(problem: str) -> None:
            if not isValid(self):
                return
            self.is_trying = False
            if problem:
                self._tell(problem)
            else:
                self.forget()
                then(path, secret)

        try_key(path, secret, judged)

    def forget(self) -> None:
        """Let go of the passphrase."""
        self.passphrase.clear()

    def _tell(self, problem: str) -> None:
        self._problem = problem
        self.problem.setText(problem)
        self._show_parts()
        self.changed.emit()
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _field(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit()
        field.setFont(theme().font("ui"))
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.textChanged.connect(self._on_typed)
        return field

    def _choose(self) -> None:
        def taken(paths: list[Path]) -> None:
            self.path.setText(str(paths[0]))
            self.passphrase.setFocus()

        self._files.open(self, "Choose the certificate", taken, _KINDS)

    def _on_typed(self, _text: str) -> None:
        if not hasattr(self, "problem"):
            return
        self._problem = ""
        self.problem.setText("")
        self._show_parts()
        self.changed.emit()

    def _on_ticked(self, on: bool) -> None:
        self._show_parts()
        self.changed.emit()
        if on:
            (self.passphrase if self.path.text() else self.path).setFocus()

    def _show_parts(self) -> None:
        self.card.setVisible(self.is_wanted)
        self.reason.setVisible(bool(self.reason.text()))
        self.problem.setVisible(bool(self._problem))
