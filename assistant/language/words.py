"""A text to its words, their stems, and its tokens: words, numbers and marks in order, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.language.normalise import without_accents
from assistant.language.number_words import CARDINALS
from assistant.language.scripts import asked, is_function, is_only_function, searchable, snowball
from assistant.language.word_lists import word_list, word_table
from assistant.patterns import lazy_pattern

# The figure of a note is no part of the word or number that it stands behind ("58¹ bridges²").
_RAISED = "⁰¹²³⁴-⁹ⁿ"
_WORD = lazy_pattern(rf"[^\W{_RAISED}]+")
# Words that say how a question is put together, not what it is about.
FUNCTION_WORDS = word_list("function_words")
_IRREGULAR = word_table("irregular_forms")
_UNPARTED = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
_LETTER = rf"[^\W\d_{_RAISED}{_UNPARTED}]"
# "didn't" is "did" and "n't", "1,200" and "3.5" are one number each (and "1, 200", as some extraction leaves it), and
# each character of a script that does not part its words by spaces is a word.
_TOKEN = lazy_pattern(
    r"(?P<number>\d{1,3}(?:, ?\d{3})+(?!\d)|\d+(?:[.,’']\d+)*)(?:(?:st|nd|rd|th)\b)?|(?P<not>n[’']t\b)"
    r"|(?P<short>(?<=[^\W\d_][’'])(?:ve|re|ll|d|m)\b)|(?P<possessive>[’']s\b)"
    rf"|(?P<word>(?:[A-Za-z]\.){{2,}}|[{_UNPARTED}]|can(?=not\b)|{_LETTER}+?(?=n[’']t\b)|{_LETTER}+)|(?P<mark>[^\w\s])",
    re.IGNORECASE,
)
_SEPARATOR = lazy_pattern(r"[,’'] ?(?=\d{3}(?!\d))")
_SHORT_FORMS = {"ve": "have", "re": "are", "ll": "will", "d": "would", "m": "am"}
_BEFORE_NOT = {"wo": "will", "ca": "can", "sha": "shall"}
NOT = "not"
# An ending that is none: without it these words would be lost.
_WHOLE = frozenset({"nothing", "anything", "something", "everything", "nobody", "none", "nowhere", "without"})


def words_of(text: str) -> list[str]:
    """All words, in lower case, in order; apostrophes, dots and hyphens inside a word part it.

    Of scripts other than Latin they are the terms of scripts.py.
    """
    return _WORD.findall(searchable(text.lower()))


def content_words(text: str) -> list[str]:
    """The words of a text that are no function words, each once, in order."""
    words = [word for word in dict.fromkeys(words_of(asked(text))) if word not in FUNCTION_WORDS]
    # A name alone may hold a character that is a function word elsewhere ("上海").
    return [word for word in words if not is_function(word)] or [word for word in words if not is_only_function(word)]


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
    return snowball(_IRREGULAR.get(letters, letters), "english")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark at `[start, end)` of its text; `stem` is empty for a mark and a possessive "'s"."""

    text: str
    start: int
    end: int
    stem: str
    is_function: bool

    @property
    def is_content(self) -> bool:
        """Whether it carries meaning of its own."""
        return bool(self.stem) and not self.is_function


def tokens_of(text: str) -> tuple[Token, ...]:
    """All words and marks of a text, in order."""
    return tuple(_token(match, text) for match in _TOKEN.finditer(text))


def _token(match: re.Match[str], text: str) -> Token:
    own, start, end = match.group(), match.start(), match.end()
    if match["number"]:
        return Token(own, start, end, _SEPARATOR.sub("", match["number"]), is_function=False)
    if match["not"]:
        return Token(own, start, end, NOT, is_function=True)
    if match["mark"] or match["possessive"]:
        return Token(own, start, end, "", is_function=True)
    if match["short"]:
        return Token(own, start, end, _SHORT_FORMS[own.lower()], is_function=True)
    plain = own.lower().replace(".", "")
    if text.startswith(("n't", "n’t"), end):
        plain = _BEFORE_NOT.get(plain, plain)
    if plain in FUNCTION_WORDS or plain in _WHOLE:
        return Token(own, start, end, plain, is_function=plain in FUNCTION_WORDS)
    return Token(own, start, end, str(CARDINALS.get(plain, "")) or stem(plain), is_function=False)
