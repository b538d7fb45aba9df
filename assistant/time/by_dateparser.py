"""Words of any language to the days they mean, by dateparser; the languages of words.py are read without it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from assistant.patterns import lazy_pattern
from assistant.records.time import DaySpan
from assistant.time import spans
from assistant.time.words import Unit

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_UNITS = {"day": Unit.DAY, "week": Unit.WEEK, "month": Unit.MONTH, "year": Unit.YEAR}
# The languages of a script, the commonest in news first. Latin ones are told apart by the library itself.
_LANGUAGES = {
    "CYRILLIC": ["ru", "uk", "bg", "sr"],
    "GREEK": ["el"],
    "HEBREW": ["he"],
    "ARABIC": ["ar", "fa", "ur"],
    "HANGUL": ["ko"],
    "CJK": ["ja", "zh"],
    "HIRAGANA": ["ja"],
    "KATAKANA": ["ja"],
    "DEVANAGARI": ["hi"],
    "BENGALI": ["bn"],
    "THAI": ["th"],
    "GEORGIAN": ["ka"],
    "LATIN": "pl cs sk sv da nb fi hu ro tr hr id vi de fr es it pt nl".split(),
}
# dateparser knows Russian months in the nominative and genitive, not as "in" has them.
_RUSSIAN_IN = lazy_pattern(
    r"\b(?:(январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)е|(март|август)е|(ма)е)\b", re.IGNORECASE
)
# Languages of Latin letters in which the first line of a file may give its day, besides those above.
_MORE_LATIN = "lt lv et sl ca eu ms is".split()
_DAY_SETTINGS = {
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
    "DATE_ORDER": "DMY",
}
# What stands beside the numbers of a day and that dateparser does not know: Lithuanian year and day, Swedish "at".
_BESIDE_NUMBERS = lazy_pattern(r"(?<=\d )(?:m\.|d\.)(?=\s|$)|\b(?:kl\.?|klo)\s\d{1,2}[.:]\d\d$")
_YEAR = lazy_pattern(r"(?<!\d)\d{4}(?!\d)")
_SHORT_NUMBER = lazy_pattern(r"(?<!\d)\d{1,2}(?!\d)")
_CLOCK_TIME = lazy_pattern(r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?![.\d])")
_LONGEST_DAY = 60  # characters
_UNSPACED = frozenset(["CJK", "HIRAGANA", "KATAKANA", "THAI"])
_LONGEST_PHRASE = 5  # words
_RUN = lazy_pattern(r"[^\W_]+(?:[./-](?=\d)[^\W_]+)*")
_NO_WORDS = frozenset(["skip", "pertain", "simplifications", "date_order", "name", "locale_specific"])
_CENTURIES = range(1000, 9000)  # at the ends of the calendar one cannot count
_ENOUGH = 2_000  # characters that show the alphabet of a text
_AFTER_LATIN = "\u0370"
_WORD = lazy_pattern(r"[^\W\d_]{4}|[^\W\d_]{3}\W+\d")  # shorter Latin words are mostly abbreviated weekdays


class Phrase(NamedTuple):
    """Words at ``[start, end)`` and their days; `fixed` when they do not depend on the day they are seen from."""

    start: int
    end: int
    span: DaySpan
    fixed: bool


def phrase_days(phrase: str, today: date) -> Phrase | None:
    """The days that a whole phrase in another language than English means."""
    script = _script(phrase)
    if script is None or (script == "LATIN" and not _WORD.search(phrase)) or today.year not in _CENTURIES:
        return None
    known = _RUSSIAN_IN.sub(lambda found: f"{found[1]}я" if found[1] else f"{found[2]}а" if found[2] else "мая", phrase)
    known = _without_particle(known, script)
    found = _parsed(known, script, today)
    if found is None:
        return None
    fixed = _parsed(known, script, spans.same_day(today, -17)) == found
    return Phrase(0, len(phrase), spans.around(_UNITS.get(found[1], Unit.DAY), found[0]), fixed)


def day_named(words: str) -> date | None:
    """The day that words in another language than English give with the name of its month and its whole year.

    None where languages take them for different days, as "listopada": October in Croatian, November in Polish.
    """
    plain = unicodedata.normalize("NFKC", words)
    script = _script(plain)
    years = _YEAR.findall(plain)
    if script is None or len(plain) > _LONGEST_DAY or len(years) != 1 or not _has_a_name(plain, script):
        return None
    known = " ".join(_BESIDE_NUMBERS.sub("", plain).split())
    numbers = [int(number) for number in _SHORT_NUMBER.findall(_CLOCK_TIME.sub("", known))]
    languages = [*_LANGUAGES[script], *(_MORE_LATIN if script == "LATIN" else ())]
    days = {day for language in languages if (day := _strictly(known, language))}
    only = days.pop() if len(days) == 1 else None
    return only if only and only.year == int(years[0]) and only.day in numbers else None


def _has_a_name(words: str, script: str) -> bool:
    """Whether a month may be named, or its number is marked as such; not where all are figures or signs."""
    return script in {"HANGUL", "CJK"} or bool(re.search(r"[^\W\d_]{3}", words))


@lru_cache(maxsize=4_096)
def _strictly(words: str, language: str) -> date | None:
    found = _strict_parser(language).get_date_data(words)
    return found.date_obj.date() if found.date_obj else None


@lru_cache(maxsize=64)
def _strict_parser(language: str) -> DateDataParser:
    from dateparser.date import DateDataParser

    return DateDataParser(languages=[language], settings=_DAY_SETTINGS)


def _without_particle(words: str, script: str) -> str:
    return words.removesuffix("에") if script == "HANGUL" else words  # Korean "in", "at"


@lru_cache(maxsize=4_096)
def _parsed(phrase: str, script: str, today: date) -> tuple[date, str] | None:
    found = _parser(script, today).get_date_data(phrase)
    return (found.date_obj.date(), found.period or "day") if found.date_obj else None


@lru_cache(maxsize=64)
def _parser(script: str, today: date) -> DateDataParser:
    from dateparser.date import DateDataParser  # 0.2 s

    settings = {
        "RELATIVE_BASE": datetime(today.year, today.month, today.day),
        "PREFER_DATES_FROM": "past",
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "first",
        "DATE_ORDER": "DMY",
        "PARSERS": ["relative-time", "absolute-time"],
    }
    return DateDataParser(languages=_LANGUAGES[script], settings=settings)


def phrases_in(text: str, today: date) -> list[Phrase]:
    """The phrases of a text in a language of another alphabet or another Latin one, the longest first in each place."""
    script = _script(text)
    if script is None:
        return []
    found, taken = [], bytearray(len(text))
    for start, end in _searched(text, script) if script in _UNSPACED else _windows(text, script):
        phrase = None if any(taken[start:end]) else phrase_days(text[start:end], today)
        if phrase:
            taken[start:end] = b"\1" * (end - start)
            found.append(Phrase(start, end, phrase.span, phrase.fixed))
    return sorted(found)


def is_in_other_letters(text: str) -> bool:
    """Whether most letters of a text's beginning are of another alphabet than the Latin one."""
    if text.isascii():
        return False
    letters = [char for char in text[:_ENOUGH] if char.isalpha()]
    return sum(char >= _AFTER_LATIN for char in letters) * 2 > len(letters)


