"""Pictures of attachments, read off the GUI thread and kept while there is room for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from pmdesk.domain.postmortem import Attachment
from pmdesk.views.controls.buttons import PaintedButton
from pmdesk.views.theme.icons import draw as draw_icon
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.views.background import Background
    from pmdesk.views.timeline.viewer_content import Shown

_MOST_KEPT = 60
_LARGEST = QSize(640, 300)


def _small(read: Callable[[str], bytes | None], sha256: str) -> QImage | None:
    from pmdesk.views.timeline.viewer_content import thumbnail

    return thumbnail(read(sha256), _LARGEST)


def _whole(read: Callable[[str], bytes | None], sha256: str, media_type: str) -> Shown:
    from pmdesk.views.timeline.viewer_content import shown

    return shown(read(sha256), media_type)


class Pictures(QObject):
    """Small pictures by the SHA-256 of their file; ``ready`` says that one has come.

    ``read`` is called in the worker of ``background``; without one, at once.
    """

    ready = Signal(str)

    def __init__(
        self,
        read: Callable[[str], bytes | None],
        background: Background | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self.background = read, background
        self._kept: dict[str, QImage | None] = {}
        self._asked: set[str] = set()

    def small(self, sha256: str) -> QImage | None:
        """The small picture of a file; None while it is read, and for what is no picture."""
        if sha256 in self._kept:
            return self._kept[sha256]
        if sha256 not in self._asked:
            self._asked.add(sha256)
            self._run(partial(_small, self._read, sha256), partial(self._keep, sha256))
        return self._kept.get(sha256)

    def whole(self, file: Attachment, then: Callable[[Shown], object]) -> None:
        """Hand what can be shown of a file to ``then``, later."""
        self._run(partial(_whole, self._read, file.sha256, file.media_type), then)

    def _run(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        if self.background is None:
            done(work())
        else:
            self.background.run(work, done)

    def _keep(self, sha256: str, picture: QImage | None) -> None:
        self._asked.discard(sha256)
        while len(self._kept) >= _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[sha256] = picture
        self.ready.emit(sha256)


class Thumbnail(PaintedButton):
    """The small picture of an attachment; pressing it opens the viewer."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._file: Attachment | None = None
        pictures.ready.connect(self._on_ready)

    def show_file(self, file: Attachment, words: str) -> None:
        """Show a file; ``words`` say what it shows."""
        self._file = file
        self.setAccessibleName(f"Look at {words or file.name}")
        is_picture = file.media_type.startswith("image/")
        self.setFixedHeight(theme().px(124 if is_picture else 44))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def _on_ready(self, sha256: str) -> None:
        if self._file is not None and self._file.sha256 == sha256:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._file is None:
            return
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("hover" if self.hovered else "canvas"))
        painter.drawRoundedRect(box, 6, 6)
        if self._file.media_type.startswith("image/"):
            self._paint_picture(painter, box)
        else:
            self._paint_words(painter)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(t.colour("line3" if self.hovered else "line2"), 1))
        painter.drawRoundedRect(box, 6, 6)
        self.draw_focus_ring(painter, box, 6)

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        assert self._file is not None
        picture = self._pictures.small(self._file.sha256)
        if picture is None or picture.isNull():
            side = theme().px(20)
            centre = box.center()
            draw_icon(
                painter, "image", "ink3", centre.x() - side / 2, centre.y() - side / 2, side
            )
            return
        # The width is filled and the top shown: there a screenshot says what it is of.
        factor = max(box.width() / picture.width(), box.height() / picture.height())
        wide, high = box.width() / factor, box.height() / factor
        source = QRectF((picture.width() - wide) / 2, 0, wide, high)
        clip = QPainterPath()
        clip.addRoundedRect(box, 6, 6)
        painter.save()
        painter.setClipPath(clip)
        painter.drawImage(box, picture, source)
        painter.restore()

    def _paint_words(self, painter: QPainter) -> None:
        from pmdesk.views.timeline.viewer_content import PLAIN, size_words

        assert self._file is not None
        t = theme()
        is_text = self._file.media_type == PLAIN
        side, cy = t.px(18), self.height() / 2
        sign = "scroll-text" if is_text else "file-text"
        draw_icon(painter, sign, "ink2", t.px(12), cy - side / 2, side)
        words = f"{'Text' if is_text else 'File'} · {size_words(self._file.size)}"
        painter.setFont(t.font("meta"))
        painter.setPen(t.colour("ink2"))
        left = t.px(40)
        painter.drawText(
            QRectF(left, 0, self.width() - left - 8, self.height()),
            Qt.AlignmentFlag.AlignVCenter, words,
        )  # fmt: skip
