"""The sentences found for a question to how sure it is that the articles answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from statistics import median

from assistant.answering.quoting.sentence_scores import Candidate
from assistant.records.evidence import Passage


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether the best sentence answers; scores are the reranker's logits, or cosines on about its scale."""

    passage: float  # the score of the best passage
    cosine: float  # the greatest cosine of a passage with the question
    # How far the best sentence's score stands above the median's; of few sentences, unrelated ones stand in.
    peak: float


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression's weights of the signs, in their order, and its bias."""

    signs: tuple[float, ...]
    bias: float


# What `python benchmarks/held.py --leave-out` prints, with the bundled reranker and with --no-reranker. The signs weigh
# alike, each in its standard deviation: on data of another kind that holds better than weights that are fitted (Dawes,
# "The robust beauty of improper linear models", 1979).
READ = Weights((0.061, 1.979, 0.059), -1.88)
UNREAD = Weights((0.091, 1.823, 0.092), -1.671)
# Where only words are compared: a passage answers that holds half of the question's, the rare ones weighing more. Not
# fitted to anything; benchmarks/languages.py measures it.
BY_WORDS = Weights((0.3, 0.0, 0.0), 0.0)
# What a sentence scores that has nothing to do with the question, and how many sentences tell a median of their own.
_UNRELATED, _FEW = -10.0, 12
# Below it the articles are said not to answer.
LEAST_CONFIDENCE = 0.5


def confidence(signs: Signs, weights: Weights) -> float:
    """How sure it is that the sentence answers, from 0 to 1: the share of such questions that are answered."""
    score = weights.bias + sum(weight * sign for weight, sign in zip(weights.signs, astuple(signs), strict=True))
    return (1 + math.tanh(score / 2)) / 2  # the logistic function; exp(-score) would overflow


def signs_of(candidates: Sequence[Candidate], passages: Sequence[Passage]) -> Signs:
    """The signs of at least one candidate of the passages."""
    scores = [each.score for each in candidates]
    scores += [_UNRELATED] * (_FEW - len(scores))
    return Signs(
        max(each.passage for each in candidates),
        max(each.scores.dense or 0.0 for each in passages),
        max(scores) - median(scores),
    )
