"""Reads a question together with texts on this machine, with the bundled ms-marco-MiniLM-L-12-v2 in int8."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.models.local_files import available_cores, load, once

FILES = Path(__file__).parent / "reranker_files"


class LocalReranker:
    """The bundled cross-encoder. `threads` 0 takes every core this process may use.

    A pair is cut after 320 tokens. Each pair is one run of the model on one core, and runs go side by side: so its
    score is the same to the last bit alone, in company, in any order, with any number of threads.
    """

    def __init__(self, threads: int = 0, *, folder: Path = FILES) -> None:
        self._model = load(folder, "reranker")
        self.identity = f"ms-marco-MiniLM-L-12-v2 int8 {self._model.checksum[:12]}"
        self._threads = threads or available_cores()

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """The model's logits, of shape (len(texts),): from about -11 for nothing in common to 11 for an answer."""
        pairs = self._model.tokenizer.encode_batch([(question, text) for text in texts])
        scores = np.empty(len(pairs), dtype=np.float32)

        def run(place: int) -> None:
            inputs = {
                "input_ids": np.array([pairs[place].ids], dtype=np.int64),
                "token_type_ids": np.array([pairs[place].type_ids], dtype=np.int64),
            }
            scores[place] = self._model.session.run(["scores"], inputs)[0][0, 0]

        # The longest first, so that no core is left with one at the end.
        by_length = sorted(range(len(pairs)), key=lambda place: -len(pairs[place].ids))
        with ThreadPoolExecutor(self._threads) as workers:
            list(workers.map(run, by_length))
        return scores


@once
def bundled_reranker() -> LocalReranker:
    """The bundled reranker, loaded once however many ask for it."""
    return LocalReranker()
