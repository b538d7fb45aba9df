"""What numbers say together: "half of", "one in five", "2 to 3 million", "211–148"; and what is no number: "no one"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from assistant.language.figure import Figure
from assistant.language.number_words import CARDINALS, PARTS, SCALES, SUFFIXES, J
from assistant.language.word_lists import alternatives
from assistant.language.words import FUNCTION_WORDS
from assistant.patterns import lazy_pattern

_SHARE = lazy_pattern(
    rf"\b(?:(?P<count>an?|{alternatives(CARDINALS)}|\d{{1,2}})(?P<join>{J}))?(?P<part>{alternatives(PARTS)})(?P<many>s)?\b(?!-\w)",
    re.IGNORECASE,
)
_OF = lazy_pattern(
    r"\s+of\b(?!\s+(?:the\s+)?(?:last|this|next|fiscal|financial|year|(?:1[5-9]|20)\d\d)\b)", re.IGNORECASE
)
_OF_A = lazy_pattern(
    rf"(?:\s+of)?\s+(?:an?|one)\b(?:\s+(?:(?P<scale>{alternatives(SCALES)})\b|(?P<percent>per\s?cent(?:age)?\b|%)))?",
    re.IGNORECASE,
)
_ALL = lazy_pattern(r"\s+(?:the|its|their|his|her|our|your|my|all|these|those)\b", re.IGNORECASE)
_BY = lazy_pattern(
    r"\b(?:by|than|nearly|almost|about|around|roughly|over|under|up|down|only|just|to)\s+\Z", re.IGNORECASE
)
_MANY_VERB = lazy_pattern(r"\s+(?:were|are|have|say)\b", re.IGNORECASE)
_NEXT_WORD = lazy_pattern(r"\s+(\w+)")
_ORDER = lazy_pattern(
    r"\b(?:\w+(?:st|nd|rd|th)|other|later|latter|last|early|better|bottom|top|in)[\s-]+\Z", re.IGNORECASE
)
_LONGEST_BEFORE = 20
_NUMBER = rf"(?:\d|{alternatives(CARDINALS)}|split|per|one)"
_NO_NUMBERS = lazy_pattern(
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
_IN_EVERY = lazy_pattern(r"\s+(?:(?P<sure>(?:out\s+)?of\s+every|in\s+every|out\s+of)|in)\s+", re.IGNORECASE)
_TIMES = lazy_pattern(
    r"[\s-]+(?:of|consecutive|straight|seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|games?|matche?s?"
    r"|starts?|seasons?|attempts?|places?|cities|countries)\b",
    re.IGNORECASE,
)
_RANGE = lazy_pattern(r"\s?(?:-|–|to|and|or)\s?", re.IGNORECASE)
_BETWEEN = lazy_pattern(r"\bbetween\s+\Z", re.IGNORECASE)
_SCALED = lazy_pattern(rf"(?:(?<=[\d\s])|\b)(?P<scale>{alternatives(SUFFIXES)})\Z", re.IGNORECASE)
_DASH = lazy_pattern("[-–—‑]")
_TO = lazy_pattern(r"(?:\s+(?P<votes>votes?|goals?|points?))?(?:\s+to\s+|-to-)", re.IGNORECASE)
_CONTEST = lazy_pattern(
    r"\b(?:vot\w+|w[io]n\w*|los[ets]\w*|beat\w*|defeat\w*|victor\w+|scor\w+|dr[ae]w\w*|ruled|ruling|decision|majority"
    r"|approved|passed|reject\w+|ahead|led|lead\w*|tied?|against|aye|margin|split|result)\b",
    re.IGNORECASE,
)
_CHANGE = lazy_pattern(
    r"\b(?:from|rose|fell|grew|cut|rais\w+|increas\w+|drop\w*|reduc\w+|declin\w+|down|up|aged?)\b", re.IGNORECASE
)
_NEAR = 45


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


def paired(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a text in lower case, in order, with their shared units; "one in five" is one percentage."""
    return _scores(text, _with_shared_units(text, _shares(text, figures)))


def _shares(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """One in five, nine out of ten."""
    kept: list[Figure] = []
    for figure in figures:
        share = _share(text, kept[-1], figure) if kept else None
        if share:
            kept[-1] = share
        else:
            kept.append(figure)
    return kept


def _share(text: str, part: Figure, whole: Figure) -> Figure | None:
    joint = _IN_EVERY.fullmatch(text[part.end : whole.start])
    counted, total = (next(iter(each.values)) for each in (part, whole))
    if not joint or part.kind or whole.kind or not isinstance(counted, Fraction) or not isinstance(total, Fraction):
        return None
    if not 0 < counted < total or (not joint["sure"] and _TIMES.match(text, whole.end)):
        return None
    values = percentages(counted / total)
    return Figure(text[part.start : whole.end], part.start, whole.end, values, "percent", part.rounding)


def _with_shared_units(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """In "10 to 12 percent", "2 to 3 million" and "$5-10" the unit belongs to both numbers."""
    shared: list[Figure] = []
    for figure in reversed(figures):
        each = figure
        if shared and _RANGE.fullmatch(text[figure.end : shared[-1].start]):
            if each.is_money and not shared[-1].kind:
                shared[-1] = replace(shared[-1], kind=each.kind)
            elif not each.kind and (shared[-1].kind == "percent" or shared[-1].is_money):
                each = replace(each, kind=shared[-1].kind)
            each = _scaled_like(text, each, shared[-1])
        shared.append(each)
    return shared[::-1]


def _scaled_like(text: str, figure: Figure, later: Figure) -> Figure:
    """The two of "two to three million" as two million."""
    scale = _SCALED.search(later.text)
    if not scale or _SCALED.search(figure.text) or figure.kind not in {later.kind, ""}:
        return figure
    if "and" in text[figure.end : later.start] and not _BETWEEN.search(text[: figure.start][-_NEAR:]):
        return figure
    factor = SUFFIXES[scale["scale"]]
    most = max((value for value in later.values if isinstance(value, Fraction)), default=0)
    if not all(isinstance(value, Fraction) and value * factor < most for value in figure.values):
        return figure
    return replace(figure, values=frozenset(value * factor for value in figure.values if isinstance(value, Fraction)))


def _scores(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The two numbers of a vote or a match: "211–148", "211 to 148", "52 votes to 48"."""
    scores = {each for first, second in pairwise(figures) if _is_score(text, first, second) for each in (first, second)}
    return [replace(each, kind="score") if each in scores else each for each in figures]


def _is_score(text: str, first: Figure, second: Figure) -> bool:
    scored, conceded = _whole_number(first), _whole_number(second)
    if scored is None or conceded is None:
        return False
    before, between, behind = text[: first.start][-_NEAR:], text[first.end : second.start], text[second.end :][:_NEAR]
    if before[-1:] in {"-", "–", "/"} or behind[:1] in {"-", "–", "/"}:
        return False
    contest = not _CHANGE.search(before) and bool(_CONTEST.search(before) or _CONTEST.search(behind))
    to = _TO.fullmatch(between)
    if to:
        return contest or bool(to["votes"])
    return bool(_DASH.fullmatch(between)) and (scored > conceded or contest)


def _whole_number(figure: Figure) -> int | None:
    """What a count says when it can be read in one way only."""
    size = figure.size if figure.kind in {"", "year"} and len(figure.values) == 1 else None
    return int(size) if size is not None and size.denominator == 1 else None
