"""Phrases that are counted from a day: yesterday, last Tuesday, two weeks ago, the past 7 days, the day before."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.articles.dating import spans
from assistant.articles.dating.absolute import nearest
from assistant.articles.dating.refused import is_no_weekday
from assistant.articles.dating.view import Named, Read, View
from assistant.articles.dating.words import Kind, Unit
from assistant.types import DaySpan

_WEEKDAYS = {Kind.WEEKDAY, Kind.WEEKDAY_ABROAD, Kind.WEEKDAY_SHORT}
_BACK = {"ago": -1, "earlier": -1, "before": -1}
_ON = {"later": 1, "after": 1, "hence": 1}
_AT = frozenset("over at on during since by until in for".split())
_ANCHORED = frozenset("following previous preceding same that".split())


def read_day(view: View, i: int) -> Read | None:
    """Today, tonight, yesterday, tomorrow, overnight."""
    if view.reference is None:
        return None
    day = view.reference + timedelta(days=view.at(i).number)
    if view.word(i) == "overnight":
        return Read(i, i + 1, DaySpan(day - spans.ONE_DAY, day), Unit.DAY)
    return Read(i, i + 1, spans.around(Unit.DAY, day), Unit.DAY)


def read_weekday(view: View, i: int) -> Read | None:
    """Wednesday, Wednesday of last week, Tuesday week."""
    if view.reference is None or is_no_weekday(view, i):
        return None
    weekday, j = view.at(i).number, i + 1
    if view.kind(i) is Kind.WEEKDAY_SHORT:
        if not view.typed and not (view.written(i)[:1].isupper() and view.word(i - 1) in {"on", "last", "next", "by", "until", "since"}):
            return None
        j = view.after(j, ".")
    while view.kind(j) is Kind.HALF_OF_DAY:
        j += 1
    if view.word(j) == "before" and view.word(j + 1) == "last":
        return _read(i, j + 2, which_weekday(weekday, -1, view.reference) - timedelta(weeks=1))
    k = view.after(j, "of")
    if view.kind(k) is Kind.WHICH and view.at(k + 1).unit is Unit.WEEK and view.kind(k + 1) is Kind.UNIT:
        week = read_which(view, k)
        if week and week.unit is Unit.WEEK and week.first.weekday() == 0:
            day = week.first + timedelta(days=weekday)
            return Read(i, week.end, spans.around(Unit.DAY, day), Unit.DAY)
    if view.ahead(i, j):
        day = spans.weekday_from(weekday, view.reference)
    else:
        day = spans.weekday_up_to(weekday, view.reference)
    return Read(i, j, spans.around(Unit.DAY, day), Unit.DAY, weekday=weekday)


def read_which(view: View, i: int) -> Read | None:
    """Last week, this month, next Tuesday, last April, the past 7 days, last night, the next day."""
    if view.reference is None:
        return None
    word, step = view.word(i), view.at(i).number
    following, j = view.kind(i + 1), i + 1
    if following is Kind.WHICH and view.word(i + 1) in {"coming", "past", "last"}:
        return read_which(view, i + 1)
    if following is Kind.HALF_OF_DAY:
        return _part_of_day(view, i)
    if word in _ANCHORED or (view.word(i - 1) == "the" and word == "next" and view.anchor and not view.asked):
        return _from_anchor(view, i)
    if following is Kind.UNIT:
        return _which_unit(view, i, step)
    if following in _WEEKDAYS and following is not Kind.WEEKDAY_SHORT:
        return _read(i, j + 1, which_weekday(view.at(j).number, step, view.reference))
    if following is Kind.MONTH:
        return which_month(view, i, i + 2, view.at(j).number, step)
    if following is Kind.SEASON:
        return which_season(view, i, i + 2, view.at(j).number, step)
    if following in {Kind.NUMBER} and view.kind(i + 2) is Kind.UNIT:
        return _count_of_units(view, i, step)
    return None


def _read(i: int, j: int, day: date) -> Read:
    return Read(i, j, spans.around(Unit.DAY, day), Unit.DAY)


def _part_of_day(view: View, i: int) -> Read | None:
    assert view.reference  # noqa: S101 - asked by the caller
    if view.word(i) == "this":
        return _read(i, i + 2, view.reference)
    if view.word(i) == "last":
        return _read(i, i + 2, view.reference - spans.ONE_DAY)
    return _from_anchor(view, i) if view.word(i) in {"next", "following", "same", "that"} else None


def _which_unit(view: View, i: int, step: int) -> Read | None:
    assert view.reference  # noqa: S101 - asked by the caller
    token, day = view.at(i + 1), view.reference
    if token.word.endswith("s") or token.unit in {Unit.DAY, Unit.HOUR} or token.word == "fortnight":
        return None  # "last weeks", "the last day"
    if view.word(i + 2) == "of":
        return None  # "the last week of the campaign"
    if token.unit is not Unit.WEEKEND and step and (view.word(i) == "past" or view.word(i - 1) == "the"):
        return Read(i, i + 2, spans.counted(token.unit, day, step), token.unit)
    span = spans.shifted(token.unit, day, step)
    if step == 0 and (view.word(i + 2), view.word(i + 3)) == ("so", "far"):
        return Read(i, i + 4, DaySpan(span.first, day), token.unit)
    if step == 0 and (view.word(i - 2), view.word(i - 1)) == ("so", "far"):
        return Read(i - 2, i + 2, DaySpan(span.first, day), token.unit)
    return Read(i, i + 2, span, token.unit)


def which_weekday(weekday: int, step: int, reference: date) -> date:
    """The last such weekday before a day, the one of its week, or the next after it."""
    if step < 0:
        return spans.weekday_up_to(weekday, reference - spans.ONE_DAY)
    if step > 0:
        return spans.weekday_from(weekday, reference + spans.ONE_DAY)
    return reference + timedelta(days=weekday - reference.weekday())


def which_month(view: View, i: int, j: int, month: int, step: int) -> Read | None:
    """The last, this year's or the next such month."""
    now = view.reference
    if now is None:
        return None
    year = now.year
    if step < 0:
        year -= now.month <= month
    elif step > 0:
        year += now.month >= month
    return Read(i, j, spans.months(year, month), Unit.MONTH, named=Named(year, month))


