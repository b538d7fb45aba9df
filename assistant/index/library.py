"""The library as questions see it: nearest chunks, chunks with the words, and the articles they belong to."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import LibraryError, LibraryMissing, UsageError
from assistant.index import generations
from assistant.index.catalogue import (
    REPLACED_CHUNKS,
    Catalogue,
    ChunkRow,
    Generation,
    filter_clause,
    last_ordinal,
)
from assistant.index.history import VersionReader
from assistant.index.lock import release
from assistant.index.schema import open_catalogue
from assistant.index.speeches import Speeches
from assistant.index.vectors import UNDATED, DayRange, ExactVectors, Neighbour, Vectors, is_remote, is_within
from assistant.index.writing import CatalogueWriter
from assistant.types import NO_FILTERS, Article, Filters, Sentence
from assistant.version_types import History

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.index.chroma import ChromaVectors

LIBRARY_FOLDER = ".assistant"
# Up to this many chunks let through by the filters, comparing with all of them is as quick as HNSW and never wrong.
EXACT_CHUNKS = 20_000
# A title that holds the words says more than a sentence that does (measured, design.md).
_TITLE_WEIGHT = 2.0
_SOURCES_NAMED = 20
# An answer that is printed already waits only so long for a writer's batch before it is given up, and that is said.
_KEEPING_MILLISECONDS = 5_000
_LAST_DAY = 3_652_059  # date.max as an ordinal


class Library:
    """One library, opened for questions. Readers never wait for a writer and see whole articles only."""

    def __init__(self, root: Path, *, warn: Callable[[str], None]) -> None:
        """Opens the library of the folder `root`. Raises LibraryMissing and LibraryDamaged."""
        self.root = root
        self._folder = root / LIBRARY_FOLDER
        self._connection = open_catalogue(self._folder)
        self._warn = warn
        self._published: tuple[Generation, ChromaVectors] | None = None
        self._held: int | None = None
        self._exact: tuple[tuple[int, int, Filters], ExactVectors] | None = None
        self._warned = False
        self._commonness: dict[str, float] = {}
        self._total = 0
        self.catalogue = Catalogue(self._connection)
        self.versions = VersionReader(self._connection)
        self.speeches = Speeches(self._connection, self.catalogue)

    def require_embedder(self, identity: str) -> None:
        """Raises UsageError when the library's vectors were made by another embedder."""
        made_by = (self.catalogue.fact("made_by") or "").split(" | ")[0]
        if made_by != identity:
            raise UsageError(
                f"The library's vectors were made by {made_by!r}, the settings name {identity!r}.",
                hint="Run `assistant index` to make them anew, or change the setting `embedder` back.",
            )

    def require_sources(self, sources: Sequence[str]) -> None:
        """Raises UsageError when the library has no article of one of these sources."""
        known = self.catalogue.sources()
        names = {name.casefold() for name in known}
        unknown = [source for source in sources if source.casefold() not in names]
        if unknown:
            raise UsageError(
                f"No article is from {', '.join(map(repr, unknown))}.",
                hint=f"The sources are: {', '.join(known[:_SOURCES_NAMED])}."
                if known
                else "No article names a source.",
            )

    def require_articles(self) -> None:
        """Raises LibraryMissing for a library without a single article: there is nothing to ask."""
        if not self.catalogue.count("articles"):
            raise LibraryMissing(
                f"The library in {str(self.root)!r} holds no article.",
                hint="Run `assistant index PATH` with the folder of your articles.",
            )

    def nearest(self, vector: NDArray[np.float32], limit: int, filters: Filters = NO_FILTERS) -> list[Neighbour]:
        """The chunks whose vectors lie nearest, best first, as (chunk id, cosine)."""
        published = self._open_published()
        if published is None or filters.sources or filters.articles or self._is_selective(filters):
            return self._search_exactly(vector, limit, filters, after=0)
        generation, vectors = published
        try:
            found = self._search_published(vectors, vector, limit, filters)
        except LibraryError as error:
            self._give_up_generation(error)
            return self._search_exactly(vector, limit, filters, after=0)
        tail = self._search_exactly(vector, limit, filters, after=generation.last_chunk)
        return sorted(found + tail, key=lambda each: -each[1])[:limit]

    def with_words(self, words: Sequence[str], limit: int, filters: Filters = NO_FILTERS) -> list[Neighbour]:
        """The chunks that hold any of the words, best first, as (chunk id, BM25 score; higher is better)."""
        terms = [_phrase(word) for word in words]
        if not terms:
            return []
        if filters == NO_FILTERS:
            tables, where = "words", f"words.rowid NOT IN ({REPLACED_CHUNKS})"
            values: list[object] = [last_ordinal(None)]
        else:
            # CROSS JOIN keeps SQLite to this order: matches first, then a look-up for each. The other took seconds.
            tables = "words CROSS JOIN chunks ON chunks.id = words.rowid"
            tables += " CROSS JOIN articles ON articles.key = chunks.article"
            where, values = filter_clause(filters)
        rows = self._connection.execute(
            f"SELECT words.rowid, -bm25(words, {_TITLE_WEIGHT}, 1.0) AS score FROM {tables}"
            f" WHERE words MATCH ? AND {where} ORDER BY score DESC, words.rowid LIMIT ?",
            (" OR ".join(terms), *values, limit),
        )
        return [(row[0], row[1]) for row in rows]

    def commonness(self, word: str) -> float:
        """The share of chunks that hold a word in any of its forms, at least one chunk's."""
        if word not in self._commonness:
            self._total = self._total or max(1, self.catalogue.count("chunks"))
            sql = "SELECT count(*) FROM words WHERE words MATCH ?"
            found = self._connection.execute(sql, (_phrase(word),)).fetchone()[0]
            self._commonness[word] = max(1, found) / self._total
        return self._commonness[word]

    def chunks(self, ids: Sequence[int]) -> dict[int, ChunkRow]:
        """Chunks by id."""
        return self.catalogue.chunks(ids)

    def articles(self, keys: Iterable[int]) -> dict[int, Article]:
        """Articles by the key their chunks name."""
        return self.catalogue.articles(keys)

    def sentences(self, keys: Iterable[int]) -> dict[int, tuple[Sentence, ...]]:
        """Sentences by their article's key."""
        return self.catalogue.sentences(keys)

    def whole(self, ids: Iterable[str]) -> dict[str, tuple[Sentence, ...]]:
        """All sentences of articles, by the article's id."""
        keys = self.catalogue.keys(ids)
        found = self.sentences(keys.values())
        return {name: found.get(key, ()) for name, key in keys.items()}

    def article(self, name: str) -> tuple[int, Article]:
        """The one article with this id (or the beginning of it), path or title. Raises UsageError."""
        wanted = name.encode("utf-8", "replace").decode("utf-8")
        found = self.catalogue.find_articles(wanted)
        if len(found) > 1:
            found = [each for each in found if self.versions.replaced_by(each[1].id) is None] or found
        if not found:
            former = self.versions.find(wanted)
            found = [one for each in former for one in self.catalogue.find_articles(each)]
            if former and not found:
                raise UsageError(
                    f"The article {name!r} was withdrawn.", hint=f"See `assistant show {former[0]} --versions`."
                )
        if not found:
            raise UsageError(
                f"No article is called {name!r}.", hint="`assistant articles` lists ids, dates and titles."
            )
        if len(found) > 1:
            ids = ", ".join(article.id for _, article in found)
            raise UsageError(f"{name!r} could be any of {ids}.", hint="Give more of the id.")
        return found[0]

    def history(self, name: str) -> History:
        """All versions of an article named as for `article`, also of one that was withdrawn. Raises UsageError."""
        former = self.versions.find(name.encode("utf-8", "replace").decode("utf-8"))
        try:
            return self.versions.history(self.article(name)[1].id)
        except UsageError:
            if len(former) != 1:
                raise
            return self.versions.history(former[0])

    def log_answer(self, question: str, answer: str) -> None:
        """Keeps an answer (JSON); when the library cannot be written to, says so and goes on."""
        self._connection.execute(f"PRAGMA busy_timeout = {_KEEPING_MILLISECONDS}")
        try:
            CatalogueWriter(self._connection).log_answer(
                asked_at=datetime.now(UTC).isoformat(timespec="seconds"), question=question, answer=answer
            )
        except LibraryError as error:
            self._warn(f"The answer was not kept. {error}")

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """All that is asked inside sees the catalogue as it is now, whatever a writer does meanwhile."""
        self._open_published()  # now: the generation that this moment names may be swept later
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")

    def close(self) -> None:
        """Lets go of the catalogue and of the generation."""
        self._close_generation()
        self._connection.close()

    def _is_selective(self, filters: Filters) -> bool:
        days = _day_range(filters)
        return days is not None and self._chunks_within(days) <= EXACT_CHUNKS

    def _chunks_within(self, days: DayRange) -> int:
        return self.catalogue.count("chunks", f"coalesce(day, {UNDATED}) BETWEEN ? AND ?", days)

    def _open_published(self) -> tuple[Generation, ChromaVectors] | None:
        """The last chunk of the published generation and its vectors, reopened when another is published."""
        current = self.catalogue.generation()
        if self._warned or current is None:
            return None
        if self._published is not None and self._published[0] == current:
            return self._published
        self._close_generation()
        try:
            opened = generations.open_generation(self.catalogue, self._folder)
            if opened is None:
                return None
            generation, self._held = opened
            from assistant.index.chroma import ChromaVectors  # 0.7 s, only where a generation is published

            place = generation.place if is_remote(generation.place) else str(self._folder / generation.place)
            self._published = (generation, ChromaVectors(place))
        except LibraryError as error:
            self._give_up_generation(error)
        return self._published

    def _search_published(
        self, vectors: Vectors, vector: NDArray[np.float32], limit: int, filters: Filters
    ) -> list[Neighbour]:
        """The nearest of the generation's chunks that the catalogue still has and the filters let through.

        More are asked for than are wanted, and again more when too many fall out: removed ones may all lie near. (Over
        100,000 chunks Chroma's own filter takes 220 ms, the 10,000 nearest take 40.)
        """
        days = _day_range(filters)
        as_of = filters.as_of
        share = 1.0 if days is None else self._chunks_within(days) / max(1, self.catalogue.count("chunks"))
        wanted = math.ceil(1.25 * limit / share)
        while True:
            found = vectors.search(vector, wanted)
            present = self.catalogue.days_of_chunks([number for number, _ in found], as_of)
            kept = [each for each in found if each[0] in present and is_within(present[each[0]], days)]
            if len(kept) >= limit or len(found) < wanted:
                return kept
            wanted *= 2

    def _give_up_generation(self, error: LibraryError) -> None:
        self._close_generation()
        if not self._warned:
            self._warn(f"{error} Every vector is compared instead; run `assistant index` to mend it.")
        self._warned = True

    def _close_generation(self) -> None:
        if self._published is not None:
            self._published[1].close()
        if self._held is not None:
            release(self._held)
        self._published, self._held = None, None

    def _search_exactly(
        self, vector: NDArray[np.float32], limit: int, filters: Filters, *, after: int
    ) -> list[Neighbour]:
        """Compares with every chunk above `after`; what is read for one choice of articles is kept."""
        days = _day_range(filters)
        # A short range of days is read alone; otherwise all days are read, and the range is applied in memory.
        # Which articles are current depends on the as-of day only where some are replaced later.
        as_of = filters.as_of if self.catalogue.replaces_later_than(filters.as_of) else None
        kept = filters if self._is_selective(filters) else replace(filters, since=None, until=None, as_of=as_of)
        key = (int(self._connection.execute("PRAGMA data_version").fetchone()[0]), after, kept)
        if self._exact is None or self._exact[0] != key:
            chunks = self.catalogue.chunk_days(kept, after=after)
            ids, matrix = self.catalogue.vectors(chunks)
            self._exact = (key, ExactVectors(ids, matrix, [chunks[number] for number in ids]))
        return self._exact[1].search(vector, limit, days=days)


def _phrase(word: str) -> str:
    """A word as FTS5 takes it literally, whatever it holds."""
    return '"' + re.sub(r'["\x00]', " ", word) + '"'


def _day_range(filters: Filters) -> DayRange | None:
    """The days a filter lets through; UNDATED as the first one lets undated articles through as well."""
    if not filters.by_date and filters.as_of is None:
        return None
    first = max(1, filters.since.toordinal() if filters.since else 1) if filters.by_date else UNDATED
    lasts = [day.toordinal() for day in (filters.until, filters.as_of) if day is not None]
    return first, min(lasts, default=_LAST_DAY)
