"""A text to its words and marks in order, each with its place and the stem by which it is compared.

Words are parted as far as they can be ("didn't", "vice-president"), for they are compared with those of other texts.
The rules for speech read words as they are printed, and have tokens of their own (articles/speech/speech_tokens.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.number_words import CARDINALS
from assistant.language.stems import stem
from assistant.language.words import FUNCTION_WORDS

_UNPARTED = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
_LETTER = rf"[^\W\d_{_UNPARTED}]"
# "didn't" is "did" and "n't", "1,200" and "3.5" are one number each (and "1, 200", as some extraction leaves it), and
# each character of a script that does not part its words by spaces is a word.
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:, ?\d{3})+(?!\d)|\d+(?:[.,’']\d+)*)(?:(?:st|nd|rd|th)\b)?|(?P<not>n[’']t\b)"
    r"|(?P<short>(?<=[^\W\d_][’'])(?:ve|re|ll|d|m)\b)|(?P<possessive>[’']s\b)"
    rf"|(?P<word>(?:[A-Za-z]\.){{2,}}|[{_UNPARTED}]|can(?=not\b)|{_LETTER}+?(?=n[’']t\b)|{_LETTER}+)|(?P<mark>[^\w\s])",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[,’'] ?(?=\d{3}(?!\d))")
_SHORT_FORMS = {"ve": "have", "re": "are", "ll": "will", "d": "would", "m": "am"}
_BEFORE_NOT = {"wo": "will", "ca": "can", "sha": "shall"}
NOT = "not"
# An ending that is none: without it these words would be lost.
_WHOLE = frozenset({"nothing", "anything", "something", "everything", "nobody", "none", "nowhere", "without"})


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
