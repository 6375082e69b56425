"""What a file is by its content (a picture, a text, or something to keep), within limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader

LARGEST_FILE = 25 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 16_384
# A text longer than this is shown by its beginning; Save as… gives all of it.
LONGEST_TEXT = 2_000_000
# In MB: what a picture of the most pixels takes while it is read.
_ROOM = 160
_HEADS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
)
_ENDINGS = {"png": ".png", "jpeg": ".jpg"}
PLAIN, OTHER = "text/plain", "application/octet-stream"


class Unfit(ValueError):
    """A file that can't be kept; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file as it is to be stored."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Shown:
    """What can be shown of a stored file: a picture, a text, or a sentence that says why not.

    ``levels`` are the picture and its halves, the whole one first, so that it is quick to paint.
    """

    levels: tuple[QImage, ...] = ()
    text: str | None = None
    note: str = ""


def picture_form(data: bytes) -> str:
    """Which of the pictures that can be shown a content is ("png", "jpeg", …), or nothing."""
    for head, form in _HEADS:
        if data.startswith(head):
            return form
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def fitting(name: str, data: bytes) -> FileContent:
    """A file made ready to be stored: pictures are written anew, without what they carry beside
    the picture (place, camera, author). Pure work for a worker; raises Unfit."""
    if not data:
        raise Unfit(f"{name} is empty, so it was not attached.")
    if len(data) > LARGEST_FILE:
        raise Unfit(
            f"{name} is larger than {LARGEST_FILE // (1024 * 1024)} MB. Attach the part that "
            "matters, or add a link to it."
        )
    form = picture_form(data)
    if form and not (form == "bmp" and not _size_of(data, form).isValid()):
        return from_picture(name, _read(name, data, form), "jpeg" if form == "jpeg" else "png")
    return FileContent(name, PLAIN if text_in(data) is not None else OTHER, data)


def from_picture(name: str, picture: QImage, form: str = "png") -> FileContent:
    """A picture as a file without anything beside it; raises Unfit where it is too large."""
    _must_fit(name, picture.size())
    written = _written(_bare(picture), form)
    if form == "png" and len(written) > LARGEST_FILE and not picture.hasAlphaChannel():
        form, written = "jpeg", _written(_bare(picture), "jpeg")
    if not written or len(written) > LARGEST_FILE:
        raise Unfit(f"{name} is too large as a picture. Save it smaller and attach that.")
    stem = PurePath(name).stem if PurePath(name).suffix else name
    return FileContent(stem + _ENDINGS[form], f"image/{form}", written)


def shown(data: bytes | None, media_type: str) -> Shown:
    """What can be shown of a stored content. Pure work for a worker."""
    if data is None:
        return Shown(note="The content of this file is missing or damaged. Attach it again.")
    form = picture_form(data)
    if form and media_type.startswith("image/"):
        try:
            return Shown(_halves(_read("This picture", data, form)))
        except Unfit as problem:
            return Shown(note=str(problem))
    text = text_in(data)
    if text is None:
        return Shown(note="This kind of file is kept, but can't be shown here. Save it to open it.")
    if len(text) > LONGEST_TEXT:
        cut = text[:LONGEST_TEXT].rpartition("\n")[0] or text[:LONGEST_TEXT]
        return Shown(text=cut, note="Only the beginning is shown. Save as… gives all of it.")
    return Shown(text=text)


def _halves(picture: QImage) -> tuple[QImage, ...]:
    levels = [picture.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)]
    while max(levels[-1].width(), levels[-1].height()) > 600:
        half = levels[-1].size() / 2
        keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode
        levels.append(levels[-1].scaled(half, keep, smooth.SmoothTransformation))
    return tuple(levels)


def thumbnail(data: bytes | None, room: QSize) -> QImage | None:
    """A picture made small enough for ``room``, or None for what is no picture."""
    form = picture_form(data or b"")
    if not data or not form:
        return None
    try:
        picture = _read("", data, form)
    except Unfit:
        return None
    if picture.width() <= room.width() and picture.height() <= room.height():
        return picture
    keep = Qt.AspectRatioMode.KeepAspectRatio
    return picture.scaled(room, keep, Qt.TransformationMode.SmoothTransformation)


def text_in(data: bytes) -> str | None:
    """A content as text with plain line ends, or None where it is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in data[:65536]:
        return None
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-16":
            return None
        text = data.decode("latin-1")
        if sum(1 for char in text[:4096] if not char.isprintable() and char not in "\t\r\n") > 8:
            return None
    # Escape and other control signs are shown as signs, so that nothing acts on them.
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return plain.translate(_VISIBLE)


_VISIBLE = {n: chr(0x2400 + n) for n in range(32) if n not in (9, 10)} | {127: "\u2421"}
_VISIBLE |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\u2426")


def size_words(size: int) -> str:
    """A size in bytes, for people."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def named(content: FileContent, name: str) -> FileContent:
    """The same content under another name."""
    return replace(content, name=name)


def _reader(data: bytes, form: str) -> tuple[QImageReader, QBuffer]:
    QImageReader.setAllocationLimit(_ROOM)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(form.encode()))
    # The content said what it is: a drawing in disguise must not choose another reader.
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    return reader, buffer


def _size_of(data: bytes, form: str) -> QSize:
    reader, _buffer = _reader(data, form)
    return reader.size()


def _read(name: str, data: bytes, form: str) -> QImage:
    reader, _buffer = _reader(data, form)
    size = reader.size()
    if size.isValid():
        _must_fit(name, size)
    picture = reader.read()
    if picture.isNull():
        raise Unfit(f"{name} is damaged: the picture in it can't be read.".lstrip())
    _must_fit(name, picture.size())
    return picture


def _must_fit(name: str, size: QSize) -> None:
    pixels = size.width() * size.height()
    if pixels > MOST_PIXELS or max(size.width(), size.height()) > LONGEST_SIDE:
        raise Unfit(
            f"{name} has {size.width():,} × {size.height():,} pixels. A picture may have "
            f"{MOST_PIXELS // 1_000_000} million: save it smaller and attach that."
        )


def _bare(picture: QImage) -> QImage:
    """The pixels alone, in the colours of a screen."""
    if picture.colorSpace().isValid():
        wanted = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
        picture = picture.convertedToColorSpace(wanted)
    forms = QImage.Format
    form = forms.Format_ARGB32 if picture.hasAlphaChannel() else forms.Format_RGB32
    bare = picture.convertToFormat(form)
    for key in bare.textKeys():
        bare.setText(key, "")
    # A picture over the same pixels takes nothing else along; the copy owns its own.
    view = QImage(bare.constBits(), bare.width(), bare.height(), bare.bytesPerLine(), form)
    return view.copy()


def _written(picture: QImage, form: str) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, form.upper(), 92 if form == "jpeg" else -1):  # type: ignore[call-overload]
        return b""
    return bytes(held.data())
