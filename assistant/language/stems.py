"""Words to stems, so that all forms of a word count as one."""

from __future__ import annotations

from functools import lru_cache

from Stemmer import Stemmer

from assistant.language.normalise import without_accents
from assistant.language.word_lists import word_table
from assistant.language.words import words_of

_IRREGULAR = word_table("irregular_forms")


def stems_in(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(stem(word) for word in words_of(text))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word in lower case without accents and without its ending, so that its forms become one.

    The endings are taken off by Snowball's stemmer for English (Porter2). Of 120 pairs of words in
    benchmarks/stems.jsonl it joins or parts 110 as they should be; the first Porter stemmer does so with 102.
    """
    letters = without_accents(word)
    if letters.isdigit() or not letters.isascii():
        return letters
    # A stemmer of its own each time costs 1.5 microseconds; one that threads share is not safe.
    base: str = Stemmer("english", 0).stemWord(_IRREGULAR.get(letters, letters))
    return base
