"""What a check of a returned report found: unchanged, changed and where, or unknown."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pmdesk.domain.revisions.checking import Finding, Verdict
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Tag
from pmdesk.views.prompts.sheet import Sheet

_TAGS = {
    Verdict.UNCHANGED: ("Unchanged", "ok", "ok_soft"),
    Verdict.CHANGED: ("Changed", "danger", "danger_soft"),
    Verdict.UNKNOWN: ("Unknown", "warn", "warn_soft"),
}


class CheckSheet(Sheet):
    """Only tells; nothing is brought in or altered."""

    def __init__(self, window: QWidget, name: str, found: Finding) -> None:
        super().__init__(window, "Check a report", 560, other="Close")
        self.found = found
        row = QHBoxLayout()
        row.setSpacing(10)
        text, ink, fill = _TAGS[found.verdict]
        self.tag = Tag(text, ink, fill, parent=self.card)
        row.addWidget(self.tag)
        self.file = ElidedLabel(name, "ui_medium")
        row.addWidget(self.file, 1)
        self.body.addLayout(row)
        named = "  ".join(part for part in (found.key, found.title) if part)
        if named:
            self.body.addWidget(WrappedLabel(named, "ui", "ink2"))
        self.sentence = WrappedLabel(found.sentence, "body")
        self.body.addWidget(self.sentence)
        if found.seal:
            self.seal = WrappedLabel(found.seal, "ui", "ink2")
            self.body.addWidget(self.seal)
        if found.where:
            self.section("Where")
            for line in found.where:
                self.body.addWidget(WrappedLabel(line, "ui"))
        self.body.addWidget(
            PlainLabel("Checked here, against this library; nothing was sent.", "meta_regular",
                       "ink2")
        )  # fmt: skip
        self.card.setAccessibleDescription(f"{text}. {found.sentence} {found.seal}".strip())
