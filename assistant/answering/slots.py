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

    Empty when the neighbours were read out of order or far apart. At an end of the statement, the few words beside the
    one neighbour; where the neighbours were read in two sentences, the few words behind the first.
    """
    before = _neighbour(reading.places, first - 1, -1)
    after = _neighbour(reading.places, last, 1)
    wanted = last - first
    if before is None and after is None:
        return ()
    if before is None:
        assert after is not None
        return reading.sentences[after[0]][max(0, after[1] - wanted - 2) : after[1]]
    if after is None or before[0] != after[0]:
        return reading.sentences[before[0]][before[1] + 1 : before[1] + wanted + 3]
    if not before[1] < after[1] <= before[1] + _LONGEST_SLOT + 1:
        return ()
    return reading.sentences[before[0]][before[1] + 1 : after[1]]


def is_in_place(reading: Reading, first: int, last: int) -> bool:
    """Whether the statement's words `[first, last)` were read close to where a word beside them was read.

    Not so when a word on the other side was read in another sentence: then they may belong to what is said there.
    """
    if any(place is None for place in reading.places[first:last]):
        return False
    close = False
    for own, index, step in ((reading.places[first], first - 1, -1), (reading.places[last - 1], last, 1)):
        other = _neighbour(reading.places, index, step)
        if own is None or other is None:
            continue
        if other[0] != own[0]:
            return False
        close = close or 0 < (own[1] - other[1]) * -step <= _CLOSE
    return close


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
