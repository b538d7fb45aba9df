"""The record of how a library stands: what it holds, where it is searched, and what is left to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.records.removals import RemovedArticle


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or row that could not be read; `failed_at` is when that was first met (ISO 8601, UTC)."""

    path: str
    reason: str
    failed_at: str


@dataclass(frozen=True, slots=True)
class SettingInForce:
    """A setting as it counts, with its value as JSON has it.

    `origin` is "default", "assistant.toml", or the name of the environment's variable. A key is never told, nor a
    password in an address: `hidden` says so. `unused` is what assistant.toml says without being allowed to.
    """

    name: str
    value: object
    origin: str
    hidden: bool = False
    unused: str | None = None


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """How a library stands.

    `published` vectors are searched by Chroma at `place`, all others are compared one by one. `bytes` are those of the
    catalogue, of Chroma's folder, of the pack and of what was fetched from the web. `unfinished` names what the next
    `assistant index` will do. `paths`, web addresses among them, are read by a run given none. `model` made the
    vectors, `chat_model` writes answers; of the `settings` those count that are not the program's own.
    """

    root: str
    articles: int
    sources: int
    foremost_sources: tuple[str, ...]
    first: date | None
    last: date | None
    undated: int
    versions: int
    withdrawn: int
    answers: int
    set_days: int
    followed: int
    chunks: int
    vectors: int
    model: str
    published: int
    place: str | None
    generation: int | None
    catalogue_bytes: int
    vectors_bytes: int
    pack_bytes: int
    fetched_bytes: int
    indexed_at: str | None
    paths: tuple[str, ...]
    failures: tuple[Failure, ...]
    removed: tuple[RemovedArticle, ...]
    unfinished: tuple[str, ...]
    chat_model: str | None = None
    settings: tuple[SettingInForce, ...] = ()
