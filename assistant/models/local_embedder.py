"""Turns texts into unit vectors on this machine, with the bundled all-MiniLM-L6-v2 in int8."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.models.local_files import available_cores, load, once

FILES = Path(__file__).parent / "embedder_files"
DIMENSION = 384
TOKENIZE_AT_ONCE = 256  # texts; the tokenizer's records weigh about 20 kB a text, the ids that are kept 2 kB


class LocalEmbedder:
    """The bundled embedder. `threads` 0 takes every core this process may use.

    A text is cut after 256 tokens. Each text is one run of the model on one core, and runs go side by side. Texts that
    share a run gain nothing (160-word texts) to an eighth (10-word texts), but they would share the rounding too: so a
    text's vector is the same to the last bit alone, in company, in any order, with any number of threads.
    """

    def __init__(self, threads: int = 0, *, folder: Path = FILES) -> None:
        self._model = load(folder, "embedder")
        self.identity = f"all-MiniLM-L6-v2 int8 {self._model.checksum[:12]}"
        self.dimension = DIMENSION
        self._threads = threads or available_cores()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape (len(texts), 384), float32, unit length, in the texts' order."""
        ids = self._token_ids(texts)
        vectors = np.empty((len(ids), DIMENSION), dtype=np.float32)

        def run(place: int) -> None:
            vectors[place] = self._model.session.run(["vectors"], {"input_ids": ids[place][np.newaxis]})[0][0]

        if len(ids) == 1:  # a question: a thread would only delay it
            run(0)
        else:
            # The longest first, so that no core is left with a long one when the others have nothing more to do.
            longest_first = sorted(range(len(ids)), key=lambda place: -len(ids[place]))
            with ThreadPoolExecutor(self._threads) as workers:
                list(workers.map(run, longest_first))
        return vectors

    def knows(self, word: str) -> bool:
        """Whether the model has a token of its own for this word: it is one of the 30,000 that English has most."""
        return self._model.tokenizer.token_to_id(word.lower()) is not None

    def _token_ids(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        ids: list[NDArray[np.int64]] = []
        for start in range(0, len(texts), TOKENIZE_AT_ONCE):
            encodings = self._model.tokenizer.encode_batch_fast(list(texts[start : start + TOKENIZE_AT_ONCE]))
            ids.extend(np.array(encoding.ids, dtype=np.int64) for encoding in encodings)
        return ids


@once
def bundled_embedder() -> LocalEmbedder:
    """The bundled embedder, loaded once however many ask for it."""
    return LocalEmbedder()
