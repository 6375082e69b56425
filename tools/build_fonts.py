"""Rebuilds resources/fonts from published variable fonts: static cuts, no ligatures, even digits.

Run with a folder that holds the unpacked wheels fontpkg-inter, fontpkg-source-serif-4 and
fontpkg-jetbrains-mono, the package of Noto Emoji, and Debian's DejaVu and Droid fallback fonts.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).parents[1] / "resources" / "fonts"
KEPT = [*range(0x20, 0x530), *range(0x1E00, 0x2000), *range(0x2000, 0x2270), 0xFB01, 0xFB02, 0xFFFD]
CUTS = (
    # file, family, style, source glob, axes, frozen digits
    ("PmdeskSans-Regular", "Pmdesk Sans", "Regular", "Inter*", {"wght": 400, "opsz": 14}),
    ("PmdeskSans-Medium", "Pmdesk Sans Medium", "Regular", "Inter*", {"wght": 500, "opsz": 14}),
    ("PmdeskSans-SemiBold", "Pmdesk Sans SemiBold", "Regular", "Inter*", {"wght": 600, "opsz": 14}),
    ("PmdeskDisplay-Medium", "Pmdesk Display Medium", "Regular", "Inter*",
     {"wght": 500, "opsz": 32}),
    ("PmdeskDisplay-SemiBold", "Pmdesk Display SemiBold", "Regular", "Inter*",
     {"wght": 600, "opsz": 32}),
    ("PmdeskSerif-Regular", "Pmdesk Serif", "Regular", "SourceSerif4*", {"wght": 400, "opsz": 11}),
    ("PmdeskSerif-SemiBold", "Pmdesk Serif SemiBold", "Regular", "SourceSerif4*",
     {"wght": 600, "opsz": 11}),
    ("PmdeskSerif-Italic", "Pmdesk Serif Italic", "Regular", "SourceSerif4-Italic*",
     {"wght": 400, "opsz": 11}),
    ("PmdeskSerifDisplay-SemiBold", "Pmdesk Serif Display", "Regular", "SourceSerif4*",
     {"wght": 600, "opsz": 36}),
    ("PmdeskMono-Regular", "Pmdesk Mono", "Regular", "JetBrainsMono*", {"wght": 400}),
)


def source(folder: Path, pattern: str) -> Path:
    """The variable font for a cut; the upright one unless the pattern says italic."""
    found = [p for p in sorted(folder.rglob(f"{pattern}.ttf"))
             if ("Italic" in p.name) == ("Italic" in pattern)]
    if not found:
        raise SystemExit(f"No font matches {pattern} in {folder}.")
    return found[0]


def rename(font: TTFont, family: str, style: str, file: str) -> None:
    """Name the cut; the licences of the originals reserve no font name."""
    names = font["name"]
    for record in list(names.names):
        if record.nameID in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25):
            names.removeNames(nameID=record.nameID)
    for name_id, text in ((1, family), (2, style), (3, f"pmdesk:{file}"), (4, family), (6, file)):
        names.setName(text, name_id, 3, 1, 0x409)
        names.setName(text, name_id, 1, 0, 0)


def freeze_digits(font: TTFont) -> None:
    """Point the ten digits at their tabular forms, so times in columns line up."""
    if "GSUB" not in font:
        return
    table = font["GSUB"].table
    swaps: dict[str, str] = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for sub in table.LookupList.Lookup[index].SubTable:
                    swaps.update(getattr(getattr(sub, "ExtSubTable", sub), "mapping", {}))
    for cmap in font["cmap"].tables:
        for code in range(0x30, 0x3A):
            if code in cmap.cmap:
                cmap.cmap[code] = swaps.get(cmap.cmap[code], cmap.cmap[code])


def build(folder: Path) -> None:
    """Write every cut."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for file, family, style, pattern, axes in CUTS:
        font = TTFont(source(folder, pattern))
        held = {axis.axisTag for axis in font["fvar"].axes}
        instance = instantiateVariableFont(
            font, {tag: value for tag, value in axes.items() if tag in held}, inplace=False)
        if pattern.startswith("Inter"):
            freeze_digits(instance)
        options = Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl"], hinting=False,
                          name_IDs=["*"], notdef_outline=True, glyph_names=False)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=KEPT)
        subsetter.subset(instance)
        rename(instance, family, style, file)
        instance["OS/2"].usWeightClass = int(axes["wght"])
        instance["head"].macStyle = 0
        instance["OS/2"].fsSelection = 0x40
        instance.save(TARGET / f"{file}.ttf")
        print(file, (TARGET / f"{file}.ttf").stat().st_size)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
