"""Spans of days: what a unit around a day means, and a date of a calendar as far as it was said."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from assistant.records.time import DaySpan
from assistant.time.not_dates import is_named_after
from assistant.time.view import Named, Read, View
from assistant.time.words import Kind, Unit

ONE_DAY = timedelta(days=1)
_MONTHS_IN = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.SEASON: 3, Unit.HALF: 6, Unit.YEAR: 12, Unit.DECADE: 120}
_MONTHS_IN[Unit.CENTURY] = 1_200
EARLIEST_YEAR, LATEST_YEAR = 1000, 2199
ANCHORED = frozenset("following previous preceding same that".split())  # they count from the date named before
# Days: hardly anybody writes "on 20 June" for eleven months ago, or for ten months ahead when it was last month
# ("players try to stop him on 20 June"): of 49 dates that the latter changed in 2,300 articles of news, 3 got worse.
_FAR, _NEAR, _JUST_OVER = 290, 75, 60
_PUT_OFF_TO = frozenset(["to", "until", "till"])


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


def named_date(view: View, i: int, j: int, named: Named) -> Read | None:
    """The days of a date; without a year those of the last such date, or of the next when the words look ahead."""
    if named.year is None:
        k = view.after(j, "of", "the")
        year = year_pointed_at(view, k)
        span = span_of(named._replace(year=year)) if year else None
        if span:
            return Read(i, k + 2, span, _unit(named), named=named._replace(year=year))
    else:
        span = span_of(named)
        return Read(i, j, span, _unit(named), relative=False, named=named) if span else None
    if view.reference is None or is_named_after(view, i, j):
        return None
    ahead = view.ahead(i, j) if view.asked or named.day is None else None
    if view.asked or (ahead is None and named.day is None):
        span = nearest(named, view.reference, ahead=bool(ahead))
    else:
        certain = view.ahead(i, j, certainly=True)
        if certain is False and view.word(i - 1) in _PUT_OFF_TO:
            certain = None  # "voted to defer its decision to 18 September": the tense is the vote's
        span = closest(named, view.reference, ahead=certain, likely=ahead)
    return Read(i, j, span, _unit(named), named=named) if span else None


def year_pointed_at(view: View, i: int) -> int | None:
    """The year of "last year", "this year", "that year", "the following year" behind a date."""
    if view.kind(i) is not Kind.WHICH or view.word(i + 1) != "year" or view.word(i) == "past":
        return None
    if view.word(i) in ANCHORED:
        return view.anchor.first.year + view.at(i).number if view.anchor else None
    return view.reference.year + view.at(i).number if view.reference else None


def span_of(named: Named) -> DaySpan | None:
    """The days of a date with a year; None when there is no such day."""
    year, month, day = named
    if year is None or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    if month is None:
        return months(year, 1, 12)
    if not 1 <= month <= 12:
        return None
    if day is None:
        return months(year, month)
    try:
        return around(Unit.DAY, date(year, month, day))
    except ValueError:  # 31 April
        return None


def nearest(named: Named, reference: date, *, ahead: bool) -> DaySpan | None:
    """The last such date that has begun on a day, or the first one that is not yet over."""
    for step in range(9):  # 29 February may be eight years away
        span = span_of(named._replace(year=reference.year + (step if ahead else -step)))
        if span and span.first and span.last and (span.last >= reference if ahead else span.first <= reference):
            return span
    return None


def closest(named: Named, reference: date, *, ahead: bool | None, likely: bool | None = None) -> DaySpan | None:
    """The date on the side that the tense tells, but none so far away that a writer would have said the year.

    Where the tense does not tell, the nearer one; a month on the `likely` side unless the other is twice as near.
    """
    back, on = (nearest(named, reference, ahead=side) for side in (False, True))
    if not (back and on and back.last and on.first):
        return back or on
    days_back, days_on = (reference - back.last).days, (on.first - reference).days
    if ahead is None:
        reach = 1.0 if named.day is not None or likely is None else 0.5 if likely else 2.0
        goes_back = days_back <= days_on * reach
    elif named.day is None:
        goes_back = not ahead
    elif ahead:
        goes_back = days_on > _FAR and days_back < _JUST_OVER
    else:
        goes_back = days_back <= _FAR or back.last.year == reference.year or days_on >= _NEAR
    return back if goes_back else on


def _unit(named: Named) -> Unit:
    if named.day is not None:
        return Unit.DAY
    return Unit.YEAR if named.month is None else Unit.MONTH


def is_count_of_days(view: View, i: int) -> bool:
    """Whether a token may be the day of a month."""
    return view.kind(i) in {Kind.NUMBER, Kind.ORDINAL} and 1 <= view.at(i).number <= 31


def is_year_token(view: View, i: int) -> bool:
    """Whether a token may be a year."""
    return view.kind(i) is Kind.NUMBER and len(view.word(i)) == 4 and EARLIEST_YEAR <= view.at(i).number <= LATEST_YEAR
