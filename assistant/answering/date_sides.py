"""A date and the verb it goes with to its days, on the side of the day of publication on which the verb puts them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.answering.tense import Tense, Verb
from assistant.types import DateExpression

_WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?", re.IGNORECASE
)
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_YEAR_OR_COUNT = re.compile(
    r"\d{4}|\b(?:next|last|this|ago|later|earlier|coming|tomorrow|yesterday|day|week|month|year)s?\b", re.IGNORECASE
)
# "Put off to 20 June", "an election for 3 May", "effective from Monday": what has happened looks ahead to that day.
_AIM = re.compile(r"\b(?:to|for|from|until|starting|beginning|effective)\s+(?:the\s+|on\s+|as of\s+)?\Z", re.IGNORECASE)
_MOVED_TO = re.compile(
    r"\b(?:put off|postponed|deferred|adjourned|delayed|(?:re)?scheduled|moved)\b[^;.]*\b(?:to|for|until)\b[^;.]*\Z",
    re.IGNORECASE,
)
# "Was due to" and "agreed to" tell of what was planned then.
_THEN = re.compile(r"(?:was|were|had|would|\w+ed)\b")
_IS = re.compile(r"(?:is|are|am|has|have|do|does|['’])")
_PAST = frozenset({Tense.HAPPENED, Tense.SAID, Tense.STATE})
_PLANS = frozenset({Tense.PLANNED, Tense.VOWED})
# A plan is not told so long after the day for which it was made, nor so long before it without the year.
_LONG_DAYS = 150
# "Were to resume on Sunday", printed on a Saturday, is tomorrow; printed on a Tuesday, it is two days ago.
_NEAR_DAYS = 3

Days = tuple[date | None, date | None]


def days_of(each: DateExpression, verb: Verb | None, text: str, published: date | None) -> Days:
    """The first and the last day of a date: its span's, but for a weekday or a date without a year on the wrong side.

    "Struck on Monday" was last Monday; "was to reopen on 30 April", a week before that day, is not last year's.
    """
    first, last = each.span.first, each.span.last
    if not each.relative or published is None or verb is None or first is None or last is None:
        return first, last
    is_weekday = _WEEKDAY.fullmatch(each.text) is not None
    is_yearless = _MONTH.search(each.text) is not None and not _YEAR_OR_COUNT.search(each.text)
    if first > published and looks_back(each, verb, text):
        return _moved(first, last, weeks=-1 * is_weekday, years=-1 * is_yearless)
    told_then = verb.tense is Tense.PRESENT or (verb.tense in _PLANS and _THEN.match(verb.text) is not None)
    if told_then and is_yearless and (first - published).days > _LONG_DAYS:
        return _moved(first, last, years=-1)
    is_ahead = verb.tense in {Tense.PLANNED, Tense.PRESENT} or (verb.tense is Tense.HAPPENED and _is_aim(text, each))
    if is_ahead and is_yearless and (published - last).days > _LONG_DAYS:
        return _moved(first, last, years=1)
    if is_weekday and last < published and _is_to_come(verb, published - last):
        return _moved(first, last, weeks=1)
    return first, last


def looks_back(each: DateExpression, verb: Verb, text: str) -> bool:
    """Whether a verb tells of a day gone by: it is a past, or an agreement made then, which does not aim at the day."""
    if verb.tense is Tense.VOWED:
        return each.end <= verb.start
    return verb.tense in _PAST and not _is_aim(text, each)


def _is_to_come(verb: Verb, ago: timedelta) -> bool:
    """Whether a weekday that a verb puts ahead was resolved to the one before."""
    if verb.tense is Tense.PRESENT:
        return not _IS.match(verb.text)
    return verb.tense is Tense.PLANNED and ago.days > _NEAR_DAYS


def _is_aim(text: str, each: DateExpression) -> bool:
    before = text[: each.start]
    return _AIM.search(before) is not None or _MOVED_TO.search(before) is not None


def _moved(first: date, last: date, *, weeks: int = 0, years: int = 0) -> Days:
    if years:
        return _other_year(first, years), _other_year(last, years)
    try:
        return first + timedelta(weeks=weeks), last + timedelta(weeks=weeks)
    except OverflowError:
        return None, None


def _other_year(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February, or beyond the calendar
        return None
