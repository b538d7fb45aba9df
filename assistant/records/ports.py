"""What a model, an embedder and a reranker must offer: the ports behind which they are exchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the service counted them; None when it did not say."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    requests: int = 0


class Embedder(Protocol):
    """Turns texts into unit vectors. `identity` names model and version: equal identities, comparable vectors."""

    @property
    def identity(self) -> str: ...
    @property
    def dimension(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape (len(texts), dimension), float32, unit length, in the texts' order."""
        ...


class Reranker(Protocol):
    """Reads a question together with texts. `identity` names model and version."""

    @property
    def identity(self) -> str: ...

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text answers, of shape (len(texts),), higher is better; the bundled one gives raw logits."""
        ...


class Role(StrEnum):
    """Who speaks in a chat model's message."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a chat model."""

    role: Role
    text: str


class ChatReply(Protocol):
    """A reply that arrives in pieces: iterate once over the text, then `usage` is known."""

    def __iter__(self) -> Iterator[str]: ...
    @property
    def usage(self) -> Usage: ...


class ChatModel(Protocol):
    """A model that answers messages. `window` is how many tokens of input it is trusted with."""

    @property
    def name(self) -> str: ...
    @property
    def window(self) -> int: ...

    def reply(
        self, messages: Sequence[Message], *, max_tokens: int, form: Mapping[str, object] | None = None
    ) -> ChatReply:
        """Starts one reply; raises ModelError, also while it is iterated.

        `form` is a JSON schema that the reply is held to where the service can do that; else it is passed over.
        """
        ...
