"""The embedder, the rerankers and the chat model that the settings name."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, UsageError
from assistant.records.ports import Embedder, Reranker
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.index.library import Library
    from assistant.records.ports import ChatModel

Warn = Callable[[str], None]


def make_embedder(settings: Settings) -> Embedder:
    """The embedder the setting names. Raises UsageError."""
    kind, _, name = settings.embedder.partition(":")
    if kind == "local" and not name:
        from assistant.models.local_embedder import bundled_embedder

        return bundled_embedder()
    if kind == "openai" and name:
        from assistant.models.openai_api import OpenAIEmbedder

        return OpenAIEmbedder(
            model=name, api_key=_key(settings), base_url=settings.base_url, timeout_seconds=settings.timeout_seconds
        )
    if kind == "llama-index" and name:
        from assistant.models.llama_embedder import LlamaEmbedder

        return LlamaEmbedder(name)
    raise UsageError(
        f"The setting embedder = {settings.embedder!r} names no embedder.",
        hint='It is "local", "openai:MODEL" or "llama-index:module:Class".',
    )


def require_embedder(library: Library, settings: Settings, embedder: Embedder) -> None:
    """Raises UsageError when another embedder made the library's vectors, or one that the reader has not allowed."""
    try:
        library.require_embedder(embedder.identity)
    except UsageError as error:
        if "embedder" not in settings.unallowed:
            raise
        raise UsageError(
            f"{error.message.removesuffix('.')}, because {str(library.root)!r} is not allowed to name another.",
            hint=f"`assistant trust {shlex.quote(str(library.root))}` shows what it names. `ASSISTANT_EMBEDDER=local"
            " assistant index` makes new vectors on this machine.",
        ) from error


def make_reranker(settings: Settings) -> Reranker | None:
    """The bundled reranker, unless the setting says none. Raises UsageError."""
    kind, _, name = settings.reranker.partition(":")
    if settings.reranker == "none":
        return None
    if settings.reranker == "local" or (kind == "api" and name):
        from assistant.models.local_reranker import bundled_reranker

        return bundled_reranker()
    raise UsageError(
        f"The setting reranker = {settings.reranker!r} names no reranker.",
        hint='It is "local", "api:MODEL" or "none".',
    )


def make_order(settings: Settings, warn: Warn) -> Reranker | None:
    """The server that orders passages, when the setting names its model. Raises UsageError where it has no address."""
    kind, _, model = settings.reranker.partition(":")
    if kind != "api":
        return None
    variables, base_url, key = "RERANKER", settings.reranker_base_url, settings.reranker_api_key
    if base_url is None:
        variables, base_url, key = "OPENAI", settings.base_url, settings.api_key
    if base_url is None:
        raise UsageError(
            f"The setting reranker = {settings.reranker!r} needs the address of a server.",
            hint="Set RERANKER_BASE_URL, like http://localhost:8080.",
        )
    from assistant.models.openai_api import Caller
    from assistant.models.rerank_api import ApiReranker

    caller = Caller(
        model=model,
        api_key=key.get_secret_value() if key else None,
        base_url=base_url,
        timeout_seconds=settings.timeout_seconds,
        variables=variables,
    )
    return ApiReranker(caller, warn)


def model_name(settings: Settings) -> str | None:
    """The name of the chat model that the settings give; None where they give none."""
    if not settings.names_server:
        return None
    from assistant.models.openai_api import default_model

    return settings.model or default_model()


def make_model(settings: Settings, name: str | None) -> ChatModel | None:
    """The chat model of this name; None when no profile, key, address or model is set. Raises UsageError."""
    if not settings.names_server:
        return None
    from assistant.models.openai_api import OpenAIChat, default_model
    from assistant.models.service import Particulars

    server = settings.server
    return OpenAIChat(
        model=name or default_model(),
        api_key=server.key.get_secret_value() if server.key else None,
        base_url=server.base_url,
        window=settings.window_tokens,
        timeout_seconds=settings.timeout_seconds,
        particulars=Particulars(server.profile, server.api_version, server.headers),
    )


def begin_loading(settings: Settings) -> None:
    """Loads the bundled models that the settings name, beside all that is imported and read before they are asked.

    That takes 0.15 s, most of it outside Python. What is wrong with them is told when they are asked for. The program
    does not end before: a thread that is stopped inside a library's own code takes the whole process down.
    """
    Thread(target=_load_bundled, args=[settings]).start()


def _load_bundled(settings: Settings) -> None:
    with suppress(AssistantError):
        if settings.embedder == "local":
            make_embedder(settings)
        make_reranker(settings)


def load_model_library() -> None:
    """Imports what speaks to a chat model, 0.6 s of the processor's time, before it is needed."""
    from assistant.models.openai_api import load_sdk

    load_sdk()


def _key(settings: Settings) -> str | None:
    return settings.api_key.get_secret_value() if settings.api_key else None
