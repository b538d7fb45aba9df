"""Phrases that name a date of the calendar, with or without its year: 3 May 2024, May 3, May 2024, 2024, Q2 2024."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.patterns import lazy_pattern
from assistant.records.time import DaySpan
from assistant.time import spans
from assistant.time.not_dates import is_kind_of_report, is_no_month, is_no_year, is_temperature
from assistant.time.spans import EARLIEST_YEAR, LATEST_YEAR, is_year_token, named_date, span_of
from assistant.time.view import Named, Read, View
from assistant.time.words import MONTH_KINDS, Kind, Unit

_MONTH_OF_YEAR = lazy_pattern(r"(\d{4})[-/](\d{2})|(\d{1,2})/(\d{4})")
_DIGITS = lazy_pattern(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_WEEK = lazy_pattern(r"w([0-5]\d)")  # 2024-W31, ISO 8601
_YEARS = lazy_pattern(r"(\d{4})[–/-](\d{4})")
_DAYS = lazy_pattern(r"(\d{1,2})[–-](\d{1,2})")
_COUNTS = (Kind.NUMBER, Kind.ORDINAL)
_OWNERS = frozenset("his her their my your our".split())
_TO = frozenset("to until till through – - —".split())
_ON = frozenset("on by since until till before after from between and to of".split())
_AFTER_DAY = frozenset(
    "and or to in at by when that he she it they which who as the but for with after before a an".split()
)


def read_figures(view: View, i: int) -> Read | None:
    """2024-08-01, 1.8.2024, 1/8/2024 (the day first, unless there is no such month), 2019–2021, 3–5 May."""
    word = view.word(i)
    written = _DIGITS.fullmatch(word)
    if written:
        parts = [int(part) for part in written.groups() if part]
        if not written[1]:
            day, month, year = parts
            parts = [year, day, month] if month > 12 else [year, month, day]
        return named_date(view, i, i + 1, Named(*parts))
    of_year = _MONTH_OF_YEAR.fullmatch(word)
    if of_year and (view.typed or of_year[3]):
        return named_date(view, i, i + 1, Named(int(of_year[1] or of_year[4]), int(of_year[2] or of_year[3])))
    years = _YEARS.fullmatch(word)
    if years and int(years[1]) < int(years[2]) and not is_no_year(view, i, i + 1):
        first, last = int(years[1]), int(years[2])
        if first >= EARLIEST_YEAR and last <= LATEST_YEAR:
            return Read(i, i + 1, DaySpan(date(first, 1, 1), date(last, 12, 31)), Unit.YEAR, relative=False)
    days = _DAYS.fullmatch(word)
    return _days_of_month(view, i, int(days[1]), int(days[2]), i + 1) if days else None


def read_number(view: View, i: int) -> Read | None:
    """3 May, 3 May 2024, 3 to 5 May, 2024, 2024 Q2."""
    number = view.at(i).number
    if 1 <= number <= 31 and len(view.word(i)) <= 2:
        return _day_month(view, i, number, i + 1)
    if view.typed and len(view.word(i)) == 8:
        return _compact(view, i)
    return read_year(view, i) if EARLIEST_YEAR <= number <= LATEST_YEAR else None


def _compact(view: View, i: int) -> Read | None:
    word = view.word(i)
    return named_date(view, i, i + 1, Named(int(word[:4]), int(word[4:6]), int(word[6:])))


def read_ordinal_day(view: View, i: int) -> Read | None:
    """1st of August, 3rd May; on the 3rd."""
    number = view.at(i).number
    if not 1 <= number <= 31:
        return None
    return _day_month(view, i, number, i + 1) or _latest_such_day(view, i, number)


def _latest_such_day(view: View, i: int, number: int) -> Read | None:
    """The 10th: of the last month in which it is over or today; of the next one when the words look ahead."""
    if view.reference is None or not view.word(i)[0].isdigit() or view.word(i - 1) != "the":
        return None
    if view.word(i - 2) not in _ON and not view.typed:
        return None
    following = view.word(i + 1)
    if following.isalnum() and following not in _AFTER_DAY:
        return None  # the 10th floor, the 3rd time
    ahead = view.ahead(i, i + 1)
    for months in range(4):
        month = spans.month_of(view.reference, months if ahead else -months)
        span = span_of(Named(month.year, month.month, number))
        if span and span.first and (span.first >= view.reference if ahead else span.first <= view.reference):
            return Read(i, i + 1, span, Unit.DAY)
    return None


def read_month(view: View, i: int) -> Read | None:
    """May 3, May 3 2024, May 3-5, May 2024, in May."""
    month, j = view.at(i).number, i + 1
    if view.word(j) == "." and (view.kind(i) is not Kind.MONTH):
        j += 1
    k = view.after(j, "the")
    if view.kind(i) is not Kind.MONTH_ABROAD and view.kind(k) in {Kind.NUMBER, Kind.ORDINAL, Kind.FIGURES}:
        read = _month_day(view, i, month, k)
        if read:
            return read
    k = view.after(j, ",", "of", "de")
    if is_year_token(view, k):
        if view.kind(i) is Kind.MONTH_ABROAD and view.written(i).istitle() and view.word(i) in {"mars", "mai"}:
            return None  # the planet, the name
        return named_date(view, i, k + 1, Named(view.at(k).number, month))
    if view.kind(i) is Kind.MONTH_ABROAD or is_no_month(view, i):
        return None
    if any(view.kind(at) in _COUNTS and view.at(at).number in range(1, 32) for at in (i - 1, view.after(j, "the"))):
        return None  # the day beside it was refused: "the September 11 attacks", "31 April"
    return named_date(view, i, j, Named(None, month))


def read_year(view: View, i: int) -> Read | None:
    """A year where one can stand: "in 2024", "(2024)", but not "2024 people" and not "the 2024 budget"."""
    year = view.at(i).number
    if len(view.word(i)) != 4 or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    at_quarter = view.after(i + 1, "-")
    if view.kind(at_quarter) is Kind.QUARTER:
        return quarter(i, at_quarter + 1, view.at(at_quarter).number, year)
    week = _WEEK.fullmatch(view.word(i + 2)) if view.word(i + 1) == "-" else None
    if week:
        monday = date.fromisocalendar(year, int(week[1]), 1)
        return Read(i, i + 3, spans.around(Unit.WEEK, monday), Unit.WEEK, relative=False)
    if is_no_year(view, i, i + 1):
        return None
    return named_date(view, i, i + 1, Named(year))


def read_quarter(view: View, i: int) -> Read | None:
    """Q2 2024, H1 of 2024, Q2."""
    j = view.after(i + 1, ",", "of")
    if is_year_token(view, j):
        return quarter(i, j + 1, view.at(i).number, view.at(j).number)
    return latest_quarter(view, i, i + 1, view.at(i).number)


def quarter(i: int, j: int, number: int, year: int) -> Read:
    """Quarters 1 to 4 of a year, and its halves as 5 and 6."""
    if number > 4:
        return Read(i, j, spans.months(year, 1 if number == 5 else 7, 6), Unit.HALF, relative=False)
    return Read(i, j, spans.months(year, number * 3 - 2, 3), Unit.QUARTER, relative=False)


def latest_quarter(view: View, i: int, j: int, number: int) -> Read | None:
    """A quarter without its year: the last that has begun, or the next when the words look ahead."""
    if view.reference is None or not 1 <= number <= 4 or is_kind_of_report(view, j):
        return None
    ahead = view.ahead(i, j)
    for years in (0, 1) if ahead else (0, -1):
        read = quarter(i, j, number, view.reference.year + years)
        if read.last >= view.reference if ahead else read.first <= view.reference:
            return replace(read, relative=True)
    return None


def read_decade(view: View, i: int) -> Read | None:
    """The 1990s, the '90s, the nineties."""
    value, j = view.at(i).number, i + 1
    if {view.word(i - 1), view.word(i - 2)} & _OWNERS:
        return None  # "in her early 90s"
    if value < 100:
        placed = view.word(i - 1) in {"'", "’", "‘", "early", "mid", "late", "-", "the"}
        if value < 30 or (view.word(i)[0].isdigit() and (not placed or is_temperature(view, i))):
            return None
        value += 1900
    count = 1_200 if value % 100 == 0 and value < 2000 and value != 1900 else 120
    return Read(i, j, spans.months(value, 1, count), Unit.CENTURY if count > 120 else Unit.DECADE, relative=False)


