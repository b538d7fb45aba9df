"""An embedder that embeds no text twice, so that what is needed one by one can be embedded all at once before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.types import Embedder


class KeptVectors:
    """The vectors of another embedder, each kept."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: dict[str, NDArray[np.float32]] = {}

    @property
    def identity(self) -> str:
        """The other embedder's."""
        return self._embedder.identity

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
