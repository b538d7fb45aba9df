"""How far a statement can be read off its cited sentences, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.words import FUNCTION_WORDS, words_of

# What it costs to go on reading elsewhere than at the next word. Copying with omissions is cheap, changing the order
# dearer, and a join of two sentences dearest, because there new claims arise. Round numbers, not fitted ones.
_OMISSION = 0.5
_GOING_BACK = 1.0
_OTHER_SENTENCE = 1.5
_BEGINNING = 0.5
_NEW_FUNCTION_WORD = 0.5
_NEW_WORD = 1.0
_ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ed", "es", "ly", "s")
# Scripts that do not part words by spaces are compared character by character.
_UNPARTED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


def alignment(statement: str, sentences: Sequence[str]) -> float:
    """From 0 (no word in common) to 1 (one of the sentences, or a part of one).

    The cheapest way to read the statement's words off the sentences in its own order (dynamic programming over where
    each word may have been read), as a share of its words.
    """
    words = word_stems(statement)
    if not words:
        return 0.0
    places: dict[str, list[tuple[int, int]]] = {}
    for number, sentence in enumerate(sentences):
        for position, word in enumerate(word_stems(sentence)):
            places.setdefault(word, []).append((number, position))
    costs: dict[tuple[int, int] | None, float] = {None: 0.0}
    for word in words:
        missing = _NEW_FUNCTION_WORD if word in FUNCTION_WORDS else _NEW_WORD
        after = {place: cost + missing for place, cost in costs.items()}
        for place in places.get(word, ()):
            cost = min(cost + _step(last, place) for last, cost in costs.items())
            after[place] = min(cost, after.get(place, cost))
        costs = after
    return max(0.0, 1.0 - min(costs.values()) / len(words))


def shared_words(statement: str, others: Sequence[str]) -> float:
    """The share of the statement's content words that stand in the others; 1 when it has none."""
    words = {word for word in word_stems(statement) if word not in FUNCTION_WORDS}
    there = {word for other in others for word in word_stems(other)}
    return len(words & there) / len(words) if words else 1.0


def word_stems(text: str) -> list[str]:
    """The words of a text without their endings; each character where a script does not part words."""
    spaced = _UNPARTED.sub(lambda char: f" {char.group()} ", text)
    return [word if word in FUNCTION_WORDS else stem(word) for word in words_of(spaced)]


def stem(word: str) -> str:
    """The word without an English inflection, so that "ordered" meets "orders"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


def _step(last: tuple[int, int] | None, place: tuple[int, int]) -> float:
    if last is None:
        return _BEGINNING
    if last[0] != place[0]:
        return _OTHER_SENTENCE
    if place[1] == last[1] + 1:
        return 0.0
    return _OMISSION if place[1] > last[1] else _GOING_BACK
