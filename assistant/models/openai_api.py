"""Messages to a reply and texts to vectors, by an OpenAI-compatible service's Chat Completions and embeddings.

Chat Completions, not Responses: it is what OpenAI, Ollama, llama.cpp and vLLM have in common. This file is longer than
most because the SDK is imported here only.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from assistant.errors import ModelBrokeOff, ModelError, ModelRefused
from assistant.models.attempts import Attempts
from assistant.models.completion import Part, read_body, read_part
from assistant.models.deadline import iterate_until
from assistant.models.failures import Failure, Kind, explain
from assistant.models.request_form import FormAsked, RequestForm
from assistant.models.service import NO_PARTICULARS, OPENAI_VARIABLES, Particulars, find_service
from assistant.records.ports import Message, Usage

if TYPE_CHECKING:
    import numpy as np
    import openai
    from numpy.typing import NDArray

Answered = TypeVar("Answered")

_CONNECT_SECONDS = 10.0
# A server that does not keep to the limit on tokens is left at so many characters for each of them.
_LONGEST_TOKEN = 16
_EMBEDDING_BATCH = 128
_PLAIN_HEADERS = {"Accept", "Content-Type"}


def default_model() -> str:
    """The model asked when a key but no model is given.

    Of the SDK's list (openai.types.shared.chat_model) the small one of the newest family, and none of those that are
    marked as deprecated there. Citing given sentences needs no larger one.
    """
    return "gpt-6-luna"


def load_sdk() -> None:
    """Imports the SDK with what it imports late itself."""
    import openai.resources.chat.completions.completions
    import openai.types.chat

    _ = openai.resources.chat.completions.completions, openai.types.chat


class OpenAIChat:
    """A chat model behind the Chat Completions of an OpenAI-compatible service; implements ChatModel."""

    def __init__(
        self,
        *,
        model: str,
        api_key: str | None,
        base_url: str | None,
        window: int,
        timeout_seconds: float,
        particulars: Particulars = NO_PARTICULARS,
    ) -> None:
        self._caller = Caller(
            model=model,
            api_key=api_key,
            base_url=base_url,
            timeout_seconds=timeout_seconds,
            particulars=particulars,
        )
        self.name, self.window = model, window
        self._form = RequestForm(self._caller.service)

    def reply(
        self, messages: Sequence[Message], *, max_tokens: int, form: Mapping[str, object] | None = None
    ) -> OpenAIReply:
        """One reply; it is asked for when the iteration begins, and must end `timeout_seconds` later."""
        return OpenAIReply(self._caller, self._form, FormAsked(messages, max_tokens, form))


class OpenAIReply:
    """A reply that arrives in pieces; implements ChatReply."""

    def __init__(self, caller: Caller, form: RequestForm, asked: FormAsked) -> None:
        self._caller = caller
        self._form = form
        self._asked = asked
        self.usage = Usage()
        self._finish: str | None = None

    def __iter__(self) -> Iterator[str]:
        attempts = Attempts(self._caller.timeout_seconds)
        begun = False
        room = self._asked.max_tokens * _LONGEST_TOKEN
        while True:
            try:
                for piece in iterate_until(attempts.deadline, lambda: self._stream(attempts.seconds_left)):
                    begun = begun or bool(piece)
                    room -= len(piece)
                    yield piece[: len(piece) + min(room, 0)]
                    if room < 0:
                        self._finish = "length"
                        break
                self._check_end(begun)
            except self._caller.failures as error:
                if begun and self._finish == "stop":
                    return  # all was said; only the connection's own end went wrong
                failure = self._caller.failure(error)
                if not begun and (self._form.adapt_to(failure, self._asked) or attempts.may_go_on(failure)):
                    continue
                raise self._caller.explained(failure, begun=begun) from error
            return

    def _stream(self, seconds_left: float) -> Iterator[str]:
        """One request's text; usage and the reason for the end are known when it is over."""
        self._finish = None
        self.usage = Usage(requests=self.usage.requests + 1)
        stream = self._caller.client.chat.completions.create(
            **self._form.fields(self._asked),
            stream=True,
            extra_headers=self._caller.headers,
            timeout=self._caller.timeout(seconds_left),
        )
        with stream:
            if "event-stream" in stream.response.headers.get("content-type", ""):
                for chunk in stream:
                    if not hasattr(chunk, "to_dict"):  # whatever JSON a server sends is passed on unchecked
                        raise ValueError("no completion")
                    yield self._take(read_part(chunk.to_dict(warnings=False)))
            else:
                # Some servers and proxies answer whole although a stream was asked for, others with a web page.
                yield self._take(read_body(_whole(stream.response.iter_bytes())))

    def _take(self, part: Part) -> str:
        """The part's text; takes note of usage and of the reason for the end."""
        self._finish = part.finish or self._finish
        if part.input_tokens is not None or part.output_tokens is not None:
            self.usage = Usage(part.input_tokens, part.output_tokens, self.usage.requests)
        return part.text

    def _check_end(self, begun: bool) -> None:
        service = self._caller.service
        if self._finish == "length":
            thinking = "" if begun else ", all spent on thinking"
            raise ModelBrokeOff(
                f"{service.model!r} stopped at its limit of {self._asked.max_tokens} tokens{thinking}.",
                hint="Raise ASSISTANT_ANSWER_TOKENS, or ask for less.",
            )
        if self._finish == "content_filter":
            withheld = ModelBrokeOff if begun else ModelRefused
            raise withheld(
                f"{service.shown} withheld {'the rest of ' * begun}the reply by its content filter.",
                hint="Ask in other words, or choose another model with --model.",
            )
        if self._finish in {None, "error", "abort"}:
            # A cut connection raises nothing: a reply is whole only when the service says why it ended.
            raise ConnectionError("the connection was closed before the end")
        if not begun:
            raise ModelBrokeOff(
                f"The reply of {service.model!r} holds no text.",
                hint="Ask again, or choose another model with --model.",
            )


