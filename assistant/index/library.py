"""The library as questions see it: nearest chunks, chunks with the words, and the articles they belong to."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.articles.metadata.source_names import is_one_outlet, near_names, sources_meant
from assistant.errors import LibraryError, LibraryMissing, UsageError
from assistant.index.finding.chunk_table import ChunkReader
from assistant.index.finding.exact import Neighbour
from assistant.index.finding.keywords import Keywords, phrase
from assistant.index.finding.nearest import NearestChunks
from assistant.index.finding.server import ChromaServer
from assistant.index.finding.spelling import is_held, nearest_word
from assistant.index.own_files import LIBRARY_FOLDER
from assistant.index.storage import followed
from assistant.index.storage.beginnings import names_beginning
from assistant.index.storage.catalogue import Catalogue, ChunkRow, filter_clause
from assistant.index.storage.followed import FollowedReader
from assistant.index.storage.history import VersionReader
from assistant.index.storage.likely_names import in_words, titles_like
from assistant.index.storage.record import RecordReader
from assistant.index.storage.removed import RemovedReader
from assistant.index.storage.schema import open_catalogue
from assistant.index.storage.seen import open_seen
from assistant.index.storage.speeches import Speeches
from assistant.index.storage.writing import CatalogueWriter
from assistant.records.articles import Article, Sentence
from assistant.records.questions import NO_FILTERS, Filters
from assistant.records.versions import History

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SOURCES_NAMED = 20
_ARTICLES_NAMED = 3
# An answer that is printed already waits only so long for a writer's batch before it is given up, and that is said.
_KEEPING_MILLISECONDS = 5_000
# Libraries of days that are kept open: an evaluation asks as on a hundred days, and each takes three open files.
_DAYS_KEPT = 8


class Library:
    """One library, opened for questions. Readers never wait for a writer and see whole articles only."""

    def __init__(
        self,
        root: Path,
        *,
        warn: Callable[[str], None],
        server: ChromaServer | None = None,
        day: date | None = None,
        whole: Library | None = None,
    ) -> None:
        """Opens the library of the folder `root`; as it was on a `day` only by `as_of` of the `whole`.

        `server` is the Chroma server that the settings name; no other is spoken to.

        Raises LibraryMissing and LibraryDamaged.
        """
        self.root, self.day = root, day
        self._folder = root / LIBRARY_FOLDER
        self._warn = warn
        self._connection = open_catalogue(self._folder) if day is None else open_seen(self._folder, day)
        self.catalogue = Catalogue(self._connection, warn)
        self.versions = VersionReader(self._connection, self.catalogue.soundness)
        self.removed = RemovedReader(self._connection)
        self.followed = FollowedReader(self._connection)
        self.record = RecordReader(self._connection, warn)
        self.speeches = Speeches(self._connection, self.catalogue)
        self._whole = whole or self
        self._chunks: ChunkReader = whole._chunks if whole else ChunkReader(self._connection, self._folder, warn=warn)
        self._vectors: NearestChunks = (
            whole._vectors
            if whole
            else NearestChunks(self.catalogue, self._chunks, self._folder, server=server, warn=warn)
        )
        self._keywords: Keywords = whole._keywords if whole else Keywords(self._connection, self._chunks)
        self._on_days: dict[date, Library] = {}

    def as_of(self, day: date | None) -> Library:
        """The library as it was on a day: no article published later is seen, and undated ones are.

        What it then answers is what a library without the later articles would. It is closed with this one.
        """
        if day is None or (self.day is not None and self.day <= day):
            return self
        on_days = self._whole._on_days
        if day not in on_days:
            if len(on_days) >= _DAYS_KEPT:
                on_days.pop(next(iter(on_days))).close()
            on_days[day] = Library(self.root, warn=self._warn, day=day, whole=self._whole)
        return on_days[day]

    def later_articles(self) -> int:
        """How many articles are not seen because they were published after this library's day."""
        return 0 if self.day is None else self.catalogue.count("main.articles", "day > ?", (self.day.toordinal(),))

    def require_embedder(self, identity: str) -> None:
        """Raises UsageError when the library's vectors were made by another embedder."""
        made_by = (self.catalogue.fact("made_by") or "").split(" | ")[0]
        if made_by != identity:
            raise UsageError(
                f"The library's vectors were made by {made_by!r}, the settings name {identity!r}.",
                hint="Run `assistant index` to make new ones, or change the setting `embedder` back.",
            )

    def require_sources(self, sources: Sequence[str]) -> None:
        """Raises UsageError when the library has no article of one of these sources."""
        known = self.catalogue.sources()
        names = {name.casefold() for name in known}
        unknown = [source for source in sources if source.casefold() not in names]
        if unknown:
            raise UsageError(
                f"No article is from {', '.join(map(repr, unknown))}.", hint=_hint_for_source(unknown[0], known)
            )

    def sources_called(self, names: Sequence[str]) -> tuple[str, ...]:
        """The sources that these names, or short forms of them, each identify.

        Raises UsageError for a name that is no source's, and for one that may be that of several.
        """
        known = self.catalogue.sources()
        found: list[str] = []
        for name in names:
            meant = sources_meant(name, known)
            if not meant:
                self.require_sources([name])
            if not is_one_outlet(meant):
                raise UsageError(f"{name!r} could be any of {', '.join(meant[:_SOURCES_NAMED])}.", hint="Name one.")
            found += meant
        return tuple(dict.fromkeys(found))

    def require_read(self, purpose: str) -> int:
        """How many articles have yet to be read for dates and speech; raises LibraryError when all have."""
        unread = self.catalogue.count_unmarked()
        if unread and unread == self.catalogue.count("articles"):
            raise LibraryError(
                f"The library's articles have not been read for {purpose}.", hint="Run `assistant index` once."
            )
        return unread

    def require_articles(self) -> None:
        """Raises LibraryMissing for a library without a single article: there is nothing to ask."""
        if not self.catalogue.count("articles"):
            raise LibraryMissing(
                f"The library in {str(self.root)!r} holds no article"
                + (f" published by {self.day.isoformat()}." if self.day else "."),
                hint="Run `assistant index PATH` with the folder of your articles.",
            )

    def nearest(self, vector: NDArray[np.float32], limit: int, filters: Filters = NO_FILTERS) -> list[Neighbour]:
        """The chunks whose vectors lie nearest, best first, as (chunk id, cosine)."""
        if self.day is None:
            return self._vectors.search(vector, limit, filters)
        # Neighbours in an HNSW graph change with the vectors added later: here every vector of the day is compared.
        seen = replace(filters, as_of=self.day)
        return self._in_order(self._vectors.compare(vector, limit, seen), limit)

    def with_words(self, words: Sequence[str], limit: int, filters: Filters = NO_FILTERS) -> list[Neighbour]:
        """The chunks that hold any of the words, best first, as (chunk id, BM25 score; higher is better)."""
        if self.day is None:
            return self._keywords.search(words, limit, filters)[:limit]
        return self._in_order(self._keywords.search(words, limit, replace(filters, as_of=self.day)), limit)

    def keys_with(self, words: str, filters: Sequence[Filters]) -> list[int]:
        """The keys of articles let through by any of the filters that hold these words, in any form, in a row."""
        where, values = _any_of(filters)
        rows = self._connection.execute(
            "SELECT DISTINCT articles.key FROM main.words CROSS JOIN chunks ON chunks.id = words.rowid"
            f" CROSS JOIN articles ON articles.key = chunks.article WHERE words MATCH ? AND {where}",
            (phrase(words), *values),
        )
        return [row[0] for row in rows]

    def count_in_any(self, filters: Sequence[Filters]) -> int:
        """How many articles any of the filters lets through."""
        return self.catalogue.count("articles", *_any_of(filters))

    def holds_word(self, word: str) -> bool:
        """Whether an article holds the word, in any form."""
        return is_held(self._connection, word)

    def nearest_word(self, word: str) -> str | None:
        """The word of the articles that is written nearly like one that none holds; None where none is."""
        return nearest_word(self._connection, word)

    def commonness(self, word: str) -> float:
        """The share of chunks that hold a word in any of its forms, at least one chunk's."""
        return self._keywords.share(word, day=self.day)

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
            near = in_words(titles_like(self._connection, wanted, _ARTICLES_NAMED))
            raise UsageError(
                f"No article is called {name!r}.", hint=near or "`assistant articles` lists ids, dates and titles."
            )
        if len(found) > 1:
            ids = ", ".join(article.id for _, article in found)
            raise UsageError(f"{name!r} could be any of {ids}.", hint="Give more of the id.")
        return found[0]

    def names_beginning(self, beginning: str) -> list[str]:
        """Sources, titles and ids of articles that begin so, some of each."""
        return names_beginning(self._connection, self.catalogue.sources(), beginning)

    def history(self, name: str) -> History:
        """All versions of an article named as for `article`, also of one that was withdrawn. Raises UsageError."""
        former = self.versions.find(name.encode("utf-8", "replace").decode("utf-8"))
        try:
            return self.versions.history(self.article(name)[1].id)
        except UsageError:
            if len(former) != 1:
                raise
            return self.versions.history(former[0])

    def log_answer(self, question: str, answer: str) -> int | None:
        """Keeps an answer (JSON) and gives its number; when the library cannot be written to, says so and goes on."""
        self._connection.execute(f"PRAGMA busy_timeout = {_KEEPING_MILLISECONDS}")
        try:
            return CatalogueWriter(self._connection).log_answer(
                asked_at=datetime.now(UTC).isoformat(timespec="seconds"), question=question, answer=answer
            )
        except LibraryError as error:
            self._warn(f"The answer was not kept. {error}")
            return None

    def follow(self, topic: str, sources: tuple[str, ...], now: datetime) -> int:
        """Follows a topic, or sources, from now on; gives its number. Raises LibraryError."""
        with self._changing() as connection:
            return followed.add(connection, topic, sources, now)

    def unfollow(self, number: int) -> None:
        """Follows it no longer. Raises LibraryError."""
        with self._changing() as connection:
            followed.remove(connection, number)

    def note_told(self, numbers: Sequence[int], last_arrival: int, now: datetime) -> None:
        """Notes up to which arrival a digest told of what is followed under these numbers. Raises LibraryError."""
        with self._changing() as connection:
            followed.note_told(connection, numbers, last_arrival, now)

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute(f"PRAGMA busy_timeout = {_KEEPING_MILLISECONDS}")
        with CatalogueWriter(self._connection).changing(touches=False) as (connection, _):
            yield connection

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """All that is asked inside sees the catalogue as it is now, whatever a writer does meanwhile."""
        # Now: the pack and the generation that this moment names may be swept later.
        self._chunks.table()
        if self.day is None:
            self._vectors.open_published()
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")

    def close(self) -> None:
        """Lets go of the catalogue, of the generation and of the libraries as they were on a day."""
        for on_day in self._on_days.values():
            on_day.close()
        self._on_days.clear()
        if self._whole is self:
            self._vectors.close()
            self._chunks.close()
        self._connection.close()

    def _in_order(self, found: Sequence[Neighbour], limit: int) -> list[Neighbour]:
        """The best, those that tie ordered by what they are and not by when they were read; what is gone left out."""
        places = self.catalogue.places_of_chunks([number for number, _ in found])
        present = [each for each in found if each[0] in places]
        return sorted(present, key=lambda each: (-each[1], *places[each[0]]))[:limit]


def _any_of(filters: Sequence[Filters]) -> tuple[str, list[object]]:
    clauses = [filter_clause(each) for each in filters]
    return f"({' OR '.join(where for where, _ in clauses)})", [value for _, values in clauses for value in values]


def _hint_for_source(unknown: str, known: Sequence[str]) -> str:
    """What a reader may have meant by a source that there is not."""
    near = near_names(unknown, known)
    if near:
        return f"Did you mean {' or '.join(map(repr, near))}?"
    return f"The sources are: {', '.join(known[:_SOURCES_NAMED])}." if known else "No article names a source."
