"""An embedder that embeds no text twice, and a reranker that reads no pair twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.records.ports import Embedder, Reranker


class KeptVectors:
    """The vectors of another embedder, each kept."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.identity = embedder.identity
        self._kept: dict[str, NDArray[np.float32]] = {}

    @property
    def dimension(self) -> int:
        """The other embedder's."""
        return self._embedder.dimension

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape (len(texts), dimension); one call embeds all that are new."""
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if new:
            self._kept.update(zip(new, self._embedder.embed(new), strict=True))
        return np.array([self._kept[text] for text in texts], dtype=np.float32).reshape(len(texts), self.dimension)


class KeptScores:
    """The scores of another reranker, each kept."""

    def __init__(self, reranker: Reranker) -> None:
        self._reranker = reranker
        self.identity = reranker.identity
        self._kept: dict[tuple[str, str], float] = {}

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Scores of shape (len(texts),); one call reads all that are new."""
        new = [text for text in dict.fromkeys(texts) if (question, text) not in self._kept]
        if new:
            scores = self._reranker.scores(question, new)
            self._kept.update(((question, text), float(score)) for text, score in zip(new, scores, strict=True))
        return np.array([self._kept[question, text] for text in texts], dtype=np.float32)