class OpenAIEmbedder:
    """An embedding model behind an OpenAI-compatible service; implements Embedder."""

    def __init__(self, *, model: str, api_key: str | None, base_url: str | None, timeout_seconds: float) -> None:
        self._caller = Caller(model=model, api_key=api_key, base_url=base_url, timeout_seconds=timeout_seconds)
        self.identity = f"openai:{model}"

    @cached_property
    def dimension(self) -> int:
        return int(self._embed_batch(["How long is a vector?"]).shape[1])

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape (len(texts), dimension), float32, unit length, in the texts' order; raises ModelError."""
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        batches = [
            self._embed_batch(texts[start : start + _EMBEDDING_BATCH])
            for start in range(0, len(texts), _EMBEDDING_BATCH)
        ]
        if len({batch.shape[1] for batch in batches}) > 1:
            raise self._caller.explained(Failure(Kind.NO_API))
        return np.concatenate(batches)

    def _embed_batch(self, texts: Sequence[str]) -> NDArray[np.float32]:
        # OpenAI refuses an empty text.
        inputs = [text or " " for text in texts]
        return self._caller.answer(lambda seconds_left: self._ask(inputs, seconds_left))

    def _ask(self, inputs: list[str], seconds_left: float) -> NDArray[np.float32]:
        # Without the format the SDK asks for base64, which not every server has.
        response = self._caller.client.embeddings.create(
            model=self._caller.service.model,
            input=inputs,
            encoding_format="float",
            timeout=self._caller.timeout(seconds_left),
        )
        return _unit_vectors(response, len(inputs))


