"""The days of events to the bins of a chart's time axis: days, weeks, months, quarters or years, with their labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise

from assistant.time.days_in_words import month_in_words

# A bar must stay wide enough to be seen: at most so many in a picture.
_MOST_BINS = 70
_MOST_LABELS = 9
_LETTERS = 3  # of a month's name
_LONGEST_GAP = 0.6  # of the axis


class Unit(Enum):
    """How wide a bin is; the value is how it is called."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS_IN = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Bins:
    """Bins that lie side by side; each is known by its first day. In front of the `breaks` time is left out."""

    unit: Unit
    starts: tuple[date, ...]
    breaks: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """How wide they are together, in bins: a break is as wide as one."""
        return len(self.starts) + len(self.breaks)

    def left(self, place: int) -> int:
        """How far from the left a bin begins, in bins."""
        return place + sum(at <= place for at in self.breaks)

    def of(self, day: date) -> int:
        """The place of the bin that a day is in."""
        return self.starts.index(_start(day, self.unit))

    def labels(self) -> dict[int, str]:
        """What stands under some of the bins, by their place."""
        apart = max(1, -(-self.width // _MOST_LABELS))
        wanted: list[int] = []
        # First what begins a stretch: its day is not told by the one before it.
        for place in (0, *self.breaks, *range(0, len(self.starts), apart)):
            if all(abs(self.left(place) - self.left(other)) >= apart for other in wanted):
                wanted.append(place)
        said: dict[int, str] = {}
        year = None
        for place in sorted(wanted):
            start = self.starts[place]
            said[place] = _label(start, self.unit, with_year=start.year != year)
            year = start.year
        return said


def bins_for(days: Iterable[date]) -> Bins:
    """The narrowest bins for these days that are not too many; the bins of years may be more.

    Time in which nothing happens is left out where it would take most of the axis.
    """
    stretches = _stretches(sorted(set(days)))
    bins = Bins(Unit.DAY, ())
    for unit in Unit:
        most = _MOST_BINS + 1 if unit is not Unit.YEAR else None
        starts: list[date] = []
        breaks: list[int] = []
        for first, last in stretches:
            found = _starts(first, last, unit, most)
            if starts and found[0] > starts[-1] and _next(starts[-1], unit) != found[0]:
                breaks.append(len(starts))
            starts += [each for each in found if not starts or each > starts[-1]]
        bins = Bins(unit, tuple(starts), tuple(breaks))
        if bins.width <= _MOST_BINS:
            break
    return bins


def _stretches(days: Sequence[date]) -> list[tuple[date, date]]:
    """The days from the first to the last without the longest gap, as long as one takes most of what is left."""
    stretches = [(days[0], days[-1])]
    gaps = sorted(((after - before).days, before, after) for before, after in pairwise(days))
    left = (days[-1] - days[0]).days
    while gaps and len(days) > 2 and gaps[-1][0] > _LONGEST_GAP * left:
        length, before, after = gaps.pop()
        left -= length
        at = next(place for place, (first, last) in enumerate(stretches) if first <= before < last)
        first, last = stretches[at]
        stretches[at : at + 1] = [(first, before), (after, last)]
    return stretches


def _starts(first: date, last: date, unit: Unit, most: int | None) -> list[date]:
    starts = [_start(first, unit)]
    while (
        (most is None or len(starts) < most)
        and (following := _next(starts[-1], unit)) is not None
        and following <= last
    ):
        starts.append(following)
    return starts


def _start(day: date, unit: Unit) -> date:
    if unit is Unit.DAY:
        return day
    if unit is Unit.WEEK:
        return date.fromordinal(max(1, day.toordinal() - day.weekday()))
    months = _MONTHS_IN[unit]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _next(start: date, unit: Unit) -> date | None:
    """The first day of the bin behind; None beyond the calendar's end."""
    try:
        if unit in _MONTHS_IN:
            months = start.year * 12 + start.month - 1 + _MONTHS_IN[unit]
            return date(months // 12, months % 12 + 1, 1)
        return start + timedelta(days=7 if unit is Unit.WEEK else 1)
    except (OverflowError, ValueError):
        return None


def _label(start: date, unit: Unit, *, with_year: bool) -> str:
    month = month_in_words(start)[:_LETTERS]
    if unit is Unit.YEAR:
        return str(start.year)
    said = month if unit in _MONTHS_IN else f"{start.day} {month}"
    return f"{said} {start.year}" if with_year else said
