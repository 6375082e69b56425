"""Names the system libraries that Qt lacks on this machine, before any Qt library is loaded."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

# Debian 12's package for each shared library that Qt's wheel leaves to the system.
PACKAGES = {
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libcups.so.2": "libcups2",
}
# The plugins through which pmdesk meets a screen, a printer or a picture, and the modules it uses.
LOOKED_AT = (
    "QtCore.abi3.so",
    "QtGui.abi3.so",
    "QtWidgets.abi3.so",
    "QtSvg.abi3.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqwayland*.so",
    "Qt/plugins/printsupport/*.so",
)
NOT_FOUND = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)


def missing_sonames(text: str) -> set[str]:
    """The libraries that a listing of ldd says are not found."""
    return set(NOT_FOUND.findall(text))


def packages_for(sonames: Iterable[str]) -> list[str]:
    """The Debian packages that hold these libraries; an unknown one stands as it is."""
    return sorted({PACKAGES.get(soname, soname) for soname in sonames})


def qt_files(folder: Path) -> list[Path]:
    """The files of a PySide6 folder that are looked at."""
    return sorted(path for pattern in LOOKED_AT for path in folder.glob(pattern))


def missing_here() -> set[str]:
    """The libraries missing for Qt on this machine; raises FileNotFoundError without PySide6."""
    spec = find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("PySide6 is not installed in this Python.")
    folder = Path(next(iter(spec.submodule_search_locations)))
    found: set[str] = set()
    for path in qt_files(folder):
        listing = subprocess.run(
            ["ldd", str(path)], capture_output=True, text=True, check=False
        ).stdout
        found |= missing_sonames(listing)
    # Qt's own libraries are found beside the plugin when Qt loads it.
    return {name for name in found if not name.startswith(("libQt6", "libpyside6", "libshiboken6"))}


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints one apt line, or that nothing is missing; 0 when all is there, 3 when not.

    With ``--missing`` prints the bare package names, for scripts, and always answers 0.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    if not sys.platform.startswith("linux"):
        if "--missing" not in arguments:
            print("Qt brings all it needs on this system.")
        return 0
    try:
        packages = packages_for(missing_here())
    except FileNotFoundError as problem:
        print(f"{problem} Or the program ldd is missing.", file=sys.stderr)
        return 3
    if "--missing" in arguments:
        print(" ".join(packages))
        return 0
    if packages:
        print("Libraries are missing. Please run:")
        print("sudo apt-get install --no-install-recommends " + " ".join(packages))
        return 3
    print("Nothing is missing: Qt can open a window here.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
