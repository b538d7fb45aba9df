"""Days and spans of days to English words, whatever the locale is."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from assistant.language.calendar_names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, in_capitals
from assistant.patterns import lazy_pattern
from assistant.records.time import DateExpression, DaySpan

_WEEKDAYS, _MONTHS = in_capitals(ENGLISH_WEEKDAYS), in_capitals(ENGLISH_MONTHS)
_NO_LETTERS = lazy_pattern(r"(?<=\d)(?:st|nd|rd|th)\b|[\W\d_]+")


def day_in_words(day: date) -> str:
    """1 August 2024."""
    return f"{day.day} {month_in_words(day)}"


def month_in_words(day: date) -> str:
    """August 2024."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def day_with_weekday(day: date) -> str:
    """Thursday 1 August 2024."""
    return f"{_WEEKDAYS[day.weekday()]} {day_in_words(day)}"


def meanings_in_words(dates: Iterable[DateExpression], published: date | None) -> str:
    """Wednesday = 31 July 2024; last April = April 2024; without those that lack only the year of publication."""
    meanings = [
        f"{' '.join(each.text.split())} = {span_in_words(each.span)}"
        for each in dates
        if not _is_plain(each, published)
    ]
    return "; ".join(meanings)


def _is_plain(expression: DateExpression, published: date | None) -> bool:
    """Whether the words are a month's name, with or without a day, and mean one in the year of publication."""
    first = expression.span.first
    name = _NO_LETTERS.sub("", expression.text).casefold()
    is_this_year = first is not None and published is not None and first.year == published.year
    return is_this_year and name in {month.casefold() for month in _MONTHS}


def span_in_words(span: DaySpan) -> str:
    """1 August 2024; August 2024; 2024; 22 July 2024 to 4 August 2024; since 1 August 2024; until 1 August 2024."""
    first, last = span.first, span.last
    if first is None or last is None:
        return f"since {day_in_words(first)}" if first else f"until {day_in_words(last)}" if last else "any day"
    if first == last:
        return day_in_words(first)
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        if (first.year, first.month) == (last.year, last.month):
            return month_in_words(first)
        if (first.month, last.month, first.year) == (1, 12, last.year):
            return str(first.year)
        return f"{month_in_words(first)} to {month_in_words(last)}"
    return f"{day_in_words(first)} to {day_in_words(last)}"
