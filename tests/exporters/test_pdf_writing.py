"""What is written sooner than the library does it is the same, byte for byte."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pmdesk.exporters.pdf import canvas, writing
from pmdesk.exporters.pdf.render import render_pdf
from tests.exporters.hostile import HOSTILE, everywhere

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", ["scripts", "pdf syntax", "surrogates", "many words"])
def test_words_are_written_as_the_library_writes_them(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = everywhere(HOSTILE[name])
    sooner = render_pdf(snapshot, now=NOW)
    monkeypatch.setattr(canvas, "set_words", lambda text, words, _: text._formatText(words))
    assert render_pdf(snapshot, now=NOW) == sooner


def test_numbers_are_written_as_the_library_writes_them() -> None:
    values = [0, -0.0, 1, 1.0, True, -1, 0.5, -0.25, 1e-8, 1e-6, 123456.789, 595.27559, 1 / 3]
    for value in values:
        assert writing._numbers(value) == writing._plain_number(value)
    assert writing._numbers(*values) == writing._plain_number(*values)
    assert writing._numbers(tuple(values)) == writing._plain_number(values)
    assert writing._numbers(values) == " ".join(map(writing._numbers, values))
