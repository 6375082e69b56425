"""The theme in use: tokens, text size, fonts; everything painted asks here and listens for news."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication
from PySide6.QtWidgets import QApplication

from pmdesk.views.theme.fonts import Fonts
from pmdesk.views.theme.palette import palette_of
from pmdesk.views.theme.stylesheet import stylesheet
from pmdesk.views.theme.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Tokens

MODES = ("system", "light", "dark", "contrast")
SMALLEST_SCALE, LARGEST_SCALE = 0.9, 1.5


class Theme(QObject):
    """Colours by token, fonts by role, lengths by the text scale; ``changed`` tells of news."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.mode = "system"
        self.scale = 1.0
        self.reduced_motion = False
        self.fonts = Fonts()
        self.tokens: Tokens = LIGHT
        # Kept in a name: the hints object dies under PySide6 when nobody holds it.
        self._hints = QGuiApplication.styleHints()
        self._hints.colorSchemeChanged.connect(self._on_system_look_changed)
        self._wishes = self._hints.accessibility()
        self._wishes.contrastPreferenceChanged.connect(self._on_system_look_changed)
        self._in_use: tuple[Tokens, float] | None = None
        self._apply()

    def set_mode(self, mode: str) -> None:
        """Choose "system", "light", "dark" or "contrast"; raises ValueError for another word."""
        if mode not in MODES:
            raise ValueError(f"unknown theme {mode!r}")
        self.mode = mode
        self._apply()

    def set_text_scale(self, scale: float) -> None:
        """Choose the text size as a factor, kept within 0.9 and 1.5."""
        self.scale = min(LARGEST_SCALE, max(SMALLEST_SCALE, round(scale, 2)))
        self._apply()

    def colour(self, token: str) -> QColor:
        """The colour of a token."""
        return QColor(getattr(self.tokens, token))

    def font(self, role: str) -> QFont:
        """The font of a role at the text size in use; shared, so copy it before changing it."""
        return self.fonts.font(role, self.scale)

    def elided(self, text: str, role: str, width: float) -> str:
        """A text in a role's font, with an ellipsis where ``width`` pixels end."""
        metrics = self.fonts.metrics(role, self.scale)
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def px(self, length: float) -> int:
        """A length of the design in device independent pixels at the text size in use."""
        return round(length * self.scale)

    def _wanted(self) -> Tokens:
        dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        wished = self._wishes.contrastPreference() == Qt.ContrastPreference.HighContrast
        if self.mode == "contrast" or (self.mode == "system" and wished):
            return CONTRAST_DARK if dark else CONTRAST_LIGHT
        if self.mode == "system":
            return DARK if dark else LIGHT
        return DARK if self.mode == "dark" else LIGHT

    def _apply(self) -> None:
        wanted = (self._wanted(), self.scale)
        # Every widget is polished anew, so that is done for a change only.
        if wanted == self._in_use:
            return
        self._in_use = wanted
        self.tokens = wanted[0]
        self._app.setPalette(palette_of(self.tokens))
        self._app.setFont(self.font("ui"))
        self._app.setStyleSheet(stylesheet(self.tokens, self.px))
        self.changed.emit()

    def _on_system_look_changed(self) -> None:
        if self.mode in ("system", "contrast"):
            self._apply()


class _Held:
    theme: Theme | None = None


def install(app: QApplication) -> Theme:
    """Make the theme of the application, once."""
    if _Held.theme is None or _Held.theme.parent() is not app:
        _Held.theme = Theme(app)
    return _Held.theme


def theme() -> Theme:
    """The theme in use; raises RuntimeError before ``install``."""
    if _Held.theme is None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("the theme needs an application")
        return install(app)
    return _Held.theme
