"""The colours of the program by name, for light, dark and high contrast."""

from __future__ import annotations

from typing import Any, NamedTuple


class Tokens(NamedTuple):
    """All colours of one theme as #RRGGBB; names follow the design's table."""

    name: str
    is_dark: bool
    window: str
    canvas: str
    surface: str
    sunken: str
    hover: str
    press: str
    line: str
    line2: str
    line3: str
    ink1: str
    ink2: str
    ink3: str
    ink4: str
    primary: str
    onprimary: str
    accent: str
    onaccent: str
    accent_soft: str
    accent_line: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str
    ok_line: str
    detection: str
    detection_fill: str
    detection_soft: str
    response: str
    response_fill: str
    response_soft: str
    system: str
    system_fill: str
    system_soft: str
    communication: str
    communication_fill: str
    communication_soft: str
    ph1: str
    ph1_ink: str
    ph2: str
    ph2_ink: str
    ph3: str
    ph3_ink: str
    ph4: str
    ph4_ink: str
    toast: str
    ontoast: str
    toast_link: str
    scrim: str
    flat: bool = False

    @property
    def selection(self) -> str:
        """The ground of selected text; in high contrast the full accent."""
        return self.accent if self.flat else self.accent_line

    @property
    def onselection(self) -> str:
        """The ink of selected text."""
        return self.onaccent if self.flat else self.ink1

    def lane(self, colour: str, part: str = "") -> str:
        """The text, fill or soft colour of a lane; lanes without an own one take the inks."""
        key = f"{colour}_{part}" if part else colour
        if colour in LANE_COLOURS:
            return str(getattr(self, key))
        return {"": self.ink2, "fill": self.ink2, "soft": self.hover}[part]


LANE_COLOURS = ("detection", "response", "system", "communication")

LIGHT = Tokens(
    name="light", is_dark=False,
    window="#F4F2ED", canvas="#FCFBF8", surface="#FFFFFF", sunken="#F6F4EF",
    hover="#ECE9E2", press="#E3DFD6", line="#E5E1D8", line2="#CFC9BD", line3="#8B8477",
    ink1="#1D1B18", ink2="#524D45", ink3="#6B655B", ink4="#A39C90",
    primary="#1D1B18", onprimary="#FFFFFF",
    accent="#2450C8", onaccent="#FFFFFF", accent_soft="#E8EEFC", accent_line="#A9BEF2",
    danger="#A8321A", danger_soft="#FCEBE6", warn="#835400", warn_soft="#FBF0D9",
    ok="#1C6B45", ok_soft="#E3F2E9", ok_line="#A5D2B8",
    detection="#8F5200", detection_fill="#B97207", detection_soft="#FBF0DC",
    response="#7A2E8E", response_fill="#9A3FB0", response_soft="#F5E9F8",
    system="#3B4958", system_fill="#2F3B48", system_soft="#E9EDF1",
    communication="#0B6A66", communication_fill="#18928A", communication_soft="#E0F2F0",
    ph1="#FBE3DA", ph1_ink="#A8321A", ph2="#FBF0D9", ph2_ink="#835400",
    ph3="#EDF1DC", ph3_ink="#566312", ph4="#E1F1E8", ph4_ink="#1C6B45",
    toast="#1D1B18", ontoast="#FFFFFF", toast_link="#A9BEF2", scrim="#52000000",
)  # fmt: skip

DARK = Tokens(
    name="dark", is_dark=True,
    window="#161513", canvas="#1C1B19", surface="#262421", sunken="#201F1C",
    hover="#2C2A27", press="#35322E", line="#35322D", line2="#4D4942", line3="#837C71",
    ink1="#F3F0EA", ink2="#C3BDB2", ink3="#A29B8F", ink4="#6F695F",
    primary="#F3F0EA", onprimary="#1C1B19",
    accent="#92B1FF", onaccent="#10192E", accent_soft="#232F4C", accent_line="#42598F",
    danger="#FF9B83", danger_soft="#38231D", warn="#EBBB63", warn_soft="#3A2E19",
    ok="#7FD0A2", ok_soft="#1D3427", ok_line="#33614A",
    detection="#F0B557", detection_fill="#E09E33", detection_soft="#392C17",
    response="#DCA9F0", response_fill="#B86AD8", response_soft="#33243B",
    system="#CBD6E0", system_fill="#D0DAE3", system_soft="#2B323A",
    communication="#6FD0C7", communication_fill="#1F9A90", communication_soft="#163432",
    ph1="#3C241D", ph1_ink="#FF9B83", ph2="#352B19", ph2_ink="#EBBB63",
    ph3="#2A2E1A", ph3_ink="#C5D17C", ph4="#1D3026", ph4_ink="#7FD0A2",
    toast="#35322E", ontoast="#F3F0EA", toast_link="#92B1FF", scrim="#80000000",
)  # fmt: skip


def _contrast(base: Tokens, name: str, canvas: str, ink: str, ink3: str, **inks: str) -> Tokens:
    """High contrast: soft fills become the canvas, lines are solid, tints disappear."""
    soft: dict[str, Any] = dict.fromkeys(
        ("window", "surface", "sunken", "accent_soft", "danger_soft", "warn_soft", "ok_soft",
         "detection_soft", "response_soft", "system_soft", "communication_soft",
         "ph1", "ph2", "ph3", "ph4", "onprimary", "onaccent"), canvas)  # fmt: skip
    lines: dict[str, Any] = dict.fromkeys(
        ("line", "line2", "line3", "ink1", "ink2", "primary"), ink
    )
    fills: dict[str, Any] = {
        f"{lane}{part}": inks[short]
        for lane, short in zip(LANE_COLOURS, ("det", "res", "sys", "com"), strict=True)
        for part in ("", "_fill")
    }
    press = "#333333" if base.is_dark else "#E0E0E0"
    return base._replace(
        name=name, canvas=canvas, ink3=ink3, ink4=ink3, hover=press, press=press,
        accent=inks["accent"], accent_line=inks["accent"], danger=inks["danger"],
        warn=inks["warn"], ok=inks["ok"], ok_line=inks["ok"], ph1_ink=inks["danger"],
        ph2_ink=inks["warn"], ph3_ink=inks["warn"], ph4_ink=inks["ok"],
        toast=ink, ontoast=canvas, toast_link=canvas, flat=True, **soft, **lines, **fills,
    )  # fmt: skip


CONTRAST_DARK = _contrast(
    DARK, "contrast dark", "#000000", "#FFFFFF", "#E0E0E0",
    accent="#FFD60A", danger="#FF9580", warn="#FFC34D", ok="#6EE7A8",
    det="#FFB938", res="#FFA3F0", sys="#BFD7F0", com="#66E8DC",
)  # fmt: skip
CONTRAST_LIGHT = _contrast(
    LIGHT, "contrast light", "#FFFFFF", "#000000", "#333333",
    accent="#0033B8", danger="#8F1800", warn="#5E3A00", ok="#00522B",
    det="#6B3B00", res="#6B1466", sys="#2B3A4A", com="#00504C",
)  # fmt: skip
