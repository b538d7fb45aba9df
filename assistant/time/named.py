"""Turns a date, complete or not, into the days it means: 3 May of this year or last, May 2024 into all its days."""

from __future__ import annotations

from datetime import date

from assistant.records.time import DaySpan
from assistant.time import spans
from assistant.time.not_dates import is_named_after
from assistant.time.view import Named, Read, View
from assistant.time.words import Kind, Unit

EARLIEST_YEAR, LATEST_YEAR = 1000, 2199
ANCHORED = frozenset("following previous preceding same that".split())  # they count from the date named before
# Days: hardly anybody writes "on 20 June" for eleven months ago, or for ten months ahead when it was last month
# ("players try to stop him on 20 June"): of 49 dates that the latter changed in 2,300 articles of news, 3 got worse.
_FAR, _NEAR, _JUST_OVER = 290, 75, 60


_PUT_OFF_TO = frozenset(["to", "until", "till"])


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
        return spans.months(year, 1, 12)
    if not 1 <= month <= 12:
        return None
    if day is None:
        return spans.months(year, month)
    try:
        return spans.around(Unit.DAY, date(year, month, day))
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
