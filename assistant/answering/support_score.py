"""A reading to one score: how sure it is that the cited sentences say what the statement says."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.alignment import Reading, best_share

# From here on a statement is taken to be said, where nothing else speaks against it; what lies below it of which data
# is printed by benchmarks/fit_check.py. Higher thresholds refuse what is put together from two or three sentences.
THRESHOLD = 0.15
# From here on the cosine is not asked for: at a cosine of 0 the score would still be .2.
_NEARLY_ALL = 0.9
# Of a statement in another language than its source only the details are compared.
TRANSLATED = 0.6
# The cosine that goes with a share on average, where no embedder is at hand (714 sentences about 235 articles).
_COSINE_AT_NONE, _COSINE_A_SHARE = 0.45, 0.45


@dataclass(frozen=True, slots=True)
class Clues:
    """What the score is made of.

    `share`: how much can be read off the cited sentences together; `single`: off the best of them alone, since what is
    joined from two sentences is new; `similarity`: the cosine of the statement and the closest of them.
    """

    share: float
    single: float
    similarity: float


def support_score(clues: Clues) -> float:
    """From 0 to 1, higher is better: a logistic score; benchmarks/fit_check.py prints its weights and what they do."""
    return 1 / (1 + math.exp(-(2.2 * clues.share + 6.2 * clues.single + 4.9 * clues.similarity - 8.9)))


def needs_similarity(text: str, sentences: Sequence[str]) -> bool:
    """Whether the cosine can matter: where one sentence holds nearly all, the score is above the threshold."""
    return best_share(text, sentences) < _NEARLY_ALL


def clues_of(text: str, sentences: Sequence[str], reading: Reading, similarity: float | None) -> Clues:
    """The clues of a statement that was read off sentences."""
    single = reading.share if len(sentences) == 1 else best_share(text, sentences)
    expected = _COSINE_AT_NONE + _COSINE_A_SHARE * reading.share
    return Clues(reading.share, single, expected if similarity is None else similarity)
