"""A sentence to the one figure or day it gives for what was asked, if it gives exactly one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from assistant.answering.asking.answer_type import AskedFor, Measure
from assistant.answering.asking.understand import AnswerType
from assistant.answering.evidence.remarks import Place
from assistant.language.figure import Figure
from assistant.language.words import FUNCTION_WORDS, stem, words_of
from assistant.patterns import lazy_pattern
from assistant.time.dates_compared import DateMention
from assistant.time.reading import read

# "240 homes", "240 flooded homes": so many words may stand between a figure and what it counts.
_WORDS_TO_NOUN = 3
# "Three people are now known to have died".
_WORDS_TO_DEAD = 9
_CURRENCY = lazy_pattern(
    r"\s?(?:dollars?|euros?|pounds?|crowns?|francs?|yen|yuan|rupees?|pesos?|cents?|pence|kron\w+|rub(?:le|el)s?)\b",
    re.IGNORECASE,
)
_UNIT = lazy_pattern(
    r"[\s-]?(?:(?:kilo|centi|milli)?met(?:re|er)s?|km(?:/h)?|cm|mm|m|miles?|feet|foot|ft|inch(?:es)?|yards?|kg"
    r"|kilo(?:gram)?s?|tons?|tonnes?|pounds?|knots?|mph|kph|degrees?|seconds?|minutes?|hours?|days?|weeks?|months?"
    r"|years?|acres?|hectares?|storeys?|lit(?:re|er)s?)\b",
    re.IGNORECASE,
)
# A part, an addition, a comparison or an age is no figure for the whole.
_PART = lazy_pattern(
    r"\b(?:another|further|additional|other|extra|every|each|of the|than in|(?:man|woman|boy|girl) of|aged?(?: of)?)"
    r"\s+\Z",
    re.IGNORECASE,
)
_OF_MORE = lazy_pattern(r"\s+(?:more|other|others|of (?:the|them|those|these))\b", re.IGNORECASE)
# What was, is no rival of what is: "last year", "down from 1,004 in 2015".
_OTHER_TIME = lazy_pattern(
    r"\b(?:last (?:year|season|time)|(?:a|one|\w+ty|two|three|ten) years? (?:earlier|ago|before)|(?:down|up) from"
    r"|compared (?:with|to)|in (?:1[5-9]|20)\d\d|since (?:1[5-9]|20)\d\d|record of|usually|normally|on average)\b",
    re.IGNORECASE,
)
_TOTAL = lazy_pattern(
    r"\b(?:toll|count|number|total|tally|estimate)\b(?P<of>[^.;]{0,60}?)\b(?:to|at|of|is|was|stands at|now)\s+"
    r"(?:at least |about |around |nearly |more than )?\Z",
    re.IGNORECASE,
)
_DEAD = frozenset({stem("die"), stem("kill"), "dead"})
_LOSS = lazy_pattern(r"\b(?:killing|killed|claim(?:ing|ed)|deaths? of)\s+(?:at least |about )?\Z", re.IGNORECASE)
_NOT_THIS_DAY = lazy_pattern(
    r"\b(?:not(?: (?:on|by|until|before))?|instead of|rather than|originally|previously|from|since|after|of)"
    r"\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
# A day belongs to the word that stands no further in front of it than this.
_CHARACTERS_TO_DAY = 60


@dataclass(frozen=True, slots=True)
class GivenValue:
    """One value with how it is written; `unit` says of what, so that only like is compared with like."""

    place: Place
    values: frozenset[object]
    text: str
    unit: str
    rounded: bool = False

    def agrees_with(self, other: GivenValue) -> bool:
        """Whether both give the same value, or one is the other rounded."""
        if self.values & other.values:
            return True
        if not (self.rounded or other.rounded) or not self.size or not other.size:
            return False
        return abs(self.size - other.size) * 20 <= max(self.size, other.size)

    @property
    def size(self) -> Fraction | None:
        """The number told, None for a day."""
        return max((value for value in self.values if isinstance(value, Fraction)), default=None)


def value_given_by(place: Place, asked: AskedFor, asked_words: Collection[str]) -> GivenValue | None:
    """What a sentence tells of what was asked, given the stems of the question's words; None unless it is one thing."""
    text = place.text
    if _OTHER_TIME.search(text):
        return None
    if asked.wanted is AnswerType.DATE:
        found = list(_days(place, asked_words))
    elif asked.wanted is AnswerType.NUMBER:
        found = list(_figures(place, asked, asked_words))
    else:
        return None
    return found[0] if len({each.values for each in found}) == 1 else None


