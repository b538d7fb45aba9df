"""The sentences found for a question to how sure it is that the articles answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from assistant.answering.sentence_scores import Candidate


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether the best sentence answers; scores are the reranker's logits, or cosines on about its scale."""

    best: float  # the best sentence's score
    passage: float  # the score of the best passage
    cosine: float  # the greatest cosine of a sentence with the question


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression's weights of the signs, in their order, and its bias."""

    signs: tuple[float, ...]
    bias: float


# What `python benchmarks/fit_confidence.py` prints, with the bundled reranker and without one.
READ = Weights((0.3, 0.1, 2.0), -1.0)
UNREAD = Weights((0.3, 0.0, 0.0), 0.0)
# Below it the articles are said not to answer.
LEAST_CONFIDENCE = 0.5


def confidence(signs: Signs, weights: Weights) -> float:
    """How sure it is that the sentence answers, from 0 to 1: the share of such questions that are answered."""
    score = weights.bias + sum(weight * sign for weight, sign in zip(weights.signs, astuple(signs), strict=True))
    return (1 + math.tanh(score / 2)) / 2  # the logistic function; exp(-score) would overflow


def signs_of(candidates: Sequence[Candidate]) -> Signs:
    """The signs of at least one candidate."""
    return Signs(
        max(each.score for each in candidates),
        max(each.passage for each in candidates),
        max(each.cosine for each in candidates),
    )
