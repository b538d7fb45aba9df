"""Finds the dates that a text names, and which of them another text of a known day does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.language.calendar_names import ENGLISH_MONTHS, MONTHS, WEEKDAYS, in_capitals
from assistant.language.normalise import lower
from assistant.language.number_words import CARDINALS
from assistant.language.quotations import Quotation
from assistant.language.word_lists import alternatives
from assistant.patterns import lazy_pattern
from assistant.records.time import DateExpression
from assistant.time.spans import months

_COUNTS = CARDINALS | {"a": 1, "an": 1}

# "set" and "out" are words of English too.
_MONTHS_READ = {
    name: number for name, number in MONTHS.items() if name not in {"set", "out", "ago", "gen", "mag", "avr"}
}
_MONTH = rf"(?:{alternatives(_MONTHS_READ)})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.|º|er)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_FORMS = [
    lazy_pattern(rf"(?<![\d.]){_DAY}\s+(?:of\s+|de\s+)?(?P<month>{_MONTH})(?:,?\s+(?:de\s+)?{_YEAR})?", re.IGNORECASE),
    lazy_pattern(rf"\b(?P<month>{_MONTH})\s+{_DAY}(?!\d)(?:,?\s+{_YEAR})?", re.IGNORECASE),
    lazy_pattern(rf"\b(?P<month>{_MONTH}),?\s+(?:of\s+|de\s+)?{_YEAR}", re.IGNORECASE),
    lazy_pattern(r"(?<!\d)(?P<year>\d{4})[-/](?P<number>\d{2})[-/](?P<day>\d{2})(?!\d)"),
    lazy_pattern(r"(?<!\d)(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4})(?!\d)"),
    # A month alone only by its full English name, and "may" and "march" only where a month can stand.
    lazy_pattern(rf"\b(?P<month>{alternatives(in_capitals(ENGLISH_MONTHS.keys() - {'may', 'march'}))})\b"),
    lazy_pattern(
        r"\b(?:in|since|last|until|by|early|late|mid|during|from|to|between|and|of|through)[\s-](?P<month>May|March)\b"
    ),
]
_WEEKDAY = lazy_pattern(rf"\b(?P<weekday>{alternatives(WEEKDAYS)})s?\b", re.IGNORECASE)
_RELATIVE = lazy_pattern(
    r"\b(?:(?P<zero>today|tonight|this (?:morning|afternoon|evening))|(?P<minus>yesterday|last night)"
    r"|(?P<plus>tomorrow)|(?P<which>last|this|next) (?P<span>week|month|year)"
    rf"|(?<!-)(?P<count>\d{{1,3}}|{alternatives(_COUNTS)}) (?P<unit>day|week|month|year)s? ago)\b",
    re.IGNORECASE,
)
# So far before a weekday stands the word that leads to it.
_LEAD = 20
_BACK = lazy_pattern(r"\b(?:last|previous|past|letzten|vorigen|vergangenen|afgelopen|vorige)\s+\Z", re.IGNORECASE)
_MID_MONTH = 15
# Days: "in October" of an article of April may mean either.
_AS_NEAR = 40
CENTURIES = range(1000, 9000)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is known: 1 August (no year), August 2024 (no day), 2024."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def within(self, other: Day) -> bool:
        """Whether everything that this one says is said by the other."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine is None or mine == theirs for mine, theirs in pairs)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at `[start, end)` of a text; `days` are the readings of it, in the light of the day of publication."""

    text: str
    start: int
    end: int
    days: tuple[Day, ...]
    relative: bool = False


def mentions_in(text: str, published: date | None) -> tuple[DateMention, ...]:
    """The dates of a text, in order; relative ones have no reading when the day of publication is unknown."""
    found: list[DateMention] = []
    for mention in (*_absolute(text, published), *_weekdays(text, published), *_relative(text, published)):
        if all(mention.end <= other.start or mention.start >= other.end for other in found):
            found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def with_first(mentions: Iterable[DateMention], resolved: Sequence[DateExpression]) -> tuple[DateMention, ...]:
    """The mentions, each with what its sentence makes of it as its first reading."""
    return tuple(_read_first(mention, resolved) for mention in mentions)


def _read_first(mention: DateMention, resolved: Sequence[DateExpression]) -> DateMention:
    """The mention with what its sentence makes of it as its first reading, the others after it."""
    for expression in resolved:
        day = day_of(expression)
        yearless = mention.days and mention.days[0].year is None
        if day and (mention.relative or yearless) and expression.start < mention.end and mention.start < expression.end:
            others = tuple(other for other in mention.days if other != day)
            return replace(mention, days=(*others, day) if yearless else (day, *others))
    return mention


def day_of(expression: DateExpression) -> Day | None:
    """The day, month or year that an expression means; None when it means another stretch."""
    first, last = expression.span.first, expression.span.last
    if first is None or last is None:
        return None
    if first == last:
        return full_day(first)
    if first.day == 1 and last == months(first.year, first.month).last:
        return Day(first.year, first.month)
    if (first.month, first.day, last) == (1, 1, date(first.year, 12, 31)):
        return Day(first.year)
    return None


