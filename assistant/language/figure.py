"""One number of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from assistant.language.number_words import CURRENCY_NAMES


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
