"""Reads a question in a script that the models do not know: a text answers as far as it holds the question's words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.answering.searching.coverage import share, weights_of
from assistant.language.words import stems_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Half of the question's words, the rare ones weighing more, lie in the middle of the reranker's logits.
_SCALE, _MIDDLE = 20.0, 0.5


class WordReader:
    """A reranker that compares words; `commonness` gives the share of chunks that hold a word."""

    identity = "words"

    def __init__(self, commonness: Callable[[str], float]) -> None:
        self._commonness = commonness

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """The weight of the question's words that each text holds, from -10 for none to 10, of shape (len(texts),)."""
        import numpy as np

        weights = weights_of(question, self._commonness)
        held = [share(weights, stems_in(text)) for text in texts]
        return _SCALE * (np.array(held, dtype=np.float32) - _MIDDLE)
