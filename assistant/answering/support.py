"""A statement that cites nothing to the sentences of an article that come nearest to bearing it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.answering.alignment import alignment, shared_words
from assistant.answering.tokens import words_in

MOST_SENTENCES = 3
# A further sentence must bring this much more of the statement.
_LEAST_GAIN = 0.05
# Only the sentences that share the most words are read in full.
_READ = 12


def find_support(text: str, sentences: Sequence[str]) -> tuple[int, ...]:
    """The numbers (from 0, in order) of the one to three sentences off which the statement is best read."""
    candidates = _sharing_most(text, sentences)
    chosen: list[int] = []
    reached = 0.0
    while len(chosen) < MOST_SENTENCES:
        others = [number for number in candidates if number not in chosen]
        scored = [(_fit(text, [sentences[each] for each in (*chosen, number)]), -number) for number in others]
        best, number = max(scored, default=(0.0, 0))
        if best < reached + _LEAST_GAIN:
            break
        reached, chosen = best, [*chosen, -number]
    return tuple(sorted(chosen))


def _sharing_most(text: str, sentences: Sequence[str]) -> list[int]:
    """The sentences that share the most with the statement; a word weighs less the more of them hold it."""
    wanted = {word.stem for word in words_in(text) if word.is_content}
    shared = [wanted & {word.stem for word in words_in(sentence)} for sentence in sentences]
    held_by = Counter(stem for stems in shared for stem in stems)
    weights = [sum(1 / held_by[stem] ** 0.5 for stem in stems) for stems in shared]
    ranked = sorted(range(len(sentences)), key=lambda number: -weights[number])
    return [number for number in ranked[:_READ] if weights[number] > 0]


def _fit(text: str, sentences: Sequence[str]) -> float:
    return alignment(text, sentences) + shared_words(text, sentences)
