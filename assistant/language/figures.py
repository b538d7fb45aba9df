"""A text to the numbers in it, in digits and in English words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from assistant.language import number_words as words
from assistant.language.figure import Figure
from assistant.language.normalise import lower
from assistant.language.shares import no_numbers_in, paired, shares_in
from assistant.language.word_lists import alternatives
from assistant.language.words import FUNCTION_WORDS
from assistant.patterns import lazy_pattern

_SIGN = rf"[{words.FRACTION_SIGNS}]"
# A letter of another script may stand right before or behind a number, and so may a short unit: 12軒, 105kg, 10am.
_DIGITS = (
    r"(?<![A-Za-z0-9_.])(?<![A-Z]-)(?:(?P<currency>(?:US|A|C)?[$€£¥₹])|(?P<code>USD|EUR|GBP|CHF)(?=\s?\d))?\s?"
    r"(?:(?P<digits>\d{1,3}(?:[,.’'\u00a0\u2009\u202f ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?)"
    rf"(?:\s?(?P<sign>{_SIGN})|\s(?P<vulgar>[1-7]/[2-8])(?![\d/]))?|(?P<lone>{_SIGN}))"
    r"(?:(?P<ordinal>st|nd|rd|th)|\s?(?P<suffix>k|mn?|mln|bn|tn)|[a-zµ°]{1,3})?(?![A-Za-z0-9_])"
)
_AMOUNT = lazy_pattern(rf"{_DIGITS}|{words.CARDINAL}", re.IGNORECASE)
_J = words.J
_AND_PART = lazy_pattern(
    rf"{_J}and{_J}(?:(?P<count>an?|one|two|three){_J})?(?P<part>half|quarters?|(?:(?<=one.)|(?<=two.))thirds?)\b",
    re.IGNORECASE,
)
_A = lazy_pattern(
    rf"\ban?{_J}(?:(?P<half>(?:hour|day|week|month|year|decade|century|mile){_J}and{_J}an?{_J}half)"
    r"|per\s?cent(?:age[\s-]point)?)\b",
    re.IGNORECASE,
)
_SCALE = lazy_pattern(rf"{_J}(?P<scale>{alternatives(words.SCALES)})\b", re.IGNORECASE)
_ROUNDING = lazy_pattern(
    r"\b(?:(?P<about>about|around|roughly|approximately|some|close to|an estimated)"
    r"|(?P<over>more than|over|at least|above)|(?P<under>nearly|almost|up to|less than|fewer than|under|as many as))"
    r"\s+(?:US|A|C)?[$€£¥₹]?\s*\Z",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 30
_CLOCK = lazy_pattern(r"(?<![\w.:])(\d{1,2})[:.](\d{2})(?=\s?[ap]\.?m\b)|(?<![\w.:])(\d{1,2}):(\d{2})(?![\d:])")
_MIXED = lazy_pattern(
    r"\b(?=[\w-]*\d)(?=[\w-]*[A-Z])(?!(?:USD|EUR|GBP|CHF)\d)[A-Z][A-Za-z]{0,6}-?\d+\w*\b|\b\d{2,4}s\b"
)
_ORDINAL = lazy_pattern(words.ORDINAL, re.IGNORECASE)
_SPOKEN_YEAR = lazy_pattern(words.SPOKEN_YEAR, re.IGNORECASE)
_VAGUE = lazy_pattern(words.VAGUE, re.IGNORECASE)
# Without one of these a text holds no whole number in several words.
_MANY_WORDS = lazy_pattern(alternatives([*words.TENS, *words.SCALES, "teen"]), re.IGNORECASE)
_PERCENT = lazy_pattern(
    r"\s?(?:%|per\s?cent\b|percentage\b|pct\b|pc\b|prozent\b|pour\s?cent\b|por\s?ciento\b)|-per-?cent\b", re.IGNORECASE
)
_MONEY = lazy_pattern(
    rf"[\s-]?(?:(?P<sign>[$€£¥₹])|(?:US |American )?(?P<name>{'|'.join(words.CURRENCY_NAMES)})s?\b"
    r"|(?P<code>USD|EUR|GBP|CHF)\b)",
    re.IGNORECASE,
)
_MINUS = lazy_pattern(r"(?:(?:^|[\s(])[-−]|\b(?P<word>minus)\s+)\Z", re.IGNORECASE)
_LESS_THINGS = lazy_pattern(r"\s+(?!degrees|points|hours)[a-z]+s\b")  # "the plan minus two clauses"
_BELOW = lazy_pattern(r"(?:\s+degrees?(?:\s+\w+)?)?\s+below\s+(?:zero|freezing)\b", re.IGNORECASE)
_YEAR = lazy_pattern(r"(?:1[5-9]|2[01])\d\d")
_COUNTED = lazy_pattern(
    rf"[\s-]+(?!(?:{alternatives(FUNCTION_WORDS)})\b)(?:\w+s|people|men|women|children)\b", re.IGNORECASE
)
_YEAR_WORDS = lazy_pattern(r"\b(?:in|since|until|till|by|from|of|during|before|after|year)\s+\Z", re.IGNORECASE)
# A longer run of digits is no amount; it is compared as it is written. (Python reads at most 4,300 digits as a number.)
_MOST_DIGITS = 40


@lru_cache(maxsize=4_096)
def figures_in(text: str) -> tuple[Figure, ...]:
    """The numbers of a text, in order; of readings that overlap the first and longest counts."""
    low = lower(text)  # as long as the text
    readers = (no_numbers_in, _shares, _vague, _ordinals, _years, _ones, _amounts)
    found = [*_mixed(text), *_clock_times(text), *(figure for read in readers for figure in read(low))]
    kept: list[Figure] = []
    for figure in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    counting = [figure for figure in kept if figure.values]
    return tuple(replace(each, text=text[each.start : each.end]) for each in paired(low, counting))


def numbers_in(text: str) -> frozenset[Fraction | str]:
    """The values of a text's numbers, but for its ordinals."""
    return frozenset(value for figure in figures_in(text) if figure.kind != "ordinal" for value in figure.values)


