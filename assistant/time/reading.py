"""A text to a record of what is read of it: tokens, numbers, names, quotations, dates seen from a day."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property, lru_cache

from assistant.language.figure import Figure
from assistant.language.figures import figures_in
from assistant.language.names import Name, folded_words, names_in
from assistant.language.quotations import Quotation, find_quotations
from assistant.language.words import Token, stems_in, tokens_of
from assistant.records.time import DateExpression
from assistant.time.date_expressions import find_dates
from assistant.time.dates_compared import CENTURIES, DateMention, Day, day_of, masked, mentions_in, with_first


# The sentences around a cited one are compared with each statement of an answer.
@lru_cache(maxsize=4_096)
def read(text: str, day: date | None = None) -> Reading:
    """The one reading of a text that appeared on a day, or of which none is known."""
    return Reading(text, day)


class Reading:
    """A text and what is read of it, each part when it is first asked for and never again."""

    def __init__(self, text: str, day: date | None = None) -> None:
        self.text = text
        # At the ends of the calendar one cannot count from it.
        self.day = day if day and day.year in CENTURIES else None

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All words and marks."""
        return tokens_of(self.text)

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """The tokens that have a stem: words and numbers."""
        return tuple(token for token in self.tokens if token.stem)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words."""
        return stems_in(self.text)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers, in order."""
        return figures_in(self.text)

    @cached_property
    def plain_figures(self) -> tuple[Figure, ...]:
        """The exact ones that are no part of a date and no ordinals."""
        return tuple(
            figure
            for figure in self.figures
            if figure.kind not in {"ordinal", "vague"}
            and all(figure.end <= day.start or figure.start >= day.end for day in self.mentions)
        )

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The runs of capitalised words."""
        return names_in(self.text)

    @cached_property
    def folded_words(self) -> tuple[str, ...]:
        """The words as names are compared."""
        return folded_words(self.text)

    @cached_property
    def quotations(self) -> tuple[str, ...]:
        """What stands between quotation marks, in order."""
        inside = (self.text[each.start + 1 : each.end - 1].strip() for each in self._quoted)
        return tuple(words for words in inside if words)

    @cached_property
    def unquoted(self) -> Reading:
        """The text with as many spaces in place of each quotation."""
        return read(masked(self.text, self._quoted), self.day)

    @cached_property
    def _quoted(self) -> tuple[Quotation, ...]:
        """Those that close; one of a statement may run on over a line break."""
        return tuple(each for each in find_quotations(self.text.replace("\n", " ")) if each.closed)

    @cached_property
    def mentions(self) -> tuple[DateMention, ...]:
        """The dates, in order; relative ones have no reading when the day is unknown."""
        return mentions_in(self.text, self.day)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The same, of those that can be read in several ways what the sentence makes of them first."""
        return with_first(self.mentions, self.expressions) if self.day and self.mentions else self.mentions

    @cached_property
    def expressions(self) -> tuple[DateExpression, ...]:
        """The days that its words mean, in order."""
        return find_dates(self.text, self.day)

    @cached_property
    def counted_days(self) -> tuple[Day, ...]:
        """The days that it counts from others, such as "two days earlier", and names in no other way."""
        days = (day_of(each) for each in self.expressions if each.relative) if self.day else ()
        return tuple(day for day in days if day)

    @cached_property
    def undated(self) -> Reading:
        """The text with a space in place of its dates, so that a day is no number, nor a month a name."""
        return read(re.sub(r"\s+", " ", masked(self.text, self.mentions)))
