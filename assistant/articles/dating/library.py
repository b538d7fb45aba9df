"""Words of any language to the days they mean, by the library dateparser; the languages of words.py are read without it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from assistant.articles.dating import spans
from assistant.articles.dating.words import Unit
from assistant.types import DaySpan

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
    "LATIN": ["pl", "cs", "sk", "sv", "da", "nb", "fi", "hu", "ro", "tr", "hr", "id", "vi", "de", "fr", "es", "it", "pt", "nl"],
}
# dateparser knows Russian months in the nominative and genitive, not as "in" has them.
_RUSSIAN_IN = re.compile(r"\b(?:(январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)е|(март|август)е|(ма)е)\b", re.IGNORECASE)
_UNSPACED = frozenset(["CJK", "HIRAGANA", "KATAKANA", "THAI"])
_LONGEST_PHRASE = 5  # words
_SHORTEST = 4  # letters of a Latin word alone: shorter ones are mostly the abbreviations of weekdays


class Phrase(NamedTuple):
    """Words at ``[start, end)`` and their days; `fixed` when they do not depend on the day they are seen from."""

    start: int
    end: int
    span: DaySpan
    fixed: bool


def phrase_days(phrase: str, today: date) -> Phrase | None:
    """The days that a whole phrase in another language than English means."""
    script = _script(phrase)
    if script is None or (script == "LATIN" and len(phrase) < _SHORTEST):
        return None
    from dateparser.date import DateDataParser  # 0.2 s

    known = _RUSSIAN_IN.sub(lambda found: f"{found[1]}я" if found[1] else f"{found[2]}а" if found[2] else "мая", phrase)

    def read(base: date) -> tuple[date, str] | None:
        settings = {
            "RELATIVE_BASE": datetime(base.year, base.month, base.day),
            "PREFER_DATES_FROM": "past",
            "PREFER_DAY_OF_MONTH": "first",
            "PREFER_MONTH_OF_YEAR": "first",
            "DATE_ORDER": "DMY",
            "PARSERS": ["relative-time", "absolute-time"],
        }
        parser = DateDataParser(languages=_LANGUAGES[script], settings=settings)
        found = parser.get_date_data(known)
        return (found.date_obj.date(), found.period) if found.date_obj else None

    if script == "HANGUL":
        known = known.removesuffix("에")  # "in", "at"
    found = read(today)
    if found is None:
        return None
    other = read(spans.same_day(today, -17))
    span = spans.around(_UNITS.get(found[1], Unit.DAY), found[0])
    return Phrase(0, len(phrase), span, fixed=other == found)


def phrases_in(text: str, today: date) -> list[Phrase]:
    """The phrases of a text in a language of another alphabet or another Latin one, the longest first in each place."""
    if _script(text) is None:
        return []
    found: list[Phrase] = []
    for start, end in _windows(text) if _script(text) not in _UNSPACED else _searched(text):
        if all(end <= phrase.start or start >= phrase.end for phrase in found):
            phrase = phrase_days(text[start:end], today)
            if phrase:
                found.append(Phrase(start, end, phrase.span, phrase.fixed))
    return sorted(found)


def _searched(text: str) -> Iterator[tuple[int, int]]:
    """What the library finds where words are not parted by spaces."""
    from dateparser.search import search_dates

    place = 0
    for words, _ in search_dates(text, languages=_LANGUAGES[_script(text) or "CJK"]) or ():
        start = text.find(words, place)
        if start >= 0:
            place = start + len(words)
            yield start, place


def _windows(text: str) -> Iterator[tuple[int, int]]:
    words, start = [], None
    for place, char in enumerate([*text, " "]):
        if char.isalnum() or (start is not None and char in "./-" and text[place + 1 : place + 2].isdigit()):
            start = place if start is None else start
        elif start is not None:
            words.append((start, place))
            start = None
    for count in range(_LONGEST_PHRASE, 0, -1):
        for first in range(len(words) - count + 1):
            yield words[first][0], words[first + count - 1][1]


def _script(text: str) -> str | None:
    """The first script of a text, other than that of figures, that the library reads."""
    for char in text:
        if char.isalpha():
            script = unicodedata.name(char, "").partition(" ")[0]
            return script if script in _LANGUAGES else None
    return None
