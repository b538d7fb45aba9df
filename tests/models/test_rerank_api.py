"""A reranker behind a server: one number a text from every form of answer, or the bundled order and one line."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from assistant.errors import ModelError, ModelRefused, UsageError
from assistant.models.openai_api import Caller
from assistant.models.rerank_api import ApiReranker
from model_server import WEB_PAGE, ModelServer, Play, error, serving

KEY = "sk-secret-Key-123456"
TEXTS = ["Rain fell.", "The mayor spoke.", "It rained in May."]
REQUEST = {"model": "small", "query": "Did it rain?"}
MISSING = Play(status=422, body="Failed to deserialize the JSON body: missing field `texts`", content_type="text/plain")
CHECK = "Check RERANKER_BASE_URL, RERANKER_API_KEY and the setting `reranker`."


@dataclass
class Tried:
    """A reranker and what it told."""

    reranker: ApiReranker
    told: list[str] = field(default_factory=list)

    def scores(self) -> list[float]:
        return [round(float(score), 3) for score in self.reranker.scores("Did it rain?", TEXTS)]


def _tried(server: ModelServer | str, *, key: str | None = None, timeout_seconds: float = 60.0) -> Tried:
    told: list[str] = []
    caller = Caller(
        model="small",
        api_key=key,
        base_url=server if isinstance(server, str) else server.base_url,
        timeout_seconds=timeout_seconds,
        variables="RERANKER",
    )
    return Tried(ApiReranker(caller, told.append), told)


def _failure(*plays: Play, timeout_seconds: float = 60.0) -> str:
    """The error and the line of a reranker that fails; the second time it only raises."""
    with serving(reranked=plays) as server:
        tried = _tried(server, key=KEY, timeout_seconds=timeout_seconds)
        for _ in range(2):
            with pytest.raises(ModelError) as caught:
                tried.scores()
        assert len(server.requests) == len(plays)
        assert caught.value.hint == CHECK
        assert tried.told == [f"{caught.value.message} The bundled reranker orders the passages. {CHECK}"]
        assert KEY not in tried.told[0]
        return f"{type(caught.value).__name__}: {caught.value.message}".replace(server.base_url, "URL")


def _rows(*pairs: tuple[object, object], name: str = "relevance_score") -> list[dict[str, object]]:
    return [{"index": index, name: score} for index, score in pairs]


SHARES = ((2, 0.75), (0, 0.5), (1, 0.0))
LOGITS = [0.0, -11.513, 1.099]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"id": "1", "results": _rows(*SHARES), "meta": {"api_version": {"version": "2"}}}, LOGITS),
        ({"model": "small", "usage": {"total_tokens": 9}, "results": _rows(*SHARES)}, LOGITS),
        ({"results": [{**row, "document": {"text": "Rain."}} for row in _rows(*SHARES)]}, LOGITS),
        ({"object": "list", "results": _rows((0, -2.5), (1, 0.5), (2, 7))}, [-2.5, 0.5, 7.0]),
        (_rows(*SHARES, name="score"), LOGITS),
        ({"results": _rows((0, 0.5), (1, -1e-7), (2, 0.75))}, LOGITS),
    ],
    ids=["Cohere", "Jina", "vLLM", "llama.cpp", "bare list", "rounded"],
)
def test_every_form_of_answer_gives_the_scores_in_the_texts_order(body: object, expected: list[float]) -> None:
    with serving(reranked=[Play(body=body)]) as server:
        tried = _tried(server)
        assert tried.scores() == expected
        assert tried.reranker.scores("Did it rain?", []).shape == (0,)
        assert tried.reranker.identity == "api:small"
        assert (server.paths, server.requests) == (["/v1/rerank"], [{**REQUEST, "documents": TEXTS}])


def test_a_server_that_wants_texts_gets_them_from_then_on() -> None:
    body = _rows(*SHARES, name="score")
    with serving(reranked=[MISSING, Play(body=body), Play(body=body)]) as server:
        tried = _tried(server)
        assert (tried.scores(), tried.scores()) == (LOGITS, LOGITS)
        texts = {**REQUEST, "texts": TEXTS, "truncate": True}
        assert server.requests == [{**REQUEST, "documents": TEXTS}, texts, texts]


def test_where_both_forms_are_refused_the_first_refusal_is_told_unless_the_second_is_of_another_kind() -> None:
    said = _failure(error(400, "unknown model"), error(400, "documents are missing"))
    assert said == "ModelRefused: URL refused the request with status 400: unknown model."
    assert _failure(MISSING, error(401, "No.")) == "ModelRefused: URL does not accept the key."


def test_after_a_score_beyond_0_to_1_none_is_a_share() -> None:
    plays = [Play(body=_rows(*pairs, name="score")) for pairs in [((0, 4.0), (1, 0.5), (2, -1)), SHARES]]
    with serving(reranked=plays) as server:
        tried = _tried(server)
        assert (tried.scores(), tried.scores()) == ([4.0, 0.5, -1.0], [0.5, 0.0, 0.75])


NO_SCORES = {
    "a page": WEB_PAGE,
    "no JSON": Play(body="{"),
    "nothing": Play(body="null"),
    "other JSON": Play(body={"hello": "world"}),
    "too few": Play(body={"results": _rows((0, 0.1), (1, 0.2))}),
    "too many": Play(body={"results": _rows((0, 0.1), (1, 0.2), (2, 0.3), (2, 0.3))}),
    "an index twice": Play(body={"results": _rows((0, 0.1), (1, 0.2), (1, 0.3))}),
    "an index beyond": Play(body={"results": _rows((0, 0.1), (1, 0.2), (3, 0.3))}),
    "no index": Play(body={"results": [{"relevance_score": 0.1}] * 3}),
    "an odd index": Play(body={"results": _rows((0, 0.1), ([1], 0.2), ("2", 0.3))}),
    "a text": Play(body={"results": _rows((0, 0.1), (1, "0.2"), (2, 0.3))}),
    "no score": Play(body={"results": _rows((0, 0.1), (1, None), (2, 0.3))}),
    "NaN": Play(body='[{"index": 0, "score": NaN}, {"index": 1, "score": 1}, {"index": 2, "score": 1}]'),
    "infinite": Play(body='[{"index": 0, "score": 1e999}, {"index": 1, "score": 1}, {"index": 2, "score": 1}]'),
    "huge": Play(body={"results": _rows((0, 10**400), (1, 0.2), (2, 0.3))}),
    "not rows": Play(body={"results": [0.1, 0.2, 0.3]}),
}


@pytest.mark.parametrize("play", NO_SCORES.values(), ids=NO_SCORES)
def test_what_is_not_one_finite_number_a_text_is_refused(play: Play) -> None:
    assert _failure(play) == "ModelUnreachable: URL answers, but not like a model's service."


def test_a_wrong_key_an_unknown_model_and_a_slow_server_are_told() -> None:
    assert _failure(error(401, f"Bad key {KEY}.")) == "ModelRefused: URL does not accept the key."
    assert _failure(error(404, "model not found")) == "ModelRefused: URL has no model 'small': model not found."
    failed = [error(500, "Out of memory.")] * 4
    assert _failure(*failed) == "ModelUnreachable: URL failed with status 500: Out of memory."
    slow = Play(body=[], pause_seconds=100.0)
    assert _failure(slow, timeout_seconds=2.5) == "ModelUnreachable: 'small' at URL did not finish in 2.5 seconds."


def test_a_server_that_is_down_is_told_by_its_address() -> None:
    with serving() as server:
        base_url = server.base_url
    tried = _tried(base_url)
    with pytest.raises(ModelError):
        tried.scores()
    assert len(tried.told) == 1
    assert tried.told[0].startswith(f"{base_url} cannot be reached: ")


def test_what_may_pass_is_tried_again() -> None:
    with serving(reranked=[error(503, "Loading."), Play(body=_rows(*SHARES))]) as server:
        assert _tried(server).scores() == LOGITS


@pytest.mark.parametrize("key", [KEY, None])
def test_nothing_of_openai_s_variables_is_sent_to_another_address(
    monkeypatch: pytest.MonkeyPatch, key: str | None
) -> None:
    secret = "sk-of-another-service"
    for name in ["OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"]:
        monkeypatch.setenv(name, secret)
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", f"authorization: Bearer {secret}\nX-Gateway: {secret}")
    with serving(reranked=[Play(body=_rows(*SHARES))]) as server:
        assert _tried(server, key=key).scores() == LOGITS
        assert server.headers[0]["authorization"] == f"Bearer {key or 'none'}"
        assert secret not in str(server.headers)


def test_an_address_that_is_none_is_named_by_its_own_variable() -> None:
    with pytest.raises(UsageError, match="RERANKER_BASE_URL is not a web address"):
        _tried("localhost:8080")
    with pytest.raises(ModelRefused, match="RERANKER_API_KEY"):
        _tried("https://api.openai.com/v1").scores()


def test_scores_are_single_precision() -> None:
    with serving(reranked=[Play(body=_rows(*SHARES))]) as server:
        assert _tried(server).reranker.scores("Did it rain?", TEXTS).dtype == np.float32
