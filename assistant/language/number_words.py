"""The words and signs of English numbers, the patterns they make, and the value of a number written out."""

from __future__ import annotations

import math
import re
import unicodedata
from fractions import Fraction
from types import MappingProxyType

from assistant.language.word_lists import alternatives

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth"
).split()
TENS = MappingProxyType({word: 10 * number for number, word in enumerate(_TENS, start=2)})
# The numbers of one word, below a hundred, and their ordinals.
CARDINALS = MappingProxyType({word: number for number, word in enumerate(_SMALL)} | TENS)
ORDINALS = MappingProxyType(
    {word: number for number, word in enumerate(_SMALL_ORDINALS, start=1)}
    | {f"{word[:-1]}ieth": value for word, value in TENS.items()}
)
_LARGE = {"thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9, "trillion": 10**12}
# What multiplies the number before it.
SCALES = MappingProxyType({"dozen": 12, "hundred": 100, **_LARGE})
SUFFIXES = MappingProxyType({"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "tn": 10**12, **SCALES})
PARTS = MappingProxyType(
    {"half": 2, "halves": 2, "quarter": 4} | {word: n for word, n in ORDINALS.items() if n in {3, *range(5, 11), 20}}
)
# The least that a number without digits can stand for.
_VAGUE = {
    "tens": 20,
    "scores": 40,
    "dozens": 24,
    "hundreds": 200,
    "thousands": 2 * 10**3,
    "millions": 2 * 10**6,
    "billions": 2 * 10**9,
}
CURRENCIES = MappingProxyType({"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee"})
CURRENCY_CODES = MappingProxyType({"usd": "dollar", "eur": "euro", "gbp": "pound", "chf": "franc"})
CURRENCY_NAMES = (*CURRENCIES.values(), "crown", "franc", "peso", "yuan", "rouble")

J = r"[\s‑-]+"  # what joins the words of a number
_AND = rf"{J}(?:and{J})?"
_DIGIT = rf"(?:{alternatives(_SMALL[1:10])})"
_TEN = rf"(?:{alternatives(TENS)})"
_SCALE, _GROUP = rf"(?:{alternatives(SCALES)})", rf"(?:{alternatives(_LARGE)})"
_MANY = rf"(?:{alternatives([*_VAGUE][2:])})"
_BELOW_100 = rf"(?:{_TEN}(?:{J}{_DIGIT}\b)?|{alternatives(_SMALL)})\b"
_ONE = rf"(?:{_BELOW_100}|an?)"
_BELOW_1000 = rf"(?:(?:{_ONE}{J})?hundred\b(?:{_AND}{_BELOW_100}(?!{J}hundred\b))?|{_BELOW_100})"
_FIRST_GROUP = rf"(?:(?:{_BELOW_1000}|an?){J})?{_GROUP}\b"
_NEXT_GROUP = rf"{J}{_BELOW_1000}{J}{_GROUP}\b"
_REST = rf"{_AND}{_BELOW_1000}(?!{J}{_SCALE}\b)"
_WHOLE = rf"(?:{_FIRST_GROUP}(?:{_NEXT_GROUP})*(?:{_REST})?|(?:{_ONE}{J})?dozen\b|{_BELOW_1000})"
# So that most words are passed over at once.
_FIRST_WORD = (
    rf"\b(?=an?\b|half\b|couple\b|(?:{alternatives([*CARDINALS, *SCALES])})(?:th)?\b|(?:{alternatives(ORDINALS)})\b)"
)
_FEW = rf"(?:(?:half(?:{J}of)?(?:{J}an?)?|(?:an?{J})?couple(?:{J}of)?){J}{_SCALE}\b|(?:an?{J})?couple(?={J}of\b))"
CARDINAL = rf"{_FIRST_WORD}(?:{_FEW}|{_WHOLE})(?P<point>{J}point(?:{J}(?:zero|oh|{_DIGIT})\b)+)?"
ORDINAL = (
    rf"{_FIRST_WORD}(?:(?:(?:{_ONE}{J})?(?:hundred|thousand){_AND})?"
    rf"(?:{_TEN}{J}(?:{alternatives(_SMALL_ORDINALS[:9])})|{alternatives(ORDINALS)})"
    rf"|(?:{_ONE}{J})?(?:hundred|thousand|million)th)\b"
)
# "Nineteen ninety-nine", "twenty twenty-four", "nineteen oh five"; not "twenty ten-pound notes".
SPOKEN_YEAR = (
    rf"\b(?P<century>{alternatives([*_SMALL[15:], 'twenty'])})[\s-](?P<rest>oh{J}{_DIGIT}|{_TEN}(?:{J}{_DIGIT})?"
    rf"|{alternatives(_SMALL[10:])})\b(?!{J}(?:{_SCALE}\b|per\s?cent)|-\w)"
)
VAGUE = (
    rf"\b(?:(?:several|many|a\s+few|few)\s+{_SCALE}"
    rf"|(?:{_MANY}|tens(?=\s+of\s+\w+s\b)|scores(?=\s+of\b))(?:\s+of\s+{_MANY})?)\b"
)
FRACTION_SIGNS = "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"


def value_of_cardinal(words: str) -> Fraction:
    """The value of what `CARDINAL` matches, in lower case: "two hundred and five thousand", "half a million"."""
    whole, _, decimals = words.partition("point")
    total, group = Fraction(0), Fraction(0)
    for word in re.findall(r"[a-z]+", whole):
        if word in _LARGE:
            total += (group or 1) * _LARGE[word]
            group = Fraction(0)
        elif word in SCALES:
            group = (group or Fraction(1)) * SCALES[word]
        else:
            group += {"couple": Fraction(2), "half": Fraction(1, 2)}.get(word) or CARDINALS.get(word, 0)
    digits = "".join(str(CARDINALS.get(word, 0)) for word in decimals.split())
    return total + group + (Fraction(f"0.{digits}") if digits else 0)


def value_of_ordinal(words: str) -> Fraction:
    """The value of what `ORDINAL` matches, in lower case: "twenty-first", "hundred and second", "two hundredth"."""
    last = re.findall(r"[a-z]+", words)[-1]
    if last in ORDINALS:
        return value_of_cardinal(words.removesuffix(last)) + ORDINALS[last]
    return value_of_cardinal(words.removesuffix("th"))


def value_of_year(century: str, rest: str) -> Fraction:
    """The year of the parts of what `SPOKEN_YEAR` matches, in lower case."""
    return 100 * value_of_cardinal(century) + value_of_cardinal(rest)


def least_of_vague(words: str) -> Fraction:
    """The least that what `VAGUE` matches, in lower case, can stand for: 200 for "hundreds" and "several hundred"."""
    first, *others = [_VAGUE.get(word) or 2 * SCALES[word] for word in words.split() if word in _VAGUE | {**SCALES}]
    return Fraction(first * math.prod(other // 2 for other in others))


def value_of_sign(sign: str) -> Fraction:
    """The value of one of `FRACTION_SIGNS`."""
    return Fraction(unicodedata.numeric(sign)).limit_denominator(10)
