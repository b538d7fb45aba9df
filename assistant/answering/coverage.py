"""A question's terms, and how many of them a text holds; rarer terms weigh more."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.understand import Query, names_of
from assistant.answering.words import FUNCTION_WORDS, words_of

# Words of other languages that only put a question together, and words that ask for a kind of answer or say no more
# than that the news is new. They need not stand in the sentence that answers.
_ASKING = frozenset(
    """according announce announced approximately article articles call called current currently did exactly following get
    got happen happened happening kind list mention mentioned name named names new newly news number people person please
    recent recently report reported reportedly reports said saw say says sort tell thing things this today type week
    yesterday many much long old far
    à au aux avec ce ces combien comment d dans de des du elle elles en est et être il ils l la le les leur où par pour
    pourquoi qu quand que quel quelle quelles quels qui quoi s sa se ses son sont sur t un une y
    al como con cuál cuándo cuánta cuántas cuánto cuántos cómo del dónde el ella en es está fue ha han las los más
    para por qué quién quiénes se según si sin su sus una
    am auf aus bei das dem den der die ein eine einen einer es für hat im ist mit nach sich sie sind und viel viele vom von
    wann war warum was welche welcher wem wen wer wie wird wo wurde zu zum zur""".split()
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# A term in more than half of the chunks says nothing, one in fewer than a 500th is as rare as it matters.
_RAREST = 1 / 500
_ENDINGS = (
    "ications", "ization", "isation", "ications", "ements", "ations", "ically", "ement", "ments", "ation", "ingly",
    "ities", "ments", "ness", "ment", "ions", "ings", "edly", "ists", "ers", "ors", "ies", "ied", "ing", "ion", "ist",
    "est", "ity", "ous", "ive", "ful", "ed", "er", "or", "es", "ly", "al", "ic", "y", "s", "e",
)  # fmt: skip
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """What a question is about: its terms' stems with their weights, which of them belong to names, and its numbers."""

    weights: Mapping[str, float]
    names: frozenset[str]
    numbers: frozenset[str]


def terms_of(query: Query, commonness: Callable[[str], float]) -> Terms:
    """The terms of a question; `commonness` gives the share of chunks that hold a word."""
    weights: dict[str, float] = {}
    for word in words_of(query.standalone):
        if word not in FUNCTION_WORDS and word not in _ASKING:
            weights.setdefault(stem(word), _weight(commonness(word)))
    names = {stem(word) for name in names_of(query.standalone) for word in words_of(name)}
    return Terms(weights, frozenset(names & weights.keys()), numbers_in(query.standalone))


def share(weights: Mapping[str, float], stems: Collection[str]) -> float:
    """The weight of the terms that stand among `stems`, as a share of all; 0 where there are no terms."""
    whole = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in stems) / whole if whole else 0.0


def stems_in(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(stem(word) for word in words_of(text))


def numbers_in(text: str) -> frozenset[str]:
    """The figures of a text, without separators: 1,200 is 1200."""
    return frozenset(re.sub(r"[.,](?=\d{3}\b)", "", figure) for figure in _NUMBER.findall(text))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word in lower case without accents and without its ending, so that its forms become one."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", word) if not unicodedata.combining(each))
    if plain.isdigit() or not plain.isascii():
        return plain
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_STEM:
            plain = plain[: -len(ending)]
            break
    if len(plain) > _SHORTEST_STEM and plain[-1] == plain[-2]:
        plain = plain[:-1]
    return plain


def _weight(commonness: float) -> float:
    return -math.log(min(0.9, max(_RAREST, commonness)))
