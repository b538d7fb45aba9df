"""How far a statement can be read off its cited sentences, word by word, and where each word was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.tokens import Token, words_in

# What it costs to go on reading elsewhere than at the next word. Copying with omissions is cheap, changing the order
# dearer, and a join of two sentences dearest, because there new claims arise. Round numbers, not fitted ones.
_OMISSION = 0.5
_GOING_BACK = 1.0
_OTHER_SENTENCE = 1.5
_BEGINNING = 0.5
_NEW_FUNCTION_WORD = 0.5
_NEW_WORD = 1.0

# Sentence and word, both counted from 0.
Place = tuple[int, int]
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Reading:
    """The cheapest way to read a statement off sentences.

    `words` are the statement's, `sentences` the words of each sentence; `places[i]` is where the i-th word of the
    statement was read, None for a word that is new. `share` goes from 0 (no word in common) to 1 (one of the
    sentences, or a part of one).
    """

    words: tuple[Token, ...]
    sentences: tuple[tuple[Token, ...], ...]
    places: tuple[Place | None, ...]
    share: float


def read_off(statement: str, sentences: Sequence[str]) -> Reading:
    """The cheapest reading, by dynamic programming over where the last word was read."""
    words = words_in(statement)
    sources = tuple(words_in(sentence) for sentence in sentences)
    if not words:
        return Reading(words, sources, (), 0.0)
    flat = [token for source in sources for token in source]
    bounds = _bounds([len(source) for source in sources])
    occurrences: dict[str, list[int]] = {}
    for position, token in enumerate(flat):
        occurrences.setdefault(token.stem, []).append(position)
    numbers, cost = _cheapest(words, occurrences, bounds)
    starts = [start for start, _ in bounds]
    owner = [number for number, source in enumerate(sources) for _ in source]
    places = tuple(
        None if position == _NOWHERE else (owner[position], position - starts[owner[position]]) for position in numbers
    )
    return Reading(words, sources, places, max(0.0, 1.0 - cost / len(words)))


def best_share(statement: str, sentences: Sequence[str]) -> float:
    """The share of a statement that can be read off the best of the sentences alone, from 0 to 1."""
    return max((alignment(statement, [sentence]) for sentence in sentences), default=0.0)


def alignment(statement: str, sentences: Sequence[str]) -> float:
    """The share of a statement that can be read off sentences, from 0 to 1."""
    return read_off(statement, sentences).share


def shared_words(statement: str, others: Sequence[str]) -> float:
    """The share of the statement's content words that stand in the others; 1 when it has none."""
    words = {token.stem for token in words_in(statement) if token.is_content}
    there = {token.stem for other in others for token in words_in(other)}
    return len(words & there) / len(words) if words else 1.0


def _bounds(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Where each sentence starts and ends when all stand in one row."""
    bounds, start = [], 0
    for length in lengths:
        bounds.append((start, start + length))
        start += length
    return bounds


def _cheapest(
    words: Sequence[Token], occurrences: dict[str, list[int]], bounds: Sequence[tuple[int, int]]
) -> tuple[list[int], float]:
    """For each word the position it is read at (_NOWHERE for none), and what the whole reading costs."""
    sentence_of = [number for number, (start, end) in enumerate(bounds) for _ in range(start, end)]
    # Cost of having read the last known word at a position; _NOWHERE before the first.
    costs: dict[int, float] = {_NOWHERE: 0.0}
    steps: list[dict[int, int]] = []  # for each word: position -> the position before, where the word was read there
    for word in words:
        missing = _NEW_FUNCTION_WORD if word.is_function else _NEW_WORD
        after = {position: cost + missing for position, cost in costs.items()}
        came: dict[int, int] = {}
        for position in occurrences.get(word.stem, ()):
            cost, last = min((cost + _step(last, position, sentence_of), last) for last, cost in costs.items())
            if cost <= after.get(position, cost):
                after[position], came[position] = cost, last
        steps.append(came)
        costs = after
    cost, position = min((cost, position) for position, cost in costs.items())
    return _traced(steps, position), cost


def _traced(steps: Sequence[dict[int, int]], position: int) -> list[int]:
    """The reading backwards from its end: at each word, whether it was read at the position that is current then."""
    numbers = [_NOWHERE] * len(steps)
    for index in range(len(steps) - 1, -1, -1):
        if position in steps[index]:
            numbers[index], position = position, steps[index][position]
    return numbers


def _step(last: int, position: int, sentence_of: Sequence[int]) -> float:
    if last == _NOWHERE:
        return _BEGINNING
    if sentence_of[last] != sentence_of[position]:
        return _OTHER_SENTENCE
    if position == last + 1:
        return 0.0
    return _OMISSION if position > last else _GOING_BACK