def written_out_in(text: str) -> Iterator[tuple[Figure, int]]:
    """The whole numbers in several words, with their values: "twenty-five", "twenty-first", "nineteen ninety-nine"."""
    start = 0
    for line in text.splitlines(keepends=True):  # most lines of an article have none
        for figure in figures_in(line) if _MANY_WORDS.search(line) else ():
            several = (
                figure.kind in {"", "year", "ordinal"} and figure.text[0].isalpha() and re.search(words.J, figure.text)
            )
            if several and figure.size is not None and figure.size.denominator == 1 and figure.size >= 0:
                yield replace(figure, start=start + figure.start, end=start + figure.end), int(figure.size)
        start += len(line)


def _mixed(text: str) -> Iterator[Figure]:
    """Names with digits in them, such as F-16, G7 and 1990s."""
    for match in _MIXED.finditer(text):
        yield Figure(match.group(), *match.span(), frozenset({match.group().lower().replace("-", "")}))


def _clock_times(text: str) -> Iterator[Figure]:
    for match in _CLOCK.finditer(text):
        hours, minutes = (part for part in match.groups() if part is not None)
        values: set[Fraction | str] = {f"{int(hours)}:{minutes}"}
        if "." in match.group():  # without an "a.m." behind it, "2.31" is read as a decimal
            values.add(Fraction(f"{hours}.{minutes}"))
        if minutes == "00":
            values.add(Fraction(int(hours)))
        yield Figure(match.group(), *match.span(), frozenset(values))


def _shares(text: str) -> Iterator[Figure]:
    for share in shares_in(text):
        yield replace(share, rounding=_rounding_before(text, share.start))


def _vague(text: str) -> Iterator[Figure]:
    for match in _VAGUE.finditer(text):
        yield Figure(match.group(), *match.span(), frozenset({words.least_of_vague(match.group())}), "vague")


def _ordinals(text: str) -> Iterator[Figure]:
    for match in _ORDINAL.finditer(text):
        value = words.value_of_ordinal(match.group())
        yield Figure(match.group(), *match.span(), frozenset({value}), "ordinal")


def _years(text: str) -> Iterator[Figure]:
    for match in _SPOKEN_YEAR.finditer(text):
        value = words.value_of_year(match["century"], match["rest"])
        yield Figure(match.group(), *match.span(), frozenset({value}), "year")


