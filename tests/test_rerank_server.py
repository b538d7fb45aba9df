"""What a rerank server does to a search: the order, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from assistant.answering.pipeline import find
from assistant.errors import ExitCode, UsageError
from assistant.records.evidence import Passage
from assistant.records.questions import Question
from assistant.settings import load_settings
from assistant.wiring.answers import make_tools
from assistant.wiring.library import open_index
from assistant.wiring.models import make_order, make_reranker
from command_line import run
from model_server import ModelServer, Play, Request, error, serving
from moon_library import make_moon_library

QUESTION = "When did Apollo 11 land on the Moon?"
KEY = "sk-of-the-model"
CHECK = "Check RERANKER_BASE_URL, RERANKER_API_KEY and the setting `reranker`."


@pytest.fixture(scope="module")
def moon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("moon")
    make_moon_library(root)
    return root


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """A server to which a text on Luna 9 answers anything."""

    def luna_first(request: Request) -> Play:
        shares = [1.0 if "Luna 9" in text else 0.5 if "lands" in text else 0.0 for text in request["documents"]]
        return Play(body={"results": [{"index": at, "relevance_score": share} for at, share in enumerate(shares)]})

    with serving(reranked=luna_first) as running:
        monkeypatch.setenv("RERANKER_BASE_URL", running.base_url)
        yield running


def search(root: Path, text: str = QUESTION, *, reranker: str = "api:small") -> tuple[Sequence[Passage], list[str]]:
    """The passages found, and what was told."""
    told: list[str] = []
    with closing(open_index(root, warn=pytest.fail)) as library:
        tools = make_tools(load_settings(root, reranker=reranker), library, with_model=False, warn=told.append)
        return find(Question(text, date(1969, 7, 22)), tools)[1].passages, told


def logits(passages: Sequence[Passage]) -> dict[str, float | None]:
    return {passage.article.title: passage.scores.reranked for passage in passages}


def test_the_server_orders_and_the_bundled_reranker_s_logits_stay(moon: Path, server: ModelServer) -> None:
    own, _ = search(moon, reranker="local")
    ordered, told = search(moon)
    assert list(logits(own)) == ["Apollo 11 lands on the Moon", "Luna 9 reaches the Moon"]
    assert list(logits(ordered)) == ["Luna 9 reaches the Moon", "Apollo 11 lands on the Moon"]
    assert (logits(ordered), told) == (logits(own), [])


def test_no_pair_is_sent_twice_for_a_question_that_is_searched_in_parts(moon: Path, server: ModelServer) -> None:
    search(moon, "What did Wire report on the Moon in 1969?")
    sent = [text for request in server.requests for text in request["documents"]]
    assert (len(sent), len(set(sent))) == (3, 3)


def test_a_server_that_fails_leaves_the_bundled_order_and_is_asked_and_told_of_once(
    moon: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "What did Wire report on the Moon in 1969?"
    with serving(reranked=[error(401, "No.")]) as refusing:
        monkeypatch.setenv("RERANKER_BASE_URL", refusing.base_url)
        ordered, told = search(moon, text)
        assert len(refusing.requests) == 1
        said = f"{refusing.base_url} needs a key. The bundled reranker orders the passages. {CHECK}"
    assert ordered == search(moon, text, reranker="local")[0]
    assert told == [said]


def test_the_program_says_in_one_line_that_the_server_is_down_and_goes_on(
    moon: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as gone:
        monkeypatch.setenv("RERANKER_BASE_URL", gone.base_url)
        monkeypatch.setenv("ASSISTANT_RERANKER", "api:small")
    done = run("-L", str(moon), "search", QUESTION, "--as-of", "1969-07-22", "--json")
    assert (done.returncode, json.loads(done.stdout)["status"]) == (0, "answered")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"assistant: {gone.base_url} cannot be reached: ")
    assert line.endswith(f" The bundled reranker orders the passages. {CHECK}")


def test_without_an_address_of_its_own_the_model_s_service_is_asked_with_its_key(
    moon: Path, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    search(moon)
    assert KEY not in str(server.headers)
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
    monkeypatch.delenv("RERANKER_BASE_URL")
    search(moon)
    assert server.headers[-1]["authorization"] == f"Bearer {KEY}"


def test_without_any_address_the_setting_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with pytest.raises(UsageError) as caught:
        make_order(load_settings(tmp_path, reranker="api:small"), pytest.fail)
    assert caught.value.exit_code == ExitCode.USAGE
    assert str(caught.value) == (
        "The setting reranker = 'api:small' needs the address of a server."
        " Set RERANKER_BASE_URL, like http://localhost:8080."
    )


@pytest.mark.parametrize("named", ["", "api", "api:", "local:", "openai:small"])
def test_a_reranker_that_there_is_not_is_refused(tmp_path: Path, named: str) -> None:
    with pytest.raises(UsageError) as caught:
        make_reranker(load_settings(tmp_path, reranker=named))
    assert str(caught.value) == (
        f'The setting reranker = {named!r} names no reranker. It is "local", "api:MODEL" or "none".'
    )
