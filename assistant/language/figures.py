"""A text to the numbers in it, in digits and in English words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from assistant.language.normalise import lower

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_SMALL = {word: value for value, word in enumerate(_UNITS.split(" "))}
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_DOZEN = {"dozen": 12}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip
_SUFFIXES = {"k": 1_000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, **_LARGE}
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee"}
_WORDS = "|".join([*_SMALL, *_TENS, *_LARGE, *_DOZEN])
_WORD_RUN = re.compile(
    rf"\b(?:(?:half\s+)?an?\s+(?=(?:{'|'.join([*_LARGE, *_DOZEN])})\b))?(?:{_WORDS})\b"
    rf"(?:(?:[\s-]+|(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+)(?:{_WORDS})\b)*",
    re.IGNORECASE,
)
# A letter of another script may stand right before or behind a number, and so may a short unit: 12軒, 105kg, 10am.
_DIGITS = re.compile(
    r"(?<![A-Za-z0-9_.])(?<![A-Z]-)(?P<currency>(?:US|A|C)?[$€£¥₹])?\s?"
    r"(?P<digits>\d{1,3}(?:[,.’'\u00a0\u202f ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?)"
    r"(?:(?P<ordinal>st|nd|rd|th)|\s?(?P<suffix>k|mn?|bn|tn)|\s(?P<large>hundred|thousand|million|billion|trillion)"
    r"|[a-zµ°]{1,3})?(?![A-Za-z0-9_])",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![\w.:])(\d{1,2})[:.](\d{2})(?=\s?[ap]\.?m\b)|(?<![\w.:])(\d{1,2}):(\d{2})(?![\d:])")
_MIXED = re.compile(r"\b(?=[\w-]*\d)(?=[\w-]*[A-Z])[A-Z][A-Za-z]{0,6}-?\d+\w*\b|\b\d{2,4}s\b")
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b", re.IGNORECASE)
_PERCENT = re.compile(
    r"\s?(?:%|per\s?cent\b|percentage\b|pct\b|pc\b|prozent\b|pour\s?cent\b|por\s?ciento\b)", re.IGNORECASE
)
_MONEY = re.compile(
    r"\s?(?:(?P<sign>[$€£¥₹])"
    r"|(?:US |American )?(?P<name>dollar|euro|pound|yen|rupee|crown|franc|peso|yuan|rouble)s?\b)",
    re.IGNORECASE,
)
_MINUS = re.compile(r"(?:(?:^|[\s(])[-−]|\bminus\s+)\Z", re.IGNORECASE)
# A longer run of digits is no amount; it is compared as it is written. (Python reads at most 4,300 digits as a number.)
_MOST_DIGITS = 40
_RANGE = re.compile(r"\s?(?:-|–|to|and|or)\s?", re.IGNORECASE)
_ROUNDING = re.compile(
    r"\b(?:(?P<about>about|around|roughly|approximately|some|close to|an estimated)"
    r"|(?P<over>more than|over|at least|above)|(?P<under>nearly|almost|up to|less than|fewer than|under|as many as))"
    r"\s+(?:US|A|C)?[$€£¥₹]?\s*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number at `[start, end)` of a text; several `values` when its digits can be read in several ways."""

    text: str
    start: int
    end: int
    values: frozenset[Fraction | str]
    kind: str = ""  # "percent", "ordinal", the name of a currency, or nothing
    rounding: str | None = None  # "about", "over" or "under", when a word before the number says so


@lru_cache(maxsize=4_096)
def figures_in(text: str) -> tuple[Figure, ...]:
    """The numbers of a text, in order."""
    found = [*_mixed(text), *_clock_times(text), *_in_digits(text), *_in_words(text)]
    kept: list[Figure] = []
    for figure in found:
        if all(figure.end <= other.start or figure.start >= other.end for other in kept):
            kept.append(figure)
    return tuple(_with_shared_units(text, sorted(kept, key=lambda figure: figure.start)))


def _mixed(text: str) -> list[Figure]:
    """Names with digits in them, such as F-16, G7 and 1990s."""
    return [
        Figure(match.group(), *match.span(), frozenset({match.group().lower().replace("-", "")}))
        for match in _MIXED.finditer(text)
    ]