def noun_behind(text: str, figure: Figure) -> tuple[str, ...]:
    """The stems of the few words behind a figure, up to the next mark."""
    return tuple(stem(word) for word in words_of(_up_to_mark(text, figure))[: _WORDS_TO_NOUN + 1])


def _up_to_mark(text: str, figure: Figure) -> str:
    return re.split(r"[,.;:()“”\"–—]", text[figure.end :], maxsplit=1)[0]


def _figures(place: Place, asked: AskedFor, asked_words: Collection[str]) -> Iterator[GivenValue]:
    text = place.text
    for figure in read(text).plain_figures:
        # "The 1928 hurricane killed 2,500"
        if figure.kind == "year" or {str(value) for value in figure.values} & set(asked_words):
            continue
        if _PART.search(text[: figure.start]):
            continue
        unit, end = _unit(text, figure, asked, asked_words)
        if unit:
            exact = figure.rounding is None
            yield GivenValue(place, frozenset(figure.values), text[figure.start : end], unit, not exact)


def _unit(text: str, figure: Figure, asked: AskedFor, asked_words: Collection[str]) -> tuple[str, int]:
    """What a figure is a figure of, where that is what was asked, and where its text ends."""
    if asked.measure is Measure.COUNT and not _OF_MORE.match(text, figure.end):
        return ("count" if not figure.kind and _counts(text, figure, asked, asked_words) else ""), figure.end
    if asked.measure is Measure.SHARE:
        return figure.kind if figure.kind == "percent" else "", figure.end
    if asked.measure is Measure.MONEY:
        behind = _CURRENCY.match(text, figure.end)
        return ("money", behind.end() if behind else figure.end) if behind or figure.is_money else ("", 0)
    if asked.measure is Measure.EXTENT:
        behind = _UNIT.match(text, figure.end)
        return (behind.group().strip(" -").lower().rstrip("s"), behind.end()) if behind else ("", 0)
    return "", 0


def _counts(text: str, figure: Figure, asked: AskedFor, asked_words: Collection[str]) -> bool:
    nouns = {stem(part) for noun in asked.counted for part in words_of(noun)}
    before = text[: figure.start]
    behind = noun_behind(text, figure)
    total = _TOTAL.search(before)
    if _DEAD & set(asked_words):
        dead = {stem(word) for word in words_of(_up_to_mark(text, figure))[:_WORDS_TO_DEAD]}
        return bool(_LOSS.search(before) or (total and "toll" in total.group().lower()) or _DEAD & dead)
    if total and nouns & {stem(word) for word in words_of(total["of"])}:
        return True
    for word in behind:
        if word in nouns:
            return True
        if word not in asked_words and word not in FUNCTION_WORDS:
            return False
    return False


def _days(place: Place, asked_words: Collection[str]) -> Iterator[GivenValue]:
    """The days, with month, that stand shortly behind a word of the question."""
    text = place.text
    marks = [found.end() for found in re.finditer(r"\w+", text) if stem(found.group().lower()) in asked_words]
    for mention in read(text, place.article.published).dates:
        days = _whole_days(mention)
        near = any(0 <= mention.start - end <= _CHARACTERS_TO_DAY for end in marks)
        if days and near and not mention.relative and not _NOT_THIS_DAY.search(text[: mention.start]):
            yield GivenValue(place, frozenset(days), mention.text.rstrip("."), "day")


def _whole_days(mention: DateMention) -> set[tuple[int, int]]:
    return {(day.month, day.day) for day in mention.days if day.month and day.day}
