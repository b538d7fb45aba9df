"""Messages to the fields of a chat request, in the form that the service at hand takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.models.failures import Failure
from assistant.models.service import Service
from assistant.patterns import lazy_pattern
from assistant.records.ports import Message, Role

# What OpenAI's reasoning models may spend before the first word: its limit counts their thoughts with the reply.
_REASONING_TOKENS = 4_000
# OpenAI's structured outputs; llama.cpp, vLLM, Ollama and LM Studio take the same field.
_HELD = "response_format"
_ABOUT_FORM = lazy_pattern(r"response.?format|json.?schema|structured|grammar", re.IGNORECASE)
_NOT_REASONING = ("gpt-3.5", "gpt-4", "chatgpt")


@dataclass(frozen=True, slots=True)
class FormAsked:
    """One request: its messages, the most tokens of a reply, and the JSON schema that the reply is held to, if any."""

    messages: Sequence[Message]
    max_tokens: int
    form: Mapping[str, object] | None = None


class RequestForm:
    """Knows which fields a service takes, and learns from its refusals.

    OpenAI refuses max_tokens, Ollama silently ignores max_completion_tokens (ollama/ollama#7125); OpenAI's reasoning
    models refuse a temperature, and the models of other servers are too lively without one; some servers know no
    stream_options, or no schema for a reply; the chat templates of some models, such as Gemma's, know no system role.
    """

    def __init__(self, service: Service) -> None:
        self._model = service.model
        reasoning = service.is_openai and not service.model.startswith(_NOT_REASONING)
        self._limit = "max_completion_tokens" if service.is_openai else "max_tokens"
        self._allowance = _REASONING_TOKENS if reasoning else 0
        self._optional: dict[str, Any] = {"reasoning_effort": "low"} if reasoning else {"temperature": 0.0}
        self._optional["stream_options"] = {"include_usage": True}
        self._system_role = True
        self._refused: set[str] = set()

    def fields(self, asked: FormAsked) -> dict[str, Any]:
        """The fields by name, all but the one that asks for a stream."""
        turns = [(message.role, message.text) for message in asked.messages]
        if not self._system_role:
            rules = [text for role, text in turns if role is Role.SYSTEM]
            others = [(role, text) for role, text in turns if role is not Role.SYSTEM]
            turns = [(others[0][0], "\n\n".join([*rules, others[0][1]])), *others[1:]]
        return {
            "model": self._model,
            "messages": [{"role": role.value, "content": text} for role, text in turns],
            self._limit: asked.max_tokens + self._allowance,
            **self._optional,
            **self._held_to(asked.form),
        }

    def adapt_to(self, failure: Failure, asked: FormAsked) -> bool:
        """Whether a refusal names a field that can be left out or written otherwise; each is tried once."""
        if failure.status in {500, 501} and asked.form is not None and _HELD not in self._refused:
            self._leave_out(_HELD)  # llama-cpp-python fails with 500 on a schema; lines are read as well
            return True
        if failure.status not in {400, 422} or failure.too_large:
            return False
        fields = (self._limit, *self._optional)
        named = [name for name in fields if name == failure.field] or [name for name in fields if name in failure.said]
        if "system role" in failure.said.lower():
            named = ["system"]
        if asked.form is not None and _ABOUT_FORM.search(f"{failure.field} {failure.said}"):
            named = [_HELD]
        if not named or named[0] in self._refused:
            return False
        self._leave_out(named[0])
        return True

    def _held_to(self, form: Mapping[str, object] | None) -> dict[str, Any]:
        if form is None or _HELD in self._refused:
            return {}
        return {_HELD: {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": form}}}

    def _leave_out(self, name: str) -> None:
        self._refused.add(name)
        if name == "system":
            self._system_role = False
        elif name == self._limit:
            self._limit = "max_tokens" if name == "max_completion_tokens" else "max_completion_tokens"
        elif name in self._optional:
            del self._optional[name]
