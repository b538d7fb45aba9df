import pytest

from assistant.language.figures import numbers_in
from assistant.language.raised import lowered, raised, with_fractions
from assistant.language.words import stems_in, words_of


@pytest.mark.parametrize(
    ("words", "shown"),
    [("1", "¹"), ("-3", "⁻³"), ("2, 3", "², ³"), ("n", "ⁿ"), ("th", "th"), ("[7]", "[7]"), ("*", "*"), ("", "")],
)
def test_only_a_raised_figure_changes_its_characters(words: str, shown: str) -> None:
    assert raised(words) == shown


@pytest.mark.parametrize(
    ("words", "before", "shown"), [("2", "CO", "2"), ("10", "log ", "₁₀"), ("2", "1/", "₂"), ("max", "5", "max")]
)
def test_a_lowered_figure_stays_plain_behind_a_letter(words: str, before: str, shown: str) -> None:
    assert lowered(words, before) == shown


@pytest.mark.parametrize(("text", "shown"), [("12¹/₂", "12½"), ("3⁷⁄₈", "3⅞"), ("1⁵/₃₂", "1⁵/₃₂"), ("m²", "m²")])
def test_a_fraction_set_above_and_below_is_one_character_where_there_is_one(text: str, shown: str) -> None:
    assert with_fractions(text) == shown


def test_the_number_of_a_note_is_no_part_of_a_figure_or_a_word() -> None:
    text = "On 58¹ bridges² and 12³ boats"
    assert numbers_in(text) == {58, 12}
    assert words_of(text) == ["on", "58", "bridges", "and", "12", "boats"]
    assert stems_in("bridges²") == stems_in("bridges")
