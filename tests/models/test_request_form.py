"""Chat requests in the form that each service takes, to an address and with a key that were checked."""

from __future__ import annotations

import pytest

from assistant.errors import ModelRefused, UsageError
from assistant.models.openai_api import OpenAIChat
from assistant.models.request_form import FormAsked, RequestForm
from assistant.models.service import find_service
from assistant.records.ports import Message, Role
from model_server import ModelServer, Play, error, serving

KEY = "sk-secret-Key-123456"
MESSAGES = [Message(Role.SYSTEM, "Rules."), Message(Role.USER, "Did rain fall?")]


def _chat(server: ModelServer, key: str | None = None) -> OpenAIChat:
    return OpenAIChat(model="small", api_key=key, base_url=server.base_url, window=4_000, timeout_seconds=60.0)


def _refusal(chat: OpenAIChat) -> str:
    with pytest.raises(ModelRefused) as caught:
        list(chat.reply(MESSAGES, max_tokens=50))
    return str(caught.value)


REFUSED_FIELDS = {
    "max_tokens": (
        error(400, "Use 'max_completion_tokens' instead of 'max_tokens'.", param="max_tokens"),
        {"max_completion_tokens": 50},
        {"max_tokens"},
    ),
    "temperature": (
        error(400, "Unsupported value: 'temperature' does not support 0.0 with this model."),
        {},
        {"temperature"},
    ),
    "stream_options": (
        Play(
            status=422,
            body={"detail": [{"loc": ["body", "stream_options"], "msg": "Extra inputs are not permitted"}]},
        ),
        {},
        {"stream_options"},
    ),
    "system role": (
        error(400, "System role not supported"),
        {"messages": [{"role": "user", "content": "Rules.\n\nDid rain fall?"}]},
        set(),
    ),
}


@pytest.mark.parametrize(("refusal", "changed", "left_out"), REFUSED_FIELDS.values(), ids=REFUSED_FIELDS.keys())
def test_a_refused_field_is_left_out_or_written_otherwise_and_stays_so(
    refusal: Play, changed: dict[str, object], left_out: set[str]
) -> None:
    with serving([refusal, "Rain.", "Snow."]) as server:
        chat = _chat(server)
        assert "".join(chat.reply(MESSAGES, max_tokens=50)) == "Rain."
        assert "".join(chat.reply(MESSAGES, max_tokens=50)) == "Snow."
        first, second, third = server.requests
    assert second == {name: value for name, value in {**first, **changed}.items() if name not in left_out}
    assert third == second


@pytest.mark.parametrize(
    "refusal",
    [
        error(400, "Unknown field.", param="response_format"),
        error(400, "'json_schema' is not one of ['text', 'json_object']"),
        error(422, "Structured outputs are not supported by this model."),
        error(500, "Internal Server Error"),
    ],
)
def test_where_a_reply_cannot_be_held_to_a_schema_it_is_asked_for_without(refusal: Play) -> None:
    form = {"type": "object"}
    with serving(["{}", refusal, "1: yes", "2: yes"]) as server:
        chat = _chat(server)
        said = ["".join(chat.reply(MESSAGES, max_tokens=50, form=form)) for _ in range(3)]
        assert said == ["{}", "1: yes", "2: yes"]
        held, *others = server.requests
    assert held["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "reply", "strict": True, "schema": form},
    }
    assert [each.get("response_format") for each in others[1:]] == [None, None]


def test_a_field_that_is_refused_in_either_form_is_not_fought_over() -> None:
    refusals = [error(400, f"No {name}.", param=name) for name in ("max_tokens", "max_completion_tokens", "max_tokens")]
    with serving([*refusals, "Rain."]) as server:
        assert _refusal(_chat(server)).startswith(f"{server.base_url} refused the request with status 400")
        assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("model", "base_url", "fields"),
    [
        ("gpt-6-luna", None, {"max_completion_tokens": 4_050, "reasoning_effort": "low"}),
        ("o3", "https://eu.api.openai.com/v1", {"max_completion_tokens": 4_050, "reasoning_effort": "low"}),
        ("gpt-4.1-mini", None, {"max_completion_tokens": 50, "temperature": 0.0}),
        ("gpt-oss:20b", "http://localhost:11434/v1", {"max_tokens": 50, "temperature": 0.0}),
        ("qwen3", "https://models.example.org/v1", {"max_tokens": 50, "temperature": 0.0}),
    ],
)
def test_a_request_begins_in_the_form_that_its_service_takes(
    model: str, base_url: str | None, fields: dict[str, object]
) -> None:
    form = RequestForm(find_service(model=model, api_key=KEY, base_url=base_url))
    asked = form.fields(FormAsked(MESSAGES[1:], 50))
    del asked["model"], asked["messages"], asked["stream_options"]
    assert asked == fields


def test_openai_is_not_asked_without_a_key() -> None:
    with pytest.raises(ModelRefused) as caught:
        list(
            OpenAIChat(model="gpt-6-luna", api_key=None, base_url=None, window=1, timeout_seconds=1).reply(
                MESSAGES, max_tokens=1
            )
        )
    assert str(caught.value) == (
        "api.openai.com needs a key. Set OPENAI_API_KEY, or OPENAI_BASE_URL to the address of a local server."
    )


def test_a_server_without_a_key_is_asked_without_one_and_may_want_one() -> None:
    with serving(["Rain.", error(401, "No key.")]) as server:
        chat = _chat(server)
        assert "".join(chat.reply(MESSAGES, max_tokens=50)) == "Rain."
        assert server.headers[0]["authorization"] == "Bearer none"
        assert _refusal(chat) == f"{server.base_url} needs a key. Set OPENAI_API_KEY."


def test_a_key_is_sent_to_the_service_and_shown_nowhere() -> None:
    with serving(["Rain."]) as server:
        chat = _chat(server, key=f" {KEY}\n")
        "".join(chat.reply(MESSAGES, max_tokens=50))
        assert server.headers[0]["authorization"] == f"Bearer {KEY}"
        assert KEY not in f"{chat!r} {chat._caller.service!r} {vars(chat)}"


@pytest.mark.parametrize("address", ["localhost:11434/v1", "ftp://localhost/v1", "http:///v1", "gpt"])
def test_an_address_that_is_none_is_refused_before_anything_is_sent(address: str) -> None:
    with pytest.raises(UsageError, match="OPENAI_BASE_URL is not a web address"):
        find_service(model="small", api_key=KEY, base_url=address)


def test_a_proxy_of_the_environment_is_not_asked_for_this_machines_own_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    with serving(["Rain."]) as server:
        assert "".join(_chat(server).reply(MESSAGES, max_tokens=50)) == "Rain."
