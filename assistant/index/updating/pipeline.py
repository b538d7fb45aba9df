"""Articles in, stored articles out, in order: while a batch is embedded, the next is read, split and read for days.

What a batch holds depends on the articles alone, never on how quickly anything is done, and batches are stored in the
order of their articles: so the catalogue is the same whatever the number of cores. The embedder works on all cores
without Python's lock; the caller's thread reads, splits, and reads for dates and speech meanwhile, and it stores, for
SQLite wants one thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from assistant.index.updating import preparing
from assistant.index.updating.preparing import Fault
from assistant.records.articles import Article

if TYPE_CHECKING:
    from assistant.index.storage.writing import PreparedArticle
    from assistant.index.updating.ingest import Ingest, SplitArticle
    from assistant.index.updating.on_ray import RayIngest

# Batches that are embedded or wait for it: the embedder never waits for the next, and memory holds no more.
_BATCHES_AHEAD = 3


class Stopped(Exception):
    """The reader wants the run to end; what was embedded can still be stored."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An article that is to be stored, the file it came from, and whether the library does not have it yet.

    `reached` is how many bytes have been read when it has, None when no file gave it.
    """

    file: str
    article: Article
    is_new: bool
    reached: int | None = None


@dataclass(slots=True)
class _Batch:
    """Articles that are embedded together, and what is to be done when they are stored."""

    taken: list[Taken] = field(default_factory=list)
    split: list[SplitArticle | Fault] = field(default_factory=list)
    then: list[Callable[[], None]] = field(default_factory=list)
    characters: int = 0
    embedded: Future[list[PreparedArticle | Fault]] | None = None


class Pipeline:
    """Prepares articles in batches of `batch_characters`, and hands each batch to `store` in the caller's thread.

    `ingest` is called when there is something to prepare. `stopped` is asked before each article and each call of the
    embedder.
    """

    def __init__(
        self,
        ingest: Callable[[], Ingest | RayIngest],
        store: Callable[[Sequence[tuple[Taken, PreparedArticle | Fault]]], None],
        *,
        batch_characters: int,
        stopped: Callable[[], bool],
    ) -> None:
        self._ingest, self._store, self._stopped = ingest, store, stopped
        self._batch_characters = batch_characters
        self._open = _Batch()
        self._ahead: deque[_Batch] = deque()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="embedding")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Drops what is not stored, and waits for nothing."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def add(self, taken: Taken) -> None:
        """Takes in an article; stores earlier ones that are ready. Raises Stopped, and the embedder's errors."""
        self.go_on()
        self._open.taken.append(taken)
        self._open.split.append(preparing.split(self._ingest(), taken.article))
        self._open.characters += len(taken.article.text)
        if self._open.characters >= self._batch_characters:
            self._close_batch()
            while self._ahead and (len(self._ahead) > _BATCHES_AHEAD or _is_embedded(self._ahead[0])):
                self._store_first()

    def then(self, action: Callable[[], None]) -> None:
        """Does something when all articles that were added are stored: now, if they are."""
        if self._open.taken:
            self._open.then.append(action)
        elif self._ahead:
            self._ahead[-1].then.append(action)
        else:
            action()

    def drain(self) -> None:
        """Stores all that was added; after a stop what was embedded by then. Raises Stopped if that is not all."""
        if self._open.taken:
            self._close_batch()
        while self._ahead:
            self._store_first()

    def go_on(self) -> None:
        """Raises Stopped when the run is to end."""
        if self._stopped():
            raise Stopped

    def _close_batch(self) -> None:
        batch, self._open = self._open, _Batch()
        batch.embedded = self._worker.submit(preparing.embed, self._ingest(), batch.split, self._stopped)
        self._ahead.append(batch)

    def _store_first(self) -> None:
        """Stores the first batch as far as it was embedded, waiting for that."""
        batch = self._ahead[0]
        assert batch.embedded is not None
        prepared = batch.embedded.result()
        self._ahead.popleft()
        self._store(list(zip(batch.taken, prepared, strict=False)))
        if len(prepared) < len(batch.taken):
            raise Stopped
        for action in batch.then:
            action()


def _is_embedded(batch: _Batch) -> bool:
    return batch.embedded is not None and batch.embedded.done()
