"""Splits a text into words, numbers and signs, each with what it means as part of a date."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.language.figures import written_out_in
from assistant.language.normalise import lower
from assistant.patterns import lazy_pattern
from assistant.time.words import Kind, Unit
from assistant.time.words_of_other_languages import ALL_WORDS, LEXICON_ABROAD

# Joined figures are one token ("2,000", "9:30", "2024-08-01", "3–5"), at most four of them, so that a text of figures
# alone is still read in one pass; a word keeps its apostrophes.
_TOKEN = lazy_pattern(
    r"(?:segunda|terça|quarta|quinta|sexta)-feira|(?:avant-hier|après-demain|week-end)\b|quest['’](?=\w)|\d++(?:[.:/–-]\d++|,\d{3}(?!\d)){0,3}+(?:(?![^\W_])|(?=T\d))"
    r"|[^\W_]++(?:['’][^\W\d_]++){0,2}+|\n\s*+|[^\w\s]",
    re.IGNORECASE,
)
_ORDINAL = lazy_pattern(r"(\d{1,2})(?:st|nd|rd|th|er|º|ª|o)")
_DECADE = lazy_pattern(r"(?:(\d\d)?(\d)0s)")


class Token(NamedTuple):
    """A word, number or sign at ``[start, end)``; `word` is in lower case, without a possessive's ending.

    `value` goes with `kind`: the number of a month (1-12), weekday (0-6), season (1-4), what is counted, ...
    """

    word: str
    start: int
    end: int
    kind: Kind | None = None
    value: int | str | Unit = 0

    @property
    def number(self) -> int:
        """The value of a kind that has a number."""
        return self.value if isinstance(self.value, int) else 0

    @property
    def unit(self) -> Unit:
        """The value of a unit."""
        return self.value if isinstance(self.value, Unit) else Unit.DAY


def read_tokens(text: str) -> list[Token]:
    """The tokens of a text, in order; a line end is one too."""
    lowered = lower(text)  # as long as the text
    written_out = {figure.start: (figure, value) for figure, value in written_out_in(text)}
    tokens: list[Token] = []
    for match in _TOKEN.finditer(lowered):
        word = match.group()
        start, end = match.span()
        if tokens and start < tokens[-1].end:
            continue
        if start in written_out:  # "twenty-first" is read as "21st"
            figure, value = written_out[start]
            tokens.append(_figures(f"{value}{'th' * (figure.kind == 'ordinal')}", start, figure.end))
            continue
        if word[0].isdigit():
            tokens.append(_figures(word.removesuffix("'s").removesuffix("’s"), start, end))
            continue
        if word[0] == "\n":
            tokens.append(Token("\n", start, end))
            continue
        if word.endswith(("'s", "’s")):
            word = word[:-2]
        meaning = ALL_WORDS.get(word)
        if meaning is None and ("'" in word or "’" in word):
            straight = word.replace("’", "'")
            meaning = LEXICON_ABROAD.get(straight) or LEXICON_ABROAD.get(straight.split("'", 1)[1])
        tokens.append(Token(word, start, end, *meaning) if meaning else Token(word, start, end))
    return tokens


def _figures(word: str, start: int, end: int) -> Token:
    if word.isdecimal():
        # Not more digits than 20240801 has: int() of thousands of them is slow, and no count of days.
        return Token(word, start, end, Kind.NUMBER, int(word)) if len(word) <= 8 else Token(word, start, end)
    ordinal = _ORDINAL.fullmatch(word)
    if ordinal:
        return Token(word, start, end, Kind.ORDINAL, int(ordinal[1]))
    if _DECADE.fullmatch(word):
        return Token(word, start, end, Kind.DECADE, int(word[:-1]))
    return Token(word, start, end, Kind.FIGURES, 0)
