"""The input with which a date phrase is read, and the result of reading it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from assistant.records.time import DaySpan
from assistant.time.future import looks_ahead
from assistant.time.tokens import Token
from assistant.time.words import Kind, Unit

_NOTHING = Token("", 0, 0)


class Named(NamedTuple):
    """A date as far as it was said: 3 May has no year, May 2024 no day."""

    year: int | None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """The tokens ``[start, end)`` and the days they mean, none open; `unit` is how large a stretch they name."""

    start: int
    end: int
    span: DaySpan
    unit: Unit
    relative: bool = True
    named: Named | None = None  # for the dates of a calendar
    weekday: int | None = None  # for a bare weekday

    @property
    def first(self) -> date:
        """The first day."""
        assert self.span.first
        return self.span.first

    @property
    def last(self) -> date:
        """The last day."""
        assert self.span.last
        return self.span.last


@dataclass(frozen=True, slots=True)
class View:
    """The tokens of a text and where it is read from.

    `reference` is the day of publication, or of asking; `anchor` the date named before, which "two days earlier" counts
    from; `asked`: a question; `typed`: a date and nothing else, so that "may" is a month and "sat" a day.
    """

    text: str
    tokens: Sequence[Token]
    reference: date | None
    asked: bool = False
    typed: bool = False
    depth: int = 0  # of phrases within phrases ("the end of the first week of")
    anchor: Read | None = None

    def at(self, i: int) -> Token:
        """The token at a place; beyond either end one that says nothing."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else _NOTHING

    def word(self, i: int) -> str:
        """The word at a place."""
        return self.at(i).word

    def kind(self, i: int) -> Kind | None:
        """The kind at a place."""
        return self.at(i).kind

    def written(self, i: int) -> str:
        """The token as it stands in the text."""
        token = self.at(i)
        return self.text[token.start : token.end]

    def after(self, i: int, *words: str) -> int:
        """The place after any of these words at `i`, each at most once and in this order."""
        for word in words:
            if self.word(i) == word:
                i += 1
        return i

    def ahead(self, start: int, end: int, *, certainly: bool = False) -> bool | None:
        """Whether the words around ``[start, end)`` put it into the future; None when they do not tell."""
        return looks_ahead(self.text, self.tokens, start, end, asked=self.asked, certainly=certainly)


def one_day(start: int, end: int, day: date) -> Read:
    """A phrase that means one day, counted from another."""
    return Read(start, end, DaySpan(day, day), Unit.DAY)
