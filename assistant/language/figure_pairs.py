"""A text's numbers to the same with what two of them say together: "one in five", "2 to 3 million", "211–148"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from assistant.language.figure import Figure
from assistant.language.number_words import SUFFIXES, any_of
from assistant.language.shares import percentages

_IN_EVERY = re.compile(r"\s+(?:(?P<sure>(?:out\s+)?of\s+every|in\s+every|out\s+of)|in)\s+", re.IGNORECASE)
_TIMES = re.compile(
    r"[\s-]+(?:of|consecutive|straight|seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|games?|matche?s?"
    r"|starts?|seasons?|attempts?|places?|cities|countries)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s?(?:-|–|to|and|or)\s?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+\Z", re.IGNORECASE)
_SCALED = re.compile(rf"(?:(?<=[\d\s])|\b)(?P<scale>{any_of(SUFFIXES)})\Z", re.IGNORECASE)
_DASH = re.compile("[-–—‑]")
_TO = re.compile(r"(?:\s+(?P<votes>votes?|goals?|points?))?(?:\s+to\s+|-to-)", re.IGNORECASE)
_CONTEST = re.compile(
    r"\b(?:vot\w+|w[io]n\w*|los[ets]\w*|beat\w*|defeat\w*|victor\w+|scor\w+|dr[ae]w\w*|ruled|ruling|decision|majority"
    r"|approved|passed|reject\w+|ahead|led|lead\w*|tied?|against|aye|margin|split|result)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:from|rose|fell|grew|cut|rais\w+|increas\w+|drop\w*|reduc\w+|declin\w+|down|up|aged?)\b", re.IGNORECASE
)
_NEAR = 45


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
    counts = [next(iter(each.values)) for each in (part, whole) if not each.kind]
    if not joint or len(counts) != 2 or not all(isinstance(each, Fraction) for each in counts):
        return None
    if not 0 < counts[0] < counts[1] or (not joint["sure"] and _TIMES.match(text, whole.end)):  # type: ignore[operator]
        return None
    values = percentages(counts[0] / counts[1])  # type: ignore[operator]
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
    counts = [
        next(iter(each.values)) for each in (first, second) if each.kind in {"", "year"} and len(each.values) == 1
    ]
    if len(counts) != 2 or not all(isinstance(each, Fraction) and each.denominator == 1 for each in counts):
        return False
    before, between, behind = text[: first.start][-_NEAR:], text[first.end : second.start], text[second.end :][:_NEAR]
    if before[-1:] in {"-", "–", "/"} or behind[:1] in {"-", "–", "/"}:
        return False
    contest = not _CHANGE.search(before) and bool(_CONTEST.search(before) or _CONTEST.search(behind))
    to = _TO.fullmatch(between)
    if to:
        return contest or bool(to["votes"])
    return bool(_DASH.fullmatch(between)) and (counts[0] > counts[1] or contest)  # type: ignore[operator]
