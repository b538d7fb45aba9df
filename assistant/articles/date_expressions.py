"""A text to the dates it names, each with the days it means seen from a known day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from assistant.articles.dating import absolute, composed, relative
from assistant.articles.dating.tokens import read_tokens
from assistant.articles.dating.view import Read, View
from assistant.articles.dating.words import Kind
from assistant.types import DateExpression, DaySpan

_Rule = Callable[[View, int], "Read | None"]
# What a kind of word may begin, the longest first.
_SIMPLE: dict[Kind, tuple[_Rule, ...]] = {
    Kind.FIGURES: (absolute.read_figures,),
    Kind.NUMBER: (relative.read_count, absolute.read_number),
    Kind.ORDINAL: (absolute.read_ordinal_day,),
    Kind.MONTH: (absolute.read_month,),
    Kind.MONTH_SHORT: (absolute.read_month,),
    Kind.MONTH_ABROAD: (absolute.read_month,),
    Kind.QUARTER: (absolute.read_quarter,),
    Kind.DECADE: (absolute.read_decade,),
    Kind.SEASON: (composed.read_season,),
    Kind.A: (relative.read_count,),
    Kind.UNIT: (relative.read_the_day_before,),
    Kind.WHICH: (relative.read_which,),
    Kind.DAY: (relative.read_day,),
    Kind.IN: (relative.read_in,),
}
_WEEKDAYS = (Kind.WEEKDAY, Kind.WEEKDAY_SHORT, Kind.WEEKDAY_ABROAD)


def find_dates(text: str, reference: date | None) -> tuple[DateExpression, ...]:
    """The date expressions of an article's text published on `reference`, in order, none within another.

    Without a reference only those are found that need none: "3 May 2024", not "Wednesday".
    """
    return tuple(_expression(text, view, read) for view, read in _reads(View(text, read_tokens(text), reference)))


def find_dates_in_question(question: str, today: date) -> tuple[DateExpression, ...]:
    """The date expressions of a question asked on `today`; "since", "before", "until" and "after" leave a side open."""
    found = []
    for view, read in _reads(View(question, read_tokens(question), today, asked=True)):
        expression = _expression(question, view, read)
        found.append(_opened(view, read, expression))
    return tuple(found)


def read_days(text: str, today: date) -> DaySpan | None:
    """The days that a whole text such as "last week", "July 2024" or "3 days ago" means; None when it is not understood."""
    found = find_dates_in_question(text.strip(), today)
    if len(found) == 1 and text.strip()[: found[0].start].strip().lower() in {"", "the", "in", "on", "in the", "on the"}:
        if not text.strip()[found[0].end :].strip(" ."):
            return found[0].span
    return None


def _reads(view: View) -> Iterator[tuple[View, Read]]:
    i = 0
    while i < len(view.tokens):
        read = _phrase(view, i) if view.tokens[i].kind else None
        if read is None:
            i += 1
            continue
        view = replace(view, anchor=read)
        yield view, read
        i = read.end


def _phrase(view: View, i: int) -> Read | None:
    try:
        read = _simple(view, i)
        return (composed.read_range(view, read, _simple) or read) if read else None
    except (OverflowError, ValueError):  # counted beyond the calendar's ends
        return None


def _simple(view: View, i: int) -> Read | None:
    kind = view.kind(i)
    if kind in _WEEKDAYS:
        return composed.with_weekday(view, i, _simple) or relative.read_weekday(view, i)
    if kind is Kind.PART:
        return composed.read_part(view, i, _simple)
    if kind is Kind.ORDINAL or (kind is Kind.WHICH and view.word(i) == "last"):
        nth = composed.read_nth(view, i, _simple)
        if nth:
            return nth
    for rule in _SIMPLE.get(kind, ()) if kind else ():
        read = rule(view, i)
        if read:
            return read
    return None


def _expression(text: str, view: View, read: Read) -> DateExpression:
    start, end = view.tokens[read.start].start, view.tokens[read.end - 1].end
    return DateExpression(text[start:end], start, end, read.span, read.relative)


def _opened(view: View, read: Read, expression: DateExpression) -> DateExpression:
    one_day = timedelta(days=1)
    before = view.word(read.start - 2) if view.word(read.start - 1) == "the" else view.word(read.start - 1)
    try:
        spans = {
            "since": DaySpan(read.first, None),
            "after": DaySpan(read.last + one_day, None),
            "until": DaySpan(None, read.last),
            "till": DaySpan(None, read.last),
            "by": DaySpan(None, read.last),
            "before": DaySpan(None, read.first - one_day),
        }
    except OverflowError:
        return expression
    return replace(expression, span=spans.get(before, expression.span))
