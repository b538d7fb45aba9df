"""Arithmetic of the calendar: a day and a unit to the days from the first to the last.

Weeks run from Monday to Sunday, seasons are the meteorological ones of the north (spring is March to May). Whoever
counts beyond the calendar's ends gets ValueError or OverflowError.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from assistant.records.time import DaySpan
from assistant.time.words import Unit

ONE_DAY = timedelta(days=1)
_MONTHS_IN = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.SEASON: 3, Unit.HALF: 6, Unit.YEAR: 12, Unit.DECADE: 120}
_MONTHS_IN[Unit.CENTURY] = 1_200


def months(year: int, month: int, count: int = 1) -> DaySpan:
    """So many months from the first of this one; the month may lie beyond 12 or below 1."""
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    number = first.year * 12 + first.month - 2 + count
    last_year, last_month = number // 12, number % 12 + 1
    return DaySpan(first, date(last_year, last_month, monthrange(last_year, last_month)[1]))


def around(unit: Unit, day: date) -> DaySpan:
    """The unit of the calendar that a day lies in; of a weekend, the one of its week."""
    if unit is Unit.DAY:
        return DaySpan(day, day)
    monday = day - timedelta(days=day.weekday())
    if unit is Unit.WEEK:
        return DaySpan(monday, monday + timedelta(days=6))
    if unit is Unit.WEEKEND:
        return DaySpan(monday + timedelta(days=5), monday + timedelta(days=6))
    if unit is Unit.SEASON:
        return months(day.year, day.month // 3 * 3, 3)
    count = _MONTHS_IN[unit]
    number = (day.year * 12 + day.month - 1) // count * count
    return months(number // 12, number % 12 + 1, count)


def shifted(unit: Unit, day: date, steps: int) -> DaySpan:
    """The unit so many units after (below 0: before) the one that a day lies in."""
    if unit is Unit.DAY:
        return around(unit, day + timedelta(days=steps))
    if unit in {Unit.WEEK, Unit.WEEKEND}:
        return around(unit, day + timedelta(weeks=steps))
    return around(unit, month_of(day, steps * _MONTHS_IN[unit]))


def month_of(day: date, steps: int) -> date:
    """The first of the month so many months after this day's."""
    number = day.year * 12 + day.month - 1 + steps
    return date(number // 12, number % 12 + 1, 1)


def counted(unit: Unit, day: date, count: int) -> DaySpan:
    """So many days, weeks, weekends, months or years on (below 0: back) from a day, that day included."""
    if unit in {Unit.DAY, Unit.WEEK, Unit.WEEKEND}:
        there = day + timedelta(days=count * (1 if unit is Unit.DAY else 7))
    else:
        there = same_day(day, count * _MONTHS_IN[unit])
    return DaySpan(min(day, there), max(day, there))


def same_day(day: date, steps: int) -> date:
    """The same day of another month, or its last day when it is shorter."""
    there = month_of(day, steps)
    return there.replace(day=min(day.day, monthrange(there.year, there.month)[1]))


def season(year: int, number: int) -> DaySpan:
    """Spring 1 to winter 4 of a year; its winter begins in December and ends in the next year."""
    return months(year, number * 3, 3)


def part(span: DaySpan, unit: Unit, which: str) -> DaySpan:
    """The early, mid or late third: of a month to the 10th, 20th and its end; of a decade years 0-3, 4-6, 7-9."""
    if span.first is None or span.last is None or unit is Unit.WEEKEND:
        return span
    if unit in {Unit.MONTH, Unit.WEEK}:
        first_cut = span.first + timedelta(days=9 if unit is Unit.MONTH else 1)
        second_cut = span.first + timedelta(days=19 if unit is Unit.MONTH else 3)
    elif unit in {Unit.DECADE, Unit.CENTURY}:
        first_cut = date(span.first.year + (3 if unit is Unit.DECADE else 32), 12, 31)
        second_cut = date(span.first.year + (6 if unit is Unit.DECADE else 66), 12, 31)
    else:
        count = _MONTHS_IN.get(unit, 12)
        first_cut = month_of(span.first, count // 3) - ONE_DAY
        second_cut = month_of(span.first, 2 * count // 3) - ONE_DAY
    if which == "early":
        return DaySpan(span.first, first_cut)
    if which == "mid":
        return DaySpan(first_cut + ONE_DAY, second_cut)
    return DaySpan(second_cut + ONE_DAY, span.last)


def is_seven_days(span: DaySpan) -> bool:
    """Whether it is a week, from whichever weekday."""
    return span.first is not None and span.last == span.first + timedelta(days=6)


def moved(span: DaySpan, days: int) -> DaySpan:
    """The same stretch so many days later."""
    assert span.first
    assert span.last
    return DaySpan(span.first + timedelta(days=days), span.last + timedelta(days=days))


def weekday_up_to(weekday: int, day: date) -> date:
    """The last such weekday up to and including a day."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def weekday_from(weekday: int, day: date) -> date:
    """The first such weekday from a day on, that day included."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
