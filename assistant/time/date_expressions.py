"""A text to the dates it names, each with the days it means seen from a known day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from assistant.records.time import DateExpression, DaySpan
from assistant.time import absolute, composed, ranges, relative
from assistant.time import deictic as pointed
from assistant.time import other_languages as abroad
from assistant.time.by_dateparser import Phrase, is_in_other_letters, phrase_days, phrases_in
from assistant.time.ranges import needs_library, opened
from assistant.time.tokens import read_tokens
from assistant.time.view import Read, View
from assistant.time.words import WEEKDAY_KINDS, Kind

_Rule = Callable[[View, int], "Read | None"]
# What a kind of word may begin, the longest first.
_SIMPLE: dict[Kind, tuple[_Rule, ...]] = {
    Kind.FIGURES: (absolute.read_figures,),
    Kind.NUMBER: (relative.read_count, abroad.read_count_abroad, absolute.read_number),
    Kind.ORDINAL: (absolute.read_ordinal_day,),
    Kind.MONTH: (absolute.read_month,),
    Kind.MONTH_SHORT: (absolute.read_month,),
    Kind.MONTH_ABROAD: (abroad.read_then_which, absolute.read_month, abroad.read_month_alone_abroad),
    Kind.DAY_ABROAD: (abroad.read_day_abroad,),
    Kind.WHICH_ABROAD: (abroad.read_which_abroad,),
    Kind.UNIT_ABROAD: (abroad.read_then_which,),
    Kind.AGO_ABROAD: (abroad.read_ago_abroad,),
    Kind.NUMBER_ABROAD: (abroad.read_count_abroad,),
    Kind.PART_ABROAD: (abroad.read_part_abroad,),
    Kind.SEASON_ABROAD: (abroad.read_season_abroad,),
    Kind.QUARTER: (absolute.read_quarter,),
    Kind.DECADE: (absolute.read_decade,),
    Kind.SEASON: (composed.read_season,),
    Kind.A: (relative.read_count, abroad.read_count_abroad),
    Kind.UNIT: (relative.read_the_day_before,),
    Kind.WHICH: (pointed.read_which,),
    Kind.DAY: (relative.read_day,),
    Kind.IN: (relative.read_in,),
    Kind.FEAST: (composed.read_feast,),
}
_DEEPEST = 3
_LONGEST_FLAG = 80  # characters: longer than a date in any language
_ANY_DAY = date(2000, 1, 1)  # to read what does not depend on it


def find_dates(text: str, reference: date | None) -> tuple[DateExpression, ...]:
    """The date expressions of an article's text published on `reference`, in order, none within another.

    Without a reference only those are found that need none: "3 May 2024", not "Wednesday".
    """
    found = [_expression(text, view, read) for view, read in _reads(View(text, read_tokens(text), reference))]
    if is_in_other_letters(text):
        phrases = [phrase for phrase in phrases_in(text, reference or _ANY_DAY) if phrase.fixed or reference]
        free = [each for each in found if all(each.end <= other.start or other.end <= each.start for other in phrases)]
        found = sorted([*free, *_expressions(text, phrases)], key=lambda each: each.start)
    return tuple(found)


def find_dates_in_question(question: str, today: date) -> tuple[DateExpression, ...]:
    """The date expressions of a question asked on `today`; "since", "before", "until" and "after" leave a side open."""
    view = View(question, read_tokens(question), today, asked=True)
    found = [opened(seen, read, _expression(question, seen, read)) for seen, read in _reads(view)]
    if not found and needs_library(view):
        found = _expressions(question, phrases_in(question, today))
    return tuple(found)


def read_days(text: str, today: date) -> DaySpan | None:
    """The days that a whole text such as "last week" or "July 2024" means; None when it is not understood."""
    typed = " ".join(text.split())
    read = _read_whole(typed, today)
    if read:
        return read.span
    phrase = phrase_days(typed, today) if len(typed) <= _LONGEST_FLAG else None
    return phrase.span if phrase else None


def _expressions(text: str, phrases: Iterable[Phrase]) -> list[DateExpression]:
    return [DateExpression(text[start:end], start, end, span, not fixed) for start, end, span, fixed in phrases]


def _read_whole(typed: str, today: date) -> Read | None:
    view = View(typed, read_tokens(typed), today, asked=True, typed=True)
    start = 0
    while view.word(start) in {"in", "on", "the", "from", "during", "of"}:
        start += 1
    read = _phrase(view, start) if view.kind(start) else None
    if read is None and start and view.kind(start - 1):
        read = _phrase(view, start - 1)  # "in two weeks"
    return read if read and read.end == len(view.tokens) else None


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
        return (ranges.read_range(view, read, _simple) or read) if read else None
    except (OverflowError, ValueError):  # counted beyond the calendar's ends
        return None


def _simple(view: View, i: int) -> Read | None:
    kind = view.kind(i)
    if kind in WEEKDAY_KINDS:
        return (
            composed.with_weekday(view, i, _inner) or abroad.read_then_which(view, i) or relative.read_weekday(view, i)
        )
    if kind is Kind.PART:
        return composed.read_part(view, i, _inner)
    if kind is Kind.UNIT:
        week = composed.read_week_of(view, i, _inner)
        if week:
            return week
    if kind is Kind.ORDINAL or (kind is Kind.WHICH and view.word(i) == "last"):
        nth = composed.read_nth(view, i, _inner)
        if nth:
            return nth
    for rule in _SIMPLE.get(kind, ()) if kind else ():
        read = rule(view, i)
        if read:
            return read
    return None


def _inner(view: View, i: int) -> Read | None:
    """A phrase within a phrase; not deeper than anybody writes, so that no text can make it long."""
    return _simple(replace(view, depth=view.depth + 1), i) if view.depth < _DEEPEST else None


def _expression(text: str, view: View, read: Read) -> DateExpression:
    start, end = view.tokens[read.start].start, view.tokens[read.end - 1].end
    return DateExpression(text[start:end], start, end, read.span, read.relative)
