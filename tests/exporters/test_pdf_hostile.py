"""No text of a user can stop the report, act in it, or load anything into it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab import rl_config

from pmdesk.exporters.pdf.coverage import missing_characters, reads_right_to_left
from pmdesk.exporters.pdf.markup import blocks_of, safe_link
from pmdesk.exporters.pdf.render import render_pdf
from pmdesk.exporters.pdf.styles import PROSE
from tests.exporters.hostile import HOSTILE, everywhere
from tests.exporters.reading import folded, fonts_of, is_sound, saved, tool, words_of

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PRINTED_AS_IS = ["open tags", "colour code", "pdf syntax", "format", "entities"]
ATOMS = [text[:120] for text in HOSTILE.values()]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.timeout(60)
def test_a_hostile_text_in_every_field_gives_a_sound_file(name: str, tmp_path: Path) -> None:
    path = saved(tmp_path, render_pdf(everywhere(HOSTILE[name]), now=NOW))
    is_sound(path)
    assert all(flags == ["yes", "yes", "yes"] for _, *flags in fonts_of(path))


@pytest.mark.parametrize("name", PRINTED_AS_IS)
def test_markup_in_plain_fields_is_printed_not_obeyed(name: str, tmp_path: Path) -> None:
    path = saved(tmp_path, render_pdf(everywhere(HOSTILE[name]), now=NOW))
    assert folded(HOSTILE[name].replace("\x00", "")) in words_of(path)


SCRIPTS = ["Ελλάδα", "Привет", "東京", "ひらがな", "🔥", "👩", "Ærøskøbing"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_other_scripts_and_emoji_come_back_as_the_same_characters(
    script: str, tmp_path: Path
) -> None:
    path = saved(tmp_path, render_pdf(everywhere(f"Found {script} there"), now=NOW))
    text = words_of(path)
    assert folded(f"Found {script} there") in text
    assert "\ufffd" not in text


@pytest.mark.parametrize("words", ["שלום עולם", "مرحبا بالعالم"])
def test_right_to_left_words_read_back_in_their_order(words: str, tmp_path: Path) -> None:
    path = saved(tmp_path, render_pdf(everywhere(words), now=NOW))
    text = tool("pdftotext", "-enc", "UTF-8", path, "-")
    marks = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u200e\u200f"))
    for word in words.split():
        assert word in text.translate(marks)


def test_what_no_font_has_becomes_a_visible_sign_and_never_nothing(tmp_path: Path) -> None:
    path = saved(tmp_path, render_pdf(everywhere("before \u0f40 after"), now=NOW))
    assert "before\ufffdafter" in words_of(path)


def test_what_paper_cannot_show_is_named_once_each() -> None:
    assert missing_characters(everywhere("a \u0f40\u0f41\u0f40 🔥 東")) == "\u0f40\u0f41"
    assert missing_characters(everywhere("plain")) == ""
    assert reads_right_to_left(everywhere("שלום"))
    assert not reads_right_to_left(everywhere("Ελλάδα"))


def test_the_library_still_maps_emoji_wrongly_so_our_own_map_is_needed() -> None:
    program = "from reportlab.pdfbase.ttfonts import *; print(makeToUnicodeCMap('x', [0x1F525]))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "<1F525>" in done.stdout, "the library writes UTF-16 now: drop our own map"


def test_only_web_and_mail_addresses_become_links() -> None:
    assert safe_link("https://example.com/a?b=c") == "https://example.com/a?b=c"
    assert safe_link("mailto:team@example.com") == "mailto:team@example.com"
    refused = ["javascript:alert(1)", "file:///etc/passwd", "//host/share", "GoToR:x.pdf"]
    refused += ["https://exa mple.com", "http://[bad", "data:text/html,x", "HTTPS\n://x"]
    assert [bad for bad in refused if safe_link(bad)] == []


def test_a_link_in_prose_says_where_it_leads() -> None:
    spans = blocks_of("See [the graph](https://graphs.example/x).", PROSE)[0].spans
    assert "".join(span.text for span in spans) == "See the graph (graphs.example)."
    assert [span.look.link for span in spans if span.look.link] == ["https://graphs.example/x"]


def test_images_and_html_stay_words() -> None:
    text = "".join(
        span.text
        for block in blocks_of("![alt](a.png) <b>x</b>\n\n<script>y</script>", PROSE)
        for span in block.spans
    )
    assert "<b>x</b>" in text
    assert "<script>y</script>" in text


def test_the_pdf_library_trusts_no_host_and_runs_no_colour() -> None:
    assert not rl_config.trustedHosts
    assert rl_config.toColorCanUse in ("rl_extended_literal_eval", False)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(st.sampled_from(ATOMS), st.text(max_size=40)), max_size=6).map("".join))
def test_any_mix_of_hostile_pieces_gives_a_sound_file(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    is_sound(saved(folder, render_pdf(everywhere(text), now=NOW), "mixed.pdf"))
