import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.normalise import cut_at_word, normalise, one_line

# What a text may be full of: letters that compose, joiners, controls, escapes, line ends, spaces, surrogates.
AWKWARD = st.text(
    st.one_of(
        st.sampled_from(
            "aé "
            "e\u0301\u0308\n\r\t\v\f\x1b\x07[]m0;\x85\x9b\u2028\u2029\u00a0\u3000\u200b\u200c\u200d\u202e\u00ad\ufeffم\ud800👩"
        ),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        (" \n\t\n ", ""),
        ("one\r\ntwo\rthree\x0bfour", "one\ntwo\nthree\nfour"),
        ("one\n\n\n \t\n\ntwo", "one\n\ntwo"),
        ("one\u2028two\u2029three", "one\ntwo\n\nthree"),
        ("  one \t two\u00a0\u202fthree  \n  four ", "one two three\nfour"),
        ("cafe\u0301", "café"),
        ("e\u200b\u0301", "é"),
        ("inter\u00adnational", "international"),
        ("zero\u200bwidth\ufeff \u2060marks\u180e", "zerowidth marks"),
        ("left\u202eright\u202c \u2067iso\u2069 \u200emark\u200f", "leftright iso mark"),
        ("\x1b[31mred\x1b[0m \x1b[2J\x1b[1;1Hhome", "red home"),
        ("\x1b]0;a new title\x07text", "text"),
        ("\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\ text", "link text"),
        ("an unfinished \x1b]52;c; escape keeps its words", "an unfinished 52;c; escape keeps its words"),
        ("nul\x00 bell\x07 delete\x7f", "nul bell delete"),
        ("It\x92s \x93so\x94\x85", "It’s “so”…"),
        ("lone \ud83d surrogate", "lone \ufffd surrogate"),
        ("hidden\U000e0041\U000e0042 tags", "hidden tags"),
        ("joiner be\u200dtween Latin letters", "joiner between Latin letters"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("- one\n- two\n\nthree", "- one\n- two\n\nthree"),
    ],
)
def test_text_is_kept_without_what_acts_or_hides(text: str, kept: str) -> None:
    assert normalise(text) == kept


@given(AWKWARD)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(AWKWARD)
def test_kept_text_is_nfc_in_trimmed_lines_with_single_blank_lines_and_no_control_characters(text: str) -> None:
    kept = normalise(text)
    assert kept == unicodedata.normalize("NFC", kept) == kept.strip()
    assert "\n\n\n" not in kept
    assert [line for line in kept.split("\n") if line != line.strip(" ") or "  " in line] == []
    assert [c for c in kept if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} and c != "\n"] == []


@given(AWKWARD)
def test_a_name_is_on_one_line(text: str) -> None:
    assert one_line(text) == " ".join(one_line(text).split())


@pytest.mark.parametrize(
    ("text", "longest", "cut"),
    [
        ("The ferry sails at noon", 23, "The ferry sails at noon"),
        ("The ferry sails at noon", 22, "The ferry sails at…"),
        ("The ferry, late again", 12, "The ferry…"),
        ("The ferry sails", 10, "The ferry…"),
        ("Rindfleischetikettierung", 10, "Rindfleis…"),
    ],
)
def test_a_line_is_cut_between_words(text: str, longest: int, cut: str) -> None:
    assert cut_at_word(text, longest) == cut
