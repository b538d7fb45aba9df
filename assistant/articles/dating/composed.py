"""Phrases made of others: early May, the end of last year, the first week of July, from 3 May to 5 June."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from assistant.articles.dating import spans
from assistant.articles.dating.absolute import is_year_token, latest_quarter, named_date, nearest, span_of
from assistant.articles.dating.view import Named, Read, View
from assistant.articles.dating.words import Kind, Unit
from assistant.types import DaySpan

Reader = Callable[[View, int], Read | None]


def read_part(view: View, i: int, read_simple: Reader) -> Read | None:
    """Early May, mid-July, late 2023, the end of last week, later this month, early Monday."""
    which = str(view.at(i).value)
    j = i + 1
    if view.word(j) == "-":
        j += 1
    j = view.after(j, "in") if view.word(j) == "in" else view.after(j, "on") if view.word(j) == "on" else view.after(j, "of")
    j = view.after(j, "the")
    if view.word(j) == "day" and view.word(j - 1) == "the" and view.word(j - 2) == "in" and view.anchor:
        return Read(i, j + 1, view.anchor.span, Unit.DAY) if view.anchor.unit is Unit.DAY else None
    read = read_simple(view, j)
    if read is None and view.word(j - 1) == "the" and view.kind(j) is Kind.UNIT and view.reference:
        if view.at(j).unit in {Unit.WEEK, Unit.MONTH, Unit.YEAR, Unit.DECADE} and view.word(j + 1) != "of":
            read = Read(j, j + 1, spans.around(view.at(j).unit, view.reference), view.at(j).unit)
    if read is None:
        return None
    if read.unit is Unit.DAY:
        return Read(i, read.end, read.span, Unit.DAY, read.relative)
    if which in {"earlier", "later"}:
        today = view.reference
        if today is None or not read.first <= today <= read.last:
            return Read(i, read.end, read.span, read.unit, read.relative)
        span = DaySpan(read.first, today) if which == "earlier" else DaySpan(today, read.last)
        return Read(i, read.end, span, read.unit)
    return Read(i, read.end, spans.part(read.span, read.unit, which), Unit.WEEK, read.relative)


def read_nth(view: View, i: int, read_simple: Reader) -> Read | None:
    """The first half of 2024, the second quarter of last year, the last week of July, the first Monday of May."""
    number = view.at(i).number if view.kind(i) is Kind.ORDINAL else -1
    token, j = view.at(i + 1), i + 2
    if token.word == "century" and number > 1 and view.kind(i) is Kind.ORDINAL:
        return Read(i, j, spans.months(number * 100 - 99, 1, 1_200), Unit.CENTURY, relative=False)
    if token.word != "half" and token.kind not in {Kind.UNIT, Kind.WEEKDAY}:
        return None
    if token.unit is Unit.QUARTER and view.word(j) not in {"of", "in"} and not is_year_token(view, j):
        return latest_quarter(view, i, j, number) if view.word(i - 1) == "the" else None
    if view.word(j) not in {"of", "in"} and not (token.unit is Unit.QUARTER and is_year_token(view, j)):
        return None
    j = view.after(j, "of") if view.word(j) == "of" else view.after(j, "in")
    whole = read_simple(view, view.after(j, "the"))
    if whole is None or whole.unit.value < Unit.WEEK.value:
        return None
    span = _nth(whole, token.word, token.kind, token.unit if token.kind is Kind.UNIT else token.number, number)
    return Read(i, whole.end, span, Unit.WEEK, whole.relative) if span else None


def _nth(whole: Read, word: str, kind: Kind | None, what: Unit | int, number: int) -> DaySpan | None:
    first, last = whole.first, whole.last
    if word == "half":
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        if count == 1:
            cut = first + timedelta(days=14)
        elif count % 2 == 0:
            cut = spans.month_of(first, count // 2) - spans.ONE_DAY
        else:
            return None
        return DaySpan(first, cut) if number == 1 else DaySpan(cut + spans.ONE_DAY, last)
    if kind is Kind.WEEKDAY and isinstance(what, int):
        if number < 0:
            day = spans.weekday_up_to(what, last)
        else:
            day = spans.weekday_from(what, first) + timedelta(weeks=number - 1)
        return spans.around(Unit.DAY, day) if first <= day <= last else None
    if what is Unit.WEEK:
        if number < 0:
            return DaySpan(last - timedelta(days=6), last)
        begin = first + timedelta(weeks=number - 1)
        return DaySpan(begin, min(last, begin + timedelta(days=6)))
    if not isinstance(what, Unit):
        return None
    span = spans.shifted(what, first, number - 1) if number > 0 else spans.around(what, last)
    return span if span.first and span.last and first <= span.first and span.last <= last else None


def read_week_of(view: View, i: int, read_simple: Reader) -> Read | None:
    """The week of 15 December, the week beginning 3 May: the whole week or weekend that the day lies in."""
    unit, j = view.at(i).unit, i + 2
    if unit not in {Unit.WEEK, Unit.WEEKEND} or view.word(i + 1) not in {"of", "beginning", "starting", "ending"}:
        return None
    read = read_simple(view, view.after(j, "the"))
    if read is None or read.unit is not Unit.DAY or read.first != read.last:
        return None
    return Read(i, read.end, spans.around(unit, read.first), unit, read.relative)


def read_feast(view: View, i: int) -> Read | None:
    """Christmas Eve, Christmas Day, New Year's Eve, New Year's Day, with or without a year."""
    j = view.after(i + 1, "year") if view.word(i) == "new" else i + 1
    which = view.word(j)
    if which not in {"eve", "day"} or (view.word(i) == "new" and j == i + 1):
        return None
    day, month = (31, 12) if which == "eve" else (1, 1)
    if view.word(i) == "christmas":
        day, month = (24 if which == "eve" else 25), 12
    k = view.after(j + 1, ",", "of", "in")
    if is_year_token(view, k):
        return named_date(view, i, k + 1, Named(view.at(k).number, month, day))
    return named_date(view, i, j + 1, Named(None, month, day))


def read_season(view: View, i: int) -> Read | None:
    """Summer 2024, the winter of 2023, in the summer."""
    number = view.at(i).number
    j = view.after(i + 1, ",", "of")
    if is_year_token(view, j):
        return Read(i, j + 1, spans.season(view.at(j).number, number), Unit.SEASON, relative=False)
    before = view.word(i - 1)
    placed = before in {"by", "since", "until", "-"} or (before == "the" and view.word(i - 2) in {"in", "over", "during", "since"})
    if view.reference is None or not placed or view.word(i + 1) in {"of", "in"} or view.written(i + 1).istitle():
        return None
    seasons = [spans.season(view.reference.year + years, number) for years in (-1, 0, 1)]
    if view.ahead(i, i + 1):
        span = next(span for span in seasons if span.last and span.last >= view.reference)
    else:
        span = next(span for span in reversed(seasons) if span.first and span.first <= view.reference)
    return Read(i, i + 1, span, Unit.SEASON)


_JOINS = frozenset("to until till through – - — and bis à au al a tot".split())
_MOVES = frozenset("moved postponed delayed changed pushed brought rescheduled shifted deferred extended".split())


def read_range(view: View, first: Read, read_simple: Reader) -> Read | None:
    """From A to B, between A and B, A – B: when one has no year, that of the other is its own."""
    before, join = view.word(first.start - 1), view.word(first.end)
    if join not in _JOINS or (join == "and") != (before == "between"):
        return None
    if before == "from" and view.word(first.start - 2) in _MOVES:
        return None
    if before != "from" and join in {"a", "al", "au", "à", "until", "till"}:
        return None
    second = read_simple(replace(view, anchor=first), view.after(first.end + 1, "the"))
    if second is None:
        return None
    if before not in {"from", "between"} and not (first.named and second.named) and first.weekday is None:
        return None
    one, other = _agreed(view, first, second)
    if one.first > other.last:
        return None
    return Read(first.start, second.end, DaySpan(one.first, other.last), min(first.unit, second.unit, key=lambda unit: unit.value),
                first.relative and second.relative)


def _agreed(view: View, first: Read, second: Read) -> tuple[Read, Read]:
    if first.named and second.named:
        one, other = first.named, second.named
        if one.month and one.year is None and other.year is not None:
            span = nearest(one, second.last, ahead=False)
            return (Read(first.start, first.end, span, first.unit, relative=False) if span else first), second
        if other.month and other.year is None and one.year is not None:
            span = nearest(other, first.first, ahead=True)
            return first, (Read(second.start, second.end, span, second.unit, relative=False) if span else second)
    if first.first <= second.last:
        return first, second
    if first.named and first.named.year is None:
        span = nearest(first.named, second.last, ahead=False)
        return (Read(first.start, first.end, span, first.unit) if span else first), second
    if first.weekday is not None:
        return Read(first.start, first.end, spans.around(Unit.DAY, spans.weekday_up_to(first.weekday, second.last)), Unit.DAY), second
    return first, second


def with_weekday(view: View, i: int, read_simple: Reader) -> Read | None:
    """Wednesday, 31 July 2024; without its year the nearest in which the weekday fits."""
    j = i + 1
    if view.word(j) == ".":
        j += 1
    j = view.after(j, ",", "the")
    if view.kind(j) not in {Kind.NUMBER, Kind.ORDINAL, Kind.MONTH, Kind.MONTH_SHORT, Kind.MONTH_ABROAD, Kind.FIGURES}:
        return None
    read = read_simple(view, j)
    if read is None or read.unit is not Unit.DAY or read.named is None:
        return None
    if read.named.year is None and view.reference and read.first.weekday() != view.at(i).number:
        for years in (1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6):
            span = span_of(Named(read.first.year + years, read.named.month, read.named.day))
            if span and span.first and span.first.weekday() == view.at(i).number:
                return Read(i, read.end, span, Unit.DAY, named=read.named)
    return Read(i, read.end, read.span, Unit.DAY, read.relative, read.named)
