import importlib
import itertools
import subprocess
import sys

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFontInfo, QIcon, QImage, QPainter, QPixmap

from pmdesk.config.paths import resources_dir
from pmdesk.domain.terms import ActionStatus, LaneShape
from pmdesk.views.theme import glyphs
from pmdesk.views.theme.fonts import ROLES
from pmdesk.views.theme.icons import icon, pixmap
from pmdesk.views.theme.shadows import KINDS, draw_shadow, margin
from pmdesk.views.theme.stylesheet import stylesheet
from pmdesk.views.theme.theme import LARGEST_SCALE, SMALLEST_SCALE, install
from pmdesk.views.theme.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LANE_COLOURS, LIGHT

THEMES = [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK]
ICONS = sorted(path.stem for path in (resources_dir() / "icons").glob("*.svg"))
GROUNDS = ("window", "canvas", "surface", "sunken")
TEXT_PAIRS = [
    *itertools.product(("ink1", "ink2", "ink3"), (*GROUNDS, "hover")),
    *itertools.product(("ink1", "ink2"), ("press",)),
    *itertools.product(("accent", "danger", "warn", "ok"), ("canvas", "surface")),
    *((ink, f"{ink}_soft") for ink in ("accent", "danger", "warn", "ok", *LANE_COLOURS)),
    *((f"ph{n}_ink", f"ph{n}") for n in (1, 2, 3, 4)),
    ("onprimary", "primary"),
    ("onaccent", "accent"),
    ("ontoast", "toast"),
    ("toast_link", "toast"),
    ("ink1", "accent_soft"),
    ("onselection", "selection"),
]
SHAPE_PAIRS = [
    *itertools.product([f"{lane}_fill" for lane in LANE_COLOURS], ("surface", "canvas")),
    *itertools.product([f"{lane}_fill" for lane in LANE_COLOURS], ("ph1", "ph2", "ph3", "ph4")),
    *itertools.product(("line3", "accent"), ("surface", "canvas")),
]


def luminance(colour):
    def part(value):
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    held = QColor(colour)
    return (
        0.2126 * part(held.redF()) + 0.7152 * part(held.greenF()) + 0.0722 * part(held.blueF())
    )


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def theme(qapp):
    held = install(qapp)
    held.set_mode("light")
    held.set_text_scale(1)
    yield held
    held.set_mode("light")
    held.set_text_scale(1)


def ink_in(image):
    seen = image.convertToFormat(QImage.Format.Format_ARGB32)
    return {
        seen.pixelColor(x, y).name()
        for x in range(seen.width())
        for y in range(seen.height())
        if seen.pixelColor(x, y).alpha() > 200
    }


def blank(width=40, height=40):
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image


@pytest.mark.parametrize("tokens", THEMES, ids=lambda t: t.name)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_is_legible_on_its_ground(tokens, ink, ground):
    least = 7 if tokens.flat and ink not in ("onprimary", "onaccent") else 4.5
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= least


@pytest.mark.parametrize("tokens", THEMES, ids=lambda t: t.name)
@pytest.mark.parametrize(("ink", "ground"), SHAPE_PAIRS)
def test_shapes_and_edges_stand_out_from_their_ground(tokens, ink, ground):
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 3


@pytest.mark.parametrize("tokens", THEMES, ids=lambda t: t.name)
def test_every_token_is_a_colour(tokens):
    for name, value in tokens._asdict().items():
        if name not in ("name", "is_dark", "flat"):
            assert QColor(value).isValid(), name


def test_measured_contrasts_are_those_of_the_design():
    assert contrast(LIGHT.ink1, LIGHT.canvas) == pytest.approx(16.6, abs=0.1)
    assert contrast(DARK.ink3, DARK.hover) == pytest.approx(5.2, abs=0.1)
    assert contrast(CONTRAST_DARK.accent, CONTRAST_DARK.canvas) == pytest.approx(14.9, abs=0.1)


def test_no_role_is_smaller_than_eleven_pixels(theme):
    assert min(size for _family, size, _line in ROLES.values()) == 11
    assert all(line >= size for _family, size, line in ROLES.values())


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_finds_its_own_family(theme, role):
    font = theme.font(role)
    assert QFontInfo(font).family() == ROLES[role][0]
    assert font.pixelSize() == ROLES[role][1]


