"""Icons from the shipped SVG outlines, recoloured by token and drawn at the screen's density."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from pmdesk.config.paths import resources_dir
from pmdesk.views.theme.theme import theme


@cache
def _outline(name: str) -> str:
    return (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=600)
def _render(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    stroke = "1.9" if size <= 16 else "1.75"
    svg = _outline(name).replace("currentColor", colour)
    svg = svg.replace('stroke-width="2"', f'stroke-width="{stroke}"')
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, token: str = "ink2", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """An icon as a pixmap in the colour of a token; raises FileNotFoundError for an unknown one."""
    return _render(name, theme().colour(token).name(), size, ratio)


class _Engine(QIconEngine):
    """Draws an outline in the colour its token has now, so that icons follow the theme."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        token = "ink4" if mode == QIcon.Mode.Disabled else self._token
        size = min(rect.width(), rect.height())
        # Not from the device: making it known to Python loads every kind of device first.
        ratio = painter.deviceTransform().m11()
        drawn = pixmap(self._name, token, size, ratio)
        painter.drawPixmap(rect.x(), rect.y() + (rect.height() - size) // 2, drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        del state
        token = "ink4" if mode == QIcon.Mode.Disabled else self._token
        side = min(size.width(), size.height())
        drawn = pixmap(self._name, token, side)
        if size.width() == size.height():
            return drawn
        # A size wider than high asks for a gap at the right: buttons set their words too close.
        wide = QPixmap(size)
        wide.fill(Qt.GlobalColor.transparent)
        painter = QPainter(wide)
        painter.drawPixmap(0, (size.height() - side) // 2, drawn)
        painter.end()
        return wide

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token)


# PySide6 does not keep the Python half of an engine alive, so both are held here.
_HELD: dict[tuple[str, str], tuple[QIcon, _Engine]] = {}


def icon(name: str, token: str = "ink2") -> QIcon:
    """An icon that follows the theme."""
    if (name, token) not in _HELD:
        engine = _Engine(name, token)
        _HELD[name, token] = (QIcon(engine), engine)
    return _HELD[name, token][0]


def draw(painter: QPainter, name: str, token: str, x: float, y: float, size: int) -> None:
    """Draw an icon with its top left corner at a point, in device independent pixels."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(round(x), round(y), pixmap(name, token, size, ratio))
