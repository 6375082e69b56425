import pytest

from pmdesk.domain.fuzzy import match


def score(typed: str, text: str) -> int:
    found = match(typed, text)
    assert found is not None
    return found.score


@pytest.mark.parametrize(
    ("typed", "text", "places"),
    [
        ("ae", "Add event", (0, 4)),
        ("acf", "Add a contributing factor", (0, 6, 19)),
        ("ev", "Add event", (4, 5)),
        ("tl", "Theme: light", (0, 7)),
    ],
)
def test_initials_and_word_starts_are_the_letters_that_match(typed, text, places):
    found = match(typed, text)
    assert found is not None
    assert found.places == places


@pytest.mark.parametrize(("typed", "text"), [("xyz", "Add event"), ("tnevE", "Add event")])
def test_letters_that_are_missing_or_out_of_order_do_not_match(typed, text):
    assert match(typed, text) is None


def test_initials_beat_letters_in_the_middle_of_words():
    assert score("ae", "Add event") > score("ae", "Make larger text")


def test_a_whole_prefix_beats_scattered_letters():
    assert score("expo", "Export…") > score("expo", "Add an example policy note")


def test_case_and_blanks_of_what_is_typed_do_not_count():
    assert match("ADD E", "Add event") is not None
    assert score("add e", "Add event") >= score("ADDE", "Add event")


def test_nothing_typed_matches_everything():
    assert score("  ", "Anything") == 0


def test_letters_that_grow_when_folded_do_not_break_the_places():
    found = match("gr", "Straße grün")
    assert found is not None
    assert [("Straße grün")[i] for i in found.places] == ["g", "r"]
