"""Settings survive, and a damaged file costs nothing but the settings in it."""

from __future__ import annotations

import pytest

from pmdesk.config.settings import Settings, load, save


def test_settings_come_back_as_they_were_stored(tmp_path):
    path = tmp_path / "deep" / "settings.json"
    chosen = Settings(theme="dark", text_scale=1.2, recent_commands=("export", "new"))
    save(chosen, path)
    assert load(path) == chosen
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "not json", "[1]", '{"theme": 3, "text_scale": "big"}'])
def test_what_cannot_be_read_is_the_default(tmp_path, text):
    path = tmp_path / "settings.json"
    path.write_text(text)
    assert load(path) == Settings()


def test_a_single_wrong_value_leaves_the_others(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"theme": "dark", "text_scale": true, "unknown": 1}')
    assert load(path) == Settings(theme="dark")


def test_a_missing_file_is_a_first_start(tmp_path):
    assert load(tmp_path / "none.json") == Settings()
