"""A chat model and an embedder behind a service that does all that services do."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai.types import shared

from assistant.errors import ModelError
from assistant.models.completion import read_part
from assistant.models.openai_api import OpenAIChat, default_model
from assistant.records.ports import Message, Role, Usage
from model_server import WEB_PAGE, ModelServer, Play, echo_evidence, error, serving

KEY = "sk-secret-Key-123456"
MESSAGES = [Message(Role.SYSTEM, "Rules."), Message(Role.USER, "Did rain fall?")]


def _chat(server: ModelServer, *, timeout_seconds: float = 60.0, key: str | None = None) -> OpenAIChat:
    return OpenAIChat(
        model="small", api_key=key, base_url=server.base_url, window=4_000, timeout_seconds=timeout_seconds
    )


def _ask(*plays: str | Play, timeout_seconds: float = 60.0) -> tuple[str, Usage]:
    with serving(plays) as server:
        reply = _chat(server, timeout_seconds=timeout_seconds).reply(MESSAGES, max_tokens=50)
        return "".join(reply), reply.usage


def _failure(*plays: str | Play, timeout_seconds: float = 60.0) -> str:
    """The error of a reply as its class, message and hint, with whatever text came before it."""
    with serving(plays) as server:
        return _failure_of(_chat(server, timeout_seconds=timeout_seconds, key=KEY), server)


def _failure_of(chat: OpenAIChat, server: ModelServer | None = None) -> str:
    pieces: list[str] = []
    with pytest.raises(ModelError) as caught:
        pieces.extend(chat.reply(MESSAGES, max_tokens=50))
    said = f"{''.join(pieces)}|{type(caught.value).__name__}|{caught.value.message}|{caught.value.hint}"
    assert KEY not in said
    return said.replace(server.base_url, "URL") if server else said


def test_a_reply_arrives_in_the_pieces_the_service_sends() -> None:
    with serving([Play(pieces=["Rain ", "fell ", "[1.1]."])]) as server:
        reply = _chat(server).reply(MESSAGES, max_tokens=50)
        assert [piece for piece in reply if piece] == ["Rain ", "fell ", "[1.1]."]
        assert reply.usage == Usage(input_tokens=11, output_tokens=7, requests=1)
        assert server.requests == [
            {
                "model": "small",
                "messages": [{"role": "system", "content": "Rules."}, {"role": "user", "content": "Did rain fall?"}],
                "max_tokens": 50,
                "temperature": 0.0,
                "stream_options": {"include_usage": True},
                "stream": True,
            }
        ]


def test_the_first_piece_is_given_out_before_the_last_is_sent() -> None:
    arrived = threading.Event()

    def pieces() -> Iterator[str]:
        yield "Rain"
        yield " fell" if arrived.wait(300) else " never came"

    with serving([Play(pieces=pieces())]) as server:
        for piece in _chat(server).reply(MESSAGES, max_tokens=50):
            if piece == "Rain":
                arrived.set()
            elif piece:
                assert piece == " fell"


def test_thoughts_are_no_part_of_the_reply() -> None:
    assert _ask(Play(thoughts=["Let me", " think"], pieces=["Rain."]))[0] == "Rain."


def test_a_server_that_answers_whole_is_understood() -> None:
    body = {
        "choices": [{"message": {"role": "assistant", "content": "Rain."}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 3, "completion_tokens": 2},
    }
    assert _ask(Play(body=body)) == ("Rain.", Usage(3, 2, 1))


def test_parts_without_choices_and_other_odd_parts_are_passed_over() -> None:
    events = [
        {"choices": []},
        {"choices": None, "usage": {"prompt_tokens": "many"}},
        {"x": 1},
        {"choices": [{"delta": None}]},
    ]
    assert _ask(Play(pieces=["Rain."], events=events))[0] == "Rain."


@given(st.dictionaries(st.sampled_from(["choices", "usage", "id"]), st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2)
    | st.dictionaries(st.sampled_from(["delta", "message", "content", "finish_reason", "prompt_tokens"]), inner),
)))  # fmt: skip
def test_no_json_object_upsets_the_reading_of_a_part(part: dict[str, object]) -> None:
    assert isinstance(read_part(part).text, str)


FAILURES = {
    "the key is wrong": (
        error(401, f"Incorrect API key provided: {KEY}."),
        "|ModelRefused|URL does not accept the key.|Check OPENAI_API_KEY.",
    ),
    "the key may not": (
        error(403, f"Project of {KEY} has no access to small."),
        "|ModelRefused|URL does not allow this: Project of … has no access to small.|"
        "Check that OPENAI_API_KEY may use 'small', or choose another model with --model.",
    ),
    "the model is unknown": (
        error(404, 'model "small" not found, try pulling it first'),
        "|ModelRefused|URL has no model 'small': model \"small\" not found, try pulling it first.|"
        "Choose one that it has with --model: `assistant models` lists them.",
    ),
    "the page is unknown": (
        Play(status=404, body="404 page not found", content_type="text/plain"),
        "|ModelRefused|URL has no such page: 404 page not found.|"
        "Check OPENAI_BASE_URL: it is the address of the API and usually ends in /v1.",
    ),
    "the quota is used up": (
        error(429, "You exceeded your current quota.", code="insufficient_quota"),
        "|ModelRefused|The quota of the key for URL is used up.|"
        "Check the account's plan, or change OPENAI_API_KEY.",
    ),
    "the wait is too long": (
        error(429, "Slow down.", wait="100"),
        "|ModelRefused|URL gets too many requests and asks to wait 100 seconds.|"
        "Wait, or choose another model with --model.",
    ),
    "the request is too large": (
        error(400, "Your input has 9000 tokens.", code="context_length_exceeded", param="max_tokens"),
        "|ModelRefused|The request is larger than 'small' accepts: "
        "Your input has 9000 tokens. (context_length_exceeded).|"
        "Lower ASSISTANT_WINDOW_TOKENS, or give the model a larger window.",
    ),
    "the request is refused": (
        error(400, "No images, please."),
        "|ModelRefused|URL refused the request with status 400: No images, please.|"
        "Choose another model with --model, or check OPENAI_BASE_URL.",
    ),
    "a proxy refuses with a web page": (
        Play(status=407, body="<html><style>p {}</style><p>Log in</p></html>", content_type="text/html"),
        "|ModelRefused|URL refused the request with status 407: Log in.|"
        "Choose another model with --model, or check OPENAI_BASE_URL.",
    ),
    "a web page answers": (
        WEB_PAGE,
        "|ModelUnreachable|URL answers, but not like a model's service.|"
        "Check OPENAI_BASE_URL: it is the address of the API and usually ends in /v1.",
    ),
    "other JSON answers": (
        Play(body={"hello": "world"}),
        "|ModelUnreachable|URL answers, but not like a model's service.|"
        "Check OPENAI_BASE_URL: it is the address of the API and usually ends in /v1.",
    ),
    "a stream of other JSON answers": (
        Play(events=[["no", "object"]]),
        "|ModelUnreachable|URL answers, but not like a model's service.|"
        "Check OPENAI_BASE_URL: it is the address of the API and usually ends in /v1.",
    ),
    "a stream of no JSON answers": (
        Play(events=["{oops"]),
        "|ModelUnreachable|URL answers, but not like a model's service.|"
        "Check OPENAI_BASE_URL: it is the address of the API and usually ends in /v1.",
    ),
    "deep JSON answers": (
        Play(body=f'{{"choices": {"[" * 200_000}'),
        "|ModelUnreachable|URL answers, but not like a model's service.|"
        "Check OPENAI_BASE_URL: it is the address of the API and usually ends in /v1.",
    ),
    "a stream of deep JSON answers": (
        Play(events=["[" * 200_000]),
        "|ModelUnreachable|URL answers, but not like a model's service.|"
        "Check OPENAI_BASE_URL: it is the address of the API and usually ends in /v1.",
    ),
    "another address is named": (
        Play(status=307, body="", headers={"location": "http://elsewhere.example/v1"}),
        "|ModelRefused|URL sends to another address, http://elsewhere.example/v1, to which nothing was sent.|"
        "If you trust it, set OPENAI_BASE_URL to it.",
    ),
    "the limit is passed over": (
        Play(pieces=["Rain "] * 1_000),
        f"{'Rain ' * 160}|ModelBrokeOff|'small' stopped at its limit of 50 tokens.|"
        "Raise ASSISTANT_ANSWER_TOKENS, or ask for less.",
    ),
    "the rest is withheld": (
        Play(pieces=["Rain"], finish="content_filter"),
        "Rain|ModelBrokeOff|URL withheld the rest of the reply by its content filter.|"
        "Ask in other words, or choose another model with --model.",
    ),
    "the reply is empty": (
        Play(),
        "|ModelBrokeOff|The reply of 'small' holds no text.|Ask again, or choose another model with --model.",
    ),
    "the limit is reached": (
        Play(pieces=["Rain"], finish="length"),
        "Rain|ModelBrokeOff|'small' stopped at its limit of 50 tokens.|Raise ASSISTANT_ANSWER_TOKENS, or ask for less.",
    ),
    "thinking takes all": (
        Play(thoughts=["Hm"], finish="length"),
        "|ModelBrokeOff|'small' stopped at its limit of 50 tokens, all spent on thinking.|"
        "Raise ASSISTANT_ANSWER_TOKENS, or ask for less.",
    ),
    "the reply is withheld": (
        Play(finish="content_filter"),
        "|ModelRefused|URL withheld the reply by its content filter.|"
        "Ask in other words, or choose another model with --model.",
    ),
    "the stream ends silently": (
        Play(pieces=["Rain"], finish=None),
        "Rain|ModelBrokeOff|The reply of 'small' broke off: URL ended the reply too early: "
        "the connection was closed before the end.|"
        "Ask again; if it happens every time, choose another model with --model.",
    ),
    "the connection breaks": (
        Play(pieces=["Rain"], finish=None, abrupt=True),
        "Rain|ModelBrokeOff|The reply of 'small' broke off: URL ended the reply too early: Connection error.|"
        "Ask again; if it happens every time, choose another model with --model.",
    ),
    "an error comes in the midst": (
        Play(pieces=["Rain"], events=[{"error": {"message": "The graphics card is on fire.", "code": 500}}]),
        "Rain|ModelBrokeOff|The reply of 'small' broke off: URL ended the reply too early: "
        "The graphics card is on fire. (500).|Ask again; if it happens every time, choose another model with --model.",
    ),
    "the window is found too small in the midst": (
        Play(events=[{"error": {"message": "The prompt exceeds the available context size."}}]),
        "|ModelRefused|The request is larger than 'small' accepts: The prompt exceeds the available context size.|"
        "Lower ASSISTANT_WINDOW_TOKENS, or give the model a larger window.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("play", "expected"), FAILURES.values(), ids=FAILURES.keys())
def test_every_failure_says_what_happened_and_which_setting_to_change(play: Play, expected: str) -> None:
    assert _failure(play, "Rain.") == expected


PASSING = {
    "rate limit": error(429, "Slow down."),
    "server error": error(500, "Oops."),
    "loading": error(503, "Loading model"),
    "silent end": Play(finish=None),
    "broken connection": Play(finish=None, abrupt=True),
    "error in the stream": Play(events=[{"error": {"message": "Overloaded."}}]),
}


@pytest.mark.parametrize("play", PASSING.values(), ids=PASSING.keys())
def test_what_may_pass_is_tried_again_before_the_first_piece(play: Play) -> None:
    assert _ask(play, "Rain.") == ("Rain.", Usage(11, 7, requests=2))


def test_nobody_is_kept_waiting_as_long_as_a_service_may_ask() -> None:
    started = time.monotonic()
    assert "asks to wait 100 seconds" in _failure(error(429, "Slow down.", wait="100"), timeout_seconds=500)
    assert time.monotonic() - started < 100


def test_after_four_attempts_it_is_given_up() -> None:
    with serving([error(500, "Oops.")] * 10) as server:
        assert _failure_of(_chat(server), server) == (
            "|ModelUnreachable|URL failed with status 500: Oops.|"
            "Try again later; if the server is your own, look at its log."
        )
        assert len(server.requests) == 4


@pytest.mark.parametrize(
    "play",
    [
        Play(pieces=["Rain"], finish=None, comments=True),
        Play(finish=None, comments=True),
        Play(thoughts=["hm"] * 10_000, pause_seconds=0.02),
        Play(pieces=["Rain"], pause_seconds=100.0),
    ],
    ids=["stalls after a piece", "stalls at once", "thinks for ever", "is slow"],
)
def test_a_reply_that_is_not_there_in_time_is_given_up(play: Play) -> None:
    started = time.monotonic()
    said = _failure(play, timeout_seconds=0.2)
    assert time.monotonic() - started < 100
    assert said.endswith(
        "'small' at URL did not finish in 0.2 seconds."
        "|Raise ASSISTANT_TIMEOUT_SECONDS, or choose a quicker model with --model."
    )


def test_a_reply_that_nobody_reads_on_is_not_paid_for_to_its_end() -> None:
    with serving([Play(pieces=["Rain "] * 500, pause_seconds=0.01)]) as server:
        pieces = iter(_chat(server).reply(MESSAGES, max_tokens=50))
        assert [next(pieces), next(pieces)] == ["", "Rain "]
        pieces.close()  # type: ignore[attr-defined]  # a generator


def test_a_server_that_is_not_there_is_named_at_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://user:hunter2@127.0.0.1:{taken.getsockname()[1]}/v1"
        chat = OpenAIChat(model="small", api_key=None, base_url=url, window=1, timeout_seconds=60)
        started = time.monotonic()
        assert re.sub(r":\d+/", ":N/", _failure_of(chat)) == (
            "|ModelUnreachable|http://127.0.0.1:N/v1 cannot be reached: [Errno 111] Connection refused.|"
            "Check OPENAI_BASE_URL and that its server is running."
        )
        assert time.monotonic() - started < 60


def test_the_default_model_is_in_the_sdks_list() -> None:
    assert default_model() in get_args(shared.ChatModel)


def test_the_echo_of_the_scripted_server_cites_the_first_sentences() -> None:
    shown = "[1.1] Rain fell.\nx [1.9] y\n[1.2] Snow fell."
    assert echo_evidence({"messages": [{"content": shown}]}) == "Rain fell. [1.1] Snow fell. [1.2]"
    assert echo_evidence({"messages": [{"content": "Last question: And then?"}]}) == "And then?"
    assert echo_evidence(json.loads('{"messages": [{"content": "nothing"}]}')) == "NOT IN ARTICLES"
