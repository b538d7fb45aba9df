"""What a file says of its date to a day, strictly: what may mean two days, or none, is refused with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from assistant.articles.dating.words import MONTHS
from assistant.articles.normalise import lower

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = r"(?:(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?|[^\W\d_]{2,12}\.?,),?\s)?"

# Each way of writing a day; the groups are named after their numbers: y, m, d, or first and second when unclear.
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?!\d)",
        rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s-](?:of\s|de\s)?(?P<name>{_MONTH}),?[\s-](?:de\s)?(?P<y>\d{{4}})(?!\d)",
        rf"{_WEEKDAY}(?P<name>{_MONTH})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>\d{{4}})(?!\d)",
        r"(?P<y>\d{4})年\s?(?P<m>\d{1,2})月\s?(?P<d>\d{1,2})日",
        r"(?P<first>\d{1,2})([-/.])(?P<second>\d{1,2})\2(?P<y>\d{4})(?!\d)",
    )
)
# Hours from UTC: RFC 2822, section 4.3, and some more that stand for one zone only; the zones below stand for several.
_ZONE_HOURS = {"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6}
_ZONE_HOURS |= {
    "PST": -8,
    "PDT": -7,
    "WET": 0,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "SAST": 2,
    "JST": 9,
    "KST": 9,
}
_ZONE = "(?:" + "|".join([*_ZONE_HOURS, "ET", "CT", "MT", "PT", "BST", "IST", "AEST", "AEDT", "HKT"]) + r")\b"
_CLOCK = re.compile(
    r"(?:T(?P<digits>\d{4}(?:\d\d)?)|(?:T|,?\s(?:at\s)?|\s[-–|]\s)(?P<hour>\d{1,2})"
    r"(?:[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?(?:\s?(?P<half>(?i:[ap]))\.?(?i:m)\b\.?)?|\s?(?P<whole>(?i:[ap]))\.?(?i:m)\b\.?))"
    rf"(?:\s?(?:GMT|UTC)?(?P<offset>[+-]\d\d(?::?\d\d)?)|\s?(?P<zone>{_ZONE}))?(?:\s\(?{_ZONE}\)?)?(?![\w+])"
)

_SAYS_NOTHING = frozenset(
    ["", "-", "–", "—", "?", "n/a", "na", "nan", "nat", "none", "null", "unknown", "undated", "n.d."]
)
# Not within other letters and digits, for file names are often long random numbers.
_FILE_NAME_DAY = re.compile(
    r"(?<![^\W_])((?:19|20|21)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:(?=T\d)|(?![^\W_]))"
)
_EARLIEST_YEAR, _LATEST_YEAR = 1500, 2199


@dataclass(frozen=True, slots=True)
class Published:
    """The day an article gives for itself, in its own zone, and the whole ISO 8601 stamp when there was a time."""

    day: date
    time: str | None = None


class NotADate(ValueError):
    """What stands where a date should; the message says in the reader's words why it is not used."""


def read_published(value: object) -> Published | None:
    """The date a value gives, or None when it says that there is none (empty, "n/a").

    Read are ISO 8601 dates and stamps, 2024/08/01, 20240801, "1 August 2024", "Aug. 1, 2024" with or without weekday
    and time, RFC 2822 stamps, and numbers as seconds, milliseconds, ... since 1970. Raises NotADate for all else.
    """
    if isinstance(value, datetime):
        return Published(value.date(), value.isoformat())
    if isinstance(value, date):
        return Published(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    if value is None or isinstance(value, str):
        return _from_text(" ".join((value or "").split()))
    raise NotADate("it is not written as a date")


def take_published(text: str) -> tuple[Published, int] | None:
    """The date a text begins with and the character after it, or None; raises NotADate when the day is unclear."""
    for pattern in _DAYS:
        found = pattern.match(text)
        if found:
            day = _day(found)
            clock = _CLOCK.match(text, found.end())
            if clock is None:
                return Published(day), found.end()
            return Published(day, _stamp(day, clock)), clock.end()
    return None


def published_in_file_name(stem: str) -> Published | None:
    """The day in a file's name (2024-08-01-ferry, ferry_20240801); None when it holds none, or several."""
    days = {found[1] + found[3] + found[4] for found in _FILE_NAME_DAY.finditer(stem)}
    if len(days) != 1:
        return None
    try:
        return Published(date.fromisoformat(days.pop()))
    except ValueError:  # 31 April
        return None


def _from_text(text: str) -> Published | None:
    if text.casefold() in _SAYS_NOTHING:
        return None
    if re.fullmatch(r"\d{9,}(\.\d+)?", text):
        return _from_number(float(text))
    taken = take_published(text)
    if taken is None or text[taken[1] :].strip(" .,;"):
        raise NotADate(_why_not(text))
    return taken[0]


def _day(found: re.Match[str]) -> date:
    groups = found.groupdict()
    year = int(groups["y"])
    if "first" in groups:
        first, second = int(groups["first"]), int(groups["second"])
        if first <= 12 and second <= 12 and first != second:
            names = [date(2000, number, 1).strftime("%B") for number in (second, first)]
            raise NotADate(f"it may be {first} {names[0]} or {second} {names[1]}")
        month, day = (second, first) if first > 12 else (first, second)
    elif "name" in groups:
        month, day = MONTHS[lower(groups["name"]).rstrip(".")], int(groups["d"])
    else:
        month, day = int(groups["m"]), int(groups["d"])
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise NotADate(f"the year {year} cannot be right")
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADate("there is no such day") from None


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
            raise NotADate("there is no such day") from None
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
    return "it is not written in a way that is understood"
