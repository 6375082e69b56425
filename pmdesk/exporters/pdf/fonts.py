"""The fonts on paper: loaded once, chosen per character, with stand-ins for what one lacks."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts

from pmdesk.config.paths import resources_dir

SANS = "PmdeskSans-Regular"
SANS_MEDIUM = "PmdeskSans-Medium"
SANS_SEMI = "PmdeskSans-SemiBold"
DISPLAY_SEMI = "PmdeskDisplay-SemiBold"
SERIF = "PmdeskSerif-Regular"
SERIF_ITALIC = "PmdeskSerif-Italic"
SERIF_SEMI = "PmdeskSerif-SemiBold"
TITLE = "PmdeskSerifDisplay-SemiBold"
MONO = "PmdeskMono-Regular"
_SYMBOLS = "DejaVuSans"
_CHINESE = "DroidSansFallbackFull"
_EMOJI = "NotoEmoji-Regular"
REPLACEMENT = "\ufffd"

BOLD_OF = {SANS: SANS_SEMI, SERIF: SERIF_SEMI, SERIF_ITALIC: SERIF_SEMI, SANS_MEDIUM: SANS_SEMI}
ITALIC_OF = {SERIF: SERIF_ITALIC}


def _unicode_map(font_name: str, subset: list[int]) -> str:
    """The map from codes back to text.

    reportlab writes characters above U+FFFF with five hex digits, which readers take for another
    character; they must be UTF-16.
    """
    head = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo",
        f"<< /Registry ({font_name})",
        f"/Ordering ({font_name})",
        "/Supplement 0",
        ">> def",
        f"/CMapName /{font_name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    rows = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be', 'surrogatepass').hex().upper()}>"
        for code, point in enumerate(subset)
        if point  # code 0 is no character
    ]
    body: list[str] = []
    for start in range(0, len(rows), 100):  # a block holds at most a hundred rows
        block = rows[start : start + 100]
        body += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    tail = ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(head + body + tail)


ttfonts.makeToUnicodeCMap = _unicode_map


@cache
def font(name: str) -> Any:
    """The font of that name, loaded at its first use; raises TTFError for a broken file."""
    made = ttfonts.TTFont(name, str(resources_dir() / "fonts" / f"{name}.ttf"))
    pdfmetrics.registerFont(made)
    return made


@cache
def widths(name: str) -> dict[int, float]:
    """Advance widths by code point, in thousandths of the size; absent where there is no glyph."""
    face = font(name).face
    return {code: face.charWidths[code] for code in face.charToGlyph if code in face.charWidths}


@cache
def chain(name: str) -> tuple[str, ...]:
    """The font itself and those that stand in for what it lacks, in the order they are asked."""
    return (name, _SYMBOLS, _CHINESE, _EMOJI)


def _is_emoji(code: int) -> bool:
    return 0x1F000 <= code <= 0x1FAFF or 0x2600 <= code <= 0x27BF


@lru_cache(maxsize=65536)
def font_for(char: str, name: str) -> str:
    """The font that has ``char``: ``name`` where it can, or an empty text where none has it."""
    code = ord(char)
    order = (name, _EMOJI, _SYMBOLS, _CHINESE) if _is_emoji(code) else chain(name)
    for candidate in order:
        if code in widths(candidate):
            return candidate
    return ""


_WORDS: dict[tuple[str, str], float] = {}


def width_of(text: str, name: str) -> float:
    """Width of a text set in one font, in thousandths of the size."""
    key = (name, text)
    found = _WORDS.get(key)
    if found is None:
        table = widths(name)
        found = float(sum([table.get(ord(char), 0.0) for char in text]))
        if len(_WORDS) > 50_000:
            _WORDS.clear()
        _WORDS[key] = found
    return found


def replacement_font() -> str:
    """The font that holds the sign for what cannot be shown."""
    return _SYMBOLS
