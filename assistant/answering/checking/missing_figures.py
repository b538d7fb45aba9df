"""Which numbers of a text other texts do not hold, and which they have instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from assistant.language.figures import Figure, figures_in
from assistant.language.tokens import words_in

_VAGUE = {"dozens": 24, "hundreds": 200, "thousands": 2_000, "millions": 2 * 10**6, "billions": 2 * 10**9}
_VAGUE_WORD = re.compile(rf"\b(?:{'|'.join(_VAGUE)})\b(?=\s+of\b|\s+more\b|\s+[a-z])", re.IGNORECASE)
_NO_COUNT = re.compile(r"\b(?:no|the|any|every|each|this|that|which)\s+$", re.IGNORECASE)
_PRONOUN = re.compile(r"\s+(?:of|another|who|that|day|by|hand|more|or\b)|['’]|\s*[.,;:!?]|\s*\Z", re.IGNORECASE)
_SINGLE = re.compile(r"\b(?:an?|single|sole|only|lone|another|one)\b", re.IGNORECASE)
_WORDS_TO_NOUN = 3
_SPACED = re.compile(r"(?<=\d)([.,]) (?=\d)")


def missing_figures(text: str, others: Sequence[str]) -> list[Figure]:
    """The numbers of a text that none of the others holds."""
    there = [figure for other in (*others, _closed_up(" ".join(others))) for figure in figures_in(other)]
    missing = [figure for figure in figures_in(text) if not _counts_for_nothing(figure, text, others)]
    missing = [figure for figure in missing if not any(same_figure(figure, other) for other in there)]
    return missing + _missing_vague(text, others, there)


def figure_there(figure: Figure, statement: str, sentences: Sequence[str]) -> str | None:
    """What sentences have instead: the one other figure of the first that has one, for the same noun or of the kind."""
    noun = _noun_behind(figure, statement)
    there = [
        [each for each in figures_in(sentence) if _comparable(figure, each) and not same_figure(figure, each)]
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


def _noun_behind(figure: Figure, text: str) -> str | None:
    """The stem of what a figure counts: the first word of meaning among the next three ("12 of the people")."""
    behind = [word for word in words_in(text) if word.start >= figure.end][:_WORDS_TO_NOUN]
    return next((word.stem for word in behind if word.is_content), None)


def _comparable(figure: Figure, other: Figure) -> bool:
    """Whether two figures measure alike: a percentage never stands for a sum, nor a year for a count."""
    return figure.kind == other.kind and _is_year(figure) == _is_year(other)


def _is_year(figure: Figure) -> bool:
    return not figure.kind and len(figure.text) == 4 and figure.text.isdigit() and "1500" <= figure.text < "2200"


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


def same_figure(figure: Figure, other: Figure) -> bool:
    """Whether two figures say the same number, in what is measured and as far as they are rounded."""
    if figure.kind != other.kind and (
        {figure.kind, other.kind} & {"percent", "ordinal"} or (figure.kind and other.kind)
    ):
        return False
    if figure.values & other.values:
        return True
    return any(
        _rounds(value, exact, figure.rounding)
        for value in figure.values
        for exact in other.values
        if isinstance(value, Fraction) and isinstance(exact, Fraction)
    )


def _rounds(value: Fraction, exact: Fraction, rounding: str | None) -> bool:
    """Whether "about", "over" or "under" the value fairly tells the exact number, to the value's last digit."""
    step = _last_digit(value)
    match rounding:
        case "about":
            return abs(value - exact) <= min(step / 2, value / 10)
        case "over":
            return value <= exact < value + step
        case "under":
            return value - step < exact <= value
        case _:
            return False


def _last_digit(value: Fraction) -> Fraction:
    """What one more in the value's last digit that is not zero adds: 100 for 1,200, a tenth for 98.7."""
    step = Fraction(1)
    while value and value % (step * 10) == 0:
        step *= 10
    while value % step:
        step /= 10
    return step


def _closed_up(text: str) -> str:
    """The text as it was before some extraction put a space into its numbers: "235, 000" and "98. 7"."""
    return _SPACED.sub(r"\1", text)
