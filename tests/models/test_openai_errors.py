"""Every error of the SDK is one of ours, with a hint and without the key."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import openai

from assistant.errors import AssistantError, ModelBrokeOff, ModelRefused, ModelUnreachable
from assistant.models import openai_api
from assistant.models.failures import explain

KEY = "sk-secret-Key-123456"

# Each of the SDK's errors, and what the reader gets for it. One that is missing here is one nobody thought about.
TRANSLATIONS = {
    "APIConnectionError": ModelBrokeOff,
    "APIError": ModelBrokeOff,
    "APIRemovedInV1": ModelBrokeOff,
    "APIResponseValidationError": ModelUnreachable,
    "APIStatusError": ModelRefused,
    "APITimeoutError": ModelUnreachable,
    "AuthenticationError": ModelRefused,
    "BadRequestError": ModelRefused,
    "ConflictError": ModelUnreachable,
    "ContentFilterFinishReasonError": ModelBrokeOff,
    "InternalServerError": ModelUnreachable,
    "LengthFinishReasonError": ModelBrokeOff,
    "MissingDependencyError": ModelBrokeOff,
    "MutuallyExclusiveAuthError": ModelBrokeOff,
    "NotFoundError": ModelRefused,
    "OAuthError": ModelRefused,
    "PermissionDeniedError": ModelRefused,
    "RateLimitError": ModelRefused,
    "StreamAlreadyConsumed": ModelBrokeOff,
    "SubjectTokenProviderError": ModelBrokeOff,
    "UnprocessableEntityError": ModelRefused,
    "WebSocketConnectionClosedError": ModelBrokeOff,
    "WebSocketQueueFullError": ModelBrokeOff,
}


def _walk(kind: type[Exception]) -> Iterator[type[Exception]]:
    for below in kind.__subclasses__():
        if not below.__name__.startswith("_"):
            yield below
        yield from _walk(below)


def _made(kind: type[Exception]) -> Exception:
    """An error of this class as the SDK would raise it; those with other arguments are made without any."""
    made = kind.__new__(kind, f"said {KEY}")
    request = httpx2.Request("POST", "https://models.example.org/v1")
    status = getattr(kind, "status_code", 500 if kind is openai.InternalServerError else 418)
    made.__dict__.update(
        message=f"said {KEY}",
        body=None,
        code=None,
        param=None,
        request=request,
        status_code=status if isinstance(status, int) else 418,
        response=httpx2.Response(418, request=request),
    )
    return made


def test_every_error_class_of_the_sdk_is_translated() -> None:
    caller = openai_api.Caller(
        model="small", api_key=KEY, base_url="https://models.example.org/v1", timeout_seconds=1.0
    )
    translated: dict[str, type[AssistantError]] = {}
    for kind in _walk(openai.OpenAIError):
        failure = caller.failure(_made(kind))
        told = explain(caller.service, failure, timeout_seconds=1.0, begun=False)
        assert told.hint
        assert KEY not in str(told)
        translated[kind.__name__] = type(told)
    # Some classes exist only once the SDK has loaded their module.
    assert translated == {name: TRANSLATIONS.get(name) for name in translated}
    assert len(translated) >= len(TRANSLATIONS) - 5
