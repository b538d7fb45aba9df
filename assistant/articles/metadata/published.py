"""What a file says of its date to a day; what means none is refused with the reason.

The rule for a date whose numbers may be read in two ways (03/05/2024): the order that the other dates of the same file
show, where they can be read in one order only (05/13/2024); else, and where they contradict each other, the usual
order, which is day first unless the setting `date_order` says otherwise. This file is told the order and reads by it;
articles.date_order finds it. A year of two digits is the latest one that ends in them and is not later than next year.

The day is the one written there, in the article's own zone: 2024-08-01T23:30-05:00 is 1 August, and so is a stamp of
that day in Z. Seconds since 1970 name no zone: their day is that of UTC.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

from assistant.language.calendar_names import MONTHS, WEEKDAYS
from assistant.language.normalise import lower
from assistant.language.word_lists import alternatives, word_table
from assistant.patterns import lazy_pattern
from assistant.time.by_dateparser import day_named

_MONTH = rf"(?:{alternatives(MONTHS)})\b\.?"
_WEEKDAY = (
    r"(?:(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?|(?:[^\W\d_]{2,3}|"
    rf"{alternatives(WEEKDAYS)})\.?,"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche),?\s)?(?:den\s)?"
)

# Each way of writing a day; the groups are named after their numbers: y, m, d, or first and second when unclear.
_DAYS = tuple(
    lazy_pattern(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?!\d)",
        rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s-](?:of\s|de\s)?(?P<name>{_MONTH}),?[\s-](?:de\s)?(?P<y>\d{{4}})(?!\d)",
        rf"{_WEEKDAY}(?P<name>{_MONTH})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>\d{{4}})(?!\d)",
        r"(?P<y>\d{4})年\s?(?P<m>\d{1,2})月\s?(?P<d>\d{1,2})日",
        r"(?P<first>\d{1,2})([-/.])(?P<second>\d{1,2})\2(?P<y>\d{4})(?!\d)",
        # Not with hyphens: 24-08-01 may begin with its year.
        r"(?P<first>\d{1,2})([/.])(?P<second>\d{1,2})\2(?P<yy>\d{2})(?![\d./])",
    )
)
_DAY_AND_MONTH = lazy_pattern(
    rf"{_WEEKDAY}(?:(?P<name>{_MONTH})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?P<name2>{_MONTH}))(?!\w)",
    re.IGNORECASE,
)
_ZONE_HOURS = {name: int(hours) for name, hours in word_table("zones").items()}
# The last ones stand for several zones.
_ZONE = "(?:" + "|".join([*_ZONE_HOURS, "ET", "CT", "MT", "PT", "BST", "IST", "AEST", "AEDT", "HKT"]) + r")\b"
_CLOCK = lazy_pattern(
    r"(?:T(?P<digits>\d{4}(?:\d\d)?)|(?:T|,?\s(?:(?:at|à|um)\s)?|\s[-–|]\s)(?P<hour>\d{1,2})"
    r"(?:[:.h](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?(?:\s?(?P<half>(?i:[ap]))\.?(?i:m)\b\.?)?|\s?(?P<whole>(?i:[ap]))\.?(?i:m)\b\.?))"
    rf"(?:\s?(?:GMT|UTC)?(?P<offset>[+-]\d\d(?::?\d\d)?)|\s?(?P<zone>{_ZONE}))?(?:\s\(?{_ZONE}\)?)?(?:\sUhr)?(?![\w+])"
)

# As Java and C write it: Tue Jul 30 09:35:14 CEST 2019.
_YEAR_LAST = lazy_pattern(r"([a-z]{3} [a-z]{3} \d{1,2}) (\d\d:\d\d:\d\d(?: [a-z]{3,5})?) (\d{4})", re.IGNORECASE)

_SAYS_NOTHING = frozenset(
    ["", "-", "–", "—", "?", "n/a", "na", "nan", "nat", "none", "null", "unknown", "undated", "n.d."]
)
_EARLIEST_YEAR, _LATEST_YEAR = 1500, 2199


class DateOrder(StrEnum):
    """Which of the first two numbers of 03/05/2024 is the day."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class DateRule:
    """How dates are read that their own numbers do not settle.

    Years of two digits are not later than `latest_year`; without one, because the day of reading is not known, a date
    with such a year is refused.
    """

    order: DateOrder = DateOrder.DAY_FIRST
    latest_year: int | None = None


