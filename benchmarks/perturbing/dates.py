"""A sentence with a date to the same sentence with another date of the same form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from random import Random

from assistant.language.calendar_names import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, in_capitals
from assistant.language.calendar_names import SHORT_MONTHS as _SHORT_MONTHS
from benchmarks.perturbing.originals import Original
from benchmarks.perturbing.texts import Change, stands_in, swapped

WEEKDAYS, MONTHS = in_capitals(ENGLISH_WEEKDAYS), in_capitals(ENGLISH_MONTHS)
_NO_SHORT = {"jun", "jul", "sep"}  # American news writes June, July and Sept.
SHORT_MONTHS = {f"{name.title()}.": number for name, number in _SHORT_MONTHS.items() if name not in _NO_SHORT}
_ANY_MONTH = "|".join([*MONTHS, *(re.escape(short) for short in SHORT_MONTHS)])
_WEEKDAY = re.compile(
    rf"(?<![\w-])(?<!Black )(?<!Good )(?<!Super )(?<!Easter )(?<!Palm )(?<!Bloody )(?<!Cyber )(?<!Giving )(?<!Ta"
    rf"co )(?P<day>{'|'.join(WEEKDAYS)})"
    r"(?=,? (?:and|in|at|that|to|by|after|before|when|with|for|morning|afternoon|evening|night|as|on|from|a"
    r"|the|he|she|it|they|while|because|during)\b|[.,](?! [A-Z]\w+ [A-Z])|’s|'s|\.$)"
)
_MONTH_DAY = re.compile(rf"(?P<month>{_ANY_MONTH}) (?P<day>[1-9]|[12]\d|3[01])\b(?!,\d|[:%]|\.\d|st|nd|rd|th)")
_DAY_MONTH = re.compile(rf"(?<![\w,.])(?P<day>[1-9]|[12]\d|3[01]) (?P<month>{'|'.join(MONTHS)})\b")
_MONTH_ALONE = re.compile(
    rf"(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\blast )|(?<=\buntil )|(?<=\bby )|(?<=\bearly )"
    rf"|(?<=\blate ))(?P<month>{'|'.join(MONTHS)})\b(?! \d{{1,2}}\b(?!\d))"
)
_YEAR = re.compile(
    r"(?:(?<=\bin )|(?<=\bIn )|(?<=\bsince )|(?<=\bSince )|(?<=\bby )|(?<=\buntil )|(?<=\bfrom )|(?<=\bthe )"
    r"|(?<=\bof )|(?<=\bearly )|(?<=\blate )"
    rf"|(?<=\d, )|(?<={'|'.join(MONTHS).replace('|', ' )|(?<=')} ))(?P<year>(?:19|20)\d\d)(?![\w-]|[.,]\d)"
)
_AGO = re.compile(
    r"(?i)\b(?P<number>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?P<unit>days|weeks|months|years"
    r"|hours|decades) (?=ago\b|earlier\b|later\b)"
)
_CLOCK = re.compile(r"(?<![\w:.])(?P<hour>\d{1,2})(?P<minute>:\d\d)?(?= ?(?P<half>[ap]\.?m\b))")
_PART = re.compile(
    rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}) (?P<part>morning|afternoon|evening|night)\b|\b(?P<early>early"
    rf"|late) (?=(?:in )?(?:{'|'.join(MONTHS)}|19\d\d|20\d\d|last (?:year|month|week))\b))"
)
_HEDGED = re.compile(
    r"(?i)\b(?:by|until|through|as early as|as late as|as soon as|no later than|or|and|to|since|before|after"
    r"|between|from)(?: \w+day,?| late| early)? $"
)
# Each relative phrase with what cannot be the same day, and when it cannot: in the first days of a month, last week
# may lie in last month.
_RELATIVE = {
    "last week": ("two months ago", "three weeks ago"),
    "last month": ("three months ago", "last week"),
    "last year": ("three years ago", "last month"),
    "yesterday": ("three days ago", "last week"),
    "tomorrow": ("in two weeks",),
    "next week": ("in two months", "tomorrow"),
    "next month": ("next week", "next year"),
    "next year": ("next month", "in three years"),
    "earlier this week": ("earlier last month", "two months ago"),
    "earlier this month": ("earlier last month", "three months ago"),
    "earlier this year": ("earlier last year", "two years ago"),
    "later this year": ("late next year", "in two years"),
    "later this month": ("later next month", "in three months"),
    "later this week": ("later next month", "in two weeks"),
}
_RELATIVE_PHRASE = re.compile(rf"(?i)\b(?<!the )(?:{'|'.join(_RELATIVE)})\b(?!['’-]| \w+day\b)")


def change_date(original: Original, chance: Random) -> Iterator[Change]:
    """Weekdays, months, days of the month, years, relative words, parts of the day and clock times."""
    yield from _change_weekday(original, chance)
    yield from _change_day(original, chance)
    yield from _change_month(original, chance)
    yield from _change_year(original, chance)
    yield from _change_relative(original, chance)
    yield from _change_hour(original, chance)


def _change_weekday(original: Original, chance: Random) -> Iterator[Change]:
    taken = {day for day in WEEKDAYS if stands_in(day, original.seen)} | set(_weekdays_of_dates(original))
    free = [day for day in WEEKDAYS if day not in taken]
    for found in _WEEKDAY.finditer(original.sentence):
        if free and not _HEDGED.search(original.sentence[: found.start()]):
            yield from _changed(original, found.span("day"), chance.choice(free), "weekday")


def _weekdays_of_dates(original: Original) -> Iterator[str]:
    """The weekdays of the days that are cited in another form."""
    if original.published is None:
        return
    if re.search(r"(?i)\b(?:today|tonight|yesterday|tomorrow)\b", original.seen):
        number = original.published.weekday()
        yield from (WEEKDAYS[(number + step) % 7] for step in (-1, 0, 1))
    for pattern in (_MONTH_DAY, _DAY_MONTH):
        for found in pattern.finditer(original.seen):
            try:
                day = date(original.published.year, month_number(found["month"]), int(found["day"]))
            except ValueError:
                continue
            yield WEEKDAYS[day.weekday()]


def month_number(name: str) -> int:
    """1 for January or Jan."""
    return SHORT_MONTHS.get(name) or MONTHS.index(name) + 1


def _change_day(original: Original, chance: Random) -> Iterator[Change]:
    text = original.sentence
    for pattern in (_MONTH_DAY, _DAY_MONTH):
        for found in pattern.finditer(text):
            if _HEDGED.search(text[: found.start()]):
                continue
            day, month = int(found["day"]), found["month"]
            days = [day + step for step in (-7, -3, -2, -1, 1, 2, 3, 7)] + [int(str(day)[::-1])] * (day > 9)
            days = [
                new for new in days if 1 <= new <= 28 and new != day and not re.search(rf"\b{new}\b", original.seen)
            ]
            if days:
                new = text[found.start() : found.end()].replace(found["day"], str(chance.choice(days)))
                yield from _changed(original, found.span(), new, "day of the month")
            names = [name for name in _same_form(month) if not _month_stands(name, original.seen)]
            if names and day <= 28:
                new = text[found.start() : found.end()].replace(month, chance.choice(names))
                yield from _changed(original, found.span(), new, "month")


def _same_form(month: str) -> list[str]:
    return list(SHORT_MONTHS) if month in SHORT_MONTHS else MONTHS


def _month_stands(name: str, text: str) -> bool:
    return re.search(rf"\b{name[:3]}(?:{name[3:].rstrip('.')}|[a-z]*\b\.?)(?!\w)", text) is not None


def _change_month(original: Original, chance: Random) -> Iterator[Change]:
    for found in _MONTH_ALONE.finditer(original.sentence):
        names = [name for name in MONTHS if not _month_stands(name, original.seen) and name != "May"]
        if names and not re.search(r"(?i)\b(?:by|until|since) $", original.sentence[: found.start()]):
            yield from _changed(original, found.span(), chance.choice(names), "month")


def _change_year(original: Original, chance: Random) -> Iterator[Change]:
    this = original.published.year if original.published else 0
    relative = {"this year": this, "last year": this - 1, "next year": this + 1}
    taken = {year for phrase, year in relative.items() if phrase in original.seen.lower()}
    for found in _YEAR.finditer(original.sentence):
        year = int(found["year"])
        last = this if year <= this else this + 30
        choices = [year + step for step in (-10, -4, -3, -2, -1, 1, 2, 3, 4, 10)]
        if re.search(r"(?i)\b(?:since|by|until) $", original.sentence[: found.start()]):
            continue
        choices = [new for new in choices if new <= last and new not in taken and str(new) not in original.seen]
        if choices:
            yield from _changed(original, found.span(), str(chance.choice(choices)), "year")


def _change_relative(original: Original, chance: Random) -> Iterator[Change]:
    text = original.sentence
    for found in _RELATIVE_PHRASE.finditer(text):
        if re.search(r"(?i)\b(?:late|early|earlier|later|of|from|since|for|as|by|until) $", text[: found.start()]):
            continue
        choices = [
            new
            for new in _RELATIVE[found[0].lower()]
            if not stands_in(new, original.seen) and _differs(found[0].lower(), new, original.published)
        ]
        if choices:
            yield from _changed(original, found.span(), chance.choice(choices), "relative")
    for found in _AGO.finditer(text):
        units = [unit for unit in ("days", "weeks", "months", "years") if unit not in original.seen.lower()]
        if units and found["unit"].lower() in {"days", "weeks", "months", "years"}:
            yield from _changed(original, found.span("unit"), chance.choice(units), "relative")


def _differs(old: str, new: str, published: date | None) -> bool:
    """Whether the two phrases cannot name the same time, so near the ends of months and years."""
    if published is None:
        return False
    late_enough = {
        "last week": published.day > 14,
        "last month": published.month > 1,
        "earlier last year": published.month > 1,
    }
    early_enough = {
        "next week": published.day < 15,
        "next month": published.month < 12,
        "next year": published.month < 12,
    }
    return late_enough.get(new, True) and early_enough.get(new, True) and not (old == "tomorrow" and published.day > 28)


def _change_hour(original: Original, chance: Random) -> Iterator[Change]:
    text = original.sentence
    for found in _CLOCK.finditer(text):
        hour = int(found["hour"])
        choices = [
            new
            for new in (hour - 2, hour - 1, hour + 1, hour + 2)
            if 1 <= new <= 12 and not re.search(rf"\b{new}\b", original.seen)
        ]
        if choices and not _HEDGED.search(text[: found.start()]):
            yield from _changed(original, found.span("hour"), str(chance.choice(choices)), "time of day")
    for found in _PART.finditer(text):
        if found["part"]:
            far = {
                "morning": ("afternoon", "evening"),
                "afternoon": ("morning",),
                "evening": ("morning",),
                "night": ("morning",),
            }
            new = chance.choice(far[found["part"]])
            yield from _changed(original, found.span("part"), new, "time of day")
        elif not re.search(r"(?i)\b(?:as|too|by|until|since) $", text[: found.start()]):
            yield from _changed(
                original, found.span("early"), "late" if found["early"] == "early" else "early", "early or late"
            )


def _changed(original: Original, span: tuple[int, int], new: str, subkind: str) -> Iterator[Change]:
    old = original.sentence[slice(*span)]
    if not stands_in(new, original.seen) and original.sentence.count(old) == 1:
        yield Change(subkind, swapped(original.sentence, *span, new), old, new)
