"""How prose looks while it is typed: Markdown signs stand back, times of events become chips."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from pmdesk.domain.prose import EventClocks, clocks_in, marks_in
from pmdesk.views.controls.text_units import units_of
from pmdesk.views.theme.theme import theme

# Room inside a chip on both sides of its time, in pixels at scale 1.
CHIP_PAD = 6
# A paragraph longer than this stays plain: each look in it makes every key stroke dearer.
LONGEST_STYLED = 20_000


class ProseLooks(QSyntaxHighlighter):
    """Styles the blocks that change, and no other; ``painted`` counts them.

    ``clocks`` says which times are those of events; without it no time is a chip.
    """

    def __init__(self, document: QTextDocument, clocks: EventClocks | None) -> None:
        super().__init__(document)
        self._clocks = clocks
        self.painted = 0
        theme().changed.connect(self._on_theme_changed)

    def refresh_clocks(self, clocks: set[str] | None) -> None:
        """Style again the blocks that name one of these times of day; of None, all."""
        if clocks is None:
            self.rehighlight()
            return
        block = self.document().begin()
        while block.isValid():
            if any(found.clock in clocks for found in clocks_in(block.text())):
                self.rehighlightBlock(block)
            block = block.next()

    def highlightBlock(self, text: str) -> None:
        self.painted += 1
        if len(text) > LONGEST_STYLED:
            return
        units = units_of(text)
        for mark in marks_in(text):
            start, end = units(mark.start), units(mark.start + mark.length)
            look = _look(mark.look, theme().tokens.name, theme().scale)
            self.setFormat(start, end - start, look)
        if self._clocks is None:
            return
        for found in clocks_in(text):
            event = self._clocks.event(found.clock)
            if event is None:
                continue
            colour = theme().tokens.lane(self._clocks.colour(event))
            start, end = units(found.start), units(found.end)
            self.setFormat(start, end - start, _chip(colour, False, theme().scale))
            self.setFormat(end - 1, 1, _chip(colour, True, theme().scale))
            if start:
                before = self.format(start - 1)
                before.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
                before.setFontLetterSpacing(theme().px(CHIP_PAD))
                self.setFormat(start - 1, 1, before)

    def _on_theme_changed(self) -> None:
        _look.cache_clear()
        _chip.cache_clear()
        self.rehighlight()


@lru_cache(maxsize=64)
def _look(look: str, _theme_name: str, scale: float) -> QTextCharFormat:
    t = theme()
    made = QTextCharFormat()
    if look == "heading":
        made.setFont(t.fonts.font("heading", scale))
    elif look == "strong":
        bold = QFont(t.fonts.font("body_semibold", scale))
        bold.setPixelSize(t.fonts.font("prose", scale).pixelSize())
        made.setFont(bold)
    elif look == "emphasis":
        made.setFontItalic(True)
    elif look == "code":
        mono = QFont(t.fonts.font("mono", scale))
        mono.setPixelSize(round(14 * scale))
        made.setFont(mono)
        made.setBackground(t.colour("hover"))
    elif look == "link":
        made.setForeground(t.colour("accent"))
        made.setFontUnderline(True)
    else:
        made.setForeground(t.colour("ink3"))
    return made


@lru_cache(maxsize=64)
def _chip(colour: str, last: bool, scale: float) -> QTextCharFormat:
    font = QFont(theme().fonts.font("body_semibold", scale))
    if last:
        # The room after the last digit is what makes the right edge of the chip.
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, round(CHIP_PAD * scale))
    made = QTextCharFormat()
    made.setFont(font)
    made.setForeground(QColor(colour))
    return made