def which_season(view: View, i: int, j: int, number: int, step: int) -> Read | None:
    """The last such season that is over, the one that is or comes this year, or the next that has not begun."""
    now = view.reference
    if now is None:
        return None
    seasons = [spans.season(now.year + years, number) for years in (-2, -1, 0, 1)]
    over = [span for span in seasons if span.last and span.last < now]
    to_come = [span for span in seasons if span.first and span.first > now]
    current = [span for span in seasons if span not in over and span not in to_come]
    if step == 0:
        ahead = view.ahead(i, j)
        in_year = over[-1] if over[-1].first and over[-1].first.year == now.year else to_come[0]
        span = current[0] if current else to_come[0] if ahead else in_year if ahead is None else over[-1]
    else:
        span = over[-1] if step < 0 else to_come[0]
    return Read(i, j, span, Unit.SEASON)


def _count_of_units(view: View, i: int, step: int) -> Read | None:
    assert view.reference  # noqa: S101 - asked by the caller
    count, token = view.at(i + 1).number, view.at(i + 2)
    if view.word(i) in {"this", "same", "that", "current"} or count < 1 or token.unit in {Unit.CENTURY}:
        return None
    if view.word(i + 3) == "of" or token.unit is Unit.WEEKEND:
        return None
    count *= 2 if token.word.startswith("fortnight") else 1
    unit = token.unit
    if unit is Unit.HOUR:
        if count % 24:
            return None
        unit, count = Unit.DAY, count // 24
    return Read(i, i + 3, spans.counted(unit, view.reference, step * count), unit)


def _from_anchor(view: View, i: int) -> Read | None:
    """The next day, the previous week, that year, the same month: counted from the date named before."""
    anchor, token = view.anchor, view.at(i + 1)
    step = view.at(i).number
    if anchor is None:
        return None
    near = anchor.last if step > 0 else anchor.first
    if token.kind is Kind.HALF_OF_DAY:
        return _read(i, i + 2, near + timedelta(days=step)) if anchor.unit is Unit.DAY else None
    if token.kind is Kind.UNIT and not token.word.endswith("s"):
        if anchor.unit.value > token.unit.value or token.unit is Unit.HOUR:
            return None
        return Read(i, i + 2, spans.shifted(token.unit, near, step), token.unit)
    if token.kind in _WEEKDAYS and anchor.unit is Unit.DAY and step:
        return _read(i, i + 2, which_weekday(token.number, step, near))
    if token.kind is Kind.MONTH and step > 0 and anchor.unit.value <= Unit.MONTH.value:
        span = nearest(Named(None, token.number), anchor.last + spans.ONE_DAY, ahead=True)
        return Read(i, i + 2, span, Unit.MONTH) if span else None
    return None


