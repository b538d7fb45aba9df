"""Phrases that point with a word: last week, this month, next Tuesday, the past 7 days, that year."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.records.time import DaySpan
from assistant.time import spans
from assistant.time.spans import ANCHORED, is_count_of_days, nearest
from assistant.time.view import Named, Read, View, one_day
from assistant.time.words import WEEKDAY_KINDS, Kind, Unit

_WITHIN = frozenset("over in within during for".split())  # "over the next six months it will"


def read_which(view: View, i: int) -> Read | None:
    """Last week, this month, next Tuesday, last April, the past 7 days, last night, the next day."""
    today, word, step = view.reference, view.word(i), view.at(i).number
    if today is None:
        return None
    if word == "this" and view.word(i + 1) in {"coming", "past", "last"}:
        return read_which(view, i + 1)  # "this coming Friday"
    if view.kind(i + 1) is Kind.HALF_OF_DAY:
        return _part_of_day(view, i, today)
    if word in ANCHORED or (word == "next" and view.word(i - 1) == "the" and view.anchor and not view.asked):
        counted = view.kind(i + 1) is Kind.NUMBER and word == "next" and view.word(i - 2) in _WITHIN
        if not (counted and view.ahead(i, i + 3)):
            return _from_anchor(view, i)
    return _from_today(view, i, step, today)


def _from_today(view: View, i: int, step: int, today: date) -> Read | None:
    what = view.at(i + 1)
    if what.kind is Kind.UNIT:
        return _which_unit(view, i, step, today)
    if what.kind in {Kind.WEEKDAY, Kind.WEEKDAY_ABROAD}:
        return one_day(i, i + 2, which_weekday(what.number, step, today))
    if what.kind is Kind.MONTH and not is_count_of_days(view, i + 2):
        return which_month((i, i + 2), what.number, step, today)
    if what.kind is Kind.SEASON:
        return which_season(view, (i, i + 2), what.number, step)
    if what.kind is Kind.NUMBER and view.kind(i + 2) is Kind.UNIT:
        return _count_of_units(view, i, step, today)
    return None


def _part_of_day(view: View, i: int, today: date) -> Read | None:
    if view.word(i) == "this":
        return one_day(i, i + 2, today)
    if view.word(i) == "last":
        return one_day(i, i + 2, today - spans.ONE_DAY)
    return _from_anchor(view, i) if view.word(i) in {"next", "following", "same", "that"} else None


def _which_unit(view: View, i: int, step: int, today: date) -> Read | None:
    token = view.at(i + 1)
    if token.word.endswith("s") or token.unit in {Unit.DAY, Unit.HOUR} or token.word == "fortnight":
        return None  # "last weeks", "the last day"
    if view.word(i + 2) == "of":
        return None  # "the last week of the campaign"
    if (
        token.unit not in {Unit.WEEKEND, Unit.QUARTER}
        and step
        and (view.word(i) == "past" or view.word(i - 1) == "the")
    ):
        return Read(i, i + 2, spans.counted(token.unit, today, step), token.unit)
    span = spans.shifted(token.unit, today, step)
    if step == 0 and (view.word(i + 2), view.word(i + 3)) == ("so", "far"):
        return Read(i, i + 4, DaySpan(span.first, today), token.unit)
    if step == 0 and (view.word(i - 2), view.word(i - 1)) == ("so", "far"):
        return Read(i - 2, i + 2, DaySpan(span.first, today), token.unit)
    return Read(i, i + 2, span, token.unit)


def which_weekday(weekday: int, step: int, reference: date) -> date:
    """The last such weekday before a day, the one of its week, or the next after it."""
    if step < 0:
        return spans.weekday_up_to(weekday, reference - spans.ONE_DAY)
    if step > 0:
        return spans.weekday_from(weekday, reference + spans.ONE_DAY)
    return reference + timedelta(days=weekday - reference.weekday())


def which_month(place: tuple[int, int], month: int, step: int, today: date) -> Read:
    """The last, this year's or the next such month."""
    year = today.year
    if step < 0:
        year -= today.month <= month
    elif step > 0:
        year += today.month >= month
    return Read(*place, spans.months(year, month), Unit.MONTH, named=Named(year, month))


def which_season(view: View, place: tuple[int, int], number: int, step: int) -> Read | None:
    """The last such season that is over, the one that is or comes this year, or the next that has not begun."""
    now = view.reference
    if now is None:
        return None
    seasons = [spans.season(now.year + years, number) for years in (-2, -1, 0, 1)]
    over = [span for span in seasons if span.last and span.last < now]
    to_come = [span for span in seasons if span.first and span.first > now]
    current = [span for span in seasons if span not in over and span not in to_come]
    if step == 0:
        ahead = view.ahead(*place)
        in_year = over[-1] if over[-1].first and over[-1].first.year == now.year else to_come[0]
        span = current[0] if current else to_come[0] if ahead else in_year if ahead is None else over[-1]
    else:
        span = over[-1] if step < 0 else to_come[0]
    return Read(*place, span, Unit.SEASON)


def _count_of_units(view: View, i: int, step: int, today: date) -> Read | None:
    count, token = view.at(i + 1).number, view.at(i + 2)
    if view.word(i) in {"this", "same", "that", "current"} or count < 1 or token.unit is Unit.CENTURY:
        return None
    if view.word(i + 3) == "of" or token.unit is Unit.WEEKEND:
        return None
    count *= 2 if token.word.startswith("fortnight") else 1
    unit = token.unit
    if unit is Unit.HOUR:
        if count % 24:
            return None
        unit, count = Unit.DAY, count // 24
    return Read(i, i + 3, spans.counted(unit, today, step * count), unit)


def _from_anchor(view: View, i: int) -> Read | None:
    """The next day, the previous week, that year, the same month: counted from the date named before."""
    anchor, token = view.anchor, view.at(i + 1)
    step = view.at(i).number
    if anchor is None:
        return None
    near = anchor.last if step > 0 else anchor.first
    if token.kind is Kind.HALF_OF_DAY:
        return one_day(i, i + 2, near + timedelta(days=step)) if anchor.unit is Unit.DAY else None
    if token.kind is Kind.UNIT and not token.word.endswith("s"):
        if anchor.unit.value > token.unit.value or token.unit is Unit.HOUR:
            return None
        if token.unit is Unit.WEEK and spans.is_seven_days(anchor.span):
            return Read(i, i + 2, spans.moved(anchor.span, 7 * step), token.unit)
        return Read(i, i + 2, spans.shifted(token.unit, near, step), token.unit)
    if token.kind in WEEKDAY_KINDS and anchor.unit is Unit.DAY and step and view.word(i - 1) == "the":
        return one_day(i, i + 2, which_weekday(token.number, step, near))
    if token.kind is Kind.MONTH and step > 0 and anchor.unit.value <= Unit.MONTH.value:
        span = nearest(Named(None, token.number), anchor.last + spans.ONE_DAY, ahead=True)
        return Read(i, i + 2, span, Unit.MONTH) if span else None
    return None