def _clock_times(text: str) -> list[Figure]:
    found = []
    for match in _CLOCK.finditer(text):
        hours, minutes = (part for part in match.groups() if part is not None)
        values: set[Fraction | str] = {f"{int(hours)}:{minutes}"}
        if "." in match.group():  # without an "a.m." behind it, "2.31" is read as a decimal
            values.add(Fraction(f"{hours}.{minutes}"))
        if minutes == "00":
            values.add(Fraction(int(hours)))
        found.append(Figure(match.group(), *match.span(), frozenset(values)))
    return found


def _in_digits(text: str) -> list[Figure]:
    found = []
    for match in _DIGITS.finditer(text):
        unit = lower(match["suffix"] or match["large"] or "")
        factors = [_SUFFIXES.get(unit, 1)]
        if unit in {"k", "m"}:
            factors.append(1)  # "5m" may be five million or five metres
        sign = -1 if _MINUS.search(text[: match.start("digits")]) else 1
        values: set[Fraction | str] = {match["digits"]}
        if len(match["digits"]) <= _MOST_DIGITS:
            values = {sign * value * factor for value in _readings(match["digits"]) for factor in factors}
        kind = "ordinal" if match["ordinal"] else _CURRENCIES.get((match["currency"] or "")[-1:], "")
        found.append(_figure(text, match, frozenset(values), kind))
    return found


def _in_words(text: str) -> list[Figure]:
    found = [
        Figure(match.group(), *match.span(), frozenset({Fraction(_ORDINALS[lower(match.group())])}), "ordinal")
        for match in _ORDINAL.finditer(text)
    ]
    for match in _WORD_RUN.finditer(text):
        found.append(_figure(text, match, frozenset({_spoken(lower(match.group()))}), ""))
    return found


def _figure(text: str, match: re.Match[str], values: frozenset[Fraction | str], kind: str) -> Figure:
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    end = match.end()
    percent, money = _PERCENT.match(text, end), _MONEY.match(text, end)
    if not kind and percent:
        kind, end = "percent", percent.end()
    elif not kind and money:
        kind = _CURRENCIES[money["sign"]] if money["sign"] else lower(money["name"])
    rounding = _ROUNDING.search(text[: match.start()] + " ")
    return Figure(text[start:end], start, end, frozenset(values), kind, rounding.lastgroup if rounding else None)


def _with_shared_units(text: str, figures: list[Figure]) -> list[Figure]:
    """In "10 to 12 percent" the unit belongs to both numbers."""
    shared: list[Figure] = []
    unit, start = "", -1
    for figure in reversed(figures):
        kind = figure.kind
        if not kind and unit == "percent" and _RANGE.fullmatch(text[figure.end : start]):
            kind = unit
        shared.append(replace(figure, kind=kind))
        unit, start = kind, figure.start
    return shared[::-1]


def _readings(digits: str) -> set[Fraction]:
    """The values that digits with separators may have: "1.200" is 1.2 or, in many languages, 1200."""
    plain = re.sub(r"[’'\u00a0\u202f ]", "", digits)
    marks = [char for char in plain if char in ",."]
    if not marks:
        return {Fraction(plain)}
    last = marks[-1]
    whole, _, part = plain.rpartition(last)
    as_decimal = Fraction(f"{re.sub('[,.]', '', whole) or 0}.{part}")
    as_groups = Fraction(re.sub("[,.]", "", plain))
    if marks.count(last) > 1:
        return {as_groups}
    if len(part) != 3 or len(marks) > 1:
        return {as_decimal}
    return {as_groups} if last == "," else {as_decimal, as_groups}


def _spoken(words: str) -> Fraction:
    """The value of a number in words, such as "two hundred and five thousand" or "half a million"."""
    half = words.startswith("half")
    total, current = Fraction(0), Fraction(0)
    for word in re.findall(r"[a-z]+", words):
        if word in _SMALL or word in _TENS:
            current += _SMALL.get(word, 0) or _TENS.get(word, 0)
        elif word in _DOZEN or word == "hundred":
            current = max(current, Fraction(1)) * {**_LARGE, **_DOZEN}[word]
        elif word in _LARGE:
            total += max(current, Fraction(1)) * _LARGE[word]
            current = Fraction(0)
    return (total + current) / (2 if half else 1)
