"""A file is taken for what its content is; pictures keep their pixels alone, within limits."""

from __future__ import annotations

import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage

from pmdesk.views.timeline.viewer_content import (
    LONGEST_TEXT,
    MOST_PIXELS,
    Unfit,
    fitting,
    from_picture,
    shown,
    size_words,
    text_in,
    thumbnail,
)
from pmdesk.views.timeline.viewer_text import TextView


def written(form: str, width: int = 60, height: int = 40) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#2450c8"))
    image.setText("Author", "Jane Roe")
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, form)
    return bytes(held.data())


def png_of(width: int, height: int) -> bytes:
    """The head of a picture of a size, with next to nothing in it."""
    def chunk(name: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", sum_)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("form", "media_type", "name"),
    [
        ("PNG", "image/png", "a.png"), ("JPEG", "image/jpeg", "a.jpg"),
        ("BMP", "image/png", "a.png"), ("WEBP", "image/png", "a.png"),
    ],
)  # fmt: skip
def test_each_form_of_picture_is_written_anew_whatever_it_is_called(qapp, form, media_type, name):
    kept = fitting("a.dat", written(form))
    assert (kept.media_type, kept.name) == (media_type, name)
    assert b"Jane" not in kept.data
    assert shown(kept.data, kept.media_type).levels[0].size() == QSize(60, 40)


def test_the_first_picture_of_a_gif_is_kept(qapp):
    gif = (b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\x00\x00\x00\x00\x00"
           b"!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D"
           b"\x01\x00;")  # fmt: skip
    kept = fitting("move.gif", gif)
    assert (kept.media_type, kept.name) == ("image/png", "move.png")


def test_a_drawing_named_as_a_picture_is_a_text_and_is_never_drawn(qapp):
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/hostname"/></svg>'
    kept = fitting("chart.png", drawing)
    assert (kept.media_type, kept.data) == ("text/plain", drawing)
    assert thumbnail(drawing, QSize(100, 100)) is None
    assert shown(drawing, "image/png").levels == ()


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (16_385, 10), (8_000, 5_001)])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_read(qapp, width, height):
    with pytest.raises(Unfit, match="million"):
        fitting("bomb.png", png_of(width, height))


def test_a_picture_of_the_most_pixels_is_taken(qapp):
    image = QImage(8_000, MOST_PIXELS // 8_000, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    kept = from_picture("wall", image)
    assert kept.name == "wall.png"
    assert shown(kept.data, kept.media_type).levels[0].size() == image.size()


def test_a_text_shows_control_signs_and_does_nothing(qapp):
    assert text_in(b"a\x1b[31mred\r\nb\rc") == "a\u241b[31mred\nb\nc"
    assert text_in("café".encode("latin-1")) == "café"
    assert text_in("é".encode("utf-16")) == "é"
    assert text_in("a\u202eb".encode()) == "a\u2426b"
    assert text_in(bytes(range(256))) is None


def test_a_long_text_is_shown_by_its_beginning_and_says_so(qapp):
    found = shown(b"line of a log\n" * (LONGEST_TEXT // 10), "text/plain")
    assert found.text is not None
    assert len(found.text) <= LONGEST_TEXT
    assert found.text.endswith("log")
    assert "beginning" in found.note


def test_what_is_missing_or_of_no_kind_says_what_to_do(qapp):
    assert "Attach it again" in shown(None, "image/png").note
    assert "Save it" in shown(bytes(range(256)), "application/octet-stream").note


@pytest.mark.parametrize(
    ("size", "words"), [(999, "999 bytes"), (54_404, "54 KB"), (2_500_000, "2.5 MB")]
)
def test_a_size_is_told_for_people(size, words):
    assert size_words(size) == words


def test_a_line_without_end_is_cut_so_that_it_can_be_laid_out(qapp):
    view = TextView()
    view.resize(600, 400)
    view.show()
    view.show_text("x" * 5000 + "\nshort")
    lines = view.toPlainText().split("\n")
    assert [len(line) for line in lines] == [2000, 2000, 1000, 5]
    view.search("SHORT")
    assert view.textCursor().block().text() == "short"
