"""Phrases that are counted from a day: yesterday, last Tuesday, two weeks ago, the past 7 days, the day before."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.records.time import DaySpan
from assistant.time import spans
from assistant.time.deictic import read_which, which_weekday
from assistant.time.not_dates import is_newspaper, is_no_weekday, is_possessive
from assistant.time.view import Read, View, one_day
from assistant.time.words import Kind, Unit

_SHIFTS = {"earlier": -1, "before": -1, "later": 1, "after": 1}
_BEFORE_SHORT = frozenset("on last next by until since".split())
# "More than they have in seven years", "the first time in two weeks": a stretch that is past.
_NO_MOMENT = frozenset("time times first once twice have has had done seen than been highest lowest worst best".split())
_AT = frozenset("over at on during since by until in for before".split())
_WEDNESDAY, _SATURDAY = 2, 5
_EVENT_WORDS = 6
_NOT_IN_NOUN = frozenset("to will would is are was were be has have had and or that which".split())
_EVEN = 4  # days to the weekday that is as far ahead as behind


def read_day(view: View, i: int) -> Read | None:
    """Today, tonight, yesterday, tomorrow, overnight."""
    if view.reference is None or is_newspaper(view, i):
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
        if not view.typed and not (view.written(i)[:1].isupper() and view.word(i - 1) in _BEFORE_SHORT):
            return None
        j = view.after(j, ".")
    while view.kind(j) is Kind.HALF_OF_DAY:
        j += 1
    if view.word(j) == "before" and view.word(j + 1) == "last":
        return one_day(i, j + 2, which_weekday(weekday, -1, view.reference) - timedelta(weeks=1))
    k = view.after(j, "of")
    week = read_which(view, k) if view.kind(k) is Kind.WHICH and view.word(k + 1) == "week" else None
    if week and week.unit is Unit.WEEK and week.first.weekday() == 0:
        return one_day(i, week.end, week.first + timedelta(days=weekday))
    day = _weekday(view, i, j, view.reference)
    return Read(i, j, spans.around(Unit.DAY, day), Unit.DAY, weekday=weekday)


def _weekday(view: View, i: int, j: int, today: date) -> date:
    """A bare weekday by its tense; in a row ("next Wednesday and Thursday") the one after the weekday before it."""
    ahead, anchor, weekday = view.ahead(i, j), view.anchor, view.at(i).number
    before_event = view.word(i - 1) == "before" and is_possessive(view, j - 1)
    if not view.asked and (before_event or (ahead and _is_of_event_before(view, i))):
        # "The last poll before Sunday's vote", "will meet again after a first round on Sunday": the nearer one.
        coming = spans.weekday_from(weekday, today)
        return coming if (coming - today).days <= _EVEN else spans.weekday_up_to(weekday, today)
    if anchor and anchor.unit is Unit.DAY and anchor.end == i - 1 and view.word(i - 1) in {"and", "or", ","}:
        following = spans.weekday_from(weekday, anchor.last + spans.ONE_DAY)
        if ahead or following <= today or anchor.first > today:
            return following
    return spans.weekday_from(weekday, today) if ahead else spans.weekday_up_to(weekday, today)


def _is_of_event_before(view: View, i: int) -> bool:
    """Whether the weekday stands with a noun that "after" leads: what the verb tells comes later than that."""
    words = [view.word(k) for k in range(i - 1, max(-1, i - 2 - _EVENT_WORDS), -1)]
    if words[:1] != ["on"] or "after" not in words[2:]:
        return False
    return all(word.isalpha() and word not in _NOT_IN_NOUN for word in words[: words.index("after")])


def read_count(view: View, i: int) -> Read | None:
    """Two weeks ago, a year earlier, three days later, a week from now; the day before (yesterday)."""
    count, j = view.at(i).number, i + 1
    if view.word(i) == "couple":
        j = view.after(j, "of")
    if view.word(i) in {"a", "an"} and view.word(j) == "couple":
        return None
    if view.kind(j) is not Kind.UNIT or not 1 <= count <= 999:
        return None
    unit, count = _in_plain_units(view.word(j), view.at(j).unit, count)
    if view.word(i - 1) in {"few", "several", "than", "per", "every"}:
        return None
    word = view.word(j + 1)
    if view.word(j + 2) == "than":
        return None  # "two months earlier than last year" compares
    if word == "ago":
        return _ago(view, i, j + 2, unit, count)
    if word in {"from", "hence"} and (word == "hence" or view.word(j + 2) in {"now", "today"}):
        return _stepped(view, i, j + (2 if word == "hence" else 3), unit, count)
    return _anchored_step(view, i, j + 2, unit, count * _SHIFTS[word]) if word in _SHIFTS else None


def _in_plain_units(word: str, unit: Unit, count: int) -> tuple[Unit, int]:
    """48 hours as two days, a fortnight as two weeks, a decade as ten years."""
    if unit is Unit.HOUR and count % 24 == 0:
        return Unit.DAY, count // 24
    if word.startswith("fortnight"):
        return Unit.WEEK, count * 2
    return (Unit.YEAR, count * 10) if unit is Unit.DECADE else (unit, count)


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
        return one_day(i, i + 3, view.reference + timedelta(days=2 * step))
    if view.reference and following == ("last" if step < 0 else "next"):
        return Read(i, i + 3, spans.shifted(unit, view.reference, 2 * step), unit)
    return _anchored_step(view, i, i + 2, unit, step)


def _weekend(view: View, i: int) -> Read | None:
    """Over the weekend: the current or the last one, the coming one when the words look ahead."""
    if view.reference is None or view.word(i + 1) in {"of", "after"} or view.word(i - 2) not in _AT:
        return None
    if view.word(i + 1) == "before":
        before_last = spans.shifted(Unit.WEEKEND, view.reference, -2)
        return Read(i, i + 3, before_last, Unit.WEEKEND) if view.word(i + 2) == "last" else None
    weekend = spans.around(Unit.WEEKEND, view.reference)
    is_near = view.word(i - 2) == "before" and view.reference.weekday() >= _WEDNESDAY
    if not (is_near or view.ahead(i, i + 1)) and view.reference.weekday() < _SATURDAY:
        weekend = spans.shifted(Unit.WEEKEND, view.reference, -1)
    return Read(i, i + 1, weekend, Unit.WEEKEND)


def _ago(view: View, i: int, j: int, unit: Unit, count: int) -> Read | None:
    """A year ago; a week ago today; two years ago this month; half a year ago."""
    if view.word(i - 1) == "half":
        return _stepped(view, i - 1, j, Unit.MONTH, -6) if unit is Unit.YEAR and count == 1 else None
    read = _stepped(view, i, j, unit, -count)
    if read is None or view.reference is None:
        return read
    there = spans.counted(unit, view.reference, -count).first if unit is not Unit.DAY else read.first
    if there and view.word(j) == "today":
        return one_day(i, j + 1, there)
    if there and view.word(j) == "this" and view.word(j + 1) in {"week", "month"}:
        return Read(i, j + 2, spans.around(view.at(j + 1).unit, there), view.at(j + 1).unit)
    return read


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
        return one_day(i, j, near + timedelta(weeks=step))
    if unit is Unit.WEEK and spans.is_seven_days(view.anchor.span):
        return Read(i, j, spans.moved(view.anchor.span, 7 * step), unit)  # before "the week ending 3 May"
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
    if view.word(i - 1) in _NO_MOMENT and not certain:
        return None
    return _stepped(view, i, k, view.at(j + 1).unit, view.at(j).number)
