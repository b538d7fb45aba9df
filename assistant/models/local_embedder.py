"""Turns texts into unit vectors on this machine, with the bundled all-MiniLM-L6-v2 in int8."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import AssistantError

FILES = Path(__file__).parent / "embedder_files"
DIMENSION = 384
TOKENIZE_AT_ONCE = 256  # texts; the tokenizer's records weigh about 20 kB a text until only the ids are kept
BATCH_TOKENS = 256  # per run; more gains no speed on a CPU and takes memory


class EmbedderFilesDamaged(AssistantError):
    """The bundled model files are missing or cannot be loaded."""


class LocalEmbedder:
    """The bundled embedder. `threads` 0 takes every core this process may use.

    A text is cut after 256 tokens. Each run of the model takes one core and texts of exactly equal length, so that
    nothing is padded; several runs go side by side.
    """

    def __init__(self, threads: int = 0, *, folder: Path = FILES) -> None:
        import onnxruntime
        import tokenizers

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        # The extended optimisations fuse additions into SkipLayerNormalization, which costs a quarter of the speed.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.log_severity_level = 3
        try:
            self.identity = f"all-MiniLM-L6-v2 int8 {_model_checksum(folder)[:12]}"
            self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the tokenizer raises bare Exception, onnxruntime a dozen unrelated classes
            raise EmbedderFilesDamaged(
                f"The bundled embedder in {str(folder)!r} cannot be loaded: {error}",
                hint="Install grounded-assistant again.",
            ) from error
        self._threads = threads or _available_cores()

    @property
    def dimension(self) -> int:
        return DIMENSION

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape (len(texts), 384), float32, unit length, in the texts' order."""
        ids = self._token_ids(texts)
        batches = list(_batches(ids))
        vectors = np.empty((len(ids), DIMENSION), dtype=np.float32)

        def run(batch: list[int]) -> None:
            together: Any = np.array([ids[place] for place in batch], dtype=np.int64)
            vectors[batch] = self._session.run(["vectors"], {"input_ids": together})[0]

        if len(batches) < 2 or self._threads == 1:
            for batch in batches:
                run(batch)
        else:
            with ThreadPoolExecutor(self._threads) as workers:
                list(workers.map(run, batches))
        return vectors

    def _token_ids(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        ids = []
        for start in range(0, len(texts), TOKENIZE_AT_ONCE):
            encodings = self._tokenizer.encode_batch_fast(list(texts[start : start + TOKENIZE_AT_ONCE]))
            ids.extend(np.array(encoding.ids, dtype=np.int32) for encoding in encodings)
        return ids


def _batches(ids: Sequence[NDArray[np.int32]]) -> Iterator[list[int]]:
    """Places of equally long texts, the longest texts first, at most BATCH_TOKENS together (or one text)."""
    batch: list[int] = []
    for place in sorted(range(len(ids)), key=lambda place: -ids[place].size):
        length = ids[place].size
        if batch and (ids[batch[0]].size != length or (len(batch) + 1) * length > BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _model_checksum(folder: Path) -> str:
    """As written down when the files were made: reading it costs nothing, computing it 23 MB."""
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        checksum, name = line.split()
        if name == "model.onnx":
            return checksum
    raise ValueError("SHA256SUMS does not name model.onnx")


def _available_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
