"""A question's vector to the chunks whose vectors lie nearest: each compared, or found in Chroma's index."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import LibraryDamaged, LibraryError
from assistant.index.finding import generations
from assistant.index.finding.chunk_table import ChunkReader
from assistant.index.finding.exact import Neighbour, exact_cosines, is_remote
from assistant.index.finding.server import ChromaServer
from assistant.index.lock import release
from assistant.index.storage.catalogue import Catalogue, Generation
from assistant.records.questions import NO_FILTERS, Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.index.finding.chroma import ChromaVectors
    from assistant.index.finding.chroma_server import ServerVectors


class NearestChunks:
    """Searches the vectors of one library; keeps open the generation it found."""

    def __init__(
        self,
        catalogue: Catalogue,
        chunks: ChunkReader,
        folder: Path,
        *,
        server: ChromaServer | None,
        warn: Callable[[str], None],
    ) -> None:
        """With `server`, the one that the reader's settings name: what a catalogue says of one is not followed."""
        self._catalogue, self._chunks, self._folder, self._server = catalogue, chunks, folder, server
        self._warn = warn
        self._published: tuple[Generation, ChromaVectors | ServerVectors] | None = None
        self._held: int | None = None
        self._warned = False

    def search(self, vector: NDArray[np.float32], limit: int, filters: Filters) -> list[Neighbour]:
        """The chunks whose vectors lie nearest, best first, as (chunk id, cosine).

        Only what is asked of the whole library is asked of Chroma: among few chunks HNSW loses some, and to compare
        with them costs less.
        """
        published = self.open_published() if filters == NO_FILTERS else None
        if published is None:
            return self.compare(vector, limit, filters)[:limit]
        generation = published[0]
        try:
            found = self._search_published(published, vector, limit)
        except LibraryError as error:
            self._give_up_generation(error)
            return self.compare(vector, limit, filters)[:limit]
        tail = self.compare(vector, limit, filters, after=generation.last_chunk)
        return sorted(found + tail, key=lambda each: -each[1])[:limit]

    def compare(self, vector: NDArray[np.float32], limit: int, filters: Filters, *, after: int = 0) -> list[Neighbour]:
        """The same by comparing with every vector of chunks above `after`: never wrong, and all that tie at the limit.

        A vector's cosine is the same to the last bit in any company.
        """
        import numpy as np

        table = self._chunks.table()
        places = np.flatnonzero(self._chunks.let_through(filters, table))
        places = places[table.ids[places] > after]
        if not len(places):
            return []
        try:
            least, greatest = table.cosines(vector, places)
        except LibraryDamaged as error:
            self._chunks.give_up_pack(error)
            return self.compare(vector, limit, filters, after=after)
        if len(places) > limit:
            places = places[greatest >= np.partition(least, -limit)[-limit]]
        found, vectors = self._catalogue.vectors(table.ids[places].tolist())
        return _best(np.array(found), exact_cosines(vectors, vector), limit) if found else []

    def open_published(self) -> tuple[Generation, ChromaVectors | ServerVectors] | None:
        """The last chunk of the published generation and its vectors, reopened when another is published."""
        current = self._catalogue.generation()
        if self._warned or current is None:
            return None
        if self._published is not None and self._published[0] == current:
            return self._published
        self.close()
        try:
            opened = generations.open_generation(self._catalogue, self._folder)
            if opened is None:
                return None
            generation, self._held = opened
            self._published = (generation, self._open(generation))
        except LibraryError as error:
            self._give_up_generation(error)
        return self._published

    def _open(self, generation: Generation) -> ChromaVectors | ServerVectors:
        if is_remote(generation.place):
            from assistant.index.finding.remote import open_on_server

            return open_on_server(generation, self._server)
        from assistant.index.finding.chroma import ChromaVectors  # 0.7 s, only where a generation is published

        return ChromaVectors(str(self._folder / generation.place))

    def close(self) -> None:
        """Lets go of the generation."""
        if self._published is not None:
            self._published[1].close()
        if self._held is not None:
            release(self._held)
        self._published, self._held = None, None

    def _search_published(
        self, published: tuple[Generation, ChromaVectors | ServerVectors], vector: NDArray[np.float32], limit: int
    ) -> list[Neighbour]:
        """The nearest of the generation's chunks that the catalogue still has and that are current.

        More are asked for than are wanted, and again more when too many fall out: removed ones may all lie near.
        """
        (generation, vectors), wanted = published, math.ceil(1.25 * limit)
        while True:
            found = vectors.search(vector, wanted)
            # A server may have been given more meanwhile: what is newer is the tail's.
            known = [number for number, _ in found if number <= generation.last_chunk]
            present = self._catalogue.days_of_chunks(known)
            kept = [each for each in found if each[0] in present]
            if len(kept) >= limit or len(found) < wanted:
                return kept
            wanted *= 2

    def _give_up_generation(self, error: LibraryError) -> None:
        self.close()
        if not self._warned:
            mend = "; run `assistant index` to mend it." if isinstance(error, LibraryDamaged) else f". {error.hint}"
            self._warn(f"{error.message} Every vector is compared instead{mend}")
        self._warned = True


def _best(ids: NDArray[np.int64], cosines: NDArray[np.float64], limit: int) -> list[Neighbour]:
    import numpy as np

    kept = np.isfinite(cosines)
    if kept.sum() > limit:
        kept &= cosines >= np.partition(cosines[kept], -limit)[-limit]
    ids, cosines = ids[kept], cosines[kept]
    best = np.argsort(-cosines, kind="stable")
    return list(zip(ids[best].tolist(), cosines[best].tolist(), strict=True))
