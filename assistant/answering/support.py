"""A statement that cites nothing to the sentences of an article that come nearest to bearing it out."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.alignment import alignment, shared_words

MOST_SENTENCES = 3
# A further sentence must bring this much more of the statement.
_LEAST_GAIN = 0.05


def find_support(text: str, sentences: Sequence[str]) -> tuple[int, ...]:
    """The numbers (from 0, in order) of the one to three sentences off which the statement is best read."""
    chosen: list[int] = []
    reached = 0.0
    while len(chosen) < MOST_SENTENCES:
        others = [number for number in range(len(sentences)) if number not in chosen]
        scored = [(_fit(text, [sentences[each] for each in (*chosen, number)]), -number) for number in others]
        best, number = max(scored, default=(0.0, 0))
        if best < reached + _LEAST_GAIN:
            break
        reached, chosen = best, [*chosen, -number]
    return tuple(sorted(chosen))


def _fit(text: str, sentences: Sequence[str]) -> float:
    return alignment(text, sentences) + shared_words(text, sentences)