DAY_FIRST = DateRule()


@dataclass(frozen=True, slots=True)
class Published:
    """The day an article gives for itself, in its own zone, and the whole ISO 8601 stamp when there was a time.

    `order` is the one it was read in, where the other one would make another day of it; `short_year`: its year had two
    digits.
    """

    day: date
    time: str | None = None
    order: DateOrder | None = None
    short_year: bool = False


class NotADate(ValueError):
    """What stands where a date should; the message says in the reader's words why it is not used."""


class NoSuchDay(NotADate):
    """A day that the calendar does not have, or that no article can be of."""


def read_published(value: object, rule: DateRule = DAY_FIRST) -> Published | None:
    """The date a value gives, or None when it says that there is none (empty, "n/a").

    Read are ISO 8601 dates and stamps, 2024/08/01, 20240801, 01/08/2024, "1 August 2024", "Aug. 1, 2024" with or
    without weekday and time, "1 августа 2024 г." in the languages of dateparser, RFC 2822 stamps, and numbers as
    seconds, milliseconds, ... since 1970. Raises NotADate for all else.
    """
    if isinstance(value, datetime):
        return Published(value.date(), value.isoformat())
    if isinstance(value, date):
        return Published(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    if value is None or isinstance(value, str):
        return _from_text(" ".join((value or "").split()), rule)
    raise NotADate("it is not written as a date")


def take_published(text: str, rule: DateRule = DAY_FIRST) -> tuple[Published, int] | None:
    """The date a text begins with and the character after it, or None; raises NotADate when there is no such day."""
    for pattern in _DAYS:
        found = pattern.match(text)
        if found:
            published = _published(found, rule)
            clock = _CLOCK.match(text, found.end())
            if clock is None:
                return published, found.end()
            return replace(published, time=_stamp(published.day, clock)), clock.end()
    return None


def length_of_date(text: str) -> int:
    """How many characters of a text are the date, perhaps an impossible one, that it begins with; 0 for none."""
    found = next(filter(None, (pattern.match(text) for pattern in _DAYS)), None)
    if found is None:
        return 0
    clock = _CLOCK.match(text, found.end())
    return (clock or found).end()


def length_of_day_and_month(text: str) -> int:
    """How many characters of a text are the day and the month, without a year, that it begins with; 0 for none."""
    found = _DAY_AND_MONTH.match(text)
    return found.end() if found else 0


def month_and_day(words: str) -> tuple[int, int] | None:
    """The month and the day that "March 3" names, when nothing else stands there."""
    found = _DAY_AND_MONTH.fullmatch(words)
    if found is None:
        return None
    return MONTHS[lower(found["name"] or found["name2"]).rstrip(".")], int(found["d"] or found["d2"])


def _from_text(words: str, rule: DateRule) -> Published | None:
    if words.casefold() in _SAYS_NOTHING:
        return None
    text = _YEAR_LAST.sub(r"\1 \3 \2", words) if _YEAR_LAST.fullmatch(words) else words
    if re.fullmatch(r"\d{9,}(\.\d+)?", text):
        return _from_number(float(text))
    end = length_of_date(text)
    if end == 0 or text[end:].strip(" .,;"):
        if day := day_named(text):
            _check_year(day.year)
            return Published(day)
        raise NotADate(_why_not(text))
    taken = take_published(text, rule)
    return taken[0] if taken else None


def _published(found: re.Match[str], rule: DateRule) -> Published:
    groups = found.groupdict()
    year = int(groups["y"]) if groups.get("y") else _whole_year(int(groups["yy"]), rule.latest_year)
    order = None
    if "first" in groups:
        month, day, order = _ordered(int(groups["first"]), int(groups["second"]), rule.order)
    elif "name" in groups:
        month, day = MONTHS[lower(groups["name"]).rstrip(".")], int(groups["d"])
    else:
        month, day = int(groups["m"]), int(groups["d"])
    _check_year(year)
    try:
        return Published(date(year, month, day), order=order, short_year=not groups.get("y"))
    except ValueError:
        raise NoSuchDay("there is no such day") from None


def _check_year(year: int) -> None:
    """Raises NoSuchDay for years of no article; a Buddhist year is among them."""
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise NoSuchDay(f"the year {year} cannot be right")


def _ordered(first: int, second: int, order: DateOrder) -> tuple[int, int, DateOrder | None]:
    """Month and day, and the order where both were possible and would make two days."""
    if first > 12 or first == second:
        return second, first, None
    if second > 12:
        return first, second, None
    return (second, first, order) if order is DateOrder.DAY_FIRST else (first, second, order)


def _whole_year(last_digits: int, latest_year: int | None) -> int:
    if latest_year is None:
        raise NotADate("its year has two digits")
    return latest_year - (latest_year - last_digits) % 100


def _stamp(day: date, clock: re.Match[str]) -> str | None:
    """The ISO stamp; None when there is no such time, or its zone's name stands for several: the day is clear still."""
    try:
        local = datetime(day.year, day.month, day.day, *_clock_numbers(clock))
        if clock["offset"]:
            sign, hours, minutes = clock["offset"][0], clock["offset"][1:3], clock["offset"][3:].lstrip(":") or "0"
            offset = timedelta(hours=int(hours), minutes=int(minutes))
            return local.replace(tzinfo=timezone(-offset if sign == "-" else offset)).isoformat()
    except ValueError:
        return None
    if clock["zone"] is None:
        return local.isoformat()
    if clock["zone"] not in _ZONE_HOURS:
        return None
    return local.replace(tzinfo=timezone(timedelta(hours=_ZONE_HOURS[clock["zone"]]))).isoformat()


def _clock_numbers(clock: re.Match[str]) -> tuple[int, int, int]:
    if clock["digits"]:
        digits = clock["digits"].ljust(6, "0")
        return int(digits[:2]), int(digits[2:4]), int(digits[4:])
    hour, minute, second = int(clock["hour"]), int(clock["minute"] or 0), int(clock["second"] or 0)
    half = clock["half"] or clock["whole"]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half in "pP" else 0)
    return hour, minute, second


def _from_number(number: float) -> Published:
    """Seconds since 1970, or thousandths, millionths or billionths of them; or a day written as 20240801."""
    if number == number // 1 and 15000101 <= number <= 21991231:
        try:
            return Published(date.fromisoformat(str(int(number))))
        except ValueError:
            raise NoSuchDay("there is no such day") from None
    seconds = number
    while 1e11 <= seconds < 1e20:
        seconds /= 1000
    if not 1e8 <= seconds < 7.2e9:  # 1973 to 2198; also refuses NaN
        raise NotADate("the number is neither a day nor a time since 1970")
    moment = datetime.fromtimestamp(seconds, tz=UTC).replace(microsecond=0)
    return Published(moment.date(), moment.isoformat())


def _why_not(text: str) -> str:
    if re.fullmatch(r"\d{4}([-/.]\d{1,2})?", text) or re.fullmatch(rf"{_MONTH}\s\d{{4}}", text, re.IGNORECASE):
        return "it names no day"
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}", text):
        return "its year has two digits"
    if _DAY_AND_MONTH.fullmatch(text):
        return "it names no year"
    return "it is not written in a way that is understood"
