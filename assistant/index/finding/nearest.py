"""A question's vector to the chunks whose vectors lie nearest: in the published generation, or each compared."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import LibraryDamaged, LibraryError
from assistant.index.finding import generations
from assistant.index.finding.exact import UNDATED, DayRange, ExactVectors, Neighbour, is_remote, is_within
from assistant.index.finding.server import ChromaServer
from assistant.index.lock import release
from assistant.index.storage.catalogue import Catalogue, Generation
from assistant.records.questions import Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.index.finding.chroma import ChromaVectors
    from assistant.index.finding.chroma_server import ServerVectors

# Up to this many chunks let through by the filters, comparing with all of them is as quick as HNSW and never wrong.
EXACT_CHUNKS = 20_000
_LAST_DAY = 3_652_059  # date.max as an ordinal


class NearestChunks:
    """Searches the vectors of one library; keeps open the generation it found, and in memory the vectors it read."""

    def __init__(
        self, catalogue: Catalogue, folder: Path, *, server: ChromaServer | None, warn: Callable[[str], None]
    ) -> None:
        """With `server`, the one that the reader's settings name: what a catalogue says of one is not followed."""
        self._catalogue, self._folder, self._server, self._warn = catalogue, folder, server, warn
        self._published: tuple[Generation, ChromaVectors | ServerVectors] | None = None
        self._held: int | None = None
        self._exact: dict[bool, tuple[tuple[int, int, Filters], ExactVectors]] = {}  # by whether it is a tail
        self._warned = False

    def search(self, vector: NDArray[np.float32], limit: int, filters: Filters) -> list[Neighbour]:
        """The chunks whose vectors lie nearest, best first, as (chunk id, cosine)."""
        published = self.open_published()
        if published is None or filters.sources or filters.articles or self._is_selective(filters):
            return self.compare(vector, limit, filters)[:limit]
        generation = published[0]
        try:
            found = self._search_published(published, vector, limit, filters)
        except LibraryError as error:
            self._give_up_generation(error)
            return self.compare(vector, limit, filters)[:limit]
        tail = self.compare(vector, limit, filters, after=generation.last_chunk)
        return sorted(found + tail, key=lambda each: -each[1])[:limit]

    def compare(self, vector: NDArray[np.float32], limit: int, filters: Filters, *, after: int = 0) -> list[Neighbour]:
        """The same without the generation, of chunks above `after`: never wrong, and all that tie at the limit."""
        days = _day_range(filters)
        # A short range of days is read alone, unless the library is so small that all of it serves the next question
        # too; otherwise all days are read, and the range is applied in memory.
        is_small = self._catalogue.count("chunks") <= EXACT_CHUNKS
        # Which articles are current depends on the as-of day only where some are replaced later.
        as_of = filters.as_of if self._catalogue.replaces_later_than(filters.as_of) else None
        any_day = replace(filters, since=None, until=None, as_of=as_of)
        kept = filters if not is_small and self._is_selective(filters) else any_day
        key = (self._catalogue.data_version(), after, kept)
        kept_before = self._exact.get(after > 0)
        if kept_before is None or kept_before[0] != key:
            chunks = self._catalogue.chunk_days(kept, after=after)
            ids, matrix = self._catalogue.vectors(chunks)
            kept_before = (key, ExactVectors(ids, matrix, [chunks[number] for number in ids]))
            self._exact[after > 0] = kept_before
        return kept_before[1].search(vector, limit, days=days)

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

    def _is_selective(self, filters: Filters) -> bool:
        days = _day_range(filters)
        return days is not None and self._chunks_within(days) <= EXACT_CHUNKS

    def _chunks_within(self, days: DayRange) -> int:
        return self._catalogue.count("chunks", f"coalesce(day, {UNDATED}) BETWEEN ? AND ?", days)

    def _search_published(
        self,
        published: tuple[Generation, ChromaVectors | ServerVectors],
        vector: NDArray[np.float32],
        limit: int,
        filters: Filters,
    ) -> list[Neighbour]:
        """The nearest of the generation's chunks that the catalogue still has and the filters let through.

        More are asked for than are wanted, and again more when too many fall out: removed ones may all lie near. (Over
        100,000 chunks Chroma's own filter takes 220 ms, the 10,000 nearest take 40.)
        """
        (generation, vectors), days = published, _day_range(filters)
        share = 1.0 if days is None else self._chunks_within(days) / max(1, self._catalogue.count("chunks"))
        wanted = math.ceil(1.25 * limit / share)
        while True:
            found = vectors.search(vector, wanted)
            # A server may have been given more meanwhile: what is newer is the tail's.
            known = [number for number, _ in found if number <= generation.last_chunk]
            present = self._catalogue.days_of_chunks(known, filters.as_of)
            kept = [each for each in found if each[0] in present and is_within(present[each[0]], days)]
            if len(kept) >= limit or len(found) < wanted:
                return kept
            wanted *= 2

    def _give_up_generation(self, error: LibraryError) -> None:
        self.close()
        if not self._warned:
            mend = "; run `assistant index` to mend it." if isinstance(error, LibraryDamaged) else f". {error.hint}"
            self._warn(f"{error.message} Every vector is compared instead{mend}")
        self._warned = True


def _day_range(filters: Filters) -> DayRange | None:
    """The days a filter lets through; UNDATED as the first one lets undated articles through as well."""
    if not filters.by_date and filters.as_of is None:
        return None
    first = max(1, filters.since.toordinal() if filters.since else 1) if filters.by_date else UNDATED
    lasts = [day.toordinal() for day in (filters.until, filters.as_of) if day is not None]
    return first, min(lasts, default=_LAST_DAY)
