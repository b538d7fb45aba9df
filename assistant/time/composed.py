"""Phrases made of others: early May, the end of last year, the first week of July, from 3 May to 5 June."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from assistant.records.time import DaySpan
from assistant.time import spans
from assistant.time.absolute import latest_quarter
from assistant.time.spans import is_year_token, named_date, span_of, year_pointed_at
from assistant.time.view import Named, Read, View
from assistant.time.words import MONTH_KINDS, Kind, Unit

Reader = Callable[[View, int], Read | None]
_NOUNS = frozenset("beginning start end turn".split())
_UP_TO, _FROM = frozenset("by until till before through to".split()), frozenset(["since", "from"])


def read_part(view: View, i: int, read_simple: Reader) -> Read | None:
    """Early May, mid-July, late 2023, the end of last week, later this month, early Monday."""
    which = str(view.at(i).value)
    j = i + 1
    if view.word(i) in _NOUNS and view.word(j) != "of":
        return None  # "beginning in February", "start Monday"
    if view.word(j) == "-":
        j += 1
    if view.word(j) in {"in", "on", "of"}:
        j += 1
    j = view.after(j, "the")
    if view.word(j) == "day" and view.word(j - 1) == "the" and view.word(j - 2) == "in" and view.anchor:
        return Read(i, j + 1, view.anchor.span, Unit.DAY) if view.anchor.unit is Unit.DAY else None
    read = read_simple(view, j) or _the_current(view, j)
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
    span = spans.part(read.span, read.unit, which)
    edge = _edge(view, i, read)
    return Read(i, read.end, edge or span, Unit.DAY if edge else Unit.WEEK, read.relative)


def _edge(view: View, i: int, whole: Read) -> DaySpan | None:
    """The day that a bound names: by the end of April is its last, since the start of the year its first.

    None for other words and for decades, which end over some years.
    """
    at_bound = i - 1 - (view.word(i - 1) == "the")
    if view.typed or view.word(i) not in _NOUNS or whole.unit.value > Unit.YEAR.value:
        return None
    if view.word(i) == "end":
        return spans.around(Unit.DAY, whole.last) if view.word(at_bound) in _UP_TO else None
    return spans.around(Unit.DAY, whole.first) if view.word(at_bound) in _FROM else None


def _the_current(view: View, i: int) -> Read | None:
    """The week, the month, the year: those of the reference."""
    unit = view.at(i).unit
    if view.reference is None or view.word(i - 1) != "the" or view.kind(i) is not Kind.UNIT or view.word(i + 1) == "of":
        return None
    if unit not in {Unit.WEEK, Unit.MONTH, Unit.YEAR, Unit.DECADE, Unit.CENTURY} or view.word(i).endswith("s"):
        return None
    return Read(i, i + 1, spans.around(unit, view.reference), unit)


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
    if view.word(j) in {"of", "in"}:
        j = view.after(j + 1, "the")
    elif token.unit is not Unit.QUARTER:
        return None
    whole = read_simple(view, j) or _the_current(view, j)
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
    if unit is Unit.WEEK and view.word(i + 1) == "ending":
        return Read(i, read.end, DaySpan(read.first - timedelta(days=6), read.first), unit, read.relative)
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
    year = year_pointed_at(view, j)
    if year:
        return Read(i, j + 2, spans.season(year, number), Unit.SEASON)
    before = view.word(i - 1)
    placed = before in {"by", "since", "until", "-"} or (
        before == "the" and view.word(i - 2) in {"in", "over", "during", "since"}
    )
    if view.reference is None or not placed or view.word(i + 1) in {"of", "in"} or view.written(i + 1).istitle():
        return None
    seasons = [spans.season(view.reference.year + years, number) for years in (-1, 0, 1)]
    if view.ahead(i, i + 1):
        span = next(span for span in seasons if span.last and span.last >= view.reference)
    else:
        span = next(span for span in reversed(seasons) if span.first and span.first <= view.reference)
    return Read(i, i + 1, span, Unit.SEASON)


def with_weekday(view: View, i: int, read_simple: Reader) -> Read | None:
    """Wednesday, 31 July 2024; without its year the nearest in which the weekday fits."""
    j = i + 1
    if view.word(j) == ".":
        j += 1
    j = view.after(j, ",", "the")
    if view.kind(j) not in {Kind.NUMBER, Kind.ORDINAL, Kind.FIGURES, *MONTH_KINDS}:
        return None
    follows_month = view.kind(view.after(j + 1, "of")) is Kind.MONTH
    if view.word(j - 1) == "the" and view.kind(j) is Kind.ORDINAL and not follows_month:
        return _weekday_the_nth(view, i, j)
    read = read_simple(view, j)
    if read is None or read.unit is not Unit.DAY or read.named is None:
        return None
    if read.named.year is None and view.reference and read.first.weekday() != view.at(i).number:
        for years in (1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6):
            span = span_of(Named(read.first.year + years, read.named.month, read.named.day))
            if span and span.first and span.first.weekday() == view.at(i).number:
                return Read(i, read.end, span, Unit.DAY, named=read.named)
    return Read(i, read.end, read.span, Unit.DAY, read.relative, read.named)


def _weekday_the_nth(view: View, i: int, j: int) -> Read | None:
    """Friday the 13th: of the last month in which both agree, or of the next when the words look ahead."""
    if view.reference is None:
        return None
    ahead = view.ahead(i, j + 1)
    for months in range(15):  # every day of the month falls on every weekday within 14 months
        month = spans.month_of(view.reference, months if ahead else -months)
        span = span_of(Named(month.year, month.month, view.at(j).number))
        if span is None or span.first is None or span.first.weekday() != view.at(i).number:
            continue
        if span.first >= view.reference if ahead else span.first <= view.reference:
            return Read(i, j + 1, span, Unit.DAY)
    return None
