from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.terminal.clean import clean, clean_line

MIXED = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x1b[]()\\;m0123abc \n\r\t\x07\x9b\x9c\x9d\u200b\u200c\u200d\u180e\u202e\u2066\ufeff\U000e0101葛क्"
        ),
    )
)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("plain words\nand lines", "plain words\nand lines"),
        ("a\tb", "a b"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[2J\x1b[Hgone", "gone"),
        ("\x1b]0;new title\x07text", "text"),
        ("\x1b]52;c;c2VjcmV0\x1b\\text", "text"),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]0;an end that never comes", "]0;an end that never comes"),
        ("\x1bPdevice control\x1b\\text", "text"),
        ("\x1b(0text\x1b(B", "text"),
        ("\x1bcreset", "reset"),
        ("\x9b31mred", "31mred"),
        ("â\x80\x9dsaid\x80\x9c twice", "âsaid twice"),
        ("bell\x07 back\x08 null\x00 delete\x7f", "bell back null delete"),
        ("user\u202egnp.exe\u202c", "usergnp.exe"),
        ("\u2066isolated\u2069 \u200emark\u200f", "isolated mark"),
        ("zero\u200bwidth\ufeff\u2060", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("hidden\U000e0041\U000e0042", "hidden"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("അവന്\u200d വന്നു", "അവന്\u200d വന്നു"),
        ("12\u200d34 \u200c", "1234 "),
        ("葛\U000e0100城 a\U000e0100", "葛\U000e0100城 a"),
        ("ᠠ\u180b ❤\ufe0f 3\ufe0f\u20e3 ‼\ufe0e", "ᠠ\u180b ❤\ufe0f 3\ufe0f\u20e3 ‼\ufe0e"),
        ("h\ufe00i\ufe01dden \ufe02❤\ufe0f\ufe03\ufe04", "hidden ❤\ufe0f"),
        ("no\ufffe characters\uffff", "no characters"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("é and e\u0301 stay", "é and e\u0301 stay"),
    ],
)
def test_only_what_can_act_or_hide_is_taken_out(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@given(MIXED)
def test_clean_text_holds_no_control_bidi_or_invisible_character(text: str) -> None:
    for character in clean(text):
        assert character == "\n" or unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(character) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }
        assert character not in "\u200b\u200e\u200f\u061c\u2060\ufeff\u00ad"


@given(MIXED)
@example("a\u200d\U000e0101.")
@example("a\u200d\u200db")
@example("\x1b\x1b[2J[2J")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


VARIANT_SELECTORS = [chr(code) for code in [*range(0xE0100, 0xE01F0), *range(0xFE00, 0xFE10), *range(0x180B, 0x1810)]]


@given(
    st.text(
        st.characters(categories=["L", "M", "N", "P", "S", "Zs"], exclude_characters=["\u034f", *VARIANT_SELECTORS])
    )
)
def test_letters_marks_numbers_and_punctuation_of_every_script_stay(text: str) -> None:
    assert clean(text) == text


@given(MIXED)
def test_a_cleaned_line_is_one_line(text: str) -> None:
    assert "\n" not in clean_line(text)
    assert clean_line(text) == clean_line(clean_line(text))
