"""Bytes of a file as text, or a clear sentence why not."""

from __future__ import annotations

from pmdesk.importers.draft import ImportProblem

MAX_BYTES = 20_000_000
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decoded(data: bytes, name: str) -> str:
    """The text with plain line ends; raises ImportProblem when it is no text."""
    if not data.strip():
        raise ImportProblem(f"{name} is empty.")
    if len(data) > MAX_BYTES:
        raise ImportProblem(f"{name} is larger than {MAX_BYTES // 1_000_000} MB.")
    text = _text_of(data, name)
    if not text.strip():
        raise ImportProblem(f"{name} is empty.")
    return text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)


def _text_of(data: bytes, name: str) -> str:
    encoding = next((codec for mark, codec in _BOMS if data.startswith(mark)), "utf-8")
    encoding = _without_bom(data) or encoding
    if encoding == "utf-8" and b"\x00" in data:
        raise ImportProblem(f"{name} is not a text file.")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _western(data, name)
    odd = sum(1 for c in text if ord(c) < 32 and c not in "\n\r\t\f\v")
    if odd > max(4, len(text) // 200):
        raise ImportProblem(f"{name} is not a text file.")
    return "".join(c for c in text if ord(c) >= 32 or c in "\n\r\t")


def _without_bom(data: bytes) -> str | None:
    head = data[:400]
    if len(head) < 4 or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    if head[1::2].count(0) > len(head) // 3 and not head[0::2].count(0):
        return "utf-16-le"
    if head[0::2].count(0) > len(head) // 3 and not head[1::2].count(0):
        return "utf-16-be"
    return None


def _western(data: bytes, name: str) -> str:
    letters = sum(1 for b in data if 32 <= b < 127 or b in (9, 10, 13))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or letters < len(data) * 0.85:
        raise ImportProblem(f"{name} is not text in a known encoding; save it as UTF-8.")
    return data.decode("cp1252", errors="replace")
