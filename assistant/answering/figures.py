"""A text to the numbers in it, in digits and in English words, and which of them another text does not hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

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
_VAGUE = {"dozens": 24, "hundreds": 200, "thousands": 2_000, "millions": 2 * 10**6, "billions": 2 * 10**9}

_WORDS = "|".join([*_SMALL, *_TENS, *_LARGE, *_DOZEN])
_WORD_RUN = re.compile(
    rf"\b(?:(?:half\s+)?an?\s+(?=(?:{'|'.join([*_LARGE, *_DOZEN])})\b))?(?:{_WORDS})\b"
    rf"(?:(?:[\s-]+|(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+)(?:{_WORDS})\b)*",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?<![\w.])(?<![A-Z]-)(?P<currency>(?:US|A|C)?[$€£¥₹])?\s?"
    r"(?P<digits>\d{1,3}(?:[,.’'\u00a0\u202f ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?)"
    r"(?P<ordinal>st|nd|rd|th)?(?:\s?(?P<suffix>k|mn?|bn|tn)|\s(?P<large>hundred|thousand|million|billion|trillion))?\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![\w.:])(\d{1,2})[:.](\d{2})(?=\s?[ap]\.?m\b)|(?<![\w.:])(\d{1,2}):(\d{2})(?![\d:])")
_MIXED = re.compile(r"\b(?=[\w-]*\d)(?=[\w-]*[A-Z])[A-Z][A-Za-z]{0,6}-?\d+\w*\b|\b\d{2,4}s\b")
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b", re.IGNORECASE)
_VAGUE_WORD = re.compile(rf"\b(?:{'|'.join(_VAGUE)})\b(?=\s+of\b|\s+more\b|\s+[a-z])", re.IGNORECASE)
_PERCENT = re.compile(
    r"\s?(?:%|per\s?cent\b|percentage\b|pct\b|pc\b|prozent\b|pour\s?cent\b|por\s?ciento\b)", re.IGNORECASE
)
_MONEY = re.compile(
    r"\s?(?:(?P<sign>[$€£¥₹])|(?:US |American )?(?P<name>dollar|euro|pound|yen|rupee)s?\b)", re.IGNORECASE
)
_RANGE = re.compile(r"\s?(?:-|–|to|and|or)\s?", re.IGNORECASE)
_NO_COUNT = re.compile(r"\b(?:no|the|any|every|each|this|that|which)\s+$", re.IGNORECASE)
_PRONOUN = re.compile(r"\s+(?:of|another|who|that|day|by|hand|more|or\b)|['’]|\s*[.,;:!?]|\s*\Z", re.IGNORECASE)
_SINGLE = re.compile(r"\b(?:an?|single|sole|only|lone|another|one)\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|some|nearly|almost|close to|as many as|an estimated|up to|more than|over"
    r"|at least|less than|fewer than|under)\s+(?:US|A|C)?[$€£¥₹]?\s*\Z",
    re.IGNORECASE,
)
# A rounded number may be so far from the one it rounds.
_ROUNDING = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number at `[start, end)` of a text; several `values` when its digits can be read in several ways."""

    text: str
    start: int
    end: int
    values: frozenset[Fraction | str]
    kind: str = ""  # "percent", "ordinal", the name of a currency, or nothing
    rounded: bool = False


def figures_in(text: str) -> list[Figure]:
    """The numbers of a text, in order."""
    found = [*_mixed(text), *_clock_times(text), *_in_digits(text), *_in_words(text)]
    kept: list[Figure] = []
    for figure in found:
        if all(figure.end <= other.start or figure.start >= other.end for other in kept):
            kept.append(figure)
    return _with_shared_units(text, sorted(kept, key=lambda figure: figure.start))


def missing_figures(text: str, others: Sequence[str]) -> list[Figure]:
    """The numbers of a text that none of the others holds."""
    there = [figure for other in others for figure in figures_in(other)]
    missing = [figure for figure in figures_in(text) if not _counts_for_nothing(figure, text, others)]
    missing = [figure for figure in missing if not any(_same(figure, other) for other in there)]
    return missing + _missing_vague(text, others, there)


def _same(figure: Figure, other: Figure) -> bool:
    if figure.kind != other.kind and (
        {figure.kind, other.kind} & {"percent", "ordinal"} or (figure.kind and other.kind)
    ):
        return False
    if figure.values & other.values:
        return True
    return figure.rounded and any(
        abs(value - exact) <= _ROUNDING * max(value, exact)
        for value in figure.values
        for exact in other.values
        if isinstance(value, Fraction) and isinstance(exact, Fraction)
    )


def _counts_for_nothing(figure: Figure, text: str, others: Sequence[str]) -> bool:
    """Whether a word such as "one" or "second" is no count here."""
    word = figure.text.lower()
    if word in {"first", "second"}:
        return True
    if word != "one":
        return False
    if _NO_COUNT.search(text[: figure.start]) or _PRONOUN.match(text, figure.end):
        return True
    return any(_SINGLE.search(other) for other in others)


def _missing_vague(text: str, others: Sequence[str], there: Sequence[Figure]) -> list[Figure]:
    missing = []
    for match in _VAGUE_WORD.finditer(text):
        word = match.group().lower()
        large_enough = any(
            isinstance(value, Fraction) and value >= _VAGUE[word] for each in there for value in each.values
        )
        if not large_enough and not any(word in other.lower() for other in others):
            missing.append(Figure(match.group(), *match.span(), frozenset({word})))
    return missing


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
        if minutes == "00":
            values.add(Fraction(int(hours)))
        found.append(Figure(match.group(), *match.span(), frozenset(values)))
    return found


def _in_digits(text: str) -> list[Figure]:
    found = []
    for match in _DIGITS.finditer(text):
        unit = (match["suffix"] or match["large"] or "").lower()
        factors = [_SUFFIXES.get(unit, 1)]
        if unit in {"k", "m"}:
            factors.append(1)  # "5m" may be five million or five metres
        values = {value * factor for value in _readings(match["digits"]) for factor in factors}
        kind = "ordinal" if match["ordinal"] else _CURRENCIES.get((match["currency"] or "")[-1:], "")
        found.append(_figure(text, match, frozenset(values), kind))
    return found


def _in_words(text: str) -> list[Figure]:
    found = [
        Figure(match.group(), *match.span(), frozenset({Fraction(_ORDINALS[match.group().lower()])}), "ordinal")
        for match in _ORDINAL.finditer(text)
    ]
    for match in _WORD_RUN.finditer(text):
        found.append(_figure(text, match, frozenset({_spoken(match.group().lower())}), ""))
    return found


def _figure(text: str, match: re.Match[str], values: frozenset[Fraction], kind: str) -> Figure:
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    end = match.end()
    percent, money = _PERCENT.match(text, end), _MONEY.match(text, end)
    if not kind and percent:
        kind, end = "percent", percent.end()
    elif not kind and money:
        kind = _CURRENCIES[money["sign"]] if money["sign"] else money["name"].lower()
    rounded = bool(_ABOUT.search(text[: match.start()] + " "))
    return Figure(text[start:end], start, end, frozenset(values), kind, rounded)


def _with_shared_units(text: str, figures: list[Figure]) -> list[Figure]:
    """In "10 to 12 percent" the unit belongs to both numbers."""
    shared: list[Figure] = []
    unit, start = "", -1
    for figure in reversed(figures):
        kind = figure.kind
        if not kind and unit == "percent" and _RANGE.fullmatch(text[figure.end : start]):
            kind = unit
        shared.append(Figure(figure.text, figure.start, figure.end, figure.values, kind, figure.rounded))
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