@pytest.mark.parametrize("role", sorted(ROLES))
def test_digits_share_one_width(theme, role):
    metrics = theme.fonts.metrics(role, 1.0)
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_the_text_scale_is_kept_in_bounds_and_moves_fonts_and_lengths(theme):
    theme.set_text_scale(1.5)
    assert theme.font("ui").pixelSize() == 20
    assert theme.px(32) == 48
    theme.set_text_scale(9)
    assert theme.scale == LARGEST_SCALE
    theme.set_text_scale(0)
    assert theme.scale == SMALLEST_SCALE


def test_an_unknown_mode_is_refused_and_changes_nothing(theme):
    with pytest.raises(ValueError, match="sepia"):
        theme.set_mode("sepia")
    assert theme.mode == "light"


def test_a_change_of_mode_is_told_and_reaches_the_palette(theme, qapp, qtbot):
    with qtbot.waitSignal(theme.changed, timeout=1000):
        theme.set_mode("dark")
    assert qapp.palette().window().color() == QColor(DARK.canvas)
    theme.set_mode("contrast")
    assert theme.tokens.flat


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_drawn(theme, name):
    assert ink_in(pixmap(name, "ink1", 32).toImage())


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_icons_follow_the_theme(theme, mode):
    held = icon("flag", "danger")
    theme.set_mode(mode)
    drawn = held.pixmap(QSize(32, 32)).toImage()
    assert theme.colour("danger").name() in ink_in(drawn)


def test_a_disabled_icon_is_paler_than_a_live_one(theme):
    drawn = icon("flag").pixmap(QSize(32, 32), QIcon.Mode.Disabled).toImage()
    assert theme.colour("ink4").name() in ink_in(drawn)


def test_icons_are_as_sharp_as_the_screen(theme):
    drawn = pixmap("flag", "ink1", 16, 2.0)
    assert drawn.width() == 32
    assert drawn.deviceIndependentSize().width() == 16


def test_an_unknown_icon_is_named(theme):
    with pytest.raises(FileNotFoundError, match="no-such-icon"):
        pixmap("no-such-icon")


def test_lane_shapes_all_differ(theme):
    drawn = []
    for shape in LaneShape:
        image = blank()
        painter = QPainter(image)
        glyphs.draw_lane(painter, shape, QColor("#000000"), 20, 20, 24)
        painter.end()
        drawn.append(bytes(image.constBits()))
    assert len(set(drawn)) == len(LaneShape)


def test_action_states_differ_in_shape_and_not_only_in_colour(theme, monkeypatch):
    def black(_theme, token):
        return QColor("#FFFFFF" if token == "surface" else "#000000")

    monkeypatch.setattr(theme.__class__, "colour", black)
    drawn = []
    for status in ActionStatus:
        image = blank()
        painter = QPainter(image)
        glyphs.draw_status(painter, status, 20, 20, 24)
        painter.end()
        drawn.append(bytes(image.constBits()))
    assert len(set(drawn)) == len(ActionStatus)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Release engineering", "RE"), ("On-call", "OC"), ("Product", "PR"), ("x", "X"), ("", "")],
)
def test_initials_of_a_role(name, letters):
    assert glyphs.initials(name) == letters


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_shadow_ends_within_its_margin_and_is_absent_in_high_contrast(theme, kind):
    reach = margin(kind)
    box = QRectF(reach, reach, 120, 90)

    def alphas():
        image = blank(120 + 2 * reach, 90 + 2 * reach)
        painter = QPainter(image)
        draw_shadow(painter, box, kind)
        painter.end()
        middle = image.width() // 2
        return [image.pixelColor(middle, y).alpha() for y in range(image.height())]

    soft = alphas()
    assert max(soft) == pytest.approx(255 * KINDS[kind][2], abs=2)
    assert soft[0] == soft[-1] == 0
    assert max(abs(a - b) for a, b in itertools.pairwise(soft)) <= 8
    theme.set_mode("contrast")
    assert max(alphas()) == 0


@pytest.mark.parametrize("tokens", THEMES, ids=lambda t: t.name)
def test_the_style_sheet_is_short_and_its_pictures_exist(tokens):
    text = stylesheet(tokens, round)
    assert "$" not in text
    assert len(text.splitlines()) < 150
    for part in text.split("url(")[1:]:
        assert not QPixmap(part.split(")")[0]).isNull()


def test_importing_the_theme_brings_in_nothing_heavy():
    code = (
        "import sys, pmdesk.views.theme.theme, pmdesk.views.theme.icons;"
        "print([m for m in ('sqlalchemy','reportlab','msgspec','PySide6.QtSvg','pmdesk.exporters')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_package_doors_stay_empty():
    for name in ("pmdesk.views.theme", "pmdesk.views.controls"):
        assert not [n for n in vars(importlib.import_module(name)) if n == "__all__"]
