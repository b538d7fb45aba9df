"""The words of time: months and weekdays of seven languages, and what English counts and points with."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

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


# English, German, French, Spanish, Italian, Portuguese, Dutch: the languages that share our alphabet most often in
# news archives. Full names first, then what stands for them in short. No spelling stands for two months.
_ENGLISH_MONTHS = "january february march april may june july august september october november december".split()
_SHORT_MONTHS = "jan feb mar apr _ jun jul aug sep,sept oct nov dec".split()
_MONTHS_ABROAD = (
    "januar jänner janvier enero gennaio janeiro januari",
    "februar février fevrier febrero febbraio fevereiro februari",
    "märz maerz mars marzo março marco maart",
    "avril abril aprile",
    "mai mayo maggio maio mei",
    "juni juin junio giugno junho",
    "juli juillet julio luglio julho",
    "août aout agosto augustus",
    "septembre septiembre settembre setembro",
    "oktober octobre octubre ottobre outubro",
    "novembre noviembre novembro",
    "dezember décembre decembre diciembre dicembre dezembro",
)
_SHORT_MONTHS_ABROAD = (
    "janv ene gen",
    "févr fév fev",
    "mrz mrt",
    "avr abr",
    "mag",
    "giu",
    "juil lug",
    "ago",
    "set",
    "okt ott out",
    "",
    "dez déc dic",
)
_ENGLISH_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_SHORT_WEEKDAYS = "mon tue,tues wed,weds thu,thur,thurs fri sat sun".split()
_WEEKDAYS_ABROAD = (
    "lundi montag lunes lunedì maandag segunda-feira",
    "mardi dienstag martes martedì dinsdag terça-feira",
    "mercredi mittwoch miércoles mercoledì woensdag quarta-feira",
    "jeudi donnerstag jueves giovedì donderdag quinta-feira",
    "vendredi freitag viernes venerdì vrijdag sexta-feira",
    "samedi samstag sonnabend sábado sabato zaterdag",
    "dimanche sonntag domingo domenica zondag",
)


def _numbered(table: tuple[str, ...] | list[str], first: int) -> dict[str, int]:
    return {
        name: number
        for number, names in enumerate(table, start=first)
        for name in names.replace(",", " ").split()
        if name != "_"
    }


ENGLISH_MONTHS = _numbered(_ENGLISH_MONTHS, 1)
SHORT_MONTHS = _numbered(_SHORT_MONTHS, 1)
MONTHS_ABROAD = _numbered(_MONTHS_ABROAD, 1)
# Every name and abbreviation that stands for a month where a day and a year stand beside it.
MONTHS = ENGLISH_MONTHS | SHORT_MONTHS | MONTHS_ABROAD | _numbered(_SHORT_MONTHS_ABROAD, 1)
ENGLISH_WEEKDAYS = _numbered(_ENGLISH_WEEKDAYS, 0)
SHORT_WEEKDAYS = _numbered(_SHORT_WEEKDAYS, 0)
WEEKDAYS_ABROAD = _numbered(_WEEKDAYS_ABROAD, 0)
WEEKDAYS = ENGLISH_WEEKDAYS | WEEKDAYS_ABROAD

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
    **_with_kind(Kind.SEASON, {"spring": 1, "springtime": 1, "summer": 2, "summertime": 2, "autumn": 3, "fall": 3}),
    **_with_kind(Kind.SEASON, {"winter": 4, "wintertime": 4}),
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
