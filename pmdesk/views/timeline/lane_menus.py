"""The menus of lanes: rename, reorder, recolour, hide and bring back, delete, add."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from pmdesk.domain.change import Edit
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import LaneShape
from pmdesk.domain.timeline import Lane
from pmdesk.edits.timeline_lanes import add_lane, change_lane, delete_lane, move_lane
from pmdesk.views.theme.glyphs import draw_lane
from pmdesk.views.theme.icons import icon
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.views.timeline.canvas import TimelineCanvas

COLOURS = ("detection", "response", "system", "communication", "")
_NAMES = {
    "detection": "Amber", "response": "Violet", "system": "Slate", "communication": "Teal",
    "": "Ink",
}  # fmt: skip


def glyph_icon(shape: LaneShape, colour: str) -> QIcon:
    """A lane's shape in its colour, for menus."""
    pixmap = QPixmap(32, 32)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_lane(painter, shape, QColor(theme().tokens.lane(colour, "fill")), 8, 8, 12)
    painter.end()
    return QIcon(pixmap)


def lane_icon(lane: Lane) -> QIcon:
    """The glyph of a lane as an icon."""
    return glyph_icon(lane.shape, lane.colour)


def plain(text: str) -> str:
    """A user's text for a menu, in which an ampersand is no shortcut."""
    return text.replace("&", "&&")


class LaneMenus:
    """Builds the menu of one lane, and the one of all lanes."""

    def __init__(self, canvas: TimelineCanvas) -> None:
        self._canvas = canvas
        self._scene = canvas.scene

    def _add(self, menu: QMenu, text: str, act: Callable[[], object], icon_name: str = "") -> None:
        action = menu.addAction(plain(text))
        if icon_name:
            action.setIcon(icon(icon_name))
        action.setEnabled(not self._scene.document.read_only)
        action.triggered.connect(lambda _checked=False: act())

    def _edit(self, make: Callable[[Snapshot], Edit]) -> Callable[[], object]:
        return lambda: self._scene.document.attempt(make)

    def all_lanes(self) -> QMenu:
        """Each lane with its own menu, hidden ones to be shown again, and a new one."""
        menu = QMenu(self._canvas)
        for lane in self._scene.document.snapshot.lanes:
            if lane.hidden:
                self._add_show(menu, lane)
                continue
            own = menu.addMenu(lane_icon(lane), plain(lane.name or "Unnamed lane"))
            self.fill(own, lane)
        menu.addSeparator()
        self._add(menu, "Add lane", self._add_lane, "plus")
        return menu

    def one_lane(self, lane: Lane | None) -> QMenu:
        """What can be done with a lane, with hidden ones, and with none."""
        menu = QMenu(self._canvas)
        if lane is not None:
            self.fill(menu, lane)
            menu.addSeparator()
        self._add(menu, "Add lane", self._add_lane, "plus")
        for hidden in self._scene.document.snapshot.lanes:
            if hidden.hidden:
                self._add_show(menu, hidden)
        return menu

    def fill(self, menu: QMenu, lane: Lane) -> None:
        """The verbs on one lane."""
        shown = self._scene.lanes()
        at = [one.id for one in shown].index(lane.id)
        self._add(menu, "Rename", partial(self._canvas.editor.edit_lane, lane.id), "pencil")
        if at > 0:
            self._add(menu, "Move up", self._moved(lane, shown[at - 1]), "arrow-up")
        if at < len(shown) - 1:
            self._add(menu, "Move down", self._moved(lane, shown[at + 1]), "arrow-down")
        self._fill_colours(menu.addMenu("Colour"), lane)
        if len(shown) > 1:
            hide = self._edit(lambda s: change_lane(s, lane.id, "Hide lane", hidden=True))
            self._add(menu, "Hide", hide, "eye-off")
            remove = self._edit(lambda s: delete_lane(s, lane.id))
            self._add(menu, "Delete with its events", remove, "trash-2")

    def _moved(self, lane: Lane, other: Lane) -> Callable[[], object]:
        """Change places with a neighbour that is shown, whatever hidden lanes lie between."""

        def make(snapshot: Snapshot) -> Edit:
            return move_lane(snapshot, lane.id, [o.id for o in snapshot.lanes].index(other.id))

        return self._edit(make)

    def _fill_colours(self, menu: QMenu, lane: Lane) -> None:
        def recolour(colour: str) -> object:
            return self._scene.document.attempt(
                lambda s: change_lane(s, lane.id, "Recolour lane", colour=colour)
            )

        for colour in COLOURS:
            self._add(menu, _NAMES[colour], partial(recolour, colour))
            action = menu.actions()[-1]
            action.setIcon(glyph_icon(lane.shape, colour))
            action.setCheckable(True)
            action.setChecked(colour == lane.colour)

    def _add_show(self, menu: QMenu, lane: Lane) -> None:
        show = self._edit(lambda s: change_lane(s, lane.id, "Show lane", hidden=False))
        self._add(menu, f"Show {lane.name}", show, "eye")

    def _add_lane(self) -> None:
        made = add_lane(self._scene.document.snapshot, "New lane")
        if self._scene.document.push(made):
            self._canvas.editor.edit_lane(made.changes[0].record.id)
