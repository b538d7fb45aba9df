"""Sentences to how surely each is the caption of a picture, or another line that is there for the page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.language.sentences import CAPTION
from assistant.language.tense import PAST_TENSES, Tense, verbs_in
from assistant.patterns import lazy_pattern

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The weights put 1 % of the sentences of news texts above this (benchmarks/captions.py).
SURE = 0.0
_UNKNOWN, _MARKED = -9.0, 9.0
_WEIGHTS = Path(__file__).with_name("caption_weights.npz")
_ENDS_IN_YEAR = lazy_pattern(r"\b(?:19|20)\d\d\W*$")
_AUXILIARY = lazy_pattern(r"(?:is|are|has|have|was|were)\b")
_QUOTES = lazy_pattern(r"[“”\"]")


def caption_scores(texts: Sequence[str], vectors: NDArray[np.float32], identity: str) -> NDArray[np.float32]:
    """How surely each text is a caption or a line of the page, by its vector and its verbs, as a logit above `SURE`.

    What is marked as a caption is one; the rest is far below it where another embedder made the vectors.
    """
    import numpy as np

    made_for, weights = _weights()
    scores: NDArray[np.float32] = np.full(len(texts), _UNKNOWN, dtype=np.float32)
    if identity == made_for and len(texts):
        scores = (features(texts, vectors) @ weights[:, :-1].T + weights[:, -1]).max(axis=1)
    scores[[text.startswith(CAPTION) for text in texts]] = _MARKED
    return scores


def features(texts: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """What a text is judged by: its vector, the tense and the place of its first verb, and its form."""
    import numpy as np

    forms = np.array([_form(text) for text in texts], dtype=np.float32)
    return np.hstack([vectors, forms])


def _form(text: str) -> list[float]:
    verbs = verbs_in(text)
    first = verbs[0] if verbs else None
    return [
        first is None,
        *((first is not None and first.tense is tense) for tense in Tense),
        any(verb.tense in PAST_TENSES for verb in verbs),
        len(verbs) / 3,
        len(text.split()) / 20,
        _ENDS_IN_YEAR.search(text) is not None,
        first is not None and _AUXILIARY.match(first.text) is not None,
        first.start / len(text) if first else 1.0,
        _QUOTES.search(text) is not None,
        any(character.isdigit() for character in text),
    ]


@lru_cache(maxsize=1)
def _weights() -> tuple[str, NDArray[np.float32]]:
    import numpy as np

    with np.load(_WEIGHTS) as kept:
        return str(kept["embedder"]), kept["weights"]
