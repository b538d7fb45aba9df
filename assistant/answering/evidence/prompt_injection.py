"""A sentence to whether it holds an order to whoever answers, alone or spliced into what it reports."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answering.evidence.injection_signs import NAMES, runs_in, tells_what_to_answer

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("prompt_injection_weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign of a run of clauses weighs, and each dimension of its vector; a score above 0 is an order's."""

    signs: tuple[float, ...]
    vector: tuple[float, ...]
    bias: float


def holds_order(sentence: str) -> bool:
    """Whether any part of a sentence tells whoever answers what to do or say."""
    return which_hold_orders([sentence])[0]


def which_hold_orders(sentences: Sequence[str]) -> list[bool]:
    """The same of many sentences, for little more than of those few that look like it."""
    seen = [_as_seen(each) for each in sentences]
    scores = order_scores(seen, weights())
    return [score > 0 or tells_what_to_answer(each) for each, score in zip(seen, scores, strict=True)]


def order_scores(sentences: Sequence[str], fitted: Weights) -> list[float]:
    """How much the part of each sentence that most looks like an order is one; minus infinity where nothing does.

    Logistic regression on the signs and on the bundled embedder's vector of the part, whichever embedder the library
    has: the weights belong to these vectors.
    """
    runs = [(place, run) for place, sentence in enumerate(sentences) for run in runs_in(sentence)]
    scores = [float("-inf")] * len(sentences)
    if not runs:
        return scores
    import numpy as np

    from assistant.models.local_embedder import bundled_embedder

    vectors = bundled_embedder().embed([run.text for _, run in runs])
    signs: NDArray[np.float32] = np.array([run.signs for _, run in runs], dtype=np.float32)
    found = signs @ np.array(fitted.signs) + vectors @ np.array(fitted.vector) + fitted.bias
    for (place, _), score in zip(runs, found.tolist(), strict=True):
        scores[place] = max(scores[place], score)
    return scores


def _as_seen(sentence: str) -> str:
    """The sentence without what parts its words unseen, and in plain letters, for signs to be met."""
    if sentence.isascii():
        return sentence
    plain = unicodedata.normalize("NFKC", sentence)
    return "".join(each for each in plain if unicodedata.category(each) != "Cf")


@cache
def weights() -> Weights:
    """The weights that benchmarks/orders.py fitted."""
    read = json.loads(WEIGHTS.read_text("utf-8"))
    return Weights(tuple(read["signs"][name] for name in NAMES), tuple(read["vector"]), read["bias"])
