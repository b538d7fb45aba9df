"""A reading to what stands in the source where a word of the statement stands."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.alignment import Place, Reading
from assistant.answering.tokens import Token

# Between two words that were read, so many source words may stand in the place of what lies between them.
_LONGEST_SLOT = 8
# A word was read where its neighbour was when so few words lie between them.
_CLOSE = 4


def counterpart(reading: Reading, first: int, last: int) -> tuple[Token, ...]:
    """The source words in the place of the statement's words `[first, last)`, those between its read neighbours.

    Empty when the neighbours were read in two sentences, out of order or far apart. At an end of the statement, the
    few words beside the one neighbour.
    """
    before = _neighbour(reading.places, first - 1, -1)
    after = _neighbour(reading.places, last, 1)
    wanted = last - first
    if before is None and after is None:
        return ()
    if before is None:
        assert after is not None
        return reading.sentences[after[0]][max(0, after[1] - wanted - 2) : after[1]]
    if after is None:
        return reading.sentences[before[0]][before[1] + 1 : before[1] + wanted + 3]
    if before[0] != after[0] or not before[1] < after[1] <= before[1] + _LONGEST_SLOT + 1:
        return ()
    return reading.sentences[before[0]][before[1] + 1 : after[1]]


def is_in_place(reading: Reading, index: int) -> bool:
    """Whether a word was read close to where one of its neighbours was read; a word from elsewhere was not."""
    place = reading.places[index]
    if place is None:
        return False
    for step in (-1, 1):
        other = _neighbour(reading.places, index + step, step)
        if other is not None and other[0] == place[0] and 0 < (place[1] - other[1]) * -step <= _CLOSE:
            return True
    return False


def index_at(words: Sequence[Token], start: int) -> int | None:
    """The number of the word that stands at or over the character `start`; None when none does."""
    for index, word in enumerate(words):
        if word.start <= start < word.end:
            return index
    return None


def indexes_within(words: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The numbers `[first, last)` of the words within the characters `[start, end)`."""
    inside = [index for index, word in enumerate(words) if word.start >= start and word.end <= end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _neighbour(places: Sequence[Place | None], index: int, step: int) -> Place | None:
    """The place of the nearest word that was read, at most two words away."""
    for _ in range(2):
        if not 0 <= index < len(places):
            return None
        if places[index] is not None:
            return places[index]
        index += step
    return None