def _day_month(view: View, i: int, day: int, j: int) -> Read | None:
    """A day that the month follows: 3 May, 3. Mai, 3 de mayo de 2024, 3-May-2024, 3 to 5 May."""
    k = view.after(j, ".", "of", "de", "-")
    if view.kind(k) in MONTH_KINDS:
        return _with_year(view, i, k, day, day)
    last = _last_day(view, i, j, day)
    return _days_of_month(view, i, day, last, j + 2) if last > day else None


def _last_day(view: View, i: int, j: int, first: int) -> int:
    """The day that a joining word at `j` leads to ("3 to 5", "between 3 and 5", "5 and 6" in a row), else the first."""
    last, join = view.at(j + 1).number, view.word(j)
    if view.kind(j + 1) not in _COUNTS or not first < last <= 31:
        return first
    in_a_row = join == "and" and (view.word(i - 1) == "between" or last == first + 1)
    return last if join in _TO or in_a_row else first


def _days_of_month(view: View, i: int, first: int, last: int, j: int) -> Read | None:
    k = view.after(j, ".", "of", "de")
    if view.kind(k) not in MONTH_KINDS or not 1 <= first < last <= 31:
        return None
    return _with_year(view, i, k, first, last)


def _with_year(view: View, i: int, at_month: int, first: int, last: int) -> Read | None:
    month, j = view.at(at_month).number, at_month + 1
    if view.word(j) == "." and view.kind(at_month) is not Kind.MONTH:
        j += 1
    k = view.after(j, ",", "-", "of", "de", "del")
    year = view.at(k).number if is_year_token(view, k) else None
    return _stretch(view, i, k + 1 if year else at_month + 1, Named(year, month, first), last)


def _month_day(view: View, i: int, month: int, k: int) -> Read | None:
    days = _DAYS.fullmatch(view.word(k))
    first = int(days[1]) if days else view.at(k).number
    last, j = int(days[2]) if days else first, k + 1
    if not 1 <= first <= 31 or len(view.word(k)) > 5:
        return None
    if not days and _last_day(view, i, j, first) > first:
        last, j = view.at(j + 1).number, j + 2
    k = view.after(j, ",", "of")
    if is_year_token(view, k) and view.word(k + 1) != "people":  # "on May 3, 2000 people marched"
        return _stretch(view, i, k + 1, Named(view.at(k).number, month, first), last)
    if view.written(i).islower() and is_no_month(view, i):
        return None
    return _stretch(view, i, j, Named(None, month, first), last)


def _stretch(view: View, i: int, j: int, named: Named, last_day: int) -> Read | None:
    read = named_date(view, i, j, named)
    if read is None or last_day == named.day:
        return read
    try:
        return Read(i, j, DaySpan(read.first, read.first.replace(day=last_day)), Unit.DAY, read.relative)
    except ValueError:
        return None
