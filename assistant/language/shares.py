"""A text to its parts of a whole, "half of" and "two thirds", and to words of number that are none: "no one"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from assistant.language.figure import Figure
from assistant.language.number_words import CARDINALS, PARTS, SCALES, J, any_of
from assistant.language.words import FUNCTION_WORDS

_SHARE = re.compile(
    rf"\b(?:(?P<count>an?|{any_of(CARDINALS)}|\d{{1,2}})(?P<join>{J}))?(?P<part>{any_of(PARTS)})(?P<many>s)?\b(?!-\w)",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\s+of\b(?!\s+(?:the\s+)?(?:last|this|next|fiscal|financial|year|(?:1[5-9]|20)\d\d)\b)", re.IGNORECASE
)
_OF_A = re.compile(
    rf"(?:\s+of)?\s+(?:an?|one)\b(?:\s+(?:(?P<scale>{any_of(SCALES)})\b|(?P<percent>per\s?cent(?:age)?\b|%)))?",
    re.IGNORECASE,
)
_ALL = re.compile(r"\s+(?:the|its|their|his|her|our|your|my|all|these|those)\b", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:by|than|nearly|almost|about|around|roughly|over|under|up|down|only|just|to)\s+\Z", re.IGNORECASE
)
_MANY_VERB = re.compile(r"\s+(?:were|are|have|say)\b", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s+(\w+)")
_ORDER = re.compile(
    r"\b(?:\w+(?:st|nd|rd|th)|other|later|latter|last|early|better|bottom|top|in)[\s-]+\Z", re.IGNORECASE
)
_LONGEST_BEFORE = 20
_NUMBER = rf"(?:\d|{any_of(CARDINALS)}|split|per|one)"
_NO_NUMBERS = re.compile(
    r"\b(?:no|the|any|every|each|this|that|which)\s+(?P<no>one)\b"
    r"|\b(?P<pronoun>one)(?=\s+(?:of|another|who|that|day|by|hand|more|or|must|can|could|may|might|should|would)\b|['’]|\s*[.,;:!?]|\s*\Z)"
    rf"|\b{_NUMBER}[\s-]+(?P<unit>second)\b(?!-half)"
    r"|\b(?:an?|every|each|last|final)\s+(?P<moment>second)\b"
    r"(?=\s+(?:later|ago|before|after|of|or|and|to|in|at|left|faster|slower|behind|ahead)\b|\s*[.,;:!?]|\s*\Z)"
    r"|\bfirst\s+(?:lad(?:y|ies)|gentleman|minister|names?|of\s+all|and\s+foremost)\b|\bat\s+first\b|\bsquare\s+one\b"
    r"|\b(?:first|second|third)[\s-](?:aid|hand|class|rate|guess\w*|nature|thoughts?|responders?|part(?:y|ies)|world)\b"
    r"|\bsecond\s+to\s+none\b|\bthanks\s+a\s+million\b|\bfourth\s+estate\b|\bfifth\s+column\b|\bsixth\s+(?:sense|form)\b|\beleventh[\s-]hour\b|\bcloud\s+nine\b"
    r"|\bone-(?:off|sided|way|to-one|on-one)\b|\bzero(?:-sum\b|\s+in\b|-tolerance\b|\s+tolerance\b)",
    re.IGNORECASE,
)


def no_numbers_in(text: str) -> Iterator[Figure]:
    """Where a word of number counts nothing; what is yielded has no value."""
    for match in _NO_NUMBERS.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        yield Figure(text[start:end], start, end, frozenset())


def shares_in(text: str) -> Iterator[Figure]:
    """The parts of a whole, in a text in lower case."""
    for match in _SHARE.finditer(text):
        if not _is_share(text, match):
            continue
        start, end = match.span()
        value = Fraction(_count(match), PARTS[match["part"]])
        behind = _OF_A.match(text, end)
        values, kind = percentages(value), "percent"
        if behind and behind["scale"]:
            values, kind, end = frozenset({value * SCALES[behind["scale"]]}), "", behind.end()
        elif behind:
            values, kind = frozenset({value}), "percent" if behind["percent"] else ""
            end = behind.end() if behind["percent"] else end
        yield Figure(text[start:end], start, end, values, kind)


def percentages(share: Fraction) -> frozenset[Fraction | str]:
    """A share as a percentage, exact and as it may be rounded: of a third 100/3, 33, 33.3 and 33.33."""
    exact = share * 100
    if (exact * 10).denominator == 1:
        return frozenset({exact})
    return frozenset(
        {exact, *(round(exact, digits) for digits in (1, 2)), Fraction(round(exact)), Fraction(exact // 1)}
    )


def _is_share(text: str, match: re.Match[str]) -> bool:
    count, part, many = match["count"] or "", PARTS[match["part"]], bool(match["many"])
    before, end = text[max(0, match.start() - _LONGEST_BEFORE) : match.start()], match.end()
    is_whole_named = _OF.match(text, end) or _MANY_VERB.match(text, end)
    if part == 2:
        named = is_whole_named or _ALL.match(text, end) or (_OF_A.match(text, end) and not count)
        return bool(named or _is_alone(text, before, end)) and not _ORDER.search(before)
    if not count or _count(match) >= part:  # "twenty-sixth"
        return False
    if count in {"a", "an"}:
        return not many and bool(is_whole_named or _is_alone(text, before, end))
    if many != (_count(match) > 1) and "-" not in match["join"]:
        return False
    return part != 4 or "-" in match["join"] or bool(is_whole_named or _BY.search(before))


def _count(match: re.Match[str]) -> int:
    count = match["count"] or ""
    return int(count) if count.isdecimal() else CARDINALS.get(count, 1)


def _is_alone(text: str, before: str, end: int) -> bool:
    """Whether a part stands behind a word such as "by" or "nearly" and before no noun: "rose by a third last year"."""
    following = _NEXT_WORD.match(text, end)
    return bool(_BY.search(before)) and (not following or following[1] in {*FUNCTION_WORDS, "last", "since"})
