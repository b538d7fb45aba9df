"""Any llama-index embedding model as our embedder, named by a setting."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError, UsageError


class LlamaEmbedder:
    """Wraps ``module:Class``, a subclass of llama-index's BaseEmbedding that needs no arguments.

    Raises UsageError when it cannot be imported or made, ModelError when it fails to embed.
    """

    def __init__(self, name: str) -> None:
        from llama_index.core.base.embeddings.base import BaseEmbedding

        module, _, class_name = name.partition(":")
        hint = 'Write embedder = "llama-index:module:Class", and install the package that holds it.'
        try:
            made = getattr(import_module(module), class_name)()
        except Exception as error:  # a plug-in's constructor may raise anything; the reader is told what and where
            raise UsageError(f"The embedder {name!r} cannot be made: {error}", hint=hint) from error
        if not isinstance(made, BaseEmbedding):
            raise UsageError(f"{name!r} is not a llama-index embedding model.", hint=hint)
        self._name, self._model = name, made

    @property
    def identity(self) -> str:
        """The class and the model it says it runs."""
        return f"llama-index:{self._name} {self._model.model_name}"

    @cached_property
    def dimension(self) -> int:
        """Found out by embedding one word, once."""
        return int(self.embed(["dimension"]).shape[1])

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape (len(texts), dimension), float32, unit length, in the texts' order."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        try:
            raw = self._model.get_text_embedding_batch(list(texts))
        except Exception as error:  # as above
            raise ModelError(f"The embedder {self._name!r} failed: {error}") from error
        vectors = np.asarray(raw, dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = vectors / np.maximum(lengths, 1e-12)
        return unit
