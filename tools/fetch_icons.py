"""Copies the icons named in resources/icons again from the unpacked package lucide-static.

Run with the folder of the package; new names may follow it. Icons that are our own, and those in
two inks for the style sheet, are left alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "resources" / "icons"
LICENCE = ROOT / "resources" / "licences" / "Lucide-ISC.txt"
# name for the style sheet -> icon, ink and stroke
INKED = {
    "check-light": ("check", "#FFFFFF", "3"),
    "check-dark": ("check", "#10192E", "3"),
    "chevron-down-light": ("chevron-down", "#524D45", "2"),
    "chevron-down-dark": ("chevron-down", "#C3BDB2", "2"),
}
OWN = {"pmdesk"}


def fetch(package: Path, more: list[str]) -> None:
    """Write every icon; raises SystemExit naming those that the package lacks."""
    names = {path.stem for path in TARGET.glob("*.svg")} - OWN - set(INKED) | set(more)
    missing = sorted(name for name in names if not (package / "icons" / f"{name}.svg").exists())
    if missing:
        raise SystemExit(f"The package has no {', '.join(missing)}.")
    for name in sorted(names):
        outline = (package / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        (TARGET / f"{name}.svg").write_text(outline, encoding="utf-8")
    for name, (source, ink, stroke) in INKED.items():
        outline = (package / "icons" / f"{source}.svg").read_text(encoding="utf-8")
        inked = outline.replace("currentColor", ink)
        inked = inked.replace('stroke-width="2"', f'stroke-width="{stroke}"')
        (TARGET / f"{name}.svg").write_text(inked, encoding="utf-8")
    LICENCE.write_text((package / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    fetch(Path(sys.argv[1]), sys.argv[2:])
