"""Chroma embedded in a folder: a nearest-neighbour index over chunk vectors (chroma_server.py speaks to a server).

Run as a module it builds or probes a folder in a process of its own, because damage inside Chroma ends in a
segmentation fault that nothing can catch: ``python -m assistant.index.finding.chroma probe FOLDER COUNT``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError, LibraryDamaged, LibraryError
from assistant.index.finding.batches import vector_batches
from assistant.index.finding.exact import Neighbour
from assistant.index.storage.schema import open_catalogue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COLLECTION = "chunks"
# Chroma writes its index files only when so many records are new, by default 1,000; without them it makes files anew,
# with other bytes, each time the folder is only read.
_HNSW = {"space": "cosine", "sync_threshold": 1, "batch_size": 1}
# Chroma refuses more than 5,461 records in one call.
_MOST_RECORDS = 5_000


class ChromaVectors:
    """Vectors in one Chroma collection (cosine); ids are the catalogue's chunk ids."""

    def __init__(self, place: str, *, create: bool = False) -> None:
        """`place` is a folder. Raises LibraryError."""
        with _failing_as(f"Chroma cannot open {place!r}"):
            self._client = _client(place)
            try:
                self._collection: Any = (
                    self._client.create_collection(_COLLECTION, embedding_function=None, configuration={"hnsw": _HNSW})
                    if create
                    else self._client.get_collection(_COLLECTION, embedding_function=None)
                )
            except BaseException:
                self.close()
                raise

    def add(self, ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Adds vectors of shape (len(ids), dimension)."""
        for start in range(0, len(ids), _MOST_RECORDS):
            part = slice(start, start + _MOST_RECORDS)
            self._collection.add(ids=[str(number) for number in ids[part]], embeddings=vectors[part])

    def search(self, vector: NDArray[np.float32], limit: int) -> list[Neighbour]:
        """The nearest vectors, best first, as (id, cosine)."""
        with _failing_as("Chroma cannot search"):
            found = self._collection.query(query_embeddings=[vector], n_results=limit, include=["distances"])
        return [
            (int(name), 1.0 - distance) for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def remove(self, ids: Sequence[int]) -> None:
        """Removes vectors; ids that are not there are passed over."""
        for start in range(0, len(ids), _MOST_RECORDS):
            self._collection.delete(ids=[str(number) for number in ids[start : start + _MOST_RECORDS]])

    def count(self) -> int:
        """How many vectors there are."""
        return int(self._collection.count())

    def close(self) -> None:
        """Lets go of the files."""
        self._client.close()


@contextmanager
def _failing_as(what: str) -> Iterator[None]:
    """Chroma raises bare and internal classes alike, and a panic in its compiled part is not even an Exception."""
    try:
        yield
    except (LibraryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise LibraryDamaged(f"{what}: {error}.") from error


def _client(place: str) -> Any:
    import chromadb  # 0.7 s
    from chromadb.config import Settings

    # By itself Chroma reads its settings from a file .env in the working folder, which may be a stranger's: it could
    # name a server, to which vectors would be sent.
    settings = Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]  # pydantic's own parameter
    return chromadb.PersistentClient(path=place, settings=settings)


def _build(place: str, folder: Path, last_chunk: int, after: int) -> None:
    """Copies the catalogue's vectors above `after`, up to `last_chunk`, into a collection, new when `after` is 0.

    In a collection that is continued, chunks the catalogue has lost since are removed.
    """
    connection = open_catalogue(folder)
    vectors = ChromaVectors(place, create=after == 0)
    if after:
        held = {int(name) for name in vectors._collection.get(include=[])["ids"]}
        vectors.remove(sorted(held - {row[0] for row in connection.execute("SELECT chunk FROM vectors")}))
    for ids, matrix in vector_batches(connection, after, last_chunk, _MOST_RECORDS):
        vectors.add(ids, matrix)
        sys.stdout.write(f"{len(ids)}\n")
        sys.stdout.flush()
    vectors.close()
    connection.close()


def _probe(place: str, count: int) -> None:
    """Fails, or crashes, when the collection cannot be counted, read and searched."""
    vectors = ChromaVectors(place)
    if vectors.count() != count:
        raise LibraryDamaged(f"{place!r} holds {vectors.count()} vectors, {count} were written.")
    sample = vectors._collection.get(limit=3, include=["embeddings"])
    for name, vector in zip(sample["ids"], sample["embeddings"], strict=True):
        neighbours = vectors.search(vector, 5)
        # Copies of one text have one vector, so the sample itself may not be among the first; its distance must be.
        if not neighbours or neighbours[0][1] < 0.99:
            raise LibraryDamaged(f"{place!r} does not find vector {name} again.")
    vectors.close()


def _main(what: str, *arguments: str) -> None:
    if what == "build":
        place, folder, last_chunk, after = (*arguments, "0")[:4]
        _build(place, Path(folder), int(last_chunk), int(after))
    else:
        _probe(arguments[0], int(arguments[1]))


if __name__ == "__main__":
    try:
        _main(*sys.argv[1:])
    except AssistantError as error:
        sys.exit(str(error))
