"""A question's terms, and how many of them a text holds; rarer terms weigh more."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assistant.answering.asking.question_parts import names_of
from assistant.answering.asking.understand import Query
from assistant.language.figures import figures_in
from assistant.language.word_lists import word_list
from assistant.language.words import content_words, stem, words_of

# Words of other languages that only put a question together, and words that ask for a kind of answer or say no more
# than that the news is new. They need not stand in the sentence that answers.
ASKING_WORDS = word_list("asking_words")
# Of these the words that English has too, and words with which such a question cannot be English.
_ENGLISH_TOO = frozenset("die war hat den son sur dans comment".split())
_NOT_ENGLISH = frozenset(
    """à où qui quand que quel quelle quelles quels quoi pourquoi combien est une cómo cuál cuándo cuánto cuántos dónde
    qué quién quiénes fue wann wo wie warum welche welcher wem wen wer der das ist und viele wurde""".split()
)
# A term in more than half of the chunks says nothing, one in fewer than a 500th is as rare as it matters.
_RAREST = 1 / 500


@dataclass(frozen=True, slots=True)
class Terms:
    """What a question is about: its terms' stems with their weights, those of names, and its numbers in digits."""

    weights: Mapping[str, float]
    names: frozenset[str]
    numbers: frozenset[Fraction | str]


def terms_of(query: Query, commonness: Callable[[str], float]) -> Terms:
    """The terms of a question; `commonness` gives the share of chunks that hold a word."""
    weights = weights_of(query.standalone, commonness)
    names = {stem(word) for name in names_of(query.standalone) for word in words_of(name)}
    figures = [each for each in figures_in(query.standalone) if each.kind != "ordinal"]
    in_digits = [each for each in figures if any(char.isdigit() for char in each.text)]
    numbers = frozenset(each.size or next(iter(each.values)) for each in in_digits)
    return Terms(weights, frozenset(names & weights.keys()), numbers)


def weights_of(question: str, commonness: Callable[[str], float]) -> dict[str, float]:
    """The weights of a question's words by their stems, without those that only put it together."""
    weights: dict[str, float] = {}
    asking = ASKING_WORDS if _NOT_ENGLISH.intersection(words_of(question)) else ASKING_WORDS - _ENGLISH_TOO
    for word in content_words(question):
        if word not in asking:
            weights.setdefault(stem(word), _weight(commonness(word)))
    return weights


def share(weights: Mapping[str, float], stems: Collection[str]) -> float:
    """The weight of the terms that stand among `stems`, as a share of all; 0 where there are no terms."""
    whole = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in stems) / whole if whole else 0.0


def _weight(commonness: float) -> float:
    return -math.log(min(0.9, max(_RAREST, commonness)))
