"""How far a statement can be read off its cited sentences, word by word, and where each word was read."""

from __future__ import annotations

import math
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
# Up to so many positions, looking at each is quicker than one pass over all (0.15 for 0.35 ms a sentence of news).
_FEW = 80


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
    """For each word the position it is read at (_NOWHERE for none), and what the whole reading costs.

    `costs[position]` is that of the cheapest reading so far whose last known word was read there. Where that is known
    of few positions all are looked at; where of many, one pass over the positions finds the best way to each, so that
    the whole takes words times positions.
    """
    sentence_of = [number for number, (start, end) in enumerate(bounds) for _ in range(start, end)]
    costs: dict[int, float] = {_NOWHERE: 0.0}
    steps: list[dict[int, int]] = []  # for each word: position -> the position before, where the word was read there
    for word in words:
        places = occurrences.get(word.stem, ())
        ways = _Ways(costs, bounds) if places and len(costs) > _FEW else None
        read = {
            position: ways.to(position, sentence_of[position])
            if ways
            else min((cost + _step(last, position, sentence_of), last) for last, cost in costs.items())
            for position in places
        }
        missing = _NEW_FUNCTION_WORD if word.is_function else _NEW_WORD
        costs = {position: cost + missing for position, cost in costs.items()}
        came = {position: last for position, (cost, last) in read.items() if cost <= costs.get(position, cost)}
        costs.update({position: read[position][0] for position in came})
        steps.append(came)
    cost, position = min((cost, position) for position, cost in costs.items())
    return _traced(steps, position), cost


class _Ways:
    """The cheapest way to a position from where the last word was read: from before, from behind, another sentence."""

    def __init__(self, costs: dict[int, float], bounds: Sequence[tuple[int, int]]) -> None:
        self._costs, self._bounds = costs, bounds
        self._start = costs.get(_NOWHERE, math.inf) + _BEGINNING
        self._before: list[tuple[float, int]] = []
        self._behind: list[tuple[float, int]] = [(math.inf, _NOWHERE)] * bounds[-1][1]
        self._best: list[tuple[float, int]] = []
        for start, end in bounds:
            reached = (math.inf, _NOWHERE)
            for position in range(start, end):
                self._before.append(reached)
                reached = min(reached, (costs.get(position, math.inf), position))
            self._best.append(reached)
            reached = (math.inf, _NOWHERE)
            for position in range(end - 1, start - 1, -1):
                reached = min(reached, (costs.get(position, math.inf), position))
                self._behind[position] = reached

    def to(self, position: int, sentence: int) -> tuple[float, int]:
        """What coming to a position costs, and from where one comes."""
        before, behind = self._before[position], self._behind[position]
        found = [(self._start, _NOWHERE), (before[0] + _OMISSION, before[1]), (behind[0] + _GOING_BACK, behind[1])]
        if position > self._bounds[sentence][0]:
            found.append((self._costs.get(position - 1, math.inf), position - 1))
        others = (each for number, each in enumerate(self._best) if number != sentence)
        return min([*found, *((cost + _OTHER_SENTENCE, last) for cost, last in others)])


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
