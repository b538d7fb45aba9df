"""Which numbers of a text other texts do not hold, and which they have instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from assistant.language.figure import Figure
from assistant.patterns import lazy_pattern
from assistant.time.reading import Reading, read

_SINGLE = lazy_pattern(r"\b(?:an?|single|sole|only|lone|another|one)\b", re.IGNORECASE)
_WORDS_TO_NOUN = 3
# "More than a third" is said of up to ten points more. A third has no last digit, so that looking for it must end.
_SHARE_STEP, _LEAST_STEP = Fraction(10), Fraction(1, 10**6)
_SPACED = lazy_pattern(r"(?<=\d)([.,]) (?=\d)")


def missing_figures(text: Reading, others: Sequence[Reading]) -> list[Figure]:
    """The numbers of a text that none of the others holds."""
    there = [figure for other in others for reading in (other, _closed_up(other)) for figure in reading.figures]
    missing = [figure for figure in text.figures if not _counts_for_nothing(figure, others)]
    return [figure for figure in missing if not any(same_figure(figure, other) for other in there)]


def figure_there(figure: Figure, statement: Reading, sentences: Sequence[Reading]) -> str | None:
    """What sentences have instead: the one other figure of the first that has one, for the same noun or of the kind."""
    noun = _noun_behind(figure, statement)
    there = [
        [each for each in sentence.figures if _comparable(figure, each) and not same_figure(figure, each)]
        for sentence in sentences
    ]
    of_the_same = [
        [each for each in found if noun is not None and _noun_behind(each, sentence) == noun]
        for found, sentence in zip(there, sentences, strict=True)
    ]
    for found in (*of_the_same, *there):
        if len({each.text for each in found}) == 1:
            return found[0].text
    return None


def _noun_behind(figure: Figure, text: Reading) -> str | None:
    """The stem of what a figure counts: the first word of meaning among the next three ("12 of the people")."""
    behind = [word for word in text.words if word.start >= figure.end][:_WORDS_TO_NOUN]
    return next((word.stem for word in behind if word.is_content), None)


def _comparable(figure: Figure, other: Figure) -> bool:
    """Whether two figures measure alike: a percentage never stands for a sum, nor a year for a count."""
    return figure.kind == other.kind


def _counts_for_nothing(figure: Figure, others: Sequence[Reading]) -> bool:
    """Whether a word such as "one" or "second" is no count here."""
    word = figure.text.lower()
    return word in {"first", "second"} or (word == "one" and any(_SINGLE.search(other.text) for other in others))


def same_figure(figure: Figure, other: Figure) -> bool:
    """Whether two figures say the same number, in what is measured and as far as they are rounded."""
    if figure.kind == "vague" and other.kind not in {"percent", "ordinal"}:
        return other.size is not None and figure.size is not None and figure.size <= other.size
    if figure.kind != other.kind and (
        {figure.kind, other.kind} & {"percent", "ordinal", "vague"} or (figure.kind and other.kind)
    ):
        return False
    if figure.values & other.values:
        return True
    return any(
        _rounds(value, exact, figure)
        for value in figure.values
        for exact in other.values
        if isinstance(value, Fraction) and isinstance(exact, Fraction)
    )


def _rounds(value: Fraction, exact: Fraction, figure: Figure) -> bool:
    """Whether "about", "over" or "under" the value fairly tells the exact number, to the value's last digit."""
    if figure.rounding is None:
        return False
    step = _SHARE_STEP if figure.is_share_in_words else _last_digit(value)
    match figure.rounding:
        case "about":
            return abs(value - exact) <= min(step / 2, value / 10)
        case "over":
            return value <= exact < value + step
        case _:
            return value - step < exact <= value


def _last_digit(value: Fraction) -> Fraction:
    """What one more in the value's last digit that is not zero adds: 100 for 1,200, a tenth for 98.7."""
    step = Fraction(1)
    while value and value % (step * 10) == 0:
        step *= 10
    while value % step and step > _LEAST_STEP:
        step /= 10
    return step


def _closed_up(text: Reading) -> Reading:
    """The text as it was before some extraction put a space into its numbers: "235, 000" and "98. 7"."""
    return read(_SPACED.sub(r"\1", text.text))
