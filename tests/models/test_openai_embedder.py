"""Vectors from a service: one a text, of unit length, in order, or a clear refusal."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.errors import ModelRefused, ModelUnreachable
from assistant.models.openai_api import OpenAIEmbedder
from model_server import WEB_PAGE, ModelServer, Play, error, serving, vector_of


def _embedder(server: ModelServer, timeout_seconds: float = 60.0) -> OpenAIEmbedder:
    return OpenAIEmbedder(model="vectors", api_key=None, base_url=server.base_url, timeout_seconds=timeout_seconds)


def _unit(text: str) -> list[float]:
    vector = np.array(vector_of(text))
    return list(vector / np.linalg.norm(vector))


def test_vectors_come_in_the_order_of_the_texts_with_length_one() -> None:
    texts = [f"text {number}" for number in range(300)]
    with serving() as server:
        embedder = _embedder(server)
        vectors = embedder.embed(texts)
        assert [len(request["input"]) for request in server.requests] == [128, 128, 44]
        assert server.requests[0]["encoding_format"] == "float"
        assert (embedder.dimension, embedder.identity) == (8, "openai:vectors")
    assert vectors.dtype == np.float32
    assert vectors.shape == (300, 8)
    np.testing.assert_allclose(vectors, [_unit(text) for text in texts], atol=1e-6)


def test_no_texts_give_no_vectors_and_an_empty_text_gives_one() -> None:
    with serving() as server:
        assert _embedder(server).embed([]).shape == (0, 8)
        assert _embedder(server).embed(["", "x"]).shape == (2, 8)


def _rows(*rows: Sequence[float]) -> Play:
    return Play(body={"object": "list", "data": [{"index": at, "embedding": row} for at, row in enumerate(rows)]})


@pytest.mark.parametrize(
    "play",
    [
        WEB_PAGE,
        Play(body={"hello": "world"}),
        _rows([1.0, 0.0]),
        _rows([1.0, 0.0], [1.0]),
        _rows([1.0, 0.0], [0.0, 0.0]),
        Play(body='{"data": [{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [NaN]}]}'),
        Play(body={"data": [{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [2]}]}),
        Play(body={"data": [{"index": 0, "embedding": "x"}, {"index": 1, "embedding": "y"}]}),
        Play(body={"data": [{"embedding": [1]}, {"embedding": [2]}]}),
    ],
    ids=["page", "JSON", "too few", "ragged", "zero", "NaN", "same index", "text", "no index"],
)
def test_what_is_not_one_vector_a_text_is_refused(play: Play) -> None:
    with serving(embeddings=[play]) as server, pytest.raises(ModelUnreachable, match="not like a model's service"):
        _embedder(server).embed(["a", "b"])


def test_batches_of_two_lengths_are_refused() -> None:
    with serving(embeddings=[_rows(*[[1.0, 0.0]] * 128), _rows([1.0])]) as server, pytest.raises(ModelUnreachable):
        _embedder(server).embed(["text"] * 129)


def test_an_embedder_tries_again_what_may_pass_and_explains_what_does_not() -> None:
    with serving(embeddings=[error(429, "Slow."), error(500, "Oops.")]) as server:
        assert _embedder(server).embed(["a"]).shape == (1, 8)
        assert len(server.requests) == 3
    with serving(embeddings=[error(404, "no model vectors")]) as server, pytest.raises(ModelRefused, match="no model"):
        _embedder(server).embed(["a"])
