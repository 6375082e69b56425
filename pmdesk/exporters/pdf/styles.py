"""Colours, sizes and page geometry of the report; everything is in points unless it says mm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reportlab.lib.colors import Color

from pmdesk.exporters.pdf import fonts

MM = 72.0 / 25.4


class Ink:
    """The light theme's colours by role; every text colour keeps 4.5 to 1 on its ground."""

    INK = "#1D1B18"
    INK2 = "#524D45"
    INK3 = "#6B655B"
    EDGE = "#8B8477"
    RULE = "#CFC9BD"
    BAND = "#F4F2ED"
    BOX = "#F6F4EF"
    PAPER = "#FFFFFF"
    ACCENT = "#2450C8"
    OK = "#1C6B45"
    OK_LINE = "#A5D2B8"
    OK_SOFT = "#E6F2EA"
    WARN = "#835400"
    DANGER = "#A8321A"


class LaneInk(NamedTuple):
    """A lane's colours: its words, its glyph and the bar of a span."""

    text: str
    fill: str
    soft: str


LANES = {
    "detection": LaneInk("#8F5200", "#B97207", "#F2DDB4"),
    "response": LaneInk("#7A2E8E", "#9A3FB0", "#E0C5E8"),
    "system": LaneInk("#3B4958", "#2F3B48", "#CCD4DC"),
    "communication": LaneInk("#0B6A66", "#18928A", "#B7DEDA"),
}
OTHER_LANE = LaneInk(Ink.INK2, Ink.INK2, "#DEDAD2")

# Band and words of each phase; lanes carry the band's colour at 42%.
PHASES = {
    "Undetected": ("#FBE3DA", "#A8321A"),
    "Diagnosing": ("#FBF0D9", "#835400"),
    "Mitigating": ("#EDF1DC", "#566312"),
    "Verifying": ("#E1F1E8", "#1C6B45"),
}

# Bar and tag of each severity: bar, words, ground.
SEVERITIES = {
    "SEV-1": ("#A8321A", "#A8321A", "#FCEBE6"),
    "SEV-2": ("#B97207", "#835400", "#FBF0D9"),
    "SEV-3": ("#2450C8", "#2450C8", "#E8EEFC"),
    "SEV-4": ("#6B655B", "#524D45", "#F6F4EF"),
}


class TextStyle(NamedTuple):
    """A font at a size with its line height and colour."""

    font: str
    size: float
    leading: float
    colour: str = Ink.INK


TITLE = TextStyle(fonts.TITLE, 28, 32)
LEAD = TextStyle(fonts.SERIF, 12.2, 17.4)
PROSE = TextStyle(fonts.SERIF, 10.2, 14.8)
HEADING = TextStyle(fonts.SANS_SEMI, 11, 14)
SUBHEADING = TextStyle(fonts.SANS_SEMI, 9.2, 13)
KEY_FIGURE = TextStyle(fonts.DISPLAY_SEMI, 23, 27)
TABLE = TextStyle(fonts.SANS, 8.1, 11.6)
TABLE_BOLD = TextStyle(fonts.SANS_SEMI, 8.1, 11.6)
TABLE_SOFT = TextStyle(fonts.SANS, 8.1, 11.6, Ink.INK2)
TABLE_HEAD = TextStyle(fonts.SANS_MEDIUM, 7.4, 10, Ink.INK3)
CAPTION = TextStyle(fonts.SANS, 7.8, 11, Ink.INK2)
FIGURE = TextStyle(fonts.SANS, 7.2, 9.8)
CODE = TextStyle(fonts.MONO, 7.6, 11)
TAG = TextStyle(fonts.SANS_SEMI, 7.8, 10, Ink.INK2)
FURNITURE = TextStyle(fonts.SANS, 7.2, 10, Ink.INK3)


@dataclass(frozen=True, slots=True)
class Page:
    """One paper size with its margins and its two columns."""

    width: float
    height: float
    side: float = 18 * MM
    top: float = 24 * MM
    foot: float = 21 * MM
    label: float = 41 * MM

    @property
    def measure(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.side

    @property
    def text(self) -> float:
        """The width of the text column."""
        return self.measure - self.label

    @property
    def room(self) -> float:
        """The height between head and foot."""
        return self.height - self.top - self.foot


PAGES = {"A4": Page(210 * MM, 297 * MM), "Letter": Page(612.0, 792.0)}

_COLOURS: dict[str, Color] = {}


def colour(value: str) -> Color:
    """The colour of a #RRGGBB text."""
    found = _COLOURS.get(value)
    if found is None:
        red, green, blue = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
        found = _COLOURS[value] = Color(red, green, blue)
    return found


def faded(value: str, share: float) -> str:
    """A colour at ``share`` of its strength on white: no transparency is needed on paper."""
    parts = (int(value[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)
