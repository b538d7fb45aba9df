"""One number of a text, and what the words before it say of how exact it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from assistant.language.number_words import CURRENCY_NAMES

_ROUNDING = re.compile(
    r"\b(?:(?P<about>about|around|roughly|approximately|some|close to|an estimated)"
    r"|(?P<over>more than|over|at least|above)|(?P<under>nearly|almost|up to|less than|fewer than|under|as many as))"
    r"\s+(?:US|A|C)?[$€£¥₹]?\s*\Z",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 30


@dataclass(frozen=True, slots=True)
class Figure:
    """One number at `[start, end)` of a text; several `values` when its digits can be read in several ways.

    A part of a whole is a percentage: "three quarters of voters" and "three in four" are 75 percent. Of "hundreds"
    the value is the least that it can stand for, 200.
    """

    text: str
    start: int
    end: int
    values: frozenset[Fraction | str]
    kind: str = ""  # "percent", "ordinal", "year", "score", "vague", the name of a currency, or nothing: a count
    rounding: str | None = None  # "about", "over" or "under", when a word before the number says so

    @property
    def size(self) -> Fraction | None:
        """The largest value; None of a name such as F-16."""
        return max((value for value in self.values if isinstance(value, Fraction)), default=None)

    @property
    def is_share_in_words(self) -> bool:
        """Whether it is said like "half of" or "two thirds"."""
        return self.kind == "percent" and "cent" not in self.text.lower() and not re.search(r"\d", self.text)

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of a currency."""
        return self.kind in CURRENCY_NAMES


def rounding_before(text: str, start: int) -> str | None:
    """What the words before a place say of the number there: "about", "over" or "under"."""
    rounding = _ROUNDING.search(text[max(0, start - _LONGEST_BEFORE) : start] + " ")
    return rounding.lastgroup if rounding else None
