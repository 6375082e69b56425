"""The one style sheet: fields, buttons, menus, scroll bars; all else is painted."""

from __future__ import annotations

from collections.abc import Callable
from string import Template

from pmdesk.views.theme.tokens import Tokens

_SHEET = Template("""
QWidget { selection-background-color: $selection; selection-color: $onselection; outline: 0;
  widget-animation-duration: 0; }
QToolTip { background: $toast; color: $ontoast; border: 0; padding: 5px 8px; }
QLineEdit, QPlainTextEdit[field="true"], QTextEdit[field="true"], QDateEdit {
  background: $surface; color: $ink1; border: 1px solid $line3; border-radius: 6px;
  padding: 0 9px; min-height: ${h30}px; placeholder-text-color: $ink3; }
QPlainTextEdit[bare="true"], QTextEdit[bare="true"] { placeholder-text-color: $ink3; }
QPlainTextEdit[field="true"], QTextEdit[field="true"] { padding: 5px 6px; }
QLineEdit:focus, QPlainTextEdit[field="true"]:focus { border: 2px solid $accent; padding: 0 8px; }
QPlainTextEdit[field="true"]:focus { padding: 4px 5px; }
QLineEdit[wrong="true"] { border: 2px solid $danger; padding: 0 8px; }
QLineEdit:read-only, QPlainTextEdit[field="true"]:read-only { border-color: $line; color: $ink2; }
QLineEdit[bare="true"], QPlainTextEdit[bare="true"], QTextEdit[bare="true"] {
  background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 0 3px;
  min-height: 0; }
QLineEdit[bare="true"]:hover:!read-only, QPlainTextEdit[bare="true"]:hover:!read-only,
QTextEdit[bare="true"]:hover:!read-only {
  border-color: $line2; }
QLineEdit[bare="true"]:focus:!read-only, QPlainTextEdit[bare="true"]:focus:!read-only,
QTextEdit[bare="true"]:focus:!read-only {
  background: $surface; border: 1px solid $accent; }
QLineEdit[bare="true"]:read-only, QPlainTextEdit[bare="true"]:read-only,
QTextEdit[bare="true"]:read-only { color: $ink1;
  border-color: transparent; }
QLineEdit[quiet="true"] { color: $ink2; }
QLineEdit[frameless="true"], QLineEdit[frameless="true"]:focus { background: transparent;
  border: 0; padding: 0; min-height: 0; }
QPushButton { background: $surface; color: $ink1; border: 1px solid $line2; border-radius: 6px;
  padding: 0 ${h12}px; min-height: ${h30}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $press; }
QPushButton:disabled { color: $ink3; background: $hover; border-color: $line; }
QPushButton[height_class="compact"] { min-height: ${h26}px; padding: 0 ${h8}px; }
QPushButton[height_class="dialog"] { min-height: ${h38}px; padding: 0 ${h16}px; }
QPushButton[variant="primary"] { background: $primary; color: $onprimary;
  border-color: $primary; }
QPushButton[variant="primary"]:hover, QPushButton[variant="primary"]:pressed {
  background: $ink2; border-color: $ink2; }
QPushButton[variant="primary"]:disabled { background: $hover; color: $ink3;
  border-color: $line2; }
QPushButton[variant="ghost"] { background: transparent; border-color: transparent;
  color: $ink2; }
QPushButton[variant="ghost"]:hover { background: $hover; }
QPushButton[variant="ghost"]:disabled { color: $ink4; }
QPushButton[variant="link"] { background: transparent; border-color: transparent;
  color: $accent; padding: 0 4px; }
QPushButton[variant="link"]:hover { background: $accent_soft; }
QPushButton[variant="link"]:disabled { color: $ink3; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton[variant="toast"] { background: transparent; border-color: transparent;
  color: $toast_link; padding: 0 6px; }
QPushButton[variant="toast"]:hover { border-color: $toast_link; }
QPushButton[variant="danger"] { color: $danger; border-color: $danger_line; }
QPushButton[variant="danger"]:hover { background: $danger_soft; }
QPushButton[variant="missing"] { color: $danger; background: $danger_soft;
  border-color: transparent; }
QMenu { background: $surface; color: $ink1; border: 1px solid $line2; border-radius: 8px;
  padding: 5px; icon-size: ${h16}px; }
QMenu::item { padding: 7px 24px 7px 12px; border-radius: 5px; }
QMenu::item:selected { background: $row; color: $ink1; }
QMenu::item:disabled { color: $ink3; }
QMenu::icon { padding-left: 10px; }
QMenu::separator { height: 1px; background: $line; margin: 5px -5px; }
QComboBox { background: $surface; color: $ink1; border: 1px solid $line3; border-radius: 6px;
  padding: 0 9px; min-height: ${h30}px; }
QComboBox:focus { border: 2px solid $accent; padding: 0 8px; }
QComboBox::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow { image: url($chevron);
  width: ${h14}px; height: ${h14}px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line2; padding: 4px;
  selection-background-color: $row; selection-color: $ink1; outline: 0; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line2; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $line3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea { background: transparent; border: 0; }
QSplitter::handle { background: $line2; }
QCheckBox { spacing: 9px; }
QCheckBox::indicator { width: ${h16}px; height: ${h16}px;
  border: 1px solid $line3; border-radius: 4px;
  background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($tick); }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; color: $ink2; border: 0;
  border-bottom: 1px solid $line2; padding: 0 8px; }
""")


def stylesheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """The style sheet of a theme at a text size."""
    from pmdesk.config.paths import resources_dir

    sizes = {f"h{n}": px(n) for n in (8, 12, 14, 16, 26, 30, 38)}
    ground = "dark" if tokens.is_dark else "light"
    icons = resources_dir() / "icons"
    pictures = {
        "tick": (icons / f"check-{ground}.svg").as_posix(),
        "chevron": (icons / f"chevron-down-{ground}.svg").as_posix(),
    }
    # On a dark surface the hover colour is too faint to find the row of a menu by.
    row = tokens.press if tokens.is_dark else tokens.hover
    danger_line = tokens.danger if tokens.flat or tokens.is_dark else "#E3B4A8"
    own = {
        "danger_line": danger_line,
        "row": row,
        "selection": tokens.selection,
        "onselection": tokens.onselection,
        **pictures,
        **sizes,
    }
    return _SHEET.substitute(tokens._asdict(), **own)