def read_count(view: View, i: int) -> Read | None:
    """Two weeks ago, a year earlier, three days later, a week from now; the day before (yesterday)."""
    token, j = view.at(i), i + 1
    count = token.number
    if view.word(i) == "couple":
        j = view.after(j, "of")
    if view.word(i) in {"a", "an"} and view.word(j) == "couple":
        return None
    if view.kind(j) is not Kind.UNIT or not 1 <= count <= 999:
        return None
    unit = view.at(j).unit
    if unit is Unit.HOUR and count % 24 == 0:
        unit, count = Unit.DAY, count // 24
    if view.word(j).startswith("fortnight"):
        unit, count = Unit.WEEK, count * 2
    if unit is Unit.DECADE:
        unit, count = Unit.YEAR, count * 10
    if view.word(i - 1) in {"few", "several", "than", "per", "every"}:
        return None
    word = view.word(j + 1)
    if word == "ago":
        return _stepped(view, i, j + 2, unit, -count)
    if word in {"from", "hence"} and (word == "hence" or view.word(j + 2) in {"now", "today"}):
        return _stepped(view, i, j + (2 if word == "hence" else 3), unit, count)
    if word in {"earlier", "before", "later", "after"}:
        return _anchored_step(view, i, j + 2, unit, count * (1 if word in _ON else -1))
    return None


def read_the_day_before(view: View, i: int) -> Read | None:
    """The day before yesterday, the day after tomorrow, the week before last, the day before, the year after."""
    if view.word(i - 1) != "the" or view.word(i).endswith("s"):
        return None
    if view.at(i).unit is Unit.WEEKEND:
        return _weekend(view, i)
    word, unit = view.word(i + 1), view.at(i).unit
    if word not in {"before", "after"}:
        return None
    step = -1 if word == "before" else 1
    following = view.word(i + 2)
    if view.reference and unit is Unit.DAY and following == ("yesterday" if step < 0 else "tomorrow"):
        return _read(i, i + 3, view.reference + timedelta(days=2 * step))
    if view.reference and following == ("last" if step < 0 else "next"):
        return Read(i, i + 3, spans.shifted(unit, view.reference, 2 * step), unit)
    return _anchored_step(view, i, i + 2, unit, step)


def _weekend(view: View, i: int) -> Read | None:
    """Over the weekend: the current or the last one, the coming one when the words look ahead."""
    if view.reference is None or view.word(i + 1) in {"of", "after"} or view.word(i - 2) not in _AT:
        return None
    if view.word(i + 1) == "before":
        return Read(i, i + 3, spans.shifted(Unit.WEEKEND, view.reference, -2), Unit.WEEKEND) if view.word(i + 2) == "last" else None
    weekend = spans.around(Unit.WEEKEND, view.reference)
    if not view.ahead(i, i + 1) and view.reference.weekday() < 5:
        weekend = spans.shifted(Unit.WEEKEND, view.reference, -1)
    return Read(i, i + 1, weekend, Unit.WEEKEND)


def _stepped(view: View, i: int, j: int, unit: Unit, step: int) -> Read | None:
    if view.reference is None or unit is Unit.HOUR:
        return None
    return Read(i, j, spans.shifted(unit, view.reference, step), unit)


def _anchored_step(view: View, i: int, j: int, unit: Unit, step: int) -> Read | None:
    if view.word(j - 1) in {"before", "after"} and view.word(j).isalnum() and view.word(j) not in {"and", "but"}:
        return None  # "two days before the election" is no date
    if view.anchor is None or view.anchor.unit.value > unit.value or unit is Unit.HOUR:
        return None
    near = view.anchor.last if step > 0 else view.anchor.first
    if unit is Unit.WEEK and view.anchor.unit is Unit.DAY:
        return _read(i, j, near + timedelta(weeks=step))
    return Read(i, j, spans.shifted(unit, near, step), unit)



def read_in(view: View, i: int) -> Read | None:
    """In two weeks, in three days' time."""
    j = i + 1
    if view.word(i) != "in" or view.kind(j) not in {Kind.NUMBER, Kind.A} or view.kind(j + 1) is not Kind.UNIT:
        return None
    k = view.after(j + 2, "'", "’", "time")
    certain = view.word(k - 1) == "time"
    if not certain and not view.ahead(i, k):
        return None
    if view.word(i - 1) in {"time", "first", "once", "twice"} and not certain:
        return None
    return _stepped(view, i, k, view.at(j + 1).unit, view.at(j).number)