def _searched(text: str, script: str) -> Iterator[tuple[int, int]]:
    """What the library finds where words are not parted by spaces."""
    from dateparser.search import search_dates

    place = 0
    for words, _ in search_dates(text, languages=_LANGUAGES[script]) or ():
        start = text.find(words, place)
        if start >= 0:
            place = start + len(words)
            yield start, place


def _windows(text: str, script: str) -> Iterator[tuple[int, int]]:
    """Runs of words worth trying, longer ones first: those with figures, and those that begin with a word of time."""
    words = [(match.start(), match.end()) for match in _RUN.finditer(text)]
    telling = [_tells(_without_particle(text[start:end].lower(), script), script) for start, end in words]
    for count in range(_LONGEST_PHRASE, 0, -1):
        for first in range(len(words) - count + 1):
            last = first + count - 1
            if telling[first] and telling[last] and words[last][1] - words[last][0] > 1:
                yield words[first][0], words[last][1]


@lru_cache(maxsize=65_536)
def _tells(word: str, script: str) -> bool:
    """Whether a word has figures or stands in the library's tables of the languages of a script."""
    return any(char.isdigit() for char in word) or word in _vocabulary(script)


@lru_cache
def _vocabulary(script: str) -> frozenset[str]:
    """The words of all names and phrases of time that the library knows in the languages of a script."""
    from dateparser.languages.loader import default_loader

    known: set[str] = set()
    for locale in default_loader.get_locales(languages=_LANGUAGES[script]):
        for key, names in locale.info.items():
            if key not in _NO_WORDS:
                known.update(word for phrase in _strings(names) for word in _RUN.findall(phrase.lower()))
    return frozenset(known)


def _strings(names: object) -> Iterator[str]:
    if isinstance(names, str):
        yield names
    elif isinstance(names, list | dict):
        for each in names.values() if isinstance(names, dict) else names:
            yield from _strings(each)


def _script(text: str) -> str | None:
    """The first script of a text, other than that of figures, that the library reads."""
    for char in text:
        if char.isalpha():
            script = unicodedata.name(char, "").partition(" ")[0]
            return script if script in _LANGUAGES else None
    return None
