"""Whether the characters that a page's fonts name are a text that can be read, or letters mixed up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from assistant.articles.readers.pdf_glyphs import Glyph
from assistant.language.normalise import without_accents

# Of a page's letters, the share that may be unknown: a few formulas and signs do no harm.
MOST_UNKNOWN = 0.2
# Vowels among the letters of words in Latin script: 35 to 50 % in the languages of Europe, 38 % in English and 33 % in
# Czech; a text in which each letter stands for another has mostly less than 25 %.
LEAST_VOWELS, MOST_VOWELS = 0.25, 0.65
# Shorter stretches may be lists of abbreviations.
LEAST_LETTERS = 60
# Letter-spaced words whose ends cannot be told: most words are of one letter, or all run together.
MOST_SINGLE_LETTERS, LEAST_WORDS, LONGEST_MEAN = 0.6, 12, 20

_WORD = re.compile(r"[A-Za-z]{3,}")
_UNKNOWN = frozenset({"Co", "Cn", "Cc", "Cs"})


def is_readable(glyphs: Sequence[Glyph]) -> bool:
    """Whether the letters of a page are known, and, in Latin script, can be those of words."""
    inked = [glyph for glyph in glyphs if not glyph.character.isspace()]
    unknown = sum(not glyph.known or _is_unknown(glyph.character) for glyph in inked)
    return unknown <= MOST_UNKNOWN * len(inked) and has_vowels("".join(glyph.character for glyph in glyphs))


def has_vowels(text: str) -> bool:
    """Whether the words of a text in Latin script have as many vowels as words have; true for other scripts."""
    letters = "".join(_WORD.findall(without_accents(text))).lower()
    if len(letters) < LEAST_LETTERS:
        return True
    return LEAST_VOWELS <= sum(letter in "aeiouy" for letter in letters) / len(letters) <= MOST_VOWELS


def has_words(text: str) -> bool:
    """Whether the words of a text in Latin script can be told; not when most are of one letter, or one is endless."""
    words = [word for word in text.split() if word[0].isascii() and word[0].isalpha()]
    single = sum(len(word) == 1 for word in words)
    if len(words) >= LEAST_WORDS and single > MOST_SINGLE_LETTERS * len(words):
        return False
    letters = sum(map(len, words))
    return letters < LEAST_LETTERS or letters / len(words) <= LONGEST_MEAN


def _is_unknown(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in _UNKNOWN