def _ones(text: str) -> Iterator[Figure]:
    """A year and a half, a percentage point."""
    for match in _A.finditer(text):
        value, kind = (Fraction(3, 2), "") if match["half"] else (Fraction(1), "percent")
        yield Figure(match.group(), *match.span(), frozenset({value}), kind)


def _amounts(text: str) -> Iterator[Figure]:
    for match in _AMOUNT.finditer(text):
        yield _amount(text, match)


def _amount(text: str, match: re.Match[str]) -> Figure:
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    values, end = _with_part(text, match)
    kind = "ordinal" if match["ordinal"] else words.CURRENCIES.get((match["currency"] or "")[-1:], "")
    kind = kind or words.CURRENCY_CODES.get(match["code"] or "", "")
    percent, money = _PERCENT.match(text, end), _MONEY.match(text, end)
    if not kind and percent:
        kind, end = "percent", percent.end()
    elif not kind and money:
        code = words.CURRENCIES.get(money["sign"] or "") or words.CURRENCY_CODES.get(money["code"] or "")
        kind = code or money["name"]
    elif not kind and _is_year(text, match, values):
        kind = "year"
    below = _BELOW.match(text, end)
    end = below.end() if below else end
    if below or _is_minus(text, start, end):
        values = {-value if isinstance(value, Fraction) else value for value in values}
    return Figure(text[start:end], start, end, frozenset(values), kind, _rounding_before(text, match.start()))


def _rounding_before(text: str, start: int) -> str | None:
    """What the words before a place say of the number there: "about", "over" or "under"."""
    rounding = _ROUNDING.search(text[max(0, start - _LONGEST_BEFORE) : start] + " ")
    return rounding.lastgroup if rounding else None


def _with_part(text: str, match: re.Match[str]) -> tuple[set[Fraction | str], int]:
    """The values of an amount and its end, with what stands behind it: "and a half", "million"."""
    values, end = _values(match), match.end()
    part = _AND_PART.match(text, end)
    scale = (
        _SCALE.match(text, part.end() if part else end)
        if part or match["point"] or match["digits"] or match["lone"]
        else None
    )
    added, factor = Fraction(0), words.SCALES[scale["scale"]] if scale else 1
    if part:
        count = words.CARDINALS.get(part["count"] or "", 1)
        added = Fraction(count, words.PARTS[part["part"].rstrip("s")])
        own = words.SCALES.get(re.split(r"[\s‑-]", match.group())[-1], 1)  # "a million and a half"
        added *= own
    last = scale or part
    if last is None:
        return values, end
    end = last.end()
    return {(value + added) * factor for value in values if isinstance(value, Fraction)} or values, end


def _values(match: re.Match[str]) -> set[Fraction | str]:
    digits = match["digits"]
    if not digits and not match["lone"]:
        return {words.value_of_cardinal(match.group())}
    if digits and len(digits) > _MOST_DIGITS:
        return {digits}
    part = words.value_of_sign(match["sign"] or match["lone"]) if match["sign"] or match["lone"] else Fraction(0)
    part += Fraction(match["vulgar"] or 0)
    unit = match["suffix"] or ""
    # "5m" may be five million or five metres
    factors = [words.SUFFIXES.get(unit, 1), *([1] if unit in {"k", "m"} else [])]
    return {(value + part) * factor for value in (_readings(digits) if digits else {Fraction(0)}) for factor in factors}


def _is_minus(text: str, start: int, end: int) -> bool:
    sign = _MINUS.search(text[max(0, start - 10) : start])
    return sign is not None and not (sign["word"] and _LESS_THINGS.match(text, end))


def _is_year(text: str, match: re.Match[str], values: set[Fraction | str]) -> bool:
    """Whether four digits, or "two thousand and eight" behind "in", are a year: sooner that than a count."""
    if match["digits"]:
        return _YEAR.fullmatch(match.group().strip()) is not None
    spoken = any(value in range(1500, 2100) for value in values)
    placed = _YEAR_WORDS.search(text[max(0, match.start() - 10) : match.start()])
    return spoken and placed is not None and not _COUNTED.match(text, match.end())


def _readings(digits: str) -> set[Fraction]:
    """The values that digits with separators may have: "1.200" is 1.2 or, in many languages, 1200."""
    plain = re.sub(r"[’'\u00a0\u2009\u202f ]", "", digits)
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
