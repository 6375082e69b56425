"""The fonts by role, from the files that the program ships."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from pmdesk.config.paths import resources_dir

_FILES = {
    "Pmdesk Sans": "PmdeskSans-Regular",
    "Pmdesk Sans Medium": "PmdeskSans-Medium",
    "Pmdesk Sans SemiBold": "PmdeskSans-SemiBold",
    "Pmdesk Display Medium": "PmdeskDisplay-Medium",
    "Pmdesk Display SemiBold": "PmdeskDisplay-SemiBold",
    "Pmdesk Mono": "PmdeskMono-Regular",
}
# role -> family, pixel size at scale 1, line height
ROLES: dict[str, tuple[str, int, int]] = {
    "title": ("Pmdesk Display SemiBold", 24, 30),
    "figure": ("Pmdesk Display Medium", 24, 30),
    "heading": ("Pmdesk Display SemiBold", 17, 22),
    "section": ("Pmdesk Display SemiBold", 15, 20),
    "prose": ("Pmdesk Sans", 16, 27),
    "body": ("Pmdesk Sans", 14, 23),
    "body_medium": ("Pmdesk Sans Medium", 14, 20),
    "body_semibold": ("Pmdesk Sans SemiBold", 14, 20),
    "ui": ("Pmdesk Sans", 13, 18),
    "ui_medium": ("Pmdesk Sans Medium", 13, 18),
    "ui_semibold": ("Pmdesk Sans SemiBold", 13, 18),
    "meta": ("Pmdesk Sans Medium", 12, 16),
    "meta_regular": ("Pmdesk Sans", 12, 16),
    "meta_semibold": ("Pmdesk Sans SemiBold", 12, 16),
    "tick": ("Pmdesk Sans Medium", 11, 14),
    "mono": ("Pmdesk Mono", 12, 18),
}


class Fonts:
    """Loads a font file when its first role is asked for and keeps fonts and their metrics."""

    def __init__(self) -> None:
        self._loaded: set[str] = set()
        self._fonts: dict[tuple[str, float], QFont] = {}
        self._metrics: dict[tuple[str, float], QFontMetricsF] = {}

    def font(self, role: str, scale: float) -> QFont:
        """The font of a role; raises KeyError for an unknown one."""
        key = (role, scale)
        if key not in self._fonts:
            family, size, _ = ROLES[role]
            self._load(family)
            font = QFont(family)
            font.setPixelSize(round(size * scale))
            font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
            self._fonts[key] = font
        return self._fonts[key]

    def metrics(self, role: str, scale: float) -> QFontMetricsF:
        """The metrics of a role's font, kept because making them is dear."""
        key = (role, scale)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self.font(role, scale))
        return self._metrics[key]

    def _load(self, family: str) -> None:
        if family not in self._loaded:
            self._loaded.add(family)
            path = resources_dir() / "fonts" / f"{_FILES[family]}.ttf"
            QFontDatabase.addApplicationFont(str(path))


def line_height(role: str) -> int:
    """The line height of a role in pixels at scale 1."""
    return ROLES[role][2]
