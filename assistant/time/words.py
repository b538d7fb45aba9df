"""The words of time: what English counts and points with, beside the names of months, weekdays and seasons."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from assistant.language.calendar_names import (
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    MONTHS_ABROAD,
    SEASONS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS_ABROAD,
)
from assistant.language.number_words import CARDINALS, ORDINALS, TENS


class Unit(Enum):
    """A stretch of the calendar that is counted in; the numbers sort by length."""

    HOUR = 0  # counted only by whole days of them
    DAY = 1
    WEEKEND = 2
    WEEK = 3
    MONTH = 4
    QUARTER = 5
    SEASON = 6
    HALF = 7
    YEAR = 8
    DECADE = 9
    CENTURY = 10


class Kind(Enum):
    """What a word may say of time."""

    MONTH = "month"
    MONTH_SHORT = "abbreviated month"
    MONTH_ABROAD = "month in another language"
    WEEKDAY = "weekday"
    WEEKDAY_SHORT = "abbreviated weekday"
    WEEKDAY_ABROAD = "weekday in another language"
    NUMBER = "number"
    FIGURES = "several numbers joined by signs"
    ORDINAL = "ordinal"
    A = "a, an"
    UNIT = "unit"
    SEASON = "season"
    WHICH = "last, this, next"
    DAY = "a day seen from today"
    SHIFT = "ago, earlier, later"
    PART = "early, mid, late"
    HALF_OF_DAY = "morning, night"
    QUARTER = "Q2 or H1"
    DECADE = "1990s"
    IN = "in, within"
    FEAST = "Christmas, New (Year)"
    NUMBER_ABROAD = "number in another language"
    UNIT_ABROAD = "unit in another language"
    WHICH_ABROAD = "last, this, next in another language"
    DAY_ABROAD = "yesterday in another language"
    SEASON_ABROAD = "season in another language"
    AGO_ABROAD = "ago in another language"
    PART_ABROAD = "early, mid, late in another language"


_UNITS = {
    "day": Unit.DAY,
    "week": Unit.WEEK,
    "weekend": Unit.WEEKEND,
    "month": Unit.MONTH,
    "quarter": Unit.QUARTER,
    "year": Unit.YEAR,
    "decade": Unit.DECADE,
    "hour": Unit.HOUR,
}
_DECADES = {f"{word[:-1]}ies": value for word, value in TENS.items()}

MONTH_KINDS = frozenset([Kind.MONTH, Kind.MONTH_SHORT, Kind.MONTH_ABROAD])
WEEKDAY_KINDS = frozenset([Kind.WEEKDAY, Kind.WEEKDAY_ABROAD, Kind.WEEKDAY_SHORT])
Meaning: TypeAlias = "tuple[Kind, int | str | Unit]"


def _with_kind(kind: Kind, values: dict[str, int] | dict[str, Unit] | dict[str, str]) -> dict[str, Meaning]:
    return {word: (kind, value) for word, value in values.items()}


LEXICON: dict[str, Meaning] = {
    **_with_kind(Kind.MONTH_ABROAD, MONTHS_ABROAD),
    **_with_kind(Kind.MONTH_SHORT, SHORT_MONTHS),
    **_with_kind(Kind.MONTH, ENGLISH_MONTHS),
    **_with_kind(Kind.WEEKDAY_ABROAD, WEEKDAYS_ABROAD),
    **_with_kind(Kind.WEEKDAY_SHORT, SHORT_WEEKDAYS),
    **_with_kind(Kind.WEEKDAY, ENGLISH_WEEKDAYS),
    **_with_kind(Kind.NUMBER, {**CARDINALS, "couple": 2}),
    **_with_kind(Kind.ORDINAL, dict(ORDINALS)),
    **_with_kind(Kind.A, {"a": 1, "an": 1}),
    **_with_kind(Kind.UNIT, _UNITS | {f"{word}s": unit for word, unit in _UNITS.items()}),
    **_with_kind(Kind.UNIT, {"fortnight": Unit.WEEK, "fortnights": Unit.WEEK, "century": Unit.CENTURY}),
    **_with_kind(Kind.SEASON, SEASONS | {f"{name}time": number for name, number in SEASONS.items()}),
    **_with_kind(Kind.WHICH, {"last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "current": 0}),
    **_with_kind(Kind.WHICH, {"next": 1, "coming": 1, "upcoming": 1, "following": 1, "same": 0, "that": 0}),
    **_with_kind(Kind.DAY, {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "overnight": 0}),
    **_with_kind(Kind.SHIFT, {"ago": -1, "earlier": -1, "before": -1, "later": 1, "after": 1, "hence": 1}),
    **_with_kind(Kind.PART, {"early": "early", "mid": "mid", "middle": "mid", "late": "late", "beginning": "early"}),
    **_with_kind(Kind.PART, {"start": "early", "end": "late", "turn": "early", "later": "later", "earlier": "earlier"}),
    **_with_kind(Kind.HALF_OF_DAY, {"morning": 1, "afternoon": 1, "evening": 1, "night": 1, "noon": 1, "midnight": 1}),
    **_with_kind(Kind.QUARTER, {f"q{number}": number for number in (1, 2, 3, 4)} | {"h1": 5, "h2": 6}),
    **_with_kind(Kind.DECADE, _DECADES),
    **_with_kind(Kind.FEAST, {"christmas": 1, "new": 2}),
    **_with_kind(Kind.IN, {"in": 1, "within": 1}),
}
