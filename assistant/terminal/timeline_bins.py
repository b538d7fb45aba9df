"""A span of days to the bins of a chart's time axis: days, weeks, months, quarters or years, with their labels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from assistant.time.days_in_words import month_in_words

# A bar must stay wide enough to be seen: at most so many in a picture.
_MOST_BINS = 70
_MOST_LABELS = 9
_LETTERS = 3  # of a month's name


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
    """Bins that lie side by side; each is known by its first day."""

    unit: Unit
    starts: tuple[date, ...]

    def of(self, day: date) -> int:
        """The place of the bin that a day is in."""
        return self.starts.index(_start(day, self.unit))

    def labels(self) -> dict[int, str]:
        """What stands under some of the bins, by their place."""
        wanted = range(0, len(self.starts), max(1, -(-len(self.starts) // _MOST_LABELS)))
        said: dict[int, str] = {}
        year = None
        for place in wanted:
            start = self.starts[place]
            said[place] = _label(start, self.unit, with_year=start.year != year)
            year = start.year
        return said


def bins_for(first: date, last: date) -> Bins:
    """The narrowest bins that are not too many; the bins of years may be more."""
    bins = Bins(Unit.DAY, ())
    for unit in Unit:
        bins = Bins(unit, tuple(_starts(first, last, unit, _MOST_BINS + 1 if unit is not Unit.YEAR else None)))
        if len(bins.starts) <= _MOST_BINS:
            break
    return bins


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