def missing_dates(said: Iterable[DateMention], there: Sequence[DateMention], known: Sequence[Day]) -> list[str]:
    """The dates that neither others nor days that are known anyway bear out."""
    days = [*(day for mention in there for day in mention.days), *known]
    phrases = {mention.text.lower() for mention in there}
    missing = []
    for mention in said:
        if mention.text.lower() in phrases:
            continue
        weekday = _WEEKDAY.fullmatch(mention.text)
        if weekday and any(_is_weekday(day, weekday["weekday"]) for day in days):
            continue
        if not any(reading.within(day) for reading in mention.days for day in days):
            missing.append(mention.text)
    return missing


def agree(mention: DateMention, other: DateMention) -> bool:
    """Whether two mentions may mean one date: the same words, the same weekday, or a reading that lies in the other."""
    if mention.text.lower() == other.text.lower():
        return True
    weekday = _WEEKDAY.fullmatch(mention.text)
    if weekday:
        return any(_is_weekday(day, weekday["weekday"]) for day in other.days) and not _WEEKDAY.fullmatch(other.text)
    if not mention.days or not other.days:
        return True
    return any(day.within(there) or there.within(day) for day in mention.days for there in other.days)


def masked(text: str, stretches: Iterable[DateMention | DateExpression | Quotation]) -> str:
    """The text with spaces in place of some of its stretches; every other character stays where it is."""
    left = text
    for each in stretches:
        left = left[: each.start] + " " * (each.end - each.start) + left[each.end :]
    return left


def _absolute(text: str, published: date | None) -> Iterator[DateMention]:
    for form in _FORMS:
        for match in form.finditer(text):
            parts = match.groupdict()
            month = int(parts["number"]) if parts.get("number") else MONTHS[lower(parts["month"]).rstrip(".")]
            day = int(parts["day"]) if parts.get("day") else None
            if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
                continue
            start = match.start("month") if form is _FORMS[-1] else match.start()
            if parts.get("year"):
                days = [Day(int(parts["year"]), month, day)]
            else:
                days = [
                    Day(None, month, day),
                    *(Day(year, month, day) for year in _likely_years(month, day, published)),
                ]
            yield DateMention(text[start : match.end()], start, match.end(), tuple(days))


def _likely_years(month: int, day: int | None, published: date | None) -> Iterator[int]:
    """The year of the nearest such day, seen from the day of publication; both of two that are about as near."""
    if published is None:
        return
    away = {
        year: abs((date(year, month, 1).toordinal() + (day or _MID_MONTH)) - published.toordinal())
        for year in (published.year - 1, published.year, published.year + 1)
    }
    nearest = min(away, key=lambda year: away[year])
    yield from (year for year in sorted(away, key=lambda year: away[year]) if away[year] - away[nearest] < _AS_NEAR)


def _weekdays(text: str, published: date | None) -> Iterator[DateMention]:
    for match in _WEEKDAY.finditer(text):
        days: tuple[Day, ...] = ()
        if published:
            back = (published.weekday() - WEEKDAYS[lower(match["weekday"])]) % 7
            last = published - timedelta(days=back)
            # The one before that only where "last Wednesday" or the weekday of publication itself may mean it.
            goes_back = not back or _BACK.search(text, max(0, match.start() - _LEAD), match.start())
            shifts = (0, 7, -7) if goes_back else (0, 7)
            days = tuple(full_day(last + timedelta(days=shift)) for shift in shifts)
        yield DateMention(match["weekday"], *match.span("weekday"), days, relative=True)


def _relative(text: str, published: date | None) -> Iterator[DateMention]:
    for match in _RELATIVE.finditer(text):
        days = (_relative_day(match, published),) if published else ()
        yield DateMention(match.group(), *match.span(), days, relative=True)


def _relative_day(match: re.Match[str], published: date) -> Day:
    if match["zero"] or match["minus"] or match["plus"]:
        return full_day(published + timedelta(days=bool(match["plus"]) - bool(match["minus"])))
    if match["span"]:
        step = {"last": -1, "this": 0, "next": 1}[lower(match["which"])]
        return _shifted(published, lower(match["span"]), step)
    word = lower(match["count"])
    count = _COUNTS[word] if word in _COUNTS else int(word)
    return _shifted(published, lower(match["unit"]), -count)


def _shifted(published: date, unit: str, step: int) -> Day:
    if unit == "year":
        return Day(published.year + step)
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return Day(months // 12, months % 12 + 1)
    then = published + timedelta(days=step * (7 if unit == "week" else 1))
    # A week is no day: only its month and year are sure.
    return Day(then.year, then.month) if unit == "week" else full_day(then)


def full_day(day: date) -> Day:
    """A day of the calendar, known in full."""
    return Day(day.year, day.month, day.day)


def _is_weekday(day: Day, name: str) -> bool:
    if day.year is None or day.month is None or day.day is None:
        return False
    try:
        return date(day.year, day.month, day.day).weekday() == WEEKDAYS[lower(name)]
    except ValueError:
        return False