class Caller:
    """The SDK's client for one service; turns its errors into failures.

    `variables` is what the names of the variables of its address and key begin with.
    """

    def __init__(
        self,
        *,
        model: str,
        api_key: str | None,
        base_url: str | None,
        timeout_seconds: float,
        variables: str = OPENAI_VARIABLES,
        particulars: Particulars = NO_PARTICULARS,
    ) -> None:
        self.service = find_service(
            model=model, api_key=api_key, base_url=base_url, variables=variables, particulars=particulars
        )
        self.timeout_seconds = timeout_seconds

    @cached_property
    def client(self) -> openai.OpenAI:
        """The SDK's own; raises ModelRefused without a key that the service needs."""
        self.service.require_key()
        import openai

        # A proxy named in the environment cannot reach this machine's own servers; the reader's text and the key go to
        # no other address than the one that was set.
        transport = openai.DefaultHttpxClient(trust_env=not self.service.on_this_machine, follow_redirects=False)
        weakref.finalize(self, transport.close)
        service = self.service
        if version := service.particulars.api_version:
            return openai.AzureOpenAI(
                api_key=service.key,
                azure_endpoint=service.base_url,
                api_version=version,
                max_retries=0,
                http_client=transport,
            )
        return openai.OpenAI(api_key=service.key, base_url=service.base_url, max_retries=0, http_client=transport)

    def answer(
        self, ask: Callable[[float], Answered], adapt_to: Callable[[Failure], bool] = lambda _: False
    ) -> Answered:
        """What a request that is answered whole gives, tried again while that may help; raises ModelError.

        `ask` gets the seconds left. `adapt_to` says whether it now asks in another form; where that is refused too, the
        first refusal is told.
        """
        attempts = Attempts(self.timeout_seconds)
        first: Failure | None = None
        while True:
            try:
                (answered,) = iterate_until(attempts.deadline, lambda: iter([ask(attempts.seconds_left)]))
                return answered
            except self.failures as error:
                failure = self.failure(error)
                if adapt_to(failure):
                    first = failure
                elif not attempts.may_go_on(failure):
                    raise self.explained(first if first and failure.status in {400, 422} else failure) from error

    def post(self, path: str, body: Mapping[str, object], seconds_left: float) -> object:
        """The JSON with which the service answers."""
        timeout = self.timeout(seconds_left)
        return self.client.post(path, cast_to=object, body=body, options={"headers": self.headers, "timeout": timeout})

    @cached_property
    def headers(self) -> dict[str, str | openai.Omit]:
        """What goes with a request beside the SDK's own.

        The SDK reads OPENAI_CUSTOM_HEADERS, OPENAI_ORG_ID and OPENAI_PROJECT_ID by itself; no other server than the one
        of those variables is sent them.
        """
        import openai

        service, own = self.service, self.service.particulars
        if service.variables == OPENAI_VARIABLES and own.profile is None:
            return {}
        omitted: dict[str, str | openai.Omit] = {
            name: openai.Omit() for name in self.client.default_headers if name not in _PLAIN_HEADERS
        }
        signed = {} if own.api_version else {"Authorization": f"Bearer {service.key}"}
        return {**omitted, **signed, **own.headers}

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What a request can end in: the SDK's errors, a deadline, a lost connection, what is no JSON, or too deep."""
        import openai

        return openai.OpenAIError, TimeoutError, ConnectionError, ValueError, RecursionError

    def timeout(self, seconds_left: float) -> openai.Timeout:
        import openai

        seconds = max(0.1, seconds_left)
        return openai.Timeout(seconds, connect=min(_CONNECT_SECONDS, seconds))

    def explained(self, failure: Failure, *, begun: bool = False) -> ModelError:
        return explain(self.service, failure, timeout_seconds=self.timeout_seconds, begun=begun)

    def failure(self, error: Exception) -> Failure:
        """What any of `failures` means, without the SDK's classes."""
        import openai

        # The transport's own classes belong to a dependency of the SDK, so they are told by name.
        cause = type(error.__cause__).__name__
        match error:
            case openai.APIStatusError():
                return _status_failure(error)
            case openai.APIConnectionError() if cause in {"ConnectTimeout", "ConnectError", "UnsupportedProtocol"}:
                return Failure(Kind.REFUSED_CONNECTION, str(error.__cause__) or "no answer")
            case openai.APITimeoutError() | TimeoutError():
                return Failure(Kind.OUT_OF_TIME)
            case openai.APIResponseValidationError():
                return Failure(Kind.NO_API)
            case openai.APIError():
                return Failure(Kind.LOST_CONNECTION, _said(error))
            case openai.OpenAIError() | ConnectionError():
                return Failure(Kind.LOST_CONNECTION, str(error))
            case _:
                return Failure(Kind.NO_API)


def _status_failure(error: openai.APIStatusError) -> Failure:
    if error.response.is_redirect:
        return Failure(Kind.ELSEWHERE, error.response.headers["location"], error.status_code)
    # Seconds, or a date, which is not worth reading (Retry-After, RFC 9110 10.2.3).
    wait = error.response.headers.get("retry-after", "")
    seconds = float(wait) if re.fullmatch(r"\d{1,6}(?:\.\d+)?", wait) else None
    return Failure(Kind.STATUS, _said(error), error.status_code, error.param, seconds)


def _said(error: openai.APIError) -> str:
    """The service's own words, with its error code when it gave one."""
    body = error.body
    if isinstance(body, dict):
        words = str(body.get("message") or body.get("detail") or body.get("error") or body)
    else:
        words = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", str(body or error.message), flags=re.DOTALL)
    return f"{words} ({error.code})" if error.code and error.code not in words else words


def _whole(pieces: Iterable[bytes]) -> bytes:
    try:
        return b"".join(pieces)
    except Exception as error:  # the transport's own errors come unwrapped here
        raise ConnectionError(str(error)) from error


def _unit_vectors(response: object, count: int) -> NDArray[np.float32]:
    """The vectors of a response, each of length 1, in the order of the texts; raises ValueError for anything else."""
    import numpy as np

    rows = getattr(response, "data", None) or []
    by_index = {row.index: row.embedding for row in rows}
    if set(by_index) != set(range(count)) or len(rows) != count:
        raise ValueError("not one vector per text")
    vectors = np.array([by_index[index] for index in range(count)], dtype=np.float32)
    if vectors.ndim != 2:
        raise ValueError("not vectors")
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.all(np.isfinite(lengths)) or not np.all(lengths > 0):
        raise ValueError("a vector without a direction")
    return np.asarray(vectors / lengths, dtype=np.float32)
