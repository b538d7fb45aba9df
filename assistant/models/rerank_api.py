"""A question and texts to scores, by the /rerank of a server as Cohere, Jina, vLLM and Text Embeddings Inference have.

The last says `texts` for `documents`, and answers with a bare list (huggingface.github.io/text-embeddings-inference).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.models.failures import Failure
from assistant.models.openai_api import Caller

# A share of 1 is a logit of 11.5, about the bundled reranker's highest.
_LEAST_SHARE = 1e-5
# A server's share of 1 may be 1.0000001.
_ROUNDING = 1e-3
# Beyond it a number is not finite in float32.
_MOST = 1e30


class ApiReranker:
    """A reranking model behind a server; implements Reranker. When it fails, `warn` is told, once."""

    def __init__(self, caller: Caller, warn: Callable[[str], None]) -> None:
        self._caller = caller
        self.identity = f"api:{caller.service.model}"
        self._warn = warn
        self._field = "documents"
        self._in_shares = True
        self._failed: ModelError | None = None

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Scores of shape (len(texts),), shares (0 to 1) as logits; raises ModelError."""
        if self._failed is not None:
            raise self._failed
        if not texts:
            return np.zeros(0, dtype=np.float32)
        try:
            scores = self._caller.answer(lambda seconds_left: self._ask(question, texts, seconds_left), self._adapt_to)
        except ModelError as error:
            variables = self._caller.service.variables
            error.hint = f"Check {variables}_BASE_URL, {variables}_API_KEY and the setting `reranker`."
            self._failed = error
            self._warn(f"{error.message} The bundled reranker orders the passages. {error.hint}")
            raise
        self._in_shares = self._in_shares and bool((abs(scores - 0.5) <= 0.5 + _ROUNDING).all())
        shares = np.clip(scores, _LEAST_SHARE, 1 - _LEAST_SHARE)
        return (np.log(shares / (1 - shares)) if self._in_shares else scores).astype(np.float32)

    def _ask(self, question: str, texts: Sequence[str], seconds_left: float) -> NDArray[np.float64]:
        body: dict[str, object] = {"model": self._caller.service.model, "query": question, self._field: list(texts)}
        if self._field == "texts":
            body["truncate"] = True  # else a passage longer than the model's window is refused
        return _scores(self._caller.post("/rerank", body, seconds_left), len(texts))

    def _adapt_to(self, failure: Failure) -> bool:
        """Whether the other form may be what the server wants; it is tried once."""
        if failure.status not in {400, 422} or self._field == "texts":
            return False
        self._field = "texts"
        return True


def _scores(answer: object, count: int) -> NDArray[np.float64]:
    """The score of each text, in the texts' order; raises ValueError for what is not one finite number a text."""
    rows = answer.get("results") if isinstance(answer, dict) else answer
    if not isinstance(rows, list) or len(rows) != count:
        raise ValueError("not one row per text")
    by_index: dict[int, float] = {}
    for row in rows:
        match row:
            case {"index": int(index), "relevance_score": int() | float() as score} | {
                "index": int(index),
                "score": int() | float() as score,
            } if abs(score) < _MOST:
                by_index[index] = float(score)
    if set(by_index) != set(range(count)):
        raise ValueError("not one score per text")
    return np.array([by_index[index] for index in range(count)])
